"""A paper of terms of reference, handed out as a file or promised for a moment later."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render

from core.storage import open_file
from workflows.models import Document, TermsOfReference
from workflows.selectors.papers import paper_name, paper_of
from workflows.states import DocumentState


def paper_response(request: HttpRequest, terms: TermsOfReference, language: str) -> HttpResponse:
    """The PDF, 304 to whoever has it, or a page that asks for a moment's patience and looks again by itself."""
    document = paper_of(terms, language)
    if document is None or document.state == DocumentState.PENDING:
        response = render(request, "pages/offers/terms_pending.html", status=202)
        response["Retry-After"] = "2"
        response["Refresh"] = "3"
        return response
    if document.state == DocumentState.FAILED:
        raise Http404
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
