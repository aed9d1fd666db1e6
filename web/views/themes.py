"""What the themes of each phase mean, and the words by which the theme check knows them."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from programme.models import OutsideSubject, Phase, ThemeTerm
from programme.selectors import current_phase, phases_with_themes, themes_with_meaning
from programme.services.terms import mark_of, save_term
from web.forms.base import DeskForm
from web.forms.vocabulary import TryForm, WordFilter, WordForm
from web.paging import paged
from web.presenters.choices import Group
from web.presenters.vocabulary import SAMPLE, TriedShown, subjects_of, tried_shown
from web.views.base import FormPage, Page
from workflows.selectors.vocabulary import phase_of, try_text


class OfPhase(Page):
    """A page about the themes of one phase, named in the query (`phase`); else of the one in force."""

    @cached_property
    def phases(self) -> list[Phase]:
        return phases_with_themes()

    @cached_property
    def phase(self) -> Phase | None:
        known = {phase.pk: phase for phase in self.phases}
        named = self.request.POST.get("phase") or self.request.GET.get("phase", "")
        return known.get(named) or current_phase() or next(iter(self.phases), None)

    @property
    def phase_code(self) -> str:
        return self.phase.pk if self.phase else ""

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "phases": self.phases,
            "phase": self.phase,
            "of_admin": self.actor.role == Role.ADMIN,
            "reads_words": self.actor.role in READ_WORDS,
        }


READ_WORDS = frozenset({Role.ADMIN, Role.MANAGER})


class ThemesPage(OfPhase):
    """The themes of a phase: what each means, what is counted in, what it leaves out."""

    template_name = "pages/themes/themes.html"

    def context(self) -> dict[str, Any]:
        outside = OutsideSubject.objects.filter(phase_id=self.phase_code).order_by("code")
        return {
            **super().context(),
            "themes": themes_with_meaning(self.phase_code),
            "outside": outside,
        }


class WordsPage(OfPhase):
    """The vocabulary of a phase, to be searched and narrowed; administrators change it, managers read it."""

    roles = READ_WORDS
    template_name = "pages/themes/words.html"

    def context(self) -> dict[str, Any]:
        filters = WordFilter(self.request.GET, subjects=subjects_of(self.phase_code))
        code = self.phase_code
        own = Q(theme__phase_id=code) | Q(outside_subject__phase_id=code)
        rows = filters.narrow(ThemeTerm.objects.filter(own))
        page = paged(self.request, rows.select_related("theme", "outside_subject").order_by("text", "id"))
        return {**super().context(), "filters": filters, "page": page}


class TryPage(OfPhase, FormPage):
    """What the vocabulary in force says of a text; nothing is kept."""

    roles = READ_WORDS
    form_class = TryForm
    template_name = "pages/themes/try.html"

    def form_options(self) -> dict[str, Any]:
        return {"phases": [(phase.pk, phase.label) for phase in self.phases]}

    def initial(self) -> dict[str, Any]:
        return {"phase": self.phase_code}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, **self.form_options())
        if not form.is_valid():
            return self.show(form=form, status=422)
        text, phase = form.cleaned_data["sample"], form.cleaned_data["phase"]
        labels = {theme.pk: theme.label for theme in themes_with_meaning(phase)}
        tried = tried_shown(try_text({SAMPLE: text}, phase=phase), text, labels)
        return self.show(form=form, tried=tried)


class WordPage(FormPage):
    """Add a word or change one. `Try it` shows what would change, and saves nothing."""

    roles = frozenset({Role.ADMIN})
    form_class = WordForm
    template_name = "pages/themes/word.html"
    done = _("The word is kept; it counts with the next check.")

    @cached_property
    def term(self) -> ThemeTerm | None:
        if "term_id" not in self.kwargs:
            return None
        rows = ThemeTerm.objects.select_related("theme", "outside_subject")
        found = rows.filter(pk=self.kwargs["term_id"]).first()
        if found is None:
            raise NotFound
        return found

    @cached_property
    def phase_code(self) -> str:
        if self.term is not None:
            return phase_of(str(self.term.theme_id or self.term.outside_subject_id)) or ""
        named = self.request.POST.get("phase") or self.request.GET.get("phase", "")
        known = {phase.pk: phase for phase in phases_with_themes()}
        phase = known.get(named) or current_phase()
        return phase.pk if phase else ""

    @cached_property
    def subjects(self) -> list[Group]:
        return subjects_of(self.phase_code)

    def form_options(self) -> dict[str, Any]:
        return {"subjects": self.subjects, "fixed": self.term is not None}

    def initial(self) -> dict[str, Any]:
        term = self.term
        if term is None:
            return {"about": self.request.GET.get("about", ""), "polarity": ThemeTerm.Polarity.FOR}
        names = ("language", "polarity", "text", "weight", "is_active", "note")
        about = term.theme_id or term.outside_subject_id
        return {**{name: getattr(term, name) for name in names}, "about": about, "mark": mark_of(term)}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.try_it(request) if "try" in request.POST else super().post(request, **kwargs)

    def try_it(self, request: HttpRequest) -> HttpResponse:
        form = self.form_class(request.POST, initial=self.initial(), **self.form_options())
        if not form.is_valid():
            return self.show(form=form, status=422)
        return self.show(form=form, tried=self.tried(form))

    def tried(self, form: WordForm) -> TriedShown:
        text = form.cleaned_data["sample"]
        labels = dict(self.subjects[0][1])
        found = try_text({SAMPLE: text}, phase=self.phase_code, word=form.word, instead_of=self.term)
        return tried_shown(found, text, labels)

    def act(self, form: WordForm) -> ThemeTerm:  # type: ignore[override]
        return save_term(
            term=self.term,
            word=form.word,
            seen=form.cleaned_data["mark"],
            actor=self.actor,
            now=self.now,
        )

    def differences(self, form: DeskForm) -> list[Any]:
        return []

    def go_on(self, result: ThemeTerm) -> str:
        return f"{reverse('theme_words')}?{urlencode({'phase': self.phase_code, 'q': result.text})}"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "term": self.term, "phase_code": self.phase_code}
