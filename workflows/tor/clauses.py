"""The parts of composed terms of reference, as plain data that can be frozen, hashed and drawn.

A *cell* is a text in the language of its version, or `{"text", "lang"}` where it stands there in another
language because nobody has translated it yet. The body of a clause, in each language, is by kind:

- `paragraph`: a cell, whose text may hold several paragraphs and dashed lists;
- `list`: a list of cells;
- `facts`: a list of pairs (label, cell);
- `table`: `{"columns": [text], "rows": [[cell]]}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

LANGUAGES = ("en", "fr")

Kind = Literal["paragraph", "list", "facts", "table"]
Cell = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A heading of the outline."""

    order: int
    number: str
    level: int
    parent: str | None
    label: Mapping[str, str]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> OutlineItem:
        """Read a heading in our form (`label`) or in that of the reference data (`label_en`, `label_fr`)."""
        label = data.get("label") or {language: data[f"label_{language}"] for language in LANGUAGES}
        return cls(data["order"], data["number"], data["level"], data["parent"], label)


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement of the terms.

    `source` says where it comes from: `request.<field>`, `paragraph:<key>@<version>`, `theme:<code>`,
    `country:<fact>`, `objective:<code>`, `support_type:<code>`, `phase:<code>` or `position:<number>`. `language_of`
    is the language in which a free text was written, empty for words of the desk's own. `edited`: an officer changed
    it.
    """

    id: str
    heading_number: str
    kind: Kind
    text: Mapping[str, Any]
    source: str
    language_of: str = ""
    edited: bool = False

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Clause:
        return cls(**data)

    def to_dict(self) -> dict[str, Any]:
        """As it is frozen; that it was not edited is not said."""
        said = asdict(self)
        return said if self.edited else {name: value for name, value in said.items() if name != "edited"}

    def untranslated_in(self, language: str) -> bool:
        """Whether any part of it stands in another language in the version of this language."""
        return any(
            not isinstance(cell, str) and cell["lang"] != language
            for cell in cells(self.kind, self.text[language])
        )


@dataclass(frozen=True, slots=True)
class TermsContent:
    """Composed terms: all languages, every clause with its source. Nothing else is needed to draw them."""

    clauses: tuple[Clause, ...]
    headings: tuple[OutlineItem, ...]
    meta: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        return {
            "clauses": [clause.to_dict() for clause in self.clauses],
            "headings": [asdict(heading) for heading in self.headings],
            "meta": dict(self.meta),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> TermsContent:
        return cls(
            clauses=tuple(Clause.from_dict(clause) for clause in data["clauses"]),
            headings=tuple(OutlineItem.from_dict(heading) for heading in data["headings"]),
            meta=data["meta"],
        )


def cells(kind: Kind, body: Any) -> Iterator[Cell]:
    """All cells of a body, whatever its kind."""
    if kind == "paragraph":
        yield body
    elif kind == "list":
        yield from body
    elif kind == "facts":
        yield from (value for _label, value in body)
    else:
        yield from (cell for row in body["rows"] for cell in row)
