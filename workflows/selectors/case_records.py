"""The rows of a request's whole file as plain data, and the names behind the numbers in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from accounts.models import User
from core.actors import Actor, Role
from core.models import JournalEvent
from experts.models import Expert
from requests_app.models import Message, SupportRequest
from workflows.models import Notification, Shortlist

NEVER = frozenset({"nonce", "search_text", "file"})  # secrets of links, and what only the desk can use
PERSONS = frozenset({"officer_id", "author_id", "user_id", "signer_id", "approver_id", "created_by_id"})

Rows = list[dict[str, Any]]


def records_of(row: SupportRequest, actor: Actor) -> Mapping[str, Any]:
    """The JSON files by name, without the names of people."""
    records: dict[str, Any] = {
        "request.json": _request(row),
        "decisions.json": {"approvals": _rows(row.approvals.order_by("id")), **_decisions(row)},
        "shortlists.json": _shortlists(row),
        "consultations.json": _rows(row.consultations.order_by("id")),
        "offers.json": _rows(row.offers.order_by("id")),
        "terms.json": [
            {**_row(terms), "signatures": _rows(terms.signatures.order_by("id"))}
            for terms in row.terms.order_by("number")
        ],
        "papers.json": _rows(row.papers.order_by("number")),
        "documents.json": _rows(row.documents.order_by("id")),
        "deployments.json": _rows(row.deployments.order_by("id")),
        "reports.json": _rows(row.reports.order_by("id")),
        "evaluations.json": _rows(row.evaluations.order_by("id")),
        "questions.json": _rows(row.questions.order_by("id")),
        "messages.json": _rows(_messages(row, actor)),
        "attachments.json": _rows(row.attachments.order_by("id")),
        "relations.json": _rows(row.relations.order_by("id")),
        "joint_missions.json": [
            {**_row(side), "joint_mission": _row(side.joint_mission)}
            for side in row.joint_sides.select_related("joint_mission").order_by("id")
        ],
        "notices.json": _notices(row),
    }
    return {**records, "people.json": _people(row, records)}


def _request(row: SupportRequest) -> dict[str, Any]:
    whole = SupportRequest.objects.get(pk=row.pk)  # a locked row leaves out what is seldom read
    relations = ("objectives", "support_types", "expertise", "peer_countries")
    return {
        **_row(whole),
        **{name: sorted(str(found.pk) for found in getattr(whole, name).all()) for name in relations},
        "themes": [_row(entry) for entry in whole.request_themes.order_by("-is_main", "theme_id")],
        "positions": [
            {**_row(position), "expertise": sorted(str(field.pk) for field in position.expertise.all())}
            for position in whole.positions.all()
        ],
    }


def _decisions(row: SupportRequest) -> dict[str, Any]:
    """First checks, refusal and review as they stand; the journal keeps each earlier one."""
    whole = SupportRequest.objects.get(pk=row.pk)
    names = ("checklist", "theme_proposal", "theme_reason", "closing_code", "closing_text", "review_reason")
    return {name: getattr(whole, name) for name in names}


def _shortlists(row: SupportRequest) -> Rows:
    lists = Shortlist.objects.filter(position__support_request=row).order_by("id").prefetch_related("entries")
    return [
        {**_row(shortlist), "entries": [_row(entry) for entry in shortlist.entries.all()]}
        for shortlist in lists
    ]


def _messages(row: SupportRequest, actor: Actor) -> Iterable[Message]:
    """Internal notes stay among the managers."""
    messages = row.messages.order_by("id")
    return messages if actor.role in (Role.MANAGER, Role.SYSTEM) else messages.filter(is_internal=False)


def _notices(row: SupportRequest) -> Rows:
    """Who was told of what, by their part in the case and not by their address; when a mail left is no part of it."""
    notices = Notification.objects.filter(support_request=row).order_by("id")
    return [
        {
            "notice": told.notice,
            "party": told.data.get("party", ""),
            "user_id": told.user_id,
            "at": told.created_at.isoformat(),
        }
        for told in notices
    ]


def _people(row: SupportRequest, records: Mapping[str, Any]) -> dict[str, Any]:
    """The names behind the numbers that stand in the records and in the journal."""
    events = JournalEvent.objects.of(row.chain)
    users = {number for event in events for number in (event.actor_id, event.on_behalf_of_id) if number}
    users |= _numbers(
        records,
        lambda key: (
            key in PERSONS or key.endswith("_by_id") or key in ("user_id", "signer_id", "approver_id")
        ),
    )
    experts = {event.expert_id for event in events if event.expert_id} | _numbers(records, "expert_id".__eq__)
    return {
        "users": {
            str(user.pk): {"name": user.full_name, "role": user.role}
            for user in User.objects.filter(pk__in=users).order_by("pk")
        },
        "experts": {
            str(expert.pk): {"code": expert.code, "name": expert.name}
            for expert in Expert.objects.filter(pk__in=experts).order_by("pk")
        },
    }


def _names_a_user(key: str) -> bool:
    return key in PERSONS or key.endswith("_by_id")


def _numbers(part: Any, wanted: Callable[[str], bool]) -> set[int]:
    """All numbers beneath keys that are wanted."""
    if isinstance(part, Mapping):
        own = {value for key, value in part.items() if wanted(key) and isinstance(value, int)}
        return own.union(*(_numbers(value, wanted) for value in part.values()))
    if isinstance(part, list):
        return set().union(*(_numbers(value, wanted) for value in part))
    return set()


def _rows(rows: Iterable[Model]) -> Rows:
    return [_row(row) for row in rows]


def _row(row: Model) -> dict[str, Any]:
    """The columns of a row."""
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in NEVER]
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
