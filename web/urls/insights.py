"""The desk in numbers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
