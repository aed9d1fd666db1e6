"""The soft criteria: each gives a share from 0 to 1 and the finding that explains it.

No share falls when a person has more of something asked for, and none depends on who else is ranked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from experts.matching.geography import SOUTH, regions_of
from experts.matching.lexicon import METHODS
from experts.matching.overlap import overlap, shown
from experts.matching.types import Need, Params, Profile, cefr_rank

MAIN_THEME_SHARE = 0.7
LEVEL_SHARE = 0.9
SEASONED_YEARS = 15
HIGHEST_LEVEL = 3
REGION_SHARE = 0.6
ALIKE_SHARE = 0.5
CHEAP_FEE, DEAR_FEE = 200.0, 700.0
USUAL_APPRAISAL, BEST_APPRAISAL, WORST_APPRAISAL = 3.5, 5.0, 1.0
APPRAISALS_THAT_CONVINCE = 3
HEAVY_LOAD = 4
TOO_LATE = 30  # days after the preferred start
COLLEAGUE_SHARE = {"public_official": 1.0, "international_org": 0.4}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A profile with its terms, worked out once for all criteria."""

    profile: Profile
    strength: Mapping[str, float]

    @classmethod
    def of(cls, profile: Profile) -> "Candidate":
        return cls(profile, shown(profile))


@dataclass(frozen=True, slots=True)
class Finding:
    """Share of the criterion's points, and what to say of it."""

    share: float
    params: Params


Criterion = Callable[[Need, Candidate], Finding]


def theme(need: Need, candidate: Candidate) -> Finding:
    """Depth in the main theme first, then the mean of the further ones."""
    if not need.themes:
        return Finding(1.0, {"finding": "not_asked"})
    main, *others = (_depth(code, candidate.profile) for code in need.themes)
    further = 0.0
    for other in others:  # one after the other, as `scan` adds them
        further += other
    share = main if not others else MAIN_THEME_SHARE * main + (1 - MAIN_THEME_SHARE) * further / len(others)
    level, years = candidate.profile.competences.get(need.themes[0], (0, 0))
    finding = ("none", "basic", "confirmed", "expert")[level]
    return Finding(share, {"finding": finding, "theme": need.themes[0], "years": years})


def _depth(code: str, profile: Profile) -> float:
    return depth(*profile.competences.get(code, (0, 0)))


def depth(level: int, years: int) -> float:
    """Depth in a theme from 0 to 1: the level first, practice beyond it a little."""
    if not level:
        return 0.0
    return (
        LEVEL_SHARE * level / HIGHEST_LEVEL + (1 - LEVEL_SHARE) * min(years, SEASONED_YEARS) / SEASONED_YEARS
    )


def expertise(need: Need, candidate: Candidate) -> Finding:
    """Overlap of the codes and of the words of the need with those of the person, in any of the languages."""
    found = overlap(need, candidate.strength, candidate.profile.expertise)
    if not need.expertise and not need.expertise_text and not need.context:
        return Finding(found.share, {"finding": "not_asked"})
    finding = "close" if found.share >= 0.6 else "partial" if found.share > 0 else "none"
    return Finding(
        found.share,
        {"finding": finding, "codes": found.codes, "words": found.words[:5]},
    )


def methods(need: Need, candidate: Candidate) -> Finding:
    """Ways of working that the type of support takes: who asks for training wants a trainer."""
    known = [code for code in need.support_types if code in METHODS]
    if not known:
        return Finding(1.0, {"finding": "not_asked"})
    shares = {code: _method_share(code, candidate.strength) for code in known}
    shown_for = tuple(code for code, share in shares.items() if share > 0)
    return Finding(
        sum(shares.values()) / len(shares),
        {"finding": "shown" if shown_for else "none", "support_types": shown_for},
    )


def _method_share(code: str, strength: Mapping[str, float]) -> float:
    return max(strength.get(f"#{concept}", 0.0) for concept in METHODS[code])


def country(need: Need, candidate: Candidate) -> Finding:
    """The country itself, else its region; a neighbour's practice carries over further than none."""
    profile = candidate.profile
    if need.country == profile.home_country:
        return Finding(1.0, {"finding": "home", "country": need.country})
    if need.country in profile.countries:
        return Finding(1.0, {"finding": "worked", "country": need.country})
    shared = sorted((regions_of(need.country) | {need.region}) & profile.regions)
    if shared:
        return Finding(
            REGION_SHARE,
            {"finding": "region", "region": shared[0], "country": need.country},
        )
    return Finding(0.0, {"finding": "none", "country": need.country})


def language_margin(need: Need, candidate: Candidate) -> Finding:
    """Command of the working language beyond what is needed."""
    level = candidate.profile.languages.get(need.language, "")
    spare = cefr_rank(level) - cefr_rank(need.language_level)
    finding = "beyond" if spare > 0 else "just" if spare == 0 else "below"
    share = margin(need, cefr_rank(level))
    return Finding(share, {"finding": finding, "language": need.language, "level": level})


def margin(need: Need, rank: int) -> float:
    """How much of the way from the level needed to C2 a command of that rank covers."""
    spare = rank - cefr_rank(need.language_level)
    room = cefr_rank("C2") - cefr_rank(need.language_level)
    return 1.0 if not room and spare >= 0 else max(0, spare) / room if room else 0.0


def peer(need: Need, candidate: Candidate) -> Finding:
    """A serving official speaks to officials as a colleague."""
    category = candidate.profile.category
    finding = "peer" if category == "public_official" else "other"
    return Finding(COLLEAGUE_SHARE.get(category, 0.0), {"finding": finding, "category": category})


def south_south(need: Need, candidate: Candidate) -> Finding:
    """Practice brought from the countries the request wants to learn from, else any other of the South."""
    profile = candidate.profile
    peers = peers_of(need)
    if not peers:
        return Finding(0.0, {"finding": "not_asked"})
    if profile.home_country in peers:
        return Finding(1.0, {"finding": "home", "country": profile.home_country})
    elsewhere = sorted(profile.countries & peers)
    if elsewhere:
        return Finding(ALIKE_SHARE, {"finding": "worked", "countries": tuple(elsewhere[:3])})
    return Finding(0.0, {"finding": "none"})


def peers_of(need: Need) -> frozenset[str]:
    """The countries whose practice is wanted: those named, else the rest of the South for a country of it."""
    return (need.peer_countries or (SOUTH if need.country in SOUTH else frozenset())) - {need.country}


def appraisals(need: Need, candidate: Candidate) -> Finding:
    """Earlier appraisals, drawn towards the usual one while they are few: newcomers are not punished."""
    mean, count = candidate.profile.appraisals
    finding = "none" if not count else "good" if mean >= USUAL_APPRAISAL else "weak"
    share = appraisal_share(mean, count)
    return Finding(share, {"finding": finding, "mean": round(mean, 1), "count": count})


def appraisal_share(mean: float, count: int) -> float:
    drawn = (mean * count + USUAL_APPRAISAL * APPRAISALS_THAT_CONVINCE) / (count + APPRAISALS_THAT_CONVINCE)
    return (drawn - WORST_APPRAISAL) / (BEST_APPRAISAL - WORST_APPRAISAL)


def rotation(need: Need, candidate: Candidate) -> Finding:
    """Those with few missions come first, so that the same few are not asked for everything."""
    load = candidate.profile.load
    finding = "fresh" if load == 0 else "some" if load < HEAVY_LOAD else "heavy"
    return Finding(rotation_share(load), {"finding": finding, "load": load})


def rotation_share(load: int) -> float:
    return max(0.0, 1 - load / HEAVY_LOAD)


def cost(need: Need, candidate: Candidate) -> Finding:
    """The daily fee between the cheapest and the dearest usual ones; seconded people cost no fee."""
    fee = candidate.profile.fee
    if fee is None:
        return Finding(1.0, {"finding": "seconded"})
    share = min(1.0, max(0.0, (DEAR_FEE - fee) / (DEAR_FEE - CHEAP_FEE)))
    finding = "moderate" if share >= 0.5 else "high"
    return Finding(share, {"finding": finding, "fee": f"{fee:.2f}".removesuffix(".00")})


def departure(need: Need, candidate: Candidate) -> Finding:
    """Whether visa, insurance, briefing and release let the person leave by the preferred start."""
    first = candidate.profile.earliest_departure
    if need.start is None or first is None:
        return Finding(1.0, {"finding": "not_asked"})
    late = max(0, (first - need.start).days)
    finding = "late" if late else "in_time"
    share = departure_share(need.start, first)
    return Finding(share, {"finding": finding, "day": first.isoformat(), "days": late})


def departure_share(start: date, first: date | None) -> float:
    """1 for whoever can leave by the start, nothing for whoever is `TOO_LATE`; 1 where nothing is known."""
    late = max(0, (first - start).days) if first else 0
    return max(0.0, 1 - late / TOO_LATE)


MEASURES: Mapping[str, Criterion] = {
    "theme": theme,
    "expertise": expertise,
    "methods": methods,
    "country": country,
    "language_margin": language_margin,
    "peer": peer,
    "south_south": south_south,
    "appraisals": appraisals,
    "rotation": rotation,
    "cost": cost,
    "departure": departure,
}
