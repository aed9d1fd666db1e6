"""A page that asks one thing and goes back: a short form, or only whether somebody is sure."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse

from core.errors import Text
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.views.base import FormPage


class AskPage(FormPage):
    """One form under a heading; afterwards, and for whoever thinks better of it, the page called `back_to`."""

    template_name = "pages/account/ask.html"
    form_class: ClassVar[type[DeskForm]] = NothingForm
    heading: ClassVar[Text]
    submit_label: ClassVar[Text]
    submit_kind: ClassVar[str] = "primary"
    back_to: ClassVar[str]
    back_label: ClassVar[Text]

    def explained(self) -> list[Text]:
        """What the reader must know before they send it, a paragraph each."""
        return []

    def back_url(self) -> str:
        return reverse(self.back_to)

    def go_on(self, result: Any) -> str:
        return self.back_url()

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "heading": self.heading,
            "explained": self.explained(),
            "submit_label": self.submit_label,
            "submit_kind": self.submit_kind,
            "back_url": self.back_url(),
            "back_label": self.back_label,
        }
