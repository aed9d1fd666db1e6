"""People over the API: invitations, accreditations, delegations."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from accounts.models import Invitation, User
from accounts.services.invitations import link_token

pytestmark = pytest.mark.django_db
INVITATIONS = "/api/v1/people/invitations/"
FOCAL_POINTS = "/api/v1/people/focal-points/"
DELEGATIONS = "/api/v1/people/delegations/"
ACCEPT = "/api/v1/invitations/accept/"
FATOU = {
    "email": "fatou@interieur.example",
    "full_name": "Fatou Sarr",
    "role": "focal_point",
    "country": "SN",
}
PASSWORD = "sahel-harmattan-27"


@pytest.fixture
def proposed(calls) -> str:
    """The address of an invitation that `manager` proposed."""
    return f"{INVITATIONS}{calls('manager').post(INVITATIONS, FATOU).json()['id']}/"


@pytest.fixture
def token(calls, proposed) -> str:
    calls("manager2").post(f"{proposed}actions/confirm/")
    return link_token(Invitation.objects.get())


def test_somebody_else_confirms_what_one_proposed(calls, proposed):
    own = calls("manager").post(f"{proposed}actions/confirm/")
    other = calls("manager2").post(f"{proposed}actions/confirm/")

    assert (own.status_code, own.json()["code"]) == (403, "same_person")
    assert (other.status_code, other.json()["state"]) == (200, "confirmed")


def test_an_invitation_is_declined_with_a_reason(calls, proposed):
    declined = calls("admin").post(f"{proposed}actions/decline/", {"reason": "Wrong person."})

    assert (declined.json()["state"], declined.json()["decline_reason"]) == ("declined", "Wrong person.")


def test_only_the_office_knows_of_invitations(calls, proposed):
    for name in ("focal", "expert", "steering"):
        assert calls(name).get(INVITATIONS).status_code == 403
        assert calls(name).post(f"{proposed}actions/confirm/").status_code == 403


def test_an_invitation_without_a_country_or_with_an_unknown_one_is_told_at_the_field(calls):
    without = {name: value for name, value in FATOU.items() if name != "country"}

    missing = calls("manager").post(INVITATIONS, without)
    unknown = calls("manager").post(INVITATIONS, {**FATOU, "country": "XX"})

    assert (missing.status_code, list(missing.json()["errors"])) == (400, ["country"])
    assert (unknown.status_code, list(unknown.json()["errors"])) == (400, ["country"])


def test_whoever_holds_the_link_makes_their_account_without_signing_in(token):
    accepted = APIClient().post(ACCEPT, {"token": token, "password": PASSWORD, "language": "fr"})
    twice = APIClient().post(ACCEPT, {"token": token, "password": PASSWORD})

    user = User.objects.get(email=FATOU["email"])
    assert (accepted.status_code, twice.status_code) == (201, 409)
    assert accepted.json() == {
        "email": FATOU["email"],
        "full_name": "Fatou Sarr",
        "role": "focal_point",
        "language": "fr",
    }
    assert user.check_password(PASSWORD)
    assert user.accreditations.get().country_id == "SN"


def test_a_weak_password_and_an_unknown_token_are_refused(token):
    weak = APIClient().post(ACCEPT, {"token": token, "password": "12345678"})
    unknown = APIClient().post(ACCEPT, {"token": "no-such-token", "password": PASSWORD})

    assert (weak.status_code, list(weak.json()["errors"])) == (400, ["password"])
    assert unknown.status_code == 404


def test_guessing_tokens_is_slowed_down(db, settings):
    answers = [
        APIClient().post(ACCEPT, {"token": f"guess{number}", "password": PASSWORD}) for number in range(61)
    ]

    assert answers[0].status_code == 404
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_the_office_accredits_and_ends(calls, everybody):
    body = {"user": everybody.focal_cv.user.email, "country": "SN", "starts_on": "2026-03-01"}

    refused = calls("focal").post(FOCAL_POINTS, body)
    made = calls("admin").post(FOCAL_POINTS, body)
    twice = calls("admin").post(FOCAL_POINTS, body)
    ended = calls("admin").post(f"{FOCAL_POINTS}{made.json()['id']}/actions/end/", {"ends_on": "2026-03-31"})

    assert (refused.status_code, made.status_code, twice.status_code) == (403, 201, 409)
    assert (ended.status_code, ended.json()["ends_on"]) == (200, "2026-03-31")


def test_only_focal_points_are_accredited(calls, everybody):
    body = {"user": everybody.manager.user.email, "country": "SN", "starts_on": "2026-03-01"}

    answer = calls("admin").post(FOCAL_POINTS, body)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["user"])


def test_a_focal_point_reads_their_own_accreditations(calls, everybody):
    rows = calls("focal").get(FOCAL_POINTS).json()["results"]

    assert [(row["user"]["id"], row["country"]) for row in rows] == [(everybody.focal.user.pk, "SN")]


def test_a_focal_point_lends_their_country_and_takes_it_back(calls, everybody):
    body = {"to": everybody.focal_cv.user.email, "starts_on": "2026-03-02", "ends_on": "2026-03-20"}

    given = calls("focal").post(DELEGATIONS, body)
    seen = calls("focal_cv").get(DELEGATIONS).json()["results"]
    refused = calls("focal_cv").post(f"{DELEGATIONS}{given.json()['id']}/actions/end/")
    unknown = calls("alternate").post(f"{DELEGATIONS}{given.json()['id']}/actions/end/")
    ended = calls("focal").post(f"{DELEGATIONS}{given.json()['id']}/actions/end/")

    assert (given.status_code, [row["id"] for row in seen]) == (201, [given.json()["id"]])
    assert (refused.status_code, unknown.status_code, ended.status_code) == (403, 404, 200)
    assert ended.json()["ended_at"] == "2026-03-02T09:00:00Z"


def test_a_delegation_tells_nothing_about_other_peoples_accounts(calls, everybody):
    period = {"starts_on": "2026-03-02", "ends_on": "2026-03-20"}

    to_manager = calls("focal").post(DELEGATIONS, {"to": everybody.manager.user.email, **period})
    to_nobody = calls("focal").post(DELEGATIONS, {"to": "nobody@desk.example", **period})

    assert (to_manager.status_code, to_manager.json()) == (400, to_nobody.json())
