"""What an expert is never asked for: kept by the person themself, or by the office as they were told."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse

from experts.models import Exclusion, Expert
from experts.services.exclusions import add_exclusion, remove_exclusion
from web.forms.base import DeskForm
from web.forms.my_profile import what_can_be_excluded
from web.forms.numbers import whole_number
from web.presenters.choices import flat
from web.views.base import FormPage

REMOVE = "remove"  # the button that takes an exclusion back; its value is the exclusion's number


class ExclusionsPage(FormPage):
    """The list with a way to add to it; subclasses say whose it is (`expert`), in which words, and where to go on."""

    @cached_property
    def expert(self) -> Expert:
        """Whose exclusions they are."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if REMOVE not in request.POST:
            return super().post(request, **kwargs)
        found = self.expert.exclusions.filter(pk=whole_number(request.POST[REMOVE])).first()
        if found is not None:  # taken back already, in another window: it is as they want it
            remove_exclusion(exclusion=found, actor=self.actor, now=self.now)
        return self.answer(None)

    def act(self, form: DeskForm) -> Exclusion:
        return add_exclusion(expert=self.expert, **form.values, actor=self.actor, now=self.now)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "exclusions": exclusions_of(self.expert)}


def exclusions_of(expert: Expert) -> list[tuple[Exclusion, str]]:
    """Each exclusion with the name of what it excludes."""
    rows = list(expert.exclusions.all())
    names = flat(what_can_be_excluded()) if rows else {}
    return [(row, names.get(f"{row.kind}:{row.code}", row.code)) for row in rows]
