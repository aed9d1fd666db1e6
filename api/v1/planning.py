"""The plan over all open positions; nothing is kept, choices stand in the address."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.planning import OutputPlan, PlanQuery, plan_data
from api.views import DeskView
from core.actors import Role
from core.errors import NotAllowed
from workflows.selectors.planning import planning


class PlanView(DeskView):
    @extend_schema(operation_id="matching_plan", parameters=[PlanQuery], responses=OutputPlan)
    def get(self, request: Request) -> Response:
        """Who would go where if all open positions were filled together, and what choices cost; for managers."""
        if self.actor.role != Role.MANAGER:
            raise NotAllowed(_("Only programme managers can see the plan."))
        sent = {name: request.query_params.getlist(name) for name in ("pin", "exclude")}
        asked = self.read(PlanQuery, data={name: values for name, values in sent.items() if values})
        found = planning(
            self.actor, now=self.now, pinned=asked.get("pin", ()), excluded=asked.get("exclude", ())
        )
        return Response(OutputPlan(plan_data(found)).data)
