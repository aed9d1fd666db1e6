"""What an expert never wants to be asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from experts.models import Exclusion
from requests_app.states import Modality
from web.forms.base import DeskForm
from web.presenters.choices import (
    Group,
    country_choices,
    expertise_choices,
    flat,
    support_type_choices,
    theme_choices,
)

Kind = Exclusion.Kind


def what_can_be_excluded() -> list[Group]:
    """Everything by its kind; the value is the kind and the code: `country:SN`."""
    lists = {
        Kind.COUNTRY: country_choices(),
        Kind.THEME: theme_choices(),
        Kind.EXPERTISE: expertise_choices(),
        Kind.SUPPORT_TYPE: support_type_choices(),
        Kind.MODALITY: Modality.choices,
    }
    return [
        (str(kind.label), [(f"{kind.value}:{code}", str(name)) for code, name in flat(listed).items()])
        for kind, listed in lists.items()
    ]


class ExclusionForm(DeskForm):
    what = forms.ChoiceField(
        label=_("What you never want to be asked for"), error_messages={"required": _("Choose one.")}
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("The support desk reads this. It is never shown to a country."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", "—"), *what_can_be_excluded()]

    @property
    def values(self) -> dict[str, str]:
        """What was chosen, as the service takes it."""
        kind, _colon, code = self.cleaned_data["what"].partition(":")
        return {"kind": kind, "code": code, "reason": self.cleaned_data["reason"]}

    def field_of(self, path: str) -> str | None:
        return "what" if path in ("kind", "code") else super().field_of(path)
