import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from docs import machines
from support_desk.env import markdown_table
from tests.architecture.house import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
RECORDS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
RECORD_PARTS = ["Context", "Decision", "Consequences", "Alternatives weighed"]

# Links that the browser follows elsewhere, and the anchor within a file.
ELSEWHERE = re.compile(r"^(https?|mailto):")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def links_of(path: Path) -> Iterator[str]:
    """Yield the targets of a page's links, without code."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(), flags=re.DOTALL)
    yield from re.findall(r"\]\(([^)\s]+)\)", prose)


def anchors_of(path: Path) -> set[str]:
    """Return the anchors that the headings of a page make."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_readme_shows_the_table_of_variables():
    assert markdown_table() in (ROOT / "README.md").read_text()


def test_compose_passes_every_variable():
    compose = (ROOT / "docker-compose.yml").read_text()

    for name in re.findall(r"^\| `([A-Z_]+)`", markdown_table(), flags=re.MULTILINE):
        assert re.search(rf"^    {name}: ", compose, flags=re.MULTILINE), name


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_lock_has_hashes_and_names_no_server(name: str):
    lock = (ROOT / "requirements" / name).read_text()

    assert not re.search(r"https?://|file:|--(extra-)?index-url|--find-links", lock)
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", lock.strip()))


def test_dev_lock_holds_the_base_lock_whole():
    base, dev = (
        set(re.findall(r"^[a-z0-9._-]+==\S+", (ROOT / "requirements" / name).read_text(), flags=re.MULTILINE))
        for name in ("base.txt", "dev.txt")
    )

    assert base <= dev


def test_architecture_shows_the_machines_of_the_code():
    page = machines.PAGE.read_text()

    assert set(re.findall(r"<!-- begin ([a-z-]+) -->", page)) == set(machines.SECTIONS)
    assert page == machines.made_anew(page), "run: .venv/bin/python -m docs.machines --write"


@pytest.mark.parametrize("path", RECORDS, ids=named)
def test_decision_record_has_its_parts(path: Path):
    text = path.read_text()
    number = int(path.name[:4])

    assert text.startswith(f"# {number}. ")
    assert re.search(r"^- Status: (proposed|accepted|superseded by \[\d{4}\]\(\S+\))$", text, re.MULTILINE)
    assert re.search(r"^- Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == RECORD_PARTS


def test_decision_records_are_numbered_once_and_listed_in_their_order():
    listed = re.findall(r"\]\((\d{4}-\S+\.md)\)", (ROOT / "docs" / "adr" / "README.md").read_text())

    # A number may be missing for a while: it is given to a decision before the decision is written.
    assert len({path.name[:4] for path in RECORDS}) == len(RECORDS)
    assert listed == [path.name for path in RECORDS]


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_lead_somewhere(path: Path):
    broken = []
    for link in links_of(path):
        target, _hash, anchor = link.partition("#")
        page = (path.parent / target).resolve() if target else path
        if not ELSEWHERE.match(link) and (
            not page.exists() or (anchor and page.suffix == ".md" and anchor not in anchors_of(page))
        ):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_commands_that_are_named_exist(path: Path):
    text = path.read_text()
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text))
    scripts = set(re.findall(r"(?<![\w./-])bin/([a-z_]+)", text))
    modules = set(re.findall(r"python -m ([a-z_.]+)", text)) - {"pip"}

    assert commands <= set(get_commands())
    assert {name for name in scripts if not (ROOT / "bin" / name).is_file()} == set()
    assert {name for name in modules if not (ROOT / f"{name.replace('.', '/')}.py").is_file()} == set()
