"""What the expert says about their mission."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from programme.selectors import QuestionnaireData, questionnaire
from web.forms.base import DeskForm
from web.forms.evaluations import QuestionnaireForm
from web.presenters.assignments import evaluation_open
from web.views.assignments import OfMission
from web.views.base import FormPage
from workflows.models import Evaluation
from workflows.services.evaluations import EXPERT, give_evaluation


class AssignmentEvaluation(OfMission, FormPage):
    """The expert's questionnaire, once; who opens it at another time is led back to the mission."""

    form_class = QuestionnaireForm
    template_name = "pages/assignments/evaluation.html"
    done = _("Thank you. Your answers help the next mission.")

    @cached_property
    def asked(self) -> QuestionnaireData:
        return questionnaire(EXPERT)

    def form_options(self) -> dict[str, Any]:
        return {"questions": self.asked.questions}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return (
            super().get(request, **kwargs) if evaluation_open(self.deployment) else redirect(self.mission.url)
        )

    def act(self, form: DeskForm) -> Evaluation:
        return give_evaluation(
            support_request=self.deployment.support_request,
            group=EXPERT,
            answers=form.given,
            deployment=self.deployment,
            actor=self.actor,
            now=self.now,
        )

    def go_on(self, result: Any) -> str:
        return self.mission.url
