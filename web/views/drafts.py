"""How a country's focal point files a request: the way in, the form in steps, reading it again, sending it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.selectors import acting_for
from core.actors import Actor, Role
from core.errors import Blocked, Conflict, InvalidInput, NotFound, Stale
from programme.models import Country
from requests_app import form as request_form
from requests_app.models import SupportRequest
from requests_app.selectors import answers_known_before
from requests_app.services.drafts import create_draft, delete_draft
from requests_app.services.letters import begin_with_letter
from requests_app.states import RequestState
from web.forms.control import NothingForm
from web.forms.drafts import AnswersForm, CountryForm, EndorsementForm, LetterForm
from web.forms.merging import merge
from web.presenters.attachments import attachments_for
from web.presenters.choices import Choice, support_type_choices
from web.presenters.drafts import answer_groups, steps_of
from web.presenters.questions import ENDORSEMENT, Section, form_sections
from web.views.answers import AnswersPage, OfMyCountry
from web.views.base import FormPage
from workflows.clocks import promises
from workflows.selectors.similar import similar_to
from workflows.services.intake import endorse_and_submit

ALIKE = 0.45  # from here on two requests of one country are worth comparing
MOST_ALIKE = 3
ASIDE = {
    "leave": "request_form",
    "files": "request_attachments",
}  # where saving a step may lead instead of on


# --- The way in ---------------------------------------------------------------------------------------------


class BeginPage(FormPage):
    """Beginning a request, for a country that the focal point speaks for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.role != Role.FOCAL_POINT:
            raise NotFound
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def countries(self) -> list[Choice]:
        rows = Country.objects.filter(pk__in=self.actor.countries)
        return sorted(((row.pk, row.label) for row in rows), key=lambda named: named[1])

    @property
    def asked_country(self) -> str:
        """The country that is known before anything is typed."""
        asked = self.request.GET.get("country", "")
        return (
            asked
            if asked in self.actor.countries
            else self.countries[0][0]
            if len(self.countries) == 1
            else ""
        )

    def known(self, country: str) -> dict[str, Any]:
        if country not in self.actor.countries:
            return {}
        return {**answers_known_before(country, actor=self.actor), "text_language": self.actor.language}

    def speaker(self, country: str) -> Actor:
        return acting_for(self.actor, country=country, now=self.now)

    def form_options(self) -> dict[str, Any]:
        return {"countries": self.countries}

    def initial(self) -> dict[str, Any]:
        return {"country": self.asked_country}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "countries": self.countries}


class NewPage(BeginPage):
    """The choice between a letter and the form; both lead to a draft that can be left at any time."""

    form_class = CountryForm
    template_name = "pages/drafts/new.html"

    def act(self, form: Any) -> SupportRequest | str:
        if self.request.POST.get("way") == "letter":
            return f"{reverse('request_new_letter')}?country={form.country}"
        return create_draft(
            country=form.country,
            answers=self.known(form.country),
            actor=self.speaker(form.country),
            now=self.now,
        )

    def go_on(self, result: SupportRequest | str) -> str:
        return result if isinstance(result, str) else reverse("request_step", args=[result.pk, "a"])

    def context(self) -> dict[str, Any]:
        drafts = SupportRequest.objects.visible_to(self.actor).filter(state=RequestState.DRAFT)
        return {
            **super().context(),
            "drafts": drafts.select_related("country").for_list().order_by("-updated_at")[:5],
        }


class LetterPage(BeginPage):
    """The short way in: a letter and four answers."""

    form_class, file_field = LetterForm, "file"
    template_name = "pages/drafts/letter.html"
    done = _("Your letter is kept with a draft of the request. What is still missing is shown below.")

    def form_options(self) -> dict[str, Any]:
        return {**super().form_options(), "support_types": support_type_choices()}

    def initial(self) -> dict[str, Any]:
        known = self.known(self.asked_country)
        contact = known.get("unit_contact") or {}
        return {**super().initial(), "institution": known.get("institution"), "contact": contact.get("name")}

    def act(self, form: Any) -> SupportRequest:
        file, country = form.cleaned_data["file"], form.country
        return begin_with_letter(
            country=country,
            answers=form.answers_given(self.known(country)),
            file=file,
            name=file.name,
            actor=self.speaker(country),
            now=self.now,
        )

    def go_on(self, result: SupportRequest) -> str:
        return reverse("request_form", args=[result.pk])


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
        shown = {"section": section, "files": attachments_for(self.support_request, self.actor)}
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
        alike = [found for found in similar_to(row, actor=self.actor, top=MOST_ALIKE) if found.score >= ALIKE]
        return {
            **super().context(),
            "groups": answer_groups(row, asked, to_change=True),
            "files": attachments_for(row, self.actor),
            "alike": alike,
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
