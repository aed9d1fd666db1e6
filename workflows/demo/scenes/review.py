"""From the first draft to the decision."""

from __future__ import annotations

from django.core.files.base import ContentFile

from programme.selectors import approvals_needed, eligibility_checks
from requests_app.selectors import theme_check_of
from requests_app.services import attachments, drafts, messages, positions
from workflows.demo.case import Case
from workflows.demo.letter import letter_pdf
from workflows.demo.samples import answers_of_sample, mission_end, position_titles, share_of, themes_of
from workflows.demo.stage import Story
from workflows.demo.words import capital, words
from workflows.services import decision, intake, triage

FALLBACK_THEME = "PH3-T1"


def write(case: Case) -> Story:
    """The focal point begins a draft, and adds the institution's letter if there is one."""
    yield case.at(case.now)
    answers = answers_of_sample(case.sample, start=case.mission, rng=case.rng)
    name = case.cast.focal_name(case.country, now=case.now)
    answers["endorsement"] |= {"name": name, "date": case.now.date().isoformat()}
    if case.has("crisis") or case.has("urgent"):
        answers |= {
            "urgency": "crisis" if case.has("crisis") else "urgent",
            "urgency_reason": case.says("urgency"),
        }
    case.request = drafts.create_draft(country=case.country, answers=answers, **case.country_step)
    if case.has("letter"):
        yield case.after(0)
        _attach_letter(case)


def submit(case: Case) -> Story:
    yield case.after(0)
    case.request = intake.submit_request(support_request=case.request, **case.country_step)


def take(case: Case) -> Story:
    """An officer takes the case; some ask something before they go on."""
    yield case.after(1)
    case.request = triage.start_triage(support_request=case.request, **case.step)
    if case.has("messages"):
        yield from talk(case)
    if case.has("note"):
        yield case.after(0)
        messages.send_message(
            support_request=case.request,
            text=case.says("note"),
            is_internal=True,
            text_language="en",
            **case.step,
        )
    if case.has("question"):
        yield from ask(case)
        yield from answer(case)


def talk(case: Case) -> Story:
    """The focal point writes a message, and the officer answers it."""
    language = str(case.sample["language"])
    yield case.after(0)
    messages.send_message(
        support_request=case.request,
        text=case.says("message_focal"),
        text_language=language,
        **case.country_step,
    )
    yield case.after(1)
    messages.send_message(
        support_request=case.request, text=case.says("message_desk"), text_language=language, **case.step
    )


def ask(case: Case) -> Story:
    yield case.after(0)
    case.request = triage.ask_question(
        support_request=case.request, text=case.says("question"), fields=["target_group"], **case.step
    )


def answer(case: Case) -> Story:
    yield case.after(2)
    target_group = words(str(case.sample["language"]))["target_group"]
    case.request = triage.answer_question(
        support_request=case.request,
        text=case.says("answer"),
        answers={"target_group": case.rng.choice(target_group)},
        **case.country_step,
    )


def check(case: Case) -> Story:
    """The first checks: what blocks is in order, what only advises may not be."""
    yield case.after(1)
    doubtful = case.rng.choice(["ELG-7", "ELG-8", "ELG-9", ""])
    checklist = {
        row.code: {"answer": "no" if row.code == doubtful and row.level == "advisory" else "yes"}
        for row in eligibility_checks()
    }
    case.request = triage.pass_triage(support_request=case.request, checklist=checklist, **case.step)


def settle_themes(case: Case) -> Story:
    """The officer confirms the themes and writes down which experts are needed."""
    yield case.after(1)
    main, *further = themes_of(case.sample) or [FALLBACK_THEME]
    other = triage.differs_from(theme_check_of(case.request), main)
    case.request = triage.confirm_themes(
        support_request=case.request,
        main=main,
        further=further,
        reason=case.says("other_theme") if other else "",
        **case.step,
    )
    yield case.after(0)
    for values in _positions(case):
        positions.add_position(support_request=case.request, values=values, **case.step)
    case.refresh()


def decide(case: Case) -> Story:
    """As many approvals as the size asks for, the second by a colleague."""
    yield from approve(case)
    if approvals_needed(positions.expert_days(case.request)) > 1:
        yield case.after(1)
        case.request = decision.approve_request(
            support_request=case.request, note="", actor=case.colleague, now=case.now
        )


def approve(case: Case) -> Story:
    yield case.after(1)
    case.request = decision.approve_request(support_request=case.request, note="", **case.step)


def _positions(case: Case) -> list[dict[str, object]]:
    days = share_of(case.sample)
    titles = position_titles(case.sample)
    return [
        {
            "title": title,
            "tasks": "\n".join(case.sample["objectives"]),
            "days": share,
            "start": case.mission,
            "end": mission_end(case.mission, max(days)),
            "language": case.sample["working_language"],
            "place": capital(case.country),
            "is_team_leader": number == 0 and len(days) > 1,
        }
        for number, (title, share) in enumerate(zip(titles, days, strict=True))
    ]


def _attach_letter(case: Case) -> None:
    phrases = words(str(case.sample["language"]))
    facts = {"title": case.request.title, "institution": case.request.institution}
    lines = [line.format(**facts) for line in phrases["letter_body"]]
    file = ContentFile(letter_pdf([case.request.institution, "", *lines]))
    attachments.attach_file(
        support_request=case.request, file=file, name=f"{phrases['letter']}.pdf", **case.country_step
    )
