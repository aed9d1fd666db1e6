"""The French catalogue: `python -m support_desk.catalogue update|check`.

`update` gathers the messages of the whole desk into `locale/fr`, keeping what is translated; `check` fails when a
message is missing, empty, doubtful or no longer used. Needs no gettext on the machine.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
ROOMS = (
    "core",
    "programme",
    "accounts",
    "requests_app",
    "experts",
    "workflows",
    "web",
    "api",
    "support_desk",
)
HEADER = "# The words of the support desk in French: gathered by `bin/messages update`, translated here."
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LITERAL = re.compile(r"u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
CALL = re.compile(r"\b(n?p?gettext)\(((?:u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|[^()'\"])*)\)", re.DOTALL)

Text = str | tuple[str, ...] | list[str] | None
Message = tuple[str | tuple[str, ...], str | None]  # (id or (singular, plural), context)


def messages() -> Iterator[tuple[Message, str]]:
    """Yield every message that a person can read, with the file that says it."""
    for room in ROOMS:
        for source in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in source.parts:
                yield from _of_code(source)
    for source in sorted((ROOT / "templates").rglob("*.*")):
        yield from _of_template(source)


def _of_code(source: Path) -> Iterator[tuple[Message, str]]:
    for _line, message, _comments, context in extract_from_file("python", str(source), keywords=KEYWORDS):
        yield (message, context), source.relative_to(ROOT).as_posix()


def _of_template(source: Path) -> Iterator[tuple[Message, str]]:
    for function, arguments in CALL.findall(templatize(source.read_text())):
        said = [ast.literal_eval(literal) for literal in LITERAL.findall(arguments)]
        context = said.pop(0) if function.removesuffix("gettext").endswith("p") else None
        message = (said[0], said[1]) if function.startswith("n") else said[0]
        yield (message, context), source.relative_to(ROOT).as_posix()


def gather() -> Catalog:
    """Return a catalogue of all messages without translations."""
    catalogue = Catalog(
        locale="fr", project="support-desk", charset="utf-8", header_comment=HEADER, fuzzy=False
    )
    for (message, context), source in messages():
        if message:
            catalogue.add(message, locations=[(source, 0)], context=context)
    return catalogue


def update() -> None:
    """Bring the catalogue up to date; what is new stands there empty."""
    gathered, kept = gather(), _read()
    gathered.creation_date = kept.creation_date  # else every update would change this line
    for message in gathered:
        known = kept.get(message.id, context=message.context) if message.id else None
        if known is not None and known.string:
            message.string = known.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, gathered, sort_output=True, omit_header=False, include_lineno=False, width=110)


def problems() -> list[str]:
    """Return what is wrong with the committed catalogue, in words."""
    gathered, kept = gather(), _read()
    wanted = {(_key(message), message.context) for message in gathered if message.id}
    found = ["marked as doubtful as a whole: it would not be compiled"] if kept.fuzzy else []
    for key, context in sorted(wanted, key=str):
        message = kept.get(key, context=context)
        if message is None or not _is_complete(message.string):
            found.append(f"not translated: {key!r}")
        elif message.fuzzy:
            found.append(f"doubtful: {key!r}")
        elif list(message.check(kept)) or _placeholders(key) != _placeholders(_first(message.string)):
            found.append(f"other placeholders than the English: {key!r}")
    for message in kept:
        if message.id and (_key(message), message.context) not in wanted:
            found.append(f"no longer used: {_key(message)!r}")
    return found


def _read() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="fr")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="fr")


def _key(message: object) -> str:
    return _first(message.id)  # type: ignore[attr-defined]


def _first(text: Text) -> str:
    return text if isinstance(text, str) else (text or ("",))[0]


def _is_complete(text: Text) -> bool:
    return bool(text) if isinstance(text, str) or text is None else all(text)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    elif found := problems():
        sys.exit("\n".join(found[:40] + [f"{len(found)} problem(s) in {CATALOGUE.relative_to(ROOT)}"]))
