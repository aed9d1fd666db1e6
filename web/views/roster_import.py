"""People taken in from a spreadsheet: a template, a look at what would happen, and then the import itself."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actors import Role
from core.errors import NotFound
from experts.models import RosterImport
from experts.services.roster_import import ImportReport, look_at, send_sheet, take_in, template
from experts.services.spreadsheets import LARGEST, MOST_ROWS
from web.forms.attachments import upload_field
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.views.base import FormPage, Page

OFFICE = frozenset({Role.MANAGER})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetForm(DeskForm):
    file = upload_field(label=gettext_lazy("Spreadsheet"), help_text="")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].widget = forms.FileInput(
            attrs={"accept": ".xlsx,.csv", "class": "govuk-file-upload", "data-max-bytes": LARGEST}
        )
        limits = {"rows": MOST_ROWS, "size": LARGEST // 1024 // 1024}
        self.fields["file"].help_text = (
            _("XLSX without macros, or CSV; at most %(rows)s rows and %(size)s MB.") % limits
        )


class SendSheetPage(FormPage):
    """Choose a spreadsheet; nobody is taken in by sending it."""

    roles = OFFICE
    form_class, file_field = SheetForm, "file"
    template_name = "pages/experts/import.html"

    def act(self, form: Any) -> RosterImport:
        file = form.cleaned_data["file"]
        return send_sheet(file=file, name=file.name, actor=self.actor, now=self.now)

    def go_on(self, result: RosterImport) -> str:
        return reverse("roster_import", args=[result.pk])


class TemplateFile(Page):
    """The empty sheet with its headings, explained in the reader's language."""

    roles = OFFICE

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(template(), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="experts.xlsx"'
        return response


class ImportPage(FormPage):
    """What would come of a sheet, row by row, and the button that takes in what can be."""

    roles = OFFICE
    form_class = NothingForm
    template_name = "pages/experts/import_report.html"
    done = gettext_lazy("The people are put forward. Vet them on their pages.")

    @cached_property
    def sent(self) -> RosterImport:
        found = RosterImport.objects.filter(pk=self.kwargs["import_id"]).first()
        if found is None:
            raise NotFound
        return found

    @property
    def report(self) -> ImportReport | None:
        """Nothing once the file is gone: taken in, or too old."""
        self.sent.refresh_from_db()
        return look_at(self.sent) if self.sent.file else None

    def act(self, form: Any) -> RosterImport:
        return take_in(sent=self.sent, actor=self.actor, now=self.now)

    def go_on(self, result: RosterImport) -> str:
        return f"{reverse('experts')}?vetting=proposed&order=newest"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "sent": self.sent, "report": self.report}
