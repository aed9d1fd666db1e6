"""An expert who leaves on mission without an account is invited to one: the report is written with it."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Invitation, User
from accounts.services.invitations import confirm_invitation, invite_user
from core.actors import Actor, Role
from workflows.models import Deployment

ACCOUNT_NEEDED = "deployment.account_needed"


def invite_expert(*, deployment_id: int, now: datetime) -> Invitation | None:
    """Invite the expert of a deployment, unless there is an account or an invitation already.

    Two people stand behind an invitation: the manager who vetted the person proposes, the officer who sends them
    confirms, and the link is mailed at once. Where both are one, a colleague has still to confirm it.
    """
    mission = Deployment.objects.select_related("expert", "support_request__officer").get(pk=deployment_id)
    expert, officer = mission.expert, mission.support_request.officer
    known = User.objects.filter(email=expert.email).exists()
    if expert.user_id is not None or known or officer is None:
        return None
    if Invitation.objects.open(now).filter(email=expert.email).exists():
        return None
    voucher = (
        User.objects.filter(pk=expert.vetted_by_id, role=Role.MANAGER, is_active=True).first() or officer
    )
    invitation = invite_user(
        email=expert.email,
        full_name=expert.name,
        role=Role.EXPERT,
        language=expert.language,
        actor=_standing_for(voucher),
        now=now,
    )
    if voucher.pk == officer.pk:
        return invitation
    return confirm_invitation(invitation=invitation, actor=_standing_for(officer), now=now)


def _standing_for(person: User) -> Actor:
    """The desk, acting on what this manager decided before."""
    return Actor(kind="system", role=person.role, user_id=person.pk, language=person.interface_language)
