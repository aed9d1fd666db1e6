"""Addresses of the API, version 1."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from api.serializers.publications import OutputPublication
from api.serializers.relations import OutputJointMission
from api.serializers.requests import OutputRequest
from api.v1 import (
    attachments,
    case_files,
    consultations,
    docs,
    matching,
    messages,
    papers,
    positions,
    publications,
    reference,
    relations,
    requests,
    themes,
    timeline,
)
from api.v1.actions import REQUEST_CALLS, RequestActionsView, RequestActionView
from api.v1.consultations import CONSULTATION_CALLS, ConsultationActionView, OutputConsultation
from api.views import UnknownAddressView, action_paths

ONE = "requests/<int:request_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", requests.RequestsView.as_view(), name="api-requests"),
    path(ONE, requests.RequestView.as_view(), name="api-request"),
    path(f"{ONE}actions/", RequestActionsView.as_view(), name="api-request-actions"),
    *action_paths(ONE, RequestActionView, REQUEST_CALLS, answers=OutputRequest, noun="request"),
    path(f"{ONE}timeline/", timeline.TimelineView.as_view(), name="api-timeline"),
    path(f"{ONE}theme-check/", themes.ThemeCheckView.as_view(), name="api-theme-check"),
    path(f"{ONE}similar/", themes.SimilarView.as_view(), name="api-similar"),
    path(f"{ONE}matches/", matching.MatchesView.as_view(), name="api-matches"),
    path(f"{ONE}positions/", positions.PositionsView.as_view(), name="api-positions"),
    path(f"{ONE}positions/<int:position_id>/", positions.PositionView.as_view(), name="api-position"),
    path(f"{ONE}positions/<int:position_id>/reserve/", positions.ReserveView.as_view(), name="api-reserve"),
    path(f"{ONE}consultation/", consultations.ConsultationView.as_view(), name="api-consultation"),
    *action_paths(
        f"{ONE}consultation/",
        ConsultationActionView,
        CONSULTATION_CALLS,
        answers=OutputConsultation,
        noun="consultation",
    ),
    path(f"{ONE}relations/", relations.RelationsView.as_view(), name="api-relations"),
    path(f"{ONE}relations/<int:relation_id>/", relations.RelationView.as_view(), name="api-relation"),
    path(f"{ONE}duplicate/", relations.DuplicateView.as_view(), name="api-duplicate"),
    path(f"{ONE}joint-mission/", relations.JointMissionView.as_view(), name="api-joint-mission"),
    *action_paths(
        f"{ONE}joint-mission/",
        relations.JointMissionActionView,
        relations.JOINT_CALLS,
        answers=OutputJointMission,
        noun="joint_mission",
    ),
    path(f"{ONE}publication/", publications.PublicationView.as_view(), name="api-publication"),
    *action_paths(
        f"{ONE}publication/",
        publications.PublicationActionView,
        publications.PUBLICATION_CALLS,
        answers=OutputPublication,
        noun="publication",
    ),
    path("results/", publications.ResultsView.as_view(), name="api-results"),
    path("results/<int:publication_id>/", publications.ResultView.as_view(), name="api-result"),
    path(f"{ONE}attachments/", attachments.AttachmentsView.as_view(), name="api-attachments"),
    path(
        f"{ONE}attachments/<int:attachment_id>/",
        attachments.AttachmentView.as_view(),
        name="api-attachment",
    ),
    path(f"{ONE}file/", case_files.CaseFilesView.as_view(), name="api-case-files"),
    path(f"{ONE}file/<int:case_file_id>/", case_files.CaseFileView.as_view(), name="api-case-file"),
    path(f"{ONE}documents/", papers.DocumentsView.as_view(), name="api-documents"),
    path(f"{ONE}documents/<int:letter_id>/pdf/", papers.DocumentPdfView.as_view(), name="api-document-pdf"),
    path(f"{ONE}messages/", messages.MessagesView.as_view(), name="api-messages"),
    path(f"{ONE}questions/", messages.QuestionsView.as_view(), name="api-questions"),
    path("countries/", reference.CountriesView.as_view(), name="api-countries"),
    path("phases/", reference.PhasesView.as_view(), name="api-phases"),
    path("themes/", reference.ThemesView.as_view(), name="api-themes"),
    path("support-types/", reference.SupportTypesView.as_view(), name="api-support-types"),
    path("expertise/", reference.ExpertiseView.as_view(), name="api-expertise"),
    path("lead-times/", reference.LeadTimesView.as_view(), name="api-lead-times"),
    path("cool-down-rules/", reference.CoolDownRulesView.as_view(), name="api-cool-down-rules"),
    path("request-form/", reference.RequestFormView.as_view(), name="api-request-form"),
    path("me/", reference.MeView.as_view(), name="api-me"),
    path("schema/", docs.SchemaView.as_view(), name="api-schema"),
    path("docs/", docs.DocsView.as_view(), name="api-docs"),
    path("", include("api.v1.urls_missions")),
    # Last: whatever is not an address gets its answer from the API, not from the pages.
    re_path(r"^.*$", UnknownAddressView.as_view(), name="api-unknown-address"),
]
