from __future__ import annotations

from django.contrib import admin

from programme.admin.base import ReferenceAdmin
from programme.models import CodeItem, CodeList, Expertise, ExpertiseTheme, SupportType


@admin.register(SupportType)
class SupportTypeAdmin(ReferenceAdmin[SupportType]):
    list_display = ("code", "label", "group", "parent_id", "certainty", "locally_edited")
    list_filter = ("group", "certainty", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")


@admin.register(Expertise)
class ExpertiseAdmin(ReferenceAdmin[Expertise]):
    list_display = ("code", "label", "family", "dac_code", "locally_edited")
    list_filter = ("family", "dac_code", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")


@admin.register(ExpertiseTheme)
class ExpertiseThemeAdmin(ReferenceAdmin[ExpertiseTheme]):
    list_display = ("expertise_id", "theme_id", "locally_edited")
    list_filter = ("theme__phase", "locally_edited")
    search_fields = ("=expertise__code", "=theme__code")
    autocomplete_fields = ("expertise", "theme")


@admin.register(CodeList)
class CodeListAdmin(ReferenceAdmin[CodeList]):
    list_display = ("code", "source", "locally_edited")
    search_fields = ("code",)


@admin.register(CodeItem)
class CodeItemAdmin(ReferenceAdmin[CodeItem]):
    list_display = ("code", "code_list_id", "label", "locally_edited")
    list_filter = ("code_list", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")
