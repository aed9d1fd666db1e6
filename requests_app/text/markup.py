"""Blanks the markup of a pasted text without moving a single character."""

import re

# Never the content of these: Word pastes its style sheet and its XML along with the words.
_BLOCKS = (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"), ("<xml", "</xml>"))
_TAG = re.compile(r"</?([A-Za-z!?][A-Za-z0-9:]*)[^<>]*>")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,24}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_LINE_TAGS = frozenset(("p", "br", "div", "li", "ul", "ol", "tr", "td", "th", "table", "blockquote"))
# Entities that are letters stay: the word they belong to is read with them.
LETTER_ENTITY = (
    r"&(?:[A-Za-z](?:acute|grave|circ|uml|cedil|tilde|ring)"
    r"|(?:oe|OE|ae|AE|sz)lig|#(?:19[2-9]|2[0-4]\d|25[0-5]));"
)
_LETTER = re.compile(LETTER_ENTITY)


def blank_markup(text: str) -> str:
    """The text with tags and entities turned into spaces; same length, so offsets stay right."""
    if "<" in text:
        text = _TAG.sub(_blank_tag, _blank_blocks(text))
    if "&" in text:
        text = _ENTITY.sub(_blank_entity, text)
    return text


def _blank_blocks(text: str) -> str:
    for opening, closing in _BLOCKS:
        text = _blank_between(text, opening, closing)
    return text


def _blank_between(text: str, opening: str, closing: str) -> str:
    """Plain searching, not a pattern: a thousand openings without an end must not cost a million steps."""
    lowered = text.lower()
    if len(lowered) != len(text) or opening not in lowered:
        return text
    parts, position = [], 0
    while (start := lowered.find(opening, position)) >= 0:
        end = lowered.find(closing, start)
        if end < 0:
            break
        end += len(closing)
        parts += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*parts, text[position:]])


def _blank_tag(match: re.Match[str]) -> str:
    width = match.end() - match.start()
    return ("\n" if match.group(1).lower() in _LINE_TAGS else " ") + " " * (width - 1)


def _blank_entity(match: re.Match[str]) -> str:
    entity = match.group()
    return entity if _LETTER.fullmatch(entity) else " " * len(entity)
