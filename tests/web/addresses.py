"""The real table of addresses, and what exists behind them: nothing here has to be extended for a new page.

Only a new *kind* of thing in an address (`<int:visa_id>`) has to be told here, in `KINDS` or `WORDS`; the tests fail
until it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import FocalPoint, Invitation, User
from accounts.services.delegation import delegate
from accounts.services.invitations import invite_user
from accounts.services.tokens import issue_token
from core.actors import Role
from core.models import OutboxMessage
from experts.models import Expert, ExpertDocument, RosterImport
from experts.services.documents import add_document
from experts.services.roster_import import send_sheet
from programme.models import ThemeTerm
from requests_app.models import SupportRequest
from requests_app.services.attachments import attach_file
from requests_app.services.messages import send_message
from requests_app.states import RequestState as S
from tests import world
from tests.factories import UserFactory
from tests.world import NOW, STEPS, Plan
from workflows.handlers import tell_people
from workflows.services import consultations, evaluations, offers, reports, terms, triage
from workflows.services.case_files import ask_for_case_file, make_case_file
from workflows.services.papers import issue_papers
from workflows.services.publications import consent_to_publication
from workflows.services.relations import link_requests

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PARAMETER = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")  # of a regular expression, of a path
MISSING = 9_999_999
SHEET = (
    b"name;email;headline;category;home_country;languages\n"
    b"Awa;awa@sheet.example;Statistician;independent;SN;fr:C1\n"
)
ROLES = {
    "focal": Role.FOCAL_POINT,
    "manager": Role.MANAGER,
    "expert": Role.EXPERT,
    "steering": Role.STEERING,
    "admin": Role.ADMIN,
}


# --- Addresses ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Address:
    """One row of the table: its path with parameters, or regular expression, and its name."""

    route: str
    name: str
    is_plain: bool  # all of it a path

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(one or other for one, other in PARAMETER.findall(self.route))

    def path(self, values: Mapping[str, Any]) -> str:
        """The path with these values of its parameters."""
        filled = PARAMETER.sub(lambda found: str(values[found.group(1) or found.group(2)]), self.route)
        return "/" + re.sub(r"[\^$\\]", "", filled)


def addresses() -> list[Address]:
    """All addresses of the whole desk."""
    return list(_beneath(get_resolver(), "", True))


def pages() -> list[Address]:
    """The desk's own pages: all but the API, the administration, and those of allauth."""
    return [each for each in addresses() if not each.route.startswith(("api/", "admin/", "accounts/"))]


def _beneath(resolver: URLResolver, prefix: str, is_plain: bool) -> Iterator[Address]:
    for each in resolver.url_patterns:
        plain = is_plain and not hasattr(each.pattern, "_regex")
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield Address(route, each.name or "", plain)
        else:
            yield from _beneath(each, route, plain)


# --- What stands in addresses -------------------------------------------------------------------------------

# Parameters that name a thing of a request: where to find those of one request.
KINDS: Mapping[str, Callable[[SupportRequest], Any]] = {
    "request_id": lambda row: [row],
    "attachment_id": lambda row: row.attachments.all(),
    "message_id": lambda row: row.messages.all(),
    "question_id": lambda row: row.questions.all(),
    "position_id": lambda row: row.positions.all(),
    "consultation_id": lambda row: row.consultations.all(),
    "offer_id": lambda row: row.offers.all(),
    "expert_id": lambda row: Expert.objects.filter(offers__support_request=row),
    "terms_id": lambda row: row.terms.order_by("-id"),
    "case_file_id": lambda row: row.case_files.all(),
    "letter_id": lambda row: row.papers.filter(kind="mission_letter"),
    "document_id": lambda row: row.documents.all(),
    "paper_id": lambda row: ExpertDocument.objects.filter(expert__offers__support_request=row),
    "deployment_id": lambda row: row.deployments.all(),
    "report_id": lambda row: row.reports.all(),
    "evaluation_id": lambda row: row.evaluations.all(),
    "relation_id": lambda row: row.relations.all(),
    "publication_id": lambda row: row.publications.all(),
}

# Parameters that name a thing of a person: where to find those of one person.
PERSONAL: Mapping[str, Callable[[User], Any]] = {
    "delegation_id": lambda user: user.delegations_given.all(),
    "token_id": lambda user: user.api_tokens.all(),
    "notification_id": lambda user: user.notifications.all(),
}

# Parameters that name a thing of the whole desk, and the roles that may see all of these.
COMMON: Mapping[str, tuple[Callable[[], Any], frozenset[str]]] = {
    "user_id": (lambda: User.objects.filter(role=Role.FOCAL_POINT), frozenset({"manager", "admin"})),
    "invitation_id": (Invitation.objects.all, frozenset({"manager", "admin"})),
    "accreditation_id": (FocalPoint.objects.all, frozenset({"manager", "admin"})),
    "term_id": (ThemeTerm.objects.all, frozenset({"admin"})),
    "import_id": (RosterImport.objects.all, frozenset({"manager"})),
    "outbox_id": (OutboxMessage.objects.all, frozenset({"admin"})),
}

# Parameters that name no thing but one of a few words.
WORDS: Mapping[str, str] = {
    "number": "1",
    "order": "1",
    "section": "a",
    "part": "languages",
    "group": "expert_end",
    "language": "fr",
}

THINGS = KINDS.keys() | PERSONAL.keys() | COMMON.keys()

# Kinds of which a role may see nothing, even of a request that it sees.
HIDDEN: Mapping[str, frozenset[str]] = {
    "focal": frozenset({"case_file_id", "offer_id", "expert_id", "relation_id"}),
    "manager": frozenset(),
    "expert": frozenset(
        {
            "case_file_id",
            "request_id",
            "attachment_id",
            "message_id",
            "question_id",
            "consultation_id",
            "relation_id",
        }
    ),
    "steering": frozenset(
        {
            "case_file_id",
            "offer_id",
            "expert_id",
            "attachment_id",
            "message_id",
            "question_id",
            "consultation_id",
            "relation_id",
            "letter_id",
        }
    ),
    "admin": frozenset(KINDS) - {"expert_id"},
}


@dataclass
class Estate:
    """Two countries with a request each that has everything, and a draft each; `people` own some of it."""

    people: world.People = field(default_factory=world.people)

    def __post_init__(self) -> None:
        self.own = self.full("SN", ask=self.people.expert.user.expert.pk)
        self.foreign = self.full("CV", ask=world.expert().pk)
        people = ContentFile(SHEET, name="people.csv")
        send_sheet(file=people, name="people.csv", actor=self.people.manager.actor, now=NOW)
        self.own_draft = self.draft("SN")
        self.foreign_draft = self.draft("CV")
        for message in OutboxMessage.objects.filter(topic="notify"):
            tell_people(message.payload, NOW)
        for who in (*ROLES, "focal_cv"):
            self.own_things(getattr(self.people, who))
        invite_user(
            email="awa@desk.example",
            full_name="Awa Ba",
            role=Role.MANAGER,
            actor=self.people.admin.actor,
            now=NOW,
        )

    def own_things(self, person: world.Person) -> None:
        """What belongs to a person and to no request."""
        issue_token(user=person.user, name="Portable", actor=person.actor, now=NOW)
        if person.actor.countries:
            delegate(
                from_user=person.user,
                to_user=UserFactory.create(role=Role.FOCAL_POINT),
                starts_on=NOW.date(),
                ends_on=NOW.date(),
                actor=person.actor,
                now=NOW,
            )

    def full(self, country: str, *, ask: int) -> SupportRequest:
        """A request whose mission is over, with all that comes on the way; `ask` is the expert who went."""
        plan = Plan(country=country)
        row = world.request_in(S.TRIAGE, country=country)
        row = triage.answer_question(
            support_request=world.ask(row, plan), text="Douze.", answers=None, actor=plan.speaker, now=NOW
        )
        row = self.fill(row, plan)
        for passed in (S.THEME_CHECK, S.DECISION, S.MATCHING):
            row = STEPS[passed](row, plan)
        for position in row.positions.all():
            world.order_reserve(position, [ask, world.expert().pk])
        row = offers.send_offers(support_request=row, actor=self.people.manager.actor, now=NOW)
        for passed in (S.TERMS, S.MOBILISATION, S.DEPLOYED, S.REPORTING):
            row = STEPS[passed](row, plan)
        world.evaluate(row, plan)
        self.paper(Expert.objects.get(pk=ask))
        issue_papers(row, now=NOW)
        make_case_file(
            ask_for_case_file(support_request=row, actor=self.people.manager.actor, now=NOW), now=NOW
        )
        return row

    def paper(self, expert: Expert) -> None:
        cv = ContentFile(b"CV.", name="cv.txt")
        add_document(
            expert=expert, file=cv, name="cv.txt", kind="cv", actor=self.people.manager.actor, now=NOW
        )

    def draft(self, country: str) -> SupportRequest:
        plan = Plan(country=country)
        row = world.request_in(S.DRAFT, country=country)
        self.attach(row, plan)
        return row

    def fill(self, row: SupportRequest, plan: Plan) -> SupportRequest:
        send_message(support_request=row, text="Bonjour.", actor=plan.speaker, now=NOW)
        self.attach(row, plan)
        row.refresh_from_db()
        return row

    @staticmethod
    def attach(row: SupportRequest, plan: Plan) -> None:
        letter = ContentFile(b"Lettre.", name="lettre.txt")
        attach_file(support_request=row, file=letter, name="lettre.txt", actor=plan.speaker, now=NOW)

    def cases(self) -> list[SupportRequest]:
        """Requests of one's own country as far as they come, the fullest first."""
        ready, told = world.request_in(S.MOBILISATION), world.request_in(S.REPORTING)
        for deployment in ready.deployments.all():
            world.make_ready(deployment)
        for report in told.reports.all():
            author = world.expert_actor(report.expert_id)
            report = reports.write_report(
                report=report, sections=world.REPORT_SECTIONS, actor=author, now=NOW
            )
            reports.submit_report(report=report, actor=author, now=NOW)
        return [
            self.own,
            self.own_draft,
            ready,
            told,
            self.objected(),
            self.amended(),
            *self.joined(),
            self.published(),
            self.turned_down(),
            *map(world.request_in, S),
        ]

    def objected(self) -> SupportRequest:
        """A request whose country objects to an expert."""
        row = world.request_in(S.OFFERING)
        shown = row.consultations.latest()
        consultations.object_to_candidates(
            consultation=shown,
            labels=[f"1{shown.shown['positions'][0]['candidates'][0]['label']}"],
            reason="Connue.",
            actor=self.people.focal.actor,
            now=NOW,
        )
        return row

    def amended(self) -> SupportRequest:
        """A request whose terms are to be signed anew during the preparation."""
        row = world.request_in(S.MOBILISATION)
        terms.new_version(support_request=row, actor=self.people.manager.actor, now=NOW)
        row.refresh_from_db()
        return row

    def joined(self) -> list[SupportRequest]:
        """A request whose country is asked for a joint mission, and one that is in one and linked with the first."""
        asked, _foreign = world.joint_sides()
        sides = world.joint_sides()
        for side in sides:
            world.agree_to_join(side)
        row = sides[0].support_request
        link_requests(
            support_request=row,
            other=asked.support_request_id,
            note="Même poste.",
            actor=self.people.manager.actor,
            now=NOW,
        )
        return [asked.support_request, row]

    def turned_down(self) -> SupportRequest:
        """A request whose only expert said no."""
        row, offer = world.request_and_offer(reserve=1)
        world.turn_down(offer)
        row.refresh_from_db()
        return row

    def published(self) -> SupportRequest:
        """A closed request whose results the other countries read."""
        publication = world.proposed_publication()
        consent_to_publication(publication=publication, actor=self.people.focal.actor, now=NOW)
        return publication.support_request

    def client(self, name: str) -> Client:
        """A browser in which one of the people is signed in."""
        client = Client()
        client.force_login(getattr(self.people, name).user, backend=BACKEND)
        return client

    def values(self, address: Address, row: SupportRequest, who: str = "focal") -> dict[str, Any]:
        """A thing of this request or of this person for each parameter; `MISSING` where they have none."""
        values = {name: self._value(name, row, who) for name in address.parameters}
        if "group" in values and "deployment_id" not in values:
            values["group"] = evaluations.AT_THE_END  # the institution's sheet; each mission has another
        return values

    def _value(self, name: str, row: SupportRequest, who: str) -> Any:
        if name in KINDS:
            return first(KINDS[name](row))
        if name in PERSONAL:
            return first(PERSONAL[name](getattr(self.people, who).user))
        if name in COMMON:
            return first(COMMON[name][0]())
        return WORDS.get(name, "nothing")

    def strangers(self, address: Address, who: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Things that this person may not know of, in all the ways in which they can stand in the address.

        Each beside the same address with a thing that does not exist at all: the answers must be the same.
        """
        for values in self._hidden(address, who):
            yield values, nowhere(values)
        kinds = [name for name in address.parameters if name in KINDS]
        own, foreign = self.values(address, self.own), self.values(address, self.foreign)
        for child in kinds[1:]:
            yield own | {child: foreign[child]}, own | {child: MISSING}

    def _hidden(self, address: Address, who: str) -> Iterator[dict[str, Any]]:
        kinds = KINDS.keys() & set(address.parameters)
        common = [COMMON[name][1] for name in address.parameters if name in COMMON]
        if PERSONAL.keys() & set(address.parameters) or any(who not in seen for seen in common):
            yield self.values(address, self.own, "focal_cv" if who == "focal" else "focal")
        if not kinds:
            return
        if who in ("focal", "expert", "admin"):
            yield self.values(address, self.foreign)
        if who != "focal":
            yield self.values(address, self.own_draft)
        yield self.values(address, self.foreign_draft)
        if HIDDEN[who] & kinds:
            yield self.values(address, self.own)


def first(things: Any) -> int:
    """The number of the first of these things."""
    return next((thing.pk for thing in things), MISSING)


def nowhere(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same address where the thing concerned does not exist at all."""
    return {name: MISSING if name in THINGS else value for name, value in values.items()}
