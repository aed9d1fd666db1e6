"""Terms of reference: reading, editing, signing, and their papers."""

from django.urls import path, re_path

from web.views import differences, documents, papers, signing, terms

urlpatterns = [
    path("requests/<int:request_id>/sign-terms/", signing.SignTermsPage.as_view(), name="request_sign_terms"),
    path("terms/<int:terms_id>/", documents.ReadTermsPage.as_view(), name="terms_read"),
    path("requests/<int:request_id>/terms/", terms.TermsPage.as_view(), name="terms"),
    path("requests/<int:request_id>/terms/new/", terms.NewVersionPage.as_view(), name="terms_new_version"),
    path("terms/<int:terms_id>/revise/", terms.RevisePage.as_view(), name="terms_revise"),
    path("terms/<int:terms_id>/clause/", terms.EditClausePage.as_view(), name="terms_clause"),
    path("terms/<int:terms_id>/compose/", terms.ComposeAgainPage.as_view(), name="terms_compose"),
    path("terms/<int:terms_id>/difference/", differences.DifferencePage.as_view(), name="terms_difference"),
    re_path(
        r"^terms/(?P<terms_id>\d+)/difference-(?P<language>en|fr)\.pdf$",
        differences.DifferencePaper.as_view(),
        name="terms_difference_paper",
    ),
    path("terms/<int:terms_id>/sign/", terms.SignAmendmentPage.as_view(), name="terms_sign"),
    path("terms/<int:terms_id>/papers/again/", papers.MakeAgainPage.as_view(), name="terms_papers_again"),
    re_path(
        r"^terms/(?P<terms_id>\d+)/(?P<language>en|fr)\.pdf$", papers.PaperPage.as_view(), name="terms_paper"
    ),
]
