"""Writing answers of the request form: what two windows, or two people, type at once is put together.

Only what the reader changed is sent on. Where somebody else changed the same answer meanwhile, theirs is shown beside
yours and nothing is written until the reader has seen it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import DeskError, NotFound, Stale
from requests_app.models import Question, SupportRequest
from requests_app.services.drafts import edit_answers, open_fields
from requests_app.states import RequestState
from web.forms.drafts import AnswerForm, AnswersForm, initial_of
from web.forms.merging import Merge, marks_after_refusal, marks_of, merge
from web.presenters.attachments import attachments_for
from web.presenters.drafts import answers_in_force, in_words
from web.presenters.questions import Section, form_sections
from web.views.base import Difference, RequestActionPage, RequestFormPage
from workflows.services import triage

CHANGED_ELSEWHERE = _(
    "Some of these answers were changed meanwhile, by a colleague or in another window. Nothing was saved yet."
)


class OfMyCountry(RequestFormPage):
    """A page for the focal points of the country alone; for everybody else it does not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.role != Role.FOCAL_POINT:
            raise NotFound
        return super().dispatch(request, *args, **kwargs)


class AnswersPage(OfMyCountry):
    """A form of some answers of a request. `codes` are the answers that it asks, all where it is None."""

    form_class = AnswersForm
    merged: Merge | None = None
    refused: AnswersForm | None = None

    @property
    def codes(self) -> Collection[str] | None:
        return None

    @property
    def wanted_sections(self) -> Collection[str] | None:
        return None

    @cached_property
    def sections(self) -> list[Section]:
        return form_sections(
            phase=self.support_request.phase, codes=self.codes, sections=self.wanted_sections
        )

    @property
    def in_force(self) -> dict[str, Any]:
        """The answers of these questions as they are now."""
        answers = answers_in_force(self.support_request)
        return {
            question.code: answers[question.code]
            for section in self.sections
            for question in section.questions
        }

    def form_options(self) -> dict[str, Any]:
        return {"sections": self.sections, "today": self.now.date()}

    def initial(self) -> dict[str, Any]:
        questions = (question for section in self.sections for question in section.questions)
        return initial_of(questions, self.in_force)

    def travelling(self) -> dict[str, Any]:
        return {**super().travelling(), "seen_answers": self.marks()}

    def marks(self) -> str:
        """What the reader has seen, with what a refusal shows them; what it does not show they have not seen."""
        if self.refused is None:
            return marks_of(self.in_force)
        conflicts = self.merged.conflicts if self.merged else ()
        return marks_after_refusal(_seen(self.refused), in_force=self.in_force, conflicts=conflicts)

    def show_refused(self, form: Any, refusal: DeskError) -> HttpResponse:
        self.refused = form
        return super().show_refused(form, refusal)

    def merge(self, form: AnswersForm) -> Merge:
        """What the reader changed; raises `Stale` where somebody else changed the same."""
        self.merged = merge(form.typed(), in_force=self.in_force, seen=_seen(form))
        if self.merged.conflicts:
            raise Stale(CHANGED_ELSEWHERE)
        return self.merged

    def act(self, form: Any) -> SupportRequest:
        return self.write(self.merge(form).changes)

    def write(self, changes: Mapping[str, Any]) -> SupportRequest:
        if not changes:
            return self.support_request
        return edit_answers(
            support_request=self.support_request,
            answers=changes,
            actor=self.actor,
            now=self.now,
            expected_version=self.support_request.version,
        )

    def differences(self, form: Any) -> list[Difference]:
        """The answers that both changed, as each of them reads."""
        conflicts = self.merged.conflicts if self.merged else ()
        typed, in_force = form.typed(), self.in_force
        return [
            Difference(
                question.label,
                in_words(question, in_force[question.code]),
                in_words(question, typed[question.code]),
            )
            for question in form.questions
            if question.code in conflicts
        ]


def _seen(form: AnswersForm) -> str:
    return form.cleaned_data.get("seen_answers") or ""


class EditPage(AnswersPage):
    """Completing the answers while the desk reviews the request."""

    template_name = "pages/drafts/edit.html"
    done = _("Your answers are saved; the support desk sees them.")

    @property
    def codes(self) -> Collection[str]:
        return open_fields(self.support_request)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.support_request.state == RequestState.DRAFT:
            return HttpResponseRedirect(reverse("request_form", args=[self.support_request.pk]))
        if not self.codes:
            return self.show(form=None, status=409)
        return super().get(request, **kwargs)


class AnswerPage(AnswersPage, RequestActionPage):
    """Answering the question of the desk, with the answers that it concerns open for editing."""

    action, form_class = "answer", AnswerForm
    template_name = "pages/drafts/answer.html"
    done = _("Your answer is on its way; the clocks of the desk go on.")

    @cached_property
    def question(self) -> Question | None:
        return self.support_request.questions.filter(answered_at=None).first()

    @property
    def codes(self) -> Collection[str] | None:
        """Those that the question names; where it names none, all."""
        return (self.question.fields if self.question else ()) or None

    def act(self, form: Any) -> SupportRequest:
        return triage.answer_question(
            support_request=self.support_request,
            text=form.cleaned_data["text"],
            answers=self.merge(form).changes or None,
            actor=self.actor,
            now=self.now,
            expected_version=self.support_request.version,
        )

    def context(self) -> dict[str, Any]:
        files = attachments_for(self.support_request, self.actor)
        return {**super().context(), "question": self.question, "files": files}
