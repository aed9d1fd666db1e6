"""The roster as time passes: asked once a year, warned of what ends, let go and forgotten when consent is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation

from core.models import JournalEvent
from experts.models import Expert
from experts.services.documents import add_document
from tests import world
from tests.web.reading import text
from workflows.links import profile_path
from workflows.models import Notification
from workflows.notify.texts import letter_of, link_of
from workflows.services.roster_care import care_for_roster

pytestmark = pytest.mark.django_db
NOW = world.NOW
YEAR = timedelta(days=366)


@pytest.fixture
def world_time():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def notices(expert: Expert) -> list[str]:
    return list(
        Notification.objects.filter(data__expert=expert.pk).order_by("pk").values_list("notice", flat=True)
    )


def test_after_a_year_somebody_is_asked_once_and_again_after_two_months() -> None:
    expert = world.expert()

    for days in (0, 360, 366, 367, 400, 430):
        care_for_roster(now=NOW + timedelta(days=days))

    assert notices(expert) == ["expert.confirm_due", "expert.confirm_due"]


def test_one_press_on_the_link_of_the_mail_confirms_and_renews_consent(world_time) -> None:
    expert = world.expert()
    care_for_roster(now=NOW + YEAR)
    notification = Notification.objects.get(data__expert=expert.pk)
    visitor = Client()
    path = link_of(notification).partition("/roster/")[2]

    shown = text(visitor.get(f"/roster/{path}?lang=en"))
    visitor.post(f"/roster/{path}?lang=en", {"answer": "yes"})

    expert.refresh_from_db()
    assert "Is this still right?" in shown
    assert expert.name not in shown
    assert expert.email not in shown
    assert (expert.profile_confirmed_at, expert.consent_until) == (NOW, date(2029, 3, 2))


def test_the_link_of_somebody_else_and_an_old_one_open_nothing(world_time) -> None:
    expert = world.expert()
    visitor = Client()
    path = profile_path(expert)

    assert visitor.get(f"{path[:-2]}x/").status_code == 404
    world_time.shift(timedelta(days=93))
    assert visitor.get(path).status_code == 404


def test_consent_is_reminded_of_then_ends_and_half_a_year_later_nobody_is_named() -> None:
    expert = world.expert(consent_until=date(2026, 4, 1), phone="+221 1")
    add_document(
        expert=expert,
        file=ContentFile(b"CV."),
        name="cv.txt",
        kind="cv",
        actor=world.actor_of("manager"),
        now=NOW,
    )

    care_for_roster(now=NOW)
    care_for_roster(now=NOW + timedelta(days=31))
    expert.refresh_from_db()
    assert (expert.vetting, notices(expert)) == ("left", ["expert.consent_ends", "expert.consent_ended"])

    care_for_roster(now=NOW + timedelta(days=31 + 182))

    expert.refresh_from_db()
    assert (expert.name, expert.email, expert.phone) == (
        expert.code,
        f"{expert.code.lower()}@anonymous.invalid",
        "",
    )
    assert not expert.documents.exists()
    assert not expert.languages.exists()
    verbs = set(JournalEvent.objects.filter(chain=expert.chain).values_list("verb", flat=True))
    assert {"expert.consent_ended", "expert.anonymised"} <= verbs


def test_whoever_is_on_mission_is_not_forgotten() -> None:
    deployment = world.request_in("deployed").deployments.get()
    Expert.objects.filter(pk=deployment.expert_id).update(vetting="left", consent_until=date(2025, 1, 1))

    care_for_roster(now=NOW)

    assert Expert.objects.get(pk=deployment.expert_id).anonymised_at is None


def test_a_paper_that_expires_is_told_of_once_in_the_language_of_the_person() -> None:
    expert = world.expert(language="fr")
    add_document(
        expert=expert,
        file=ContentFile(b"P."),
        name="p.txt",
        kind="passport",
        expires_on=date(2026, 4, 15),
        actor=world.actor_of("manager"),
        now=NOW,
    )

    care_for_roster(now=NOW)
    care_for_roster(now=NOW + timedelta(days=1))

    (notice,) = Notification.objects.filter(data__expert=expert.pk)
    with translation.override("en"):
        assert letter_of(notice).subject.endswith("15 avril 2026.") is True
