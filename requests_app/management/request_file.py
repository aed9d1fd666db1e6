"""Reads a file of requests for the commands: strict about its form, patient with what a record lacks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

TEXT_FIELDS = (
    "title",
    "background",
    "objectives",
    "expected_results",
    "needed_expertise",
    "beneficiary_institution",
)


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A request of the file; `fields` holds the texts it has, a list with one item a line."""

    id: str
    country: str
    language: str
    month: str
    fields: Mapping[str, str]

    @property
    def institution(self) -> str:
        return self.fields.get("beneficiary_institution", "")


def read_requests(path: Path) -> list[RequestRecord]:
    """The requests of a file in their order. Raises CommandError that names the record at fault."""
    rows = _parse(path)
    if not isinstance(rows, list):
        raise CommandError(f"{path}: expected a list of requests, found {_kind(rows)}.")
    return [_record(path, place, row) for place, row in enumerate(rows, start=1)]


def refuse_repeated_ids(path: Path, records: list[RequestRecord]) -> None:
    """Raises CommandError where two records could not be told apart in an answer."""
    seen: dict[str, int] = {}
    for place, record in enumerate(records, start=1):
        first = seen.setdefault(record.id, place)
        if first != place:
            raise CommandError(f"{path}: records {first} and {place} have the same id “{record.id}”.")


def _parse(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: is not UTF-8 (byte {error.start}).") from error
    except json.JSONDecodeError as error:
        raise CommandError(
            f"{path}: is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        ) from error
    except ValueError as error:
        raise CommandError(f"{path}: holds a number that cannot be read: {error}.") from error
    except RecursionError as error:
        raise CommandError(f"{path}: is nested too deeply to be a list of requests.") from error


def _record(path: Path, place: int, row: Any) -> RequestRecord:
    if not isinstance(row, dict):
        raise CommandError(f"{path}: record {place}: expected an object, found {_kind(row)}.")
    identifier = _text(row.get("id")).strip()
    if not identifier:
        raise CommandError(f"{path}: record {place}: has no id.")
    return RequestRecord(
        id=identifier,
        country=_text(row.get("country")).strip().upper(),
        language=_text(row.get("language")),
        month=_text(row.get("desired_month")),
        fields={name: text for name in TEXT_FIELDS if (text := _text(row.get(name)))},
    )


def _text(value: Any) -> str:
    """The text of a value, or "" for what is not text; half a character, unprintable, becomes "?"."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, (item for item in value if not isinstance(item, list)))))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
