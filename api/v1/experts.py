"""The roster: managers keep it, experts keep their own profile and calendar."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.concurrency import expected_version, versioned
from api.pagination import page
from api.serializers.base import page_of
from api.serializers.experts import (
    EXPERT_LISTS,
    ExpertQuery,
    InputAvailability,
    InputProfile,
    InputVerdict,
    OutputAvailability,
    OutputExpert,
    OutputExpertInFull,
    OutputExpertRow,
)
from api.v1.moves import Moved
from api.views import ActionCall, DeskView
from core.actors import Role
from core.errors import NotFound
from experts.models import Expert
from experts.querysets import ExpertQuerySet
from experts.selectors import narrow_roster
from experts.services.availability import PeriodInput, set_availability
from experts.services.profiles import register_expert, update_profile
from experts.services.vetting import vet_expert

SHOWN = PolymorphicProxySerializer(
    component_name="AnyExpert", serializers=[OutputExpert, OutputExpertInFull], resource_type_field_name=None
)


class ExpertsView(DeskView):
    def visible(self) -> ExpertQuerySet:
        return Expert.objects.visible_to(self.actor)

    def show(self, row: Expert, *, status: int = 200) -> Response:
        return versioned(self.request, self.shown_row(row), row.version, status=status)

    def shown_row(self, row: Expert) -> Any:
        """Administrators see who is there; the fee and the CV are for managers and the person."""
        audience = OutputExpert if self.actor.role == Role.ADMIN else OutputExpertInFull
        return audience(row).data


class ExpertListView(ExpertsView):
    @extend_schema(operation_id="experts_list", parameters=[ExpertQuery], responses=page_of(OutputExpertRow))
    def get(self, request: Request) -> Response:
        """The roster, for managers and administrators; an expert finds themself alone."""
        rows = narrow_roster(self.visible(), self.read_query(ExpertQuery))
        rows = rows.prefetch_related("languages", "competences")
        return Response(page(request, rows, lambda found: OutputExpertRow(found, many=True).data))

    @extend_schema(operation_id="experts_register", request=InputProfile, responses={201: OutputExpertInFull})
    def post(self, request: Request) -> Response:
        """Put a person forward for the roster; a manager has still to vet them."""
        return self.once(self._register)

    def _register(self) -> Response:
        expert = register_expert(values=self.read(InputProfile), actor=self.actor, now=self.now)
        return self.show(expert, status=201)


class ExpertRowView(ExpertsView):
    def expert(self) -> Expert:
        return self._found(self.kwargs["expert_id"])

    def _found(self, pk: int | None) -> Expert:
        found = self.visible().prefetch_related(*EXPERT_LISTS).filter(pk=pk).first()
        if found is None:
            raise NotFound
        return found


class ExpertView(ExpertRowView):
    @extend_schema(operation_id="experts_retrieve", responses=SHOWN)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """A profile."""
        return self.show(self.expert())

    @extend_schema(operation_id="experts_update", request=InputProfile, responses=OutputExpertInFull)
    def patch(self, request: Request, **kwargs: Any) -> Response:
        """Change what is named; the person themself, or a manager, who alone decides some of it."""
        expert, values = self.expert(), self.read(InputProfile)
        version = expected_version(request)
        update_profile(expert=expert, values=values, actor=self.actor, now=self.now, expected_version=version)
        return self.show(self.expert())


class OwnProfileView(ExpertView):
    """The caller's own profile; nobody else has one."""

    def expert(self) -> Expert:
        return self._found(self.actor.expert_id)

    @extend_schema(operation_id="experts_me_retrieve", responses=OutputExpertInFull)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Your own profile."""
        return super().get(request, **kwargs)

    @extend_schema(operation_id="experts_me_update", request=InputProfile, responses=OutputExpertInFull)
    def patch(self, request: Request, **kwargs: Any) -> Response:
        """Change your own profile; what the desk decides about you is refused."""
        return super().patch(request, **kwargs)


class AvailabilityView(ExpertRowView):
    @extend_schema(operation_id="experts_availability_retrieve", responses=OutputAvailability)
    def get(self, request: Request, expert_id: int) -> Response:
        """When the person is free, and when not."""
        return self._calendar(self.expert())

    @extend_schema(
        operation_id="experts_availability_replace", request=InputAvailability, responses=OutputAvailability
    )
    def put(self, request: Request, expert_id: int) -> Response:
        """Replace the windows, the unavailabilities or both; the person themself or a manager."""
        expert, values = self.expert(), self.read(InputAvailability)
        periods = {name: [PeriodInput(**period) for period in sent] for name, sent in values.items()}
        version = expected_version(request)
        row = set_availability(
            expert=expert, **periods, actor=self.actor, now=self.now, expected_version=version
        )
        return self._calendar(row)

    def _calendar(self, expert: Expert) -> Response:
        return versioned(self.request, OutputAvailability(expert).data, expert.version)


class ExpertMove(ExpertRowView, Moved):
    subject_name = "expert"

    def subject(self) -> Expert:
        return self.expert()


EXPERT_CALLS = {"vet": ActionCall(vet_expert, InputVerdict)}
