"""People: who is invited, who speaks for a country, and who acts for whom."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import rules
from accounts.models import Delegation, FocalPoint, Invitation
from accounts.services.accreditation import accredit_focal_point, end_accreditation
from accounts.services.delegation import delegate, end_delegation
from accounts.services.invitations import (
    confirm_invitation,
    decline_invitation,
    invite_user,
)
from api.pagination import page
from api.serializers.base import Input, PageQuery, page_of
from api.serializers.people import (
    InputAccreditation,
    InputDelegation,
    InputInvitation,
    InputInvitationAcceptance,
    InputInvitationDecline,
    InputLastDay,
    OutputAccount,
    OutputAccreditation,
    OutputDelegation,
    OutputInvitation,
    focal_point_at,
)
from api.throttling import AnonymousThrottle
from api.views import ActionCall, ActionView, DeskView
from core.actors import Role
from core.errors import NotAllowed, NotFound
from programme.models import Country
from workflows.services.welcome import welcome


class InvitationsBase(DeskView):
    """Refuses everybody but the office: managers and administrators."""

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        if not rules.may_invite(self.actor):
            raise NotAllowed(_("Only programme managers and administrators can invite people."))

    def shown(self, rows: Any, *, many: bool = False) -> Any:
        return OutputInvitation(rows, many=many, context={"now": self.now}).data


class InvitationsView(InvitationsBase):
    @extend_schema(
        operation_id="invitations_list", parameters=[PageQuery], responses=page_of(OutputInvitation)
    )
    def get(self, request: Request) -> Response:
        """All invitations, the newest first."""
        rows = Invitation.objects.select_related("proposed_by", "confirmed_by")
        return Response(page(request, rows, lambda found: self.shown(found, many=True)))

    @extend_schema(
        operation_id="invitations_propose", request=InputInvitation, responses={201: OutputInvitation}
    )
    def post(self, request: Request) -> Response:
        """Propose a new person; nothing is sent before somebody else has confirmed it."""
        return self.once(self._propose)

    def _propose(self) -> Response:
        values = self.read(InputInvitation)
        values["country"] = country_named(values.get("country"))
        return Response(self.shown(invite_user(**values, actor=self.actor, now=self.now)), 201)


class InvitationActionView(InvitationsBase, ActionView):
    subject_name = "invitation"

    def subject(self) -> Invitation:
        found = Invitation.objects.filter(pk=self.kwargs["invitation_id"]).first()
        if found is None:
            raise NotFound
        return found

    def show(self, row: Invitation) -> Response:
        return Response(self.shown(row))


INVITATION_CALLS = {
    "confirm": ActionCall(confirm_invitation, Input, versioned=False),
    "decline": ActionCall(decline_invitation, InputInvitationDecline, versioned=False),
}


class InvitationAcceptView(DeskView):
    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_classes = [AnonymousThrottle]

    @extend_schema(
        operation_id="invitations_accept",
        auth=[],
        request=InputInvitationAcceptance,
        responses={201: OutputAccount},
    )
    def post(self, request: Request) -> Response:
        """Make your account with the token of the link that was sent to you; no sign-in is needed."""
        user = welcome(**self.read(InputInvitationAcceptance), now=self.now)
        return Response(OutputAccount(user).data, 201)


class FocalPointsView(DeskView):
    @extend_schema(
        operation_id="focal_points_list", parameters=[PageQuery], responses=page_of(OutputAccreditation)
    )
    def get(self, request: Request) -> Response:
        """Who speaks for which country: everybody for the office, their own accreditations for others."""
        rows = FocalPoint.objects.visible_to(self.actor).select_related("user")
        return Response(page(request, rows, lambda found: OutputAccreditation(found, many=True).data))

    @extend_schema(
        operation_id="focal_points_accredit",
        request=InputAccreditation,
        responses={201: OutputAccreditation},
    )
    def post(self, request: Request) -> Response:
        """Let somebody speak for a country."""
        if not rules.may_accredit(self.actor):
            raise NotAllowed(_("Only programme managers and administrators can accredit focal points."))
        return self.once(self._accredit)

    def _accredit(self) -> Response:
        values = self.read(InputAccreditation)
        values["user"] = focal_point_at(values["user"], field="user")
        values["country"] = country_named(values["country"])
        row = accredit_focal_point(**values, actor=self.actor, now=self.now)
        return Response(OutputAccreditation(row).data, 201)


class FocalPointActionView(ActionView):
    subject_name = "accreditation"

    def subject(self) -> FocalPoint:
        rows = FocalPoint.objects.visible_to(self.actor).select_related("user")
        found = rows.filter(pk=self.kwargs["accreditation_id"]).first()
        if found is None:
            raise NotFound
        return found

    def show(self, row: FocalPoint) -> Response:
        return Response(OutputAccreditation(row).data)


FOCAL_POINT_CALLS = {"end": ActionCall(end_accreditation, InputLastDay, versioned=False)}


class DelegationsBase(DeskView):
    def visible(self) -> Any:
        return Delegation.objects.visible_to(self.actor).select_related("from_user", "to_user")


class DelegationsView(DelegationsBase):
    @extend_schema(
        operation_id="delegations_list", parameters=[PageQuery], responses=page_of(OutputDelegation)
    )
    def get(self, request: Request) -> Response:
        """Delegations that you gave or were given; all of them for administrators."""
        return Response(page(request, self.visible(), lambda found: OutputDelegation(found, many=True).data))

    @extend_schema(
        operation_id="delegations_give", request=InputDelegation, responses={201: OutputDelegation}
    )
    def post(self, request: Request) -> Response:
        """Let another focal point act in your name for some days."""
        if self.actor.role != Role.FOCAL_POINT:
            raise NotAllowed(_("Only focal points can delegate."))
        return self.once(self._delegate)

    def _delegate(self) -> Response:
        values = self.read(InputDelegation)
        to_user = focal_point_at(values.pop("to"), field="to")
        values["country"] = country_named(values.get("country"))
        row = delegate(from_user=self.request.user, to_user=to_user, **values, actor=self.actor, now=self.now)
        return Response(OutputDelegation(row).data, 201)


class DelegationActionView(DelegationsBase, ActionView):
    subject_name = "delegation"

    def subject(self) -> Delegation:
        found: Delegation | None = self.visible().filter(pk=self.kwargs["delegation_id"]).first()
        if found is None:
            raise NotFound
        return found

    def show(self, row: Delegation) -> Response:
        return Response(OutputDelegation(row).data)


DELEGATION_CALLS = {"end": ActionCall(end_delegation, Input, versioned=False)}


def country_named(code: str | None) -> Country | None:
    """The country of a code that was checked already."""
    return Country.objects.get(pk=code) if code else None
