"""Which papers follow from what happened to a request, read from its journal, and which of them still hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.models import JournalEvent
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from workflows.letters.facts import Facts
from workflows.models import Deployment, MissionReport, Offer, Paper
from workflows.selectors import letter_facts as facts
from workflows.states import OFFER_OPEN, DeploymentState, OfferState, PaperForce, PaperKind

# What papers follow from, or what ends their force.
FOLLOWED = frozenset(
    {
        "request.submitted",
        "request.question_asked",
        "request.approved",
        "request.declined",
        "request.withdrawn",
        "request.cancelled",
        "request.terms_signed",
        "request.closed",
        "offer.sent",
        "offer.declined",
        "offer.expired",
        "offer.retracted",
        "offer.released",
        "deployment.extended",
        "deployment.cancelled",
        "report.accepted",
    }
)
_READ = FOLLOWED | {"terms.signed", "deployment.completed", "request.review_asked"}
_DECISIONS = (PaperKind.APPROVAL, PaperKind.REFUSAL)
_TAKEN_BACK = (RequestState.WITHDRAWN, RequestState.CANCELLED)
_OFFER_HOLDS = (*OFFER_OPEN, OfferState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that has to exist; `key` says what it follows from, `gather` what it says."""

    key: str
    kind: PaperKind
    event: JournalEvent
    gather: Callable[[], Facts]
    to: Callable[[], str] = str
    offer: Offer | None = None
    deployment: Deployment | None = None

    @property
    def on(self) -> date:
        return self.event.at.date()

    @property
    def expert_id(self) -> int | None:
        owner = self.offer or self.deployment
        return owner.expert_id if owner else None


def papers_that_follow(row: SupportRequest) -> list[Wanted]:
    """All papers of a request that its journal calls for, in the order in which they became due."""
    events = list(
        JournalEvent.objects.of(row.chain)
        .filter(verb__in=_READ | {"request.deployed", "request.mission_ended"})
        .order_by("sequence")
    )
    return list(_Reading(row, events).wanted())


class _Reading:
    """One request and its journal, read once."""

    def __init__(self, row: SupportRequest, events: Sequence[JournalEvent]) -> None:
        self.row, self.events = row, events
        deployments = row.deployments.select_related("position", "expert").order_by("id")
        self.deployments = {deployment.pk: deployment for deployment in deployments}

    def wanted(self) -> Iterator[Wanted]:
        for event in self.events:
            follows = _FOLLOWS.get(event.verb)
            if follows:
                yield from follows(self, event)

    def to_country(self, event: JournalEvent) -> Callable[[], str]:
        return lambda: facts.focal_point_named(self.row, self.events, on=event.at.date())

    def acknowledgement(self, event: JournalEvent) -> Iterator[Wanted]:
        yield self._of_country(event, PaperKind.ACKNOWLEDGEMENT, lambda: facts.receipt(self.row, event))

    def question(self, event: JournalEvent) -> Iterator[Wanted]:
        yield self._of_country(event, PaperKind.QUESTION, lambda: facts.asked(event))

    def approval(self, event: JournalEvent) -> Iterator[Wanted]:
        if event.data.get("complete"):
            yield self._of_country(event, PaperKind.APPROVAL, lambda: facts.approved(self.row))

    def refusal(self, event: JournalEvent) -> Iterator[Wanted]:
        earlier = (other.verb for other in self.events if other.sequence < event.sequence)
        reviewed = "request.review_asked" in earlier
        yield self._of_country(event, PaperKind.REFUSAL, lambda: facts.refused(event, reviewed=reviewed))

    def closure(self, event: JournalEvent) -> Iterator[Wanted]:
        key = f"{PaperKind.CLOSURE}:{event.sequence}"
        yield Wanted(key, PaperKind.CLOSURE, event, lambda: facts.closed(self.row, self.events))

    def offer(self, event: JournalEvent) -> Iterator[Wanted]:
        offer = Offer.objects.select_related("position", "expert").get(pk=event.data["offer"])
        yield Wanted(
            f"{PaperKind.OFFER}:{offer.pk}",
            PaperKind.OFFER,
            event,
            lambda: facts.offered(offer),
            to=lambda: offer.expert.name,
            offer=offer,
        )

    def letters_of_team(self, event: JournalEvent) -> Iterator[Wanted]:
        """New terms in force: everybody who is to go or has gone gets a letter that names them."""
        if event.data.get("to") != "signed":
            return
        for deployment in self.deployments.values():
            if deployment.created_at <= event.at and deployment.state != DeploymentState.CANCELLED:
                yield self._letter(event, deployment, terms=event.data.get("number"))

    def letter_with_new_end(self, event: JournalEvent) -> Iterator[Wanted]:
        deployment = self.deployments.get(event.data["deployment"])
        signed = [other.data.get("number") for other in self.events if _puts_in_force(other, before=event)]
        if deployment and signed:
            end = date.fromisoformat(event.data["end"])
            yield self._letter(event, deployment, terms=signed[-1], end=end)

    def certificate(self, event: JournalEvent) -> Iterator[Wanted]:
        deployment = self.deployments[event.data["deployment"]]
        yield self._of_mission(event, PaperKind.CERTIFICATE, deployment, lambda: facts.mission(deployment))

    def mission_report(self, event: JournalEvent) -> Iterator[Wanted]:
        report = MissionReport.objects.get(pk=event.data["missionreport"])
        report.deployment = deployment = self.deployments[report.deployment_id]
        gather = lambda: facts.reported(report, on=event.at.date())  # noqa: E731
        yield self._of_mission(event, PaperKind.MISSION_REPORT, deployment, gather)

    def _of_country(self, event: JournalEvent, kind: PaperKind, gather: Callable[[], Facts]) -> Wanted:
        return Wanted(f"{kind}:{event.sequence}", kind, event, gather, to=self.to_country(event))

    def _of_mission(
        self, event: JournalEvent, kind: PaperKind, deployment: Deployment, gather: Callable[[], Facts]
    ) -> Wanted:
        return Wanted(f"{kind}:{event.sequence}:{deployment.pk}", kind, event, gather, deployment=deployment)

    def _letter(
        self, event: JournalEvent, deployment: Deployment, *, terms: int | None, end: date | None = None
    ) -> Wanted:
        return self._of_mission(
            event,
            PaperKind.MISSION_LETTER,
            deployment,
            lambda: facts.mission(deployment, terms=terms, end=end),
        )


_FOLLOWS: Mapping[str, Callable[[_Reading, JournalEvent], Iterator[Wanted]]] = {
    "request.submitted": _Reading.acknowledgement,
    "request.question_asked": _Reading.question,
    "request.approved": _Reading.approval,
    "request.declined": _Reading.refusal,
    "request.closed": _Reading.closure,
    "offer.sent": _Reading.offer,
    "terms.signed": _Reading.letters_of_team,
    "deployment.extended": _Reading.letter_with_new_end,
    "deployment.completed": _Reading.certificate,
    "report.accepted": _Reading.mission_report,
}


def _puts_in_force(event: JournalEvent, *, before: JournalEvent) -> bool:
    signed = event.verb == "terms.signed" and event.data.get("to") == "signed"
    return signed and event.sequence < before.sequence


def forces_of(row: SupportRequest, papers: Iterable[Paper]) -> dict[int, str]:
    """What is true of each paper now: a newer one replaced it, or what it says no longer holds."""
    found = list(papers)
    return {paper.pk: _force(row, paper, _newer(paper, found)) for paper in found}


def _force(row: SupportRequest, paper: Paper, newer: bool) -> str:
    if newer:
        return PaperForce.SUPERSEDED
    if paper.offer is not None and paper.offer.state not in _OFFER_HOLDS:
        return PaperForce.REVOKED
    called_off = paper.deployment is not None and paper.deployment.state == DeploymentState.CANCELLED
    if paper.kind == PaperKind.MISSION_LETTER and called_off:
        return PaperForce.REVOKED
    if paper.kind == PaperKind.APPROVAL and row.state in _TAKEN_BACK:
        return PaperForce.REVOKED
    return PaperForce.IN_FORCE


def _newer(paper: Paper, others: Iterable[Paper]) -> bool:
    """A later decision replaces an earlier one, a later letter that of the same mission."""
    later = [other for other in others if other.number > paper.number]
    if paper.kind in _DECISIONS:
        return any(other.kind in _DECISIONS for other in later)
    if paper.kind == PaperKind.MISSION_LETTER:
        return any((other.kind, other.deployment_id) == (paper.kind, paper.deployment_id) for other in later)
    return False
