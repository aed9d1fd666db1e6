"""The positions of a request: how many experts are needed, and for what."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound, Text
from requests_app.models import Position
from requests_app.services.positions import add_position, change_position, remove_position
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.forms.positions import PositionForm
from web.views.base import OfRequest, RequestFormPage


class OfPosition(OfRequest):
    """A page of one position of a request."""

    roles = frozenset({Role.MANAGER})

    @cached_property
    def position(self) -> Position:
        found = self.support_request.positions.filter(pk=self.kwargs["position_id"]).first()
        if found is None:
            raise NotFound
        return found

    def context(self) -> dict[str, Any]:
        return {**super().context(), "position": self.position}


class PositionFormPage(RequestFormPage):
    """A form about a position; afterwards the search of the request is shown."""

    roles = frozenset({Role.MANAGER})
    form_class = PositionForm
    template_name = "pages/matching/position.html"
    heading: Text

    def go_on(self, result: Any) -> str:
        return reverse("matching", args=[self.support_request.pk])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "heading": self.heading}


class AddPositionPage(PositionFormPage):
    heading = _("Add a position")
    done = _("The position is added.")

    def initial(self) -> dict[str, Any]:
        return PositionForm.drafted_from(self.support_request)

    def differences(self, form: DeskForm) -> list[Any]:
        return []  # nothing of a new position is in force yet

    def act(self, form: DeskForm) -> Position:
        return add_position(
            support_request=self.support_request,
            values=form.answers,
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )


class EditPositionPage(OfPosition, PositionFormPage):
    heading = _("Change the position")
    done = _("The position is changed.")

    def initial(self) -> dict[str, Any]:
        return PositionForm.initial_of(self.position)

    def act(self, form: DeskForm) -> Position:
        return change_position(
            position=self.position,
            values=form.answers,
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )


class RemovePositionPage(OfPosition, PositionFormPage):
    heading = _("Remove the position")
    done = _("The position is removed.")
    form_class = NothingForm
    template_name = "pages/matching/remove_position.html"

    def act(self, form: DeskForm) -> None:
        remove_position(
            position=self.position,
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )
