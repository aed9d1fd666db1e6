"""Experts: the roster for the office; profile, availability and missions for the expert."""

from django.urls import path

from web.views import (
    assignments,
    availability,
    evaluations_expert,
    expert_documents,
    experts,
    mission_reports,
    my_profile,
    roster_import,
)

urlpatterns = [
    path("experts/", experts.RosterPage.as_view(), name="experts"),
    path("experts/import/", roster_import.SendSheetPage.as_view(), name="send_sheet"),
    path("experts/import/template.xlsx", roster_import.TemplateFile.as_view(), name="roster_template"),
    path("experts/import/<int:import_id>/", roster_import.ImportPage.as_view(), name="roster_import"),
    path("experts/register/", experts.RegisterPage.as_view(), name="register_expert"),
    path("experts/<int:expert_id>/", experts.ExpertPage.as_view(), name="expert"),
    path("experts/<int:expert_id>/confirm/", experts.ConfirmExpertPage.as_view(), name="confirm_expert"),
    path("experts/<int:expert_id>/vetting/", experts.VettingPage.as_view(), name="vet_expert"),
    path(
        "experts/<int:expert_id>/exclusions/",
        experts.ExpertExclusionsPage.as_view(),
        name="expert_exclusions",
    ),
    path(
        "experts/<int:expert_id>/availability/",
        experts.ExpertAvailabilityPage.as_view(),
        name="expert_availability",
    ),
    path(
        "experts/<int:expert_id>/documents/",
        expert_documents.ExpertDocumentsPage.as_view(),
        name="expert_documents",
    ),
    path(
        "experts/<int:expert_id>/documents/<int:paper_id>/",
        expert_documents.ExpertDocumentFile.as_view(),
        name="expert_document",
    ),
    path("experts/<int:expert_id>/<slug:part>/", experts.ExpertPartPage.as_view(), name="expert_part"),
    path("assignments/", assignments.AssignmentsPage.as_view(), name="assignments"),
    path("assignments/<int:deployment_id>/", assignments.AssignmentPage.as_view(), name="assignment"),
    path(
        "assignments/<int:deployment_id>/terms/<int:number>.pdf",
        assignments.AssignmentTerms.as_view(),
        name="assignment_terms",
    ),
    path(
        "assignments/<int:deployment_id>/report/",
        mission_reports.ReportOverview.as_view(),
        name="mission_report",
    ),
    path(
        "assignments/<int:deployment_id>/report/<int:order>/",
        mission_reports.ReportSection.as_view(),
        name="mission_report_section",
    ),
    path(
        "assignments/<int:deployment_id>/report/check/",
        mission_reports.ReportCheck.as_view(),
        name="mission_report_check",
    ),
    path(
        "assignments/<int:deployment_id>/evaluation/",
        evaluations_expert.AssignmentEvaluation.as_view(),
        name="assignment_evaluation",
    ),
    path(
        "assignments/offers/<int:offer_id>/",
        assignments.AssignmentOfferPage.as_view(),
        name="assignment_offer",
    ),
    path(
        "assignments/offers/<int:offer_id>/terms.pdf",
        assignments.AssignmentOfferTerms.as_view(),
        name="assignment_offer_terms",
    ),
    path(
        "assignments/offers/<int:offer_id>/paper.pdf",
        assignments.AssignmentOfferPaper.as_view(),
        name="assignment_offer_paper",
    ),
    path("profile/", my_profile.MyProfilePage.as_view(), name="my_profile"),
    path("profile/confirm/", my_profile.ConfirmProfilePage.as_view(), name="my_profile_confirm"),
    path("profile/exclusions/", my_profile.MyExclusionsPage.as_view(), name="my_exclusions"),
    path("profile/availability/", availability.AvailabilityPage.as_view(), name="my_availability"),
    path("profile/documents/", expert_documents.MyDocumentsPage.as_view(), name="my_documents"),
    path(
        "profile/documents/<int:paper_id>/",
        expert_documents.MyDocumentFile.as_view(),
        name="my_document",
    ),
    path("profile/<slug:part>/", my_profile.MyProfilePartPage.as_view(), name="my_profile_part"),
]
