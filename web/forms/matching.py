"""Who is asked and in which order; what is said when an offer is taken back or an objection is settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.forms.base import DeskForm
from web.forms.texts import SaidField
from workflows.models import ShortlistEntry

PROPOSED = 3  # who lead the ranking are proposed for the reserve at first


class ReserveForm(DeskForm):
    """A number beside each person who could be asked; whoever has none is not."""

    parallel = forms.TypedChoiceField(
        label=gettext_lazy("How many are asked at a time"),
        choices=[
            (
                1,
                gettext_lazy("One after the other: the next is asked when somebody declines or stays silent"),
            ),
            (2, gettext_lazy("Two at a time: whoever accepts first has the position")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    reason = SaidField(
        label=gettext_lazy("Why another order than the ranking's"),
        required=False,
        rows=3,
        help_text=gettext_lazy("Needed only if you depart from the ranking. It is kept in the journal."),
    )

    def __init__(self, *args: Any, entries: Sequence[ShortlistEntry], **options: Any) -> None:
        super().__init__(*args, **options)
        self.entries = entries
        for entry in entries:
            self.add_field(_place(entry), _place_field(entry, last=len(entries)))

    @staticmethod
    def initial_of(entries: Sequence[ShortlistEntry], parallel: int) -> dict[str, Any]:
        """The order in force; before there is one, those who lead the ranking."""
        chosen = {_place(entry): entry.reserve_order for entry in entries if entry.reserve_order}
        leading = {_place(entry): number for number, entry in enumerate(entries[:PROPOSED], start=1)}
        return {**(chosen or leading), "parallel": parallel}

    def place_of(self, entry: ShortlistEntry) -> BoundField:
        return self[_place(entry)]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        taken: set[int] = set()
        for entry in self.entries:
            place = answers.get(_place(entry))
            if place in taken:
                self.add_error(_place(entry), ValidationError(_("Two people have this place."), code="taken"))
            if place:
                taken.add(place)
        return answers

    @property
    def answers(self) -> dict[str, Any]:
        places = {entry.expert_id: self.cleaned_data.get(_place(entry)) for entry in self.entries}
        chosen = [expert for expert, place in places.items() if place]
        return {
            "experts": sorted(chosen, key=lambda expert: places[expert]),
            "parallel": self.cleaned_data["parallel"],
            "reason": self.cleaned_data["reason"],
        }


def _place(entry: ShortlistEntry) -> str:
    return f"place_{entry.expert_id}"


def _place_field(entry: ShortlistEntry, *, last: int) -> forms.Field:
    return forms.IntegerField(
        label=_("Place of %(name)s on the reserve") % {"name": entry.expert.name},
        required=False,
        min_value=1,
        max_value=last,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2", "min": 1, "max": last}),
    )


class EndOfferForm(DeskForm):
    reason = SaidField(
        label=gettext_lazy("Why?"),
        rows=3,
        help_text=gettext_lazy("It is kept in the journal of the request."),
    )


class LiftForm(DeskForm):
    reason = SaidField(
        label=gettext_lazy("Why can this person be asked again?"),
        rows=3,
        help_text=gettext_lazy("It is kept with the person, and only the office reads it."),
    )


class SettleForm(DeskForm):
    upheld = forms.TypedChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=[
            ("yes", gettext_lazy("Uphold it: these candidates are taken off the list and the next is asked")),
            ("no", gettext_lazy("Dismiss it: the candidates stay")),
        ],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    reason = SaidField(
        label=gettext_lazy("Why?"), rows=4, help_text=gettext_lazy("The focal point reads this.")
    )
