"""JSON that can be stored: what no database or answer can hold is refused before anybody reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser


class CleanJSONParser(JSONParser):
    """Refuses NUL characters, halves of surrogate pairs, and nesting that only an attack has."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            data = super().parse(stream, media_type, parser_context)
            unusable = sorted(set(_unusable(data, "")))
        except RecursionError as too_deep:
            raise ParseError(_("This JSON is nested too deeply.")) from too_deep
        if unusable:
            message = _("This text holds characters that cannot be stored.")
            raise ValidationError({path or "body": [message] for path in unusable}, code="unusable_character")
        if data is None:  # else the framework would say it, in English only
            raise ValidationError({"body": [_("Send an object, not null.")]}, code="null")
        return data


def _unusable(value: Any, path: str) -> Iterator[str]:
    """The paths of texts that cannot be stored; a name that cannot be is told at what holds it."""
    if isinstance(value, str):
        if not _usable(value):
            yield path
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _unusable(inner, f"{path}.{name}".lstrip(".")) if _usable(name) else [path]
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _unusable(inner, f"{path}.{number}".lstrip("."))


def _usable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)
