from __future__ import annotations

from django.db.models import QuerySet

from programme.models import Paragraph


def paragraphs_in_use() -> QuerySet[Paragraph]:
    """The standard paragraphs with their headings, in the order of the outline; one query."""
    return Paragraph.objects.filter(in_use=True).select_related("heading")
