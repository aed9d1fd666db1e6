"""The roster: found, read, registered and kept by the office."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actors import Role
from core.errors import NotFound
from experts import rules
from experts.models import Expert
from experts.selectors import narrow_roster
from experts.services.profiles import confirm_profile, register_expert
from experts.services.vetting import VERDICTS, vet_expert
from web.forms.base import DeskForm
from web.forms.profile_reading import decided_by_the_desk, parts_of
from web.forms.profiles import RegisterForm
from web.forms.roster import OfficeExclusionForm, OfficePeriodForm, RosterForm, VettingForm
from web.paging import paged
from web.presenters.choices import roster_names
from web.presenters.expert_documents import papers_of
from web.presenters.experts import history_of, months_of, needs_confirming, roster_rows, vetting_tone
from web.views.availability import AvailabilityPage
from web.views.base import FormPage, Page
from web.views.exclusions import ExclusionsPage, exclusions_of
from web.views.profiles import LinesPage, ProfilePartPage
from workflows.selectors.cool_downs import pauses_of
from workflows.selectors.roster import free_for_a_mission
from workflows.selectors.roster_care import to_look_after

OFFICE = frozenset({Role.MANAGER})


class RosterPage(Page):
    """Everybody on the roster or proposed for it, narrowed by what is in the address."""

    roles = OFFICE
    template_name = "pages/experts/roster.html"

    def context(self) -> dict[str, Any]:
        names = roster_names()
        form = RosterForm(self.request.GET, names=names)
        form.is_valid()
        rows = narrow_roster(Expert.objects.visible_to(self.actor), form.asked)
        if care := form.cleaned_data.get("care"):
            rows = to_look_after(rows, care, now=self.now)
        if form.free and not form.errors:
            rows = free_for_a_mission(rows, **form.free)
        rows = rows.prefetch_related("languages", "competences").order_by(*form.ordering)
        page = paged(self.request, rows)
        today = self.now.date()
        return {
            **super().context(),
            "form": form,
            "page": page,
            "rows": roster_rows(page.rows, names, today=today),
        }


class OfExpert(Page):
    """A page about somebody on the roster."""

    roles: ClassVar[frozenset[str]] = OFFICE

    @cached_property
    def expert(self) -> Expert:
        found = Expert.objects.visible_to(self.actor).filter(pk=self.kwargs["expert_id"]).first()
        if found is None:
            raise NotFound
        return found

    @property
    def back(self) -> str:
        return reverse("expert", args=[self.expert.pk])

    def go_on(self, result: Any) -> str:
        return self.back

    def context(self) -> dict[str, Any]:
        return {**super().context(), "expert": self.expert, "back": self.back}


class ExpertPage(OfExpert):
    """A profile with its calendar and history."""

    template_name = "pages/experts/expert.html"

    def context(self) -> dict[str, Any]:
        row = self.expert
        return {
            **super().context(),
            "tone": vetting_tone(row),
            "parts": parts_of(row),
            "decided": decided_by_the_desk(row),
            "months": months_of(row, today=self.now.date()),
            "exclusions": exclusions_of(row),
            "history": history_of(row),
            "papers": [(paper, "") for paper in papers_of(row, self.actor, today=self.now.date())],
            "pauses": pauses_of(row.pk, now=self.now),
            "to_confirm": needs_confirming(row, self.now),
            "may_vet": rules.vet_expert(self.actor, row),
        }


class RegisterPage(LinesPage):
    """Put a person forward; the rest of the profile is added on its page."""

    roles = OFFICE
    form_class = RegisterForm
    template_name = "pages/experts/part.html"
    done = gettext_lazy("The person is put forward. Complete the profile, then vet it.")

    def act(self, form: DeskForm) -> Expert:
        return register_expert(values=form.values, actor=self.actor, now=self.now)

    def go_on(self, result: Expert) -> str:
        return reverse("expert", args=[result.pk])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "heading": RegisterForm.heading, "back": reverse("experts")}


class ExpertPartPage(OfExpert, ProfilePartPage):
    """A part of a profile as a form."""


class ConfirmExpertPage(OfExpert):
    """The yearly "this is still right", as somebody told the office."""

    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        confirm_profile(expert=self.expert, actor=self.actor, now=self.now)
        messages.success(request, _("The profile is confirmed."))
        return HttpResponse(status=303, headers={"Location": self.back})


class VettingPage(OfExpert, FormPage):
    """Who is on the roster: a manager's verdict."""

    form_class = VettingForm
    template_name = "pages/experts/vetting.html"
    done = gettext_lazy("The verdict is kept.")

    def form_options(self) -> dict[str, Any]:
        possible = VERDICTS[Expert.Vetting(self.expert.vetting)]
        return {"verdicts": [verdict for verdict in Expert.Vetting if verdict in possible]}

    def subject(self) -> Expert:
        return self.expert

    def act(self, form: DeskForm) -> Expert:
        version = form.cleaned_data.get("version")
        return vet_expert(
            expert=self.expert, **form.answers, actor=self.actor, now=self.now, expected_version=version
        )


class ExpertExclusionsPage(OfExpert, ExclusionsPage):
    """What somebody is never asked for, as they told the office."""

    form_class = OfficeExclusionForm
    template_name = "pages/experts/exclusions.html"
    done = gettext_lazy("The exclusions are changed.")

    def go_on(self, result: Any) -> str:
        return reverse("expert_exclusions", args=[self.expert.pk])


class ExpertAvailabilityPage(OfExpert, AvailabilityPage):
    """Somebody's calendar, as they told the office."""

    form_class = OfficePeriodForm
    template_name = "pages/experts/availability.html"
    done = gettext_lazy("The calendar is changed.")

    def go_on(self, result: Any) -> str:
        return reverse("expert_availability", args=[self.expert.pk])
