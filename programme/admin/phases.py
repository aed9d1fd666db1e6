from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DeskError
from programme.admin.base import ReferenceAdmin, acting_administrator
from programme.models import Crosswalk, OutsideSubject, Phase, Subject, Theme, ThemeTerm
from programme.services.phases import choose_current_phase


@admin.register(Phase)
class PhaseAdmin(ReferenceAdmin[Phase]):
    list_display = (
        "code",
        "label",
        "kind",
        "valid_from",
        "valid_to",
        "is_current",
        "certainty",
        "locally_edited",
    )
    list_filter = ("kind", "is_current", "certainty", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")
    readonly_fields = ("is_current",)
    actions = ("make_current",)

    @admin.action(description=_("Make this the current phase"), permissions=["change"])
    def make_current(self, request: HttpRequest, queryset: QuerySet[Phase]) -> None:
        if queryset.count() != 1:
            self.message_user(request, _("Choose exactly one phase."), messages.ERROR)
            return
        try:
            actor, now = acting_administrator(request), timezone.now()  # noqa: TID251 - a door reads the clock
            phase = choose_current_phase(phase=queryset.get(), actor=actor, now=now)
        except DeskError as error:
            self.message_user(request, str(error.detail), messages.ERROR)
            return
        self.message_user(request, _("The current phase is now: %(phase)s.") % {"phase": phase.label})


class ThemeForm(forms.ModelForm):  # type: ignore[type-arg]  # no type argument at run time
    """The subjects as boxes to tick."""

    subjects = forms.MultipleChoiceField(
        label=Theme._meta.get_field("subjects").verbose_name,
        help_text=Theme._meta.get_field("subjects").help_text,
        choices=Subject.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@admin.register(Theme)
class ThemeAdmin(ReferenceAdmin[Theme]):
    form = ThemeForm
    list_display = ("code", "phase_id", "kind", "number", "label", "certainty", "origin_en", "origin_fr")
    list_filter = ("phase", "kind", "certainty", "origin_en", "origin_fr", "cross_cutting", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")
    autocomplete_fields = ("parent", "linked_objective")


@admin.register(Crosswalk)
class CrosswalkAdmin(ReferenceAdmin[Crosswalk]):
    list_display = ("from_theme_id", "to_theme_id", "certainty", "locally_edited")
    list_filter = ("certainty", "locally_edited")
    search_fields = ("=from_theme__code", "=to_theme__code")
    autocomplete_fields = ("from_theme", "to_theme")


@admin.register(OutsideSubject)
class OutsideSubjectAdmin(ReferenceAdmin[OutsideSubject]):
    list_display = ("code", "phase_id", "label", "locally_edited")
    list_filter = ("phase", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")


@admin.register(ThemeTerm)
class ThemeTermAdmin(ReferenceAdmin[ThemeTerm]):
    """The vocabulary; a term that is not wanted is switched off."""

    list_display = ("text", "language", "polarity", "weight", "theme_id", "outside_subject_id", "is_active")
    list_filter = ("language", "polarity", "is_active", "locally_edited", "theme__phase")
    search_fields = ("text", "=theme__code", "outside_subject__code")
    autocomplete_fields = ("theme", "outside_subject")
