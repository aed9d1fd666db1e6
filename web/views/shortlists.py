"""The shortlist of a position: made, read with its reasons, and put into the order in which people are asked."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from experts.selectors import weights_in_force
from requests_app.rules import is_officer
from web.forms.base import DeskForm
from web.forms.matching import ReserveForm
from web.presenters.choices import language_names
from web.presenters.matching import SEARCHING
from web.presenters.shortlists import ShortlistView, latest_shortlist, shortlist_view
from web.views.base import Difference, RequestFormPage
from web.views.positions import OfPosition
from workflows.models import Shortlist
from workflows.selectors.relations import companions_of
from workflows.selectors.reruns import Rerun, run_again
from workflows.services.matching import make_shortlist, set_reserve


class MakeShortlist(OfPosition):
    """Rank the roster as things stand now; the list is then read on its page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        make_shortlist(position=self.position, actor=self.actor, now=self.now)
        messages.success(request, _("The roster is ranked as things stand now."))
        return redirect("shortlist", self.support_request.pk, self.position.pk)


class ShortlistPage(OfPosition, RequestFormPage):
    """Who fits and why, who is out and why, and the order in which people are asked."""

    form_class = ReserveForm
    template_name = "pages/matching/shortlist.html"
    done = _("The order is kept.")

    @cached_property
    def view(self) -> ShortlistView | None:
        shortlist = latest_shortlist(self.position)
        if shortlist is None:
            return None
        return shortlist_view(shortlist, self.position, now=self.now)

    @cached_property
    def again(self) -> Rerun | None:
        """The list made again, where the address asks for it."""
        return run_again(self.view.shortlist) if self.view and "again" in self.request.GET else None

    @property
    def may_order(self) -> bool:
        row = self.support_request
        return row.state in SEARCHING and is_officer(self.actor, row)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return super().get(request, **kwargs) if self.view and self.may_order else self.show(form=None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.view is None:
            return redirect("shortlist", self.support_request.pk, self.position.pk)
        return super().post(request, **kwargs)

    def form_options(self) -> dict[str, Any]:
        return {"entries": [candidate.entry for candidate in self.view.eligible] if self.view else []}

    def initial(self) -> dict[str, Any]:
        if self.view is None:
            return {}
        return ReserveForm.initial_of(self.form_options()["entries"], self.view.shortlist.parallel)

    def differences(self, form: DeskForm) -> list[Difference]:
        return []  # places are compared at a glance on the page itself

    def act(self, form: DeskForm) -> Shortlist:
        return set_reserve(
            position=self.position,
            **form.answers,
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def go_on(self, result: Any) -> str:
        return reverse("matching", args=[self.support_request.pk])

    def show(self, *, form: DeskForm | None = None, status: int = 200, **more: Any) -> HttpResponse:
        eligible = self.view.eligible if self.view else []
        rows = [(candidate, form.place_of(candidate.entry) if form else None) for candidate in eligible]
        return super().show(form=form, rows=rows, status=status, **more)

    def context(self) -> dict[str, Any]:
        shortlist = self.view.shortlist if self.view else None
        return {
            **super().context(),
            "list": self.view,
            "language": language_names().get(self.position.language, self.position.language),
            "companions": companions_of(self.support_request),
            "may_order": self.may_order,
            "may_rank": self.may_order,
            "again": self.again,
            "ran_again": "again" in self.request.GET,
            "new_weights": shortlist and shortlist.weights_version != weights_in_force(self.now).version,
        }
