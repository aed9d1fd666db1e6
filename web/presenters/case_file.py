"""The archives of a request's whole file: which there are, how far each is, until when it can be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from core.errors import Text
from requests_app.models import SupportRequest
from workflows.models import CaseFile
from workflows.states import CaseFileState

MOST = 10
TONES: Mapping[str, str] = {CaseFileState.READY: "good", CaseFileState.FAILED: "bad"}


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """One archive; `url` is empty unless it can be taken now."""

    row: CaseFile
    label: Text
    tone: str
    url: str

    @property
    def is_pending(self) -> bool:
        return self.row.state == CaseFileState.PENDING

    @property
    def has_failed(self) -> bool:
        return self.row.state == CaseFileState.FAILED

    @property
    def digest_groups(self) -> list[str]:
        """The SHA-256 in groups of eight, which can be compared by eye and wrap on a phone."""
        return [self.row.sha256[start : start + 8] for start in range(0, len(self.row.sha256), 8)]


def archives_of(support_request: SupportRequest, *, now: datetime) -> list[ArchiveLine]:
    """The latest archives, the newest first. One query."""
    rows = support_request.case_files.select_related("asked_by").order_by("-id")[:MOST]
    return [_line(row, now=now) for row in rows]


def can_be_taken(row: CaseFile, *, now: datetime) -> bool:
    return row.state == CaseFileState.READY and row.expires_at is not None and now < row.expires_at


def _line(row: CaseFile, *, now: datetime) -> ArchiveLine:
    taken = can_be_taken(row, now=now)
    return ArchiveLine(
        row=row,
        label=CaseFileState(row.state).label,
        tone=TONES.get(row.state, "plain"),
        url=reverse("case_file_archive", args=[row.support_request_id, row.pk]) if taken else "",
    )
