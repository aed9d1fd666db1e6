"""Measures everything and writes `bench/RESULTS.md`.

    python bench/run.py [--quick] [--only SECTION ...]

State changes and lists are measured on a SQLite file and, where a server answers at `BENCH_POSTGRES`
(postgres://postgres@127.0.0.1:5432), on PostgreSQL; its throttles then count in `BENCH_REDIS`. `--quick` takes
few rounds and at most 10,000 rows; `--only` leaves the other sections as an earlier run wrote them.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.scratch import DATABASES, ROOT, measure  # noqa: E402

RESULTS = ROOT / "bench" / "RESULTS.md"
SAMPLES = ROOT / "workflows" / "data" / "samples"
STATE_CHANGE_BAR, GROWTH_BAR, QUERIES_BAR, BARE_BAR = 6.0, 1.3, 10, 3.0
SCAN_BAR = 10.0

HEADING = """# Results

Measured by `python bench/run.py`. Ratios are what counts: both sides were measured in turns in the same run.
Milliseconds are of the machine and the load named with them.
"""
MARK = "<!-- section {} -->"

Lines = list[str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", choices=tuple(SECTIONS), default=tuple(SECTIONS))
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args()
    sections = kept_sections(options.results)
    for name in options.only:
        print(f"measuring {name} ...", file=sys.stderr)
        began = provenance(quick=options.quick)
        title, *lines = SECTIONS[name](quick=options.quick)
        sections[name] = "\n".join([title, "", began, *lines])
        options.results.write_text(document(sections), encoding="utf-8")
    print(document(sections))


def document(sections: Mapping[str, str]) -> str:
    parts = [f"{MARK.format(name)}\n{sections[name]}\n" for name in SECTIONS if name in sections]
    return "\n".join([HEADING, *parts])


def kept_sections(results: Path) -> dict[str, str]:
    """What an earlier run found, by section: a run that measures some leaves the others as they were."""
    if not results.exists():
        return {}
    _heading, *parts = results.read_text(encoding="utf-8").split(MARK.partition("{")[0])
    return {name: text.strip() for name, _end, text in (part.partition(" -->") for part in parts)}


def provenance(*, quick: bool) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "psycopg", "weasyprint"))
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC{', quick run' * quick}; {os.cpu_count()} cores "
        f"({platform.machine()}), load {os.getloadavg()[0]:.1f}; Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {packages}."
    )


def state_changes(*, quick: bool) -> Lines:
    size = ("--rounds", "5", "--moves", "20") if quick else ()
    rows = [
        [database, *state_change_row(row)]
        for database in DATABASES
        for row in measure("state_change", database, *size)
    ]
    return [
        "## A state change against its bare SQL",
        "",
        "One locked read, one update, two inserts and the commit, sent through the driver without Django; `submit` "
        f"counts its reference as well. Medians of single moves, in turns. Bar: {STATE_CHANGE_BAR:g} ×.",
        "",
        *table(["database", "move", "a second", "ms", "bare SQL, ms", "ratio"], rows),
    ]


def state_change_row(row: Mapping[str, Any]) -> list[str]:
    times = [f"{1_000 / row['service']:,.0f}", number(row["service"]), number(row["bare"])]
    return [row["move"], *times, verdict(row["service"] / row["bare"], STATE_CHANGE_BAR)]


def lists(*, quick: bool) -> Lines:
    size = ("--sizes", "1000", "10000", "--rounds", "15") if quick else ()
    lines = [
        "## The list of 50 requests",
        "",
        "Through the WSGI handler with all middleware. *Growth* is against the fewest rows that fill the page, both "
        "taken as multiples of the bare page measured in the same rounds, so that a machine busier at one time than "
        f"at another does not count. Bars: growth {GROWTH_BAR:g} ×, {QUERIES_BAR} statements to the database (those "
        f"of throttles, sessions and transactions included), {BARE_BAR:g} × the bare page.",
    ]
    for database in DATABASES:
        figures = measure("lists", database, *size)
        head = ["list", "rows", "shown", "ms", "bare page, ms", "× bare", "growth", "statements"]
        lines += ["", f"### {database}", "", *table(head, list_rows(figures))]
    return lines


def list_rows(figures: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """A line for each figure; growth counts from the fewest rows that fill the page (a search may never)."""
    most = {figure["case"]: figure["results"] for figure in figures}
    first: dict[str, float] = {}
    rows = []
    for figure in figures:
        multiple, growth = figure["milliseconds"] / figure["bare"], "-"
        if figure["results"] == most[figure["case"]]:
            growth = verdict(multiple / first.setdefault(figure["case"], multiple), GROWTH_BAR)
        times = [number(figure["milliseconds"]), number(figure["bare"]), verdict(multiple, BARE_BAR)]
        counts = [f"{figure['rows']:,}", str(figure["results"])]
        rows.append(
            [figure["case"], *counts, *times, growth, verdict(figure["queries"], QUERIES_BAR, "{:d}")]
        )
    return sorted(rows, key=lambda row: row[0])


def documents(*, quick: bool) -> Lines:
    about, *rows, judged = printed("documents.py", "--rounds", "5" if quick else "15")
    return ["## Terms of reference as PDF", "", f"{about}; {judged}", "", *rows]


def paper_work(*, quick: bool) -> Lines:
    made = {
        f"{database}, {count} worker{'s' * (count > 1)}": measure(
            "paper_work", database, "--requests", "2" if quick else "20", "--workers", str(count)
        )
        for database, count in (("sqlite", 1), ("postgresql", 2))
    }
    killed = measure(
        "paper_work",
        "postgresql",
        *("--state", "submitted", "--workers", "2", "--kill", "15"),
        *("--requests", "20" if quick else "500"),
    )
    head = ["", "documents", "a minute", "MB at ¼", "½", "¾", "all"]
    rows = [
        [name, str(row["ready"]), f"{row['a_minute']:.0f}", *map(str, row["memory"])]
        for name, row in made.items()
    ]
    sizes = next(iter(made.values()))["bytes"]
    return [
        "## Papers by workers",
        "",
        "All papers of requests in preparation, made by processes of `manage.py work`; memory is the resident set of "
        "the largest. One that grows without end would grow from a quarter to all.",
        "",
        *table(head, rows),
        "",
        "Median bytes: " + ", ".join(f"{kind} {size:,}" for kind, size in sizes.items()) + ".",
        "",
        f"Killed without warning {killed['kills']} times while {killed['documents']} documents were made: "
        f"{killed['ready']} ready, {killed['whole']} with the file that their row says, {killed['stuck']} given up, "
        f"{killed['orphans']} files without a row, {killed['swept']} of them swept.",
    ]


def matching(*, quick: bool) -> Lines:
    sizes = ("--sizes", "1000") if quick else ()
    blind = ROOT / "bench" / "data" / "ranking"
    return [
        "## Ranking",
        "",
        "Samples, which the words of the ranking were tuned to:",
        "",
        *verbatim(printed("matching.py", str(SAMPLES), *sizes)),
        "",
        "Requests and people written before the words of the ranking were read; this half may be tuned to:",
        "",
        *verbatim(printed("matching.py", str(blind / "tuned"), "--sizes")),
        "",
        "Held-out requests, with people of both halves, which it was not:",
        "",
        *verbatim(printed("matching.py", str(blind / "held_out"), "--sizes")),
    ]


def ranking_speed(*, quick: bool) -> Lines:
    size = ("--sizes", "1000", "--rounds", "5") if quick else ()
    lines = [
        "## The ten best of a roster, with all reasons",
        "",
        "From the question whether anything changed to the last sentence in French, beside a brute-force scan over "
        "dense arrays that knows no database and gives no reason; medians, in turns. *After a change*: somebody's "
        "profile was changed and committed just before. *First*: the first ranking of a process, which reads every "
        f"text. Bar: {SCAN_BAR:g} × at 100,000.",
    ]
    head = [
        "people",
        "ms",
        "scan, ms",
        "ratio",
        "after a change, ms",
        "first, s",
        "columns, MB",
        "process grew, MB",
    ]
    for database in DATABASES:
        rows = [speed_row(row) for row in measure("ranking_speed", database, *size)]
        lines += ["", f"### {database}", "", *table(head, rows)]
    return lines


def speed_row(row: Mapping[str, Any]) -> list[str]:
    ratio = row["ours"] / row["floor"]
    judged = verdict(ratio, SCAN_BAR) if row["people"] >= 100_000 else number(ratio)
    return [
        f"{row['people']:,}",
        number(row["ours"]),
        number(row["floor"]),
        judged,
        number(row["after_a_change"]),
        f"{row['cold'] / 1_000:.1f}",
        number(row["columns_mb"]),
        f"{row['process_grew_mb']:.0f}",
    ]


def plan(*, quick: bool) -> Lines:
    size = ("--positions", "50", "--people", "1000") if quick else ()
    return [
        "## The plan over all open positions",
        "",
        "Against filling them one by one, in their order, each with the best who is still free.",
        "",
        *verbatim(printed("plan.py", *size)),
    ]


def theme_check(*, quick: bool) -> Lines:
    tuned = printed("theme_check.py", str(SAMPLES / "requests.json"))
    unseen = printed("theme_check.py", str(ROOT / "bench/data/heldout_requests.json"))
    return [
        "## Theme check and repeated requests",
        "",
        "Samples, with subjects learnt without them; the vocabulary was written with sight of them:",
        "",
        *verbatim(tuned),
        "",
        "Held-out requests, which nobody saw:",
        "",
        *verbatim(unseen),
    ]


SECTIONS: dict[str, Callable[..., Lines]] = {
    "state_change": state_changes,
    "lists": lists,
    "documents": documents,
    "paper_work": paper_work,
    "matching": matching,
    "ranking_speed": ranking_speed,
    "plan": plan,
    "theme_check": theme_check,
}


def printed(script: str, *arguments: str) -> Lines:
    """What a script of this folder says."""
    command = [sys.executable, str(ROOT / "bench" / script), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{script} failed:\n{done.stderr[-4_000:]}")
    return done.stdout.rstrip().splitlines()


def verbatim(lines: Lines) -> Lines:
    return ["```text", *lines, "```"]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Lines:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def number(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}"


def verdict(value: float, bar: float, form: str = "{:.2f}") -> str:
    """The figure, marked where it misses its bar."""
    shown = form.format(value)
    return shown if value <= bar else f"**{shown} missed**"


if __name__ == "__main__":
    main()
