"""What each kind of paper says. Pure: the head and the facts in, sections out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

from workflows.letters import wording
from workflows.letters.facts import (
    Approved,
    Asked,
    Closed,
    Head,
    Mission,
    Offered,
    Receipt,
    Refused,
    Reported,
    Scored,
    Words,
)
from workflows.letters.phrases import say
from workflows.letters.pieces import (
    Piece,
    Section,
    bullets,
    fact,
    own_words,
    position_facts,
    position_row,
    sentence,
    table,
)
from workflows.tor import wording as of_terms
from workflows.tor.clauses import LANGUAGES, Cell
from workflows.tor.source import Label, Period
from workflows.tor.typography import printable


def acknowledgement(head: Head, facts: Receipt) -> list[Section]:
    """The request came in, and what happens next."""
    kind = "acknowledgement"
    return _letter(
        sentence(kind, "thanks", request=head.reference),
        *_request(head),
        *fact("received_on", facts.received_on, "request.submitted_at"),
        *fact("files", str(facts.files) if facts.files else "", "request.attachments"),
        *fact("decision_by", facts.decision_by, "promise:decided"),
        sentence(kind, "next"),
        sentence(kind, "follow"),
    )


def question(head: Head, facts: Asked) -> list[Section]:
    """What the desk needs to know."""
    opened = [sentence("question", "fields"), *bullets(facts.answers, "question.fields")]
    return _letter(
        sentence("question", "intro", request=head.reference),
        *_request(head),
        *own_words(facts.question, "question.text"),
        *(opened if facts.answers else []),
        sentence("question", "clock"),
    )


def approval(head: Head, facts: Approved) -> list[Section]:
    """What was approved, and what follows."""
    days = sum(position.days for position in facts.positions)
    rows = [
        position_row(position, facts.position_language, position.period, _always(position.place))
        for position in facts.positions
    ]
    scope = sentence(
        "approval",
        "scope",
        positions=partial(wording.positions, len(facts.positions)),
        days=partial(of_terms.working_days, days),
    )
    return _letter(
        sentence("approval", "decision", request=head.reference),
        *_request(head),
        *fact("themes", _joined(facts.themes), "request.themes"),
        scope,
        *table("positions", rows, "request.positions"),
        sentence("approval", "next"),
    )


def refusal(head: Head, facts: Refused) -> list[Section]:
    """Why not, and the right to a review."""
    until = facts.review_until
    right = (
        sentence("refusal", "review", until=lambda language: of_terms.day(until, language))
        if until
        else sentence("refusal", "final")
    )
    return _letter(
        sentence("refusal", "decision", request=head.reference),
        *_request(head),
        *fact("reason", facts.reason, "decision.code"),
        *own_words(facts.text, "decision.text"),
        right,
        sentence("refusal", "thanks"),
    )


def offer(head: Head, facts: Offered) -> list[Section]:
    """A position, its conditions, and until when it can be answered."""
    deadline = partial(wording.moment, facts.deadline)
    text = Section(
        (
            sentence("offer", "intro"),
            *fact("country", head.country, "request.country"),
            *fact("institution", head.institution, "request.institution"),
            *fact("title", head.title, "request.title"),
            *position_facts(facts.position, facts.position_language, facts.position.period),
            *fact("deadline", deadline, "offer.deadline"),
            sentence("offer", "terms"),
            sentence("offer", "answer", deadline=deadline),
        )
    )
    tasks = own_words(facts.tasks, f"position:{facts.position.number}")
    pay = [Piece("paragraph", dict(facts.pay_rule), "rates")] if any(facts.pay_rule.values()) else []
    further = [Section(tuple(tasks), say("offer", "tasks")), Section(tuple(pay), say("offer", "pay"))]
    thanks = Section((sentence("offer", "thanks"),))
    return [text, *(section for section in further if section.pieces), thanks]


def mission_letter(head: Head, facts: Mission) -> list[Section]:
    """Who goes where, for authorities and hosts."""
    assistance = [sentence("mission_letter", "assistance")]
    basis = (
        [sentence("mission_letter", "basis", terms=str(facts.terms), request=head.reference)]
        if facts.terms
        else []
    )
    stated = sentence("mission_letter", "statement", expert=facts.expert, **_where_and_when(head, facts))
    return _letter(stated, *_mission(head, facts), *assistance, *basis)


def certificate(head: Head, facts: Mission) -> list[Section]:
    """The mission was accomplished."""
    return _letter(
        sentence("certificate", "statement"),
        Piece("paragraph", {language: _one_line(facts.expert) for language in LANGUAGES}, "expert.name"),
        sentence("certificate", "completed", **_where_and_when(head, facts)),
        *position_facts(facts.position, facts.position_language, Period(start=facts.start, end=facts.end)),
        *fact("title", head.title, "request.title"),
        sentence("certificate", "thanks"),
    )


def mission_report(head: Head, facts: Reported) -> list[Section]:
    """The expert's report by the headings of the outline."""
    accepted = sentence(
        "mission_report", "accepted", accepted=lambda language: of_terms.day(facts.accepted_on, language)
    )
    first = Section((*_mission(head, facts.mission), accepted), say("mission_report", "mission"))
    written = [
        Section(tuple(own_words(Words(text, facts.language), f"report.section:{place}")), label)
        for place, (label, text) in enumerate(facts.sections, start=1)
    ]
    return [first, *(section for section in written if section.pieces)]


def closure(head: Head, facts: Closed) -> list[Section]:
    """What was asked, done and judged; no person is named."""
    kind = "closure"
    days = [
        Piece("facts", {lang: [[label[lang], of_terms.day(day, lang)]] for lang in label}, "journal")
        for label, day in facts.milestones
    ]
    missions = [
        position_row(
            done.position,
            facts.position_language,
            Period(start=done.start, end=done.end),
            done.outcome.__getitem__,
        )
        for done in facts.missions
    ]
    request = (
        sentence(kind, "summary", request=head.reference),
        *_request(head),
        *fact("themes", _joined(facts.themes), "request.themes"),
        *fact("support_types", _joined(facts.support_types), "request.support_types"),
    )
    judged = (
        sentence(kind, "reports", reports=str(facts.reports)),
        *table("evaluations", [partial(_scored, row) for row in facts.evaluations], "evaluations"),
    )
    sections = [
        Section(request, say(kind, "request")),
        Section(tuple(days), say(kind, "milestones")),
        Section(tuple(table("missions", missions, "deployments")), say(kind, "missions")),
        Section(judged, say(kind, "evaluation")),
    ]
    return [section for section in sections if section.pieces]


def _letter(*pieces: Piece) -> list[Section]:
    return [Section(pieces)]


def _request(head: Head) -> list[Piece]:
    """Which request a paper is about."""
    return [
        *fact("title", head.title, "request.title"),
        *fact("country", head.country, "request.country"),
        *fact("institution", head.institution, "request.institution"),
    ]


def _mission(head: Head, facts: Mission) -> list[Piece]:
    """Who went where for what."""
    return [
        *fact("expert", facts.expert, "expert.name"),
        *fact("employer", facts.employer, "expert.employer"),
        *fact("title", head.title, "request.title"),
        *position_facts(facts.position, facts.position_language, Period(start=facts.start, end=facts.end)),
    ]


def _where_and_when(head: Head, facts: Mission) -> dict[str, Any]:
    return {
        "institution": head.institution,
        "country": head.country,
        "start": lambda language: of_terms.day(facts.start, language),
        "end": lambda language: of_terms.day(facts.end, language),
    }


def _scored(row: Scored, language: str) -> list[Cell]:
    return [row.label[language], str(row.given), str(row.waived), wording.score(row.mean_tenths, language)]


def _joined(labels: tuple[Label, ...]) -> Callable[[str], str]:
    return lambda language: "; ".join(label[language] for label in labels)


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _always(text: str) -> Callable[[str], Cell]:
    return lambda _language: printable(text)


Composer = Callable[[Head, Any], list[Section]]
COMPOSERS: Mapping[str, Composer] = {
    "acknowledgement": acknowledgement,
    "question": question,
    "approval": approval,
    "refusal": refusal,
    "offer": offer,
    "mission_letter": mission_letter,
    "certificate": certificate,
    "mission_report": mission_report,
    "closure": closure,
}

FORMS: Mapping[str, Literal["statement", "report"]] = {
    "mission_letter": "statement",
    "certificate": "statement",
    "mission_report": "report",
    "closure": "report",
}
"""How a paper is laid out, where it is not a letter with address, greeting and close."""
