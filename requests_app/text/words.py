"""Cuts a text into comparable words that remember where they stood."""

import html
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from requests_app.text.markup import LETTER_ENTITY, blank_markup

# Combining marks, soft hyphens and zero-width characters belong to the word they stand in.
_WORD_OR_BREAK = re.compile(
    rf"(?P<word>(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d]|{LETTER_ENTITY})+)"
    r"|(?P<sentence>[.!?;:\n\r\u2022\u00b7\uf0b7\u061f\u06d4])"
    r"|(?P<clause>[,()\[\]{}|/\"\u00ab\u00bb\u201c\u201d\u060c])"
)
# Words that bind others and mean nothing alone, in the three languages at once. Negations are not here.
_BINDING = """
a an the of in on at to for from by with and or as its their our this these that those is are be been has have
will which who
le la les l un une des du de d au aux en dans sur pour par avec et ou ce cet cette ces son sa ses leur leurs
notre nos qui que qu dont est sont a ont sera seront afin entre
o os as um uma uns umas do da dos das no na nos nas ao aos pelo pela pelos pelas em para por com e ou este
esta estes estas esse essa seu sua seus suas nosso nossa que quem sao foi
"""
STOP_WORDS = frozenset(_BINDING.split())
_SUFFIXES = (("ies", "y"), ("oes", "ao"), ("aes", "ao"), ("aux", "al"), ("ais", "al"), ("eis", "el"))


class Word(NamedTuple):
    """A content word: its stem, its place in the original text, its clause and its sentence."""

    stem: str
    start: int
    end: int
    clause: int
    sentence: int


def split_words(text: str) -> list[Word]:
    """The content words of a text, markup left aside; small binding words are dropped."""
    words: list[Word] = []
    clause = sentence = 0
    for match in _WORD_OR_BREAK.finditer(blank_markup(text)):
        if match.lastgroup == "word":
            if found := stem(match.group()):
                words.append(Word(found, match.start(), match.end(), clause, sentence))
        else:
            clause += 1
            sentence += match.lastgroup == "sentence"
    return words


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The comparable form of a word, or "" for one that carries no meaning alone."""
    folded = fold(word)
    if len(folded) < 2 or folded in STOP_WORDS:
        return folded if folded.isdigit() else ""
    return light_stem(folded)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Lower case without accents, ligatures or invisible characters."""
    plain = html.unescape(word) if "&" in word else word
    plain = plain.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if c.isalnum())


def light_stem(folded: str) -> str:
    """Takes off plural and feminine endings, the same for all three languages.

    It is applied to the vocabulary and to the text alike, so it need not yield a real word.
    """
    if len(folded) <= 3:
        return folded
    for ending, singular in _SUFFIXES:
        if folded.endswith(ending) and len(folded) > len(ending) + 2:
            folded = folded[: -len(ending)] + singular
            break
    else:
        if folded[-1] in "sx" and not folded.endswith("ss"):
            folded = folded[:-1]
    if len(folded) > 4 and folded[-1] in "aeo":
        folded = folded[:-1]
    return folded
