"""How a country's focal point goes on with a request: the form in steps, reading it again, sending it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import Blocked, Conflict, InvalidInput, NotFound, Stale
from requests_app import form as request_form
from requests_app.models import SupportRequest
from requests_app.services.drafts import delete_draft
from requests_app.states import RequestState
from web.forms.control import NothingForm
from web.forms.drafts import AnswersForm, EndorsementForm
from web.forms.merging import merge
from web.presenters.attachments import attachments_for
from web.presenters.drafts import answer_groups, steps_of
from web.presenters.questions import ENDORSEMENT, Section, form_sections
from web.presenters.similar import alike_for
from web.views.answers import AnswersPage, OfMyCountry
from workflows.clocks import promises
from workflows.services.intake import endorse_and_submit

ASIDE = {
    "leave": "request_form",
    "files": "request_attachments",
}  # where saving a step may lead instead of on


# --- The form in steps --------------------------------------------------------------------------------------


class OfDraft(OfMyCountry):
    """A page of a draft; of what was submitted already, the page of the request is shown instead."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.support_request.state != RequestState.DRAFT:
            return HttpResponseRedirect(reverse("request", args=[self.support_request.pk]))
        return super().get(request, **kwargs)


class DraftPage(OfDraft, AnswersPage):
    """A page of a draft that knows its steps and what is missing."""

    @cached_property
    def all_sections(self) -> list[Section]:
        return form_sections(phase=self.support_request.phase)

    @property
    def missing(self) -> list[str]:
        return request_form.missing_answers(self.support_request)

    def context(self) -> dict[str, Any]:
        current = self.kwargs.get("section", "").upper()
        steps = steps_of(self.support_request, self.all_sections, missing=self.missing, current=current)
        still_missing = [missing for step in steps for missing in step.missing]
        return {**super().context(), "steps": steps, "still_missing": still_missing}


class FormOverviewPage(DraftPage):
    """The form at a glance: what is done, what is missing, the files, and the way on."""

    template_name = "pages/drafts/form.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.support_request.state != RequestState.DRAFT:
            return super().get(request, **kwargs)
        return self.show()

    def context(self) -> dict[str, Any]:
        return {**super().context(), "files": attachments_for(self.support_request, self.actor)}


class StepPage(DraftPage):
    """One step of the form. Saving leads on; what is typed is kept as well while somebody types (`keep`)."""

    template_name = "pages/drafts/step.html"

    @property
    def sections(self) -> list[Section]:
        wanted = self.kwargs["section"].upper()
        return [section for section in self.all_sections if section.code == wanted != ENDORSEMENT]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.role == Role.FOCAL_POINT and not self.sections:
            raise NotFound
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.keep() if request.htmx else super().post(request, **kwargs)  # type: ignore[attr-defined]

    def go_on(self, result: SupportRequest) -> str:
        aside = ASIDE.get(self.request.POST.get("go", ""))
        if aside:
            return reverse(aside, args=[result.pk])
        codes = [section.code for section in self.all_sections if section.code != ENDORSEMENT]
        following = codes[codes.index(self.sections[0].code) + 1 :]
        if not following:
            return reverse("request_check", args=[result.pk])
        return reverse("request_step", args=[result.pk, following[0].lower()])

    def keep(self) -> HttpResponse:
        """Keep what can be kept of a form that is still being typed, and say quietly how far that went."""
        form = AnswersForm(self.request.POST, **self.form_options())
        form.is_valid()
        seen = form.data.get("seen_answers", "")
        found = merge(form.typed(), in_force=self.in_force, seen=seen)
        closed = failed = False
        try:
            self.support_request, seen = self.write(found.changes), found.seen
        except Blocked:
            closed = True
        except (Conflict, InvalidInput, Stale):
            failed = True
        kept = {
            "closed": closed,
            "failed": failed,
            "changed_elsewhere": bool(found.conflicts),
            "unread": bool(form.errors),
            "seen_answers": seen,
        }
        return render(self.request, f"{self.template_name}#kept", {**self.context(), **kept})

    def context(self) -> dict[str, Any]:
        section = self.sections[0]
        codes = {question.code for question in section.questions}
        shown = {
            "section": section,
            "files": attachments_for(self.support_request, self.actor),
            "asks_what": "title" in codes,
        }
        return {**super().context(), **shown}


# --- Reading it again, and sending it -----------------------------------------------------------------------


class CheckPage(DraftPage):
    """Everything once more, what is missing, the endorsement, and the button that sends the request.

    The version travels along: what is sent is what was read.
    """

    form_class = EndorsementForm
    template_name = "pages/drafts/check.html"

    @property
    def sections(self) -> list[Section]:
        return [section for section in self.all_sections if section.code == ENDORSEMENT]

    def act(self, form: Any) -> SupportRequest:
        return endorse_and_submit(
            support_request=self.support_request,
            answers=form.typed(),
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def go_on(self, result: SupportRequest) -> str:
        return reverse("request_submitted", args=[result.pk])

    def context(self) -> dict[str, Any]:
        row = self.support_request
        asked = [section for section in self.all_sections if section.code != ENDORSEMENT]
        return {
            **super().context(),
            "groups": answer_groups(row, asked, to_change=True),
            "files": attachments_for(row, self.actor),
            "alike": alike_for(row, actor=self.actor),
        }


class SubmittedPage(OfMyCountry):
    """What happens next, and by when."""

    template_name = "pages/drafts/submitted.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.support_request.state == RequestState.DRAFT:
            return HttpResponseRedirect(reverse("request_check", args=[self.support_request.pk]))
        return self.show()

    def context(self) -> dict[str, Any]:
        running = promises(self.support_request, now=self.now)
        return {**super().context(), "promises": running}


class DeletePage(OfDraft):
    """Throwing a draft away, after asking."""

    form_class = NothingForm
    template_name = "pages/drafts/delete.html"
    done = _("The draft is deleted.")

    def act(self, form: Any) -> None:
        version = form.cleaned_data.get("version")
        delete_draft(
            support_request=self.support_request, actor=self.actor, now=self.now, expected_version=version
        )

    def go_on(self, result: None) -> str:
        return reverse("home")
