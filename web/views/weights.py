"""The weights of the ranking: which were in force when, and the next version."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from experts.models import MatchingWeights
from experts.selectors import weights_in_force
from experts.services.weights import put_weights_in_force
from web.forms.base import DeskForm
from web.forms.weights import WeightsForm
from web.presenters.weights import weights_table
from web.views.base import FormPage
from workflows.selectors.reruns import try_weights


class WeightsPage(FormPage):
    """Every version of the weights, and a form for the next, which starts from those in force."""

    roles = frozenset({Role.MANAGER})
    form_class = WeightsForm
    template_name = "pages/matching/weights.html"
    done = _("The new weights are kept. Shortlists made before keep the weights they were made with.")

    def initial(self) -> dict[str, Any]:
        return dict(weights_in_force(self.now).points)

    def act(self, form: DeskForm) -> MatchingWeights:
        day = form.cleaned_data["from_day"]
        later = datetime.combine(day, time(), tzinfo=UTC) if day and day != self.now.date() else None
        return put_weights_in_force(
            points=form.points,
            note=form.cleaned_data["note"],
            in_force_from=later,
            actor=self.actor,
            now=self.now,
        )

    def go_on(self, result: MatchingWeights) -> str:
        return reverse("weights")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.tried() if "try" in request.POST else super().post(request, **kwargs)

    def tried(self) -> HttpResponse:
        """What the weights typed would have made of earlier shortlists; nothing is kept."""
        form = self.form_class(self.request.POST, initial=self.initial())
        form.fields["note"].required = False  # why they change is asked when they are put in force
        if not form.is_valid():
            return self.show(form=form, status=422)
        return self.show(form=form, tried=try_weights(form.points), was_tried=True)

    def show(self, *, form: DeskForm | None = None, status: int = 200, **more: Any) -> HttpResponse:
        table = weights_table(self.now)
        lines = [(line, form[line.code]) for line in table.lines] if form else []
        return super().show(form=form, table=table, lines=lines, status=status, **more)
