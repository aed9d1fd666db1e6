"""The ten best of a roster for a position, explanations included, beside a brute-force scan over arrays.

Ours asks the database whether anything changed, holds everybody against the need, reads the ten, and says every
reason in French. The floor knows nothing of a database: dense arrays of all that the need asks for (every word,
code, theme and country), masks, a weighted sum and the ten largest. Both in turns; medians in milliseconds. Started by
`bench/run.py`.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from bench.scratch import set_up

set_up()

import numpy as np  # noqa: E402
from django.utils import translation  # noqa: E402

from bench.people import make_people  # noqa: E402
from experts import roster  # noqa: E402
from experts.matching import DEFAULT_WEIGHTS, Need, explain  # noqa: E402
from experts.matching.columns import Columns, Known  # noqa: E402
from experts.matching.reach import keys_of  # noqa: E402
from experts.models import Expert  # noqa: E402
from experts.wording import sentence  # noqa: E402

AT = date(2026, 1, 5)
TOP = 10
NEED = Need(
    country="SN",
    language="fr",
    themes=("PH3-T2",),
    expertise=("EX-BOR-01", "EX-BOR-02"),
    expertise_text="Border police practitioner with experience of bilateral cooperation, joint patrols",
    context="Joint procedures and training for border officers; community liaison committees; document checks",
    support_types=("TS-TRN", "TS-MET-GUI"),
    start=date(2026, 6, 1),
    end=date(2026, 6, 19),
    days=12,
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    made, rows = 0, []
    for size in options.sizes:
        make_people(made, size)
        made = size
        rows.append(measured(size, options.rounds))
    print(json.dumps(rows))


def measured(size: int, rounds: int) -> dict[str, Any]:
    roster.forget()
    before = peak()
    cold = timed(ten_best)
    columns = roster.in_memory()
    arrays = dense(columns)
    ours, floor, fresh = [], [], []
    for number in range(rounds):
        ours.append(timed(ten_best))
        floor.append(timed(lambda: brute_force(arrays)))
        Expert.objects.filter(code=f"BENCH-{number:07}").update(days_per_year=59 - number % 20)
        fresh.append(timed(ten_best))
    return {
        "people": size,
        "ours": statistics.median(ours),
        "floor": statistics.median(floor),
        "after_a_change": statistics.median(fresh),
        "cold": cold,
        "columns_mb": columns.nbytes / 1e6,
        "process_grew_mb": peak() - before,
    }


def ten_best() -> list[list[str]]:
    found = roster.ranked(NEED, Known(), DEFAULT_WEIGHTS, at=AT, top=TOP)
    with translation.override("fr"):
        return [[sentence(reason) for reason in explain(one)] for one in found.assessments]


def dense(columns: Columns) -> dict[str, Any]:
    """What the floor compares, laid out as it likes it best."""
    size = len(columns)

    def spread(posting: Any) -> Any:
        column = np.zeros(size, np.uint8)
        if posting is not None:
            column[posting.rows] = posting.values
        return column

    start, end = np.zeros(size, np.int32), np.zeros(size, np.int32)
    start[columns.free_row], end[columns.free_row] = columns.free_start, columns.free_end
    keys = keys_of(NEED, columns)
    asked = [(name, key) for name in ("terms", "expertise", "countries") for key in sorted(keys[name])]
    words = [getattr(columns, name).get(key) for name, key in asked]
    return {
        "language": spread(columns.languages.get("fr")),
        "theme": spread(columns.themes.get("PH3-T2")).astype(np.float32),
        "country": spread(columns.countries.get("SN")).astype(np.float32),
        "words": [spread(posting).astype(np.float32) for posting in words if posting],
        "start": start,
        "end": end,
        "vetted": columns.vetted,
        "fee": columns.fee.astype(np.float32),
    }


def brute_force(arrays: dict[str, Any]) -> Any:
    able = arrays["vetted"] & (arrays["language"] >= 4)
    able &= (arrays["start"] <= NEED.start.toordinal()) & (arrays["end"] >= NEED.end.toordinal())  # type: ignore[union-attr]
    score = 22 / 3 * arrays["theme"] + 16 * arrays["country"]
    for word in arrays["words"]:
        score += 1.5 * word
    score += 2 * np.clip((700 - arrays["fee"]) / 500, 0, 1)
    score[~able] = -1
    best = np.argpartition(score, -TOP)[-TOP:]
    return best[np.argsort(-score[best])]


def timed(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1_000


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


if __name__ == "__main__":
    main()
