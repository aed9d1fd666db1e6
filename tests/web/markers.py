"""A made-up French in which everything that was translated wears marks: ⟦like this⟧. What wears none was forgotten.

`marked_french` puts it in the place of French, for messages and for the French labels of reference data.
`unmarked` finds words without marks in a page or a letter, leaving out those that people wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from babel import Locale
from django.apps import apps
from django.db.models import CharField, F, JSONField, TextField, Value
from django.db.models.functions import Concat, Left
from django.utils.translation import trans_real

OPENS, CLOSES = "⟦", "⟧"
LONGEST = 10_000
WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?:['’][^\W\d_]+)?(?!\w)")
CODE_LIKE = re.compile(r"[a-z0-9_.:/-]*")
READ_ALOUD = ("title", "aria-label", "aria-description", "placeholder", "alt")
PRESSED = {"submit", "button", "reset"}
NOT_READ = {"script", "style", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
WRITTEN_BY_PEOPLE = ("accounts", "requests_app", "experts", "workflows")
MADE_BY_THE_DESK = {  # texts that the desk composed and keeps: they must not vouch for the words of the desk
    ("Consultation", "shown"),
    ("Notification", "data"),
    ("Shortlist", "need"),
    ("Shortlist", "weights"),
    ("ShortlistEntry", "result"),
    ("SupportRequest", "theme_proposal"),
    ("TermsOfReference", "content"),
}


# --- Marking ------------------------------------------------------------------------------------------------


class MarkedCatalogue:
    """A catalogue whose answers wear marks."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def gettext(self, message: str) -> str:
        return _mark(self._real.gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return _mark(self._real.ngettext(singular, plural, number))


def _mark(said: str) -> str:
    # A message with a context that has no translation comes back with its context in front.
    return f"{OPENS}{said.rpartition(trans_real.CONTEXT_SEPARATOR)[2]}{CLOSES}"


@contextmanager
def marked_french() -> Iterator[None]:
    """French wears marks meanwhile; labels of reference data are marked in the database, and stay so."""
    mark_reference()
    real = trans_real.translation("fr")
    trans_real._translations["fr"] = MarkedCatalogue(real)
    try:
        yield
    finally:
        trans_real._translations["fr"] = real


def mark_reference() -> None:
    """Mark every French label of the reference data."""
    for model in apps.get_app_config("programme").get_models():
        french = [field for field in _texts(model) if field.name.endswith("_fr")]
        for field in french:
            room = (field.max_length or LONGEST) - 2
            marked = Concat(Value(OPENS), Left(F(field.name), room), Value(CLOSES))
            model.objects.exclude(**{field.name: ""}).update(**{field.name: marked})
        for field in [field for field in model._meta.fields if isinstance(field, JSONField)]:
            for row in model.objects.all():
                kept = getattr(row, field.name)
                if (marked := _with_marks(kept)) != kept:
                    model.objects.filter(pk=row.pk).update(**{field.name: marked})


def _with_marks(value: Any) -> Any:
    """The same value, its French labels marked."""
    if isinstance(value, list):
        return [_with_marks(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _mark(each) if name.endswith("_fr") and isinstance(each, str) and each else _with_marks(each)
        for name, each in value.items()
    }


def _texts(model: Any) -> list[Any]:
    return [
        field
        for field in model._meta.fields
        if isinstance(field, CharField | TextField) and not field.choices
    ]


# --- Finding ------------------------------------------------------------------------------------------------


def words_of_people() -> frozenset[str]:
    """Every word of every text that somebody wrote: it stands on pages as it is."""
    found: set[str] = set()
    for app in WRITTEN_BY_PEOPLE:
        for model in apps.get_app_config(app).get_models():
            for field in [*_texts(model), *(f for f in model._meta.fields if isinstance(f, JSONField))]:
                if (model.__name__, field.name) not in MADE_BY_THE_DESK:
                    for value in model.objects.values_list(field.name, flat=True).distinct():
                        found.update(_words_in(value))
    return frozenset(found)


def words_of_babel() -> frozenset[str]:
    """The words of the French names of countries and languages, which come from Babel and not from our catalogue."""
    french = Locale("fr")
    return frozenset(WORD.findall(" ".join([*french.territories.values(), *french.languages.values()])))


def _words_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _words_in(each)
    elif isinstance(value, str) and ("@" in value or not CODE_LIKE.fullmatch(value)):
        yield from WORD.findall(value)


def unmarked(text: str, known: frozenset[str], *, is_page: bool = True) -> list[str]:
    """The pieces of a page, or of a plain text, that hold a word which wears no marks and is not known."""
    pieces = _Reader(text).pieces if is_page else list(_outside(text.splitlines()))
    return [piece for piece in pieces if any(word not in known for word in WORD.findall(piece))]


class _Reader(HTMLParser):
    """Reads a page as eyes and screen readers do.

    What says its own language is left out: a text that somebody wrote, or a paper, which is made in both at once.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._said: list[str] = []
        self._open: list[tuple[str, bool]] = []  # elements, and whether nothing in them is read
        self.feed(page)
        self.close()
        self.pieces += _outside(self._said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            own = tag in NOT_READ or ("lang" in values and tag != "html")
            self._open.append((tag, own or self._is_silent))
        if self._is_silent:
            return
        for name in READ_ALOUD:
            self.pieces += _outside([values.get(name, "")])
        if tag == "input" and values.get("type") in PRESSED:
            self.pieces += _outside([values.get("value", "")])

    def handle_endtag(self, tag: str) -> None:
        while any(tag == name for name, _silent in self._open) and self._open.pop()[0] != tag:
            pass  # an element that needs no end

    @property
    def _is_silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_data(self, data: str) -> None:
        if not self._is_silent:
            self._said.append(data)


def _outside(texts: list[str]) -> Iterator[str]:
    """What stands outside of all marks; a message may begin in one text and end in another."""
    depth = 0
    for text in texts:
        outside = []
        for part in re.split(f"([{OPENS}{CLOSES}])", text):
            depth += (part == OPENS) - (part == CLOSES)
            if depth == 0 and part != CLOSES:
                outside.append(part)
        if piece := " ".join(" ".join(outside).split()):
            yield piece
    if depth:
        said = " ".join(" ".join(texts).split())
        place = said.rfind(OPENS if depth > 0 else CLOSES)
        yield f"marks that are not closed: {said[max(0, place - 200) : place + 200]}"
