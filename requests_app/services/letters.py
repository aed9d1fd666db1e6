"""The short way in: a letter is enough to begin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from core.actors import Actor
from core.files import sniff
from requests_app.models import SupportRequest
from requests_app.services.attachments import attach_file
from requests_app.services.drafts import create_draft


def begin_with_letter(
    *, country: str, answers: Mapping[str, Any], file: File[bytes], name: str, actor: Actor, now: datetime
) -> SupportRequest:
    """Begin a draft with a letter and whatever answers there are; both are kept, or neither.

    Raises what `create_draft` and `attach_file` raise.
    """
    sniff(file, name)  # a file that is not taken is refused before anything is locked
    with transaction.atomic():
        row = create_draft(country=country, answers=answers, actor=actor, now=now)
        attach_file(support_request=row, file=file, name=name, actor=actor, now=now)
    return row
