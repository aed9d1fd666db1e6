import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import house

DOMAIN = ["core", "programme", "accounts", "requests_app", "experts", "workflows"]

# Hooks that allauth calls with a request, and Django's own admin; they translate it and decide nothing.
SPEAKS_HTTP_BY_CONTRACT = {"accounts.adapter"}


def test_every_top_level_package_stands_on_a_floor():
    floors = next(contract for contract in house.linter()["contracts"] if contract["id"] == "floors")

    assert (
        set(house.packages()) == set(house.linter()["root_packages"]) == set(house.rooms_in(floors["layers"]))
    )


def test_every_package_declares_its_rooms():
    assert set(house.packages()) <= set(house.rooms_by_container())


@pytest.mark.parametrize("container", sorted(house.rooms_by_container()))
def test_every_module_sits_in_a_declared_room(container: str):
    folder = house.ROOT / container.replace(".", "/")
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    folders = {path.name for path in folder.iterdir() if path.is_dir() and any(path.rglob("*.py"))}

    assert files | folders <= house.rooms_by_container()[container]


@pytest.mark.parametrize("package", DOMAIN)
def test_only_doors_know_http(package: str):
    speakers = {
        house.dotted(path)
        for path in house.modules(package)
        if any(name.startswith("django.http") for name in house.imported_names(ast.parse(path.read_text())))
    }

    assert {name for name in speakers if ".admin" not in name} <= SPEAKS_HTTP_BY_CONTRACT


def deferred_imports(path: Path) -> Iterator[str]:
    """Yield the house's modules that functions of a file import when called."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (name for name in house.imported_names(node) if name.split(".")[0] in house.packages())


@pytest.mark.parametrize("package", house.packages())
def test_no_cycle_hides_in_a_deferred_import(package: str):
    found = {house.dotted(path): sorted(deferred_imports(path)) for path in house.modules(package)}

    # AppConfig.ready is Django's own place for imports that register something.
    assert {name: names for name, names in found.items() if names and not name.endswith(".apps")} == {}
