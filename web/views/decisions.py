"""The decisions of the office on a request, each on a page of its own and as a part of the case page."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.selectors import people_with_role
from core.actors import Role
from programme.models import EligibilityCheck
from programme.selectors import eligibility_checks, themes_with_meaning
from requests_app import form
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.forms.decisions import (
    OTHER_THEME,
    ApproveForm,
    AskForm,
    AssignForm,
    ChecklistForm,
    DeclineForm,
    ThemesForm,
    answer_name,
    filled_with_yes,
    note_name,
)
from web.presenters.choices import Group, language_names
from web.presenters.decision import approvals_of
from web.presenters.questions import form_sections
from web.presenters.refusals import is_untouched, language_for, suggested
from web.presenters.themes import Reading, reading_of, themes_by_phase
from web.views.base import RequestActionPage
from workflows.services import decision, triage


class DecisionPage(RequestActionPage):
    """A decision; `shown` is what the reader must see to take it, wherever its form stands."""

    def shown(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        return {**super().context(), **self.shown()}


class StartTriagePage(DecisionPage):
    action, service, form_class = "start_triage", triage.start_triage, NothingForm
    done = _("The case is yours.")


class AssignPage(DecisionPage):
    action, service, form_class = "assign", triage.assign_officer, AssignForm
    done = _("The case has a new officer.")

    def form_options(self) -> dict[str, Any]:
        return {"managers": [(user.email, user.full_name) for user in people_with_role(Role.MANAGER)]}

    def initial(self) -> dict[str, Any]:
        officer = self.support_request.officer
        return {"officer": officer.email if officer else self.request.user.email}


class AskPage(DecisionPage):
    action, service, form_class = "ask", triage.ask_question, AskForm
    template_name = "pages/triage/ask.html"
    done = _("Your question is sent; the clocks stand still until it is answered.")

    def form_options(self) -> dict[str, Any]:
        return {
            "groups": _fields_by_section(self.support_request),
            "language": self.support_request.text_language,
        }

    def shown(self) -> dict[str, Any]:
        return {"written_in": language_names().get(self.support_request.text_language, "")}

    def act(self, form: DeskForm) -> Any:
        return triage.ask_question(
            support_request=self.support_request,
            **form.answers,
            actor=self.actor,
            now=self.now,
            text_language=self.support_request.text_language,
            expected_version=form.cleaned_data.get("version"),
        )


class PassTriagePage(DecisionPage):
    action, service, form_class = "pass_triage", triage.pass_triage, ChecklistForm
    template_name = "pages/triage/pass_triage.html"
    done = _("The first checks are passed. Next: the themes.")

    @cached_property
    def checks(self) -> list[EligibilityCheck]:
        return eligibility_checks()

    def form_options(self) -> dict[str, Any]:
        return {"checks": self.checks}

    def initial(self) -> dict[str, Any]:
        kept = self.support_request.checklist
        return {
            name(code): entry.get(part, "")
            for code, entry in kept.items()
            for part, name in (("answer", answer_name), ("note", note_name))
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if (
            "fill" in request.POST
        ):  # nothing is decided yet: the officer reads the answers and then passes them
            return self.show(
                form=ChecklistForm.refilled(filled_with_yes(request.POST, self.checks), checks=self.checks)
            )
        return super().post(request, **kwargs)


class ConfirmThemesPage(DecisionPage):
    action, service, form_class = "confirm_themes", triage.confirm_themes, ThemesForm
    template_name = "pages/triage/confirm_themes.html"
    done = _("The themes are confirmed. Next: the positions and the decision.")

    @cached_property
    def themes(self) -> list[Group]:
        """The priority themes of every phase, by phase; those of the request's own phase come first."""
        return themes_by_phase(self.support_request.phase)

    @cached_property
    def own(self) -> dict[str, str]:
        return dict(self.themes[0][1])

    @cached_property
    def reading(self) -> Reading:
        questions = form_sections(
            phase=self.support_request.phase, codes=form.theme_texts(self.support_request)
        )
        names = {question.code: str(question.label) for part in questions for question in part.questions}
        return reading_of(self.support_request, self.own, names)

    def form_options(self) -> dict[str, Any]:
        return {"themes": self.themes[0][1], "outside": self.themes[1:]}

    def initial(self) -> dict[str, Any]:
        """What was confirmed before, else what the text speaks for, else what the country named."""
        confirmed = list(self.support_request.request_themes.order_by("-is_main", "id"))
        named = [self.support_request.priority_theme_id] if self.support_request.priority_theme_id else []
        codes = [theme.theme_id for theme in confirmed] or self.reading.codes or named
        if not codes:
            return {}
        main, further = codes[0], [code for code in codes[1:] if code in self.own]
        return (
            {"main": main, "further": further} if main in self.own else {"main": OTHER_THEME, "other": main}
        )

    def shown(self) -> dict[str, Any]:
        return {
            "reading": self.reading,
            "named": self.support_request.priority_theme,
            "meanings": themes_with_meaning(self.support_request.phase_id),
        }


class ApprovePage(DecisionPage):
    action, service, form_class = "approve", decision.approve_request, ApproveForm
    template_name = "pages/triage/approve.html"
    done = _("Your approval is recorded.")

    def shown(self) -> dict[str, Any]:
        return {"approvals": approvals_of(self.support_request)}


class DeclinePage(DecisionPage):
    action, service, form_class = "decline", decision.decline_request, DeclineForm
    template_name = "pages/triage/decline.html"
    done = _("The request is declined; the focal point is told why and how to ask for a review.")

    def form_options(self) -> dict[str, Any]:
        return {"language": language_for(self.support_request.text_language)}

    def shown(self) -> dict[str, Any]:
        return {
            "written_in": language_names().get(self.support_request.text_language, ""),
            "submit_kind": "warning",
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.suggest(request) if "suggest" in request.POST else super().post(request, **kwargs)

    def suggest(self, request: HttpRequest) -> HttpResponse:
        """Begin the text for the chosen reason; what the officer wrote stays, and the suggestion stands beside it."""
        row, words = self.support_request, request.POST.copy()
        about = {"language": row.text_language, "title": row.title, "reference": row.reference}
        chosen = dict(self.form_class.base_fields["code"].choices).get(words.get("code"))
        if chosen is None:
            return self.show(form=self.form_class(words, **self.form_options()), status=422)
        text = suggested(words["code"], **about)
        if is_untouched(words.get("text", ""), **about):
            words["text"], text = text, ""
        return self.show(form=self.form_class.refilled(words, **self.form_options()), suggestion=text)


def _fields_by_section(support_request: Any) -> list[Group]:
    return [
        (section.label, [(question.code, str(question.label)) for question in section.questions])
        for section in form_sections(phase=support_request.phase)
    ]
