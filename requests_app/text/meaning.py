"""What single words mean, as directions in a space that English, French and Portuguese share.

The vectors (`data/words.npz`) were distilled once from a multilingual sentence encoder; see docs/adr/0035.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_FILE = Path(__file__).parent / "data" / "words.npz"

Vector = NDArray[np.float32]


class _Words(NamedTuple):
    place: dict[str, int]
    vectors: NDArray[np.int8]
    rare: Vector
    worth: Vector  # rarity times the length that a unit of `vectors` stands for


@cache
def _words() -> _Words:
    with np.load(_FILE) as stored:
        keys = stored["keys"].tobytes().decode("ascii").split("\n")
        rare, length = stored["worth"].astype(np.float32), stored["length"].astype(np.float32)
        return _Words(
            {key: row for row, key in enumerate(keys)}, stored["vectors"], rare, rare * length / 127
        )


def dimensions() -> int:
    """The number of directions of the space."""
    return int(_words().vectors.shape[1])


def known_words() -> list[str]:
    """All words whose meaning is known, folded, in a fixed order."""
    return list(_words().place)


def worth_of(word: str) -> float:
    """How much a folded word tells, from 0 (unknown, or in every text) to 1."""
    row = _words().place.get(word)
    return float(_words().rare[row]) if row is not None else 0.0


def meaning_of(words: Iterable[tuple[str, float]]) -> Vector:
    """The direction that folded words (`requests_app.text.words.fold`) point in together: a vector of length 1.

    Each word comes with a weight; frequent words count less, unknown words not at all. Nothing known is the
    vector of zeros.
    """
    known = _words()
    found = [(row, weight) for word, weight in words if (row := known.place.get(word)) is not None]
    if not found:
        return np.zeros(dimensions(), np.float32)
    rows = np.fromiter((row for row, _ in found), np.intp, len(found))
    weights = np.fromiter((weight for _, weight in found), np.float32, len(found)) * known.worth[rows]
    total: Vector = weights @ known.vectors[rows].astype(np.float32)
    length = np.float32(np.linalg.norm(total))
    return total / length if length else total
