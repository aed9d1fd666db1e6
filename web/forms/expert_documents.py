"""A paper of somebody on the roster, with what is said about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.files import LARGEST
from experts.models import ExpertDocument
from web.forms.attachments import limits_text, too_large_text, upload_field
from web.forms.base import DeskForm
from web.forms.days import DayField
from web.presenters.choices import country_choices


class DocumentForm(DeskForm):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[("", "—"), *ExpertDocument.Kind.choices],
        error_messages={"required": _("Choose one.")},
    )
    file = upload_field(label=_("File"), help_text="")
    country_code = forms.ChoiceField(
        label=_("Visa: for which country"), required=False, help_text=_("For a visa only.")
    )
    issued_on = DayField(label=_("Issued on"), required=False)
    expires_on = DayField(
        label=_("Valid until"),
        required=False,
        help_text=_("Needed for a passport and a visa. We remind you before this day."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country_code"].choices = [("", "—"), *country_choices()]
        self.fields["file"].help_text = limits_text()
        self.fields["file"].widget.attrs |= {"data-max-bytes": LARGEST, "data-too-large": too_large_text()}
