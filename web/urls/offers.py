"""Offers of a signed-in expert, and what a country says to a shortlist."""

from django.urls import path

from web.views import consultations

urlpatterns = [
    path(
        "requests/<int:request_id>/shortlist/",
        consultations.ShortlistShownPage.as_view(),
        name="request_shortlist",
    ),
]
