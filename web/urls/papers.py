"""Letters, certificates and reports of a request."""

from django.urls import path, re_path

from web.views import case_file, papers

urlpatterns = [
    re_path(
        r"^papers/(?P<letter_id>\d+)/(?P<language>en|fr)\.pdf$", papers.LetterPage.as_view(), name="paper"
    ),
    path("requests/<int:request_id>/file/", case_file.CaseFilePage.as_view(), name="case_file"),
    path(
        "requests/<int:request_id>/file/<int:case_file_id>.zip",
        case_file.CaseFileArchive.as_view(),
        name="case_file_archive",
    ),
    path(
        "requests/<int:request_id>/papers/again/",
        papers.RequestPapersAgainPage.as_view(),
        name="request_papers_again",
    ),
]
