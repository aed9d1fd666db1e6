#!/usr/bin/env python3
"""Checks the archive of a request, offline and with nothing but Python: `python3 verify.py ARCHIVE.zip`.

Without an argument it checks the folder into which the archive was unpacked. It looks whether every file is the one
that the manifest lists and no other is there, whether the journal's chain is whole, and whether the papers are those
whose hashes stand in the journal. Exit code 0 only if everything is in order.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

MANIFEST, JOURNAL, HEAD = "MANIFEST.sha256", "journal/journal.jsonl", "journal/head.json"
PAPERS, TERMS = "papers.json", "terms.json"
NEEDED = (JOURNAL, HEAD, PAPERS, TERMS)
WITNESSES = {"paper.issued": "paper", "terms.signed": "termsofreference"}
CHUNK = 1024 * 1024

Open = Callable[[str], IO[bytes]]


def check(place: Path) -> list[str]:
    """What is wrong with an archive, or with the folder into which it was unpacked; nothing if it is whole."""
    if place.is_dir():
        names = {str(path.relative_to(place).as_posix()) for path in place.rglob("*") if path.is_file()}
        return list(problems(names, lambda name: (place / name).open("rb")))
    try:
        with zipfile.ZipFile(place) as archive:
            return list(problems(set(archive.namelist()), lambda name: archive.open(name)))
    except (OSError, zipfile.BadZipFile) as unreadable:
        return [f"this is no archive that can be read: {unreadable}"]


def problems(names: set[str], opened: Open) -> Iterator[str]:
    """Every breach, in words."""
    if MANIFEST not in names:
        yield f"{MANIFEST} is missing: this is not the archive of a request"
        return
    listed = dict(_listed(opened))
    broken = {name: why for name, digest in listed.items() if (why := _wrong(names, opened, name, digest))}
    yield from (f"{name}: {why}" for name, why in broken.items())
    for name in sorted(names - listed.keys() - {MANIFEST}):
        yield f"{name}: is not listed in {MANIFEST}"
    yield from (f"{name}: is not listed in {MANIFEST}" for name in NEEDED if name not in listed)
    if set(NEEDED) <= listed.keys() - broken.keys():
        yield from chain(_lines(opened), _json(opened, HEAD))
        yield from contents(_lines(opened), _json(opened, PAPERS), _json(opened, TERMS))


def _wrong(names: set[str], opened: Open, name: str, digest: str) -> str:
    if name not in names:
        return "missing"
    return "" if _digest(opened, name) == digest else "was changed"


def chain(lines: Iterator[str], head: dict[str, Any]) -> Iterator[str]:
    """Every line's SHA-256 is the `previous` of the next line, and that of the last line is the head."""
    expected, previous = 1, ""
    for line in lines:
        event = json.loads(line)
        if event["sequence"] != expected:
            yield f"journal: event {expected} is missing or out of order"
        if event["previous"] != previous:
            yield f"journal: event {event['sequence']} does not follow from the one before it"
        expected, previous = event["sequence"] + 1, hashlib.sha256(line.encode()).hexdigest()
    if (head["sequence"], head["hash"]) != (expected - 1, previous):
        yield "journal: its end is not the one that the request kept"


def contents(lines: Iterator[str], papers: list[Any], terms: list[Any]) -> Iterator[str]:
    """What papers and terms say is what the journal bears witness of."""
    known: dict[str, dict[int, str]] = {"paper": {}, "termsofreference": {}}
    for line in lines:
        event = json.loads(line)
        if event["verb"] in WITNESSES:
            noun = WITNESSES[event["verb"]]
            known[noun][event["data"][noun]] = event["data"]["content_hash"]
    for noun, rows in (("paper", papers), ("termsofreference", terms)):
        for row in rows:
            yield from (f"{noun} {row['number']}: {why}" for why in _differs(row, known[noun]))
        for lost in sorted(known[noun].keys() - {row["id"] for row in rows}):
            yield f"{noun} with id {lost}: the journal tells of it, and it is not here"


def _differs(row: Any, known: dict[int, str]) -> Iterator[str]:
    found = canonical_hash(row["content"])
    if found != row["content_hash"]:
        yield "the content is not the one that its hash stands for"
    if known.get(row["id"], found) != found:
        yield "the journal bears witness of another content"


def canonical_hash(content: Any) -> str:
    """SHA-256 of a content, written as sorted JSON without spaces."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _listed(opened: Open) -> Iterator[tuple[str, str]]:
    with opened(MANIFEST) as manifest:
        for line in manifest.read().decode("utf-8").splitlines():
            digest, _spaces, name = line.partition("  ")
            yield name, digest


def _digest(opened: Open, name: str) -> str:
    digest = hashlib.sha256()
    with opened(name) as content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _lines(opened: Open) -> Iterator[str]:
    with opened(JOURNAL) as journal:
        for line in journal:
            yield line.decode("utf-8").rstrip("\n")


def _json(opened: Open, name: str) -> Any:
    with opened(name) as content:
        return json.loads(content.read())


def main(arguments: list[str]) -> int:
    place = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    found = check(place)
    for problem in found:
        sys.stderr.write(f"{problem}\n")
    sys.stdout.write("The archive is NOT whole.\n" if found else "The archive is whole.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
