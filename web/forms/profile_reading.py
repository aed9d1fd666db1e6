"""A part of a profile as it is read: the fields of its form, with their values in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

from core.errors import Text
from experts.models import Expert
from experts.services.cleaning import DESK_ONLY
from web.forms.profile_lists import ListForm, ProfileForm
from web.forms.profiles import PARTS
from web.forms.texts import SaidField
from web.presenters.choices import flat


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its value; `is_long` where it is free text with lines of its own."""

    label: Text
    value: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: what it is, and what more is said about it."""

    name: str
    details: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a profile; `name` is that of its form in `PARTS`."""

    name: str
    heading: Text
    facts: list[Fact]
    entries: list[Entry]

    @property
    def is_empty(self) -> bool:
        return not self.facts and not self.entries


def parts_of(expert: Expert) -> list[Part]:
    """What the person keeps themself, in the order of the forms."""
    return [_part(name, form_class, expert) for name, form_class in PARTS.items()]


def decided_by_the_desk(expert: Expert) -> list[Fact]:
    """What the office decides about a person, who reads it and cannot change it."""
    found: list[Fact] = []
    for form_class in PARTS.values():
        if DESK_ONLY & form_class.base_fields.keys():
            initial = form_class.initial_of(expert)
            found += _facts(form_class(initial=initial), initial, only=DESK_ONLY)
    return found


def _part(name: str, form_class: type[ProfileForm], expert: Expert) -> Part:
    initial = form_class.initial_of(expert)
    form = form_class(initial=initial, own=True)
    entries = list(_entries(form, expert)) if isinstance(form, ListForm) else []
    return Part(name, form_class.heading, list(_facts(form, initial)), entries)


def _facts(
    form: ProfileForm, initial: dict[str, Any], *, only: frozenset[str] | None = None
) -> Iterator[Fact]:
    for name, field in form.fields.items():
        asked = name in form.base_fields and (only is None or name in only)
        value = "" if not asked or field.widget.is_hidden else in_words(field, initial.get(name))
        if value:
            yield Fact(field.label, value, isinstance(field, SaidField))


def _entries(form: ListForm, expert: Expert) -> Iterator[Entry]:
    fields = {column: make() for column, make in form.columns.items()}
    first = next(iter(fields))
    for entry in form.entries_of(expert):
        said = [
            f"{_('%(what)s:') % {'what': fields[column].label}} {words}"
            for column, value in entry.items()
            if column != first and (words := in_words(fields[column], value))
        ]
        name = in_words(fields[first], entry[first])
        # French names of languages begin small; at the beginning of a line they do not.
        yield Entry(name[:1].upper() + name[1:], " · ".join(said))


def in_words(field: forms.Field, value: Any) -> str:
    """What a field holds, as one reads it."""
    if value is None or value == "":
        return ""
    if choices := getattr(field, "choices", None):
        named = flat(choices)
        return str(named.get(value, named.get(str(value), value)))
    return date_format(value) if isinstance(value, date) else str(localize(value))
