"""The documents of a request, and its terms of reference to read on a page."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from core.actors import Role
from core.errors import NotFound
from web.presenters.documents import documents_for
from web.presenters.signing import hash_groups, readings_of
from web.views.base import OfRequest, Page
from workflows.models import TermsOfReference
from workflows.states import TermsState

READERS = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.STEERING, Role.EXPERT})


class DocumentsPage(OfRequest):
    """All papers of a request; the panel of other pages asks it whether one has been made meanwhile."""

    roles = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.STEERING})
    template_name = "pages/documents/documents.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "documents": documents_for(self.support_request, self.actor)}


class ReadTermsPage(Page):
    """One version of the terms as a page, for whoever may know of it; for the others it does not exist."""

    roles = READERS
    template_name = "pages/documents/terms.html"

    @cached_property
    def terms(self) -> TermsOfReference:
        rows = TermsOfReference.objects.visible_to(self.actor).prefetch_related("signatures")
        found = rows.select_related("support_request").filter(pk=self.kwargs["terms_id"]).first()
        if found is None:
            raise NotFound
        return found

    def context(self) -> dict[str, Any]:
        terms = self.terms
        return {
            **super().context(),
            "terms": terms,
            "support_request": terms.support_request,
            "state": TermsState(terms.state).label,
            "readings": readings_of(terms, self.actor),
            "hash_groups": hash_groups(terms),
            "knows_the_request": self.actor.role != Role.EXPERT,
        }
