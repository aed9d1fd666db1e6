from __future__ import annotations

from django.contrib import admin

from programme.admin.base import ReferenceAdmin
from programme.models import ThemeMeaning


@admin.register(ThemeMeaning)
class ThemeMeaningAdmin(ReferenceAdmin[ThemeMeaning]):
    """What each theme means: countries and the office read it on `/themes/` and beside the theme check."""

    list_display = ("theme_id", "definition", "origin", "locally_edited")
    list_filter = ("theme__phase", "origin", "locally_edited")
    search_fields = ("=theme__code", "theme__label_en", "theme__label_fr", "definition_en", "definition_fr")
    autocomplete_fields = ("theme",)
