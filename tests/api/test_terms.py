"""Terms of reference over the API: versions, translations, signatures and papers."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from core import storage
from core.models import OutboxMessage
from tests import world
from workflows.models import Document, TermsOfReference

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 as good as any"


@pytest.fixture
def terms(everybody) -> TermsOfReference:
    """Terms in review."""
    return world.request_in("terms").terms.get()


@pytest.fixture
def paper(terms) -> Document:
    """The French paper of the terms, ready."""
    kept = storage.keep("documents", PDF, extension=".pdf")
    return Document.objects.create(
        support_request=terms.support_request,
        terms=terms,
        language="fr",
        content_hash=terms.content_hash,
        state="ready",
        file=kept.path,
        sha256=kept.sha256,
        size=kept.size,
        asked_at=world.NOW,
        made_at=world.NOW,
    )


def address(terms: TermsOfReference, rest: str = "") -> str:
    return f"/api/v1/terms/{terms.pk}/{rest}"


def test_both_sides_and_the_expert_read_the_terms_and_others_do_not(calls, terms):
    served = {name: calls(name).get(address(terms)).status_code for name in ("focal", "manager", "steering")}
    others = {name: calls(name).get(address(terms)).status_code for name in ("focal_cv", "expert", "admin")}

    assert set(served.values()) == {200}
    assert set(others.values()) == {404}


def test_the_committee_reads_the_terms_without_the_persons_in_them(calls, paper):
    """Same terms, same paper: the country reads both, the Committee neither names nor the paper."""
    terms = paper.terms
    read = {name: calls(name).get(address(terms)).content.decode() for name in ("focal", "steering")}
    papers = {name: calls(name).get(address(terms, "pdf/?lang=fr")).status_code for name in read}

    assert ["Awa Sarr" in text for text in read.values()] == [True, False]
    assert papers == {"focal": 200, "steering": 403}


def test_the_committee_reads_which_side_signed_and_not_who(calls):
    terms = world.request_in("mobilisation").terms.get()

    signed = {name: calls(name).get(address(terms)).json()["signatures"] for name in ("focal", "steering")}

    assert all(signature["name"] for signature in signed["focal"])
    assert [{**signature, "name": ""} for signature in signed["focal"]] == signed["steering"]


def test_the_terms_tell_their_hash_papers_and_where_they_are_checked(calls, terms, paper):
    body = calls("focal").get(address(terms)).json()

    assert (body["content_hash"], body["state"], body["signatures"]) == (terms.content_hash, "in_review", [])
    assert body["verification_url"].endswith(f"/verify/{terms.verification_code}/")
    assert [(found["language"], found["state"], found["sha256"]) for found in body["documents"]] == [
        ("en", "pending", ""),
        ("fr", "ready", paper.sha256),
    ]


def test_the_versions_are_listed_and_a_manager_makes_a_new_one(calls, terms):
    place = f"/api/v1/requests/{terms.support_request_id}/terms/"

    made = calls("manager").post(place, {})
    listed = calls("focal").get(place).json()

    assert (made.status_code, made.json()["number"]) == (201, 2)
    assert [(row["number"], row["state"]) for row in listed] == [(2, "in_review"), (1, "superseded")]


def test_only_managers_make_versions_and_strangers_know_of_none(calls, terms):
    place = f"/api/v1/requests/{terms.support_request_id}/terms/"

    assert calls("focal").post(place, {}).status_code == 403
    assert calls("focal_cv").get(place).status_code == 404
    assert calls("expert").get(place).status_code == 404


def test_translations_change_the_content_once_each_version_was_seen(calls, terms):
    seen = calls("manager").get(address(terms))["ETag"]
    body = {"translations": {"background": {"en": "Border data lie unused."}}}

    revised = calls("manager").patch(address(terms), body, headers={"If-Match": seen})
    stale = calls("manager").patch(address(terms), body, headers={"If-Match": seen})

    assert (revised.status_code, stale.status_code) == (200, 412)
    assert revised.json()["content_hash"] != terms.content_hash
    assert revised.json()["translations"]["background"] == {"en": "Border data lie unused."}


@pytest.mark.parametrize(
    "translations",
    [{"nonsense": {"en": "x"}}, {"title": {"de": "x"}}, {"title": "x"}, {"title": {"en": 3.5, "fr": []}}, []],
)
def test_odd_translations_are_told_at_the_field(calls, terms, translations):
    answer = calls("manager").patch(address(terms), {"translations": translations})

    assert answer.status_code == 400
    assert all(field.startswith("translations") for field in answer.json()["errors"])


def test_an_amendment_is_signed_by_each_side_with_the_hash_it_read(calls):
    row = world.request_in("mobilisation")
    place = f"/api/v1/requests/{row.pk}/terms/"
    amended = calls("manager").post(place, {}).json()
    sign = f"/api/v1/terms/{amended['id']}/actions/sign/"

    wrong = calls("focal").post(sign, {"content_hash": "0" * 64})
    first = calls("focal").post(sign, {"content_hash": amended["content_hash"]})
    second = calls("manager").post(sign, {"content_hash": amended["content_hash"]})

    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["content_hash"])
    assert (first.json()["state"], second.json()["state"]) == ("in_review", "signed")
    assert [signature["role"] for signature in second.json()["signatures"]] == ["focal_point", "manager"]


def test_the_paper_is_streamed_with_a_name_and_a_tag(calls, paper):
    answer = calls("focal").get(address(paper.terms, "pdf/?lang=fr"), headers={"Accept": "application/pdf"})

    reference = paper.support_request.reference
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{reference}-terms-v1-fr.pdf"'
    assert (answer["ETag"], answer["Cache-Control"]) == (f'"{paper.sha256}"', "private, no-cache")


def test_a_paper_that_the_caller_has_is_not_sent_again(calls, paper):
    known = {"If-None-Match": f'"{paper.sha256}"'}

    assert calls("focal").get(address(paper.terms, "pdf/?lang=fr"), headers=known).status_code == 304


def test_a_paper_being_made_is_promised(calls, terms):
    answer = calls("focal").get(address(terms, "pdf/?lang=en"), headers={"Accept": "application/pdf"})

    assert (answer.status_code, answer.json()["state"], answer["Retry-After"]) == (202, "pending", "2")


def test_a_paper_that_failed_is_refused_with_the_reason_and_tried_again_by_a_manager(calls, paper):
    Document.objects.filter(pk=paper.pk).update(state="failed")
    pdf = address(paper.terms, "pdf/?lang=fr")
    OutboxMessage.objects.all().delete()

    failed = calls("focal").get(pdf)
    refused = calls("focal").post(pdf)
    again = calls("manager").post(pdf)

    assert (failed.status_code, failed.json()["code"]) == (409, "paper_failed")
    assert (refused.status_code, again.status_code) == (403, 202)
    assert list(OutboxMessage.objects.values_list("topic", "payload")) == [
        ("documents", {"id": paper.support_request_id})
    ]


def test_an_unknown_language_and_a_stranger_are_refused(calls, paper):
    assert calls("focal").get(address(paper.terms, "pdf/?lang=de")).status_code == 400
    assert calls("focal_cv").get(address(paper.terms, "pdf/?lang=fr")).status_code == 404


def test_a_signature_in_the_session_of_a_browser_wants_the_password_again_and_a_token_does_not(calls):
    row = world.request_in("terms")
    user = world.person("focal").user
    user.set_password("correct horse battery")
    user.save()
    browser = APIClient()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/api/v1/requests/{row.pk}/actions/sign_terms/"

    refused = [browser.post(address, body) for body in ({}, {"password": "wrong"})]
    signed = browser.post(address, {"password": "correct horse battery"})
    by_token = calls("manager").post(address)

    assert [(answer.status_code, list(answer.json()["errors"])) for answer in refused] == [
        (400, ["password"])
    ] * 2
    assert (signed.status_code, by_token.status_code) == (200, 200)
    assert [signature.proof for signature in row.terms.get().signatures.all()] == ["password", "access_token"]


def test_a_manager_edits_a_clause_and_reads_what_changed_between_versions(calls):
    row = world.request_in("matching")
    manager, first = calls("manager"), row.terms.get()
    second = manager.post(f"/api/v1/requests/{row.pk}/terms/").json()
    address = f"/api/v1/terms/{second['id']}/"
    body = {"key": "4.2/paragraph:tasks", "texts": {"en": "Only this."}}

    edited = manager.post(f"{address}actions/edit_clause/", body)
    unknown = manager.post(f"{address}actions/edit_clause/", {**body, "key": "0/nothing"})
    clauses = {row["key"]: row for row in manager.get(f"{address}clauses/").json()}
    told = manager.get(f"{address}difference/?lang=en").json()

    tasks = clauses["4.2/paragraph:tasks"]
    assert (edited.status_code, unknown.status_code) == (200, 404)
    assert (tasks["edited"], tasks["behind"], tasks["text"]["en"]) == (True, "fr", ["Only this."])
    assert (told["old"], told["new"], [section["number"] for section in told["sections"]]) == (1, 2, ["4.2"])
    assert calls("focal").get(f"{address}clauses/").status_code == 403
    assert calls("focal_cv").get(f"{address}difference/").status_code == 404
    assert manager.get(f"/api/v1/terms/{first.pk}/difference/").status_code == 404
