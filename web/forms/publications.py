"""What publishing results asks for, and how published results are found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from programme.models import Country, Theme
from web.forms.base import DeskForm
from web.forms.texts import SaidField
from workflows.models import Publication
from workflows.models.publication import RESULTS, TITLE

AGREE, REFUSE = "agree", "refuse"


class PublicationForm(DeskForm):
    title_en = forms.CharField(
        label=_("Title, in English"), max_length=TITLE, widget=forms.TextInput(attrs={"lang": "en"})
    )
    title_fr = forms.CharField(
        label=_("Title, in French"), max_length=TITLE, widget=forms.TextInput(attrs={"lang": "fr"})
    )
    results_en = SaidField(label=_("Results, in English"), max_length=RESULTS, rows=6)
    results_fr = SaidField(label=_("Results, in French"), max_length=RESULTS, rows=6)


class PublicationAnswerForm(DeskForm):
    """Agree to exactly these words, or say why not."""

    answer = forms.ChoiceField(
        label=_("May the other countries read this?"),
        choices=[(AGREE, _("Yes, we agree to publish it")), (REFUSE, _("No, we do not want it published"))],
        widget=forms.RadioSelect,
    )
    reason = SaidField(
        label=_("Why not?"),
        help_text=_("Only if you do not agree. The Support Project reads this."),
        required=False,
    )

    @property
    def refuses(self) -> bool:
        return bool(self.cleaned_data["answer"] == REFUSE)

    @property
    def answers(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]} if self.refuses else {}

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("answer") == REFUSE and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say what should be otherwise."))


class RetractForm(DeskForm):
    reason = SaidField(label=_("Why is it taken back?"), help_text=_("The country and the office read this."))


class ResultFilter(forms.Form):
    """What of the published results is listed; what is not understood narrows nothing."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = Publication.objects.published()
        themes = Theme.objects.filter(pk__in=shown.values("theme_id")).order_by("phase", "order")
        countries = Country.objects.filter(pk__in=shown.values("support_request__country_id"))
        self.fields["theme"].choices = [("", _("All")), *((row.pk, row.label) for row in themes)]
        named = sorted((row.label, row.pk) for row in countries)
        self.fields["country"].choices = [("", _("All")), *((code, label) for label, code in named)]
        for name, one in self.fields.items():
            one.widget.attrs["class"] = "govuk-input" if name == "q" else "govuk-select"

    def narrow(self, rows: QuerySet[Publication]) -> QuerySet[Publication]:
        self.is_valid()
        given = self.cleaned_data
        for word in given.get("q", "").split():
            found = Q()
            for column in ("title_en", "title_fr", "results_en", "results_fr"):
                found |= Q(**{f"{column}__icontains": word})
            rows = rows.filter(found)
        if given.get("theme"):
            rows = rows.filter(theme=given["theme"])
        return rows.filter(support_request__country=given["country"]) if given.get("country") else rows
