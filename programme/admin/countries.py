from __future__ import annotations

from django.contrib import admin

from programme.admin.base import ReferenceAdmin
from programme.models import Country, Meeting, Organisation


@admin.register(Country)
class CountryAdmin(ReferenceAdmin[Country]):
    list_display = ("iso2", "label", "role", "process_region", "weekend", "former", "locally_edited")
    list_filter = ("role", "process_region", "former", "eu", "ecowas", "locally_edited")
    search_fields = ("=iso2", "=iso3", "name_en", "name_fr", "name_pt")


@admin.register(Organisation)
class OrganisationAdmin(ReferenceAdmin[Organisation]):
    list_display = ("code", "label", "role", "locally_edited")
    list_filter = ("role", "locally_edited")
    search_fields = ("code", "label_en", "label_fr")


@admin.register(Meeting)
class MeetingAdmin(ReferenceAdmin[Meeting]):
    list_display = ("code", "date_start", "place", "label", "kind", "status", "certainty")
    list_filter = ("kind", "status", "certainty", "date_precision")
    search_fields = ("code", "title_en", "title_fr", "place")
    date_hierarchy = "date_start"
