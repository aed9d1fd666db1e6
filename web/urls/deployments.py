"""Deployments, mission reports and evaluations."""

from django.urls import path

from web.views import deployments, mission_reading

MISSION = "deployments/<int:deployment_id>/"
REQUEST = "requests/<int:request_id>/"

urlpatterns = [
    path("deployments/", deployments.DeploymentsPage.as_view(), name="deployments"),
    path(MISSION, deployments.DeploymentPage.as_view(), name="deployment"),
    path(f"{MISSION}checklist/", deployments.TickPage.as_view(), name="deployment_tick"),
    path(f"{MISSION}deploy/", deployments.DeployPage.as_view(), name="deployment_deploy"),
    path(f"{MISSION}end/", deployments.EndPage.as_view(), name="deployment_end"),
    path(f"{MISSION}end-early/", deployments.EndEarlyPage.as_view(), name="deployment_end_early"),
    path(f"{MISSION}extend/", deployments.ExtendPage.as_view(), name="deployment_extend"),
    path(f"{MISSION}cancel/", deployments.CancelDeploymentPage.as_view(), name="deployment_cancel"),
    path(f"{MISSION}report/", mission_reading.ReportPage.as_view(), name="deployment_report"),
    path(f"{MISSION}report/accept/", mission_reading.AcceptReportPage.as_view(), name="report_accept"),
    path(f"{MISSION}report/return/", mission_reading.SendBackReportPage.as_view(), name="report_send_back"),
    path(f"{REQUEST}deploy/", deployments.DeployRequestPage.as_view(), name="request_deploy"),
    path(f"{REQUEST}end-mission/", deployments.EndMissionPage.as_view(), name="request_end_mission"),
    path(f"{REQUEST}close/", deployments.ClosePage.as_view(), name="request_close"),
    path(f"{REQUEST}evaluations/", mission_reading.EvaluationsPage.as_view(), name="request_evaluations"),
    path(
        f"{REQUEST}evaluations/<str:group>/waive/",
        mission_reading.WaivePage.as_view(),
        name="evaluation_waive",
    ),
    path(
        f"{REQUEST}evaluations/<str:group>/<int:deployment_id>/waive/",
        mission_reading.WaivePage.as_view(),
        name="evaluation_waive",
    ),
]
