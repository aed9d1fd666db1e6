"""Quality of the ranking, and speed of the plain engine.

    python bench/matching.py FOLDER [--sizes 1000 10000]

Quality against graded relevance (`experts.json`, `requests.json`, `relevance.json` in the folder): nDCG@5,
precision@3 of grade 2 or better beside the best that the grades allow, and the share of people in a ranking who do
not speak the working language at B2 or are not free in the month, judged anew from the records. A ranking is what
`rank_experts` prints: whoever may go, and nobody else. Speed: one need against synthetic rosters, first with cold and
then with warm words. The themes are those of the labels, so that the figures speak of the ranking alone.
"""

import argparse
import json
import math
import random
import statistics
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from experts.matching import DEFAULT_WEIGHTS, Assessment, Need, Profile, rank
from experts.matching.exchange import THEMES
from experts.matching.overlap import forget_texts
from experts.matching.tidying import read_need, read_profile

Grades = Mapping[str, int]


def discounted_gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, start=1))


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = 5) -> float:
    ideal = discounted_gain(sorted(grades.values(), reverse=True)[:depth])
    return discounted_gain(grades[expert] for expert in ranking[:depth]) / ideal if ideal else 1.0


def precision(ranking: Sequence[str], grades: Grades, depth: int = 3) -> float:
    return sum(grades[expert] >= 2 for expert in ranking[:depth]) / depth


def best_precision(grades: Grades, depth: int = 3) -> float:
    return min(depth, sum(grade >= 2 for grade in grades.values())) / depth


def quality(folder: Path, *, verbose: bool) -> None:
    records = {record["id"]: record for record in load(folder / "experts.json")}
    profiles = [read_profile(record)[0] for record in records.values()]
    requests = {record["id"]: record for record in load(folder / "requests.json")}
    rows = []
    for judgement in load(folder / "relevance.json")["judgements"]:
        record, grades = requests[judgement["request_id"]], judgement["grades"]
        themes = [THEMES[label] for label in record["labels"]["phase3_themes"]]
        need, _problems = read_need(record, themes=themes)
        found = [one for one in rank(need, profiles, DEFAULT_WEIGHTS) if one.eligible]
        order = [str(assessment.expert_id) for assessment in found]
        wrong = sum(not may_go(records[expert], record) for expert in order) / max(1, len(order))
        rows.append((ndcg(order, grades), precision(order, grades), best_precision(grades), wrong))
        if verbose:
            print(record["id"], " ".join(f"{value:.3f}" for value in rows[-1]), describe(found[:6], grades))
    of_ndcg, of_precision, of_best, of_wrong = (statistics.mean(column) for column in zip(*rows, strict=True))
    print(f"requests graded        {len(rows)}")
    print(f"nDCG@5                 {of_ndcg:.4f}  (worst {min(row[0] for row in rows):.4f})")
    print(f"precision@3, grade>=2  {of_precision:.4f}  (at best {of_best:.4f})")
    print(f"ineligible proposed    {of_wrong:.4f}")


def may_go(expert: Any, request: Any) -> bool:
    """Whether somebody speaks the language at B2 and has a day of the month free, read without the engine."""
    enough = {"B2", "C1", "C2"}
    speaks = any(
        skill["code"] == request["working_language"] and skill["cefr"] in enough
        for skill in expert["languages"]
    )
    month = request["desired_month"]
    return speaks and any(
        window["from"][:7] <= month <= window["to"][:7] for window in expert["availability"]
    )


def describe(found: Iterable[Assessment], grades: Grades) -> str:
    return "  ".join(
        f"{item.expert_id}{'' if item.eligible else '!'}:{item.score}({grades[str(item.expert_id)]})"
        for item in found
    )


def speed(folder: Path, sizes: Sequence[int]) -> None:
    originals = [read_profile(record)[0] for record in load(folder / "experts.json")]
    record = load(folder / "requests.json")[0]
    need, _problems = read_need(record, themes=["PH3-T2"])
    for size in sizes:
        roster = synthetic(originals, size)
        forget_texts()
        cold, warm = timed(need, roster), min(timed(need, roster) for _ in range(3))
        print(f"rank {size:>6} profiles    cold {cold * 1000:8.1f} ms   warm {warm * 1000:8.1f} ms")


def synthetic(originals: Sequence[Profile], size: int) -> list[Profile]:
    """Profiles mixed from the samples: nobody's text is another's, so that no cache flatters the figures."""
    dice = random.Random(7)
    return [
        replace(
            dice.choice(originals),
            id=number,
            text=f"{dice.choice(originals).text} Dossier {number}.",
            competences=dice.choice(originals).competences,
            windows=dice.choice(originals).windows,
        )
        for number in range(size)
    ]


def timed(need: Need, roster: Sequence[Profile]) -> float:
    started = time.perf_counter()
    rank(need, roster, DEFAULT_WEIGHTS)
    return time.perf_counter() - started


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folder", type=Path, help="folder with experts.json, requests.json and relevance.json"
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    quality(arguments.folder, verbose=arguments.verbose)
    speed(arguments.folder, arguments.sizes)


if __name__ == "__main__":
    main()
