"""What an expert finds here: offers to answer, missions with what they have to do, and the papers of each."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language

from core.actors import Role
from core.errors import DeskError, NotFound
from web import kept
from web.forms.offers import AnswerForm
from web.paging import paged
from web.presenters.assignments import (
    Mission,
    accepted_offers,
    evaluation_open,
    letters_of_mission,
    mission_of,
    missions,
    missions_of,
    open_offers,
    papers_for,
    report_due,
    report_of,
)
from web.presenters.deployments import checklist_of, extensions_of
from web.presenters.offers import offer_page, paper_links, terms_of
from web.views.base import WORDS_FORM, Page
from web.views.offers import already_said, answer_given, note_that_it_was_seen, numbered_paper
from web.views.papers import paper_response
from workflows.models import Deployment, Offer, TermsOfReference
from workflows.selectors.timeline import events_for, tell
from workflows.states import DEPLOYMENT_PREPARING

EXPERTS = frozenset({Role.EXPERT})


class AssignmentsPage(Page):
    """Open offers first, then missions that are coming or under way, then those that are over."""

    roles = EXPERTS
    template_name = "pages/assignments/list.html"

    def context(self) -> dict[str, Any]:
        found = missions(self.actor)
        return {
            **super().context(),
            "offers": open_offers(self.actor, now=self.now),
            "accepted": accepted_offers(self.actor),
            "current": [mission for mission in found if not mission.is_past],
            "past": paged(self.request, [mission for mission in found if mission.is_past]),
        }


class OfMission(Page):
    """A page of one of the reader's own missions; somebody else's does not exist."""

    roles = EXPERTS

    @cached_property
    def deployment(self) -> Deployment:
        row = missions_of(self.actor).filter(pk=self.kwargs["deployment_id"]).first()
        if row is None:
            raise NotFound
        return row

    @property
    def mission(self) -> Mission:
        return mission_of(self.deployment)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.role in self.roles:
            _ = self.deployment  # a foreign mission does not exist, whatever else is asked of it
        return super().dispatch(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "deployment": self.deployment, "mission": self.mission}


class AssignmentPage(OfMission):
    """One mission: what to do, when and where, what must be in order before leaving, the papers."""

    template_name = "pages/assignments/mission.html"

    def context(self) -> dict[str, Any]:
        row = self.deployment
        return {
            **super().context(),
            "prepares": row.state in DEPLOYMENT_PREPARING,
            "checklist": checklist_of(row),
            "extensions": extensions_of(row),
            "papers": papers_for(row, self.actor),
            "letters": letters_of_mission(row, self.actor),
            "report": report_of(row),
            "report_due": report_due(row, now=self.now),
            "can_evaluate": evaluation_open(row),
            "entries": tell(events_for(row.support_request, self.actor), actor=self.actor),
        }


class AssignmentTerms(OfMission):
    """A version of the terms of reference of one's own mission, as a file."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        terms = TermsOfReference.objects.visible_to(self.actor).filter(
            support_request_id=self.deployment.support_request_id, number=self.kwargs["number"]
        )
        found = terms.first()
        if found is None:
            raise NotFound
        return paper_response(request, found, _paper_language(request))


class AssignmentOfferPage(Page):
    """An offer of one's own, read and answered by somebody who is signed in."""

    roles = EXPERTS
    template_name = "pages/offers/offer.html"

    @cached_property
    def offer(self) -> Offer:
        rows = Offer.objects.visible_to(self.actor).select_related("expert", "position", "support_request")
        found = rows.filter(pk=self.kwargs["offer_id"]).first()
        if found is None:
            raise NotFound
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        words = kept.take(request)
        response = self.show(form=AnswerForm.refilled(words) if words else AnswerForm(), kept_words=words)
        note_that_it_was_seen(self.offer, actor=self.actor)
        return response

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, status=422)
        try:
            answer_given(self.offer, form, actor=self.actor)
        except DeskError as refusal:
            self.offer.refresh_from_db()
            if not already_said(self.offer, form):
                return self.show(form=form, refusal=refusal, status=409)
        return HttpResponse(status=303, headers={"Location": request.path})

    def context(self) -> dict[str, Any]:
        language = get_language() or settings.LANGUAGE_CODE
        terms_url = f"{self.request.path}terms.pdf?lang={language}" if terms_of(self.offer) else ""
        page = offer_page(self.offer, language=language, terms_url=terms_url, now=self.now)
        return {
            **super().context(),
            "page": page,
            "paper_links": paper_links(self.offer, self.request.path, language),
            "words_form": WORDS_FORM if page.can_decline else "",
        }


class AssignmentOfferTerms(AssignmentOfferPage):
    """The terms of reference of an offer, for whoever was asked and may still go, or goes."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        terms = terms_of(self.offer)
        if terms is None:
            raise NotFound
        return paper_response(request, terms, _paper_language(request))


class AssignmentOfferPaper(AssignmentOfferPage):
    """A paper of an offer of one's own."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return numbered_paper(request, self.offer, _paper_language(request))


def _paper_language(request: HttpRequest) -> str:
    """The language asked for in the address, else that of the page."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else (get_language() or settings.LANGUAGE_CODE)
