"""Terms of reference as they are read on a page before they are signed: in both languages, the reader's own first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from core.actors import Actor, Role
from workflows.models import TermsOfReference
from workflows.selectors.papers import PAPER_LANGUAGES, content_for, verification_url
from workflows.states import TermsState
from workflows.tor.clauses import TermsContent
from workflows.tor.presentation import Marks, Signature, view

FINAL = (TermsState.SIGNED, TermsState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Reading:
    """The terms in one language: `terms` is what the paper of that language shows."""

    language: str
    name: str
    terms: Mapping[str, Any]


def readings_of(terms: TermsOfReference, actor: Actor) -> list[Reading]:
    """The terms in each language, as far as the actor may know them."""
    content, marks = TermsContent.from_dict(content_for(terms, actor)), _marks(terms, actor)
    languages = sorted(PAPER_LANGUAGES, key=lambda language: language != translation.get_language())
    return [
        Reading(
            language,
            translation.get_language_info(language)["name_local"].capitalize(),
            view(content, language=language, marks=marks),
        )
        for language in languages
    ]


def hash_groups(terms: TermsOfReference) -> list[str]:
    """The hash of the content in groups of eight, which can be compared by eye and wrap on a phone."""
    return [terms.content_hash[start : start + 8] for start in range(0, len(terms.content_hash), 8)]


def _marks(terms: TermsOfReference, actor: Actor) -> Marks:
    named = actor.role != Role.STEERING
    return Marks(
        reference=terms.support_request.reference or "",
        version=terms.number,
        status="signed" if terms.state in FINAL else "draft",
        verification_code=terms.verification_code,
        verification_url=verification_url(terms),
        signatures=[
            Signature(
                role=signature.role,  # type: ignore[arg-type]
                name=signature.name if named else "",
                signed_on=signature.signed_at.date(),
            )
            for signature in terms.signatures.all()
        ],
    )
