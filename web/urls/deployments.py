"""Deployments, mission reports and evaluations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
