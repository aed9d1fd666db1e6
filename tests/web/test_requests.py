"""The page to which the mails lead: for whoever may see the request, and for nobody else."""

import pytest
from django.test import Client

from tests import world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(
        getattr(world.people(), name).user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def test_focal_point_reads_where_the_request_is_and_what_happened_without_names_of_the_office():
    row = world.request_in("matching")

    page = signed_in("focal").get(f"/fr/requests/{row.pk}/").content.decode()

    assert "Recherche d'experts" in page.replace("&#x27;", "'")
    assert row.reference in page
    assert "projet de soutien" in page
    assert world.people().manager.user.full_name not in page


@pytest.mark.parametrize("name", ["focal_cv", "expert", "admin"])
def test_request_does_not_exist_for_those_who_may_not_know_of_it(name):
    row = world.request_in("matching")

    assert signed_in("manager").get(f"/en/requests/{row.pk}/").status_code == 200
    assert signed_in(name).get(f"/en/requests/{row.pk}/").status_code == 404


def test_stranger_is_shown_the_way_in():
    row = world.request_in("submitted")

    answered = Client().get(f"/en/requests/{row.pk}/")

    assert (answered.status_code, answered["Location"]) == (
        302,
        f"/accounts/login/?next=/en/requests/{row.pk}/",
    )
