"""Pages without sign-in and without language prefix: an offer, the check of a document."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
