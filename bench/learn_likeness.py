"""Finds the senses of words, and how much each kind of likeness says that two requests are the same need.

    python bench/learn_likeness.py            writes requests_app/similarity/data/senses.npz, judges, prints weights
    python bench/learn_likeness.py --judge    judges with the senses that are there

Pairs of one collection of labelled requests are compared: `duplicate_of` says which are the same need. Judging
leaves out one collection at a time. What a request is about is told by subjects learnt without its collection,
as it is of a request that the desk has never seen.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import optimize
from scipy.cluster.vq import kmeans2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.learn_subjects import Row, collection, examples, odds_apart  # noqa: E402
from bench.theme_check import document  # noqa: E402
from requests_app.similarity import features, reference, senses  # noqa: E402
from requests_app.similarity.engine import Likeness, compare  # noqa: E402
from requests_app.text.meaning import known_words, meaning_of, worth_of  # noqa: E402
from requests_app.text.words import fold, split_words  # noqa: E402

TARGET = ROOT / "requests_app" / "similarity" / "data" / "senses.npz"
SENSES, ROUNDS, SAMPLED, SEED = 2_500, 8, 15_000, 0
# A word in every text groups with anything; such words take no part in finding senses.
WORTH_GROUPING = 0.3
# How far the pairs may pull the weights, and how much a repetition counts beside a pair that is none.
PULL, YES = 0.3, 3.0
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)

Array = np.ndarray[Any, np.dtype[Any]]


class Pairs(NamedTuple):
    """The pairs of one collection: which requests, what they have in common, whether they are the same need."""

    members: list[tuple[int, int]]
    likeness: Array
    same: Array


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--judge", action="store_true")
    options = parser.parse_args()
    rows = examples()
    if not options.judge:
        write(rows)
    judge(rows)


def write(rows: Sequence[Row]) -> None:
    """The senses, and how rare senses and concepts are in the examples."""
    centres = find_centres()
    unit = centres / np.linalg.norm(centres, axis=1, keepdims=True)
    known: dict[str, set[int]] = {}

    def senses_in(row: Row) -> set[int]:
        found: set[int] = set()
        for text in document(row).fields.values():
            for word in split_words(text):
                key = fold(text[word.start : word.end])
                if key not in known:
                    near = senses.nearest(meaning_of([(key, 1.0)]), unit, worth_of(key))
                    known[key] = {at for at, _ in near}
                found |= known[key]
        return found

    def concepts_in(row: Row) -> set[int]:
        return {
            hit.payload
            for text in document(row).fields.values()
            for hit in reference.concept_book().hits(split_words(text))
        }

    number = 1 + max(payload for row in rows for payload in concepts_in(row))
    whole = np.round(centres / np.abs(centres).max(axis=1, keepdims=True) * 127).astype(np.int8)
    np.savez_compressed(
        TARGET,
        centres=whole,
        rarity=_rarity([senses_in(row) for row in rows], SENSES).astype(np.float16),
        concepts=_rarity([concepts_in(row) for row in rows], max(number, concept_count())).astype(np.float16),
    )
    print(f"wrote {TARGET.relative_to(ROOT)}: {TARGET.stat().st_size / 1e6:.1f} MB")


def find_centres() -> Array:
    """The centres of the senses, among the words that tell something; the same for the same words."""
    chosen = [word for word in known_words() if worth_of(word) > WORTH_GROUPING]
    drawn = np.random.default_rng(SEED).choice(len(chosen), min(SAMPLED, len(chosen)), replace=False)
    meanings = np.array([meaning_of([(chosen[at], 1.0)]) for at in drawn])
    centres, _ = kmeans2(meanings, SENSES, minit="points", iter=ROUNDS, rng=np.random.default_rng(SEED))
    found: Array = centres
    return found


def concept_count() -> int:
    """The number of concepts that come with the package."""
    return 1 + max(number for _, number in reference._words_of_concepts())


def _rarity(sets: Sequence[set[int]], size: int) -> Array:
    spread = np.zeros(size)
    for found in sets:
        spread[list(found)] += 1
    rare: Array = np.log((1 + len(sets)) / (1 + spread)) + 0.2
    return rare


def judge(rows: Sequence[Row]) -> None:
    """Prints what repeated requests are found in collections that were left out, and the weights of all."""
    collections = {
        name: [at for at, row in enumerate(rows) if collection(row) == name] for name in map(collection, rows)
    }
    odds = odds_apart(rows)
    read = [_read(row, odds[at]) for at, row in enumerate(rows)]
    pairs = {name: _pairs(rows, read, members) for name, members in collections.items()}
    pairs = {name: found for name, found in pairs.items() if found.same.any()}
    print(f"{len(rows)} requests, {sum(int(p.same.sum()) for p in pairs.values())} pairs of repeated ones")
    print("recall at 3, and answers that are none, by threshold:")
    likely = {}
    for name, found in pairs.items():
        weights, alone = fit([other for key, other in pairs.items() if key != name])
        likely[name] = 1 / (1 + np.exp(-(found.likeness @ weights + alone)))
    for threshold in THRESHOLDS:
        counts = {name: np.array(_found(pairs[name], likely[name], threshold)) for name in pairs}
        hits, wanted, alarms, answers = sum(counts.values())
        each = "  ".join(f"{name} {c[0] / c[1]:.2f}" for name, c in counts.items())
        print(
            f"  {threshold:.2f}: recall {hits / wanted:.3f}, {alarms} of {answers} answers are none; {each}"
        )
    weights, alone = fit(list(pairs.values()))
    print(f"engine: WEIGHTS = Likeness({', '.join(f'{w:.1f}' for w in weights)}), ALONE = {alone:.1f}")


def _read(row: Row, odds: Array) -> features.Features:
    """As the engine reads it, but for the subjects."""
    told = np.tanh(odds.clip(-features.SURE, features.SURE) / 2)
    return features.read_features(document(row))._replace(subjects=told / np.linalg.norm(told))


def _pairs(rows: Sequence[Row], read: Sequence[features.Features], members: Sequence[int]) -> Pairs:
    chosen = list(combinations(members, 2))
    likeness = [compare(document(rows[a]), read[a], document(rows[b]), read[b]) for a, b in chosen]
    same = [
        rows[b]["duplicate_of"] == rows[a]["id"] or rows[a]["duplicate_of"] == rows[b]["id"]
        for a, b in chosen
    ]
    return Pairs(chosen, np.array(likeness), np.array(same))


def fit(collections: Sequence[Pairs]) -> tuple[Array, float]:
    """Logistic regression with a ridge, over likenesses made comparable."""
    likeness = np.concatenate([pairs.likeness for pairs in collections])
    signs = np.where(np.concatenate([pairs.same for pairs in collections]), 1.0, -1.0)
    middle, spread = likeness.mean(axis=0), likeness.std(axis=0) + 1e-9
    level, costs = (likeness - middle) / spread, PULL * 2 * np.where(signs > 0, YES, 1.0)

    def loss(point: Array) -> tuple[float, Array]:
        margins = signs * (level @ point[:-1] + point[-1])
        slope = -costs * signs / (1 + np.exp(np.clip(margins, -50, 50)))
        value = (costs * np.logaddexp(0, -margins)).sum() + point[:-1] @ point[:-1] / 2
        return float(value), np.append(level.T @ slope + point[:-1], slope.sum())

    point = optimize.minimize(loss, np.zeros(len(Likeness._fields) + 1), jac=True, method="L-BFGS-B").x
    weights = point[:-1] / spread
    return weights, float(point[-1] - weights @ middle)


def _found(pairs: Pairs, likely: Array, threshold: float) -> tuple[int, int, int, int]:
    """Repetitions found among the three best, all repetitions, answers that are none, all answers; both ways."""
    ranked: dict[int, list[tuple[float, bool]]] = {}
    for (a, b), value, same in zip(pairs.members, likely, pairs.same, strict=True):
        ranked.setdefault(a, []).append((value, same))
        ranked.setdefault(b, []).append((value, same))
    answers = [
        best for found in ranked.values() for best in sorted(found, reverse=True)[:3] if best[0] >= threshold
    ]
    hits = sum(same for _, same in answers)
    return hits, 2 * int(pairs.same.sum()), len(answers) - hits, len(answers)


if __name__ == "__main__":
    main()
