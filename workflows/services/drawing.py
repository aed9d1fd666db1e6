"""Draws the file of a document from the frozen content of its paper."""

from __future__ import annotations

from core.actors import Role
from workflows.letters.content import Letter
from workflows.letters.presentation import letter_view
from workflows.models import Document, Paper, TermsOfReference
from workflows.selectors.papers import verification_url
from workflows.states import TermsState
from workflows.tor.presentation import Marks, Signature
from workflows.tor.render import draw, page_of, render_pdf


def draw_document(document: Document) -> bytes:
    """The PDF of a row, from its owner's frozen content alone; raises as `tor.render.draw`."""
    owner = document.owner
    if isinstance(owner, Paper):
        return draw(letter_page(owner, document.language))
    return render_pdf(owner.content, language=document.language, marks=_marks(document, owner))


def letter_page(paper: Paper, language: str) -> str:
    """The page of a paper that is drawn, from its frozen content alone."""
    letter = Letter.from_dict(paper.content)
    code, url = paper.verification_code, verification_url(paper)
    return page_of("pdf/letter.html", letter_view(letter, language=language, code=code, url=url))


def _marks(document: Document, terms: TermsOfReference) -> Marks:
    """What the paper bears: the signatures that its row counts, and none that came while it was being made."""
    signed = tuple(
        Signature(
            role="manager" if signature.role == Role.MANAGER else "focal_point",
            name=signature.name,
            signed_on=signature.signed_at.date(),
        )
        for signature in terms.signatures.all()[: document.signatures]
    )
    return Marks(
        reference=terms.support_request.reference or "",
        version=terms.number,
        status="signed" if terms.state == TermsState.SIGNED else "draft",
        verification_code=terms.verification_code,
        verification_url=verification_url(terms),
        content_hash=document.content_hash,
        signatures=signed,
    )
