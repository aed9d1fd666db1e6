"""The machines of offers, consultations, terms, deployments and reports, each as one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import models

from core.transitions import Action, perform
from tests import world
from tests.workflows.table import (
    PARTIES,
    Table,
    Try,
    assert_names_everything,
    blocked,
    built_once,
)
from tests.world import NOW
from workflows import actions, states
from workflows.models import (
    Consultation,
    Deployment,
    JointMission,
    JointSide,
    MissionReport,
    Offer,
    Publication,
    TermsOfReference,
)
from workflows.services import (
    consultations,
    deployments,
    joint_missions,
    objections,
    offers,
    publications,
    reports,
    terms,
)

COUNTRY = frozenset({"focal", "alternate"})
MANAGERS = frozenset({"officer", "colleague"})
OFFICER = frozenset({"officer"})
OWN_EXPERT = frozenset({"own_expert"})
SYSTEM = frozenset({"system"})


def tries(moves: tuple[Action, ...], arguments: Mapping[str, Mapping[str, Any]]) -> dict[str, Try]:
    """Each move made through the door that all services use."""

    def attempt(action: Action) -> Try:
        given = arguments.get(action.name, {})
        return lambda row, actor: perform(action, row, actor=actor, now=NOW, arguments=given)

    return {action.name: attempt(action) for action in moves}


# --- Offers -------------------------------------------------------------------------------------------------

# The request stays in `offering`: what its state does to an offer is told in test_offers.
OFFERS = Table(
    actions=actions.OFFER_ACTIONS,
    life={
        "draft": {"send": "sent", "retract": "retracted"},
        "sent": {
            "see": "seen",
            "accept": "accepted",
            "decline": "declined",
            "expire": "expired",
            "retract": "retracted",
        },
        "seen": {
            "accept": "accepted",
            "decline": "declined",
            "expire": "expired",
            "retract": "retracted",
        },
        "accepted": {"release": "released"},
        "declined": {},
        "expired": {},
        "retracted": {},
        "released": {},
    },
    may={
        "send": SYSTEM,
        "see": OWN_EXPERT,
        "accept": OWN_EXPERT,
        "decline": OWN_EXPERT,
        "expire": SYSTEM,
        "retract": MANAGERS | SYSTEM,
        "release": MANAGERS | SYSTEM,
    },
    tries=tries(
        actions.OFFER_ACTIONS,
        {
            "send": {"deadline": NOW + offers.TIME_TO_ANSWER, "now": NOW},
            "see": {"now": NOW},
            "accept": {"declaration": "no_conflict", "language": "", "now": NOW},
            "decline": {"code": "not_available", "text": "", "language": "", "now": NOW},
            "retract": {"reason": "changed"},
            "release": {"reason": "changed"},
        },
    ),
)


def offer_in(state: str) -> Offer:
    request, offer = world.request_and_offer()
    expert = world.holder_of(offer)
    if state == "draft":
        entry = offer.position.shortlists.get().entries.get(reserve_order=2)
        return Offer.objects.create(
            support_request=request,
            position=offer.position,
            entry=entry,
            expert=entry.expert,
            nonce="n",
            created_at=NOW,
            updated_at=NOW,
        )
    if state == "seen":
        return offers.see_offer(offer=offer, actor=expert, now=NOW)
    if state in ("accepted", "released"):
        offer = world.accept(offer)
    if state == "released":
        officer = world.actor_of("manager")
        return offers.release_expert(offer=offer, reason="Malade.", actor=officer, now=NOW)
    if state == "declined":
        return offers.decline_offer(offer=offer, code="not_available", text="", actor=expert, now=NOW)
    if state == "expired":
        return offers.expire_offer(offer=offer, now=NOW + offers.TIME_TO_ANSWER)
    if state == "retracted":
        return offers.retract_offer(offer=offer, reason="changed", actor=world.actor_of("manager"), now=NOW)
    return offer


# --- Consultations ------------------------------------------------------------------------------------------

CONSULTATIONS = Table(
    actions=actions.CONSULTATION_ACTIONS,
    life={
        "shown": {
            "agree": "agreed",
            "object": "objected",
            "lapse": "silent",
            "supersede": "superseded",
        },
        "objected": {"settle": "settled", "supersede": "superseded"},
        "agreed": {},
        "silent": {},
        "settled": {},
        "superseded": {},
    },
    may={
        "agree": COUNTRY,
        "object": COUNTRY,
        "lapse": SYSTEM,
        "settle": MANAGERS,
        "supersede": SYSTEM,
    },
    tries=tries(
        actions.CONSULTATION_ACTIONS,
        {
            "agree": {"now": NOW},
            "object": {"labels": ["1A"], "reason": "Connu.", "language": "fr", "now": NOW},
            "settle": {"upheld": False, "reason": "Sans effet.", "language": "fr"},
        },
    ),
)


def consultation_in(state: str) -> Consultation:
    request = world.request_in("offering")
    shown, focal = request.consultations.get(), world.actor_of("focal_point")
    if state == "agreed":
        return consultations.agree_shortlist(consultation=shown, actor=focal, now=NOW)
    if state == "silent":
        return consultations.lapse_consultation(consultation=shown, now=shown.due_at)
    if state in ("objected", "settled"):
        label = shown.shown["positions"][0]["candidates"][0]["label"]
        shown = consultations.object_to_candidates(
            consultation=shown, labels=[f"1{label}"], reason="Connu.", actor=focal, now=NOW
        )
    if state == "settled":
        return objections.settle_objection(
            consultation=shown, upheld=False, reason="Seul.", actor=world.actor_of("manager"), now=NOW
        )
    if state == "superseded":
        world.withdraw(request, world.Plan())
        shown.refresh_from_db()
    return shown


# --- Terms of reference -------------------------------------------------------------------------------------

TERMS = Table(
    actions=actions.TERMS_ACTIONS,
    life={
        "draft": {"revise": "draft", "review": "in_review", "supersede": "superseded"},
        "in_review": {"revise": "in_review", "sign": "in_review", "supersede": "superseded"},
        "signed": {"supersede": "superseded"},
        "superseded": {},
    },
    may={
        "revise": MANAGERS | SYSTEM,
        "review": MANAGERS | SYSTEM,
        "supersede": MANAGERS | SYSTEM,
        "sign": COUNTRY | MANAGERS,
    },
    tries=tries(
        actions.TERMS_ACTIONS,
        {
            "revise": {
                "content": {},
                "content_hash": "0" * 64,
                "translations": {},
                "translated_from": {},
                "edits": {},
            },
            "sign": {"complete": False, "now": NOW},
        },
    ),
)


def terms_in(state: str) -> TermsOfReference:
    if state == "superseded":
        request = world.request_in("matching")
        terms.new_version(support_request=request, actor=world.actor_of("manager"), now=NOW)
        return request.terms.get(state="superseded")
    where = {"draft": "matching", "in_review": "terms", "signed": "mobilisation"}[state]
    return world.request_in(where).terms.get()


# --- Deployments --------------------------------------------------------------------------------------------

# Each request is where its deployment can move on: mobilised or deployed.
DEPLOYMENTS = Table(
    actions=actions.DEPLOYMENT_ACTIONS,
    life={
        "planned": {"tick": "ready", "extend": "planned", "cancel": "cancelled"},
        "ready": {"tick": "ready", "deploy": "deployed", "extend": "ready", "cancel": "cancelled"},
        "deployed": {"end": "ended", "end_early": "ended_early", "extend": "deployed"},
        "ended": {"complete": "completed"},
        "ended_early": {"complete": "completed"},
        "completed": {},
        "cancelled": {},
    },
    may={
        "tick": MANAGERS,
        "deploy": OFFICER | SYSTEM,
        "end": OFFICER | SYSTEM,
        "end_early": OFFICER,
        "extend": OFFICER,
        "complete": SYSTEM,
        "cancel": OFFICER | SYSTEM,
    },
    tries=tries(
        actions.DEPLOYMENT_ACTIONS,
        {
            "tick": {"checklist": {}, "complete": True},
            "deploy": {"on": NOW.date()},
            "end": {"on": NOW.date()},
            "end_early": {"on": NOW.date(), "reason": "Urgence.", "language": "fr"},
            "extend": {"end": world.MISSION_END, "history": []},
            "cancel": {"reason": "changed"},
        },
    ),
)


def deployment_in(state: str) -> Deployment:
    officer = world.actor_of("manager")
    where = {"deployed": "deployed", "ended": "reporting", "ended_early": "deployed", "completed": "closed"}
    row = world.request_in(where.get(state, "mobilisation")).deployments.get()
    if state == "ready":
        return world.make_ready(row)
    if state == "ended_early":
        return deployments.end_deployment(deployment=row, actor=officer, now=NOW, early_because="Urgence.")
    if state == "cancelled":
        return deployments.cancel_deployment(deployment=row, reason="changed", actor=officer, now=NOW)
    return row


# --- Reports ------------------------------------------------------------------------------------------------

INCOMPLETE = blocked(*["section_missing"] * 4)

REPORTS = Table(
    actions=actions.REPORT_ACTIONS,
    life={
        "draft": {"submit": INCOMPLETE},
        "submitted": {"send_back": "returned", "accept": "accepted"},
        "returned": {"submit": "submitted"},
        "accepted": {},
    },
    may={"submit": OWN_EXPERT, "send_back": MANAGERS, "accept": MANAGERS},
    tries=tries(
        actions.REPORT_ACTIONS,
        {
            "submit": {"now": NOW},
            "send_back": {"reason": "Plus court.", "language": "fr"},
            "accept": {"now": NOW},
        },
    ),
)


def report_in(state: str) -> MissionReport:
    report = world.request_in("reporting").reports.get()
    if state == "accepted":
        return world.accept_report(report)
    if state in ("submitted", "returned"):
        author = world.expert_actor(report.expert_id)
        report = reports.write_report(report=report, sections=world.REPORT_SECTIONS, actor=author, now=NOW)
        report = reports.submit_report(report=report, actor=author, now=NOW)
    if state == "returned":
        officer = world.actor_of("manager")
        return reports.return_report(report=report, reason="Plus court.", actor=officer, now=NOW)
    return report


# --- Joint missions -----------------------------------------------------------------------------------------

JOINT = Table(
    actions=actions.JOINT_ACTIONS,
    life={
        "draft": {"propose": "asked"},
        "asked": {
            "agree": "agreed",
            "decline": "declined",
            "fall_through": "fallen",
            "withdraw": "withdrawn",
            "expire": "expired",
        },
        "agreed": {
            "join": "joined",
            "decline": "declined",
            "fall_through": "fallen",
            "withdraw": "withdrawn",
            "expire": "expired",
        },
        "joined": {"end": "ended"},
        "declined": {},
        "fallen": {},
        "withdrawn": {},
        "expired": {},
        "ended": {},
    },
    may={
        "propose": MANAGERS,
        "agree": COUNTRY,
        "join": SYSTEM,
        "decline": COUNTRY,
        "fall_through": SYSTEM,
        "withdraw": MANAGERS,
        "expire": SYSTEM,
        "end": MANAGERS | SYSTEM,
    },
    tries=tries(
        actions.JOINT_ACTIONS,
        {
            "propose": {"due_at": NOW},
            "agree": {"now": NOW},
            "decline": {"reason": "Seuls.", "language": "fr", "now": NOW},
            "withdraw": {"reason": "Trop tard.", "language": "fr"},
            "end": {"reason": "Fini.", "language": "fr"},
        },
    ),
)


def joint_side_in(state: str) -> JointSide:
    if state == "draft":
        mission = JointMission.objects.create(
            subject_en="Borders",
            subject_fr="Frontières",
            start=world.MISSION_START,
            end=world.MISSION_END,
            proposed_by=world.person("manager").user,
            proposed_at=NOW,
        )
        return JointSide.objects.create(
            support_request=world.request_in("triage"), joint_mission=mission, created_at=NOW, updated_at=NOW
        )
    own, other = world.joint_sides()
    officer = world.actor_of("manager")
    if state == "fallen":
        joint_missions.decline_joint_mission(
            side=other, reason="Seuls.", actor=world.person("focal_cv").actor, now=NOW
        )
    moves = {
        "declined": lambda: joint_missions.decline_joint_mission(
            side=own, reason="Seuls.", actor=world.actor_of("focal_point"), now=NOW
        ),
        "withdrawn": lambda: joint_missions.withdraw_joint_mission(
            side=own, reason="Trop tard.", actor=officer, now=NOW
        ),
        "expired": lambda: joint_missions.expire_joint_mission(side=own, now=own.due_at),
        "agreed": lambda: world.agree_to_join(own),
        "joined": lambda: [world.agree_to_join(side) for side in (own, other)],
        "ended": lambda: [
            *(world.agree_to_join(side) for side in (own, other)),
            joint_missions.end_joint_mission(side=own, reason="Fini.", actor=officer, now=NOW),
        ],
    }
    moves.get(state, lambda: None)()
    own.refresh_from_db()
    return own


# --- Published results --------------------------------------------------------------------------------------

PUBLICATIONS = Table(
    actions=actions.PUBLICATION_ACTIONS,
    life={
        "draft": {"propose": "proposed"},
        "proposed": {"consent": "published", "refuse": "refused", "retract": "retracted"},
        "published": {"retract": "retracted"},
        "refused": {},
        "retracted": {},
    },
    may={"propose": OFFICER, "consent": COUNTRY, "refuse": COUNTRY, "retract": COUNTRY | MANAGERS},
    tries=tries(
        actions.PUBLICATION_ACTIONS,
        {
            "consent": {"now": NOW},
            "refuse": {"reason": "Trop tôt.", "language": "fr", "now": NOW},
            "retract": {"reason": "Faux.", "language": "fr"},
        },
    ),
)


def publication_in(state: str) -> Publication:
    focal = world.actor_of("focal_point")
    if state == "draft":
        return Publication.objects.create(
            support_request=world.request_in("closed"),
            **world.RESULTS,
            year=2026,
            proposed_by=world.person("manager").user,
            created_at=NOW,
            updated_at=NOW,
        )
    row = world.proposed_publication()
    if state == "refused":
        return publications.refuse_publication(publication=row, reason="Trop tôt.", actor=focal, now=NOW)
    if state in ("published", "retracted"):
        row = publications.consent_to_publication(publication=row, actor=focal, now=NOW)
    if state == "retracted":
        row = publications.retract_publication(publication=row, reason="Faux.", actor=focal, now=NOW)
    return row


# --- All of them --------------------------------------------------------------------------------------------

MACHINES = {
    "offer": (OFFERS, states.OfferState, offer_in),
    "consultation": (CONSULTATIONS, states.ConsultationState, consultation_in),
    "terms": (TERMS, states.TermsState, terms_in),
    "deployment": (DEPLOYMENTS, states.DeploymentState, deployment_in),
    "report": (REPORTS, states.ReportState, report_in),
    "publication": (PUBLICATIONS, states.PublicationState, publication_in),
    "joint mission": (JOINT, states.JointState, joint_side_in),
}
CASES = [(machine, state) for machine, (_table, known, _build) in MACHINES.items() for state in known.values]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, models.Model]]:
    def build(case: str) -> models.Model:
        machine, state = case.rsplit(maxsplit=1)
        return MACHINES[machine][2](state)

    with built_once(django_db_blocker, [f"{machine} {state}" for machine, state in CASES], build) as rows:
        yield rows


@pytest.mark.parametrize("machine", MACHINES)
def test_table_names_every_state_and_every_action(machine: str) -> None:
    table, known, _build = MACHINES[machine]

    assert_names_everything(table, known.values)


@pytest.mark.parametrize(("machine", "state"), CASES)
def test_every_action_does_what_the_table_says(
    machine: str, state: str, built: dict[str, models.Model], db: None
) -> None:
    table, row = MACHINES[machine][0], built[f"{machine} {state}"]
    assert row.state == state

    found = {party: table.outcomes(row, party) for party in PARTIES}

    assert found == {party: table.expected(state, party) for party in PARTIES}
