"""The theme check itself: which themes of the phase a request serves, and how sure that is."""

from collections.abc import Mapping, Sequence
from math import exp
from typing import NamedTuple

from requests_app.text.features import read
from requests_app.text.subjects import learnt, subject_odds, word_shares
from requests_app.theme_check.evidence import quotations
from requests_app.theme_check.scoring import Tally, tally
from requests_app.theme_check.types import Evidence, OutsideFinding, PhaseDefinition, Proposal, ThemeCheck

ENGINE_VERSION = "vocabulary-and-examples-3"

# The weight of mentions at which the vocabulary alone finds a theme as likely served as not.
EVEN_WEIGHT = 12.0
# How the two opinions are added up (`bench/learn_subjects.py` finds these numbers): the logarithm of the odds is
# LEARNT × that of the best subject + VOCABULARY × what the terms say, from 0 to 1, + ALONE.
LEARNT, VOCABULARY, ALONE = 1.50, 3.38, 0.03
PROPOSED_FROM = 0.5
UNSURE_FROM, UNSURE_TO = 0.3, 0.7
# A subject outside the phase is only a reason, never a decision: less is enough to name it.
OUTSIDE_FROM = 0.4
OUTSIDE_LIMIT = 3
FEWEST_WORDS = 8


class _Opinion(NamedTuple):
    """How likely one theme or outside subject is, from 0 to 1; `subject` is the learnt one that spoke loudest."""

    score: float
    subject: str | None


def check_themes(fields: Mapping[str, str], phase: PhaseDefinition) -> ThemeCheck:
    """Proposes the themes of `phase` that the text serves, whatever language it is written in.

    `fields` maps the names of the request's fields to their text. Any text gets an answer: one
    that says too little is out of scope and `unsure`. A cross-cutting theme stands on its own
    evidence, so it comes beside another theme as easily as alone.
    """
    tallies, length = tally(fields, phase)
    reading = read(fields)
    odds = subject_odds(reading) if length >= FEWEST_WORDS else {}
    themes = {theme.code: _opinion(tallies.get(theme.code), theme.subjects, odds) for theme in phase.themes}

    def quoted(owner: str, opinion: _Opinion) -> tuple[Evidence, ...]:
        mentions = tallies[owner].mentions if owner in tallies else ()
        return quotations(mentions, fields, word_shares(reading, opinion.subject) if opinion.subject else ())

    proposals = tuple(
        Proposal(code, opinion.score, quoted(code, opinion))
        for code, opinion in sorted(themes.items(), key=lambda item: -item[1].score)
        if opinion.score >= PROPOSED_FROM
    )
    outside = {
        subject: _opinion(tallies.get(subject.slug), learnt(subject.slug), odds) for subject in phase.outside
    }
    return ThemeCheck(
        proposals=proposals,
        in_scope=bool(proposals),
        unsure=_is_unsure([opinion.score for opinion in themes.values()], length),
        outside=tuple(
            OutsideFinding(subject.slug, subject.label_en, subject.label_fr, quoted(subject.slug, opinion))
            for subject, opinion in sorted(outside.items(), key=lambda item: -item[1].score)[:OUTSIDE_LIMIT]
            if opinion.score >= OUTSIDE_FROM
        ),
        engine=ENGINE_VERSION,
    )


def _opinion(entry: Tally | None, subjects: Sequence[str], odds: Mapping[str, float]) -> _Opinion:
    """What the terms say, and where the theme has learnt subjects, what the examples say too."""
    weight = max(0.0, entry.weight) if entry is not None else 0.0
    said = weight / (weight + EVEN_WEIGHT)
    subject = max((s for s in subjects if s in odds), key=lambda s: odds[s], default=None)
    if subject is None:
        return _Opinion(round(said, 3), None)
    together = LEARNT * odds[subject] + VOCABULARY * said + ALONE
    return _Opinion(round(1 / (1 + exp(-together)), 3), subject)


def _is_unsure(scores: Sequence[float], length: int) -> bool:
    """A text that says next to nothing, or a theme close to the line: a person should look twice."""
    return length < FEWEST_WORDS or any(UNSURE_FROM <= score < UNSURE_TO for score in scores)
