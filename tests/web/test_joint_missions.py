"""Joint missions, links and duplicates on their pages."""

from __future__ import annotations

import pytest

from requests_app.states import RequestState as S
from tests import world
from tests.web.reading import text
from workflows.models import JointSide, Relation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


def signed_in(visitor, name):
    visitor.force_login(world.person(name).user)
    return visitor


def test_a_joint_mission_goes_from_the_officer_to_both_countries(visitor):
    own, other = world.request_in(S.TRIAGE), world.request_in(S.TRIAGE, country="CV")
    asked = {
        "other": str(other.reference).lower(),
        "subject_en": "Border statistics",
        "subject_fr": "Statistiques des frontières",
        "start": "2026-05-04",
        "end": "2026-05-29",
    }
    page = f"/en/requests/{own.pk}/joint-mission/"
    manager = signed_in(visitor, "manager")
    assert manager.post(f"{page}propose/", {**asked, "end": "2026-05-01"}).status_code == 422
    assert manager.post(f"{page}propose/", {**asked, "other": "TSR-2026-99999"}).status_code == 422
    assert manager.post(f"{page}propose/", asked).status_code == 303
    assert manager.post(f"{page}propose/", asked).status_code == 409

    shown = text(signed_in(visitor, "focal").get(page))
    assert "Border statistics" in shown
    assert "Cabo Verde" in shown
    assert str(other.reference) not in shown
    assert visitor.post(page, {"answer": "decline"}).status_code == 422
    assert visitor.post(page, {"answer": "agree"}).status_code == 303

    cv = signed_in(visitor, "focal_cv")
    assert cv.get(page).status_code == 404
    assert cv.post(f"/en/requests/{other.pk}/joint-mission/", {"answer": "agree"}).status_code == 303
    assert set(JointSide.objects.values_list("state", flat=True)) == {"joined"}
    assert signed_in(visitor, "manager").post(f"{page}end/", {"reason": "Fini."}).status_code == 303


def test_similar_requests_say_why_and_lead_to_what_can_be_done(visitor):
    row, other = world.request_in(S.TRIAGE), world.request_in(S.TRIAGE, country="CV")

    page = text(signed_in(visitor, "manager").get(f"/en/requests/{row.pk}/similar/"))

    assert "the same institution" in page
    for name in ("duplicate", "link", "joint-mission/propose"):
        assert f"/en/requests/{row.pk}/{name}/?with={other.reference}" in page


def test_a_duplicate_is_suggested_in_the_language_of_its_country(visitor):
    original, row = world.request_in(S.TRIAGE, country="CV"), world.request_in(S.TRIAGE)
    address = f"/en/requests/{row.pk}/duplicate/?with={original.reference}"

    page = signed_in(visitor, "manager").get(address)

    words = page.context["form"].initial["text"]
    assert words.startswith("L’appui que sollicite votre demande")
    assert str(original.reference) not in words
    assert visitor.post(address, {"original": original.reference, "text": words}).status_code == 303
    assert Relation.objects.get().other == original
    assert visitor.get(f"/en/requests/{row.pk}/duplicate/").status_code == 409


@pytest.mark.parametrize("with_what", ["%00", "%F0%9D%84%9E", "TSR-2026-99999", "x" * 300])
def test_odd_references_in_the_address_are_no_error(visitor, with_what):
    row = world.request_in(S.TRIAGE)
    manager = signed_in(visitor, "manager")

    for page in ("duplicate", "link", "joint-mission/propose"):
        assert manager.get(f"/en/requests/{row.pk}/{page}/?with={with_what}").status_code == 200
