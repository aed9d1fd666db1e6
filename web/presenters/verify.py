"""What anybody may know of a paper, and how a file compares with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.errors import Text
from workflows.models import Document, Paper, TermsOfReference
from workflows.seal.checking import SealFound
from workflows.states import PaperForce, PaperKind


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Kind, reference, number, date, force and content hash: nothing that names a person or a country."""

    kind: Text
    is_terms: bool
    reference: str
    number: int
    date: datetime
    force: str
    content_hash: str
    code: str

    @property
    def in_force(self) -> bool:
        return self.force == PaperForce.IN_FORCE

    @property
    def superseded(self) -> bool:
        return self.force == PaperForce.SUPERSEDED

    @property
    def revoked(self) -> bool:
        return self.force == PaperForce.REVOKED

    @property
    def hash_groups(self) -> list[str]:
        """The hash in groups of eight, which can be compared by eye and wrap on a phone."""
        return [self.content_hash[start : start + 8] for start in range(0, len(self.content_hash), 8)]


def paper_facts(owner: TermsOfReference | Paper) -> PaperFacts:
    return PaperFacts(
        kind=PaperKind(owner.kind).label,
        is_terms=owner.kind == PaperKind.TERMS,
        reference=owner.support_request.reference or "",
        number=owner.number,
        date=owner.dated_at,
        force=owner.force,
        content_hash=owner.content_hash,
        code=owner.verification_code,
    )


class SealWord(Enum):
    """What a reader is told of the seal in a file."""

    NONE = "none"
    WHOLE = "whole"
    ADDED_TO = "added_to"
    STRANGE = "strange"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class SealFacts:
    """The seal in an uploaded file; `name` is what its certificate says and `self_made` that nobody vouches for it."""

    word: SealWord
    name: str = ""
    self_made: bool = False

    @classmethod
    def of(cls, found: SealFound | None, *, is_ours: bool) -> SealFacts:
        if found is None:
            return cls(SealWord.NONE)
        if not found.intact:
            return cls(SealWord.BROKEN)
        word = SealWord.STRANGE if not is_ours else SealWord.WHOLE if found.covers_all else SealWord.ADDED_TO
        return cls(word, found.name, found.self_made)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether an uploaded file is, byte for byte, a paper of ours and the newest of its version; and its seal."""

    seal: SealFacts
    genuine: bool
    current: bool = False
    language: str = ""
    signatures: int = 0
    made_at: datetime | None = None

    @classmethod
    def of(cls, owner: TermsOfReference | Paper, document: Document | None, seal: SealFacts) -> Comparison:
        if document is None:
            return cls(seal, genuine=False)
        as_it_stands = (owner.content_hash, owner.borne)
        return cls(
            seal,
            genuine=True,
            current=(document.content_hash, document.signatures) == as_it_stands,
            language=document.language,
            signatures=document.signatures,
            made_at=document.made_at,
        )
