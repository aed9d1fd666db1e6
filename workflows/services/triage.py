"""From 'received' to a decision that can be taken: officer, questions, first checks, themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from core.actors import Actor, Role
from core.errors import InvalidInput, Problems
from core.text import language_of
from core.transitions import perform
from programme.models import EligibilityCheck, Theme
from requests_app import form
from requests_app.models import Question, RequestTheme, SupportRequest
from requests_app.selectors import theme_check_of
from requests_app.services.drafts import change_answers
from requests_app.states import RequestState
from requests_app.theme_check import ThemeCheck
from workflows.actions import requests as actions
from workflows.services.theme_readings import keep_reading

YES, NO, NOT_APPLICABLE = "yes", "no", "n/a"
BEFORE_THEMES = (
    RequestState.SUBMITTED,
    RequestState.TRIAGE,
    RequestState.QUESTION,
    RequestState.THEME_CHECK,
)


def start_triage(
    *, support_request: SupportRequest, actor: Actor, now: datetime, expected_version: int | None = None
) -> SupportRequest:
    """Take the case: whoever starts triage becomes its officer."""
    return perform(
        actions.START_TRIAGE,
        support_request,
        actor=actor,
        now=now,
        arguments={"officer_id": actor.user_id},
        data={"officer": actor.user_id},
        expected_version=expected_version,
    )


def assign_officer(
    *,
    support_request: SupportRequest,
    officer: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Give the case to an officer, named by e-mail; a review goes to somebody else than who declined."""
    person = User.objects.filter(email=officer.lower(), role=Role.MANAGER, is_active=True).first()
    if person is None:
        raise InvalidInput.at("officer", _("There is no such programme manager."), code="unknown_person")

    def arguments(row: SupportRequest) -> dict[str, Any]:
        if row.review_round and row.decided_at is None and person.pk == row.declined_by_id:
            raise InvalidInput.at(
                "officer",
                _("A review is made by somebody else than the officer who decided."),
                code="same_officer",
            )
        return {"officer_id": person.pk}

    return perform(
        actions.ASSIGN,
        support_request,
        actor=actor,
        now=now,
        arguments=arguments,
        data={"officer": person.pk},
        expected_version=expected_version,
    )


def ask_question(
    *,
    support_request: SupportRequest,
    text: str,
    fields: Sequence[str],
    actor: Actor,
    now: datetime,
    text_language: str = "",
    expected_version: int | None = None,
) -> SupportRequest:
    """Ask the focal point something and open the fields concerned for editing; the clocks stop."""
    unknown = sorted(set(fields) - form.CODES)
    if unknown:
        message = _("The request form has no '%(code)s'.") % {"code": unknown[0]}
        raise InvalidInput.at("fields", message, code="unknown_code")
    language = language_of(text, text_language or actor.language)

    def effect(row: SupportRequest) -> None:
        Question.objects.create(
            support_request=row,
            text=text,
            text_language=language,
            fields=sorted(set(fields)),
            asked_by_id=actor.signed_in_id,
            asked_at=now,
        )

    return perform(
        actions.ASK,
        support_request,
        actor=actor,
        now=now,
        data={"text": text, "text_language": language, "fields": sorted(set(fields))},
        effect=effect,
        expected_version=expected_version,
    )


def answer_question(
    *,
    support_request: SupportRequest,
    text: str,
    answers: Mapping[str, Any] | None,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Answer the open question, changing the fields it opened in the same step; the clocks go on."""
    language = language_of(text, actor.language)

    def arguments(row: SupportRequest) -> dict[str, Any]:
        if answers:
            change_answers(row, answers, now=now)
        return {}

    def effect(row: SupportRequest) -> None:
        row.questions.filter(answered_at=None).update(
            answer=text, answer_language=language, answered_by_id=actor.user_id, answered_at=now
        )

    return perform(
        actions.ANSWER,
        support_request,
        actor=actor,
        now=now,
        arguments=arguments,
        data={"text": text, "text_language": language, "fields": sorted(answers or ())},
        effect=effect,
        expected_version=expected_version,
    )


def pass_triage(
    *,
    support_request: SupportRequest,
    checklist: Mapping[str, Mapping[str, str]],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Record the first checks (code → answer `yes`, `no` or `n/a`, and note); each blocking one must be yes."""
    _refuse_unless_eligible(checklist)
    return perform(
        actions.PASS_TRIAGE,
        support_request,
        actor=actor,
        now=now,
        arguments={"checklist": {code: _kept(entry, actor) for code, entry in checklist.items()}},
        data={"checklist": {code: entry["answer"] for code, entry in checklist.items()}},
        expected_version=expected_version,
    )


def propose_themes(support_request: SupportRequest) -> None:
    """Keep which themes the text speaks for, best first, until somebody settles them: queues show the first.

    What is kept can be made again from the text at any time, so the row keeps its version.
    """
    proposed = [proposal.code for proposal in theme_check_of(support_request).proposals]
    unsettled = SupportRequest.objects.filter(pk=support_request.pk, state__in=BEFORE_THEMES)
    unsettled.update(theme_proposal={"proposed": proposed})


def confirm_themes(
    *,
    support_request: SupportRequest,
    main: str,
    further: Sequence[str],
    reason: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Settle the main theme and further ones.

    A reason is needed where the main theme is outside the phase's priority themes, and where it is not what the theme
    check was sure of. What the check proposed is kept beside the decision, so that agreement can be measured.
    """
    check = theme_check_of(support_request)
    proposed = [proposal.code for proposal in check.proposals]
    language = language_of(reason, actor.language)

    def arguments(row: SupportRequest) -> dict[str, Any]:
        _check_themes(row, check, main, further, reason)
        row.theme_proposal = {"proposed": proposed, "agreed": proposed[:1] == [main]}
        return {"reason": reason, "language": language, "confirmed_by_id": actor.user_id}

    def effect(row: SupportRequest) -> None:
        row.request_themes.all().delete()
        RequestTheme.objects.bulk_create(
            RequestTheme(support_request=row, theme_id=code, is_main=code == main)
            for code in dict.fromkeys([main, *further])
        )
        keep_reading(row, check, main=main, confirmed={main, *further}, now=now)

    return perform(
        actions.CONFIRM_THEMES,
        support_request,
        actor=actor,
        now=now,
        arguments=arguments,
        data={
            "main": main,
            "further": list(further),
            "proposed": proposed,
            "engine": check.engine,
            "reason": reason,
            "text_language": language,
        },
        effect=effect,
        expected_version=expected_version,
    )


def _kept(entry: Mapping[str, str], actor: Actor) -> dict[str, str]:
    """An answer of the first checks as it is kept: a note with its language."""
    if language := language_of(entry.get("note", ""), actor.language):
        return {**entry, "text_language": language}
    return dict(entry)


def _refuse_unless_eligible(checklist: Mapping[str, Mapping[str, str]]) -> None:
    problems, checks = Problems(), {check.code: check for check in EligibilityCheck.objects.all()}
    for code in checklist.keys() - checks.keys():
        problems.add(f"checklist.{code}", _("There is no such check."), code="unknown_code")
    for code, check in checks.items():
        answer = checklist.get(code, {}).get("answer", "")
        if check.level == "blocking" and answer != YES:
            message = _("'%(check)s' must be answered with yes; else ask the focal point or decline.")
            problems.add(f"checklist.{code}", message % {"check": check.label}, code="blocking")
        elif answer not in (YES, NO, NOT_APPLICABLE):
            problems.add(f"checklist.{code}", _("Answer yes, no or not applicable."), code="required")
    problems.raise_if_any()


def differs_from(check: ThemeCheck, main: str) -> bool:
    """Whether a main theme overrides what the check says; where it is unsure or silent, it says nothing."""
    if check.unsure:
        return False
    return check.proposals[0].code != main if check.proposals else bool(check.outside)


def _check_themes(
    row: SupportRequest, check: ThemeCheck, main: str, further: Sequence[str], reason: str
) -> None:
    problems = Problems()
    known = {theme.code: theme for theme in Theme.objects.filter(pk__in=[main, *further])}
    kinds = set(Theme.objects.of_phase(row.phase_id).priority_themes().values_list("pk", flat=True))
    for field, codes in (("main", [main]), ("further", list(further))):
        for code in codes:
            if code not in known:
                problems.add(field, _("There is no theme '%(code)s'.") % {"code": code}, code="unknown_code")
            elif code not in kinds and not reason:
                problems.add(
                    "reason",
                    _("'%(code)s' is not a priority theme of the phase: say why it is accepted.")
                    % {"code": code},
                    code="required",
                )
    if main in kinds and not reason and differs_from(check, main):
        problems.add("reason", _("This is another theme than the text speaks for: say why."), code="differs")
    if main in further:
        problems.add("further", _("The main theme is named twice."), code="duplicate")
    problems.raise_if_any()
