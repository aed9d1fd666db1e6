"""Requests: the form in steps, the page of a request, its actions, messages, attachments and documents."""

from django.urls import path

from web.views import (
    control,
    documents,
    evaluations_country,
    messages,
    request_list,
    review,
    timeline,
)
from web.views.requests import request_page

urlpatterns = [
    path("requests/", request_list.RequestsPage.as_view(), name="requests"),
    path("requests/<int:request_id>/", request_page, name="request"),
    path("requests/<int:request_id>/hold/", control.HoldPage.as_view(), name="request_hold"),
    path("requests/<int:request_id>/resume/", control.ResumePage.as_view(), name="request_resume"),
    path("requests/<int:request_id>/cancel/", control.CancelPage.as_view(), name="request_cancel"),
    path("requests/<int:request_id>/withdraw/", control.WithdrawPage.as_view(), name="request_withdraw"),
    path("requests/<int:request_id>/ask-review/", review.AskReviewPage.as_view(), name="request_ask_review"),
    path("requests/<int:request_id>/messages/", messages.MessagesPage.as_view(), name="request_messages"),
    path("requests/<int:request_id>/timeline/", timeline.TimelinePage.as_view(), name="request_timeline"),
    path("requests/<int:request_id>/documents/", documents.DocumentsPage.as_view(), name="request_documents"),
    path(
        "requests/<int:request_id>/evaluation/<str:group>/",
        evaluations_country.CountryEvaluationPage.as_view(),
        name="request_evaluation",
    ),
]
