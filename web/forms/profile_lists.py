"""What the parts of a profile have in common, and lists that are typed line by line.

A line whose first field is empty does not count, and `with_more_lines` adds empty ones without JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from core.errors import Text
from experts.models import Expert
from experts.services.cleaning import DESK_ONLY
from experts.services.cleaning_lists import LONGEST_LIST
from web.forms.base import DeskForm
from web.forms.numbers import whole_number

NOTHING = ("", "—")
SPARE_LINES = 2
MORE = "more_lines"  # the button that asks for more lines instead of sending


class ProfileForm(DeskForm):
    """A part of a profile."""

    heading: ClassVar[Text]
    intro: ClassVar[Text] = ""

    def __init__(self, *args: Any, own: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in DESK_ONLY & self.fields.keys() if own else ():
            del self.fields[name]

    @classmethod
    def initial_of(cls, expert: Expert) -> dict[str, Any]:
        """What the profile says now."""
        return {name: getattr(expert, name) for name in cls.base_fields if hasattr(expert, name)}

    @property
    def values(self) -> dict[str, Any]:
        """What was read, as the services take it."""
        return self.answers


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a list as it is typed."""

    name: str
    fields: list[BoundField]


class ListForm(ProfileForm):
    """A list, typed line by line. `columns` make the fields of a line; the first one says whether it counts."""

    template_name = "forms/lines.html"
    list_name: ClassVar[str]
    line_name: ClassVar[Text]

    lines = forms.IntegerField(required=False, min_value=0, max_value=LONGEST_LIST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns = self.make_columns()
        self.count = self._lines_wanted()
        self.initial["lines"] = self.count
        for number in range(self.count):
            for column, make in self.columns.items():
                self.add_field(self._name(number, column), make())

    def make_columns(self) -> Mapping[str, Callable[[], forms.Field]]:
        """How the fields of a line are made, by the name of the column."""
        raise NotImplementedError

    @classmethod
    def entries_of(cls, expert: Expert) -> list[dict[str, Any]]:
        """The entries of the profile, as columns."""
        raise NotImplementedError

    @classmethod
    def initial_of(cls, expert: Expert) -> dict[str, Any]:
        entries = cls.entries_of(expert)
        filled = {
            f"{cls.list_name}_{number}_{column}": value
            for number, entry in enumerate(entries)
            for column, value in entry.items()
        }
        return {**super().initial_of(expert), **filled, "lines": len(entries) + SPARE_LINES}

    @property
    def drawn_lines(self) -> Iterator[Line]:
        for number in range(self.count):
            bound = [self[self._name(number, column)] for column in self.columns]
            yield Line(str(self.line_name) % {"number": number + 1}, bound)

    @property
    def single_fields(self) -> list[BoundField]:
        """The fields that are not part of a line."""
        return [bound for bound in self.visible_fields() if not bound.name.startswith(f"{self.list_name}_")]

    @property
    def values(self) -> dict[str, Any]:
        read = {
            name: value
            for name, value in self.answers.items()
            if name in self.base_fields and name != "lines"
        }
        return {**read, self.list_name: [self._entry(number) for number in self._counting()]}

    def field_of(self, path: str) -> str | None:
        """Entries are numbered without the empty lines; a problem of a whole entry is shown at its first field."""
        parts = path.split(".")
        if parts[0] != self.list_name:
            return super().field_of(path)
        counting, first = self._counting(), next(iter(self.columns))
        place = int(parts[1]) if len(parts) > 1 else 0
        number = counting[place] if place < len(counting) else 0
        return self._name(number, parts[2] if len(parts) > 2 else first)

    def _counting(self) -> list[int]:
        first = next(iter(self.columns))
        return [number for number in range(self.count) if self.cleaned_data.get(self._name(number, first))]

    def _entry(self, number: int) -> dict[str, Any]:
        return {column: self.cleaned_data.get(self._name(number, column)) for column in self.columns}

    def _name(self, number: int, column: str) -> str:
        return f"{self.list_name}_{number}_{column}"

    def _lines_wanted(self) -> int:
        wanted = self.data.get("lines") if self.is_bound else self.initial.get("lines")
        number = whole_number(wanted)
        return SPARE_LINES + 1 if number is None else min(number, LONGEST_LIST)


def with_more_lines(sent: QueryDict) -> QueryDict:
    """What was sent, for a form with a few more empty lines."""
    more = sent.copy()
    more["lines"] = str((whole_number(sent.get("lines")) or 0) + SPARE_LINES + 1)
    return more
