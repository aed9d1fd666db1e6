"""An invited expert finds the profile that the roster kept under their address."""

import pytest
from django.utils import timezone

from accounts.selectors import actor_for
from accounts.services.invitations import confirm_invitation, invite_user, link_token
from tests import world
from workflows.services.welcome import welcome

pytestmark = pytest.mark.django_db


def invited(email: str) -> str:
    team, now = world.people(), timezone.now()
    invitation = invite_user(
        actor=team.manager.actor, now=now, email=email, full_name="Moussa Ba", role="expert", language="fr"
    )
    return link_token(confirm_invitation(invitation=invitation, actor=team.admin.actor, now=now))


@pytest.fixture(autouse=True)
def _reference(db: None) -> None:
    world.load_light_reference()


def test_expert_of_the_roster_gets_their_profile_when_they_take_up_the_invitation() -> None:
    expert = world.expert()

    user = welcome(token=invited(expert.email), password="des mots bien à moi", now=timezone.now())

    expert.refresh_from_db()
    assert expert.user_id == user.pk
    assert actor_for(user, now=timezone.now()).expert_id == expert.pk


def test_invited_expert_without_a_profile_has_an_account_and_no_profile() -> None:
    user = welcome(
        token=invited("nouveau@experts.example"), password="des mots bien à moi", now=timezone.now()
    )

    assert actor_for(user, now=timezone.now()).expert_id is None
