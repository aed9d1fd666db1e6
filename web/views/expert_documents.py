"""Papers of people on the roster: kept by themselves or by the office, read by nobody else."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import storage
from core.errors import NotFound
from experts.models import Expert, ExpertDocument
from experts.services.documents import add_document, remove_document
from web.forms.expert_documents import DocumentForm
from web.forms.numbers import whole_number
from web.presenters.expert_documents import papers_of
from web.views.availability import OfOneself
from web.views.base import FormPage, Page
from web.views.experts import OfExpert

REMOVE = "remove"  # the button that takes a paper off; its value is the paper's number


class DocumentsPage(FormPage):
    """The papers, each with a button that takes it off, and a form that adds one; subclasses say whose."""

    form_class, file_field = DocumentForm, "file"
    template_name = "pages/experts/documents.html"
    done = _("The paper is kept.")

    @cached_property
    def expert(self) -> Expert:
        """Whose papers they are."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if REMOVE not in request.POST:
            return super().post(request, **kwargs)
        rows = ExpertDocument.objects.visible_to(self.actor).filter(expert=self.expert)
        found = rows.select_related("expert").filter(pk=whole_number(request.POST[REMOVE])).first()
        if found is not None:  # taken off already, in another window: it is as they want it
            remove_document(document=found, actor=self.actor, now=self.now)
        return self.answer(None)

    def act(self, form: Any) -> ExpertDocument:
        answers = form.answers
        file = answers.pop("file")
        return add_document(
            expert=self.expert, file=file, name=file.name, **answers, actor=self.actor, now=self.now
        )

    def context(self) -> dict[str, Any]:
        papers = papers_of(self.expert, self.actor, today=self.now.date())
        rows = [(paper, self.url_of(paper.row)) for paper in papers]
        return {**super().context(), "expert": self.expert, "papers": rows}

    def url_of(self, row: ExpertDocument) -> str:
        """Where the file is read."""
        raise NotImplementedError


class DocumentFile(Page):
    """The file itself, to be saved and never shown in place; subclasses say whose it is."""

    @cached_property
    def expert(self) -> Expert:
        """Whose paper it is."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        rows = ExpertDocument.objects.visible_to(self.actor).filter(expert=self.expert)
        found = rows.filter(pk=self.kwargs["paper_id"]).first()
        if found is None:
            raise NotFound
        try:
            content = storage.open_file(found.file)
        except FileNotFoundError as gone:
            raise NotFound from gone
        response = FileResponse(
            content, as_attachment=True, filename=found.name, content_type="application/octet-stream"
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


class MyDocumentsPage(OfOneself, DocumentsPage):
    """The papers of the reader."""

    def go_on(self, result: Any) -> str:
        return reverse("my_documents")

    def url_of(self, row: ExpertDocument) -> str:
        return reverse("my_document", args=[row.pk])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "back": reverse("my_profile")}


class MyDocumentFile(OfOneself, DocumentFile):
    """One of them."""


class ExpertDocumentsPage(OfExpert, DocumentsPage):
    """The papers of somebody, for the office."""

    def go_on(self, result: Any) -> str:
        return reverse("expert_documents", args=[self.expert.pk])

    def url_of(self, row: ExpertDocument) -> str:
        return reverse("expert_document", args=[self.expert.pk, row.pk])


class ExpertDocumentFile(OfExpert, DocumentFile):
    """One of them."""
