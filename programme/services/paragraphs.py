"""Texts of standard paragraphs change here, and every text that terms may hold is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from programme.models import Paragraph, ParagraphEdition


@transaction.atomic
def save_paragraph(paragraph: Paragraph, *, now: datetime) -> Paragraph:
    """Save what an administrator wrote. A text that differs is a new edition; the one before is kept.

    The paragraph has been cleaned. Loading the project's files leaves it alone from now on.
    """
    # The order of the outline would join headings, which PostgreSQL does not lock where there may be none.
    before = Paragraph.objects.select_for_update().order_by().filter(pk=paragraph.pk).first()
    if before and (before.texts, before.kind) != (paragraph.texts, paragraph.kind):
        keep_text(before, now=now)
        known = paragraph.editions.filter(version=before.version).aggregate(last=Max("edition"))["last"] or 0
        paragraph.version, paragraph.edition = before.version, max(known, before.edition) + 1
    paragraph.locally_edited = True
    paragraph.save()
    keep_text(paragraph, now=now)
    return paragraph


def keep_texts(*, now: datetime) -> None:
    """Keep the text that each paragraph has now, where it is not kept yet."""
    rows = [_as_kept(paragraph, now=now) for paragraph in Paragraph.objects.all()]
    ParagraphEdition.objects.bulk_create(rows, ignore_conflicts=True)


def keep_text(paragraph: Paragraph, *, now: datetime) -> None:
    """Keep the text of this version and edition, once."""
    ParagraphEdition.objects.bulk_create([_as_kept(paragraph, now=now)], ignore_conflicts=True)


def _as_kept(paragraph: Paragraph, *, now: datetime) -> ParagraphEdition:
    return ParagraphEdition(
        paragraph=paragraph,
        version=paragraph.version,
        edition=paragraph.edition,
        text_en=paragraph.text_en,
        text_fr=paragraph.text_fr,
        kept_at=now,
    )
