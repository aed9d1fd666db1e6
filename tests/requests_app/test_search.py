"""Requests are found by what people remember of them, whoever may know it, without reading the whole table."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from core.text import searchable, words_of
from requests_app import querysets
from requests_app.models import SupportRequest
from requests_app.services.drafts import create_draft, delete_draft, edit_answers
from tests import world
from tests.world import ANSWERS, NOW, People
from workflows.services.triage import assign_officer

pytestmark = pytest.mark.django_db
TITLE = "Registre des données migratoires — phase d'essai"


@pytest.fixture
def people() -> People:
    return world.people()


@pytest.fixture
def row(people: People) -> SupportRequest:
    """One request among others: of Senegal, in the hands of the manager."""
    other = {"title": "Visa", "institution": "Polícia", "endorsement": {"name": "Ana Lopes"}}
    world.request_in("submitted", country="CV", answers=other)
    return world.request_in(
        "triage",
        answers={
            "title": TITLE,
            "institution": "Direction générale de l'Œuvre",
            "unit_contact": {**ANSWERS["unit_contact"], "name": "Aïssatou N'Diaye"},
            "endorsement": {**ANSWERS["endorsement"], "name": "Ibrahima Fall"},
        },
    )


def found(words: str, person: Any) -> list[SupportRequest]:
    return list(SupportRequest.objects.search(words, actor=person.actor).order_by("id"))


# --- What is found ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "TSR-2026-00002",
        "tsr-2026-00002",
        "2026-00002",
        "26-0000 00002",
        "0002",
        "REGISTRE",
        "donnees",
        "données",
        "migratoires registre",
        "direction GÉNÉRALE",
        "d'essai",
        "d’essai",
        "registre — (phase)",
        "Senegal",
        "Sénégal",
        "sn registre",
        "de registre",
        "aissatou",
        "N'Diaye",
        "fall ibrahima",
    ],
)
def test_request_is_found_by_what_is_remembered_of_it(
    words: str, row: SupportRequest, people: People
) -> None:
    assert found(words, people.manager) == [row]
    assert found(words, people.focal) == [row]


def test_request_is_found_by_the_focal_point_who_wrote_it(row: SupportRequest, people: People) -> None:
    name = people.focal.user.full_name

    assert found(f"registre {name.upper()}", people.manager) == [row]


def test_every_word_must_be_held(row: SupportRequest, people: People) -> None:
    assert found("registre visa", people.manager) == []


@pytest.mark.parametrize(("word", "is_found"), [("re", True), ("eg", False), ("r", True), ("q", False)])
def test_short_word_is_found_where_a_word_begins_with_it(
    word: str, is_found: bool, row: SupportRequest, people: People
) -> None:
    assert (row in found(word, people.manager)) is is_found


def test_blank_search_asks_for_nothing_in_particular(row: SupportRequest, people: People) -> None:
    assert row in found("   ", people.manager)


@pytest.mark.parametrize(
    "signs", ["%", "_%_", "***", '"', "()", "\x00", "-", "' OR 1=1 --", "\\", "NEAR(", "🛂"]
)
def test_signs_mean_nothing(signs: str, row: SupportRequest, people: People) -> None:
    assert row not in found(signs, people.manager)
    if not words_of(signs):
        assert found(f"{signs}registre{signs} {signs}", people.manager) == [row]


@pytest.mark.parametrize(
    "word", ["AND", "OR", "NOT", "NEAR", "regis*", "search_text:", "{a b}:c", "a" * 5_000]
)
def test_words_of_the_index_are_words_like_others(word: str, row: SupportRequest, people: People) -> None:
    assert found(f"{word} visa registre", people.manager) == []


def test_search_follows_every_change(people: People) -> None:
    draft = create_draft(country="SN", answers={"title": "Ancien"}, actor=people.focal.actor, now=NOW)
    before = found("ancien", people.focal)
    draft = edit_answers(
        support_request=draft, answers={"title": "Nouveau"}, actor=people.focal.actor, now=NOW
    )
    after = found("ancien", people.focal), found("nouveau", people.focal)
    delete_draft(support_request=draft, actor=people.focal.actor, now=NOW)

    assert (before, after, found("nouveau", people.focal)) == ([draft], ([], [draft]), [])


# --- Who finds by whom --------------------------------------------------------------------------------------


def test_only_managers_find_a_case_by_its_officer(row: SupportRequest, people: People) -> None:
    name = people.manager.user.full_name

    assert found(f"registre {name}", people.manager2) == [row]
    assert found(f"registre {name}", people.focal) == []
    assert found(f"registre {name}", people.steering) == []


def test_case_is_found_by_the_officer_whom_it_was_given_to(row: SupportRequest, people: People) -> None:
    words = f"registre {people.manager2.user.full_name}"
    before = found(words, people.manager)

    assign_officer(
        support_request=row, officer=people.manager2.user.email, actor=people.manager.actor, now=NOW
    )

    assert (before, found(words, people.manager)) == ([], [row])


@pytest.mark.parametrize("words", ["aissatou", "ndiaye registre", "fall", "ib"])
def test_committee_finds_no_case_by_a_person(words: str, row: SupportRequest, people: People) -> None:
    assert found(words, people.steering) == []


@pytest.mark.parametrize("words", ["registre", "2026-00002", "senegal essai", "sn donnees"])
def test_committee_finds_cases_by_what_they_are_about(
    words: str, row: SupportRequest, people: People
) -> None:
    assert found(words, people.steering) == [row]


# --- How it is found ----------------------------------------------------------------------------------------


def plan(words: str, person: Any) -> str:
    return SupportRequest.objects.search(words, actor=person.actor).order_by("-id")[:51].explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way")
def test_part_of_a_word_is_looked_up_in_the_index_on_sqlite(row: SupportRequest, people: People) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {querysets.HOLDERS}", ['"ata"', 501])
        way = " ".join(str(step) for step in cursor.fetchall())

    assert "VIRTUAL TABLE INDEX" in way
    assert "USING INTEGER PRIMARY KEY" in plan("egistr", people.focal)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way")
def test_what_many_requests_hold_is_read_from_the_newest_on_sqlite(
    row: SupportRequest, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(querysets, "MANY", 0)

    assert found("egistr", people.focal) == [row]
    assert plan("egistr", people.focal).endswith("SCAN requests_app_supportrequest")


@pytest.mark.postgres
@pytest.mark.parametrize("words", ["egistr", "2026-00451", "sn", "z"])
def test_part_of_a_word_is_looked_up_in_the_index_on_postgresql(words: str, people: People) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")

    assert "Bitmap Index Scan on support_request_search" in plan(words, people.focal)
    assert "Bitmap Index Scan on support_request_search" in plan(words, people.steering)
    assert "Bitmap Index Scan on support_request_search" in plan(words, people.manager)


@pytest.mark.postgres
def test_search_by_the_officer_uses_both_indexes_on_postgresql(people: People) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")

    way = plan(people.manager.user.full_name.split()[0], people.manager)

    assert "BitmapOr" in way
    assert "Bitmap Index Scan on support_request_search" in way
    assert "Index Cond: (officer_id = ANY" in way


def test_requests_from_before_are_found_once_their_words_are_said_anew(
    row: SupportRequest, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    migration = import_module("requests_app.migrations.0004_say_anew_what_a_search_looks_in")
    monkeypatch.setattr(migration, "BATCH", 1)
    said = dict(SupportRequest.objects.values_list("pk", "search_text"))
    SupportRequest.objects.update(search_text="older words")

    migration.refresh(apps, SimpleNamespace(connection=connection))

    assert dict(SupportRequest.objects.values_list("pk", "search_text")) == said
    assert found("registre aissatou", people.manager) == [row]


def test_words_are_told_apart_by_whatever_is_no_letter() -> None:
    assert searchable("Côte d'Ivoire, TSR-2026-00042 (Guinée-Bissau)") == (
        "  cote  d  ivoire  tsr  2026-00042  guinee  bissau"
    )
