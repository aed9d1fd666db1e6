"""A ranking as it was kept, told again: its reasons in the language now active, and what would change its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from experts.matching import Assessment, CriterionResult, Explanation, what_would_change
from programme.models import Country, Expertise, SupportType, Theme
from requests_app.states import Modality
from workflows.models import ShortlistEntry
from workflows.selectors.cool_downs import answer_labels

LABELLED = (Theme, Expertise, SupportType, Country)


def explanation_of(kept: Mapping[str, Any]) -> Explanation:
    """A reason as the ranking gave it, from how an entry keeps it."""
    params = {name: tuple(v) if isinstance(v, list) else v for name, v in kept["params"].items()}
    return Explanation(kept["code"], params)


def labels_of(entries: Iterable[ShortlistEntry]) -> dict[str, str]:
    """The labels, in the language now active, of every code that a reason names. Four queries."""
    reasons = (
        reason for entry in entries for reason in (*entry.result["filters"], *entry.result["criteria"])
    )
    return labels_in(reason["params"] for reason in reasons)


def labels_in(params: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The labels of every code among the parameters of reasons. Four queries."""
    said = {
        str(part)
        for named in params
        for value in named.values()
        for part in (value if isinstance(value, list | tuple) else [value])
    }
    ways = answer_labels() | {code: str(label) for code, label in Modality.choices}
    return ways | {
        row.pk: row.label for model in LABELLED for row in model._default_manager.filter(pk__in=said)
    }


def what_would_lift(entry: ShortlistEntry, above: ShortlistEntry) -> tuple[Explanation, ...]:
    """What would have to change for somebody to overtake who stands above them; both are eligible."""
    return what_would_change(_assessment(above), _assessment(entry))


def _assessment(entry: ShortlistEntry) -> Assessment:
    return Assessment(
        expert_id=entry.expert_id,
        eligible=entry.eligible,
        score=float(entry.score),
        filters=(),
        criteria=tuple(_criterion(kept) for kept in entry.result["criteria"]),
    )


def _criterion(kept: Mapping[str, Any]) -> CriterionResult:
    params = kept["params"]
    return CriterionResult(kept["code"].split(".")[1], params["points"], params["out_of"], params)
