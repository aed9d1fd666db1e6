"""Sentences for the reasons of a ranking, in the language now active."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format, localize
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from experts.matching import Explanation
from experts.matching.types import ParamValue

Labels = Mapping[str, str]

NO_LABELS: Labels = {}

SENTENCES: Mapping[str, Promise | str] = {
    "criterion.theme.not_asked": gettext_lazy("No theme is asked for."),
    "criterion.theme.none": gettext_lazy("No competence in %(theme)s."),
    "criterion.theme.basic": gettext_lazy("Basic competence in %(theme)s (years of practice: %(years)s)."),
    "criterion.theme.confirmed": gettext_lazy(
        "Confirmed competence in %(theme)s (years of practice: %(years)s)."
    ),
    "criterion.theme.expert": gettext_lazy("Expert in %(theme)s (years of practice: %(years)s)."),
    "criterion.expertise.not_asked": gettext_lazy("No particular expertise is asked for."),
    "criterion.expertise.none": gettext_lazy("None of the expertise asked for appears in the profile."),
    "criterion.expertise.partial": gettext_lazy("Covers part of the expertise asked for: %(matched)s."),
    "criterion.expertise.close": gettext_lazy("Covers most of the expertise asked for: %(matched)s."),
    "criterion.methods.not_asked": gettext_lazy("No particular way of working is asked for."),
    "criterion.methods.none": gettext_lazy("The profile shows no practice in this type of support."),
    "criterion.methods.shown": gettext_lazy("Has practice in this type of support: %(support_types)s."),
    "criterion.country.home": gettext_lazy("Comes from the country (%(country)s)."),
    "criterion.country.worked": gettext_lazy("Has worked in the country (%(country)s)."),
    "criterion.country.region": gettext_lazy("Knows the region (%(region)s), not the country."),
    "criterion.country.none": gettext_lazy("Has no experience of the country or its region."),
    "criterion.language_margin.beyond": gettext_lazy(
        "Commands the working language beyond what is needed (%(language)s, %(level)s)."
    ),
    "criterion.language_margin.just": gettext_lazy(
        "Has just the level needed in the working language (%(language)s, %(level)s)."
    ),
    "criterion.language_margin.below": gettext_lazy(
        "Is below the level needed in the working language (%(language)s)."
    ),
    "criterion.peer.peer": gettext_lazy("A serving public official: speaks to officials as a colleague."),
    "criterion.peer.other": gettext_lazy("Not a serving public official."),
    "criterion.south_south.not_asked": gettext_lazy("South-South exchange does not apply here."),
    "criterion.south_south.home": gettext_lazy(
        "Brings the practice of another country of the South (%(country)s)."
    ),
    "criterion.south_south.worked": gettext_lazy(
        "Has worked in other countries of the South: %(countries)s."
    ),
    "criterion.south_south.none": gettext_lazy("Brings no experience from another country of the South."),
    "criterion.appraisals.none": gettext_lazy("Not appraised yet: counted as usual."),
    "criterion.appraisals.good": gettext_lazy(
        "Well appraised so far: %(mean)s out of 5 (appraisals: %(count)s)."
    ),
    "criterion.appraisals.weak": gettext_lazy(
        "Appraised below the usual so far: %(mean)s out of 5 (appraisals: %(count)s)."
    ),
    "criterion.rotation.fresh": gettext_lazy("Has had no mission lately."),
    "criterion.rotation.some": gettext_lazy("Has had some missions lately: %(load)s."),
    "criterion.rotation.heavy": gettext_lazy("Has had many missions lately: %(load)s."),
    "criterion.cost.seconded": gettext_lazy("Seconded without a fee."),
    "criterion.cost.moderate": gettext_lazy("Moderate daily fee: %(fee)s."),
    "criterion.cost.high": gettext_lazy("High daily fee: %(fee)s."),
    "criterion.departure.not_asked": gettext_lazy("No day of departure is asked for."),
    "criterion.departure.in_time": gettext_lazy("Could leave by the preferred start (from %(day)s)."),
    "criterion.departure.late": gettext_lazy(
        "Could leave on %(day)s at the earliest (days after the preferred start: %(days)s)."
    ),
    "filter.vetted": gettext_lazy("Not vetted yet. A manager's verdict would bring this person in."),
    "filter.on_roster": gettext_lazy(
        "Not on the roster now: suspended, gone, without valid consent, or to be vetted anew. "
        "Lifting this would bring this person back."
    ),
    "filter.language.low": gettext_lazy(
        "Speaks %(language)s at %(level)s only; %(needed)s is needed. "
        "An interpreter, or a lower level asked for, would bring this person back."
    ),
    "filter.language.none": gettext_lazy(
        "Does not speak %(language)s; %(needed)s is needed. "
        "Interpretation or another working language would bring this person back."
    ),
    "filter.free.next": gettext_lazy(
        "Not free between %(start)s and %(end)s. Free from %(next)s: moving the mission there would do."
    ),
    "filter.free.never": gettext_lazy(
        "Not free between %(start)s and %(end)s, nor within the year after. "
        "New availability would bring this person back."
    ),
    "filter.rested.next": gettext_lazy(
        "Free between %(start)s and %(end)s, but too close to another mission (days of rest: %(rest_days)s). "
        "From %(next)s the rest would be kept."
    ),
    "filter.rested.never": gettext_lazy(
        "Free between %(start)s and %(end)s, but too close to another mission (days of rest: %(rest_days)s). "
        "No later date within a year keeps the rest."
    ),
    "filter.days_per_year": gettext_lazy(
        "Has %(left)s days left this year and %(asked)s are asked for. "
        "A shorter mission would bring this person back."
    ),
    "filter.exclusion": gettext_lazy(
        "Has asked never to be proposed for this: %(barred)s. Only the person can lift it."
    ),
    "filter.conflict": gettext_lazy(
        "Has a conflict of interest with a party to this request. It would have to end first."
    ),
    "filter.cool_down.until": gettext_lazy(
        "Answered an earlier offer: %(reason)s. Is asked again after %(until)s, or once a manager lifts this."
    ),
    "filter.cool_down.open": gettext_lazy(
        "Answered an earlier offer: %(reason)s. Is not asked for this until a manager lifts it."
    ),
    "change.filters": gettext_lazy("Would first have to meet what is missing (conditions: %(count)s)."),
    "change.one": gettext_lazy(
        "More in “%(criterion)s” alone could close the gap of %(gap)s points (possible: %(room)s)."
    ),
    "change.together": gettext_lazy(
        "Only together could these close the gap (points: %(gap)s): %(criteria)s."
    ),
    "change.nothing": gettext_lazy("Nothing in this profile could close the gap of %(gap)s points."),
}

CRITERION_NAMES: Mapping[str, Promise | str] = {
    "theme": pgettext_lazy("criterion", "depth in the theme"),
    "expertise": pgettext_lazy("criterion", "expertise"),
    "methods": pgettext_lazy("criterion", "practice in the type of support"),
    "country": pgettext_lazy("criterion", "knowledge of the country or region"),
    "language_margin": pgettext_lazy("criterion", "command of the language"),
    "peer": pgettext_lazy("criterion", "colleague from an administration"),
    "south_south": pgettext_lazy("criterion", "South-South experience"),
    "appraisals": pgettext_lazy("criterion", "earlier appraisals"),
    "rotation": pgettext_lazy("criterion", "rotation"),
    "cost": pgettext_lazy("criterion", "cost"),
    "departure": pgettext_lazy("criterion", "earliest departure"),
}

SHORTFALLS: Mapping[str, Promise | str] = {
    "vetted": pgettext_lazy("why nobody", "not vetted: %(people)s"),
    "on_roster": pgettext_lazy("why nobody", "not on the roster now: %(people)s"),
    "language": pgettext_lazy("why nobody", "below the level needed in the language: %(people)s"),
    "free": pgettext_lazy("why nobody", "not free on these dates: %(people)s"),
    "rested": pgettext_lazy("why nobody", "too close to another mission: %(people)s"),
    "days_per_year": pgettext_lazy("why nobody", "too few days left this year: %(people)s"),
    "exclusion": pgettext_lazy("why nobody", "never work there or on this: %(people)s"),
    "conflict": pgettext_lazy("why nobody", "conflict of interest: %(people)s"),
    "cool_down": pgettext_lazy("why nobody", "spared after an earlier answer: %(people)s"),
}

LANGUAGE_NAMES: Mapping[str, Promise | str] = {
    "en": gettext_lazy("English"),
    "fr": gettext_lazy("French"),
    "pt": gettext_lazy("Portuguese"),
    "ar": gettext_lazy("Arabic"),
    "es": gettext_lazy("Spanish"),
}

REGION_NAMES: Mapping[str, Promise | str] = {
    "north_africa": gettext_lazy("North Africa"),
    "west_africa": gettext_lazy("West Africa"),
    "central_africa": gettext_lazy("Central Africa"),
    "lusophone_africa": gettext_lazy("Portuguese-speaking Africa"),
    "east_africa": gettext_lazy("East Africa"),
    "southern_africa": gettext_lazy("Southern Africa"),
    "middle_east": gettext_lazy("Middle East"),
    "europe": gettext_lazy("Europe"),
}

NAMES: Mapping[str, Mapping[str, Promise | str]] = {
    "criterion": CRITERION_NAMES,
    "criteria": CRITERION_NAMES,
    "language": LANGUAGE_NAMES,
    "region": REGION_NAMES,
}
DATES = frozenset({"start", "end", "next", "day", "until"})


def sentence(explanation: Explanation, *, labels: Labels = NO_LABELS) -> str:
    """The reason as a sentence. `labels` name codes (themes, expertise, countries) in the reader's language.

    A code that has no label is shown as it is.
    """
    return str(SENTENCES[explanation.code]) % _Said(explanation, labels)


class _Said(dict[str, str]):
    """The parameters of a reason in words, each when the sentence asks for it."""

    def __init__(self, explanation: Explanation, labels: Labels) -> None:
        super().__init__()
        self.explanation, self.labels = explanation, labels

    def __missing__(self, name: str) -> str:
        if name == "matched":
            return _say(name, _matched(self.explanation), self.labels) or gettext("related words")
        return _say(name, self.explanation.params[name], self.labels)


def nobody_because(failing: Mapping[str, int]) -> str:
    """What the people of a roster lack, the most frequent first; somebody can lack several things."""
    ordered = sorted(failing.items(), key=lambda pair: (-pair[1], pair[0]))
    return "; ".join(str(SHORTFALLS[code]) % {"people": count} for code, count in ordered if count)


def _matched(explanation: Explanation) -> tuple[str, ...]:
    """Codes of the reference list, and the request's own words, that the profile meets."""
    codes, words = explanation.params.get("codes", ()), explanation.params.get("words", ())
    return (*codes, *words) if isinstance(codes, tuple) and isinstance(words, tuple) else ()


def _say(name: str, value: ParamValue, labels: Labels) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_say(name, part, labels) for part in value)
    if name in DATES and value:
        return date_format(date.fromisoformat(str(value)))
    text = localize(value) if isinstance(value, float) else str(value)
    return labels.get(text) or str(NAMES.get(name, {}).get(text, text))
