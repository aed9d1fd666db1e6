"""Matching: positions, shortlists, the reserve and the offers of a request."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
