"""Terms of reference against the renderer alone on the same HTML, cold (a new process) and warm.

Run from the root: `python bench/documents.py [--rounds N]`. Ours is everything from the frozen content to
the finished file: template, drawing, tags. The renderer alone draws the same HTML with the same assets and
options.
Warm rounds alternate between the two, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "support_desk.settings")

import django  # noqa: E402

django.setup()

from workflows.tor import render  # noqa: E402
from workflows.tor.content import TermsSource, compose, read_outline  # noqa: E402
from workflows.tor.paragraphs import library_of  # noqa: E402

SOURCE = ROOT / "tests" / "workflows" / "tor" / "data" / "full.json"
OUTLINE = ROOT / "programme" / "data" / "tor_outline.json"
PARAGRAPHS = OUTLINE.with_name("paragraphs.json")
BAR = 1.15


def contenders() -> dict[str, Callable[[], bytes]]:
    """What is measured, by name; both give a PDF."""
    library = library_of(json.loads(PARAGRAPHS.read_text(encoding="utf-8"))["paragraphs"])
    source = TermsSource.from_dict(json.loads(SOURCE.read_text(encoding="utf-8")), library=library)
    content = compose(source, read_outline(json.loads(OUTLINE.read_text(encoding="utf-8")))).to_dict()
    marks = render.Marks(
        reference=source.reference,
        version=source.version,
        status="draft",
        verification_code="0000-0000-0000",
        verification_url="https://desk.example/verify/0000-0000-0000/",
    )
    html = render.render_html(content, language="fr", marks=marks)

    def alone() -> bytes:
        document = render.load_renderer().HTML(
            string=html, base_url=render.SCHEME, url_fetcher=render.asset_fetcher()
        )
        pdf: bytes = document.write_pdf(pdf_variant=render.VARIANT, pdf_tags=True, pdf_identifier=b"bench")
        return pdf

    return {"ours": lambda: render.render_pdf(content, language="fr", marks=marks), "alone": alone}


def seconds(make: Callable[[], bytes]) -> float:
    """How long one document takes."""
    began = time.perf_counter()
    make()
    return time.perf_counter() - began


def cold(name: str, rounds: int) -> float:
    """The median of the first document of new processes, the renderer's import included."""
    command = [sys.executable, __file__, "--first", name]
    return statistics.median(
        float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)  # noqa: S603
        for _ in range(rounds)
    )


def warm(rounds: int) -> dict[str, float]:
    """The medians of alternating rounds in this process."""
    made = contenders()
    for make in made.values():
        make()
    times: dict[str, list[float]] = {name: [] for name in made}
    for _ in range(rounds):
        for name, make in made.items():
            times[name].append(seconds(make))
    return {name: statistics.median(taken) for name, taken in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument(
        "--first", choices=("ours", "alone"), help="print the seconds of a first document and end"
    )
    options = parser.parse_args()
    if options.first:
        print(seconds(contenders()[options.first]))
        return
    few = max(3, options.rounds // 5)
    rows = {"cold": {name: cold(name, few) for name in ("ours", "alone")}, "warm": warm(options.rounds)}
    print(f"one document: {len(contenders()['ours']()):,} bytes")
    print("| | ours, s | renderer alone, s | ratio |\n| --- | --- | --- | --- |")
    for name, row in rows.items():
        print(f"| {name} | {row['ours']:.3f} | {row['alone']:.3f} | {row['ours'] / row['alone']:.2f} |")
    print(f"bar, warm: {BAR}; {'met' if rows['warm']['ours'] <= BAR * rows['warm']['alone'] else 'MISSED'}")


if __name__ == "__main__":
    main()
