"""What every page has: the actor, the clock, who may open it, and one way to take a form.

A page translates in, makes one call, and translates out. What a service refuses comes back onto the form: problems
at their fields (422), everything that blocks (409), or, where somebody was faster, theirs beside yours (409).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from accounts.selectors import acting_for
from core.actors import Actor, Role
from core.errors import (
    Blocked,
    Conflict,
    DeskError,
    InvalidInput,
    NotAllowed,
    NotFound,
    Stale,
    Text,
    TooLarge,
    UnsupportedType,
)
from core.transitions import Availability, available_actions
from requests_app.models import SupportRequest
from web import kept
from web.actors import actor_of
from web.forms.base import DeskForm
from workflows.actions import REQUEST_ACTIONS
from workflows.selectors.timeline import Entry, events_for, tell

WORDS_FORM = "words"  # the id of the form of a page
EVERYBODY = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.EXPERT, Role.STEERING, Role.ADMIN})


class Page(View):
    """A page that knows who reads it (`actor`) and when (`now`, read once); `roles` may open it."""

    roles: ClassVar[frozenset[str]] = EVERYBODY
    template_name: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.role not in self.roles:
            raise NotAllowed
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @cached_property
    def actor(self) -> Actor:
        return actor_of(self.request)

    def context(self) -> dict[str, Any]:
        """What the template shows; subclasses add to it."""
        return {"actor": self.actor, "now": self.now}

    def show(self, *, status: int = 200, **more: Any) -> HttpResponse:
        return render(self.request, self.template_name, {**self.context(), **more}, status=status)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show()


class OfRequest(Page):
    """A page of one request, named in the address; for whoever may not know of it, it does not exist."""

    @cached_property
    def support_request(self) -> SupportRequest:
        visible = SupportRequest.objects.visible_to(self.actor).select_related("country", "officer", "phase")
        found = visible.filter(pk=self.kwargs["request_id"]).first()
        if found is None:
            raise NotFound
        self.actor = acting_for(self.actor, country=found.country_id, now=self.now)
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.role in self.roles:
            _ = self.support_request  # a foreign request does not exist, whatever else is asked of it
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "support_request": self.support_request}


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that somebody else changed meanwhile: theirs is in force, yours is in the form."""

    label: Text
    theirs: Any
    yours: Any


@dataclass(frozen=True, slots=True)
class Faster:
    """What happened since the reader opened the form, and where it differs from what they typed."""

    entries: list[Entry]
    differences: list[Difference]


class FormPage(Page):
    """A page with a form: subclasses say what it reads, which call it makes (`act`) and where it leads (`go_on`)."""

    form_class: ClassVar[type[DeskForm]]
    file_field: ClassVar[str | None] = None  # where it is told that a file cannot be taken
    done: ClassVar[Text] = ""  # what is said once it is done

    def act(self, form: DeskForm) -> Any:
        """Make the one call; what it returns is given to `go_on`."""
        raise NotImplementedError

    def go_on(self, result: Any) -> str:
        """The address to go on to after the form was taken."""
        raise NotImplementedError

    def subject(self) -> Any:
        """The row whose version travels with the form, where there is one."""
        return None

    def form_options(self) -> dict[str, Any]:
        """What the form needs to be made, besides what was sent."""
        return {}

    def initial(self) -> dict[str, Any]:
        """What the fields hold at first."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        words = kept.take(request)
        if words is not None:
            return self.show(form=self.form_class.refilled(words, **self.form_options()), kept_words=True)
        return self.show(form=self.empty_form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, request.FILES, initial=self.initial(), **self.form_options())
        if not form.is_valid():
            return self.show(form=form, status=422)
        try:
            result = self.act(form)
        except InvalidInput as wrong:
            form.adopt(wrong)
            return self.show(form=form, status=422)
        except (TooLarge, UnsupportedType) as wrong:
            form.add_error(self.file_field, str(wrong.detail))
            return self.show(form=form, status=413 if isinstance(wrong, TooLarge) else 415)
        except (Blocked, Conflict, Stale) as refusal:
            return self.show_refused(form, refusal)
        if self.done:
            messages.success(request, self.done)
        return self.answer(result)

    def answer(self, result: Any) -> HttpResponse:
        # 303: the next page is read with GET, and loading it again does nothing twice.
        return HttpResponse(status=303, headers={"Location": self.go_on(result)})

    def show(self, *, form: DeskForm | None = None, status: int = 200, **more: Any) -> HttpResponse:
        # The switch of language sends the form along, so that what was typed is there in the other language too.
        return super().show(form=form, words_form=WORDS_FORM if form else "", status=status, **more)

    def empty_form(self) -> DeskForm:
        return self.form_class(initial={**self.initial(), **self.travelling()}, **self.form_options())

    def travelling(self) -> dict[str, Any]:
        """What the reader sees now, so that a later change by somebody else is noticed."""
        row = self.subject()
        return {"version": row.version, "seen": getattr(row, "journal_sequence", 0)} if row else {}

    def show_refused(self, form: DeskForm, refusal: DeskError) -> HttpResponse:
        """The form with all that was typed, beside what somebody else did meanwhile; sending it again insists."""
        row, faster = self.subject(), None
        if row is not None:
            row.refresh_from_db()
            faster = Faster(self.entries_since(form.cleaned_data.get("seen")), self.differences(form))
            form.data = form.data.copy()
            form.data.update({name: str(value) for name, value in self.travelling().items()})
        return self.show(form=form, refusal=refusal, faster=faster, status=409)

    def entries_since(self, seen: int | None) -> list[Entry]:
        """What the journal says happened after `seen`; pages without a journal say nothing."""
        return []

    def differences(self, form: DeskForm) -> list[Difference]:
        """The answers in force that are not what was typed, where the form edits answers that exist."""
        in_force = self.initial()
        return [
            Difference(form.fields[name].label, in_force[name], form.cleaned_data.get(name))
            for name in form.fields
            if name in in_force and in_force[name] != form.cleaned_data.get(name)
        ]


class RequestFormPage(OfRequest, FormPage):
    """A form of one request; afterwards its page is shown again."""

    def subject(self) -> SupportRequest:
        return self.support_request

    def entries_since(self, seen: int | None) -> list[Entry]:
        if seen is None:
            return []
        return tell(events_for(self.support_request, self.actor).filter(sequence__gt=seen), actor=self.actor)

    def go_on(self, result: Any) -> str:
        return reverse("request", args=[self.support_request.pk])


class RequestActionPage(RequestFormPage):
    """One action of the request's life, on a page of its own and as a part of others.

    `action` is its name in `REQUEST_ACTIONS`; `service` takes `support_request`, the answers of the form, `actor`,
    `now` and `expected_version`. Whoever the action does not concern is told that it does not exist; where it is
    blocked, the page says everything that stands in the way and offers no form.
    """

    action: ClassVar[str]
    service: ClassVar[Callable[..., SupportRequest]]
    template_name = "pages/requests/action.html"

    @property
    def availability(self) -> Availability | None:
        """Whether the reader may do it now and what stands in the way; None where the state knows no such move."""
        actions = [action for action in REQUEST_ACTIONS if action.name == self.action]
        if self.actor.role not in actions[0].roles:
            raise NotFound
        found = available_actions(self.support_request, actions, actor=self.actor, now=self.now)
        return found[0] if found else None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        availability = self.availability
        if availability is None:
            return self.show(form=None, status=409)
        return super().get(request, **kwargs) if availability.allowed else self.show(form=None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _ = self.availability  # for another role the page exists no more than with GET
        return super().post(request, **kwargs)

    def act(self, form: DeskForm) -> SupportRequest:
        return type(self).service(
            support_request=self.support_request,
            **form.answers,
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def context(self) -> dict[str, Any]:
        state = self.support_request.state_label_for(self.actor)
        return {**super().context(), "availability": self.availability, "state": state}
