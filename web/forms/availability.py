"""A period of an expert's calendar: when they are free, or when not."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm
from web.forms.days import DayField
from web.presenters.availability import AWAY, BUSY, FREE

KINDS = [
    (AWAY, _("I cannot take a mission at all")),
    (BUSY, _("I can finish what I have, and take nothing new")),
    (FREE, _("I am free: outside the periods of this kind nobody asks me")),
]


class PeriodForm(DeskForm):
    kind = forms.ChoiceField(
        label=_("What is it like?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=AWAY,
    )
    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"), help_text=_("This day counts too."))

    def field_of(self, path: str) -> str | None:
        """Problems of a list of periods are told at the period that is being added."""
        last = path.rpartition(".")[2]
        return last if last in self.fields else "start"
