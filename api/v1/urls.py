"""Addresses of the API, version 1."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, re_path

from api.views import UnknownAddressView

urlpatterns: list[URLPattern | URLResolver] = [
    # Last: whatever is not an address gets its answer from the API, not from the pages.
    re_path(r"^.*$", UnknownAddressView.as_view(), name="api-unknown-address"),
]
