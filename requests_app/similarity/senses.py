"""Groups words by what they mean: "survey", "enquête" and "inquérito" fall into the same senses.

The centres of the senses (`data/senses.npz`) were found by `bench/learn_likeness.py` among the words of
`requests_app.text.meaning`, with how rare each sense is in requests.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from requests_app.text.meaning import Vector, meaning_of, worth_of

_FILE = Path(__file__).parent / "data" / "senses.npz"
# A word belongs to its nearest senses as far as it is closer to them than this cosine.
NEAREST, FAR = 4, 0.3


class _Senses(NamedTuple):
    centres: Vector
    rarity: Vector


@cache
def _senses() -> _Senses:
    with np.load(_FILE) as stored:
        centres = stored["centres"].astype(np.float32)
        return _Senses(
            centres / np.linalg.norm(centres, axis=1, keepdims=True), stored["rarity"].astype(np.float32)
        )


def rarity_of_senses() -> Vector:
    """How much each sense tells: the rarer in requests, the more."""
    return _senses().rarity


@lru_cache(maxsize=50_000)
def senses_of(word: str) -> tuple[tuple[int, float], ...]:
    """The senses of a folded word and how much of each is in it; nothing for a word that is not known."""
    return nearest(meaning_of([(word, 1.0)]), _senses().centres, worth_of(word))


def nearest(meaning: Vector, centres: Vector, worth: float) -> tuple[tuple[int, float], ...]:
    """The nearest of `centres` (rows of length 1) to a meaning of length 1, each with its share of `worth`."""
    closeness: NDArray[np.float32] = centres @ meaning
    best = np.argpartition(-closeness, NEAREST)[:NEAREST]
    return tuple((int(at), worth * float(closeness[at] - FAR)) for at in sorted(best) if closeness[at] > FAR)
