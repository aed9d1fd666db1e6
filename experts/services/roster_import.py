"""People taken in from a spreadsheet: looked at first, with each row's problems by cell, and then on demand."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import Workbook

from core import scan, storage
from core.actors import Actor
from core.errors import Blocked, Conflict, InvalidInput, NotAllowed, NotFound, Reason, Text
from core.files import plain_name
from experts import rules
from experts.models import Expert, RosterImport
from experts.services.cleaning import clean_profile
from experts.services.profiles import register_expert
from experts.services.sheet_columns import COLUMNS, EXAMPLE, NEEDED, Unreadable
from experts.services.spreadsheets import Line, Sheet, read_sheet
from programme.models import Expertise, Theme

KEPT_UNUSED = timedelta(days=7)
HEADING_OF = {name: heading for heading, (name, _read, _note) in COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in a cell (`C7`), in the reader's language."""

    cell: str
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class RowReport:
    """A row of the sheet, and what stands in the way of taking it in."""

    number: int
    name: str
    values: Mapping[str, Any]
    problems: list[CellProblem]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All rows of a sheet; `unknown` are headings that mean nothing here and are left out."""

    rows: list[RowReport]
    unknown: list[str]

    @property
    def good(self) -> list[RowReport]:
        return [row for row in self.rows if not row.problems]

    @property
    def bad(self) -> list[RowReport]:
        return [row for row in self.rows if row.problems]


def send_sheet(*, file: File[bytes], name: str, actor: Actor, now: datetime) -> RosterImport:
    """Keep a spreadsheet to be looked at; nobody is taken in yet.

    Raises `TooLarge`, `UnsupportedType`, and `InvalidInput` at `file` when it is no sheet of people.
    """
    _refuse_unless_office(actor)
    name = plain_name(name)
    _report(read_sheet(file, name))
    scan.refuse_if_infected(file)
    kept = storage.keep("imports", file, extension=PurePosixPath(name).suffix.lower())
    try:
        return RosterImport.objects.create(
            file=kept.path, name=name, sha256=kept.sha256, sent_by_id=actor.signed_in_id, sent_at=now
        )
    except BaseException:
        storage.remove([kept.path])
        raise


def look_at(sent: RosterImport) -> ImportReport:
    """What would come of a sheet now: each row with its problems. Raises `NotFound` when its file is gone."""
    try:
        with storage.open_file(sent.file) as stream:
            content = ContentFile(stream.read(), name=sent.name)
    except (FileNotFoundError, IsADirectoryError, ValueError) as gone:
        raise NotFound from gone
    return _report(read_sheet(content, sent.name))


def take_in(*, sent: RosterImport, actor: Actor, now: datetime) -> RosterImport:
    """Put forward everybody whose row has no problem, all of them or none; the file is then deleted.

    Raises `Conflict` when a colleague did it already, `Blocked` when no row can be taken in.
    """
    _refuse_unless_office(actor)
    with transaction.atomic():
        row = RosterImport.objects.select_for_update().get(pk=sent.pk)
        if row.imported_at is not None:
            raise Conflict(_("This list was taken in already."))
        report = look_at(row)
        if not report.good:
            raise Blocked(reasons=[Reason("no_good_row", _("No row can be taken in as it is."))])
        for person in report.good:
            register_expert(values=person.values, actor=actor, now=now)
        file, row.file = row.file, ""
        row.imported_at, row.imported, row.left_out = now, len(report.good), len(report.bad)
        row.save()
        transaction.on_commit(lambda: storage.remove([file]))
    return row


def forget_unused(*, now: datetime) -> int:
    """Delete the files of sheets that nobody took in within a week; returns how many."""
    unused = RosterImport.objects.filter(imported_at=None, sent_at__lt=now - KEPT_UNUSED).exclude(file="")
    rows = list(unused[:50])
    RosterImport.objects.filter(pk__in=[row.pk for row in rows]).update(file="")
    storage.remove(row.file for row in rows)
    return len(rows)


def template() -> bytes:
    """An empty sheet with the headings and one example, and what may stand where on a second sheet."""
    book = Workbook()
    people = book.active
    people.title = "experts"
    people.append(list(COLUMNS))
    people.append([EXAMPLE.get(heading, "") for heading in COLUMNS])
    people.freeze_panes = "A2"
    notes = book.create_sheet(_("explanations")[:30])
    notes.append([_("Column"), _("What stands in it")])
    for heading, (_field, _read, note) in COLUMNS.items():
        notes.append([heading, str(note)])
    notes.append([])
    for listed in (Theme.objects.filter(phase__kind="support_project_phase"), Expertise.objects.all()):
        for row in listed:
            notes.append([row.pk, row.label])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _refuse_unless_office(actor: Actor) -> None:
    if not rules.register_expert(actor):
        raise NotAllowed(_("Only programme managers can put people forward."))


def _report(sheet: Sheet) -> ImportReport:
    if missing := [heading for heading in NEEDED if heading not in sheet.columns]:
        told = _("The first row lacks these headings: %(headings)s. Start from the template.")
        raise InvalidInput.at("file", told % {"headings": ", ".join(missing)}, code="headings")
    if not sheet.lines:
        raise InvalidInput.at("file", _("There is nobody below the headings."), code="empty")
    taken = _addresses_taken(sheet)
    seen: dict[str, int] = {}
    rows = [_row(line, sheet, taken, seen) for line in sheet.lines]
    return ImportReport(rows, sorted(set(sheet.columns) - set(COLUMNS)))


def _row(line: Line, sheet: Sheet, taken: set[str], seen: dict[str, int]) -> RowReport:
    values, problems = _values(line)

    def tell(heading: str, message: Text) -> None:
        place = f"{sheet.columns.get(heading, '')}{line.number}"
        problems.append(CellProblem(place, heading, str(message)))

    unread = {problem.column for problem in problems}
    try:
        clean_profile({"languages": (), **values}, complete=True)
    except InvalidInput as wrong:
        for path, found in wrong.errors.items():
            heading = HEADING_OF.get(path.partition(".")[0], "name")
            if heading not in unread:
                tell(heading, found[0].message)
    email = str(values.get("email", ""))
    if email in taken:
        tell("email", _("Somebody on the roster has this address already."))
    elif email and email in seen:
        tell("email", _("Row %(number)s has the same address.") % {"number": seen[email]})
    seen.setdefault(email, line.number)
    return RowReport(line.number, str(values.get("name", "")), values, problems)


def _values(line: Line) -> tuple[dict[str, Any], list[CellProblem]]:
    values: dict[str, Any] = {}
    problems = []
    for heading, cell in line.cells.items():
        if heading not in COLUMNS:
            continue
        name, read, _note = COLUMNS[heading]
        try:
            if cell.problem:
                raise Unreadable(cell.problem)
            values[name] = read(cell.value)
        except Unreadable as wrong:
            problems.append(CellProblem(cell.ref, heading, str(wrong)))
    return values, problems


def _addresses_taken(sheet: Sheet) -> set[str]:
    asked = [str(line.cells["email"].value).strip().lower() for line in sheet.lines if "email" in line.cells]
    return set(Expert.objects.filter(email__in=asked).values_list("email", flat=True))
