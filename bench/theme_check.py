"""Measures the theme check and the search for repeated requests on a labelled file.

    python bench/theme_check.py FILE [--half odd|even]

FILE has the form of a list of requests with `labels`. Where its requests are among the examples that the theme
check learnt from, the subjects are learnt anew without them first (half a minute to two), and the figures are those of
what was learnt without them. The vocabulary cannot be unlearnt: it was written with sight of the samples and of the
odd half of `blind_requests.json`, and for these the figures stay upper bounds. Only `heldout_requests.json`, and what
others bring, is a measure without a proviso. `--half` takes requests whose number is odd or even. Repeated requests
are looked for within FILE.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from requests_app.similarity import Document, Index  # noqa: E402
from requests_app.text import subjects  # noqa: E402
from requests_app.text.features import read  # noqa: E402
from requests_app.theme_check import PhaseDefinition, ThemeRow, check_themes, phase_from_vocabulary  # noqa: E402

FIELDS = (
    "title",
    "background",
    "objectives",
    "expected_results",
    "needed_expertise",
    "beneficiary_institution",
)
LABELS = {
    "PH3": ("phase3_themes", {"T1": "PH3-T1", "T2": "PH3-T2", "T3": "PH3-T3"}),
    "ROM2014": ("rome_priorities", {"R1": "ROM2014-T1", "R2": "ROM2014-T2"}),
}

Row = dict[str, Any]


@dataclass
class Score:
    """Right, wrong and missed proposals."""

    hit: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, expected: set[str], proposed: set[str]) -> None:
        self.hit += len(expected & proposed)
        self.wrong += len(proposed - expected)
        self.missed += len(expected - proposed)

    @property
    def f1(self) -> float:
        return 2 * self.hit / ((2 * self.hit + self.wrong + self.missed) or 1)

    def __str__(self) -> str:
        precision = self.hit / ((self.hit + self.wrong) or 1)
        recall = self.hit / ((self.hit + self.missed) or 1)
        counts = f"({self.hit} right, {self.wrong} wrong, {self.missed} missed)"
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {self.f1:.3f}  {counts}"


def main(path: Path, half: str | None) -> None:
    rows = [row for row in json.loads(path.read_text(encoding="utf-8-sig")) if in_half(row, half)]
    print(f"{len(rows)} requests of {path.name}{f', {half} numbers' if half else ''}.")
    print(leave_out(rows))
    print()
    for code in LABELS:
        report_themes(code, [row for row in rows if "labels" in row])
    report_similar(rows)


def report_themes(code: str, rows: list[Row]) -> None:
    phase = phase_definition(code)
    check_themes({}, phase)  # compile outside the clock
    began = time.perf_counter()
    proposed = [{p.code for p in check_themes(fields(row), phase).proposals} for row in rows]
    each = (time.perf_counter() - began) * 1000 / (len(rows) or 1)
    expected = [labelled(row, code) for row in rows]
    pairs = list(zip(rows, expected, proposed, strict=True))

    print(f"== {code} ({each:.1f} ms a request)")
    for theme in phase.themes:
        print(
            f"  {theme.code:<12}", total((want & {theme.code}, got & {theme.code}) for _, want, got in pairs)
        )
    print(f"  {'micro':<12}", total((want, got) for _, want, got in pairs))
    agreed = sum(bool(want) == bool(got) for _, want, got in pairs)
    print(f"  in scope     accuracy {agreed / (len(pairs) or 1):.3f} ({agreed} of {len(pairs)})")
    for name, key in GROUPS.items():
        scores = {
            group: total((want, got) for _, want, got in members)
            for group, members in grouped(pairs, key).items()
        }
        for group, score in scores.items():
            print(f"  {name} {group:<8}", score)
        behind = max((s.f1 for s in scores.values()), default=0) - min(
            (s.f1 for s in scores.values()), default=0
        )
        print(f"  {name} weakest {behind:.3f} behind the best")
    print()


def leave_out(rows: list[Row]) -> str:
    """Learns the subjects without `rows` where they are among the examples; says what the figures are worth."""
    from bench.learn_subjects import examples, learn, write  # it reads labels with this module

    ids = {row["id"] for row in rows}
    others = [row for row in examples() if row["id"] not in ids]
    if len(others) == len(examples()):
        return "None of them was learnt from."
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "subjects.npz"
        write(learn(others, [read(fields(row)) for row in others]), target)
        subjects._FILE = target
        subjects._model.cache_clear()
        subjects.known_subjects()  # reads the file while it is there
    return f"Learnt from {len(others)} other examples. Words of the vocabulary may have been chosen with sight of them."


def in_half(row: Row, half: str | None) -> bool:
    """By the last number of the id; an id without a number is in neither half."""
    numbers = re.findall(r"\d+", str(row["id"]))
    return half is None or bool(numbers) and int(numbers[-1]) % 2 == (half == "odd")


GROUPS: dict[str, Callable[[Row], str]] = {
    "language  ": lambda row: str(row["language"]),
    "difficulty": lambda row: str(row["labels"]["difficulty"]),
}


def total(pairs: Iterable[tuple[set[str], set[str]]]) -> Score:
    score = Score()
    for expected, proposed in pairs:
        score.add(expected, proposed)
    return score


def grouped(pairs: list[Any], key: Callable[[Row], str]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for pair in pairs:
        groups[key(pair[0])].append(pair)
    return dict(sorted(groups.items()))


def report_similar(rows: list[Row]) -> None:
    began = time.perf_counter()
    index = Index([document(row) for row in rows])
    ready = (time.perf_counter() - began) * 1000
    began = time.perf_counter()
    answers = {row["id"]: index.similar(document(row)) for row in rows}
    nearest = {row["id"]: index.similar(document(row), threshold=0.0) for row in rows}
    each = (time.perf_counter() - began) * 500 / (len(rows) or 1)

    repeated = {(row["id"], row["duplicate_of"]) for row in rows if row.get("duplicate_of")}
    known = repeated | {(b, a) for a, b in repeated}
    distinct = {(row["id"], other) for row in rows for other in row.get("similar_but_distinct", ())}
    distinct |= {(b, a) for a, b in distinct}
    alarms = [(key, match.id) for key, matches in answers.items() for match in matches]
    print(f"== Repeated requests (index ready in {ready:.0f} ms, {each:.1f} ms a query)")
    print(f"  recall at 3, above the threshold: {recall(known, answers):.3f}", end="; ")
    print(f"by rank alone: {recall(known, nearest):.3f}")
    print(f"  false alarms: {len(set(alarms) - known)} of {len(alarms)} answers", end="; ")
    print(f"{len(set(alarms) & distinct)} of {len(distinct)} pairs that look close but are another need")


def recall(known: set[tuple[str, str]], answers: dict[str, list[Any]]) -> float:
    found = sum(any(match.id == other for match in answers[key]) for key, other in known)
    return found / (len(known) or 1)


@cache
def phase_definition(code: str) -> PhaseDefinition:
    data = ROOT / "programme" / "data"
    frameworks = json.loads((data / "frameworks.json").read_text(encoding="utf-8"))
    phase = next(phase for phase in frameworks["phases"] if phase["code"] == code)
    themes = [
        ThemeRow(row["code"], row["label_en"], row["label_fr"], row["cross_cutting"], row.get("subjects", ()))
        for row in phase["elements"]
        if row["kind"] == phase["theme_kind"]
    ]
    return phase_from_vocabulary(
        code, themes, json.loads((data / "vocabulary.json").read_text(encoding="utf-8"))
    )


def labelled(row: Row, code: str) -> set[str]:
    key, codes = LABELS[code]
    return {codes[label] for label in row["labels"][key]}


def fields(row: Row) -> dict[str, str]:
    return {name: as_text(row[name]) for name in FIELDS if row.get(name)}


def as_text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def document(row: Row) -> Document:
    texts = {name: text for name, text in fields(row).items() if name != "beneficiary_institution"}
    return Document(
        row["id"],
        row["country"],
        row["language"],
        texts,
        row["beneficiary_institution"],
        row["desired_month"],
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--half", choices=("odd", "even"))
    options = parser.parse_args()
    main(options.file, options.half)
