"""Experts: the roster for the office; profile, availability and missions for the expert."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
