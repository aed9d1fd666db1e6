"""Messages and files between a country and the desk."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from api.serializers.base import TEXT, TEXT_LANGUAGES, Input
from requests_app.models import Attachment


class InputMessage(Input):
    text = serializers.CharField(max_length=TEXT)
    is_internal = serializers.BooleanField(required=False, default=False)
    text_language = serializers.ChoiceField(TEXT_LANGUAGES, required=False, default="")


class InputFile(Input):
    file = serializers.FileField(allow_empty_file=True)  # the service says what is wrong with an empty one


class OutputMessage(serializers.Serializer[Any]):
    """A message; `is_internal` marks notes that only managers read."""

    id = serializers.IntegerField()
    author = serializers.CharField()
    author_role = serializers.CharField()
    text = serializers.CharField()
    text_language = serializers.CharField()
    is_internal = serializers.BooleanField()
    sent_at = serializers.DateTimeField()


class OutputAttachment(serializers.ModelSerializer[Attachment]):
    class Meta:
        model = Attachment
        fields = ("id", "name", "content_type", "size", "sha256", "uploaded_at")
        read_only_fields = fields
