"""What all inputs share: they parse and never save, and what they do not know they refuse."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.concurrency import LARGEST_VERSION
from api.pagination import DEFAULT_SIZE, LARGEST_SIZE

LARGEST_NUMBER = 32_767  # what a small integer column holds
TEXT, LINE, CODE = 20_000, 300, 40  # characters
MOST_CODES = 100
TEXT_LANGUAGES = ("en", "fr", "pt", "ar", "es")


class Input(serializers.Serializer[Any]):
    """A body whose every field is known; one that is not is told at its name."""

    default_error_messages = {"unknown_field": _("There is no such field.")}

    def to_internal_value(self, data: Any) -> Any:
        parsed: dict[str, Any] = super().to_internal_value(data)
        writable = {name for name, field in self.fields.items() if not field.read_only}
        if unknown := sorted(set(data) - writable):
            detail = serializers.ErrorDetail(str(self.error_messages["unknown_field"]), code="unknown_field")
            raise serializers.ValidationError({name: [detail] for name in unknown})
        return parsed


class VersionedInput(Input):
    """A body that may carry the version that the caller saw, instead of `If-Match`."""

    version = serializers.IntegerField(
        min_value=0,
        max_value=LARGEST_VERSION,
        required=False,
        help_text=_("The version that you saw; 412 when there is a newer one."),
    )

    def to_internal_value(self, data: Any) -> Any:
        parsed: dict[str, Any] = super().to_internal_value(data)
        parsed.pop("version", None)  # read by `api.concurrency.expected_version`
        return parsed


class SignedInput(VersionedInput):
    """The body of a signature."""

    password = serializers.CharField(
        required=False,
        write_only=True,
        max_length=1000,
        trim_whitespace=False,
        help_text=_(
            "Your password, as a fresh proof that it is you. Required in a browser's session; a call with a token may "
            "leave it out, and the signature then says that it was made with a token."
        ),
    )


class Query(serializers.Serializer[Any]):
    """Query parameters; unknown ones are ignored."""


def codes(**options: Any) -> serializers.ListField:
    """A list of codes of the reference data; whether they exist is the services' business."""
    options = {"required": False, "max_length": MOST_CODES, **options}
    if "default" in options:
        del options["required"]
    return serializers.ListField(child=serializers.CharField(max_length=CODE), **options)


class PageQuery(Query):
    """What every growing list can be asked."""

    cursor = serializers.CharField(required=False, help_text=_("From the `next` or `previous` of a page."))
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_SIZE, default=DEFAULT_SIZE
    )


def page_of(rows: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """Documents one page of a growing list."""
    fields = {
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": rows(many=True),
        "__module__": __name__,
    }
    return type(f"{rows.__name__.removeprefix('Output')}Page", (serializers.Serializer,), fields)
