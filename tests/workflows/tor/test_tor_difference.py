from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from workflows.tor.clauses import OutlineItem, TermsContent
from workflows.tor.comparison import Compared, comparison
from workflows.tor.content import TermsSource, compose, content_hash
from workflows.tor.difference import difference, words_changed
from workflows.tor.render import draw, page_of


@pytest.fixture(scope="module")
def changed(full_source: TermsSource, outline: tuple[OutlineItem, ...]) -> TermsContent:
    texts = {
        **full_source.texts,
        "objective": full_source.texts["objective"].replace("trimestriel", "mensuel"),
        "related_support": "",
    }
    return compose(replace(full_source, texts=texts), outline)


def as_text(content: list[object]) -> str:
    marks = {"kept": "", "removed": "–", "added": "+"}
    return "".join(marks[part.change] + part.text for part in content)  # type: ignore[attr-defined]


def test_only_what_changed_is_told_word_by_word(full_content: TermsContent, changed: TermsContent) -> None:
    sections = difference(full_content, changed, "fr")

    told = {
        section.number: [line for clause in section.clauses for line in clause.lines] for section in sections
    }
    kinds = [(clause.source.partition("@")[0], clause.change) for clause in sections[0].clauses]
    assert list(told) == ["1.4", "2.2"]
    assert kinds == [("request.related_support", "removed"), ("paragraph:no_related_support", "added")]
    assert as_text(told["2.2"][0]).endswith("un bulletin –trimestriel.+mensuel.")
    assert words_changed(sections)["removed"] > 1
    assert difference(full_content, full_content, "fr") == []


def test_two_texts_that_share_nothing_are_compared_without_delay(
    full_source: TermsSource, outline: tuple[OutlineItem, ...]
) -> None:
    texts = [" ".join(f"{stem}{number}" for number in range(9000)) for stem in ("a", "b")]
    old, new = (compose(replace(full_source, texts={"background": text}), outline) for text in texts)

    (section,) = difference(old, new, "fr")

    assert [part.change for part in section.clauses[0].lines[0]] == ["removed", "added"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_difference_document_says_without_colour_what_went_and_came(
    language: str,
    full_content: TermsContent,
    changed: TermsContent,
    pdf_words: Callable[[bytes], str],
    squeeze: Callable[[str], str],
) -> None:
    sides = [
        Compared(
            number=number, day=date(2026, 3, number), content=content, content_hash=content_hash(content)
        )
        for number, content in ((1, full_content), (2, changed))
    ]

    pdf = draw(
        page_of("pdf/difference.html", comparison(*sides, reference="TSR-2026-00042", language=language))
    )

    shown = pdf_words(pdf)
    assert (
        squeeze("[–trimestriel.] [+mensuel.]" if language == "fr" else "[+The institution has named no other")
        in shown
    )
    assert all(squeeze(side.content_hash) in shown for side in sides)
