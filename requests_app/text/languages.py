"""Tells in which of the three languages a text is written, from the small words nobody can avoid. Pure."""

import re
from collections.abc import Iterable

from requests_app.text.markup import blank_markup
from requests_app.text.words import fold

# Only words that belong to one of the three languages: "de", "a" or "no" tell nothing.
_TELLING = {
    "en": """the of and to is are was were that this with from by be been has have will would which who their our
        its it they we not for at into how what when should""",
    "fr": """le les des du aux et est sont dans pour par avec sur qui une nous vous leur leurs ses cette ces ont
        sera ne pas il elle au afin entre sans plus dont ou""",
    "pt": """os um uma dos das nas nos em para com por mais ao aos pelo pela sao foi que seu sua nao ou e do da
        na esta este entre sem como quem""",
}
_OF_WORD: dict[str, set[str]] = {}
for _language, _words in _TELLING.items():
    for _word in _words.split():
        _OF_WORD.setdefault(_word, set()).add(_language)
_WORD = re.compile(r"[^\W\d_]+")

LANGUAGES = frozenset(_TELLING)
# Fewer telling words than this, and any of the languages may be meant.
FEWEST = 6
# A second language counts as present when it has this share of the telling words of the first.
PRESENT_FROM = 0.45
# Two pages tell as much as fifty.
READ_AT_MOST = 6_000


def languages_of(texts: Iterable[str]) -> frozenset[str]:
    """The languages that the texts together are written in; all of them where they do not tell."""
    counts = dict.fromkeys(_TELLING, 0)
    for text in texts:
        for word in _WORD.findall(blank_markup(text[:READ_AT_MOST])):
            owners = _OF_WORD.get(fold(word), ())
            if len(owners) == 1:
                counts[next(iter(owners))] += 1
    most = max(counts.values())
    if most < FEWEST:
        return LANGUAGES
    return frozenset(language for language, count in counts.items() if count >= PRESENT_FROM * most)
