"""The ways in: a request is begun with a letter or with the form."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.selectors import acting_for
from core.actors import Actor, Role
from core.errors import NotFound
from programme.models import Country
from requests_app.models import SupportRequest
from requests_app.selectors import answers_known_before
from requests_app.services.drafts import create_draft
from requests_app.services.letters import begin_with_letter
from requests_app.states import RequestState
from web.forms.drafts import CountryForm, LetterForm
from web.presenters.choices import Choice, support_type_choices
from web.views.base import FormPage


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
