"""A verification code, and a paper to compare; nothing is saved here."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm


class CodeForm(DeskForm):
    code = forms.RegexField(
        r"^[0-9A-Za-z -]+$",
        label=_("Verification code"),
        max_length=40,
        help_text=_("It stands at the foot of each page."),
        error_messages={"invalid": _("A code has only letters and digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class PaperForm(DeskForm):
    paper = forms.FileField(
        label=_("The PDF file that you have"),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_paper(self) -> UploadedFile:
        paper: UploadedFile = self.cleaned_data["paper"]
        if (paper.size or 0) > settings.ATTACHMENT_MAX_BYTES:
            raise forms.ValidationError(_("This file is too large to be one of ours."), code="too_large")
        return paper
