"""The public check of a document."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import storage
from tests import world
from tests.tiny_pdf import TINY
from tests.web.reading import text
from workflows.models import Document, TermsOfReference
from workflows.seal.certificate import sealing_certificate
from workflows.seal.signing import sealed
from workflows.services.terms import new_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
PDF = b"%PDF-1.7 as good as any"


def page_of(terms: TermsOfReference) -> str:
    return f"/verify/{terms.verification_code}/"


def paper(terms: TermsOfReference, **fields) -> Document:
    kept = storage.keep("documents", PDF, extension=".pdf")
    values = {
        "support_request": terms.support_request,
        "language": "fr",
        "content_hash": terms.content_hash,
        "signatures": terms.signatures.count(),
        "state": "ready",
        "file": kept.path,
        "sha256": kept.sha256,
        "asked_at": world.NOW,
        "made_at": world.NOW,
        **fields,
    }
    return Document.objects.create(terms=terms, **values)


def upload(client, terms: TermsOfReference, content: bytes):
    return client.post(page_of(terms), {"paper": SimpleUploadedFile("any.pdf", content)})


@pytest.mark.parametrize(
    ("state", "said"),
    [("matching", "Genuine, but only a draft"), ("mobilisation", "Genuine and in force")],
)
def test_a_code_says_whether_the_document_is_in_force(visitor, state, said):
    terms = world.request_in(state).terms.get()

    shown = text(visitor.get(page_of(terms)))

    assert said in shown
    assert terms.support_request.reference in shown
    assert terms.content_hash[:8] in shown


def test_nothing_else_is_told(visitor):
    terms = world.request_in("mobilisation").terms.get()

    shown = text(visitor.get(page_of(terms)))

    row = terms.support_request
    for secret in (row.title, row.institution, "Senegal", "Sénégal", "Awa Sarr", *_names(terms)):
        assert secret not in shown


def _names(terms):
    return [signature.name for signature in terms.signatures.all()]


def test_a_version_that_was_replaced_is_superseded(visitor):
    row = world.request_in("matching")
    old = row.terms.get()
    new_version(support_request=row, actor=world.actor_of("manager"), now=world.NOW)

    assert "Genuine, but superseded" in text(visitor.get(page_of(old)))


def test_a_code_is_read_however_it_was_typed(visitor):
    terms = world.request_in("matching").terms.get()
    code = terms.verification_code
    typed = f"{code[:5]} {code[5:10]}-{code[10:]}".lower()

    answer = visitor.get("/verify/", {"code": typed}, follow=True)

    assert terms.support_request.reference in text(answer)


@pytest.mark.parametrize("code", ["NOPE", "-", "é", "0" * 200, "a' OR 1=1"])
def test_an_unknown_code_is_unknown(visitor, db, code):
    answer = visitor.get(f"/verify/{code}/")

    assert (answer.status_code, "No document of ours bears this code" in text(answer)) == (404, True)


def test_the_genuine_file_is_recognised_and_not_kept(visitor, settings):
    terms = world.request_in("matching").terms.get()
    paper(terms)
    before = sorted(settings.MEDIA_ROOT.rglob("*"))

    answer = upload(visitor, terms, PDF)

    assert "Your file is genuine" in text(answer)
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == before


def test_a_changed_file_is_recognised_as_changed(visitor):
    terms = world.request_in("matching").terms.get()
    paper(terms)

    assert "Your file is not one of ours" in text(upload(visitor, terms, PDF + b" "))


def test_an_earlier_file_of_the_version_is_told_apart(visitor):
    terms = world.request_in("matching").terms.get()
    paper(terms, content_hash="0" * 64)

    assert "Your file is an earlier one" in text(upload(visitor, terms, PDF))


@pytest.mark.parametrize("sent", [{}, {"paper": "text"}, {"paper": SimpleUploadedFile("e.pdf", b"")}])
def test_sending_no_file_is_explained(visitor, sent):
    terms = world.request_in("matching").terms.get()

    assert visitor.post(page_of(terms), sent).status_code == 422


def test_the_seal_in_a_file_is_told_apart(visitor, settings):
    terms = world.request_in("matching").terms.get()
    settings.SEAL_SELF_MADE = True
    ours = sealing_certificate(now=world.NOW)
    settings.SEAL_DIR = settings.SEAL_DIR / "stranger"
    theirs = sealing_certificate(now=world.NOW)
    whole, strange = sealed(TINY, ours, reason="r"), sealed(TINY, theirs, reason="r")
    paper(terms, seal_fingerprint=ours.fingerprint)

    told = {
        name: text(upload(visitor, terms, content))
        for name, content in {
            "whole": whole,
            "added": whole + b"% more",
            "changed": whole.replace(b"[0 0 9 9]", b"[0 0 8 8]"),
            "strange": strange,
            "none": TINY,
        }.items()
    }

    assert "Its seal is intact" in told["whole"]
    assert "for another document or version" in told["whole"]
    assert "Something was added after it was sealed" in told["added"]
    assert "Its seal is broken" in told["changed"]
    assert "Its seal is not that of the desk" in told["strange"]
    assert "seal" not in told["none"].replace("not one of ours", "")


def test_terms_of_a_request_that_was_given_up_are_revoked(visitor):
    row = world.request_in("mobilisation")
    world.cancel(row, world.Plan())

    assert "Genuine, but revoked" in text(visitor.get(page_of(row.terms.get())))
