"""Reading reference files so that whatever is wrong in them is told by file, row and field."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


class ReferenceFileError(Exception):
    """A reference file cannot be used as it is; nothing of the load was written."""

    def __init__(self, *, file: str, row: str, field: str, problem: str) -> None:
        self.file, self.row, self.field, self.problem = file, row, field, problem
        where = ", ".join(part for part in (file, row and f"row {row}", field and f"field “{field}”") if part)
        super().__init__(f"{where}: {problem}")


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a file, which knows where it stands. Empty cells and nulls are the same thing: nothing."""

    file: str
    row: str
    data: dict[str, Any]

    def fail(self, field: str, problem: str) -> ReferenceFileError:
        return ReferenceFileError(file=self.file, row=self.row, field=field, problem=problem)

    def value(self, field: str) -> Any:
        """Whatever stands in a field that must be there, though it may be empty."""
        if field not in self.data:
            raise self.fail(field, "is missing")
        return self.data[field]

    def text(self, field: str) -> str:
        """A text that must not be empty."""
        found = self.value(field)
        if not isinstance(found, str) or not found.strip():
            raise self.fail(field, "must not be empty")
        return found

    def optional(self, field: str) -> str:
        """A text, or the empty string where there is none."""
        found = self.data.get(field)
        if found is None:
            return ""
        if not isinstance(found, str):
            raise self.fail(field, f"is not a text: {found!r}")
        return found

    def code(self, field: str) -> str | None:
        """The code of another row, or None."""
        return self.optional(field) or None

    def codes(self, field: str) -> list[str]:
        """The values of a cell that holds several, separated by `|`."""
        found = self.optional(field)
        return found.split("|") if found else []

    def texts(self, field: str) -> list[str]:
        """The texts of a JSON list that may be missing."""
        found = self.data.get(field, [])
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise self.fail(field, "is not a list of texts")
        return found

    def day(self, field: str) -> date | None:
        """An ISO date, or None."""
        found = self.optional(field)
        try:
            return date.fromisoformat(found) if found else None
        except ValueError as error:
            raise self.fail(field, f"is not a date of the form YYYY-MM-DD: {found!r}") from error

    def integer(self, field: str) -> int | None:
        """A whole number, from JSON or from a cell, or None."""
        found = self.data.get(field)
        if found is None or found == "":
            return None
        if isinstance(found, bool) or not (isinstance(found, int) or str(found).isdecimal()):
            raise self.fail(field, f"is not a whole number: {found!r}")
        return int(found)

    def flag(self, field: str) -> bool:
        found = self.value(field)
        if not isinstance(found, bool):
            raise self.fail(field, f"is neither true nor false: {found!r}")
        return found

    def records(self, field: str) -> list[Record]:
        """The objects of a JSON list, in order."""
        found = self.value(field)
        if not isinstance(found, list):
            raise self.fail(field, "is not a list")
        return [self._child(item, f"{field} {place}") for place, item in enumerate(found, start=1)]

    def record(self, field: str) -> Record:
        """A JSON object inside this one."""
        return self._child(self.value(field), field)

    def _child(self, data: Any, place: str) -> Record:
        row = f"{self.row} / {place}" if self.row else place
        if not isinstance(data, dict):
            raise ReferenceFileError(file=self.file, row=row, field="", problem="is not an object")
        name = data.get("code")
        return Record(self.file, f"{row} ({name})" if isinstance(name, str) else row, data)


def read_table(path: Path, *, key: str) -> list[Record]:
    """The rows of a CSV file with a header; the header is row 1, as in a spreadsheet."""
    with _readable(path).open(encoding="utf-8", newline="") as stream:
        try:
            reader = csv.DictReader(stream, strict=True)
            return list(_rows(path.name, reader, key))
        except (csv.Error, UnicodeDecodeError) as error:
            raise ReferenceFileError(
                file=path.name, row="", field="", problem=f"is no CSV: {error}"
            ) from error


def _rows(file: str, reader: csv.DictReader[str], key: str) -> Iterable[Record]:
    if key not in (reader.fieldnames or ()):
        raise ReferenceFileError(file=file, row="1", field=key, problem="is missing from the header")
    for place, data in enumerate(reader, start=2):
        row = f"{place} ({data[key]})"
        if None in data or None in data.values():
            raise ReferenceFileError(
                file=file, row=row, field="", problem="has more or fewer cells than the header"
            )
        yield Record(file, row, dict(data))


def read_document(path: Path) -> Record:
    """A JSON file whose outermost value is an object."""
    try:
        data = json.loads(_readable(path).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ReferenceFileError(
            file=path.name, row=f"line {error.lineno}", field="", problem=f"is no JSON: {error.msg}"
        ) from error
    except UnicodeDecodeError as error:
        raise ReferenceFileError(file=path.name, row="", field="", problem="is not in UTF-8") from error
    if not isinstance(data, dict):
        raise ReferenceFileError(file=path.name, row="", field="", problem="is not an object")
    return Record(path.name, "", data)


def _readable(path: Path) -> Path:
    if not path.is_file():
        raise ReferenceFileError(file=path.name, row="", field="", problem="is missing")
    return path
