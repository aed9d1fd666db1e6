"""The anticipated failures. Doors translate them into messages; nothing else catches them.

Every failure has a stable `code`, a sentence for the reader and, where a field is concerned, the problems of
each field. HTTP status codes are the doors' business: see `api.errors`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field: a stable code and a sentence."""

    code: str
    message: Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an action is blocked; `field` names what would have to be completed, where there is such a field."""

    code: str
    message: Text
    field: str = ""


class DeskError(Exception):
    """Base of the failures that a caller is told about."""

    code = "error"
    default: Text = _("The desk could not do this.")

    def __init__(
        self,
        detail: Text | None = None,
        *,
        code: str | None = None,
        errors: Mapping[str, Sequence[Problem]] | None = None,
        reasons: Sequence[Reason] = (),
    ) -> None:
        self.detail: Text = detail or self.default
        self.code = code or self.code
        self.errors: dict[str, list[Problem]] = {name: list(found) for name, found in (errors or {}).items()}
        self.reasons = list(reasons)
        super().__init__(str(self.detail))


class InvalidInput(DeskError):
    """What was sent cannot be used as it is."""

    code = "invalid"
    default = _("Some answers need your attention.")

    @classmethod
    def at(cls, field: str, message: Text, *, code: str = "invalid") -> InvalidInput:
        """The failure of a single field."""
        return cls(errors={field: [Problem(code, message)]})


class NotAllowed(DeskError):
    """The actor is known, may know that the thing exists, and may not do this."""

    code = "not_allowed"
    default = _("Your role does not allow this.")


class NotFound(DeskError):
    """There is no such thing, or none that the actor may know of."""

    code = "not_found"
    default = _("This does not exist, or you may not see it.")


class Blocked(DeskError):
    """The state of the file does not allow the action; `reasons` says everything that stands in the way."""

    code = "blocked"
    default = _("This cannot be done now.")


class Conflict(DeskError):
    """Somebody else was faster, or the same thing exists already."""

    code = "conflict"
    default = _("Somebody else was faster.")


class Stale(DeskError):
    """The caller saw an older version than the one in force."""

    code = "stale"
    default = _(
        "This was changed by somebody else since you opened it. Load it again and repeat your change."
    )


class TooLarge(DeskError):
    """A file exceeds the limit."""

    code = "too_large"
    default = _("This file is too large.")


class UnsupportedType(DeskError):
    """A file is of a type that the desk does not take, or not what its name says."""

    code = "unsupported_type"
    default = _("Files of this type cannot be accepted.")


class Problems:
    """Collects the problems of an input so that all are told at once."""

    def __init__(self) -> None:
        self._found: dict[str, list[Problem]] = {}

    def add(self, field: str, message: Text, *, code: str = "invalid") -> None:
        self._found.setdefault(field, []).append(Problem(code, message))

    def __bool__(self) -> bool:
        return bool(self._found)

    def raise_if_any(self) -> None:
        """Raise `InvalidInput` when anything was added."""
        if self._found:
            raise InvalidInput(errors=self._found)
