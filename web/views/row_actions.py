"""One move of something that belongs to a request, on a page of its own: of a deployment, a report, an offer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts.selectors import acting_for
from core.errors import NotFound
from core.transitions import Action, Availability, available_actions
from web.forms.base import DeskForm
from web.views.base import FormPage
from workflows.selectors.timeline import Entry, events_for, tell


class RowActionPage(FormPage):
    """A move (`move`) that a service makes on a row of a request.

    Subclasses say which row (`find`) and where it is shown (`url_of`). `service` takes the row under
    `subject_name`, the answers of the form, `actor`, `now` and `expected_version`.
    """

    move: ClassVar[Action]
    service: ClassVar[Callable[..., Any]]
    subject_name: ClassVar[str]
    template_name = "pages/actions/row.html"

    def find(self) -> Any:
        """The row, or None where the reader may not know of it."""
        raise NotImplementedError

    def url_of(self, row: Any) -> str:
        """Where the row is shown."""
        raise NotImplementedError

    @cached_property
    def row(self) -> Any:
        found = self.find() if self.actor.role in self.move.roles else None
        if found is None:
            raise NotFound
        self.actor = acting_for(self.actor, country=found.support_request.country_id, now=self.now)
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _ = self.row  # a foreign row does not exist, whatever else is asked of it
        return super().dispatch(request, *args, **kwargs)

    @property
    def availability(self) -> Availability | None:
        """Whether the reader may do it now and what stands in the way; None where the state knows no such move."""
        found = available_actions(self.row, [self.move], actor=self.actor, now=self.now)
        return found[0] if found else None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        availability = self.availability
        if availability is None:
            return self.show(form=None, status=409)
        return super().get(request, **kwargs) if availability.allowed else self.show(form=None)

    def subject(self) -> Any:
        return self.row

    def entries_since(self, seen: int | None) -> list[Entry]:
        if seen is None:
            return []
        events = events_for(self.row.support_request, self.actor).filter(sequence__gt=seen)
        return tell(events, actor=self.actor)

    def travelling(self) -> dict[str, Any]:
        self.row.support_request.refresh_from_db(fields=["journal_sequence"])
        return {"version": self.row.version, "seen": self.row.support_request.journal_sequence}

    def act(self, form: DeskForm) -> Any:
        return type(self).service(
            **{self.subject_name: self.row},
            **self.read(form),
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def read(self, form: DeskForm) -> dict[str, Any]:
        """What the service is given of the form."""
        return form.answers

    def go_on(self, result: Any) -> str:
        return self.url_of(self.row)

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "availability": self.availability,
            "support_request": self.row.support_request,
            "state": self.row.get_state_display(),
            "back_url": self.url_of(self.row),
        }
