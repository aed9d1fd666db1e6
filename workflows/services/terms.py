"""Terms of reference: composed from the request, put to both sides, signed, and replaced by a new version."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core import journal, outbox
from core.actors import SYSTEM, Actor, Role
from core.errors import Blocked, InvalidInput, NotAllowed, Reason, Stale
from core.transitions import lock, perform, refuse_if_stale
from requests_app.models import SupportRequest
from requests_app.rules import is_manager
from requests_app.states import RequestState as S
from workflows.actions import requests as of_requests
from workflows.actions import terms as actions
from workflows.models import Signature, TermsOfReference
from workflows.selectors.composing import composed, originals_of, words_of
from workflows.selectors.terms_source import TEXTS
from workflows.states import IdentityProof, TermsState

PARTIES = (Role.FOCAL_POINT, Role.MANAGER)
AMENDABLE_IN = (S.MATCHING, S.OFFERING, S.TERMS, S.MOBILISATION, S.DEPLOYED)
AMENDED_IN = (S.MOBILISATION, S.DEPLOYED)  # later than the first signatures, which are a step of the request


def compose_first_terms(row: SupportRequest, *, now: datetime) -> TermsOfReference:
    """Draft terms for a locked request that was just approved; after a review, a fresh version."""
    return _new_version(row, after=None, actor=SYSTEM, now=now)


def new_version(
    *, support_request: SupportRequest, actor: Actor, now: datetime, latest_seen: int | None = None
) -> TermsOfReference:
    """A new version: it replaces one that nobody has fully signed at once, and one in force when it is signed itself.

    Where the mission is being agreed or under way the new version goes to both sides for signature. `latest_seen` is
    the number of the version that the caller knew as the latest: `Stale` where there is a newer one.
    """
    with transaction.atomic():
        row, _dossier = lock(support_request)
        if not is_manager(actor, row):
            raise NotAllowed(_("Only programme managers can make new versions."))
        if row.state not in AMENDABLE_IN:
            reason = Reason("terms_closed", _("Terms of reference are written once a request is approved."))
            raise Blocked(reasons=[reason])
        latest = row.terms.order_by("-number").first()
        if latest and latest_seen is not None and latest.number != latest_seen:
            raise Stale
        terms = _new_version(row, after=latest, actor=actor, now=now)
        if row.state not in (S.MATCHING, S.OFFERING):
            terms = perform(actions.REVIEW, terms, actor=actor, now=now, within=row)
    return terms


def revise_terms(
    *,
    terms: TermsOfReference,
    translations: Mapping[str, Mapping[str, str]],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> TermsOfReference:
    """Compose unsigned terms again from the request as it stands, with translations (field → language → text)."""
    known = {*TEXTS, "title"} | {
        f"position:{number}" for number in terms.support_request.positions.values_list("number", flat=True)
    }
    for field in translations.keys() - known:
        raise InvalidInput.at(f"translations.{field}", _("There is no such text."), code="unknown_code")

    def arguments(row: TermsOfReference) -> dict[str, Any]:
        words = words_of(row).translated(translations, originals=originals_of(row.support_request))
        return composed(row.support_request, number=row.number, words=words, now=now)

    return perform(
        actions.REVISE,
        terms,
        actor=actor,
        now=now,
        arguments=arguments,
        data={"number": terms.number},
        expected_version=expected_version,
    )


def put_terms_to_review(row: SupportRequest, *, now: datetime) -> TermsOfReference:
    """Bring the terms of a locked request up to date with its team and put them to both sides."""
    terms = row.terms.in_work().filter(signatures=None).first()
    if terms is None:
        latest = row.terms.order_by("-number").first()
        terms = _new_version(row, after=latest, actor=SYSTEM, now=now)
    else:
        _compose_again(terms, row, now=now)
    if terms.state == TermsState.IN_REVIEW:
        return terms
    return perform(actions.REVIEW, terms, actor=SYSTEM, now=now, data={"number": terms.number}, within=row)


def sign_terms(
    *,
    support_request: SupportRequest,
    content_hash: str,
    proof: IdentityProof,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> SupportRequest:
    """Sign for one's side the content that was read, named by its hash; both signatures begin mobilisation.

    `proof` is how the signer has just shown that it is they; the door has checked it.
    """

    def arguments(row: SupportRequest) -> dict[str, Any]:
        terms = _terms_in_review(row)
        if content_hash != terms.content_hash:
            raise InvalidInput.at(
                "content_hash", _("The terms changed since you read them. Read them again before you sign.")
            )
        return {"complete": _completes(terms, actor)}

    def effect(row: SupportRequest) -> None:
        _sign(_terms_in_review(row), proof=proof, actor=actor, now=now, within=row)

    return perform(
        of_requests.SIGN_TERMS,
        support_request,
        actor=actor,
        now=now,
        arguments=arguments,
        data={"content_hash": content_hash, "party": actor.role, "proof": proof},
        effect=effect,
        expected_version=expected_version,
    )


def sign_amendment(
    *,
    terms: TermsOfReference,
    content_hash: str,
    proof: IdentityProof,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> TermsOfReference:
    """Sign a new version that was made after the mission had begun to be prepared."""
    with transaction.atomic():
        row, dossier = lock(terms)
        refuse_if_stale(row, expected_version)
        if dossier.state == S.TERMS:
            reason = Reason("sign_the_request", _("These terms are signed as a step of the request."))
            raise Blocked(reasons=[reason])
        if dossier.state not in AMENDED_IN:
            reason = Reason("terms_closed", _("There is no mission whose terms could be amended."))
            raise Blocked(reasons=[reason])
        if content_hash != row.content_hash:
            raise InvalidInput.at(
                "content_hash", _("The terms changed since you read them. Read them again before you sign.")
            )
        return _sign(row, proof=proof, actor=actor, now=now, within=dossier)


def _sign(
    terms: TermsOfReference, *, proof: IdentityProof, actor: Actor, now: datetime, within: SupportRequest
) -> TermsOfReference:
    def effect(row: TermsOfReference) -> None:
        signer = User.objects.get(pk=actor.signed_in_id)
        Signature.objects.create(
            terms=row,
            role=actor.role,
            signer=signer,
            name=signer.full_name,
            content_hash=row.content_hash,
            proof=proof,
            signed_at=now,
        )
        if row.state == TermsState.SIGNED:
            _supersede_older(row, within=within, now=now)

    return perform(
        actions.SIGN,
        terms,
        actor=actor,
        now=now,
        arguments={"complete": _completes(terms, actor), "now": now},
        data={
            "number": terms.number,
            "content_hash": terms.content_hash,
            "party": actor.role,
            "proof": proof,
        },
        effect=effect,
        within=within,
    )


def _supersede_older(terms: TermsOfReference, *, within: SupportRequest, now: datetime) -> None:
    """A mission is never without terms in force: what was signed before holds until this moment."""
    for old in within.terms.filter(state=TermsState.SIGNED, number__lt=terms.number):
        perform(actions.SUPERSEDE, old, actor=SYSTEM, now=now, data={"number": old.number}, within=within)


def _completes(terms: TermsOfReference, actor: Actor) -> bool:
    signed = set(terms.signatures.values_list("role", flat=True))
    return {*signed, actor.role} >= set(PARTIES)


def _terms_in_review(row: SupportRequest) -> TermsOfReference:
    terms: TermsOfReference = row.terms.get(state=TermsState.IN_REVIEW)
    return terms


def _new_version(
    row: SupportRequest, *, after: TermsOfReference | None, actor: Actor, now: datetime
) -> TermsOfReference:
    """A version composed now, with the translations and the officer's words of the one before."""
    for old in row.terms.in_work():
        perform(actions.SUPERSEDE, old, actor=SYSTEM, now=now, data={"number": old.number}, within=row)
    number = (row.terms.aggregate(last=Max("number"))["last"] or 0) + 1
    terms: TermsOfReference = TermsOfReference.objects.create(
        support_request=row,
        number=number,
        **composed(row, number=number, words=words_of(after), now=now),
        verification_code=secrets.token_hex(10).upper(),
        created_at=now,
        updated_at=now,
    )
    event = journal.record(
        row,
        "terms.drafted",
        actor=actor,
        now=now,
        audience={Role.MANAGER, Role.STEERING},
        data={"terms": terms.pk, "number": number, "content_hash": terms.content_hash},
    )
    outbox.publish("documents", {"id": row.pk, "event": event.pk}, now=now)
    return terms


def _compose_again(terms: TermsOfReference, row: SupportRequest, *, now: datetime) -> None:
    perform(
        actions.REVISE,
        terms,
        actor=SYSTEM,
        now=now,
        arguments=composed(row, number=terms.number, words=words_of(terms), now=now),
        data={"number": terms.number},
        within=row,
    )
