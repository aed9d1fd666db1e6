import re

import pytest

from support_desk.env import markdown_table
from tests.architecture.house import ROOT


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
