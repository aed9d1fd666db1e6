"""The questionnaires that a country fills in: at the end of the support, and half a year later."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from programme.selectors import QuestionnaireData, questionnaire
from web.forms.evaluations import QuestionnaireForm
from web.presenters.evaluations import Sheet, sheets_of
from web.views.base import RequestFormPage
from workflows.models import Evaluation
from workflows.services.evaluations import AT_THE_END, OPEN_IN, SIX_MONTHS_LATER, give_evaluation


class CountryEvaluationPage(RequestFormPage):
    """One questionnaire, answered once; afterwards its answers are read here."""

    roles = frozenset({Role.FOCAL_POINT})
    form_class = QuestionnaireForm
    template_name = "pages/evaluations/country.html"
    done = _("Thank you. Your answers help the next mission.")

    @cached_property
    def asked(self) -> QuestionnaireData:
        if self.kwargs["group"] not in (AT_THE_END, SIX_MONTHS_LATER):
            raise NotFound
        return questionnaire(self.kwargs["group"])

    @property
    def sheet(self) -> Sheet | None:
        """What was answered before, or waived."""
        group = self.asked.questionnaire.code
        sheets = sheets_of(self.support_request, self.actor)
        return next((sheet for sheet in sheets if sheet.evaluation and sheet.evaluation.group == group), None)

    @property
    def is_open(self) -> bool:
        return self.support_request.state in OPEN_IN[self.asked.questionnaire.code] and self.sheet is None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return super().get(request, **kwargs) if self.is_open else self.show()

    def form_options(self) -> dict[str, Any]:
        return {"questions": self.asked.questions}

    def act(self, form: QuestionnaireForm) -> Evaluation:  # type: ignore[override]
        return give_evaluation(
            support_request=self.support_request,
            group=self.asked.questionnaire.code,
            answers=form.given,
            actor=self.actor,
            now=self.now,
        )

    def context(self) -> dict[str, Any]:
        return {**super().context(), "asked": self.asked.questionnaire, "sheet": self.sheet}
