"""The page of a case, on which managers work: where it stands, what can be done now, and every part of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from accounts.selectors import focal_points_of
from core.actors import Role
from programme.selectors import eligibility_checks, priority_themes
from requests_app import states
from requests_app.form import answers_of
from requests_app.states import RequestState
from web import kept
from web.presenters.actions import ActionLink, action_links
from web.presenters.attachments import attachments_for
from web.presenters.case import LABELS, PART_OF, at_work, changes_since, checks_of, head_of
from web.presenters.documents import documents_for
from web.presenters.drafts import answer_groups
from web.presenters.evaluations import sheets_of
from web.presenters.matching import matching_for
from web.presenters.messages import messages_for
from web.presenters.questions import Section, form_sections
from web.presenters.relations import joint_shown
from web.presenters.similar import similar_lines
from web.presenters.themes import reading_of
from web.presenters.timeline import latest_of
from web.presenters.triage import take_of
from web.views.base import WORDS_FORM, OfRequest
from web.views.decisions import ApprovePage, ConfirmThemesPage, DecisionPage, PassTriagePage
from web.views.presence import colleagues_here
from workflows.selectors.relations import joint_mission_of, relations_of

INLINE: tuple[type[DecisionPage], ...] = (PassTriagePage, ConfirmThemesPage, ApprovePage)
SHOWS_TEAM = frozenset({*states.OPEN, RequestState.CLOSED}) - {RequestState.SUBMITTED, RequestState.TRIAGE}
READS_EVIDENCE = (RequestState.SUBMITTED, RequestState.TRIAGE, RequestState.THEME_CHECK)


class CasePage(OfRequest):
    """One flow through the life of a request; the part that is at work stands open, with its form in it."""

    roles = frozenset({Role.MANAGER})
    template_name = "pages/case/case.html"

    def context(self) -> dict[str, Any]:
        row, present = self.support_request, self.present
        return {
            **super().context(),
            "reading": self._reading(),
            "reading_open": row.state in READS_EVIDENCE,
            **self._at_work(),
            "head": head_of(row, now=self.now),
            "labels": LABELS,
            "open_parts": at_work(row),
            "take": take_of(row, email=self.request.user.email),
            "answers": answer_groups(row, self.sections, given_only=True),
            "since_submitted": changes_since(row.as_submitted, present, self.sections),
            "since_agreed": changes_since(row.as_agreed, present, self.sections),
            "focal_points": focal_points_of(row.country_id, on=self.now.date()),
            "question": self._open_question(),
            "checks": self._checks(),
            "themes": row.request_themes.select_related("theme").order_by("-is_main", "id"),
            "matching": matching_for(row, self.actor, self.now) if row.state in SHOWS_TEAM else None,
            "documents": documents_for(row, self.actor) if row.decided_at else None,
            "missions": self._missions(),
            "sheets": sheets_of(row, self.actor),
            "files": attachments_for(row, self.actor),
            "thread": messages_for(row, self.actor),
            "related": relations_of(row),
            "joint": self._joint(),
            "happened": latest_of(row, self.actor),
            "colleagues": colleagues_here(row, self.actor.signed_in_id),
            "seen": row.version,
        }

    @cached_property
    def links(self) -> list[ActionLink]:
        return action_links(self.support_request, actor=self.actor, now=self.now)

    def _at_work(self) -> dict[str, Any]:
        """The form of the action that moves the case on, where it stands on this page; the bar leads to it."""
        for page in INLINE:
            link = next((link for link in self.links if link.name == page.action), None)
            if link is None:
                continue
            part, shown = PART_OF[page.action], self._part(page)
            bar = [replace(other, url=f"#{part}") if other is link else other for other in self.links]
            form = shown["form"] if link.allowed else None
            return {
                **shown,
                "actions": bar,
                "inline": link,
                "inline_part": part,
                "action_url": link.url,
                "form": form,
                "words_form": WORDS_FORM if form else "",
            }
        return {"actions": self.links}

    def _part(self, kind: type[DecisionPage]) -> dict[str, Any]:
        """The form of an action and what the reader must see to fill it in."""
        page = kind()
        page.setup(self.request, **self.kwargs)
        page.support_request, page.actor, page.now = self.support_request, self.actor, self.now
        words = kept.take(self.request)
        form = page.form_class.refilled(words, **page.form_options()) if words else page.empty_form()
        form.auto_id = f"{page.action}_%s"  # other forms of the page have fields of the same names
        return {**page.shown(), "form": form, "kept_words": bool(words)}

    @cached_property
    def present(self) -> dict[str, Any]:
        return answers_of(self.support_request)

    @cached_property
    def sections(self) -> list[Section]:
        """The questions that were ever answered: for the others no list of codes is read."""
        row = self.support_request
        ever = (self.present, row.as_submitted, row.as_agreed)
        codes = {code for answers in ever for code, answer in answers.items() if answer}
        return form_sections(phase=row.phase, codes=codes)

    def _open_question(self) -> Any:
        row = self.support_request
        if row.state not in (RequestState.QUESTION, RequestState.ON_HOLD):
            return None
        return row.questions.filter(answered_at=None).select_related("asked_by").first()

    def _missions(self) -> Any:
        if not self.support_request.decided_at:
            return []
        missions = self.support_request.deployments.select_related("expert", "position")
        return missions.order_by("planned_start", "id")

    def _reading(self) -> Any:
        """The evidence for the themes, but where the form brings it; later it is compared with what was confirmed."""
        row = self.support_request
        if row.state == RequestState.THEME_CHECK:
            return None
        names = {question.code: str(question.label) for part in self.sections for question in part.questions}
        themes = {theme.pk: theme.label for theme in priority_themes(row.phase_id)}
        return reading_of(row, themes, names)

    def _joint(self) -> Any:
        found = joint_mission_of(self.support_request, actor=self.actor)
        return joint_shown(found, actor=self.actor, now=self.now) if found else None

    def _checks(self) -> Any:
        if not self.support_request.checklist:
            return []
        return checks_of(self.support_request, {check.code: check.label for check in eligibility_checks()})


class SimilarPage(OfRequest):
    """Whether somebody asked the same before; a part of the case page once it is there."""

    roles = frozenset({Role.MANAGER})

    @cached_property
    def template_name(self) -> str:
        return "pages/case/similar.html#found" if self.request.htmx else "pages/case/similar.html"

    def context(self) -> dict[str, Any]:
        lines = similar_lines(self.support_request, actor=self.actor)
        may_cancel = self.support_request.state in states.OPEN
        return {**super().context(), "lines": lines, "may_cancel": may_cancel}
