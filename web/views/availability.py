"""When an expert can take a mission: their calendar, kept by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound, Stale
from experts.models import Expert
from experts.services.availability import set_availability
from web.forms.availability import PeriodForm
from web.forms.base import DeskForm
from web.forms.numbers import whole_number
from web.presenters.availability import Period, as_lists, periods_of
from web.views.base import FormPage, Page

REMOVE = "remove"  # the button that takes a period out; its value is the period's key


class OfOneself(Page):
    """A page about the reader's own profile; an account without one has none."""

    roles = frozenset({Role.EXPERT})

    @cached_property
    def expert(self) -> Expert:
        found = Expert.objects.visible_to(self.actor).filter(pk=self.actor.expert_id).first()
        if found is None:
            raise NotFound
        return found


class AvailabilityPage(OfOneself, FormPage):
    """The periods, each with a button that takes it out, and a form that adds one."""

    form_class = PeriodForm
    template_name = "pages/profile/availability.html"
    done = _("Your calendar is changed.")

    @cached_property
    def periods(self) -> list[Period]:
        return periods_of(self.expert)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if REMOVE not in request.POST:
            return super().post(request, **kwargs)
        form = self.empty_form()
        try:
            kept = [period for period in self.periods if period.key != request.POST[REMOVE]]
            self.keep(kept, version=whole_number(request.POST.get("version")))
        except Stale as refusal:
            return self.show(form=form, refusal=refusal, status=409)
        return self.answer(None)

    def subject(self) -> Expert:
        return self.expert

    def act(self, form: DeskForm) -> Expert:
        added = Period(**form.answers)
        return self.keep([*self.periods, added], version=form.cleaned_data.get("version"))

    def keep(self, periods: Sequence[Period], *, version: int | None) -> Expert:
        return set_availability(
            expert=self.expert,
            **as_lists(periods),
            actor=self.actor,
            now=self.now,
            expected_version=version,
        )

    def go_on(self, result: Any) -> str:
        return reverse("my_availability")

    def context(self) -> dict[str, Any]:
        today = self.now.date()
        return {
            **super().context(),
            "expert": self.expert,
            "coming": [period for period in self.periods if period.end >= today],
            "over": [period for period in self.periods if period.end < today],
        }
