"""Results that countries published for the others, and how they come to be published."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound, Reason, Text
from core.transitions import available_actions
from web.forms.base import DeskForm
from web.forms.publications import PublicationAnswerForm, PublicationForm, ResultFilter, RetractForm
from web.paging import paged
from web.views.base import Page, RequestFormPage
from workflows.actions import PUBLICATION_ACTIONS
from workflows.actions import publications as moves
from workflows.models import Publication
from workflows.services.publications import (
    consent_to_publication,
    propose_publication,
    refuse_publication,
    retract_publication,
)
from workflows.states import PublicationState

READERS = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.STEERING})
TONES = {PublicationState.PROPOSED: "warn", PublicationState.PUBLISHED: "good"}


class ResultsPage(Page):
    """The published results, the latest first."""

    roles = READERS
    template_name = "pages/results/results.html"

    def context(self) -> dict[str, Any]:
        filters = ResultFilter(self.request.GET)
        rows = filters.narrow(Publication.objects.published())
        rows = rows.select_related("support_request__country", "theme").order_by("-answered_at", "-id")
        page = paged(self.request, rows)
        narrowed = any(filters.cleaned_data.values())
        return {**super().context(), "filters": filters, "page": page, "narrowed": narrowed}


class ResultPage(Page):
    """One published result."""

    roles = READERS
    template_name = "pages/results/result.html"

    def context(self) -> dict[str, Any]:
        rows = Publication.objects.published().select_related("support_request__country", "theme")
        found = rows.filter(pk=self.kwargs["publication_id"]).first()
        if found is None:
            raise NotFound
        own = self.actor.role == Role.MANAGER or found.support_request.country_id in self.actor.countries
        return {**super().context(), "publication": found, "own": own}


class PublicationPage(RequestFormPage):
    """The publication of one request: the office words it, its country agrees, either takes it back."""

    roles = frozenset({Role.FOCAL_POINT, Role.MANAGER})
    form_class: ClassVar[type[DeskForm]] = PublicationForm  # which one it is, is decided by what can be done
    template_name = "pages/results/publication.html"

    @cached_property
    def publication(self) -> Publication | None:
        rows = self.support_request.publications.select_related("theme")
        return rows.order_by("-id").first()

    @cached_property
    def possible(self) -> dict[str, tuple[Reason, ...]]:
        """What can be done about the publication now, each with what stands in the way."""
        row = self.publication
        if row is None or row.state not in (PublicationState.PROPOSED, PublicationState.PUBLISHED):
            row = Publication(support_request=self.support_request, created_at=self.now, updated_at=self.now)
        found = available_actions(row, PUBLICATION_ACTIONS, actor=self.actor, now=self.now)
        return {each.action.name: each.reasons for each in found}

    def doing(self) -> str:
        """The name of what the form of this page does; empty where it shows none."""
        order = ("consent", "propose", "retract")
        return next((name for name in order if self.possible.get(name) == ()), "")

    def setup_form(self) -> None:
        forms = {"consent": PublicationAnswerForm, "retract": RetractForm}
        self.form_class = forms.get(self.doing(), PublicationForm)  # type: ignore[misc]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.setup_form()
        return super().get(request, **kwargs) if self.doing() else self.show(form=None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        sent = request.POST
        # What was sent says which form it was: between reading and sending somebody may have moved it on.
        kind = "consent" if "answer" in sent else "propose" if "title_en" in sent else "retract"
        forms = {"consent": PublicationAnswerForm, "propose": PublicationForm, "retract": RetractForm}
        self.form_class, self.kind = forms[kind], kind  # type: ignore[misc]
        if self.publication is None and kind != "propose":
            raise NotFound
        return super().post(request, **kwargs)

    def subject(self) -> Any:
        return self.publication if self.publication and self.doing() != "propose" else self.support_request

    def travelling(self) -> dict[str, Any]:
        self.support_request.refresh_from_db(fields=["journal_sequence"])
        return {"version": self.subject().version, "seen": self.support_request.journal_sequence}

    def initial(self) -> dict[str, Any]:
        row, last = self.support_request, self.publication
        names = ("title_en", "title_fr", "results_en", "results_fr")
        if last is not None:  # what was said before is where the next proposal begins
            return {name: getattr(last, name) for name in names}
        return {f"title_{row.text_language}": row.title} if row.text_language in ("en", "fr") else {}

    def differences(self, form: DeskForm) -> list[Any]:
        return []

    def act(self, form: Any) -> Publication:
        common = {
            "actor": self.actor,
            "now": self.now,
            "expected_version": form.cleaned_data.get("version"),
        }
        if self.kind == "propose":
            return propose_publication(support_request=self.support_request, **form.answers, **common)
        if self.kind == "retract":
            return retract_publication(publication=self.publication, **form.answers, **common)
        service = refuse_publication if form.refuses else consent_to_publication
        return service(publication=self.publication, **form.answers, **common)

    done = _("It is on record.")

    def go_on(self, result: Any) -> str:
        return reverse("request_publication", args=[self.support_request.pk])

    def context(self) -> dict[str, Any]:
        doing = self.doing()
        row = self.publication
        labels: dict[str, Text] = {
            "propose": _("Ask the country"),
            "consent": _("Send the answer"),
            "retract": moves.RETRACT.label,
        }
        headings: dict[str, Text] = {
            "propose": moves.PROPOSE.label,
            "consent": _("Your country's answer"),
            "retract": moves.RETRACT.label,
        }
        return {
            **super().context(),
            "publication": row,
            "tone": TONES.get(row.state, "plain") if row else "plain",
            "proposing": doing == "propose",
            "submit_label": labels.get(doing, _("Send")),
            "submit_kind": "warning" if doing == "retract" else "primary",
            "form_heading": headings.get(doing, moves.PROPOSE.label),
            "obstacles": self.possible.get("propose", ()) if self.actor.role == Role.MANAGER else (),
        }
