"""The archive of a whole file on its page and through the API: asked for, watched, taken by managers alone."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from rest_framework.test import APIClient

from core.models import JournalEvent
from core.outbox import relay
from tests import world
from tests.web.reading import signed_in, text
from tests.world import NOW
from workflows.handlers import HANDLERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


def test_archive_is_asked_for_watched_and_taken_by_a_manager():
    row = world.request_in("triage")
    page, client = f"/fr/requests/{row.pk}/file/", signed_in("manager")
    before = text(client.get(page))

    asked = client.post(page)
    waiting = text(client.get(page))
    early = client.get(f"{page}{row.case_files.get().pk}.zip")
    relay(HANDLERS, now=NOW, only={"case_file"})
    ready = text(client.get(page))
    taken = client.get(f"{page}{row.case_files.get().pk}.zip")

    assert "Aucune n'a encore été établie" in before
    assert (asked.status_code, early.status_code) == (303, 404)
    assert 'hx-trigger="every 2s"' in waiting
    assert "hx-trigger" not in ready
    assert "Télécharger (ZIP" in ready
    assert row.case_files.get().sha256[:8] in ready
    assert "MANIFEST.sha256" in ZipFile(BytesIO(b"".join(taken.streaming_content))).namelist()
    assert JournalEvent.objects.of(row.chain).latest("sequence").verb == "file.taken"
    with time_machine.travel(NOW + timedelta(days=8)):
        late = signed_in("manager").get(f"{page}{row.case_files.get().pk}.zip")
    assert late.status_code == 404


def test_api_makes_the_archive_once_and_gives_it_to_managers_alone():
    row = world.request_in("triage")
    address, answers = f"/api/v1/requests/{row.pk}/file/", {}
    for name in ("focal", "focal_cv", "steering", "expert", "admin", "manager"):
        caller = APIClient()
        caller.force_authenticate(getattr(world.people(), name).user)
        answers[name] = (caller.get(address).status_code, caller.post(address).status_code)
    made = row.case_files.get()
    pending = caller.get(f"{address}{made.pk}/")
    relay(HANDLERS, now=NOW, only={"case_file"})
    ready = caller.get(f"{address}{made.pk}/")

    assert answers == {
        "focal": (403, 403),
        "focal_cv": (404, 404),
        "steering": (403, 403),
        "expert": (404, 404),
        "admin": (404, 404),
        "manager": (200, 202),
    }
    assert (pending.status_code, pending.json()["state"]) == (202, "pending")
    assert (ready.status_code, ready["Content-Type"]) == (200, "application/zip")
