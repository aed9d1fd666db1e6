"""The questions of the request form as a reader meets them: wording, help and choices in their language.

What is asked, and in which section, comes from the reference data; three answers that the form keeps beside those
are asked where they belong. `needed` are those without which a request cannot be submitted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.errors import Text
from core.text import fold
from programme.models import Country, FormField, Phase, Theme
from programme.selectors import FormLayout, form_layout, priority_themes
from requests_app import form
from web.presenters import choices
from web.presenters.choices import Choice, Group

Type = FormField.Type

# Kinds of answers that are typed in several fields, and the names of those.
PARTS: Mapping[str, tuple[str, ...]] = {
    Type.CONTACT: ("name", "function", "unit", "email", "phone"),
    Type.SIGNATURE: ("name", "function"),
    Type.DATERANGE: ("start", "end"),
}
NOT_ASKED = frozenset({"country", "focal_point", "attachments"})  # known already, or on a page of its own
ENDORSEMENT = "E"  # the section that is answered last, when everything else was read again


@dataclass(frozen=True)
class Question:
    """One answer of the form: `parts` are the names of the fields in which it is typed.

    What can be chosen is read where it is asked for: most pages show a few questions and name the others.
    """

    code: str
    section: str
    kind: str
    label: Text
    help: Text
    needed: bool
    listed: Callable[[], Sequence[Choice | Group]]

    @cached_property
    def choices(self) -> Sequence[Choice | Group]:
        return self.listed()

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(f"{self.code}_{part}" for part in PARTS.get(self.kind, ())) or (self.code,)

    @property
    def anchor(self) -> str:
        """The id of its first field."""
        return f"id_{self.parts[0]}"

    @property
    def is_theme(self) -> bool:
        """Whether it is answered with a theme, of which a page says what it means."""
        return self.code == "priority_theme"

    @property
    def is_consent(self) -> bool:
        return self.kind == Type.CHECKBOX

    @property
    def names(self) -> dict[str, str]:
        """The names of what can be chosen, by code."""
        return choices.flat(self.choices)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form with its questions."""

    code: str
    label: str
    questions: tuple[Question, ...]
    takes_files: bool


@dataclass(frozen=True, slots=True)
class _Beside:
    """An answer that is kept beside those of the reference form, asked after another one."""

    after: str
    kind: str
    label: Text
    help: Text


BESIDE: Mapping[str, _Beside] = {
    "text_language": _Beside(
        "title",
        Type.CODE,
        _("Language in which you write"),
        _("The desk reads your texts in the language in which you write them."),
    ),
    "urgency_reason": _Beside(
        "urgency", Type.LONGTEXT, _("Why it is urgent"), _("Only if it is: what happens if help comes later?")
    ),
    "expertise_text": _Beside(
        "expertise",
        Type.TEXT,
        _("The expert you have in mind, in your own words"),
        _("Experience, position, languages: no names."),
    ),
}


def form_sections(
    *, phase: Phase, codes: Collection[str] | None = None, sections: Collection[str] | None = None
) -> list[Section]:
    """The sections with their questions, or only some; without those that nothing is asked in.

    Two queries, and one for each list of codes that is looked into.
    """
    found = []
    for layout in form_layout():
        if sections is None or layout.section.code in sections:
            questions = tuple(_questions(layout, phase, codes))
            if questions:
                takes_files = any(field.type == Type.FILES for field in layout.fields)
                found.append(Section(layout.section.code, layout.section.label, questions, takes_files))
    return found


def _questions(layout: FormLayout, phase: Phase, codes: Collection[str] | None) -> Iterable[Question]:
    language = get_language() or "en"
    for field in layout.fields:
        if field.code in NOT_ASKED:
            continue
        asked = [(field.code, field.type, field.label, field.in_language("help", language))]
        asked += [
            (code, beside.kind, beside.label, beside.help)
            for code, beside in BESIDE.items()
            if beside.after == field.code
        ]
        for code, kind, label, help_text in asked:
            if codes is None or code in codes:
                yield Question(
                    code=code,
                    section=layout.section.code,
                    kind=kind,
                    label=label,
                    help=help_text,
                    needed=code in form.TO_SUBMIT,
                    listed=partial(_choices, code, phase, field, language),
                )


def _choices(code: str, phase: Phase, field: FormField, language: str) -> Sequence[Choice | Group]:
    if field.code == code and field.type == Type.CHOICE:
        return field.choices_in(language)
    listed = CHOICES.get(code)
    return listed(phase) if listed else ()


def _objectives(phase: Phase) -> list[Choice]:
    """The objectives of the ministerial programme that the phase belongs to."""
    programme = phase.parent_programme_id or phase.pk
    return [(theme.pk, theme.label) for theme in Theme.objects.of_phase(programme).objectives()]


def _countries_by_region(_phase: Phase) -> list[Group]:
    rows = Country.objects.of_today().order_by("process_region")
    return [
        (
            str(Country.ProcessRegion(region).label),
            sorted(((row.pk, row.label) for row in members), key=lambda named: fold(named[1])),
        )
        for region, members in groupby(rows, key=lambda row: row.process_region)
    ]


CHOICES: Mapping[str, Callable[[Phase], Sequence[Choice | Group]]] = {
    "text_language": lambda _phase: _capital(choices.working_language_choices()),
    "language": lambda _phase: _capital(choices.working_language_choices()),
    "priority_theme": lambda phase: [(theme.pk, theme.label) for theme in priority_themes(phase)],
    "objectives": _objectives,
    "support_type": lambda _phase: choices.support_type_choices(),
    "expertise": lambda _phase: choices.expertise_choices(),
    "peer_country": _countries_by_region,
}


def _capital(listed: Iterable[Choice]) -> list[Choice]:
    """French names of languages begin small; at the beginning of a line they do not."""
    return [(code, label[:1].upper() + label[1:]) for code, label in listed]
