"""The files that come with a request: adding, reading, taking off. They are between its country and the office."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import storage
from core.actors import Role
from core.errors import NotFound
from requests_app.models import Attachment
from requests_app.services.attachments import attach_file, remove_attachment
from requests_app.states import RequestState
from web.forms.attachments import UploadForm
from web.forms.control import NothingForm
from web.presenters.attachments import attachments_for
from web.views.base import OfRequest, RequestFormPage

WRITERS = frozenset({Role.FOCAL_POINT, Role.MANAGER})


class OfFiles(OfRequest):
    """Files do not exist for whoever may not write about the request, and a foreign file for nobody."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.role not in WRITERS:
            raise NotFound
        if "attachment_id" in self.kwargs:
            _found = self.attachment  # whatever else is asked of it
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def attachment(self) -> Attachment:
        kept = self.support_request.attachments.filter(removed_at=None)
        found = kept.filter(pk=self.kwargs["attachment_id"]).first()
        if found is None:
            raise NotFound
        return found


class AttachmentsPage(OfFiles, RequestFormPage):
    """The files of a request, and the form that adds one."""

    form_class, file_field = UploadForm, "file"
    template_name = "pages/attachments/attachments.html"
    done = _("The file is kept.")

    def act(self, form: Any) -> Attachment:
        file = form.cleaned_data["file"]
        return attach_file(
            support_request=self.support_request, file=file, name=file.name, actor=self.actor, now=self.now
        )

    def go_on(self, result: Attachment) -> str:
        return reverse("request_attachments", args=[self.support_request.pk])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "files": attachments_for(self.support_request, self.actor)}


class AttachmentFile(OfFiles):
    """The file itself, to be saved and never shown in place."""

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        try:
            content = storage.open_file(self.attachment.file)
        except FileNotFoundError as gone:
            raise NotFound from gone
        response = FileResponse(
            content,
            as_attachment=True,
            filename=self.attachment.name,
            content_type="application/octet-stream",
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


class RemoveAttachmentPage(OfFiles, RequestFormPage):
    """Taking a file off, after asking."""

    form_class = NothingForm
    template_name = "pages/attachments/remove.html"
    done = _("The file is taken off.")

    def act(self, form: Any) -> None:
        remove_attachment(attachment=self.attachment, actor=self.actor, now=self.now)

    def go_on(self, result: None) -> str:
        return reverse("request_attachments", args=[self.support_request.pk])

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "attachment": self.attachment,
            "for_good": self.support_request.state == RequestState.DRAFT,
        }
