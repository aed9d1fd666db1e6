"""Offers of a signed-in expert, and what a country says to a shortlist."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
