"""What each action on a request reads, and how actions are told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.serializers.base import CODE, TEXT, TEXT_LANGUAGES, SignedInput, VersionedInput, codes
from api.serializers.fields import CheckField
from api.serializers.requests import InputAnswers
from requests_app.states import CancelReason, DeclineReason


def said(**options: Any) -> serializers.CharField:
    return serializers.CharField(max_length=TEXT, **options)


def note(**options: Any) -> serializers.CharField:
    return said(required=False, default="", allow_blank=True, **options)


def text_language() -> serializers.ChoiceField:
    """The language of what one says, where it is not the caller's own."""
    return serializers.ChoiceField(TEXT_LANGUAGES, required=False, default="")


class InputReason(VersionedInput):
    """Why."""

    reason = said()


class InputOfficer(VersionedInput):
    officer = serializers.EmailField(max_length=254, help_text=_("The e-mail address of a manager."))


class InputAsk(VersionedInput):
    question = said(source="text")
    text_language = text_language()
    fields = codes(default=list)  # type: ignore[assignment]


class InputAnswer(VersionedInput):
    answer = said(source="text")
    changes = InputAnswers(source="answers", required=False, default=None, allow_null=True)


class InputTriage(VersionedInput):
    checklist = serializers.DictField(
        child=CheckField(), help_text=_("By code of the check: yes, no or n/a, alone or with a note.")
    )


class InputThemes(VersionedInput):
    main = serializers.CharField(max_length=CODE)
    further = codes(default=list)
    reason = note()


class InputNote(VersionedInput):
    note = note()


class InputDecline(VersionedInput):
    reason = serializers.ChoiceField(DeclineReason.choices, source="code")
    text = said(help_text=_("In the language of the focal point."))
    text_language = text_language()


class InputCancel(VersionedInput):
    reason = serializers.ChoiceField(CancelReason.choices, source="code")
    text = note()
    text_language = text_language()


class InputSignature(SignedInput):
    content_hash = serializers.CharField(
        max_length=64,
        required=False,
        help_text=_("The hash of the terms that you read; without it, the terms in review as they stand."),
    )


class OutputReason(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()
    field = serializers.CharField(allow_blank=True)


class OutputAction(serializers.Serializer[Any]):
    """An action that exists for the caller in this state, and everything that stands in its way."""

    name = serializers.CharField(source="action.name")
    label = serializers.CharField(source="action.label")
    allowed = serializers.BooleanField()
    reasons = OutputReason(many=True)
