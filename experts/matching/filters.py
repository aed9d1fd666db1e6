"""The hard conditions: whoever fails one is not proposed, however well the rest fits."""

from collections.abc import Callable
from datetime import date

from experts.matching.slots import fits, next_slot
from experts.matching.types import FilterResult, Need, Params, Profile, cefr_rank

Check = Callable[[Need, Profile], FilterResult]


def _vetted(need: Need, profile: Profile) -> FilterResult:
    return FilterResult("vetted", profile.vetted, {})


def _on_roster(need: Need, profile: Profile) -> FilterResult:
    return FilterResult("on_roster", profile.on_roster, {})


def _language(need: Need, profile: Profile) -> FilterResult:
    level = profile.languages.get(need.language, "")
    return FilterResult(
        "language",
        cefr_rank(level) >= cefr_rank(need.language_level),
        {"language": need.language, "needed": need.language_level, "level": level},
    )


def _free(need: Need, profile: Profile) -> FilterResult:
    free = fits(need, profile, rested=False)
    return FilterResult("free", free, {} if free else _when(need, profile))


def _rested(need: Need, profile: Profile) -> FilterResult:
    """Passes for whoever is not free anyway: one reason says enough."""
    rested = (
        not profile.commitments or fits(need, profile, rested=True) or not fits(need, profile, rested=False)
    )
    params: Params = {} if rested else {"rest_days": profile.rest_days, **_when(need, profile)}
    return FilterResult("rested", rested, params)


def _days_per_year(need: Need, profile: Profile) -> FilterResult:
    left = max(0, profile.days_per_year - profile.days_used)
    return FilterResult("days_per_year", need.days <= left, {"asked": need.days, "left": left})


def _exclusion(need: Need, profile: Profile) -> FilterResult:
    asked = {("country", need.country), ("modality", need.modality)}
    asked.update(("theme", code) for code in need.themes)
    asked.update(("expertise", code) for code in need.expertise)
    asked.update(("support_type", code) for code in need.support_types)
    barred = tuple(sorted(bar.code for bar in profile.exclusions if (bar.kind, bar.code) in asked))
    return FilterResult("exclusion", not barred, {"barred": barred} if barred else {})


def _conflict(need: Need, profile: Profile) -> FilterResult:
    parties = tuple(sorted(profile.conflicts & need.parties))
    return FilterResult("conflict", not parties, {"parties": parties} if parties else {})


def _cool_down(need: Need, profile: Profile) -> FilterResult:
    """What the person answered to an earlier offer counts until it is over or a manager lifts it."""
    found = sorted(profile.cool_downs, key=lambda one: (one.until or date.max, one.reason), reverse=True)
    if not found:
        return FilterResult("cool_down", True, {})
    longest = found[0]
    until = longest.until.isoformat() if longest.until else ""
    return FilterResult("cool_down", False, {"reason": longest.reason, "until": until})


def _when(need: Need, profile: Profile) -> Params:
    """What was asked and the first day within a year after it that would do ("" when there is none)."""
    period = need.period
    found = next_slot(need, profile)
    return {
        "start": period.start.isoformat() if period else "",
        "end": period.end.isoformat() if period else "",
        "next": found.isoformat() if found else "",
    }


CHECKS: tuple[Check, ...] = (
    _vetted,
    _on_roster,
    _language,
    _free,
    _rested,
    _days_per_year,
    _exclusion,
    _conflict,
    _cool_down,
)


def check_all(need: Need, profile: Profile) -> tuple[FilterResult, ...]:
    """Every filter, also after one has failed: the person is told everything at once."""
    return tuple(check(need, profile) for check in CHECKS)
