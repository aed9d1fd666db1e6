"""Requests that have to do with each other: similar ones, duplicates, links, joint missions."""

from django.urls import path

from web.views import joint_missions, relations

ONE = "requests/<int:request_id>/"

urlpatterns = [
    path(f"{ONE}duplicate/", relations.DuplicatePage.as_view(), name="request_duplicate"),
    path(f"{ONE}link/", relations.LinkPage.as_view(), name="request_link"),
    path(f"{ONE}link/<int:relation_id>/remove/", relations.UnlinkPage.as_view(), name="request_unlink"),
    path(f"{ONE}joint-mission/", joint_missions.JointMissionPage.as_view(), name="request_joint_mission"),
    path(
        f"{ONE}joint-mission/propose/",
        joint_missions.ProposeJointPage.as_view(),
        name="joint_mission_propose",
    ),
    path(
        f"{ONE}joint-mission/withdraw/",
        joint_missions.WithdrawJointPage.as_view(),
        name="joint_mission_withdraw",
    ),
    path(f"{ONE}joint-mission/end/", joint_missions.EndJointPage.as_view(), name="joint_mission_end"),
]
