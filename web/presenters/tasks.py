"""What a focal point is asked to do about a request: in words, until when, and on which page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.errors import Text
from workflows.selectors.asked import AT_THE_END, SIX_MONTHS_LATER, Ask, asks_of


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `due_at` is open where the request simply waits; `text` says what happens meanwhile."""

    short: Text
    text: Text
    label: Text
    url: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    short: Text
    text: Text
    label: Text
    url: Callable[[Any], str]
    due_at: Callable[[Any], datetime | None] = lambda row: None


def _page(name: str, *more: str) -> Callable[[Any], str]:
    return lambda row: reverse(name, args=[row.pk, *more])


WORDS: Mapping[Ask, _Words] = {
    Ask.COMPLETE: _Words(
        _("Finish and send the request"),
        _("This is a draft: the support desk cannot see it until you send it."),
        _("Go on with the draft"),
        _page("request_form"),
    ),
    Ask.ANSWER: _Words(
        _("Answer the question"),
        _("The support desk has a question. The clocks stand still until you answer."),
        _("Answer the question"),
        _page("request_answer"),
    ),
    Ask.SHORTLIST: _Words(
        _("Look at the shortlist"),
        _("You can agree with the experts who are asked, or object to some of them. Silence is consent."),
        _("Look at the shortlist"),
        _page("request_shortlist"),
        lambda row: row.shortlist_due,
    ),
    Ask.SIGN: _Words(
        _("Sign the terms of reference"),
        _("The team is complete. Once both sides have signed, the mission is prepared."),
        _("Read and sign the terms of reference"),
        _page("request_sign_terms"),
    ),
    Ask.SIGN_AMENDMENT: _Words(
        _("Sign the changed terms of reference"),
        _(
            "The terms of reference were changed. Those in force hold until both sides have signed the new ones."
        ),
        _("Read and sign the new version"),
        lambda row: reverse("terms_sign", args=[row.terms_to_sign]),
    ),
    Ask.EVALUATE: _Words(
        _("Evaluate the support"),
        _("The mission is over. A few questions, and the desk learns from your answers."),
        _("Evaluate the support"),
        _page("request_evaluation", AT_THE_END),
    ),
    Ask.JOIN: _Words(
        _("Answer about a joint mission"),
        _(
            "One mission could serve your request and that of another country. Nothing changes unless both agree."
        ),
        _("Read the proposal and answer"),
        _page("request_joint_mission"),
        lambda row: row.joint_due,
    ),
    Ask.PUBLISH: _Words(
        _("May the others read the results?"),
        _(
            "The Support Project would like to publish what came of this request. "
            "Nothing is published without your consent."
        ),
        _("Read it and answer"),
        _page("request_publication"),
    ),
    Ask.FOLLOW_UP: _Words(
        _("Say what became of it"),
        _("The support ended half a year ago. The desk asks what has changed since then."),
        _("Answer the follow-up questions"),
        _page("request_evaluation", SIX_MONTHS_LATER),
    ),
}


# The office goes on with the request meanwhile.
SIDE_BY_SIDE = frozenset({Ask.JOIN, Ask.PUBLISH})


def waits_for_country(row: Any, *, now: datetime) -> bool:
    """Whether a request that was read `with_asks` waits for its focal point."""
    return any(ask not in SIDE_BY_SIDE for ask in asks_of(row, now=now))


def task_for(row: Any, *, actor: Actor, now: datetime) -> Task | None:
    """The most pressing thing that the actor is asked to do about a request that was read `with_asks`."""
    ask = next(asks_of(row, now=now), None) if actor.role == Role.FOCAL_POINT else None
    if ask is None:
        return None
    words = WORDS[ask]
    return Task(words.short, words.text, words.label, words.url(row), words.due_at(row))
