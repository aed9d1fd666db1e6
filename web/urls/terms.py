"""Terms of reference: reading, editing, signing, and their papers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
