"""`rank_experts --requests FILE --experts FILE`: the ranking from files alone, without the database."""

import csv
import json
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

import programme
from experts.matching import DEFAULT_WEIGHTS, Assessment, explain, rank
from experts.matching.exchange import Record
from experts.matching.tidying import read_need, read_profile
from experts.wording import sentence
from requests_app.theme_check.engine import check_themes
from requests_app.theme_check.loading import ThemeRow, phase_from_vocabulary

DATA = Path(programme.__file__).parent / "data"
THEME_FIELDS = ("title", "background", "objectives", "expected_results", "needed_expertise")

T = TypeVar("T")
ThemesOf = Callable[[Record], Sequence[str]]


class Command(BaseCommand):
    """A JSON object a line: the request, and whoever may go in order, with score and reasons.

    Nobody who fails a condition is in a ranking, unless everybody is asked for. What cannot be read of a record is
    told on the standard error output and counts against nobody else.
    """

    help = "Rank the experts of a file for each request of another; one JSON object a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--requests", type=Path, required=True, help="requests, a JSON list")
        parser.add_argument("--experts", type=Path, required=True, help="expert profiles, a JSON list")
        parser.add_argument("--top", type=int, help="only the first N of each ranking")
        parser.add_argument(
            "--all",
            action="store_true",
            help="also those who fail a condition, after the others, with reasons",
        )
        parser.add_argument(
            "--phase", default="PH3", help="phase whose themes the requests are checked against"
        )

    def handle(
        self, *args: Any, requests: Path, experts: Path, top: int | None, phase: str, **options: Any
    ) -> None:
        if top is not None and top < 1:
            raise CommandError("--top must be 1 or more")
        themes_of = themes_by_text(phase)
        profiles = [self.read(record, read_profile) for record in self.records(experts)]
        labels = english_labels()
        with translation.override("en"):
            for record in self.records(requests):
                need = self.read(record, lambda found: read_need(found, themes=themes_of(found)))
                ranking = rank(need, profiles, DEFAULT_WEIGHTS)
                shown = ranking if options["all"] else [found for found in ranking if found.eligible]
                lines = [describe(assessment, labels) for assessment in shown[:top]]
                self.stdout.write(
                    json.dumps({"request_id": str(record["id"]), "ranking": lines}, ensure_ascii=False)
                )

    def read(self, record: Record, reader: Callable[[Record], tuple[T, list[str]]]) -> T:
        found, problems = reader(record)
        for problem in problems:
            self.stderr.write(f"{record['id']}: {problem}")
        return found

    def records(self, file: Path) -> list[Record]:
        """The records of a file that have an `id` of their own; of others it is told that they are left out."""
        seen: dict[str, Record] = {}
        for place, record in enumerate(listed(file), start=1):
            identity = record.get("id") if isinstance(record, dict) else None
            if isinstance(identity, bool) or not isinstance(identity, str | int) or identity == "":
                self.stderr.write(f"{file}: record number {place} has no id and is left out")
            elif str(identity) in seen:
                self.stderr.write(f"{file}: record {identity} is there twice; the first counts")
            else:
                seen[str(identity)] = record
        return list(seen.values())


def describe(assessment: Assessment, labels: Mapping[str, str]) -> dict[str, Any]:
    reasons = [reason for reason in explain(assessment) if not reason.code.endswith(".not_asked")]
    return {
        "expert_id": assessment.expert_id,
        "score": assessment.score,
        "eligible": assessment.eligible,
        "reasons": [sentence(reason, labels=labels) for reason in reasons],
    }


def listed(file: Path) -> list[Any]:
    """The list in a file, alone or as the only list of an object."""
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(f"{file}: {error}") from error
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else found
    if not isinstance(found, list):
        raise CommandError(f"{file}: a list of records is expected")
    return found


def shipped(name: str) -> Any:
    """A JSON file of the reference data."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def themes_by_text(code: str) -> ThemesOf:
    """Reads the themes of a phase out of a request's text; labels in a record are not looked at."""
    phases = {found["code"]: found for found in shipped("frameworks.json")["phases"]}
    if code not in phases:
        raise CommandError(f"unknown phase {code!r}; known are {', '.join(sorted(phases))}")
    phase = phases[code]
    themes = [
        ThemeRow(
            theme["code"],
            theme["label_en"],
            theme["label_fr"],
            bool(theme.get("cross_cutting")),
            theme.get("subjects", ()),
        )
        for theme in phase["elements"]
        if theme["kind"] == phase["theme_kind"]
    ]
    definition = phase_from_vocabulary(code, themes, shipped("vocabulary.json"))

    def themes_of(record: Record) -> Sequence[str]:
        fields = {name: as_text(record.get(name, "")) for name in THEME_FIELDS}
        return [proposal.code for proposal in check_themes(fields, definition).proposals]

    return themes_of


def as_text(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")


def english_labels() -> dict[str, str]:
    """English names of themes, types of support and countries, as the project ships them."""
    frameworks = shipped("frameworks.json")["phases"]
    labels = {theme["code"]: theme["label_en"] for phase in frameworks for theme in phase["elements"]}
    labels |= column("support_types.csv", "code", "label_en")
    labels |= column("countries.csv", "iso2", "name_en")
    return labels


def column(name: str, key: str, value: str) -> dict[str, str]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return {row[key]: row[value] for row in csv.DictReader(file)}
