"""Shortlists made again from what was frozen with them: by their own weights, or by others that are tried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experts.matching import CRITERIA, Assessment, Weights
from experts.matching.frozen import rank_again, thaw_need
from experts.models import Expert
from workflows.models import Shortlist, ShortlistEntry

TRIED = 10  # of the latest shortlists
FIRST = 5  # places that are compared


@dataclass(frozen=True, slots=True)
class Rerun:
    """A list made again; `same` says whether everybody has the place and the score they had."""

    ranking: tuple[Assessment, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody among the first of a list, by the weights it was made with or by those that are tried."""

    expert: Expert
    before: int
    after: int

    @property
    def rose(self) -> bool:
        return self.after < self.before


@dataclass(frozen=True, slots=True)
class Tried:
    """What other weights would have made of a shortlist; only those who could go are compared."""

    shortlist: Shortlist
    first_before: Expert | None
    first_after: Expert | None
    moved: tuple[Moved, ...]

    @property
    def changes_the_first(self) -> bool:
        return self.first_before != self.first_after


def run_again(shortlist: Shortlist) -> Rerun | None:
    """The list from its own need, weights and people; None where their inputs were not kept yet. One query."""
    entries = list(shortlist.entries.order_by("rank"))
    ranking = _again(shortlist, entries, shortlist.weights)
    if ranking is None:
        return None
    kept = [(entry.expert_id, float(entry.score), entry.eligible) for entry in entries]
    same = kept == [(item.expert_id, item.score, item.eligible) for item in ranking]
    return Rerun(tuple(ranking), same)


def try_weights(points: Mapping[str, int]) -> list[Tried]:
    """What weights would have made of the latest shortlist of each of the positions ranked last. Three queries."""
    latest = Shortlist.objects.order_by("-id").select_related("position__support_request")
    newest: dict[int, Shortlist] = {}
    for shortlist in latest[: TRIED * 3]:
        newest.setdefault(shortlist.position_id, shortlist)
    lists = list(newest.values())[:TRIED]
    entries: dict[int, list[ShortlistEntry]] = {one.pk: [] for one in lists}
    rows = ShortlistEntry.objects.filter(shortlist__in=lists, eligible=True).order_by("rank")
    for entry in rows.select_related("expert"):
        entries[entry.shortlist_id].append(entry)
    tried = (_tried(one, entries[one.pk], points) for one in lists)
    return [one for one in tried if one is not None]


def _tried(
    shortlist: Shortlist, entries: Sequence[ShortlistEntry], points: Mapping[str, int]
) -> Tried | None:
    ranking = _again(shortlist, entries, points)
    if ranking is None:
        return None
    people = {entry.expert_id: entry.expert for entry in entries}
    before = {entry.expert_id: place for place, entry in enumerate(entries, start=1)}
    after = {int(item.expert_id): place for place, item in enumerate(ranking, start=1)}
    moved = [
        Moved(people[pk], before[pk], after[pk])
        for pk in after
        if before[pk] != after[pk] and min(before[pk], after[pk]) <= FIRST
    ]
    return Tried(
        shortlist=shortlist,
        first_before=entries[0].expert if entries else None,
        first_after=people[int(ranking[0].expert_id)] if ranking else None,
        moved=tuple(sorted(moved, key=lambda one: (one.after, one.before))),
    )


def _again(
    shortlist: Shortlist, entries: Sequence[ShortlistEntry], points: Mapping[str, int]
) -> list[Assessment] | None:
    if not all(entry.inputs for entry in entries):
        return None
    weights = Weights(shortlist.weights_version, {**dict.fromkeys(CRITERIA, 0), **points})
    return rank_again(thaw_need(shortlist.need), [entry.inputs for entry in entries], weights)
