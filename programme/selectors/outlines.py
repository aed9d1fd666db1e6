from __future__ import annotations

from dataclasses import dataclass

from core.errors import NotFound
from programme.models import DocumentOutline, OutlineHeading


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's plan with its headings in order."""

    outline: DocumentOutline
    headings: tuple[OutlineHeading, ...]


def outline_for(code: str) -> Outline:
    """The plan `tor_outline` or `mission_report_outline`; raises `NotFound` for another code. Two queries."""
    outline = DocumentOutline.objects.filter(code=code).first()
    if outline is None:
        raise NotFound
    return Outline(outline, tuple(outline.headings.order_by("order")))
