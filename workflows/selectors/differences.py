"""Two versions of the terms of a request beside each other, as far as the reader may know of them."""

from __future__ import annotations

from typing import Any

from core.actors import Actor
from workflows.models import TermsOfReference
from workflows.selectors.papers import content_for
from workflows.tor.clauses import TermsContent
from workflows.tor.comparison import Compared, comparison
from workflows.tor.difference import SectionChange, difference


def versions_before(terms: TermsOfReference, actor: Actor) -> list[TermsOfReference]:
    """What a version can be compared with, the newest first."""
    rows = TermsOfReference.objects.visible_to(actor).filter(
        support_request_id=terms.support_request_id, number__lt=terms.number
    )
    return list(rows.order_by("-number"))


def difference_of(
    old: TermsOfReference, new: TermsOfReference, *, actor: Actor, language: str
) -> dict[str, Any]:
    """What changed from the old version to the new one, in one language."""
    return comparison(
        _compared(old, actor),
        _compared(new, actor),
        reference=new.support_request.reference or "",
        language=language,
    )


def changes_between(
    old: TermsOfReference, new: TermsOfReference, *, actor: Actor, language: str
) -> list[SectionChange]:
    """The same as plain data."""
    return difference(_compared(old, actor).content, _compared(new, actor).content, language)


def _compared(terms: TermsOfReference, actor: Actor) -> Compared:
    return Compared(
        number=terms.number,
        day=terms.dated_at.date(),
        content=TermsContent.from_dict(content_for(terms, actor)),
        content_hash=terms.content_hash,
    )
