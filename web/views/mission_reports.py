"""The mission report as its author writes it: section by section, read again as a whole, handed in."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.forms.mission_reports import ReportLanguageForm, SectionForm
from web.presenters.assignments import TO_WRITE
from web.presenters.mission_reports import Draft, Step, draft_of
from web.views.base import FormPage
from workflows.models import MissionReport
from workflows.services.reports import submit_report, write_report

OVERVIEW = "overview"  # the button that saves and goes back to the list of sections


class OfReport(FormPage):
    """A page of the reader's own report, which exists once they are back from their mission."""

    roles = frozenset({Role.EXPERT})

    @cached_property
    def report(self) -> MissionReport:
        rows = MissionReport.objects.visible_to(self.actor)
        rows = rows.select_related("support_request__country", "deployment__position")
        found = rows.filter(deployment_id=self.kwargs["deployment_id"]).first()
        if found is None:
            raise NotFound
        return found

    @property
    def draft(self) -> Draft:
        return draft_of(self.report, actor=self.actor, now=self.now)

    @property
    def is_open(self) -> bool:
        return self.report.state in TO_WRITE

    @property
    def overview_url(self) -> str:
        return reverse("mission_report", args=[self.report.deployment_id])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.role in self.roles:
            _found = self.report  # a foreign report does not exist, whatever else is asked of it
        return super().dispatch(request, *args, **kwargs)

    def subject(self) -> MissionReport:
        return self.report

    def go_on(self, result: Any) -> str:
        return self.overview_url

    def context(self) -> dict[str, Any]:
        return {**super().context(), "report": self.report, "draft": self.draft, "is_open": self.is_open}


class ReportOverview(OfReport):
    """All sections with what is still missing, and the language; the whole text once it was handed in."""

    form_class = ReportLanguageForm
    template_name = "pages/reports/overview.html"
    done = _("The language is saved.")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return super().get(request, **kwargs) if self.is_open else self.show(form=None)

    def initial(self) -> dict[str, Any]:
        return {"text_language": self.report.text_language}

    def act(self, form: DeskForm) -> MissionReport:
        return write_report(
            report=self.report,
            sections={},
            text_language=form.cleaned_data["text_language"],
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )


class ReportSection(OfReport):
    """One section, saved at each step and while it is typed."""

    form_class = SectionForm
    template_name = "pages/reports/section.html"

    @property
    def step(self) -> Step:
        return self.draft.step(self.kwargs["order"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return super().get(request, **kwargs) if self.is_open else redirect(self.overview_url)

    def form_options(self) -> dict[str, Any]:
        return {"step": self.step, "text_language": self.report.text_language}

    def initial(self) -> dict[str, Any]:
        return {"text": self.step.text}

    def act(self, form: DeskForm) -> MissionReport:
        return write_report(
            report=self.report,
            sections={str(self.kwargs["order"]): form.cleaned_data["text"]},
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def answer(self, result: MissionReport) -> HttpResponse:
        if self.request.htmx:  # type: ignore[attr-defined]
            return self.tell(200, version=result.version)
        return super().answer(result)

    def go_on(self, result: Any) -> str:
        if OVERVIEW in self.request.POST:
            return self.overview_url
        return self.draft.url_after(self.kwargs["order"])

    def show(self, *, form: DeskForm | None = None, status: int = 200, **more: Any) -> HttpResponse:
        if self.request.htmx:  # type: ignore[attr-defined]
            return self.tell(status)
        return super().show(form=form, status=status, step=self.step, **more)

    def tell(self, status: int, *, version: int | None = None) -> HttpResponse:
        """Say in a line whether it was saved; the text itself stays where it is."""
        told = {"saved": status == 200, "version": version, "now": self.now}
        return render(self.request, "pages/reports/section.html#saved", told, status=status)


class ReportCheck(OfReport):
    """Everything as the desk will read it, before it is handed in."""

    form_class = NothingForm
    template_name = "pages/reports/check.html"
    done = _("Your report is submitted. Thank you; the support desk reads it now.")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return super().get(request, **kwargs) if self.is_open else redirect(self.overview_url)

    def show(self, *, form: DeskForm | None = None, status: int = 200, **more: Any) -> HttpResponse:
        submission = self.draft.submission
        ready = submission is not None and submission.allowed
        return super().show(form=form if ready else None, status=status, **more)

    def act(self, form: DeskForm) -> MissionReport:
        return submit_report(
            report=self.report,
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )
