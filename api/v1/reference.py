"""Reference data, the request form, and who the caller is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import reference as outputs
from api.views import DeskView
from programme.models import CoolDownRule, Country, Expertise, FormField, LeadTime, Phase, SupportType
from programme.selectors import form_layout, require_current_phase, themes_with_meaning
from requests_app.form import TO_SUBMIT


class CountriesView(DeskView):
    @extend_schema(operation_id="countries_list", responses=outputs.OutputCountryOfDialogue(many=True))
    def get(self, request: Request) -> Response:
        """The countries of the dialogue, former ones marked."""
        return Response(outputs.OutputCountryOfDialogue(Country.objects.all(), many=True).data)


class PhasesView(DeskView):
    @extend_schema(operation_id="phases_list", responses=outputs.OutputPhase(many=True))
    def get(self, request: Request) -> Response:
        """Programmes, phases of the Support Project and outside frameworks, with their elements."""
        phases = Phase.objects.prefetch_related("themes")
        return Response(outputs.OutputPhase(phases, many=True).data)


class ThemesView(DeskView):
    @extend_schema(
        operation_id="themes_list",
        parameters=[outputs.ThemeQuery],
        responses=outputs.OutputThemeExplained(many=True),
    )
    def get(self, request: Request) -> Response:
        """The themes that requests of a phase are checked against, and what each of them means."""
        phase = self.read_query(outputs.ThemeQuery).get("phase") or require_current_phase()
        return Response(outputs.OutputThemeExplained(themes_with_meaning(phase), many=True).data)


class SupportTypesView(DeskView):
    @extend_schema(operation_id="support_types_list", responses=outputs.OutputSupportType(many=True))
    def get(self, request: Request) -> Response:
        """The types of support that can be asked for."""
        return Response(outputs.OutputSupportType(SupportType.objects.all(), many=True).data)


class ExpertiseView(DeskView):
    @extend_schema(operation_id="expertise_list", responses=outputs.OutputExpertise(many=True))
    def get(self, request: Request) -> Response:
        """The fields of expertise by family."""
        return Response(outputs.OutputExpertise(Expertise.objects.all(), many=True).data)


class LeadTimesView(DeskView):
    @extend_schema(operation_id="lead_times_list", responses=outputs.OutputLeadTime(many=True))
    def get(self, request: Request) -> Response:
        """What takes how long before a departure, of all times; administrators keep the table."""
        return Response(outputs.OutputLeadTime(LeadTime.objects.all(), many=True).data)


class CoolDownRulesView(DeskView):
    @extend_schema(operation_id="cool_down_rules_list", responses=outputs.OutputCoolDownRule(many=True))
    def get(self, request: Request) -> Response:
        """Which answer to an offer keeps its expert out of which searches; administrators keep the table."""
        return Response(outputs.OutputCoolDownRule(CoolDownRule.objects.all(), many=True).data)


class RequestFormView(DeskView):
    @extend_schema(operation_id="request_form", responses=outputs.OutputFormSection(many=True))
    def get(self, request: Request) -> Response:
        """The request form section by section, with labels and help in the caller's language."""
        sections = [
            {
                "pk": layout.section.pk,
                "label": layout.section.label,
                "label_en": layout.section.label_en,
                "label_fr": layout.section.label_fr,
                "fields": [_field(field) for field in layout.fields],
            }
            for layout in form_layout()
        ]
        return Response(outputs.OutputFormSection(sections, many=True).data)


class MeView(DeskView):
    @extend_schema(operation_id="me", responses=outputs.OutputMe)
    def get(self, request: Request) -> Response:
        """Who the caller is for the desk at this moment."""
        user, actor = request.user, self.actor
        shown = {
            "id": user.pk,
            "name": user.full_name,
            "email": user.email,
            "role": actor.role,
            "role_label": user.get_role_display(),
            "countries": sorted(actor.countries),
            "expert_id": actor.expert_id,
            "on_behalf_of_id": actor.on_behalf_of_id,
            "language": actor.language,
        }
        return Response(outputs.OutputMe(shown).data)


def _field(field: FormField) -> Mapping[str, Any]:
    language = get_language() or "en"
    return {
        "pk": field.code,
        "section_id": field.section_id,
        "type": field.type,
        "label": field.label,
        "label_en": field.label_en,
        "label_fr": field.label_fr,
        "required": field.required,
        "to_submit": field.code in TO_SUBMIT,
        "help": field.in_language("help", language),
        "list": field.list,
        "choices": [{"code": code, "label": label} for code, label in field.choices_in(language)],
    }
