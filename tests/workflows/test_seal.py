"""The seal of the institution: papers that bind get it, and it holds wherever the file goes."""

from __future__ import annotations

import email
import hashlib
from datetime import timedelta
from email.message import EmailMessage as Letter
from io import BytesIO
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from core import storage
from tests import world
from tests.tiny_pdf import TINY
from tests.web.reading import signed_in
from tests.world import NOW
from workflows.models import Document
from workflows.seal.certificate import SELF_MADE_NAME, SealUnusable, sealing_certificate
from workflows.seal.checking import seal_in
from workflows.seal.signing import sealed
from workflows.services.documents import ask_for_terms, make_files


@pytest.fixture
def own_seal(settings, tmp_path) -> Path:
    settings.SEAL_SELF_MADE = True
    return tmp_path / "seal"


def tiny_sealed() -> bytes:
    return sealed(TINY, sealing_certificate(now=NOW), reason="test")


def mailed(pdf: bytes) -> bytes:
    """The file as it comes out of a mail that took it along."""
    letter = EmailMessage("Subject", "Body", to=["someone@example.org"])
    letter.attach("paper.pdf", pdf, "application/pdf")
    arrived = email.message_from_bytes(letter.message().as_bytes(), _class=Letter)
    (part,) = [part for part in arrived.walk() if part.get_content_type() == "application/pdf"]
    return part.get_payload(decode=True)


@pytest.mark.django_db
def test_signed_terms_are_sealed_and_the_seal_holds_when_stored_downloaded_and_mailed(own_seal):
    row = world.request_in("mobilisation")
    ask_for_terms(row, now=NOW)
    make_files(row, now=NOW)
    document = Document.objects.get(language="fr", state="ready")

    kept = storage.open_file(document.file).read()
    taken = signed_in("manager").get(f"/en/terms/{document.terms_id}/fr.pdf")
    pdf = mailed(b"".join(taken.streaming_content))

    signature = PdfFileReader(BytesIO(pdf)).embedded_signatures[0]
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[signature.signer_cert]))
    assert (status.bottom_line, status.coverage.name) == (True, "ENTIRE_FILE")
    assert hashlib.sha256(kept).hexdigest() == document.sha256
    drawn = pdf[: pdf.index(b"%%EOF\n") + len(b"%%EOF\n")]
    assert hashlib.sha256(drawn).hexdigest() == document.drawn_sha256
    assert (document.sealed_by, document.seal_fingerprint) == (SELF_MADE_NAME, seal_in(pdf).fingerprint)
    assert b"parseType" in pdf  # the description for archives is as it was drawn


@pytest.mark.django_db
def test_a_draft_gets_no_seal(own_seal):
    row = world.request_in("terms")
    world.sign(row, world.actor_of("focal"))
    ask_for_terms(row, now=NOW)
    make_files(row, now=NOW)

    papers = [storage.open_file(document.file).read() for document in Document.objects.filter(state="ready")]
    assert papers
    assert [seal_in(paper) for paper in papers] == [None] * len(papers)


def test_the_self_made_certificate_is_made_once_and_lies_where_only_the_desk_reads_it(own_seal):
    first, second = sealing_certificate(now=NOW), sealing_certificate(now=NOW)

    assert first == second
    assert {path.stat().st_mode & 0o777 for path in own_seal.iterdir()} == {0o600}
    assert own_seal.stat().st_mode & 0o777 == 0o700


def test_without_a_certificate_of_the_institution_a_desk_in_production_seals_nothing():
    assert sealing_certificate(now=NOW) is None


@pytest.mark.parametrize("case", ["wrong passphrase", "over", "not a certificate"])
def test_a_certificate_that_cannot_seal_stops_the_paper_instead_of_leaving_it_unsealed(own_seal, case):
    sealing_certificate(now=NOW)
    (own_seal / "self-made.p12").rename(own_seal / "seal.p12")
    (own_seal / "self-made.passphrase").rename(own_seal / "passphrase")
    if case == "wrong passphrase":
        (own_seal / "passphrase").write_text("another")
    if case == "not a certificate":
        (own_seal / "seal.p12").write_bytes(b"nothing")

    with pytest.raises(SealUnusable):
        sealing_certificate(now=NOW + timedelta(days=5000) if case == "over" else NOW)


def test_a_seal_is_broken_by_a_change_and_outgrown_by_an_addition(own_seal):
    whole = tiny_sealed()
    changed = whole.replace(b"[0 0 9 9]", b"[0 0 8 8]")

    told = [
        (found.intact, found.covers_all)
        for found in map(seal_in, (whole, changed, whole + b"% more\n"))
        if found
    ]
    assert told == [(True, True), (False, True), (True, False)]
    assert seal_in(TINY) is None


@pytest.mark.parametrize(
    "hostile",
    [
        b"%PDF-1.7 /ByteRange [0 10 20 99999999999]",
        b"%PDF-1.7 /ByteRange [0 5 60 5] <" + b"30" * 20 + b">" + b"x" * 40,
        b"%PDF-1.7 /ByteRange [5 1 2 3]",
        b"/ByteRange[0 24 26 0]<>",
        b"/ByteRange [0 0 0 0]",
    ],
)
def test_a_seal_that_cannot_be_read_is_not_intact(hostile):
    found = seal_in(hostile)

    assert found is not None
    assert not found.intact
