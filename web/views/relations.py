"""What the office does about requests that look alike: end a duplicate, link what is related, take a link off."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from core.transitions import available_actions
from requests_app.models import SupportRequest
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.forms.relations import DuplicateForm, LinkForm
from web.presenters.choices import language_names
from web.presenters.refusals import language_for
from web.presenters.relations import words_for_duplicate
from web.views.base import RequestFormPage
from web.views.joint_missions import named, reference_named
from workflows.actions import requests as actions
from workflows.models import Relation
from workflows.services.relations import link_requests, mark_duplicate, unlink_requests


class RelatingPage(RequestFormPage):
    """A form of the office that names another request (`?with=`)."""

    roles = frozenset({Role.MANAGER})
    names: str  # the field that holds the reference

    def initial(self) -> dict[str, Any]:
        return {self.names: reference_named(self.request)}

    def differences(self, form: DeskForm) -> list[Any]:
        return []  # nothing that exists is edited here

    def read(self, form: DeskForm) -> dict[str, Any]:
        return {**form.answers, self.names: named(form.cleaned_data[self.names], self)}


class DuplicatePage(RelatingPage):
    """Cancel a request that repeats another; the country is told in its own language."""

    names = "original"
    form_class = DuplicateForm
    template_name = "pages/relations/duplicate.html"
    done = _("The request is cancelled as a duplicate; its country is told.")

    @property
    def availability(self) -> Any:
        found = available_actions(self.support_request, [actions.CANCEL], actor=self.actor, now=self.now)
        return found[0] if found else None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.availability is None:
            return self.show(form=None, status=409)
        return super().get(request, **kwargs)

    def form_options(self) -> dict[str, Any]:
        return {"language": language_for(self.support_request.text_language)}

    def initial(self) -> dict[str, Any]:
        row, named_first = self.support_request, super().initial()
        visible = SupportRequest.objects.visible_to(self.actor)
        original = visible.filter(reference=named_first["original"] or None).first()
        return {**named_first, "text": words_for_duplicate(row, original)}

    def act(self, form: DeskForm) -> SupportRequest:
        return mark_duplicate(
            support_request=self.support_request,
            **self.read(form),
            text_language=language_for(self.support_request.text_language),
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def context(self) -> dict[str, Any]:
        row = self.support_request
        return {
            **super().context(),
            "availability": self.availability,
            "state": row.state_label_for(self.actor),
            "written_in": language_names().get(row.text_language, ""),
        }


class LinkPage(RelatingPage):
    """Have two requests stand beside each other, for the office."""

    names = "other"
    form_class = LinkForm
    template_name = "pages/relations/link.html"
    done = _("The requests are linked; whoever works on either sees the other.")

    def act(self, form: DeskForm) -> Relation:
        return link_requests(
            support_request=self.support_request,
            **self.read(form),
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def go_on(self, result: Any) -> str:
        return f"{reverse('request', args=[self.support_request.pk])}#relations"


class UnlinkPage(RequestFormPage):
    """Take a link off again."""

    roles = frozenset({Role.MANAGER})
    form_class = NothingForm
    template_name = "pages/relations/unlink.html"
    done = _("The link is taken off.")

    @cached_property
    def relation(self) -> Relation:
        either = Q(support_request=self.support_request) | Q(other=self.support_request)
        rows = Relation.objects.filter(either, kind=Relation.Kind.RELATED)
        found = rows.select_related("support_request", "other").filter(pk=self.kwargs["relation_id"]).first()
        if found is None:
            raise NotFound
        return found

    def act(self, form: DeskForm) -> Relation:
        return unlink_requests(relation=self.relation, actor=self.actor, now=self.now)

    def go_on(self, result: Any) -> str:
        return f"{reverse('request', args=[self.support_request.pk])}#relations"

    def context(self) -> dict[str, Any]:
        row, relation = self.support_request, self.relation
        other = relation.other if relation.support_request_id == row.pk else relation.support_request
        return {**super().context(), "relation": relation, "other": other}
