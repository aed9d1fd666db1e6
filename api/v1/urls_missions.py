"""Addresses of what follows from a request, of experts and of people."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from api.serializers.deployments import OutputDeploymentInFull
from api.serializers.experts import OutputExpertInFull
from api.serializers.offers import OutputOfferForManagers
from api.serializers.people import OutputAccreditation, OutputDelegation, OutputInvitation
from api.serializers.reports import OutputReport
from api.serializers.terms import OutputTerms
from api.v1 import (
    deployments,
    evaluations,
    expert_documents,
    experts,
    insights,
    notifications,
    offers,
    outbox,
    pauses,
    people,
    planning,
    reports,
    roster_import,
    terms,
)
from api.views import action_paths

REQUEST = "requests/<int:request_id>/"
OFFER = "offers/<int:offer_id>/"
DEPLOYMENT = "deployments/<int:deployment_id>/"
REPORT = f"{DEPLOYMENT}report/"
TERMS = "terms/<int:terms_id>/"
EXPERT = "experts/<int:expert_id>/"
INVITATION = "people/invitations/<int:invitation_id>/"
FOCAL_POINT = "people/focal-points/<int:accreditation_id>/"
DELEGATION = "people/delegations/<int:delegation_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("offers/", offers.OfferListView.as_view(), name="api-offers"),
    path(OFFER, offers.OfferView.as_view(), name="api-offer"),
    path(f"{OFFER}actions/", offers.OfferActionsView.as_view(), name="api-offer-actions"),
    *action_paths(OFFER, offers.OfferMove, offers.OFFER_CALLS, answers=OutputOfferForManagers, noun="offer"),
    path(f"{OFFER}lift-pause/", pauses.LiftPauseView.as_view(), name="api-lift-pause"),
    path("deployments/", deployments.DeploymentListView.as_view(), name="api-deployments"),
    path(DEPLOYMENT, deployments.DeploymentView.as_view(), name="api-deployment"),
    path(f"{DEPLOYMENT}actions/", deployments.DeploymentActionsView.as_view(), name="api-deployment-actions"),
    *action_paths(
        DEPLOYMENT,
        deployments.DeploymentMove,
        deployments.DEPLOYMENT_CALLS,
        answers=OutputDeploymentInFull,
        noun="deployment",
    ),
    path(REPORT, reports.ReportView.as_view(), name="api-report"),
    *action_paths(REPORT, reports.ReportMove, reports.REPORT_CALLS, answers=OutputReport, noun="report"),
    path(f"{REQUEST}evaluations/", evaluations.EvaluationsView.as_view(), name="api-evaluations"),
    path(f"{REQUEST}evaluations/waive/", evaluations.WaiverView.as_view(), name="api-evaluation-waiver"),
    path("questionnaires/<str:group>/", evaluations.QuestionnaireView.as_view(), name="api-questionnaire"),
    path(f"{REQUEST}terms/", terms.TermsOfRequestView.as_view(), name="api-request-terms"),
    path(TERMS, terms.TermsDetailView.as_view(), name="api-terms"),
    path(f"{TERMS}clauses/", terms.ClausesView.as_view(), name="api-terms-clauses"),
    path(f"{TERMS}difference/", terms.DifferenceView.as_view(), name="api-terms-difference"),
    path(f"{TERMS}pdf/", terms.PaperView.as_view(), name="api-terms-pdf"),
    *action_paths(TERMS, terms.TermsMove, terms.TERMS_CALLS, answers=OutputTerms, noun="terms"),
    path("experts/", experts.ExpertListView.as_view(), name="api-experts"),
    path("experts/import/", roster_import.ImportsView.as_view(), name="api-expert-imports"),
    path("experts/import/<int:import_id>/", roster_import.ImportView.as_view(), name="api-expert-import"),
    path(
        "experts/import/<int:import_id>/run/",
        roster_import.ImportRunView.as_view(),
        name="api-expert-import-run",
    ),
    path("experts/me/", experts.OwnProfileView.as_view(), name="api-expert-me"),
    path(EXPERT, experts.ExpertView.as_view(), name="api-expert"),
    path(f"{EXPERT}documents/", expert_documents.DocumentsView.as_view(), name="api-expert-documents"),
    path(
        f"{EXPERT}documents/<int:paper_id>/",
        expert_documents.DocumentView.as_view(),
        name="api-expert-document",
    ),
    path(f"{EXPERT}pauses/", pauses.PausesView.as_view(), name="api-pauses"),
    path(f"{EXPERT}availability/", experts.AvailabilityView.as_view(), name="api-availability"),
    *action_paths(
        EXPERT, experts.ExpertMove, experts.EXPERT_CALLS, answers=OutputExpertInFull, noun="expert"
    ),
    path("notifications/", notifications.NotificationListView.as_view(), name="api-notifications"),
    path(
        "notifications/<int:notification_id>/read/",
        notifications.NotificationReadView.as_view(),
        name="api-notification-read",
    ),
    path("outbox/", outbox.OutboxListView.as_view(), name="api-outbox"),
    path("outbox/<int:message_id>/actions/retry/", outbox.OutboxRetryView.as_view(), name="api-outbox-retry"),
    path("matching/plan/", planning.PlanView.as_view(), name="api-matching-plan"),
    path("insights/overview/", insights.OverviewView.as_view(), name="api-insights-overview"),
    path("insights/readiness/", insights.ReadinessView.as_view(), name="api-insights-readiness"),
    path("insights/theme-check/", insights.ThemeScoresView.as_view(), name="api-insights-theme-check"),
    path("invitations/accept/", people.InvitationAcceptView.as_view(), name="api-invitation-accept"),
    path("people/invitations/", people.InvitationsView.as_view(), name="api-invitations"),
    *action_paths(
        INVITATION,
        people.InvitationActionView,
        people.INVITATION_CALLS,
        answers=OutputInvitation,
        noun="invitation",
    ),
    path("people/focal-points/", people.FocalPointsView.as_view(), name="api-focal-points"),
    *action_paths(
        FOCAL_POINT,
        people.FocalPointActionView,
        people.FOCAL_POINT_CALLS,
        answers=OutputAccreditation,
        noun="focal_point",
    ),
    path("people/delegations/", people.DelegationsView.as_view(), name="api-delegations"),
    *action_paths(
        DELEGATION,
        people.DelegationActionView,
        people.DELEGATION_CALLS,
        answers=OutputDelegation,
        noun="delegation",
    ),
]
