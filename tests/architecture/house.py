"""What the tests of the house read: its contracts and its files."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NOT_THE_HOUSE = {"tests", "bench", "bin", "docs", "static", "templates", "locale", "staticfiles", "var"}


def linter() -> dict[str, Any]:
    """Return import-linter's configuration."""
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"])


def rooms_by_container() -> dict[str, set[str]]:
    """Return the declared rooms of each container with an exhaustive contract."""
    rooms: dict[str, set[str]] = {}
    for contract in linter()["contracts"]:
        if contract.get("exhaustive"):
            for container in contract["containers"]:
                rooms[container] = set(rooms_in(contract["layers"]))
    return rooms


def rooms_in(layers: list[str]) -> Iterator[str]:
    """Yield the names in layers, without the signs for optional and independent rooms."""
    for layer in layers:
        for name in layer.replace("|", ":").split(":"):
            yield name.strip().strip("()")


def packages() -> list[str]:
    """Return the top-level packages of the house."""
    folders = (path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
    return sorted(path.name for path in folders if path.name not in NOT_THE_HOUSE and any(path.rglob("*.py")))


def modules(package: str) -> Iterator[Path]:
    """Yield all source files of a package."""
    yield from sorted((ROOT / package).rglob("*.py"))


def dotted(path: Path) -> str:
    """Return the module's name of a source file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_names(tree: ast.AST) -> Iterator[str]:
    """Yield every module that a syntax tree imports, wherever it stands in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
