"""Triage: the queue, and the decisions of the office on a request."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
