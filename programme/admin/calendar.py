from __future__ import annotations

from django.contrib import admin

from programme.admin.base import AdministratorsOnly
from programme.models import Holiday


@admin.register(Holiday)
class HolidayAdmin(AdministratorsOnly[Holiday]):
    list_display = ("date", "country", "kind", "label")
    list_filter = ("kind", "country")
    list_select_related = ("country",)
    search_fields = ("label_en", "label_fr", "=country__iso2")
    date_hierarchy = "date"
