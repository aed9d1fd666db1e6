"""What anybody may know of a paper, and how a file compares with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from workflows.models import Document, TermsOfReference
from workflows.states import TermsState


class Force(Enum):
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    DRAFT = "draft"


FORCE = {TermsState.SIGNED: Force.IN_FORCE, TermsState.SUPERSEDED: Force.SUPERSEDED}


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Reference, version, date, force and content hash: nothing that names a person or a country."""

    reference: str
    number: int
    date: datetime
    force: Force
    content_hash: str
    code: str

    @property
    def in_force(self) -> bool:
        return self.force is Force.IN_FORCE

    @property
    def superseded(self) -> bool:
        return self.force is Force.SUPERSEDED

    @property
    def hash_groups(self) -> list[str]:
        """The hash in groups of eight, which can be compared by eye and wrap on a phone."""
        return [self.content_hash[start : start + 8] for start in range(0, len(self.content_hash), 8)]


def paper_facts(terms: TermsOfReference) -> PaperFacts:
    return PaperFacts(
        reference=terms.support_request.reference or "",
        number=terms.number,
        date=terms.signed_at or terms.created_at,
        force=FORCE.get(TermsState(terms.state), Force.DRAFT),
        content_hash=terms.content_hash,
        code=terms.verification_code,
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether an uploaded file is, byte for byte, a paper of ours, and whether it is the newest of its version."""

    genuine: bool
    current: bool = False
    language: str = ""
    signatures: int = 0
    made_at: datetime | None = None

    @classmethod
    def of(cls, terms: TermsOfReference, document: Document | None) -> Comparison:
        if document is None:
            return cls(genuine=False)
        as_it_stands = (terms.content_hash, terms.signatures.count())
        return cls(
            genuine=True,
            current=(document.content_hash, document.signatures) == as_it_stands,
            language=document.language,
            signatures=document.signatures,
            made_at=document.made_at,
        )
