"""The desk in numbers."""

from django.urls import path

from web.views.insights import InsightsPage

urlpatterns = [
    path("insights/", InsightsPage.as_view(), name="insights"),
]
