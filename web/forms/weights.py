"""How much each criterion of the ranking counts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from experts.matching import CRITERIA
from experts.wording import CRITERION_NAMES
from web.forms.base import DeskForm
from web.forms.days import DayField

TOTAL = 100


class WeightsForm(DeskForm):
    note = forms.CharField(
        label=gettext_lazy("Why they change"),
        max_length=300,
        help_text=gettext_lazy("Kept with the version; the Steering Committee can read it."),
    )

    from_day = DayField(
        label=gettext_lazy("In force from"),
        required=False,
        help_text=gettext_lazy("Left empty: at once. What was ranked before stays as it is."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code in CRITERIA:
            name = str(CRITERION_NAMES[code])
            field = forms.IntegerField(
                label=name[:1].upper() + name[1:],
                min_value=0,
                max_value=TOTAL,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "min": 0, "max": TOTAL}),
            )
            self.add_field(code, field)
        self.order_fields([*CRITERIA, "note", "from_day"])

    def field_of(self, path: str) -> str | None:
        return {"in_force_from": "from_day", "points": CRITERIA[0]}.get(path) or super().field_of(path)

    @property
    def points(self) -> dict[str, int]:
        return {code: self.cleaned_data[code] for code in CRITERIA}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if all(code in answers for code in CRITERIA):
            total = sum(answers[code] for code in CRITERIA)
            if total != TOTAL:
                told = _("The points must total 100; these total %(total)s.") % {"total": total}
                self.add_error(CRITERIA[0], ValidationError(told, code="total"))
        return answers
