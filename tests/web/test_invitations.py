"""An invited person opens the link, chooses a password, and is in."""

import pytest
from django.utils import timezone

from accounts.models import FocalPoint, User
from accounts.selectors import actor_for
from accounts.services.invitations import confirm_invitation, invite_user, link_token
from programme.models import Country
from tests.world import load_light_reference, people

PASSWORD = "une longue phrase tranquille"

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(db):
    load_light_reference()
    team, now = people(), timezone.now()
    invitation = invite_user(
        actor=team.manager.actor,
        now=now,
        email="nouvelle@interieur.example",
        full_name="Fatou Sall",
        role="focal_point",
        language="fr",
        country=Country.objects.get(pk="SN"),
    )
    invitation = confirm_invitation(invitation=invitation, actor=team.admin.actor, now=now)
    return f"/fr/account/invitation/{link_token(invitation)}/"


def test_accept_makes_the_account_and_signs_in_when_the_passwords_agree(client, link):
    shown = client.get(link)
    answered = client.post(link, {"password": PASSWORD, "repeated": PASSWORD})

    user = User.objects.get(email="nouvelle@interieur.example")
    assert shown.status_code == 200
    assert "Fatou Sall" in shown.content.decode()
    assert (answered.status_code, answered["Location"]) == (302, "/fr/")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert actor_for(user, now=timezone.now()).countries == {"SN"}
    assert FocalPoint.objects.filter(user=user).count() == 1


@pytest.mark.parametrize(
    ("password", "repeated"), [(PASSWORD, "autre chose du tout"), ("court", "court"), ("", "")]
)
def test_accept_says_what_is_wrong_and_makes_nothing_when_the_password_will_not_do(
    client, link, password, repeated
):
    answered = client.post(link, {"password": password, "repeated": repeated})

    assert answered.status_code == 422
    assert answered.context["form"].errors
    assert not User.objects.filter(email="nouvelle@interieur.example").exists()


def test_link_opens_nothing_when_it_was_used_or_is_not_ours(client, link):
    client.post(link, {"password": PASSWORD, "repeated": PASSWORD})
    client.logout()

    assert client.get(link).status_code == 404
    assert client.get("/fr/account/invitation/0123456789abcdef/").status_code == 404
