"""People from a spreadsheet: problems by cell, odd files refused, and an import that is all or nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from openpyxl import Workbook, load_workbook

from core import storage
from core.errors import Blocked, Conflict, DeskError, NotAllowed
from experts.models import Expert, RosterImport
from experts.services.roster_import import forget_unused, look_at, send_sheet, take_in, template

pytestmark = pytest.mark.django_db
HEADINGS = ("name", "email", "headline", "category", "home_country", "languages", "themes", "daily_fee")
GOOD = ("Awa", "awa@x.example", "Statistician", "independent", "SN", "fr:C1/B2; en:B2", "PH3-T1:3:12", 400)


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def send(content: bytes, manager, now, name: str = "people.xlsx") -> RosterImport:
    return send_sheet(file=ContentFile(content, name=name), name=name, actor=manager, now=now)


def changed(**values: Any) -> tuple[Any, ...]:
    return tuple(values.get(heading, value) for heading, value in zip(HEADINGS, GOOD, strict=True))


def test_a_good_row_is_looked_at_first_and_taken_in_when_asked(
    reference, manager, now, django_capture_on_commit_callbacks
):
    sent = send(xlsx(HEADINGS, GOOD), manager, now)
    assert not Expert.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        done = take_in(sent=sent, actor=manager, now=now)

    expert = Expert.objects.get()
    assert (expert.name, expert.vetting, expert.daily_fee) == ("Awa", "proposed", 400)
    assert list(expert.languages.values_list("code", "cefr_speaking", "cefr_reading")) == [
        ("en", "B2", ""),
        ("fr", "C1", "B2"),
    ]
    assert (done.imported, done.left_out, done.file) == (1, 0, "")
    with pytest.raises(FileNotFoundError):
        storage.open_file(sent.file)
    with pytest.raises(Conflict):
        take_in(sent=sent, actor=manager, now=now)


def test_each_problem_is_told_by_its_cell_in_the_language_of_the_reader(reference, manager, now):
    rows = [
        changed(email="no address"),
        changed(email="c@x.example", languages="fr:Z9"),
        changed(email="d@x.example", languages=""),
        changed(email="e@x.example", themes="PH9-T1:3"),
        changed(email="f@x.example", daily_fee="=1+1"),
        changed(email="g@x.example", daily_fee=True),
        GOOD,
        changed(name="Twice"),
    ]
    sent = send(xlsx(HEADINGS, *rows), manager, now)

    with translation.override("en"):
        told = [[(p.cell, p.message) for p in row.problems] for row in look_at(sent).rows]
    with translation.override("fr"):
        french = look_at(sent).rows[0].problems[0].message

    assert told == [
        [("B2", "This is not an e-mail address.")],
        [("F3", "Give a level from A1 to C2.")],
        [("F4", "Name at least one language.")],
        [("G5", "There is no such theme.")],
        [("H6", "This is a formula: type the value itself.")],
        [("H7", "Write this as plain text.")],
        [],
        [("B9", "Row 8 has the same address.")],
    ]
    assert french != "This is not an e-mail address."


def test_who_is_on_the_roster_already_is_not_taken_in_twice(reference, manager, now):
    first = send(xlsx(HEADINGS, GOOD), manager, now)
    again = send(xlsx(HEADINGS, GOOD, changed(email="ben@x.example")), manager, now)
    take_in(sent=first, actor=manager, now=now)

    (taken, new) = look_at(again).rows
    take_in(sent=again, actor=manager, now=now)

    assert ([problem.cell for problem in taken.problems], new.problems) == (["B2"], [])
    assert Expert.objects.count() == 2


def test_a_csv_of_windows_with_semicolons_is_read_too(reference, manager, now):
    row = "Zoé;zoe@x.example;Formatrice;independent;SN;fr:C1"
    content = f"{';'.join(HEADINGS[:6])}\r\n\r\n{row}\r\n".encode("cp1252")

    sent = send(content, manager, now, name="people.csv")

    assert [(line.number, line.name, line.problems) for line in look_at(sent).rows] == [(3, "Zoé", [])]


def merged() -> bytes:
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append(GOOD)
    book.active.merge_cells("A2:A4")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(change) -> bytes:
    """A good file with one part more, or another."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(HEADINGS, GOOD))) as good,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for part in good.infolist():
            bad.writestr(part.filename, change(part.filename, good.read(part)))
        for name, content in change.more:
            bad.writestr(name, content)
    return stream.getvalue()


class Change:
    def __init__(self, more=(), replace=None):
        self.more, self.replace = more, replace or {}

    def __call__(self, name: str, content: bytes) -> bytes:
        return self.replace.get(name, content)


ODD = {
    "nothing": (b"", "x.xlsx"),
    "no spreadsheet": (b"PK\x03\x04 but no archive", "x.xlsx"),
    "an old binary file": (b"\xd0\xcf\x11\xe0", "x.xls"),
    "with macros": (lambda: repacked(Change(more=[("xl/vbaProject.bin", b"macro")])), "x.xlsx"),
    "named for macros": (lambda: xlsx(HEADINGS, GOOD), "x.xlsm"),
    "a bomb": (lambda: repacked(Change(more=[("xl/media/0.bin", b"0" * 40_000_000)])), "x.xlsx"),
    "with definitions": (
        lambda: repacked(Change(replace={"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})),
        "x.xlsx",
    ),
    "broken inside": (
        lambda: repacked(Change(replace={"xl/worksheets/sheet1.xml": b"<worksheet"})),
        "x.xlsx",
    ),
    "merged cells": (merged, "x.xlsx"),
    "no headings": (lambda: xlsx(GOOD), "x.xlsx"),
    "nobody": (lambda: xlsx(HEADINGS), "x.xlsx"),
    "too many rows": (lambda: xlsx(HEADINGS, *[GOOD] * 1001), "x.xlsx"),
    "a binary as csv": (b"name;email\x00\x01", "x.csv"),
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_file_is_refused_with_a_message_and_leaves_nothing(reference, manager, now, kind):
    content, name = ODD[kind]

    with pytest.raises(DeskError) as refused:
        send(content() if callable(content) else content, manager, now, name=name)

    assert str(refused.value.detail)
    assert not RosterImport.objects.exists()


def test_nothing_to_take_in_is_said_and_only_managers_may(reference, manager, stranger, now):
    sent = send(xlsx(HEADINGS, changed(email="")), manager, now)

    with pytest.raises(Blocked):
        take_in(sent=sent, actor=manager, now=now)
    with pytest.raises(NotAllowed):
        take_in(sent=sent, actor=stranger, now=now)


def test_the_template_can_be_sent_as_it_is(reference, manager, now):
    book = load_workbook(io.BytesIO(template()))
    assert book.sheetnames[0] == "experts"

    sent = send(template(), manager, now)

    assert [problem.message for row in look_at(sent).rows for problem in row.problems] == []


def test_a_sheet_that_nobody_took_in_is_deleted_after_a_week(reference, manager, now):
    sent = send(xlsx(HEADINGS, GOOD), manager, now)

    assert forget_unused(now=now + timedelta(days=6)) == 0
    assert forget_unused(now=now + timedelta(days=8)) == 1
    with pytest.raises(FileNotFoundError):
        storage.open_file(sent.file)
