"""The French words that come with the project are set as French is: no sign is left alone on the next line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from programme import loading

SET_LATER = (
    "tor_outline"  # terms of reference are set where they are written, with whatever people typed in them
)
DATA = Path(loading.__file__).parent.parent / "data"
FILES = sorted(file for file in DATA.glob("*.json") if file.stem != SET_LATER)
FRENCH = re.compile(r'"(?:\w*_)?fr": "((?:[^"\\]|\\.)*)"')
LOOSE = re.compile(r"\S [;:!?](?=\s|$)|« | »")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_french_words_keep_their_signs_beside_them(file: Path):
    french = FRENCH.findall(file.read_text(encoding="utf-8"))

    assert [words for words in french if LOOSE.search(words)] == []
