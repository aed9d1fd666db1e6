"""What the office asks for and decides on while a request is under review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.states import RequestState, Urgency
from web.forms.base import DeskForm
from workflows.selectors.queue import MINE, NOBODY, STAGES, Asked, Heap

CODE = re.compile(r"[A-Za-z0-9_-]{1,30}")
OFFICER = re.compile(rf"{MINE}|{NOBODY}|\d{{1,9}}")
ORDER_LABELS = {
    "promise": _("Promise that runs out next"),
    "oldest": _("Oldest first"),
    "newest": _("Newest first"),
    "changed": _("Changed last"),
    "country": _("Country"),
}


class QueueForm(DeskForm):
    """The conditions of the queue, all in its address; one that makes no sense is ignored."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    stage = forms.CharField(required=False, widget=forms.HiddenInput)
    officer = forms.ChoiceField(label=_("Officer"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), required=False, choices=[("", _("All")), *Urgency.choices]
    )
    order = forms.ChoiceField(label=_("Order"), required=False, choices=list(ORDER_LABELS.items()))
    overdue = forms.BooleanField(label=_("Only what is overdue"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer({})

    def offer(self, found: Iterable[Heap]) -> None:
        """Let the reader choose among what is there."""
        rows = list(found)
        self._offer(
            {
                "officer": {str(row.officer): row.officer_name for row in rows if row.officer},
                "country": {row.country: row.country_label for row in rows},
                "theme": {row.theme: row.theme_label for row in rows if row.theme},
            }
        )

    def asked(self) -> Asked:
        """The conditions as the queue understands them; whoever searches looks in all that is open."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if name in NARROWING and value}
        words = self.cleaned_data.get("q", "")
        stage = self.cleaned_data.get("stage", "")
        if stage not in STAGES and stage not in RequestState.values:
            stage = "open" if words else "office"
        return Asked(words=words, stage=stage, **given)

    def _offer(self, choices: Mapping[str, Mapping[str, str]]) -> None:
        for name, fixed in FIXED.items():
            offered = dict(sorted(choices.get(name, {}).items(), key=lambda choice: choice[1]))
            wanted = self.data.get(name, "")
            if PATTERNS[name].fullmatch(wanted) and wanted not in dict(fixed):
                offered.setdefault(wanted, wanted)  # a condition stays, even where nothing meets it now
            self.fields[name].choices = [*fixed, *offered.items()]


NARROWING = ("officer", "country", "theme", "urgency", "order", "overdue")
PATTERNS = {"officer": OFFICER, "country": CODE, "theme": CODE}
ANY = ("", _("All"))
FIXED: Mapping[str, list[tuple[str, Any]]] = {
    "officer": [ANY, (MINE, _("Mine")), (NOBODY, _("Nobody yet"))],
    "country": [ANY],
    "theme": [ANY],
}
