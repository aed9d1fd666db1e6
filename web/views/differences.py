"""The difference between two versions of the terms: a page, and a PDF that is drawn when it is asked for."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language

from core.errors import NotFound
from web.limits import limited
from web.views.base import Page
from web.views.documents import READERS
from workflows.models import TermsOfReference
from workflows.selectors.differences import difference_of, versions_before
from workflows.selectors.papers import PAPER_LANGUAGES
from workflows.tor.render import draw, page_of


class TwoVersions(Page):
    """A version and one before it: the one that `with` names, else the last."""

    roles = READERS

    @cached_property
    def terms(self) -> TermsOfReference:
        rows = TermsOfReference.objects.visible_to(self.actor).select_related("support_request")
        found = rows.filter(pk=self.kwargs["terms_id"]).first()
        if found is None:
            raise NotFound
        return found

    @cached_property
    def earlier(self) -> list[TermsOfReference]:
        return versions_before(self.terms, self.actor)

    @property
    def old(self) -> TermsOfReference | None:
        asked = self.request.GET.get("with", "")
        if asked:
            return next((row for row in self.earlier if str(row.number) == asked), None)
        return next(iter(self.earlier), None)


class DifferencePage(TwoVersions):
    """What changed, word by word, in the language that is asked for or that of the reader."""

    template_name = "pages/terms/difference.html"

    def context(self) -> dict[str, Any]:
        asked = self.request.GET.get("lang", "")
        language = asked if asked in PAPER_LANGUAGES else (get_language() or "en")[:2]
        old = self.old
        return {
            **super().context(),
            "terms": self.terms,
            "support_request": self.terms.support_request,
            "earlier": self.earlier,
            "old": old,
            "shown_language": language,
            "languages": PAPER_LANGUAGES,
            "difference": difference_of(old, self.terms, actor=self.actor, language=language)
            if old
            else None,
        }


@method_decorator(limited("render"), name="dispatch")
class DifferencePaper(TwoVersions):
    """The same as a PDF."""

    def get(self, request: HttpRequest, *, terms_id: int, language: str) -> HttpResponse:
        old = self.old
        if old is None:
            raise NotFound
        found = difference_of(old, self.terms, actor=self.actor, language=language)
        html = page_of("pdf/difference.html", found)
        etag = f'"{hashlib.sha256(html.encode()).hexdigest()}"'
        if request.headers.get("If-None-Match") == etag:
            return HttpResponse(status=304, headers={"ETag": etag})
        reference = self.terms.support_request.reference or f"request-{self.terms.support_request_id}"
        name = f"{reference}-terms-v{old.number}-v{self.terms.number}-{language}.pdf"
        headers = {"ETag": etag, "Content-Disposition": f'inline; filename="{name}"'}
        return HttpResponse(draw(html), content_type="application/pdf", headers=headers)
