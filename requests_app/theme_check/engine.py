"""The theme check itself: which themes of the phase a request serves, and how sure that is."""

from collections.abc import Mapping

from requests_app.theme_check.scoring import Tally, quotations, tally
from requests_app.theme_check.types import OutsideFinding, PhaseDefinition, Proposal, ThemeCheck

ENGINE_VERSION = "vocabulary-2"

# The weight at which a theme is as likely served as not; a score is weight / (weight + EVEN_WEIGHT).
EVEN_WEIGHT = 12.0
PROPOSED_FROM = 0.5
UNSURE_FROM, UNSURE_TO = 0.38, 0.58
# A subject outside the phase is only a reason, never a decision: less is enough to name it.
OUTSIDE_FROM = 0.4
OUTSIDE_LIMIT = 3
QUOTATION_LIMIT = 8
FEWEST_WORDS = 8


def check_themes(fields: Mapping[str, str], phase: PhaseDefinition) -> ThemeCheck:
    """Proposes the themes of `phase` that the text serves, whatever language it is written in.

    `fields` maps the names of the request's fields to their text. Any text gets an answer: one
    that says too little is out of scope and `unsure`. A cross-cutting theme stands on its own
    evidence, so it comes beside another theme as easily as alone.
    """
    tallies, length = tally(fields, phase)
    scores = {theme.code: _score(tallies.get(theme.code)) for theme in phase.themes}
    proposals = tuple(
        Proposal(code, score, quotations(tallies[code].mentions, fields, QUOTATION_LIMIT))
        for code, score in sorted(scores.items(), key=lambda item: -item[1])
        if score >= PROPOSED_FROM
    )
    return ThemeCheck(
        proposals=proposals,
        in_scope=bool(proposals),
        unsure=_is_unsure(scores, length),
        outside=_outside(tallies, fields, phase),
        engine=ENGINE_VERSION,
    )


def _score(entry: Tally | None) -> float:
    if entry is None or entry.weight <= 0:
        return 0.0
    return round(entry.weight / (entry.weight + EVEN_WEIGHT), 3)


def _is_unsure(scores: Mapping[str, float], length: int) -> bool:
    """No clear theme is a clear answer only when the text says enough to tell."""
    best = max(scores.values(), default=0.0)
    return length < FEWEST_WORDS or UNSURE_FROM <= best < UNSURE_TO


def _outside(
    tallies: Mapping[str, Tally], fields: Mapping[str, str], phase: PhaseDefinition
) -> tuple[OutsideFinding, ...]:
    found = [s for s in phase.outside if _score(tallies.get(s.slug)) >= OUTSIDE_FROM]
    found.sort(key=lambda subject: -tallies[subject.slug].weight)
    return tuple(
        OutsideFinding(
            slug=subject.slug,
            label_en=subject.label_en,
            label_fr=subject.label_fr,
            evidence=quotations(tallies[subject.slug].mentions, fields, QUOTATION_LIMIT),
        )
        for subject in found[:OUTSIDE_LIMIT]
    )
