"""Codes with their names in the reader's language, as lists to choose from and as names to show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from babel import Locale
from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.text import fold
from programme.models import CodeItem, Country, Expertise, SupportType, Theme
from programme.selectors import items_of

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]


def language_choices() -> list[Group]:
    """Every language: those of the reference data, the working languages first, then the others."""
    listed = [(item.code, item.label) for item in items_of("languages")]
    others = {code: name for code, name in _languages().items() if code not in dict(listed)}
    return [(_("Languages of the dialogue"), listed), (_("Other languages"), _by_name(others))]


def working_language_choices() -> list[Choice]:
    """The languages in which partners may work with the project."""
    return [(item.code, item.label) for item in items_of("languages") if item.extra.get("working")]


def country_choices() -> list[Group]:
    """Every country: those of the dialogue by the names of the reference data, then the others."""
    listed = country_names()
    others = {code: name for code, name in _territories().items() if code not in listed}
    return [(_("Countries of the dialogue"), _by_name(listed)), (_("Other countries"), _by_name(others))]


def dialogue_country_choices() -> list[Choice]:
    """The countries of the dialogue."""
    return _by_name(country_names())


def theme_choices() -> list[Group]:
    """The priority themes of every phase, the current phase first."""
    themes = Theme.objects.priority_themes().select_related("phase")
    themes = themes.order_by("-phase__is_current", "-phase__valid_from", "phase", "order")
    return _grouped((theme.phase.label, theme.pk, theme.label) for theme in themes)


def expertise_choices() -> list[Group]:
    """The fields of expertise by family."""
    language = get_language() or "en"
    rows = Expertise.objects.order_by("order")
    return _grouped((row.in_language("family", language), row.pk, row.label) for row in rows)


def support_type_choices() -> list[Choice]:
    """The types of support."""
    return [(row.pk, row.label) for row in SupportType.objects.order_by("order")]


def country_names() -> dict[str, str]:
    """The countries of the dialogue by code."""
    return {row.pk: row.label for row in Country.objects.all()}


def country_name(code: str, known: Mapping[str, str]) -> str:
    """A country by code: as the reference data names it, else as the world does."""
    return known.get(code) or _territories().get(code, code)


def flat(choices: Iterable[Choice | Group]) -> dict[str, str]:
    """The names of a list of choices by code, without its groups."""
    names: dict[str, str] = {}
    for code, name in choices:
        names |= dict(name) if isinstance(name, list) else {code: name}
    return names


def language_name(code: str, known: Mapping[str, str]) -> str:
    """A language by code: as the reference data names it, else as the world does."""
    return known.get(code) or _languages().get(code, code)


def language_names() -> dict[str, str]:
    """Every language by code."""
    return flat(language_choices())


def _languages() -> dict[str, str]:
    """The languages with a code of two letters, as their names are written within a sentence."""
    known = Locale(get_language() or "en").languages
    return {code: name.replace("’", "'") for code, name in known.items() if len(code) == 2}


def _territories() -> dict[str, str]:
    """Countries by their two letters; the data's other regions (continents, groups) have digits or are no country."""
    known = Locale(get_language() or "en").territories
    names = {code: name for code, name in known.items() if len(code) == 2 and code not in NO_COUNTRIES}
    return {code: name.replace("’", "'") for code, name in names.items()}


NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def _by_name(names: Mapping[str, str]) -> list[Choice]:
    return sorted(names.items(), key=lambda named: fold(named[1]))


def _grouped(rows: Iterable[tuple[str, str, str]]) -> list[Group]:
    return [
        (group, [(code, label) for _group, code, label in members])
        for group, members in groupby(rows, key=lambda row: row[0])
    ]


@dataclass(frozen=True, slots=True)
class Names:
    """What a list of the roster is filtered by and told in."""

    themes: list[Group]
    expertise: list[Group]
    languages: list[Choice]
    countries: list[Choice]

    def theme(self, code: str) -> str:
        return flat(self.themes).get(code, code)


def roster_names() -> Names:
    """Every name that the roster needs, in one query."""
    language = "fr" if (get_language() or "en").startswith("fr") else "en"
    label = f"label_{language}"
    themes = Theme.objects.priority_themes()
    listed = CodeItem.objects.filter(code_list_id="languages")
    parts = (
        _named(themes, "theme", "code", f"phase__{label}", label, F("phase__is_current")),
        _named(Expertise.objects.all(), "expertise", "code", f"family_{language}", label),
        _named(listed, "language", "code", "code", label),
        _named(Country.objects.all(), "country", "iso2", "iso2", f"name_{language}", place="m49_code"),
    )
    rows = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: (not row[4], row[2], row[5]))
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for kind, code, group, name, _current, _place in rows:
        found[kind].append((group, code, name))
    return Names(
        themes=_grouped(found["theme"]),
        expertise=_grouped(found["expertise"]),
        languages=_by_name({code: name for _group, code, name in found["language"]}),
        countries=_by_name({code: name for _group, code, name in found["country"]}),
    )


def _named(
    rows: QuerySet[Any],
    kind: str,
    code: str,
    group: str,
    name: str,
    current: Any = None,
    place: str = "order",
) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .annotate(
            of_kind=Value(kind),
            of_code=F(code),
            of_group=F(group),
            of_name=F(name),
            is_first=current if current is not None else Value(False),
            of_place=Cast(place, IntegerField()),
        )
        .values_list("of_kind", "of_code", "of_group", "of_name", "is_first", "of_place")
    )
