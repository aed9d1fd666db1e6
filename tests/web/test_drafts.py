"""A focal point files a request: the way in, the form in steps, saving while typing, sending it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import FocalPoint
from requests_app.models import SupportRequest
from requests_app.services.drafts import create_draft, edit_answers
from tests import world
from tests.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

STEPS: dict[str, dict[str, Any]] = {
    "a": {"institution": "Ministère de l'Intérieur", "unit_contact_name": "Awa Sarr"},
    "b": {
        "text_language": "fr",
        "title": "Statistiques aux postes frontières",
        "support_type": ["TS-TRN"],
        "background": "Les données ne sont pas exploitées.",
        "objective": "Former les équipes.",
        "expected_results": "Un bulletin trimestriel.",
    },
    "c": {
        "preferred_dates_start": "2026-04-15",
        "preferred_dates_end": "2026-06-30",
        "duration": "8",
        "place": "Dakar",
        "language": "fr",
    },
    "d": {},
}
CHECK = {"endorsement_name": "Ibrahima Fall", "data_consent": "on"}


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def focal() -> Client:
    return signed_in("focal")


@pytest.fixture
def draft() -> SupportRequest:
    world.people()
    return create_draft(country="SN", answers={"title": "Formation"}, actor=world.person("focal").actor, now=NOW)


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(getattr(world.people(), name).user, backend=BACKEND)
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split()).replace("&#x27;", "'")


def step(row: SupportRequest, section: str, language: str = "en") -> str:
    return f"/{language}/requests/{row.pk}/form/{section}/"


# --- The whole way ------------------------------------------------------------------------------------------


def test_a_request_is_filed_from_an_empty_form_with_at_most_twelve_answers(focal):
    answered = focal.post("/fr/requests/new/", {"way": "form"})
    row = SupportRequest.objects.get()
    where, typed = [answered["Location"]], 0
    for section, answers in STEPS.items():
        known = shown(focal, step(row, section, "fr"))
        typed += len(answers.keys() - known.keys())
        answered = focal.post(step(row, section, "fr"), {**known, **answers})
        where.append(answered["Location"])
    check = f"/fr/requests/{row.pk}/check/"
    known = shown(focal, check)
    typed += len(CHECK.keys() - known.keys())
    answered = focal.post(check, {**known, **CHECK})

    row.refresh_from_db()
    assert where == [*(step(row, section, "fr") for section in "abcd"), check]
    assert (answered.status_code, answered["Location"]) == (303, f"/fr/requests/{row.pk}/submitted/")
    assert (row.state, row.reference) == ("submitted", "TSR-2026-00001")
    assert (row.title, row.duration, row.preferred_end) == (STEPS["b"]["title"], 8, date(2026, 6, 30))
    assert (row.text_language, row.endorsement["name"]) == ("fr", "Ibrahima Fall")
    assert typed <= 12


def shown(client: Client, address: str) -> dict[str, Any]:
    """What the fields of a page hold, as a browser would send it back."""
    form = client.get(address).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}
