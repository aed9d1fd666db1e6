"""Terms of reference in the office: every clause beside its source, translations, new versions, amendments."""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from web.forms.base import DeskForm
from web.forms.clauses import ClauseForm
from web.forms.control import NothingForm
from web.forms.terms import TranslationsForm
from web.presenters.clauses import clause_board, clause_to_edit, composed_blocks, heading_of, warnings_of
from web.presenters.terms import (
    chapters_of,
    source_label,
    translatable_texts,
    untranslated,
    untranslated_names,
)
from web.views.base import OfRequest, RequestFormPage
from web.views.row_actions import RowActionPage
from web.views.signing import Signing
from workflows.actions import terms as moves
from workflows.models import TermsOfReference
from workflows.selectors.clauses import clause_news
from workflows.selectors.papers import PAPER_LANGUAGES, papers_of
from workflows.services import terms
from workflows.services.clauses import edit_clause
from workflows.states import TermsState
from workflows.tor.clauses import Clause
from workflows.tor.edits import editable_text

OFFICE = frozenset({Role.MANAGER})


class TermsPage(OfRequest):
    """The terms of a request, one version at a time, with the clauses in both languages beside their sources."""

    roles = OFFICE
    template_name = "pages/terms/terms.html"

    @cached_property
    def versions(self) -> list[TermsOfReference]:
        return list(self.support_request.terms.prefetch_related("signatures").order_by("-number"))

    @property
    def shown(self) -> TermsOfReference | None:
        """The version that the address asks for, else the latest."""
        asked = self.request.GET.get("version", "")
        return next((row for row in self.versions if str(row.number) == asked), None) or next(
            iter(self.versions), None
        )

    def context(self) -> dict[str, Any]:
        row = self.shown
        context = {
            **super().context(),
            "versions": self.versions,
            "terms": row,
            "languages": PAPER_LANGUAGES,
            "may_amend": self.support_request.state in terms.AMENDABLE_IN,
        }
        if row is not None:
            board = clause_board(row, now=self.now)
            context |= {
                "chapters": chapters_of(row, board.marks),
                "board": board,
                "untranslated": untranslated(row),
                "untranslated_names": untranslated_names(row),
                "papers": papers_of(row),
                "revisable": row.state in (TermsState.DRAFT, TermsState.IN_REVIEW)
                and not row.signatures.all(),
                "signable": row.state == TermsState.IN_REVIEW,
                "amending": self.support_request.state in terms.AMENDED_IN,
            }
        return context


class NewVersionPage(RequestFormPage):
    """A new version of the terms, composed from the request as it stands."""

    roles = OFFICE
    form_class = NothingForm
    template_name = "pages/terms/new_version.html"
    done = _("A new version is made; its papers are being drawn.")

    def act(self, form: DeskForm) -> TermsOfReference:
        return terms.new_version(
            support_request=self.support_request,
            actor=self.actor,
            now=self.now,
            latest_seen=form.cleaned_data.get("version"),
        )

    def travelling(self) -> dict[str, Any]:
        """The version that the new one follows: a second press, or a colleague's, makes no further one."""
        latest = self.support_request.terms.order_by("-number").first()
        return {**super().travelling(), "version": latest.number if latest else None}

    def go_on(self, result: Any) -> str:
        return reverse("terms", args=[self.support_request.pk])


class TermsMove(RowActionPage):
    subject_name = "terms"

    def find(self) -> TermsOfReference | None:
        rows = TermsOfReference.objects.visible_to(self.actor).select_related("support_request__country")
        return rows.filter(pk=self.kwargs["terms_id"]).first()

    def url_of(self, row: TermsOfReference) -> str:
        if self.actor.role == Role.MANAGER:
            return reverse("terms", args=[row.support_request_id])
        return reverse("request", args=[row.support_request_id])


class RevisePage(TermsMove):
    """The free texts of the request in the language they were not written in; unsigned terms are composed again."""

    move, service, form_class = moves.REVISE, terms.revise_terms, TranslationsForm
    template_name = "pages/terms/revise.html"
    done = _("The terms are composed again with your translations.")

    @cached_property
    def texts(self) -> list[Any]:
        return translatable_texts(self.row)

    def form_options(self) -> dict[str, Any]:
        return {"texts": self.texts}

    def initial(self) -> dict[str, Any]:
        return TranslationsForm.known(self.texts)

    def read(self, form: DeskForm) -> dict[str, Any]:
        return {"translations": cast(TranslationsForm, form).translations()}


class ComposeAgainPage(TermsMove):
    """Take what the request and the library say now; an officer's words stay."""

    move, service, form_class = moves.REVISE, terms.revise_terms, NothingForm
    template_name = "pages/terms/compose_again.html"
    done = _("The terms are composed again from what the request and the library say now.")

    def read(self, form: DeskForm) -> dict[str, Any]:
        return {"translations": {}}

    def context(self) -> dict[str, Any]:
        own = {"own_heading": _("Compose again"), "own_button": _("Compose again")}
        return {**super().context(), **own, "board": clause_board(self.row, now=self.now)}


class EditClausePage(TermsMove):
    """One clause in both languages beside each other, with where it comes from and what was composed from that."""

    move, service, form_class = moves.REVISE, edit_clause, ClauseForm
    template_name = "pages/terms/clause.html"
    done = _("The clause says what you wrote.")

    @cached_property
    def clause(self) -> tuple[str, Clause]:
        asked = self.request.POST.get("key") or self.request.GET.get("key", "")
        found = clause_to_edit(self.row, asked)
        if found is None:
            raise NotFound
        return found

    def initial(self) -> dict[str, Any]:
        key, clause = self.clause
        texts = {f"text_{language}": editable_text(clause, language) for language in PAPER_LANGUAGES}
        return {"key": key, **texts}

    def context(self) -> dict[str, Any]:
        key, clause = self.clause
        return {
            **super().context(),
            "own_heading": _("Edit a clause"),
            "own_button": _("Save this clause"),
            "clause": clause,
            "heading": heading_of(self.row, clause),
            "source": source_label()(clause.source),
            "warnings": warnings_of(key, clause, clause_news(self.row, now=self.now)),
            "composed": composed_blocks(self.row, key, now=self.now),
        }

    def go_on(self, result: Any) -> str:
        return f"{self.url_of(self.row)}#clause-{self.clause[1].id}"


class SignAmendmentPage(Signing, TermsMove):
    """Both sides sign a version that was made after the mission had begun to be prepared."""

    move, service = moves.SIGN, terms.sign_amendment
    template_name = "pages/terms/sign.html"
    done = _("Signed. The version is in force once both sides have signed.")

    def initial(self) -> dict[str, Any]:
        return {"content_hash": self.row.content_hash}

    def find(self) -> TermsOfReference | None:
        found = super().find()
        if found is not None and found.support_request.state not in terms.AMENDED_IN:
            raise NotFound
        return found

    def context(self) -> dict[str, Any]:
        context = super().context()
        return {**context, "terms": self.row, "chapters": chapters_of(self.row), "languages": PAPER_LANGUAGES}
