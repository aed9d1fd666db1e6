"""Model validation in the desk's own words: what `full_clean` finds becomes `InvalidInput`, by field."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from core.errors import InvalidInput, Problem


def refuse_invalid(instance: Model, *, exclude: set[str] | None = None) -> None:
    """Raise `InvalidInput` with everything that is wrong with the fields of an instance about to be saved.

    Uniqueness and constraints are left to the service, which can say more about them, and to the database.
    """
    try:
        instance.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
    except ValidationError as failure:
        raise invalid_input(failure) from failure


def invalid_input(failure: ValidationError, *, field: str = NON_FIELD_ERRORS) -> InvalidInput:
    """The same failure for the doors; `field` is where problems belong that name no field themselves."""
    by_field = failure.error_dict if hasattr(failure, "error_dict") else {field: failure.error_list}
    return InvalidInput(
        errors={
            name: [Problem(found.code or "invalid", " ".join(found.messages)) for found in problems]
            for name, problems in by_field.items()
        }
    )
