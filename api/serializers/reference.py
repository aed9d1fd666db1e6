"""Reference data: stable codes, labels in both languages and in the caller's."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.base import Query
from api.serializers.fields import KnownCode
from programme.models import CoolDownRule, LeadTime, Phase, Theme


class ThemeQuery(Query):
    phase = KnownCode(Phase, required=False, help_text=_("Without it, the current phase."))


class OutputCoded(serializers.Serializer[Any]):
    code = serializers.CharField(source="pk")
    label = serializers.CharField()
    label_en = serializers.CharField()
    label_fr = serializers.CharField()


class OutputCountryOfDialogue(OutputCoded):
    label_en = serializers.CharField(source="name_en")
    label_fr = serializers.CharField(source="name_fr")
    role = serializers.CharField()
    process_region = serializers.CharField()
    working_languages = serializers.ListField(child=serializers.CharField())
    former = serializers.BooleanField()


class OutputTheme(OutputCoded):
    """An element of a phase. Where `official` is false, the label is not the wording of a source."""

    phase = serializers.CharField(source="phase_id")
    kind = serializers.CharField()
    number = serializers.CharField(allow_blank=True)
    parent = serializers.CharField(source="parent_id", allow_null=True)
    cross_cutting = serializers.BooleanField()
    certainty = serializers.CharField()
    official = serializers.BooleanField(source="is_official")


class OutputMeaning(serializers.Serializer[Any]):
    """What a theme means. Where `official` is false, the words are the desk's own."""

    definition = serializers.CharField()
    definition_en = serializers.CharField()
    definition_fr = serializers.CharField()
    counted_in = serializers.CharField()
    counted_in_en = serializers.CharField()
    counted_in_fr = serializers.CharField()
    left_out = serializers.CharField(allow_blank=True)
    left_out_en = serializers.CharField(allow_blank=True)
    left_out_fr = serializers.CharField(allow_blank=True)
    official = serializers.BooleanField(source="is_official")


class OutputThemeExplained(OutputTheme):
    """A theme that requests are checked against, with what it means where that is written down."""

    meaning = serializers.SerializerMethodField()

    @extend_schema_field(OutputMeaning(allow_null=True))
    def get_meaning(self, theme: Theme) -> Any:
        meaning = getattr(theme, "meaning", None)
        return OutputMeaning(meaning).data if meaning else None


class OutputPhase(OutputCoded):
    kind = serializers.CharField()
    current = serializers.BooleanField(source="is_current")
    theme_kind = serializers.CharField(allow_blank=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    certainty = serializers.CharField()
    elements = OutputTheme(many=True, source="themes.all")


class OutputSupportType(OutputCoded):
    parent = serializers.CharField(source="parent_id", allow_null=True)
    group = serializers.CharField()


class OutputExpertise(OutputCoded):
    family = serializers.CharField()
    family_en = serializers.CharField()
    family_fr = serializers.CharField()


class OutputLeadTime(serializers.Serializer[Any]):
    """What a step before a departure takes; of the rows that fit somebody, the one that says the most holds."""

    code = serializers.CharField(source="pk")
    step = serializers.ChoiceField(LeadTime.Step.choices)
    nationality = serializers.CharField(help_text=_("A country, ECOWAS, EU, or * for any."))
    destination = serializers.CharField(help_text=_("A country, ECOWAS, EU, or * for any."))
    category = serializers.CharField(
        allow_blank=True, help_text=_("The kind of expert; empty for every kind.")
    )
    working_days = serializers.IntegerField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    certainty = serializers.CharField()
    is_proposal = serializers.BooleanField(help_text=_("The desk's own proposal, not a rule found anywhere."))
    source = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class OutputCoolDownRule(serializers.Serializer[Any]):
    """Which searches an answer to an offer keeps its expert out of, and for how many days after it."""

    code = serializers.CharField(source="pk", help_text=_("A reason for declining, or `silent`."))
    scope = serializers.ChoiceField(CoolDownRule.Scope.choices)
    days = serializers.IntegerField(allow_null=True, help_text=_("Null: as long as there are such searches."))
    is_proposal = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)


class OutputChoice(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()


class OutputFormField(OutputCoded):
    """A question of the form. `required` is what a complete file needs, `to_submit` what submission needs."""

    section = serializers.CharField(source="section_id")
    type = serializers.CharField()
    required = serializers.BooleanField()
    to_submit = serializers.BooleanField()
    help = serializers.CharField(allow_blank=True)
    list = serializers.CharField(allow_blank=True, help_text=_("The reference list that its codes are of."))
    choices = OutputChoice(many=True)


class OutputFormSection(OutputCoded):
    fields = OutputFormField(many=True)  # type: ignore[assignment]


class OutputMe(serializers.Serializer[Any]):
    """Who the caller is for the desk at this moment."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.EmailField()
    role = serializers.CharField()
    role_label = serializers.CharField()
    countries = serializers.ListField(child=serializers.CharField())
    expert_id = serializers.IntegerField(allow_null=True)
    on_behalf_of_id = serializers.IntegerField(allow_null=True)
    language = serializers.CharField()
