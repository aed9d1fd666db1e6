"""Situations that tests begin with, built from real reference data through the real services.

`people()` is who there is, `request_in(state)` is a request that lived until that state, `actor_of(role)` is
one actor of each role. All of it happens at `NOW`, a Monday morning. Everything can be called again in the same
test: people are found, requests and experts are new ones.
"""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from accounts.models import User
from accounts.selectors import actor_for
from core.actors import SYSTEM, Actor, Role
from experts.models import Expert
from experts.services.profiles import register_expert
from experts.services.vetting import vet_expert
from programme.models import Country, EligibilityCheck
from programme.selectors import questionnaire
from programme.services.reference import DATA, load_reference
from requests_app.models import Position, SupportRequest
from requests_app.services.drafts import create_draft
from requests_app.services.positions import add_position
from requests_app.states import RequestState as S
from tests.factories import AccreditationFactory, UserFactory
from workflows.models import Deployment, JointSide, MissionReport, Offer, Publication
from workflows.services import (
    closing,
    consultations,
    control,
    decision,
    deployments,
    evaluations,
    intake,
    joint_missions,
    matching,
    offers,
    publications,
    reports,
    terms,
    triage,
)
from workflows.states import IdentityProof

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MISSION_START, MISSION_END = date(2026, 5, 4), date(2026, 5, 29)

# The way of a request that nothing stops, in order.
STRAIGHT_WAY = (
    S.DRAFT,
    S.SUBMITTED,
    S.TRIAGE,
    S.THEME_CHECK,
    S.DECISION,
    S.MATCHING,
    S.OFFERING,
    S.TERMS,
    S.MOBILISATION,
    S.DEPLOYED,
    S.REPORTING,
    S.CLOSED,
)

ANSWERS: Mapping[str, Any] = {
    "institution": "Ministère de l'Intérieur",
    "unit_contact": {"name": "Awa Sarr", "unit": "Police de l'air et des frontières"},
    "title": "Statistiques aux postes frontières",
    "support_type": ["TS-TRN"],
    "background": "Les données des postes frontières ne sont pas exploitées.",
    "objective": "Former les équipes à la collecte et à l'analyse.",
    "expected_results": "Un bulletin trimestriel.",
    "preferred_dates": {"start": date(2026, 4, 15), "end": date(2026, 6, 30)},
    "duration": 8,
    "place": "Dakar",
    "language": "fr",
    "endorsement": {"name": "Ibrahima Fall", "function": "Directeur"},
    "data_consent": True,
}

POSITION: Mapping[str, Any] = {
    "title": "Statisticien",
    "tasks": "Former deux équipes.",
    "days": 8,
    "start": MISSION_START,
    "end": MISSION_END,
    "language": "fr",
    "place": "Dakar",
}

REPORT_SECTIONS = {"1": "Résumé.", "4": "Activités.", "6": "Constats.", "8": "Recommandations."}


# --- Reference data -----------------------------------------------------------------------------------------

LIGHT_VOCABULARY = """{"PH3-T1": {"en": {
    "for": [["census", 3], ["migration data", 3], ["statistics", 3]],
    "against": [["football", 1]]
}}}"""


def load_light_reference() -> None:
    """The reference data of the project with a vocabulary of four terms; read from the files once a process."""
    if Country.objects.exists():
        return
    if not _LOADED:
        load_reference(now=NOW, folder=_light_folder())
        _LOADED.extend(_inserts())
        return
    with transaction.atomic(), connection.cursor() as cursor:  # tables point at each other
        for statement, values in _LOADED:
            cursor.execute(statement, values)


_LOADED: list[tuple[str, list[Any]]] = []


def _inserts() -> Iterator[tuple[str, list[Any]]]:
    """A statement with its values for each table of the programme; numbers of rows are left to the database."""
    quote = connection.ops.quote_name
    for model in apps.get_app_config("programme").get_models(include_auto_created=True):
        fields = [field for field in model._meta.local_fields if not isinstance(field, models.AutoField)]
        names = ", ".join(quote(field.column) for field in fields)
        rows = list(model._base_manager.all())
        marks = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * len(rows))
        values = [
            field.get_db_prep_save(getattr(row, field.attname), connection=connection)
            for row in rows
            for field in fields
        ]
        if rows:
            yield f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES {marks}", values


@functools.cache
def _light_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="reference-"))
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    (folder / "vocabulary.json").write_text(LIGHT_VOCABULARY, encoding="utf-8")
    return folder


# --- People -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """An account and the actor that its owner is at `NOW`."""

    user: User

    @functools.cached_property
    def actor(self) -> Actor:
        return actor_for(self.user, now=NOW)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of the desk: `focal` and `alternate` speak for Senegal, `focal_cv` for Cabo Verde."""

    focal: Person
    alternate: Person
    focal_cv: Person
    manager: Person
    manager2: Person
    steering: Person
    admin: Person
    expert: Person


@dataclass(frozen=True, slots=True)
class _Part:
    email: str
    role: str
    country: str = ""
    alternate: bool = False
    language: str = "en"


_CAST: Mapping[str, _Part] = {
    "focal": _Part("focal.sn@desk.example", Role.FOCAL_POINT, country="SN", language="fr"),
    "alternate": _Part("alternate.sn@desk.example", Role.FOCAL_POINT, country="SN", alternate=True),
    "focal_cv": _Part("focal.cv@desk.example", Role.FOCAL_POINT, country="CV"),
    "manager": _Part("manager@desk.example", Role.MANAGER),
    "manager2": _Part("manager2@desk.example", Role.MANAGER),
    "steering": _Part("steering@desk.example", Role.STEERING),
    "admin": _Part("admin@desk.example", Role.ADMIN),
    "expert": _Part("expert@desk.example", Role.EXPERT),
}


def people(*, password: str | None = None) -> People:
    """Everybody, made when they are not there yet; nobody has a password unless one is given."""
    emails = [part.email for part in _CAST.values()]
    there = {user.email: user for user in User.objects.filter(email__in=emails)}
    return People(
        **{
            name: Person(there.get(part.email) or _account(name, part, password))
            for name, part in _CAST.items()
        }
    )


def person(name: str, *, password: str | None = None) -> Person:
    """One of `People` by name, made when not there yet."""
    part = _CAST[name]
    user = User.objects.filter(email=part.email).first() or _account(name, part, password)
    return Person(user)


def actor_of(role: str) -> Actor:
    """One actor of a role: Senegal's focal point, the officer of all cases, the expert with an account."""
    if role == Role.SYSTEM:
        return SYSTEM
    return person("focal" if role == Role.FOCAL_POINT else role).actor


def expert_actor(expert_id: int) -> Actor:
    """An expert who came by a link and has no account."""
    return Actor(kind="link", role=Role.EXPERT, expert_id=expert_id)


def holder_of(offer: Offer) -> Actor:
    """Whoever holds the link of an offer."""
    return expert_actor(offer.expert_id)


def _account(name: str, part: _Part, password: str | None) -> User:
    load_light_reference()
    user = UserFactory.create(
        email=part.email,
        full_name=name.replace("_", " ").title(),
        role=part.role,
        language=part.language,
        password=password,
    )
    if part.country:
        AccreditationFactory.create(user=user, country_id=part.country, alternate=part.alternate)
    if part.role == Role.EXPERT:
        expert(user=user)
    return user


_OFFICE = Actor(kind="user", role=Role.MANAGER)


def expert(*, user: User | None = None, vetted: bool = True, **values: Any) -> Expert:
    """A new vetted expert who fits `POSITION`; `values` are fields of the profile."""
    load_light_reference()
    number = Expert.objects.count() + 1
    profile = {
        "name": f"Expert {number}",
        "email": user.email if user else f"expert{number}@roster.example",
        "headline": "Statisticienne des frontières",
        "category": "public_official",
        "home_country_code": "CV",
        "languages": [{"code": "fr", "cefr_speaking": "C1"}],
        "competences": [{"theme": "PH3-T2", "level": 3, "years": 12}],
        **values,
    }
    row = register_expert(values=profile, actor=_OFFICE, now=NOW, user_id=user.pk if user else None)
    return vet_expert(expert=row, verdict=Expert.Vetting.VETTED, actor=_OFFICE, now=NOW) if vetted else row


# --- Requests -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """How a request of a test is to be.

    `came_from` is where a question, a refusal, a withdrawal, a hold or a cancellation found it. `reserve`
    experts are named for each of the `positions`, `parallel` of them asked at a time. `position` overrides
    values of each position, `answers` those of the form.
    """

    came_from: str = ""
    positions: int = 1
    reserve: int = 2
    parallel: int = 1
    country: str = "SN"
    answers: Mapping[str, Any] = field(default_factory=dict)
    position: Mapping[str, Any] = field(default_factory=dict)
    now: datetime = NOW

    @property
    def speaker(self) -> Actor:
        """The focal point of the country."""
        return person("focal" if self.country == "SN" else "focal_cv").actor


def request_in(state: str, **options: Any) -> SupportRequest:
    """A request of Senegal (`country="CV"`: of Cabo Verde) that came into this state through the services.

    Its officer is `people().manager`. The options are the fields of `Plan`.
    """
    people()
    plan = Plan(**options)
    if state in STRAIGHT_WAY:
        return _on_the_way(S(state), plan)
    came_from, leave = _ASIDE[S(state)]
    return leave(_on_the_way(S(plan.came_from or came_from), plan), plan)


def joint_sides(own: SupportRequest | None = None, **options: Any) -> tuple[JointSide, JointSide]:
    """Both sides of a joint mission of Senegal and Cabo Verde that was proposed, Senegal's first."""
    own = own or request_in(S.TRIAGE, **options)
    other = request_in(S.TRIAGE, country="CV")
    side = joint_missions.propose_joint_mission(
        support_request=own,
        other=other.pk,
        subject_en="Statistics at border posts",
        subject_fr="Statistiques aux postes frontières",
        start=MISSION_START,
        end=MISSION_END,
        actor=actor_of("manager"),
        now=NOW,
    )
    return side, JointSide.objects.get(support_request=other)


RESULTS = {
    "title_en": "Statistics of the border posts",
    "title_fr": "Statistiques des postes frontières",
    "results_en": "Two teams collect data at border posts and publish a bulletin each quarter.",
    "results_fr": "Deux équipes recueillent les données des postes frontières et publient un bulletin trimestriel.",
}


def proposed_publication(row: SupportRequest | None = None) -> Publication:
    """The results of a closed request as its country is asked to publish them."""
    row = row or request_in(S.CLOSED)
    return publications.propose_publication(
        support_request=row, **RESULTS, actor=actor_of("manager"), now=NOW
    )


def agree_to_join(side: JointSide) -> JointSide:
    """The country of this side agrees."""
    who = "focal" if side.support_request.country_id == "SN" else "focal_cv"
    return joint_missions.agree_joint_mission(side=side, actor=person(who).actor, now=NOW)


def request_and_offer(**options: Any) -> tuple[SupportRequest, Offer]:
    """A request in `offering` and the offer that was sent first."""
    row = request_in(S.OFFERING, **options)
    return row, row.offers.order_by("id").first()


def _on_the_way(state: S, plan: Plan) -> SupportRequest:
    row = create_draft(
        country=plan.country, answers={**ANSWERS, **plan.answers}, actor=plan.speaker, now=plan.now
    )
    for passed in STRAIGHT_WAY[1 : STRAIGHT_WAY.index(state) + 1]:
        row = STEPS[passed](row, plan)
    return row


def submit(row: SupportRequest, plan: Plan) -> SupportRequest:
    return intake.submit_request(support_request=row, actor=plan.speaker, now=plan.now)


def start_triage(row: SupportRequest, plan: Plan) -> SupportRequest:
    return triage.start_triage(support_request=row, actor=_manager(), now=plan.now)


def all_checked() -> dict[str, dict[str, str]]:
    """The first checks, all answered with yes."""
    return {check.code: {"answer": "yes"} for check in EligibilityCheck.objects.all()}


def pass_triage(row: SupportRequest, plan: Plan) -> SupportRequest:
    return triage.pass_triage(support_request=row, checklist=all_checked(), actor=_manager(), now=plan.now)


def confirm_themes(row: SupportRequest, plan: Plan) -> SupportRequest:
    row = triage.confirm_themes(
        support_request=row,
        main="PH3-T2",
        further=["PH3-T1"],
        reason="Les postes d'abord.",
        actor=_manager(),
        now=plan.now,
    )
    for _number in range(plan.positions):
        add_position(
            support_request=row, values={**POSITION, **plan.position}, actor=_manager(), now=plan.now
        )
    row.refresh_from_db()
    return row


def approve(row: SupportRequest, plan: Plan) -> SupportRequest:
    """As many people approve as the size of the request needs."""
    for name in ("manager", "manager2"):
        if row.state == S.DECISION:
            approver = person(name).actor
            row = decision.approve_request(support_request=row, note="", actor=approver, now=plan.now)
    return row


def order_reserves(row: SupportRequest, plan: Plan) -> list[list[int]]:
    """A fresh shortlist for each position and `plan.reserve` new people on its list; returns their ids."""
    named = []
    for position in row.positions.all():
        fresh = [expert().pk for _number in range(plan.reserve)]
        named.append(order_reserve(position, fresh, parallel=plan.parallel, now=plan.now))
    return named


def order_reserve(
    position: Position, experts: list[int], *, parallel: int = 1, now: datetime = NOW
) -> list[int]:
    """A fresh shortlist for a position and exactly these people asked, in this order."""
    matching.make_shortlist(position=position, actor=_manager(), now=now)
    matching.set_reserve(
        position=position,
        experts=experts,
        reason="Known to the desk.",
        parallel=parallel,
        actor=_manager(),
        now=now,
    )
    return experts


def send_offers(row: SupportRequest, plan: Plan) -> SupportRequest:
    order_reserves(row, plan)
    return offers.send_offers(support_request=row, actor=_manager(), now=plan.now)


def accept(offer: Offer, *, now: datetime = NOW) -> Offer:
    """The expert says yes."""
    return offers.accept_offer(offer=offer, no_conflict=True, declaration="", actor=holder_of(offer), now=now)


def turn_down(offer: Offer, *, now: datetime = NOW) -> Offer:
    """The expert says no."""
    return offers.decline_offer(offer=offer, code="not_available", text="", actor=holder_of(offer), now=now)


def release(offer: Offer, *, now: datetime = NOW) -> Offer:
    """An expert who had accepted does not go after all."""
    return offers.release_expert(offer=offer, reason="Malade.", actor=_manager(), now=now)


def agree_team(row: SupportRequest, plan: Plan) -> SupportRequest:
    """Whoever was asked first accepts, and the country agrees."""
    for position in row.positions.all():
        accept(position.offers.open().order_by("id").first(), now=plan.now)
    consultations.agree_shortlist(consultation=row.consultations.latest(), actor=plan.speaker, now=plan.now)
    row.refresh_from_db()
    return row


def sign(row: SupportRequest, actor: Actor, *, now: datetime = NOW) -> SupportRequest:
    """One side signs the terms in review."""
    paper = row.terms.in_work().get()
    return terms.sign_terms(
        support_request=row,
        content_hash=paper.content_hash,
        proof=IdentityProof.PASSWORD,
        actor=actor,
        now=now,
    )


def sign_both(row: SupportRequest, plan: Plan) -> SupportRequest:
    return sign(sign(row, plan.speaker, now=plan.now), _manager(), now=plan.now)


def make_ready(deployment: Deployment, *, now: datetime = NOW) -> Deployment:
    """Everything on the checklist is in order."""
    items = {item: {"done": True} for item in deployments.required_items(deployment)}
    return deployments.tick_checklist(deployment=deployment, items=items, actor=_manager(), now=now)


def deploy(row: SupportRequest, plan: Plan) -> SupportRequest:
    """Everybody is ready and leaves."""
    for deployment in row.deployments.preparing():
        make_ready(deployment, now=plan.now)
    return deployments.deploy_request(support_request=row, actor=_manager(), now=plan.now)


def end_mission(row: SupportRequest, plan: Plan) -> SupportRequest:
    return deployments.end_request_mission(support_request=row, actor=_manager(), now=plan.now)


def accept_report(report: MissionReport, *, now: datetime = NOW) -> MissionReport:
    """The expert writes and hands in, the officer accepts."""
    author = expert_actor(report.expert_id)
    report = reports.write_report(report=report, sections=REPORT_SECTIONS, actor=author, now=now)
    report = reports.submit_report(report=report, actor=author, now=now)
    return reports.accept_report(report=report, actor=_manager(), now=now)


def full_marks(group: str) -> dict[str, Any]:
    """A questionnaire filled in by somebody content."""
    return {
        question.code: 4 if question.type == "scale" else "Oui."
        for question in questionnaire(group).questions
    }


def evaluate(row: SupportRequest, plan: Plan) -> None:
    """The institution and every expert hand their questionnaires in."""
    evaluations.give_evaluation(
        support_request=row,
        group=evaluations.AT_THE_END,
        answers=full_marks(evaluations.AT_THE_END),
        actor=plan.speaker,
        now=plan.now,
    )
    for deployment in row.deployments.returned():
        evaluations.give_evaluation(
            support_request=row,
            group=evaluations.EXPERT,
            answers=full_marks(evaluations.EXPERT),
            actor=expert_actor(deployment.expert_id),
            now=plan.now,
            deployment=deployment,
        )


def close(row: SupportRequest, plan: Plan) -> SupportRequest:
    for report in row.reports.all():
        accept_report(report, now=plan.now)
    evaluate(row, plan)
    return closing.close_request(support_request=row, actor=_manager(), now=plan.now)


def ask(row: SupportRequest, plan: Plan) -> SupportRequest:
    return triage.ask_question(
        support_request=row,
        text="Combien d'agents ?",
        fields=["target_group"],
        actor=_manager(),
        now=plan.now,
    )


def decline(row: SupportRequest, plan: Plan) -> SupportRequest:
    return decision.decline_request(
        support_request=row, code="too_long", text="Trop long.", actor=_manager(), now=plan.now
    )


def withdraw(row: SupportRequest, plan: Plan) -> SupportRequest:
    return intake.withdraw_request(
        support_request=row, reason="Plus nécessaire.", actor=plan.speaker, now=plan.now
    )


def cancel(row: SupportRequest, plan: Plan) -> SupportRequest:
    return control.cancel_request(
        support_request=row, code="security", text="", actor=_manager(), now=plan.now
    )


def hold(row: SupportRequest, plan: Plan) -> SupportRequest:
    return control.hold_request(support_request=row, reason="Élections.", actor=_manager(), now=plan.now)


def _manager() -> Actor:
    return actor_of(Role.MANAGER)


Step = Callable[[SupportRequest, Plan], SupportRequest]

# How each state of the straight way is entered from the one before it.
STEPS: Mapping[S, Step] = {
    S.SUBMITTED: submit,
    S.TRIAGE: start_triage,
    S.THEME_CHECK: pass_triage,
    S.DECISION: confirm_themes,
    S.MATCHING: approve,
    S.OFFERING: send_offers,
    S.TERMS: agree_team,
    S.MOBILISATION: sign_both,
    S.DEPLOYED: deploy,
    S.REPORTING: end_mission,
    S.CLOSED: close,
}

# States beside the way: where they are entered from unless said otherwise, and how.
_ASIDE: Mapping[S, tuple[S, Step]] = {
    S.QUESTION: (S.TRIAGE, ask),
    S.DECLINED: (S.DECISION, decline),
    S.WITHDRAWN: (S.SUBMITTED, withdraw),
    S.CANCELLED: (S.MATCHING, cancel),
    S.ON_HOLD: (S.MATCHING, hold),
}
