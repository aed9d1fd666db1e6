"""Letters, certificates and reports of a request."""

from django.urls import path, re_path

from web.views import papers

urlpatterns = [
    re_path(
        r"^papers/(?P<letter_id>\d+)/(?P<language>en|fr)\.pdf$", papers.LetterPage.as_view(), name="paper"
    ),
    path(
        "requests/<int:request_id>/papers/again/",
        papers.RequestPapersAgainPage.as_view(),
        name="request_papers_again",
    ),
]
