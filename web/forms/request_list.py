"""The conditions of the list of requests, all in its address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.paging import Order
from requests_app.states import PublicState, RequestState
from web.forms.base import DeskForm
from web.forms.days import DayField
from web.presenters.choices import Choice, Group
from workflows.selectors.request_list import Wanted

OPEN, ENDED = "open", "ended"
ORDERS: tuple[Choice, ...] = (
    ("-updated_at", _("Changed last")),
    ("-submitted_at", _("Submitted last")),
    ("submitted_at", _("Submitted first")),
)


class RequestListForm(DeskForm):
    """Which requests are shown and in which order; a condition that makes no sense is told and left out."""

    version = seen = None  # type: ignore[assignment]  # nothing is changed here

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    since = DayField(label=_("Submitted from"), required=False)
    until = DayField(label=_("Submitted until"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        countries: Sequence[Choice],
        themes: Sequence[Choice | Group],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = _states(actor)
        self.fields["theme"].choices = [("", _("All")), *themes]
        self.fields["country"].choices = [("", _("All")), *countries]
        if len(countries) < 2:
            del self.fields["country"]

    @property
    def wanted(self) -> Wanted:
        """The conditions as the list understands them."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            words=given.get("q", ""),
            state=given.get("state", ""),
            country=given.get("country", ""),
            theme=given.get("theme", ""),
            since=given.get("since"),
            until=given.get("until"),
        )

    @property
    def ordering(self) -> Order:
        return Order.parse(self.cleaned_data.get("order") or ORDERS[0][0])

    @property
    def narrows(self) -> bool:
        """Whether any condition was set."""
        return any(value for name, value in self.cleaned_data.items() if name != "order")


def _states(actor: Actor) -> list[Choice | Group]:
    """A group of states, or one of them in the words of the reader."""
    of_office = actor.role == Role.MANAGER
    every = RequestState.choices if of_office else PublicState.choices
    single = [choice for choice in every if actor.role == Role.FOCAL_POINT or choice[0] != RequestState.DRAFT]
    return [
        ("", _("All")),
        (OPEN, _("Open requests")),
        (ENDED, _("Ended requests")),
        (_("One state"), single),
    ]
