"""One expert who is needed, as the office describes them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from experts.models import Cefr, Expert
from requests_app.models import Position, SupportRequest
from requests_app.models.position import LONGEST
from requests_app.states import Modality
from web.forms.base import DeskForm
from web.forms.days import DayField
from web.forms.texts import SaidField
from web.presenters.choices import expertise_choices, working_language_choices

LONGEST_CAREER = 80  # years


class PositionForm(DeskForm):
    title = forms.CharField(label=_("Who is needed"), max_length=300)
    tasks = SaidField(
        label=_("Tasks"), required=False, rows=5, help_text=_("The terms of reference quote them.")
    )
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=LONGEST)
    start = DayField(label=_("Mission not before"))
    end = DayField(label=_("Mission not after"))
    modality = forms.ChoiceField(
        label=_("Way of working"),
        choices=Modality.choices,
        widget=forms.RadioSelect,
        initial=Modality.ON_SITE,
    )
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    language = forms.ChoiceField(label=_("Working language"))
    language_level = forms.ChoiceField(
        label=_("Level spoken at least"),
        choices=Cefr.choices,
        initial=Cefr.B2,
    )
    min_years = forms.IntegerField(
        label=_("Years of experience at least"), min_value=0, max_value=LONGEST_CAREER, initial=5
    )
    category = forms.ChoiceField(
        label=_("Kind of expert"), choices=[("", _("Any")), *Expert.Category.choices], required=False
    )
    is_team_leader = forms.BooleanField(label=_("Leads the team"), required=False)
    expertise = forms.MultipleChoiceField(
        label=_("Expertise"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What weighs most in the ranking: two to four fields say more than ten."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = working_language_choices()
        self.fields["expertise"].choices = expertise_choices()

    @classmethod
    def initial_of(cls, position: Position) -> dict[str, Any]:
        """What the position says now."""
        plain = {name: getattr(position, name) for name in cls.base_fields if hasattr(position, name)}
        return {**plain, "expertise": sorted(row.pk for row in position.expertise.all())}

    @classmethod
    def drafted_from(cls, support_request: SupportRequest) -> dict[str, Any]:
        """A first draft from the answers of the request, for somebody to correct."""
        return {
            "title": support_request.expertise_text[:300],
            "days": support_request.duration,
            "start": support_request.preferred_start,
            "end": support_request.preferred_end,
            "place": support_request.place,
            "language": support_request.working_language,
            "expertise": sorted(row.pk for row in support_request.expertise.all()),
        }
