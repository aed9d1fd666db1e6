"""Choosing a file; what may be sent is said beforehand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Text
from core.files import LARGEST, TYPES
from web.forms.base import DeskForm

MEGABYTES = LARGEST // 1024 // 1024


def upload_field(*, label: Text, help_text: Text) -> forms.FileField:
    """A field for one file, which refuses what is too large before it travels."""
    return forms.FileField(
        label=label,
        help_text=help_text,
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(TYPES))}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "missing": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty."),
        },
    )


class UploadForm(DeskForm):
    """One file; others follow one by one, so that a lost line costs only the one on its way."""

    file = upload_field(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("An official letter, texts in force, earlier reports."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["file"]
        field.help_text = f"{field.help_text} {limits_text()}"
        field.widget.attrs |= {"data-max-bytes": LARGEST, "data-too-large": too_large_text()}


def limits_text() -> str:
    """Which files are taken."""
    kinds = ", ".join(sorted(kind.lstrip(".").upper() for kind in TYPES))
    return _("%(kinds)s; at most %(size)s MB.") % {"kinds": kinds, "size": MEGABYTES}


def too_large_text() -> str:
    return _("This file is larger than %(size)s MB: choose a smaller one.") % {"size": MEGABYTES}
