"""Requests for technical support: list, begin, read, change, throw a draft away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.selectors import acting_for
from api.concurrency import expected_version
from api.pagination import Order, page
from api.serializers.audience import rows_for
from api.serializers.base import page_of
from api.serializers.fields import MINE
from api.serializers.requests import (
    InputChanges,
    InputDraft,
    OutputRequest,
    OutputRequestRow,
    RequestQuery,
)
from api.v1.base import ShowsRequest
from core.actors import Actor, Role
from core.errors import InvalidInput
from requests_app.models import RequestTheme, SupportRequest
from requests_app.services.drafts import create_draft, delete_draft, edit_answers


class RequestsView(ShowsRequest):
    @extend_schema(
        operation_id="requests_list", parameters=[RequestQuery], responses=page_of(OutputRequestRow)
    )
    def get(self, request: Request) -> Response:
        """The requests that the caller may know of, newest first unless ordered otherwise."""
        asked = self.read_query(RequestQuery)
        rows = narrow(SupportRequest.objects.visible_to(self.actor).for_list(), asked, self.actor)
        shown = page(
            request,
            rows,
            # The lines are what `OutputRequestRow` describes, made once: a serializer would make each again.
            lambda found: rows_for(self.actor, found),
            order=Order.parse(asked["ordering"]),
        )
        return Response(shown)

    @extend_schema(operation_id="requests_create", request=InputDraft, responses={201: OutputRequest})
    def post(self, request: Request) -> Response:
        """Begin a draft with whatever answers there are; nothing is required yet."""
        return self.once(self._create)

    def _create(self) -> Response:
        answers = self.read(InputDraft)
        country = answers.pop("country", None) or sole_country(self.actor)
        actor = acting_for(self.actor, country=country, now=self.now)
        row = create_draft(country=country, answers=answers, actor=actor, now=self.now)
        response = self.show(row, status=201)
        response["Location"] = reverse("api-request", kwargs={"request_id": row.pk})
        return response


class RequestView(ShowsRequest):
    @extend_schema(operation_id="requests_retrieve", responses=OutputRequest)
    def get(self, request: Request, request_id: int) -> Response:
        """One request, as far as the caller may know it."""
        return self.show(self.support_request)

    @extend_schema(operation_id="requests_update", request=InputChanges, responses=OutputRequest)
    def patch(self, request: Request, request_id: int) -> Response:
        """Change answers: all of a draft, later those in `open_fields`."""
        row = edit_answers(
            support_request=self.support_request,
            answers=self.read(InputChanges),
            actor=self.actor,
            now=self.now,
            expected_version=expected_version(request),
        )
        return self.show(row)

    @extend_schema(operation_id="requests_delete", responses={204: None})
    def delete(self, request: Request, request_id: int) -> Response:
        """Throw a draft away; what was submitted is withdrawn instead."""
        version = expected_version(request)
        delete_draft(
            support_request=self.support_request, actor=self.actor, now=self.now, expected_version=version
        )
        return Response(status=204)


def sole_country(actor: Actor) -> str:
    """The country of somebody who speaks for one; it must be said where there are several."""
    if actor.role == Role.FOCAL_POINT and len(actor.countries) != 1:
        raise InvalidInput.at(
            "country", _("Say for which country this is; you speak for several or for none."), code="required"
        )
    return next(iter(actor.countries), "")


def narrow(
    rows: QuerySet[SupportRequest], asked: Mapping[str, Any], actor: Actor
) -> QuerySet[SupportRequest]:
    """The rows that meet every condition that was asked for."""
    for name, condition in CONDITIONS.items():
        if name in asked:
            rows = condition(rows, asked[name])
    if "search" in asked:
        rows = rows.search(asked["search"], actor=actor)
    if "officer" in asked:
        rows = rows.filter(officer_id=_officer(asked["officer"], actor))
    return rows


def _with_themes(rows: Any, wanted: list[str]) -> Any:
    chosen = RequestTheme.objects.filter(support_request=OuterRef("pk"), theme__in=wanted)
    return rows.filter(Exists(chosen))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


CONDITIONS = {
    "state": lambda rows, wanted: rows.filter(state__in=wanted),
    "public_state": lambda rows, wanted: rows.in_public_states(wanted),
    "country": lambda rows, wanted: rows.filter(country__in=wanted),
    "phase": lambda rows, wanted: rows.filter(phase__in=wanted),
    "urgency": lambda rows, wanted: rows.filter(urgency__in=wanted),
    "theme": _with_themes,
    "submitted_after": lambda rows, day: rows.filter(submitted_at__gte=_morning(day)),
    "submitted_before": lambda rows, day: rows.filter(submitted_at__lt=_morning(day)),
}


def _officer(wanted: int | str, actor: Actor) -> int | None:
    if actor.role != Role.MANAGER:
        raise InvalidInput.at("officer", _("Only programme managers can ask for an officer."))
    return actor.user_id if wanted == MINE else int(wanted)
