"""What the theme check found, shown in the request's own words: each quotation marked where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.errors import Text
from programme.models import Phase, Theme
from requests_app import form
from requests_app.models import SupportRequest
from requests_app.selectors import theme_check_of
from requests_app.theme_check import Evidence, OutsideFinding, Proposal, ThemeCheck
from web.presenters.choices import Choice, Group

COLOURS = 6  # as many as desk.css can tell apart; further themes begin again


@dataclass(frozen=True, slots=True)
class Found:
    """A theme, or a subject outside the phase, with the words that speak for it; `mark` names it in the text."""

    mark: str
    colour: str
    code: str
    label: str
    percent: int
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text with what its words speak for; nothing for the words between quotations."""

    text: str
    found: tuple[Found, ...] = ()

    @property
    def marks(self) -> str:
        return " ".join(found.mark for found in self.found)

    @property
    def labels(self) -> str:
        return ", ".join(found.label for found in self.found)

    @property
    def colour(self) -> str:
        return self.found[0].colour if len(self.found) == 1 else "several"


@dataclass(frozen=True, slots=True)
class MarkedField:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the theme check says of a request, and the request's texts with its evidence marked."""

    proposed: tuple[Found, ...]
    outside: tuple[Found, ...]
    fields: tuple[MarkedField, ...]
    in_scope: bool
    unsure: bool
    doubts: tuple[Text, ...] = ()

    @property
    def codes(self) -> list[str]:
        return [found.code for found in self.proposed]


def reading_of(
    support_request: SupportRequest, themes: Mapping[str, str], names: Mapping[str, str]
) -> Reading:
    """The theme check with the request's own text; `themes` and `names` label themes and fields. Three queries."""
    check, texts = theme_check_of(support_request), form.theme_texts(support_request)
    return shown_in(check, texts, themes, names)


def shown_in(
    check: ThemeCheck, texts: Mapping[str, str], themes: Mapping[str, str], names: Mapping[str, str]
) -> Reading:
    """What a check found in some texts, each quotation marked where it stands."""
    proposed = tuple(_proposed(place, seen, themes) for place, seen in enumerate(check.proposals))
    outside = tuple(_outside(place, seen) for place, seen in enumerate(check.outside))
    spans = _spans([*zip(proposed, check.proposals, strict=True), *zip(outside, check.outside, strict=True)])
    fields = tuple(
        MarkedField(names.get(code, code), pieces_of(text, spans[code]))
        for code, text in texts.items()
        if text
    )
    return Reading(proposed, outside, fields, check.in_scope, check.unsure, tuple(_doubts(check, texts)))


FEW_WORDS = 25
CLOSE = 0.8  # the second theme is nearly as strong as the first


def _doubts(check: ThemeCheck, texts: Mapping[str, str]) -> Iterator[Text]:
    """Why a person should look twice, as far as the answer of the check tells."""
    if not check.unsure:
        return
    scores = [proposal.score for proposal in check.proposals]
    if sum(len(text.split()) for text in texts.values()) < FEW_WORDS:
        yield _("The text is very short.")
    if len(scores) > 1 and scores[1] >= CLOSE * scores[0]:
        yield _("Two themes are nearly as strong.")
    if check.outside and scores:
        yield _("It speaks of subjects outside the phase as well.")
    if not scores:
        yield _("What speaks for a theme is too weak to propose it.")
    elif not any(proposal.evidence for proposal in check.proposals):
        yield _("No words of the text can be quoted for it.")


def _proposed(place: int, seen: Proposal, labels: Mapping[str, str]) -> Found:
    return Found(
        mark=str(place + 1),
        colour=str(place % COLOURS + 1),
        code=seen.code,
        label=labels.get(seen.code, seen.code),
        percent=round(seen.score * 100),
        quotes=_quotes(seen.evidence),
    )


def _outside(place: int, seen: OutsideFinding) -> Found:
    french = (get_language() or "en").startswith("fr")
    return Found(
        mark=chr(ord("A") + place % 26),
        colour="outside",
        code=seen.slug,
        label=seen.label_fr if french else seen.label_en,
        percent=0,
        quotes=_quotes(seen.evidence),
    )


def _quotes(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.quote for part in evidence))


Span = tuple[int, int, Found]


def pieces_of(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """The text cut wherever a quotation begins or ends, so that those that overlap are all seen."""
    cuts = sorted({0, len(text), *(place for start, end, _found in spans for place in (start, end))})
    return tuple(
        Piece(text[start:end], tuple(_covering(spans, start, end)))
        for start, end in pairwise(cuts)
        if text[start:end]
    )


def _covering(spans: Sequence[Span], start: int, end: int) -> list[Found]:
    covering = {found.mark: found for first, last, found in spans if first <= start and end <= last}
    return sorted(covering.values(), key=lambda found: (len(found.mark), found.mark))


def _spans(pairs: Iterable[tuple[Found, Proposal | OutsideFinding]]) -> defaultdict[str, list[Span]]:
    """Where in which field each of them is quoted."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for found, seen in pairs:
        for part in seen.evidence:
            spans[part.field].append((part.start, part.end, found))
    return spans


def themes_by_phase(own: Phase) -> list[Group]:
    """The priority themes of every phase, those of one's own phase first. One query."""
    rows = (
        Theme.objects.priority_themes()
        .select_related("phase")
        .order_by("-phase__valid_from", "phase", "order")
    )
    groups: dict[str, list[Choice]] = {own.pk: []}
    labels = {own.pk: own.label}
    for theme in rows:
        groups.setdefault(theme.phase_id, []).append((theme.pk, theme.label))
        labels[theme.phase_id] = theme.phase.label
    return [(labels[phase], listed) for phase, listed in groups.items()]
