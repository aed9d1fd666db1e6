"""Results that countries published for the others."""

from django.urls import path

from web.views import drafts_alike, publications

ONE = "requests/<int:request_id>/"

urlpatterns = [
    path("results/", publications.ResultsPage.as_view(), name="results"),
    path("results/<int:publication_id>/", publications.ResultPage.as_view(), name="result"),
    path(f"{ONE}publication/", publications.PublicationPage.as_view(), name="request_publication"),
    path(f"{ONE}alike/", drafts_alike.AlikePage.as_view(), name="request_alike"),
]
