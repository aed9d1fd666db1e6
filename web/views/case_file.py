"""The whole file of a request as one archive, for managers: asked for, watched, taken away."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from core.storage import open_file
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.presenters.case_file import archives_of, can_be_taken
from web.views.base import FormPage, OfRequest
from workflows.models import CaseFile
from workflows.selectors.papers import archive_name
from workflows.services.case_files import ask_for_case_file, note_download

MANAGERS = frozenset({Role.MANAGER})


class CaseFilePage(OfRequest, FormPage):
    """Have the archive made, and see how far it is; loading the page again shows more."""

    roles = MANAGERS
    form_class = NothingForm
    template_name = "pages/case_file/case_file.html"
    done = _("The archive is being made.")

    def context(self) -> dict[str, Any]:
        archives = archives_of(self.support_request, now=self.now)
        pending = any(archive.is_pending for archive in archives)
        return {**super().context(), "archives": archives, "pending": pending}

    def act(self, form: DeskForm) -> CaseFile:
        return ask_for_case_file(support_request=self.support_request, actor=self.actor, now=self.now)

    def go_on(self, result: CaseFile) -> str:
        return reverse("case_file", args=[result.support_request_id])


class CaseFileArchive(OfRequest):
    """The archive itself; the journal keeps who took it."""

    roles = MANAGERS
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        case_file = self.support_request.case_files.filter(pk=self.kwargs["case_file_id"]).first()
        if case_file is None or not can_be_taken(case_file, now=self.now):
            raise NotFound
        content = open_file(case_file.file)
        if request.method == "GET":
            note_download(case_file, actor=self.actor, now=self.now)
        response = FileResponse(
            content, as_attachment=True, filename=archive_name(case_file), content_type="application/zip"
        )
        response["Cache-Control"] = "private, no-store"
        return response
