"""Requests: the form in steps, the page of a request, its actions, messages, attachments and documents."""

from django.urls import path

from web.views import control
from web.views.requests import request_page

urlpatterns = [
    path("requests/<int:request_id>/", request_page, name="request"),
    path("requests/<int:request_id>/hold/", control.HoldPage.as_view(), name="request_hold"),
    path("requests/<int:request_id>/resume/", control.ResumePage.as_view(), name="request_resume"),
    path("requests/<int:request_id>/cancel/", control.CancelPage.as_view(), name="request_cancel"),
    path("requests/<int:request_id>/withdraw/", control.WithdrawPage.as_view(), name="request_withdraw"),
]
