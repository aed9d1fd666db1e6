"""Learns the subjects of the theme check from labelled requests, and judges that by cross-validation.

    python bench/learn_subjects.py            judge, then write requests_app/text/data/subjects.npz
    python bench/learn_subjects.py --judge    judge only

One logistic regression a subject, over the features of `requests_app.text.features`. A collection of
examples that does not say whether a request is about a subject is left out where that subject is learnt. Judging
leaves out one collection at a time, written by somebody else than the others, so that no request is judged by
what was learnt from it; the vocabulary was written with sight of the samples and the odd half of the blind
requests, which therefore count for nothing in the figures that say *unread*.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import optimize, sparse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.theme_check import LABELS, Score, fields, labelled, phase_definition  # noqa: E402
from requests_app.text.features import FAMILIES, ROOMS, Reading, read  # noqa: E402
from requests_app.text.subjects import SHARES, normalised  # noqa: E402
from requests_app.theme_check.engine import EVEN_WEIGHT  # noqa: E402
from requests_app.theme_check.scoring import tally  # noqa: E402

TARGET = ROOT / "requests_app" / "text" / "data" / "subjects.npz"
FILES = (
    ROOT / "workflows" / "data" / "samples" / "requests.json",
    ROOT / "bench" / "data" / "blind_requests.json",
    ROOT / "bench" / "data" / "examples.json",
)
# How far the examples may pull the weights, and how much a yes counts beside a no: there are fewer of them.
PULL, YES = 30.0, 3.0
WHOLE = 127
READ_BEFORE = ("REQ", "BLIND-odd")

Row = dict[str, Any]
Array = np.ndarray[Any, np.dtype[Any]]


def _in(key: str, code: str) -> Callable[[Row], bool]:
    return lambda row: code in row["labels"][key]


SUBJECTS: Mapping[str, Callable[[Row], bool]] = {
    "policy_data": _in("phase3_themes", "T1"),
    "border_operations": _in("phase3_themes", "T2"),
    "crisis_mobility": _in("phase3_themes", "T3"),
    "development_link": _in("rome_priorities", "R1"),
    "irregular_and_crime": _in("rome_priorities", "R2"),
    "regular_mobility": _in("rome_pillars", "legal_migration_mobility"),
    "protection": _in("rome_pillars", "international_protection"),
    "remittances": _in("subjects", "remittances"),
    "diaspora": _in("subjects", "diaspora"),
    "labour_mobility": _in("subjects", "labour_mobility"),
    "return_reintegration": _in("subjects", "return_reintegration"),
    "case_systems": _in("subjects", "case_systems"),
}


class Learnt(NamedTuple):
    """What was learnt from some readings: the rarity of features, and weights for subjects."""

    rarity: tuple[Array, ...]
    weights: Array  # features × subjects: the families one after the other, then the two meanings
    bias: Array


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--judge", action="store_true")
    options = parser.parse_args()
    rows = examples()
    readings = [read(fields(row)) for row in rows]
    judge(rows)
    if not options.judge:
        write(learn(rows, readings))
        print(f"wrote {TARGET.relative_to(ROOT)}: {TARGET.stat().st_size / 1e6:.1f} MB")


def examples() -> list[Row]:
    """All labelled requests that may be learnt from."""
    return [row for path in FILES for row in json.loads(path.read_text(encoding="utf-8"))]


def odds_apart(rows: Sequence[Row]) -> Array:
    """The odds of each subject for each request, learnt without the collection that the request is of."""
    readings, groups = [read(fields(row)) for row in rows], np.array([collection(row) for row in rows])
    odds = np.zeros((len(rows), len(SUBJECTS)))
    for name in sorted(set(groups)):
        away = groups == name
        learnt = learn(_pick(rows, ~away), _pick(readings, ~away))
        odds[away] = matrix(_pick(readings, away), learnt.rarity) @ learnt.weights + learnt.bias
    return odds


def learn(rows: Sequence[Row], readings: Sequence[Reading], codes: Sequence[str] = tuple(SUBJECTS)) -> Learnt:
    """Weights for `codes` from the labels of `rows`."""
    rarity = tuple(_rarity(readings, at) for at in range(len(FAMILIES)))
    features = matrix(readings, rarity)
    columns = [_fit(features, *_answers(rows, code)) for code in codes]
    return Learnt(
        rarity, np.stack([c[:-1] for c in columns], axis=1), np.array([column[-1] for column in columns])
    )


def matrix(readings: Sequence[Reading], rarity: tuple[Array, ...]) -> Any:
    """The features of readings, a row each."""
    width = len(FAMILIES) * ROOMS
    rows: list[Any] = []
    for reading in readings:
        parts = normalised(reading, rarity)
        at = np.concatenate([rooms + family * ROOMS for family, (rooms, _) in enumerate(parts)])
        values = np.concatenate([values for _, values in parts])
        rows.append((at, values))
    pointers = np.cumsum([0, *(len(at) for at, _ in rows)])
    spelling = sparse.csr_matrix(
        (np.concatenate([v for _, v in rows]), np.concatenate([at for at, _ in rows]), pointers),
        shape=(len(rows), width),
    )
    meanings = np.array([np.concatenate(reading.meanings) for reading in readings]) * SHARES["meaning"]
    return sparse.hstack([spelling, sparse.csr_matrix(meanings)]).tocsr()


def _rarity(readings: Sequence[Reading], at: int) -> Array:
    """The rarer a feature, the more it tells. One that the examples never show says nothing, and is as rare as can
    be: a text full of such words, in a language that nobody here reads, then says little altogether."""
    spread = np.zeros(ROOMS)
    for reading in readings:
        spread[reading.families[at][0]] += 1
    rare: Array = np.log((1 + len(readings)) / (1 + spread)) + 1
    return rare.astype(np.float16)


def _answers(rows: Sequence[Row], code: str) -> tuple[Array, Array]:
    """Which rows say anything about a subject, and what each says."""
    known = np.array([code in _always_labelled() or "subjects" in row["labels"] for row in rows])
    return known, np.array([bool(k) and SUBJECTS[code](row) for k, row in zip(known, rows, strict=True)])


def _always_labelled() -> frozenset[str]:
    return frozenset(list(SUBJECTS)[:7])


def _fit(features: Any, known: Array, answers: Array) -> Array:
    """Logistic regression with a ridge: the weights, and the bias behind them."""
    some, signs = features[known], np.where(answers[known], 1.0, -1.0)
    costs = PULL * np.where(signs > 0, YES, 1.0)
    turned = some.T.tocsr()

    def loss(point: Array) -> tuple[float, Array]:
        margins = signs * (some @ point[:-1] + point[-1])
        slope = -costs * signs / (1 + np.exp(np.clip(margins, -50, 50)))
        value = (costs * np.logaddexp(0, -margins)).sum() + point[:-1] @ point[:-1] / 2
        return float(value), np.append(turned @ slope + point[:-1], slope.sum())

    found = optimize.minimize(
        loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    )
    point: Array = found.x
    return point


def write(learnt: Learnt, target: Path = TARGET) -> None:
    """The weights as whole numbers, which lose nothing that matters and pack well."""
    spelling = learnt.weights[: len(FAMILIES) * ROOMS]
    scale = np.maximum(np.abs(spelling).max(axis=0), 1e-9) / WHOLE
    whole = np.round(spelling / scale).astype(np.int8).reshape(len(FAMILIES), ROOMS, -1)
    meanings = learnt.weights[len(FAMILIES) * ROOMS :].reshape(2, -1, len(SUBJECTS))
    np.savez_compressed(
        target,
        codes=np.frombuffer("\n".join(SUBJECTS).encode("ascii"), np.uint8),
        meanings=meanings.astype(np.float32),
        scale=scale.astype(np.float32),
        bias=learnt.bias.astype(np.float32),
        **{f"rarity_{name}": rare for name, rare in zip(FAMILIES, learnt.rarity, strict=True)},
        **{f"weights_{name}": whole[at] for at, name in enumerate(FAMILIES)},
    )


def judge(rows: Sequence[Row]) -> None:
    """Prints what each opinion, and both together, reach on collections they did not learn from."""
    groups = np.array([collection(row) for row in rows])
    odds = odds_apart(rows)
    themes = list(_themes())
    served = np.array([[theme in labelled(row, phase) for phase, theme, _ in themes] for row in rows])
    said = np.array([_said(row) for row in rows])
    chosen = odds[:, [list(SUBJECTS).index(subject) for _, _, subject in themes]]
    unread = ~np.isin(groups, READ_BEFORE)
    together = _together(chosen, said, served, groups, unread)
    print(
        f"{len(rows)} requests, {int(unread.sum())} unread. Each line: micro-F1 PH3, in scope, micro-F1 ROM2014."
    )
    for title, proposed in (
        ("vocabulary alone", said >= 0.5),
        ("examples alone", chosen >= 0),
        ("both together", together >= 0),
    ):
        print(
            f"  {title:<17}",
            "  ".join(
                _figures(name, proposed, served, themes, groups, unread)
                for name in ("unread", *sorted(set(groups)))
            ),
        )


def _figures(name: str, proposed: Array, served: Array, themes: Any, groups: Array, unread: Array) -> str:
    here = unread if name == "unread" else groups == name
    columns = {phase: [at for at, theme in enumerate(themes) if theme[0] == phase] for phase in LABELS}
    micro = {phase: _micro(served[here][:, at], proposed[here][:, at]) for phase, at in columns.items()}
    scope = (served[here][:, columns["PH3"]].any(1) == proposed[here][:, columns["PH3"]].any(1)).mean()
    return f"{name} {micro['PH3']:.3f} {scope:.3f} {micro['ROM2014']:.3f}"


def _micro(served: Array, proposed: Array) -> float:
    return Score(
        int((served & proposed).sum()), int((proposed & ~served).sum()), int((served & ~proposed).sum())
    ).f1


def _together(odds: Array, said: Array, served: Array, groups: Array, unread: Array) -> Array:
    """Both opinions added up; how, is found on the other collections, and printed for the engine."""

    def fit(here: Array) -> Array:
        features = np.stack([odds[here].ravel(), said[here].ravel()], axis=1)
        signs = np.where(served[here].ravel(), 1.0, -1.0)

        def loss(point: Array) -> float:
            return float(
                np.logaddexp(0, -signs * (features @ point[:2] + point[2])).sum() + point[:2] @ point[:2] / 2
            )

        found: Array = optimize.minimize(loss, np.zeros(3)).x
        return found

    result = np.zeros(odds.shape)
    for name in sorted(set(groups)):
        a, b, c = fit(unread & (groups != name))
        result[groups == name] = a * odds[groups == name] + b * said[groups == name] + c + EAGER
    print(
        "engine: LEARNT, VOCABULARY, ALONE = {:.2f}, {:.2f}, {:.2f}".format(
            *(fit(unread) + np.array([0, 0, EAGER]))
        )
    )
    return result


# A theme proposed in vain costs an officer a glance; one left out may be left out for good.
EAGER = 0.4


def _themes() -> Iterator[tuple[str, str, str]]:
    for phase in LABELS:
        for theme in phase_definition(phase).themes:
            yield phase, theme.code, theme.subjects[0]


def _said(row: Row) -> list[float]:
    """What the vocabulary says of each theme, from 0 to 1."""
    found = []
    for phase in LABELS:
        definition = phase_definition(phase)
        tallies, _ = tally(fields(row), definition)
        for theme in definition.themes:
            weight = max(0.0, tallies[theme.code].weight) if theme.code in tallies else 0.0
            found.append(weight / (weight + EVEN_WEIGHT))
    return found


def collection(row: Row) -> str:
    """Who wrote a request, by its id; the two halves of the blind requests are apart."""
    name, number = re.fullmatch(r"(\w+)-(\d+)", row["id"]).groups()  # type: ignore[union-attr]
    return name if name != "BLIND" else f"BLIND-{'odd' if int(number) % 2 else 'even'}"


def _pick(items: Sequence[Any], chosen: Array) -> list[Any]:
    return [item for item, keep in zip(items, chosen, strict=True) if keep]


if __name__ == "__main__":
    main()
