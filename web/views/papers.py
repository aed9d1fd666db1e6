"""Papers of a request, handed out as files or promised for a moment later."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from core.storage import open_file
from requests_app.models import SupportRequest
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.views.base import FormPage, OfRequest, Page
from workflows.models import Document, Paper, TermsOfReference
from workflows.selectors.papers import paper_name, paper_of
from workflows.services.documents import make_again
from workflows.states import DocumentState


class PaperPage(Page):
    """The PDF of one version in one language, for whoever may read the terms with the persons they name."""

    roles = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.EXPERT})

    def get(self, request: HttpRequest, *, terms_id: int, language: str) -> HttpResponse:
        terms = TermsOfReference.objects.visible_to(self.actor).filter(pk=terms_id).first()
        if terms is None:
            raise NotFound
        return paper_response(request, terms, language)


class MakeAgainPage(FormPage):
    """Have papers that could not be made tried again."""

    roles = frozenset({Role.MANAGER})
    form_class = NothingForm
    template_name = "pages/terms/make_again.html"
    done = _("The papers are being made again.")

    @cached_property
    def terms(self) -> TermsOfReference:
        terms = TermsOfReference.objects.visible_to(self.actor).filter(pk=self.kwargs["terms_id"]).first()
        if terms is None:
            raise NotFound
        return terms

    def context(self) -> dict[str, Any]:
        return {**super().context(), "terms": self.terms}

    def act(self, form: DeskForm) -> TermsOfReference:
        make_again(self.terms.support_request_id, now=self.now)
        return self.terms

    def go_on(self, result: TermsOfReference) -> str:
        return reverse("terms", args=[result.support_request_id])


class LetterPage(Page):
    """The PDF of a letter, certificate or report in one language, for whoever it is meant for."""

    roles = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.EXPERT, Role.STEERING})

    def get(self, request: HttpRequest, *, letter_id: int, language: str) -> HttpResponse:
        paper = Paper.objects.visible_to(self.actor).filter(pk=letter_id).first()
        if paper is None:
            raise NotFound
        return document_response(request, paper.documents.filter(language=language).first())


class RequestPapersAgainPage(OfRequest, FormPage):
    """Have whatever papers of a request could not be made tried again."""

    roles = frozenset({Role.MANAGER})
    form_class = NothingForm
    template_name = "pages/terms/make_again.html"
    done = _("The papers are being made again.")

    def act(self, form: DeskForm) -> SupportRequest:
        make_again(self.support_request.pk, now=self.now)
        return self.support_request

    def go_on(self, result: SupportRequest) -> str:
        return reverse("request_documents", args=[result.pk])


def paper_response(request: HttpRequest, terms: TermsOfReference, language: str) -> HttpResponse:
    """The PDF of terms as they stand, or a page that says how far it is."""
    return document_response(request, paper_of(terms, language))


def letter_response(request: HttpRequest, papers: QuerySet[Paper], language: str) -> HttpResponse:
    """The PDF of the newest of these papers, or a page that says how far it is; it may not have been written yet."""
    newest = papers.order_by("-number").first()
    return document_response(request, newest.documents.filter(language=language).first() if newest else None)


def document_response(request: HttpRequest, document: Document | None) -> HttpResponse:
    """The PDF, 304 to whoever has it, or a page that asks for a moment's patience and looks again by itself."""
    if document is None or document.state == DocumentState.PENDING:
        response = render(request, "pages/offers/terms_pending.html", status=202)
        response["Retry-After"] = "2"
        response["Refresh"] = "3"
        return response
    if document.state == DocumentState.FAILED:
        return render(request, "pages/documents/failed.html", status=409)
    return _file(request, document)


def _file(request: HttpRequest, document: Document) -> HttpResponse:
    etag = f'"{document.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response = FileResponse(
        open_file(document.file), filename=paper_name(document), content_type="application/pdf"
    )
    response["ETag"] = etag
    return response
