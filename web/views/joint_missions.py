"""One mission for two countries: proposed by the office, answered by each country, ended by the office."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from core.transitions import available_actions
from requests_app.models import SupportRequest
from requests_app.querysets import REFERENCE
from web.forms.base import DeskForm
from web.forms.relations import MISSING, EndJointForm, JointAnswerForm, ProposeJointForm
from web.presenters.relations import JointShown, joint_shown
from web.views.base import RequestFormPage
from web.views.row_actions import RowActionPage
from workflows.actions import joint_missions as moves
from workflows.models import JointSide
from workflows.selectors.relations import companions_of, joint_mission_of
from workflows.services.joint_missions import (
    agree_joint_mission,
    decline_joint_mission,
    end_joint_mission,
    propose_joint_mission,
    withdraw_joint_mission,
)


class JointMissionPage(RequestFormPage):
    """The latest joint mission of a request; its country may answer while it is asked."""

    roles = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.STEERING})
    form_class = JointAnswerForm
    template_name = "pages/joint_missions/joint_mission.html"
    done = _("Thank you: your answer is on record.")

    @cached_property
    def shown(self) -> JointShown | None:
        found = joint_mission_of(self.support_request, actor=self.actor)
        return joint_shown(found, actor=self.actor, now=self.now) if found else None

    def subject(self) -> JointSide:  # type: ignore[override]
        if self.shown is None:
            raise NotFound
        return self.shown.joint.side

    def travelling(self) -> dict[str, Any]:
        self.support_request.refresh_from_db(fields=["journal_sequence"])
        return {"version": self.subject().version, "seen": self.support_request.journal_sequence}

    def form_options(self) -> dict[str, Any]:
        return {"may_agree": self.shown is not None and self.shown.may_agree}

    def empty_form(self) -> JointAnswerForm | None:  # type: ignore[override]
        return super().empty_form() if self.shown and self.shown.may_answer else None  # type: ignore[return-value]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.actor.role != Role.FOCAL_POINT or self.shown is None:
            raise NotFound
        return super().post(request, **kwargs)

    def act(self, form: JointAnswerForm) -> JointSide:  # type: ignore[override]
        service = decline_joint_mission if form.declines else agree_joint_mission
        return service(
            side=self.subject(),
            **form.answers,
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def go_on(self, result: Any) -> str:
        return reverse("request_joint_mission", args=[self.support_request.pk])

    def context(self) -> dict[str, Any]:
        of_office = self.actor.role == Role.MANAGER
        companions = companions_of(self.support_request) if of_office else []
        return {**super().context(), "shown": self.shown, "companions": companions, "of_office": of_office}


class ProposeJointPage(RequestFormPage):
    """Ask both countries; `?with=` names the other request by its reference."""

    roles = frozenset({Role.MANAGER})
    form_class = ProposeJointForm
    template_name = "pages/joint_missions/propose.html"
    done = _("Both countries are asked.")

    def initial(self) -> dict[str, Any]:
        row = self.support_request
        return {
            "other": reference_named(self.request),
            "start": row.preferred_start,
            "end": row.preferred_end,
        }

    def differences(self, form: DeskForm) -> list[Any]:
        return []  # nothing that exists is edited here

    def act(self, form: DeskForm) -> JointSide:
        answers = {**form.answers, "other": named(form.cleaned_data["other"], self)}
        return propose_joint_mission(
            support_request=self.support_request,
            **answers,
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def go_on(self, result: Any) -> str:
        return reverse("request_joint_mission", args=[self.support_request.pk])

    @property
    def availability(self) -> Any:
        side = JointSide(support_request=self.support_request, created_at=self.now, updated_at=self.now)
        return available_actions(side, [moves.PROPOSE], actor=self.actor, now=self.now)[0]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return super().get(request, **kwargs) if self.availability.allowed else self.show(form=None)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "availability": self.availability}


class OfJointMission(RowActionPage):
    """What the office does with the latest joint mission of a request."""

    subject_name = "side"
    form_class = EndJointForm

    def find(self) -> JointSide | None:
        rows = JointSide.objects.visible_to(self.actor).select_related("support_request")
        return rows.filter(support_request_id=self.kwargs["request_id"]).order_by("-id").first()

    def url_of(self, row: JointSide) -> str:
        return reverse("request_joint_mission", args=[row.support_request_id])


class WithdrawJointPage(OfJointMission):
    move, service = moves.WITHDRAW, withdraw_joint_mission
    done = _("The proposal is taken back; both countries are told.")


class EndJointPage(OfJointMission):
    move, service = moves.END, end_joint_mission
    done = _("The joint mission has ended; each request goes on by itself.")


def reference_named(request: HttpRequest) -> str:
    """The reference in the address (`?with=`); nothing where it is none."""
    found = request.GET.get("with", "").strip().upper()
    return found if REFERENCE.fullmatch(found) else ""


def named(reference: str, page: Any) -> int:
    """The id of the request that an officer named by its reference, among those they may read."""
    visible = SupportRequest.objects.visible_to(page.actor)
    found = visible.filter(reference=reference).values_list("pk", flat=True).first()
    return found or MISSING
