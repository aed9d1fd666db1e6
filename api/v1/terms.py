"""Terms of reference: versions, translations, signatures under amendments, and the papers."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.selectors import acting_for
from api.concurrency import expected_version, versioned
from api.renderers import PdfRenderer
from api.serializers.base import Input
from api.serializers.terms import (
    DifferenceQuery,
    InputClause,
    InputSignedContent,
    InputTranslations,
    OutputClause,
    OutputDifference,
    OutputPaperState,
    OutputTerms,
    OutputTermsRow,
    OutputTermsWithoutPersons,
    PaperQuery,
)
from api.throttling import RenderThrottle, UserThrottle
from api.v1.moves import Moved
from api.views import ActionCall, DeskView, OfRequest
from core.actors import Role
from core.errors import Blocked, NotAllowed, NotFound, Reason
from core.storage import open_file
from requests_app.models import SupportRequest
from workflows.models import Document, TermsOfReference
from workflows.querysets import TermsQuerySet
from workflows.selectors.clauses import clause_rows
from workflows.selectors.differences import changes_between, versions_before
from workflows.selectors.papers import paper_name, paper_of
from workflows.services.clauses import edit_clause
from workflows.services.documents import make_again
from workflows.services.terms import new_version, revise_terms, sign_amendment
from workflows.states import DocumentState


class TermsView(DeskView):
    def visible(self) -> TermsQuerySet:
        rows = TermsOfReference.objects.visible_to(self.actor)
        return rows.select_related("support_request__country").prefetch_related("signatures")

    def terms(self) -> TermsOfReference:
        found = self.visible().filter(pk=self.kwargs["terms_id"]).first()
        if found is None:
            raise NotFound
        self.actor = acting_for(self.actor, country=found.support_request.country_id, now=self.now)
        return found

    def show(self, row: TermsOfReference, *, status: int = 200) -> Response:
        told = OutputTermsWithoutPersons if self.actor.role == Role.STEERING else OutputTerms
        return versioned(self.request, told(row).data, row.version, status=status)


class TermsOfRequestView(OfRequest, TermsView):
    @extend_schema(operation_id="requests_terms_list", responses=OutputTermsRow(many=True))
    def get(self, request: Request, request_id: int) -> Response:
        """The versions, the newest first."""
        rows = list(
            TermsOfReference.objects.visible_to(self.actor)
            .filter(support_request_id=request_id)
            .defer("content")
            .order_by("-number")
        )
        if not rows:
            self._refuse_unless_known()
        return Response(OutputTermsRow(rows, many=True).data)

    @extend_schema(operation_id="requests_terms_renew", request=Input, responses={201: OutputTerms})
    def post(self, request: Request, request_id: int) -> Response:
        """A new draft version from the request as it stands, which supersedes the one before; for managers."""
        return self.once(self._new_version)

    def _new_version(self) -> Response:
        support_request: SupportRequest = self.support_request
        self.read(Input)
        row = new_version(support_request=support_request, actor=self.actor, now=self.now)
        return self.show(row, status=201)

    def _refuse_unless_known(self) -> None:
        """Where there is nothing to show, only those who may know of the request learn so much."""
        self.support_request  # noqa: B018 - raises `NotFound`


class TermsDetailView(TermsView):
    @extend_schema(operation_id="terms_retrieve", responses=OutputTerms)
    def get(self, request: Request, terms_id: int) -> Response:
        """One version with its content, signatures and papers."""
        return self.show(self.terms())

    @extend_schema(operation_id="terms_revise", request=InputTranslations, responses=OutputTerms)
    def patch(self, request: Request, terms_id: int) -> Response:
        """Compose unsigned terms again from the request as it stands, with these translations; for managers."""
        terms, values = self.terms(), self.read(InputTranslations)
        version = expected_version(request)
        revised = revise_terms(
            terms=terms, **values, actor=self.actor, now=self.now, expected_version=version
        )
        return self.show(revised)


class TermsMove(Moved, TermsView):
    subject_name = "terms"

    def subject(self) -> TermsOfReference:
        return self.terms()

    def shown_row(self, row: Any) -> Any:
        return OutputTerms(row).data


TERMS_CALLS = {
    "sign": ActionCall(sign_amendment, InputSignedContent),
    "edit_clause": ActionCall(edit_clause, InputClause),
}


class ClausesView(TermsView):
    @extend_schema(operation_id="terms_clauses", responses=OutputClause(many=True))
    def get(self, request: Request, terms_id: int) -> Response:
        """The clauses with their keys, sources and whether they want a look; for managers."""
        terms = self.terms()
        if self.actor.role != Role.MANAGER:
            raise NotAllowed(_("Only programme managers can do this."))
        return Response(OutputClause(clause_rows(terms, now=self.now), many=True).data)


class DifferenceView(TermsView):
    throttle_classes = [UserThrottle, RenderThrottle]

    @extend_schema(operation_id="terms_difference", parameters=[DifferenceQuery], responses=OutputDifference)
    def get(self, request: Request, terms_id: int) -> Response:
        """What changed since an earlier version, word by word, in one language; 404 where there is none."""
        terms, asked = self.terms(), self.read_query(DifferenceQuery)
        earlier = versions_before(terms, self.actor)
        wanted = asked.get("version")
        old = next((row for row in earlier if wanted in (None, row.number)), None)
        if old is None:
            raise NotFound
        language = str(asked.get("lang") or self.actor.language)
        found = changes_between(old, terms, actor=self.actor, language=language)
        told = {"old": old.number, "new": terms.number, "language": language, "sections": found}
        return Response(OutputDifference(told).data)


class HandsOutPapers(DeskView):
    """A view that answers with a PDF, with 202 while it is being made, with 409 where it could not be."""

    renderer_classes = [JSONRenderer, PdfRenderer]
    throttle_classes = [UserThrottle, RenderThrottle]

    def hand_out(self, document: Document | None) -> HttpResponseBase:
        if document is None or document.state == DocumentState.PENDING:
            return self.pending()
        if document.state == DocumentState.FAILED:
            reason = Reason(
                "paper_failed", _("This document could not be made. A manager can have it tried again.")
            )
            raise Blocked(reason.message, code="paper_failed", reasons=[reason])
        return self._file(document)

    def language(self) -> str:
        return str(self.read_query(PaperQuery).get("lang") or self.actor.language)

    def pending(self) -> Response:
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = "application/json"
        state = {"state": DocumentState.PENDING, "detail": _("This document is being made.")}
        return Response(OutputPaperState(state).data, 202, headers={"Retry-After": "2"})

    def _file(self, document: Document) -> HttpResponseBase:
        headers = {"ETag": f'"{document.sha256}"', "Cache-Control": "private, no-cache"}
        if headers["ETag"] in self.request.headers.get("If-None-Match", ""):
            return Response(status=304, headers=headers)
        return FileResponse(
            open_file(document.file),
            filename=paper_name(document),
            content_type="application/pdf",
            headers=headers,
        )


class PaperView(HandsOutPapers, TermsView):
    @extend_schema(
        operation_id="terms_pdf",
        parameters=[PaperQuery],
        responses={
            (200, "application/pdf"): OpenApiTypes.BINARY,
            (202, "application/json"): OutputPaperState,
        },
    )
    def get(self, request: Request, terms_id: int) -> HttpResponseBase:
        """The PDF in one language; 202 while it is being made, 409 where it could not be.

        A paper names those who meet and those who sign, so the Committee reads the content instead.
        """
        terms = self.terms()
        if self.actor.role == Role.STEERING:
            raise NotAllowed(_("Papers name persons. Please read the content of the terms instead."))
        return self.hand_out(paper_of(terms, self.language()))

    @extend_schema(
        operation_id="terms_pdf_again",
        parameters=[PaperQuery],
        request=None,
        responses={202: OutputPaperState},
    )
    def post(self, request: Request, terms_id: int) -> Response:
        """Have the papers of this request made again where they are missing; for managers."""
        terms = self.terms()
        if self.actor.role != Role.MANAGER:
            raise NotAllowed(_("Only programme managers can do this."))
        return self.once(lambda: self._make_again(terms))

    def _make_again(self, terms: TermsOfReference) -> Response:
        make_again(terms.support_request_id, now=self.now)
        return self.pending()
