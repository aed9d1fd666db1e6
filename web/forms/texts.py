"""Text fields of the desk's own measure."""

from __future__ import annotations

from typing import Any

from django import forms

LONGEST = 20_000  # characters: what the columns behind these fields hold


class SaidField(forms.CharField):
    """What somebody says in their own words and language."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        options.setdefault("max_length", LONGEST)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # No maxlength: a browser would cut a pasted text without a word; the refusal keeps all of it.
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}
