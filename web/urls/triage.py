"""Triage: the queue, and the decisions of the office on a request."""

from django.urls import path

from web.views import case, decisions, presence, triage

urlpatterns = [
    path("triage/", triage.QueuePage.as_view(), name="triage"),
    path(
        "requests/<int:request_id>/start-triage/",
        decisions.StartTriagePage.as_view(),
        name="request_start_triage",
    ),
    path("requests/<int:request_id>/assign/", decisions.AssignPage.as_view(), name="request_assign"),
    path("requests/<int:request_id>/ask/", decisions.AskPage.as_view(), name="request_ask"),
    path(
        "requests/<int:request_id>/pass-triage/",
        decisions.PassTriagePage.as_view(),
        name="request_pass_triage",
    ),
    path(
        "requests/<int:request_id>/confirm-themes/",
        decisions.ConfirmThemesPage.as_view(),
        name="request_confirm_themes",
    ),
    path("requests/<int:request_id>/approve/", decisions.ApprovePage.as_view(), name="request_approve"),
    path("requests/<int:request_id>/decline/", decisions.DeclinePage.as_view(), name="request_decline"),
    path("requests/<int:request_id>/similar/", case.SimilarPage.as_view(), name="request_similar"),
    path("requests/<int:request_id>/presence/", presence.PresencePage.as_view(), name="request_presence"),
]
