"""A sheet of people, read from XLSX or CSV without believing it: limits before parsing, and every cell as it is."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from core.errors import InvalidInput, TooLarge, UnsupportedType
from core.files import sniff

LARGEST = 5 * 1024 * 1024  # bytes, as sent
UNPACKED = 30 * 1024 * 1024  # bytes, when unpacked
MOST_PARTS = 500
MOST_ROWS = 1000
MOST_COLUMNS = 60
LONGEST_CELL = 20_000  # characters
MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z0-9:]{2,20})"')
DELIMITERS = ";,\t"
FORMULA, BROKEN = "f", "e"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `problem` says why it cannot be read."""

    ref: str
    value: Any
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row with something in it, by the heading of each column; `number` counts as the spreadsheet does."""

    number: int
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings with the letters of their columns, and the rows below."""

    columns: dict[str, str]
    lines: list[Line]


def read_sheet(file: File[bytes], name: str) -> Sheet:
    """The first sheet of a file; its first row are the headings.

    Raises `TooLarge`, `UnsupportedType`, and `InvalidInput` at `file` for what is no sheet of people at all.
    """
    if (file.size or 0) > LARGEST:
        raise TooLarge(_("A file can have at most %(size)s MB.") % {"size": LARGEST // 1024 // 1024})
    extension = PurePosixPath(name).suffix.lower()
    if extension == ".csv":
        return _sheet(_csv_rows(file))
    if extension != ".xlsx":
        raise UnsupportedType(_("Send a spreadsheet as XLSX without macros, or as CSV."))
    sniff(file, name)
    _refuse_bombs(file)
    return _sheet(_xlsx_rows(file))


def _refuse_bombs(file: File[bytes]) -> None:
    """What unpacks to much more than a sheet of people, brings definitions of its own, or merges cells."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise TooLarge(
                _("This file holds far more than a list of people: save the list alone in a new file.")
            )
        for part in parts:
            if not part.filename.lower().endswith((".xml", ".rels")):
                continue
            content = _unpacked(archive, part)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise _no_sheet()
            if found := MERGED.search(content):
                told = _("Cells %(cells)s are merged: undo it, and give every person a row of their own.")
                raise InvalidInput.at("file", told % {"cells": found.group(1).decode()}, code="merged")


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part of an archive, and no more of it than the archive said."""
    try:
        with archive.open(part) as stream:
            return stream.read(UNPACKED)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as broken:
        raise _no_sheet() from broken


def _xlsx_rows(file: File[bytes]) -> Iterator[list[Cell]]:
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=MOST_COLUMNS):
            yield [_of_xlsx(cell) for cell in row if cell.value is not None]
    except (InvalidInput, TooLarge):
        raise
    except (
        Exception
    ) as broken:  # the library raises whatever its parsers raise on a file that was tampered with
        raise _no_sheet() from broken


def _of_xlsx(cell: Any) -> Cell:
    ref = f"{get_column_letter(cell.column)}{cell.row}"
    if cell.data_type == FORMULA:
        return Cell(ref, None, _("This is a formula: type the value itself."))
    if cell.data_type == BROKEN:
        return Cell(ref, None, _("The spreadsheet could not work this out: type the value itself."))
    return _checked(Cell(ref, cell.value))


def _csv_rows(file: File[bytes]) -> Iterator[list[Cell]]:
    file.seek(0)
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what spreadsheets on Windows call CSV
    if "\x00" in text:
        raise _no_sheet()
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            cells = [
                (f"{get_column_letter(place)}{number}", value)
                for place, value in enumerate(row[:MOST_COLUMNS], 1)
            ]
            yield [_checked(Cell(ref, value)) for ref, value in cells if value.strip()]
    except csv.Error as broken:
        raise _no_sheet() from broken


def _checked(cell: Cell) -> Cell:
    if isinstance(cell.value, str) and len(cell.value) > LONGEST_CELL:
        return Cell(cell.ref, None, _("This is too long."))
    return cell


def _sheet(rows: Iterable[list[Cell]]) -> Sheet:
    numbered = enumerate(rows, start=1)
    heading = next((cells for _number, cells in numbered), [])
    columns = {str(cell.value).strip().lower(): _letters(cell.ref) for cell in heading if cell.value}
    by_letter = {letters: name for name, letters in columns.items()}
    lines: list[Line] = []
    for number, cells in numbered:
        if not cells:
            continue
        if len(lines) >= MOST_ROWS:
            told = _("There are more than %(rows)s rows: send them in several files.")
            raise InvalidInput.at("file", told % {"rows": MOST_ROWS}, code="too_long")
        named = {by_letter[letters]: cell for cell in cells if (letters := _letters(cell.ref)) in by_letter}
        if named:
            lines.append(Line(number, named))
    return Sheet(columns, lines)


def _letters(ref: str) -> str:
    return ref.rstrip("0123456789")


def _no_sheet() -> InvalidInput:
    return InvalidInput.at("file", _("This file cannot be read as a spreadsheet."), code="unreadable")
