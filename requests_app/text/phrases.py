"""Finds many phrases in a text at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from requests_app.text.words import Word, fold, split_words

Payload = TypeVar("Payload")

# "collecte et analyse de données" still is a "collecte de données": one word may stand between two.
MAX_GAP = 1


@dataclass(slots=True)
class _Node(Generic[Payload]):
    children: "dict[str, _Node[Payload]]" = field(default_factory=dict)
    prefixes: "dict[str, _Node[Payload]]" = field(default_factory=dict)
    payloads: list[Payload] = field(default_factory=list)

    def after(self, stem: str) -> "Iterator[_Node[Payload]]":
        if (child := self.children.get(stem)) is not None:
            yield child
        for prefix, node in self.prefixes.items():
            if stem.startswith(prefix):
                yield node


class Hit(NamedTuple, Generic[Payload]):
    """A phrase found at `words[first..last]`, with the number of words skipped inside it."""

    payload: Payload
    first: int
    last: int
    gaps: int


class PhraseBook(Generic[Payload]):
    """A set of phrases, each with something attached, ready to be looked for together."""

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        self._root: _Node[Payload] = _Node()
        for text, payload in phrases:
            self._add(text, payload)

    def hits(self, words: Sequence[Word]) -> list[Hit[Payload]]:
        """Every phrase that occurs, overlaps included, in the order of the text."""
        found: list[Hit[Payload]] = []
        starts: dict[str, list[_Node[Payload]]] = {}
        for index, word in enumerate(words):
            nodes = starts.get(word.stem)
            if nodes is None:
                nodes = starts[word.stem] = list(self._root.after(word.stem))
            for node in nodes:
                self._walk(words, node, index, index, 0, found)
        return found

    def _add(self, text: str, payload: Payload) -> None:
        node = self._root
        for step, is_prefix in _steps(text):
            branch = node.prefixes if is_prefix else node.children
            node = branch.setdefault(step, _Node())
        if node is not self._root:
            node.payloads.append(payload)

    def _walk(
        self,
        words: Sequence[Word],
        node: _Node[Payload],
        first: int,
        last: int,
        gaps: int,
        found: list[Hit[Payload]],
    ) -> None:
        found.extend(Hit(payload, first, last, gaps) for payload in node.payloads)
        if not node.children and not node.prefixes:
            return
        clause = words[first].clause
        for skip in range(MAX_GAP - gaps + 1):
            following = last + 1 + skip
            if following >= len(words) or words[following].clause != clause:
                return
            for child in node.after(words[following].stem):
                self._walk(words, child, first, following, gaps + skip, found)


def _steps(text: str) -> list[tuple[str, bool]]:
    """The stems of a phrase in order; a starred word is kept as a bare prefix."""
    steps: list[tuple[str, bool]] = []
    for part in text.split():
        if part.endswith("*"):
            steps.append((fold(part), True))
        else:
            steps.extend((word.stem, False) for word in split_words(part))
    return [step for step in steps if step[0]]
