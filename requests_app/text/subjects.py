"""Tells from a request's reading how likely it is about each of the learnt subjects.

A subject is independent of phases ("checks at borders"); a theme of a phase names the subjects it covers. The
weights (`data/subjects.npz`) are made by `bench/learn_subjects.py` from labelled examples.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from requests_app.text.features import FAMILIES, Reading, ReadWord

_FILE = Path(__file__).parent / "data" / "subjects.npz"
# How loudly each view of the text speaks; the weights were learnt under the same shares.
SHARES: Mapping[str, float] = {"stems": 1.0, "pairs": 0.7, "pieces": 1.0, "meaning": 0.35}

Rarity = tuple[NDArray[np.float16], ...]


class _Model(NamedTuple):
    codes: tuple[str, ...]
    rarity: Rarity
    families: tuple[NDArray[np.int8], ...]  # by family: rooms × subjects
    meanings: NDArray[np.float32]  # two meanings × dimensions × subjects
    scale: NDArray[np.float32]  # of a subject's whole numbers
    bias: NDArray[np.float32]


@cache
def _model() -> _Model:
    with np.load(_FILE) as stored:
        return _Model(
            tuple(stored["codes"].tobytes().decode("ascii").split("\n")),
            tuple(stored[f"rarity_{name}"] for name in FAMILIES),
            tuple(stored[f"weights_{name}"] for name in FAMILIES),
            stored["meanings"],
            stored["scale"],
            stored["bias"],
        )


def known_subjects() -> frozenset[str]:
    """The codes of the subjects that were learnt."""
    return frozenset(_model().codes)


def learnt(slug: str) -> tuple[str, ...]:
    """The learnt subject of that name, where there is one."""
    return (slug,) if slug in known_subjects() else ()


def normalised(reading: Reading, rarity: Rarity) -> list[tuple[NDArray[np.intp], NDArray[np.float32]]]:
    """The features of each family, weighted by rarity, together of length `SHARES[family]`."""
    return [
        (rooms, _to_length(values * rare[rooms], SHARES[name]))
        for name, (rooms, values), rare in zip(FAMILIES, reading.families, rarity, strict=True)
    ]


def subject_odds(reading: Reading) -> dict[str, float]:
    """The logarithm of the odds of each subject: above 0 it is likelier than not.

    A text of which no word is known says nothing: every subject gets the odds of a request drawn blindly.
    """
    model = _model()
    total = model.bias.copy()
    for (rooms, values), weights in zip(normalised(reading, model.rarity), model.families, strict=True):
        total += values @ weights[rooms].astype(np.float32) * model.scale
    for meaning, directions in zip(reading.meanings, model.meanings, strict=True):
        total += SHARES["meaning"] * meaning @ directions
    return dict(zip(model.codes, map(float, total), strict=True))


def word_shares(reading: Reading, subject: str) -> list[tuple[ReadWord, float]]:
    """How much the spelling of each word speaks for a subject, in the order of the text."""
    model = _model()
    at = model.codes.index(subject)
    worth = [
        weights[:, at] * (rare.astype(np.float32) * float(model.scale[at]) * SHARES[name])
        for name, rare, weights in zip(FAMILIES, model.rarity, model.families, strict=True)
    ]
    return [
        (
            word,
            word.weight
            * sum(
                float(values[list(rooms)].sum())
                for values, rooms in zip(worth, word.rooms, strict=True)
                if rooms
            ),
        )
        for word in reading.words
    ]


def _to_length(values: NDArray[np.float32], length: float) -> NDArray[np.float32]:
    norm = float(np.linalg.norm(values))
    return values * (length / norm) if norm else values
