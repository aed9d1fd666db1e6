"""The library of standard paragraphs: English and French, versioned, with variables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflows.tor.clauses import LANGUAGES, Kind

VARIABLES = frozenset(
    {
        *("country", "institution", "phase", "reference", "theme", "working_language"),
        *("expert_days", "report_days", "review_days"),
    }
)
"""What `workflows.tor.pieces` can fill in; the same that paragraphs may name when they are saved."""

CELL = "|"
_VARIABLE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A standard statement; `body` holds, by language, the body of a clause of this `kind`.

    A `standard` one is asked for by its key. Any other stands under its `heading` when the request has its theme, its
    type of support (or a narrower one) and its modality; a condition that is empty always holds.
    """

    key: str
    version: str
    kind: Kind
    body: Mapping[str, Any]
    standard: bool = True
    heading: str = ""
    theme: str = ""
    support_type: str = ""
    modality: str = ""

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Paragraph:
        """Read a row of the reference data, where a body is a text (`body_of`)."""
        return cls(
            key=row["code"],
            version=str(row["version"]),
            kind=row["kind"],
            body={language: body_of(row["kind"], row[f"text_{language}"]) for language in LANGUAGES},
            standard=row["standard"],
            heading=row.get("heading") or "",
            theme=row.get("theme") or "",
            support_type=row.get("support_type") or "",
            modality=row.get("modality") or "",
        )

    @property
    def source(self) -> str:
        """What a clause made from it names as its source."""
        return f"paragraph:{self.key}@{self.version}"

    def filled(self, variables: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
        """The body in each language with its variables replaced, in one pass: a value is never read again."""
        return {language: _fill(self.body[language], variables[language]) for language in LANGUAGES}

    def suits(
        self, *, themes: Iterable[str], support_types: Iterable[str], modalities: Iterable[str]
    ) -> bool:
        """Whether its conditions hold."""
        types = tuple(support_types)
        return (
            (not self.theme or self.theme in themes)
            and (not self.support_type or any(_is_kind_of(code, self.support_type) for code in types))
            and (not self.modality or self.modality in modalities)
        )


Library = Mapping[str, Paragraph]


def library_of(rows: Iterable[Mapping[str, Any]]) -> Library:
    """The paragraphs by key, in the order of the rows."""
    return {paragraph.key: paragraph for paragraph in map(Paragraph.from_dict, rows)}


def body_of(kind: Kind, text: str) -> Any:
    """The body of a clause from a text: a list has a line for each item, a table a line of cells for each row."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if kind == "list":
        return lines
    if kind == "table":
        columns, *rows = ([cell.strip() for cell in line.split(CELL)] for line in lines)
        return {"columns": columns, "rows": rows}
    return text.strip()


def text_of(kind: Kind, body: Any) -> str:
    """The text of which `body_of` makes this body."""
    if kind == "list":
        return "\n".join(body)
    if kind == "table":
        return "\n".join(f" {CELL} ".join(row) for row in (body["columns"], *body["rows"]))
    return str(body)


def variables_in(body: Any) -> Iterator[str]:
    """The names of the variables of a body, as often as they occur."""
    if isinstance(body, str):
        yield from _VARIABLE.findall(body)
    else:
        for part in body.values() if isinstance(body, Mapping) else body:
            yield from variables_in(part)


def _is_kind_of(code: str, wanted: str) -> bool:
    return code == wanted or code.startswith(f"{wanted}-")


def _fill(body: Any, values: Mapping[str, str]) -> Any:
    if isinstance(body, str):
        return _VARIABLE.sub(lambda match: values.get(match[1], match[0]), body)
    if isinstance(body, Mapping):
        return {key: _fill(part, values) for key, part in body.items()}
    return [_fill(part, values) for part in body]
