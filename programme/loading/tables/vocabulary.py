"""The vocabulary of the theme check, keyed by theme, and by `<PHASE>-OUTSIDE` for subjects outside a phase.

Terms are `[text, weight]` pairs under a language and `for` or `against`. The file may be absent: a vocabulary
can be written in the administration as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from programme.loading.files import Record, read_document
from programme.loading.sync import Table
from programme.models import OutsideSubject, ThemeTerm

_OUTSIDE = "-OUTSIDE"

Row = tuple[Record, dict[str, Any]]


def tables(folder: Path) -> Iterator[Table]:
    path = folder / "vocabulary.json"
    if not path.is_file():
        return
    document = read_document(path)
    subjects, terms = list[Row](), list[Row]()
    for name in document.data:
        if name.endswith(_OUTSIDE):
            _collect_outside(document.record(name), name.removesuffix(_OUTSIDE), subjects, terms)
        else:
            terms.extend(_terms(document.record(name), {"theme_id": name, "outside_subject_id": None}))
    yield Table(OutsideSubject, subjects)
    yield Table(ThemeTerm, terms, prune=True)


def _collect_outside(group: Record, phase: str, subjects: list[Row], terms: list[Row]) -> None:
    for slug in group.data:
        row, code = group.record(slug), f"{phase}-X-{slug}"
        labels = {name: row.text(name) for name in ("label_en", "label_fr")}
        subjects.append((row, {"code": code, "phase_id": phase, "slug": slug, **labels}))
        terms.extend(_terms(row, {"theme_id": None, "outside_subject_id": code}))


def _terms(row: Record, subject: dict[str, Any]) -> Iterator[Row]:
    for language in ThemeTerm.Language.values:
        if language in row.data:
            sides = row.record(language)
            for polarity in (side for side in ThemeTerm.Polarity.values if side in sides.data):
                for text, weight in _pairs(sides, polarity):
                    chosen = {"language": language, "polarity": polarity, "text": text, "weight": weight}
                    yield sides, {**subject, **chosen}


def _pairs(sides: Record, polarity: str) -> Iterator[tuple[str, int]]:
    pairs = sides.value(polarity)
    for place, pair in enumerate(pairs if isinstance(pairs, list) else [pairs], start=1):
        match pair:
            case [str(text), int(weight)] if text.strip():
                yield text, weight
            case _:
                raise sides.fail(f"{polarity} {place}", f"is not a pair of a text and a weight: {pair!r}")
