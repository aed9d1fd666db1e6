"""What the moves of a deployment and of a mission report ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.text import fold
from programme.models import Country
from web.forms.base import DeskForm
from web.forms.days import DayField
from web.forms.texts import SaidField
from workflows.querysets import DeploymentQuerySet
from workflows.states import (
    DEPLOYMENT_PREPARING,
    DEPLOYMENT_RETURNED,
    ChecklistItem,
    DeploymentState,
)

LONGEST_NOTE = 500  # characters


class ChecklistForm(DeskForm):
    """A box and a note for each thing that must be in order before the expert leaves."""

    def __init__(self, *args: Any, items: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = list(items)
        for item in self.items:
            label = ChecklistItem(item).label
            note = _("Note on “%(item)s”") % {"item": label}
            self.add_field(f"{item}_done", forms.BooleanField(label=label, required=False))
            self.add_field(
                f"{item}_note", forms.CharField(label=note, required=False, max_length=LONGEST_NOTE)
            )

    def ticks(self) -> dict[str, dict[str, Any]]:
        """Item → {done, note} of what was changed, so that nobody signs for what a colleague ticked."""
        changed = {name.rpartition("_")[0] for name in self.changed_data}
        return {item: self._tick(item) for item in self.items if item in changed}

    def _tick(self, item: str) -> dict[str, Any]:
        return {"done": self.cleaned_data[f"{item}_done"], "note": self.cleaned_data[f"{item}_note"]}

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """(item, box, note) in their order."""
        return [(item, self[f"{item}_done"], self[f"{item}_note"]) for item in self.items]

    def field_of(self, path: str) -> str | None:
        return f"{path.removeprefix('items.')}_done" if path.startswith("items.") else super().field_of(path)


GROUPS = {
    "preparing": (_("Being prepared"), DEPLOYMENT_PREPARING),
    "away": (_("On mission"), (DeploymentState.DEPLOYED,)),
    "back": (_("Returned"), DEPLOYMENT_RETURNED),
    "cancelled": (_("Cancelled"), (DeploymentState.CANCELLED,)),
}


class DeploymentFilter(DeskForm):
    """What of the list is shown; it lies in the address and refuses nothing."""

    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("All")), *((code, label) for code, (label, _states) in GROUPS.items())],
    )
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, role: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for hidden in ("version", "seen"):
            del self.fields[hidden]
        if role == Role.FOCAL_POINT:
            del self.fields["country"]
        else:
            asking = Country.objects.filter(support_requests__deployments__isnull=False).distinct()
            countries = sorted(asking, key=lambda country: fold(country.label))
            self.fields["country"].choices = [("", _("All")), *((row.pk, row.label) for row in countries)]

    def narrow(self, rows: DeploymentQuerySet) -> DeploymentQuerySet:
        """The deployments that were asked for; what cannot be read asks for nothing."""
        self.is_valid()
        stage, country = self.cleaned_data.get("stage"), self.cleaned_data.get("country")
        if stage:
            rows = rows.filter(state__in=GROUPS[stage][1])
        return rows.filter(support_request__country=country) if country else rows


class EarlyEndForm(DeskForm):
    early_because = SaidField(
        label=_("Why does the mission end early?"), help_text=_("The country and the expert read this.")
    )


class ExtendForm(DeskForm):
    end = DayField(label=_("The new last day"))
    reason = SaidField(label=_("Why?"), help_text=_("The history of the dates is kept."))


class CancelDeploymentForm(DeskForm):
    reason = SaidField(
        label=_("Why is the departure called off?"),
        help_text=_("To look for another expert instead, release this one from the offer."),
    )


class ReturnReportForm(DeskForm):
    reason = SaidField(
        label=_("What should the expert change?"),
        help_text=_("The expert reads this above the report. Write it in their language if you can."),
    )


class WaiveForm(DeskForm):
    reason = SaidField(
        label=_("Why do you do without it?"), help_text=_("The Steering Committee can read this.")
    )
