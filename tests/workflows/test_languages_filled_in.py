"""Texts from before their language was kept get the one that is known: the author's, or that of who reads them."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests import world
from tests.world import NOW, Plan

pytestmark = pytest.mark.django_db
NAME = "0003_fill_the_language_of_each_text"


@pytest.fixture
def fill_in() -> Any:
    def run() -> None:
        for app in ("requests_app", "experts", "workflows"):
            module = import_module(f"{app}.migrations.{NAME}")
            module.fill(apps, SimpleNamespace(connection=connection))

    return run


def test_focal_points_words_and_words_to_them_are_in_the_requests_language(fill_in: Any) -> None:
    row = world.withdraw(world.request_in("question", answers={"text_language": "pt"}), Plan())
    type(row).objects.filter(pk=row.pk).update(closing_text_language="", theme_reason="Near.")
    row.questions.update(text_language="", answer_language="")

    fill_in()

    row.refresh_from_db()
    question = row.questions.get()
    assert (row.closing_text_language, row.theme_reason_language) == ("pt", "pt")
    assert (row.hold_reason_language, row.review_reason_language) == ("", "")
    assert (question.text_language, question.answer_language) == ("pt", "")


def test_words_of_one_person_are_in_that_persons_language(fill_in: Any) -> None:
    row = world.request_in("offering")
    one, other = row.offers.get(), row.positions.get().shortlists.latest()
    world.turn_down(one)
    row.approvals.update(note="Good.", text_language="")
    type(one).objects.filter(pk=one.pk).update(decline_text="Non.", closing_reason="position_filled")
    type(one.expert).objects.filter(pk=one.expert_id).update(language="pt")
    row.officer.language = "fr"
    row.officer.save()
    type(other).objects.update(reserve_reason_language="")

    fill_in()

    one.refresh_from_db()
    other.refresh_from_db()
    assert {approval.text_language for approval in row.approvals.all()} == {"fr"}
    assert (one.answer_language, one.closing_reason_language) == ("pt", "")
    assert other.reserve_reason_language == "fr"


def test_why_a_mission_ended_is_in_the_officers_language(fill_in: Any) -> None:
    deployment = world.request_in("mobilisation").deployments.get()
    world.release(deployment.offer, now=NOW)
    type(deployment).objects.update(closing_reason_language="")
    world.hold(deployment.support_request, Plan())

    fill_in()

    deployment.refresh_from_db()
    assert deployment.closing_reason_language == deployment.support_request.officer.language
