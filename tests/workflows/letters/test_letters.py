"""Letters, certificates and reports: what they say, and that nothing in them can be made to do anything."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from tests.workflows.letters.samples import facts, head
from tests.workflows.tor.conftest import squeezed, words
from workflows.letters.content import Letter, compose, content_hash
from workflows.letters.facts import Refused
from workflows.letters.kinds import COMPOSERS
from workflows.letters.phrases import library, variables
from workflows.letters.presentation import letter_view
from workflows.states import PaperKind
from workflows.tor.clauses import LANGUAGES, cells
from workflows.tor.render import draw, page_of
from workflows.tor.typography import set_text

KINDS = sorted(COMPOSERS)
HOSTILE = (
    "<script>alert(1)</script><img src='file:///etc/passwd'> url(file:///etc/passwd) @import 'http://127.0.0.1/'"
    "; </style><link rel=attachment href='file:///etc/passwd'> {{ 7*7 }} {% load static %} {request} {expert}"
    " \x00 \ud800 " + "x" * 20_000
)


def letter_of(kind: str, text: str = "") -> Letter:
    return compose(kind, head(text), facts(text)[kind])


def page(letter: Letter, language: str) -> str:
    kept = Letter.from_dict(letter.to_dict())
    return page_of(
        "pdf/letter.html", letter_view(kept, language=language, code="AB12", url="https://desk/v/AB12/")
    )


def shown(letter: Letter, language: str) -> Iterator[str]:
    """Every line that the version of the language must show."""
    for part in letter.parts:
        yield set_text(part.heading[language], language) if part.heading else ""
        for clause in part.clauses:
            for cell in cells(clause.kind, clause.text[language]):
                text, lang = (cell, language) if isinstance(cell, str) else (cell["text"], cell["lang"])
                yield from (line.lstrip("- ") for line in set_text(text, lang).split("\n"))


def test_every_kind_of_paper_but_terms_is_composed() -> None:
    assert set(COMPOSERS) == set(PaperKind) - {PaperKind.TERMS}


def test_each_sentence_uses_the_same_variables_in_both_languages() -> None:
    odd = [
        (kind, name)
        for kind, phrases in library().items()
        for name, phrase in phrases.items()
        if variables(phrase["en"]) != variables(phrase["fr"]) or set(phrase) != set(LANGUAGES)
    ]

    assert odd == []


@pytest.mark.parametrize("kind", KINDS)
def test_content_is_the_same_when_composed_again_and_every_clause_names_its_source(kind: str) -> None:
    first, again = letter_of(kind).to_dict(), letter_of(kind).to_dict()
    sources = [clause["source"] for part in first["parts"] for clause in part["clauses"]]

    assert content_hash(first) == content_hash(again)
    assert Letter.from_dict(first).to_dict() == first
    assert sources
    assert all(sources)


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_wrote_is_harmless_text_on_the_page_of_each_paper(kind: str) -> None:
    for language in LANGUAGES:
        html = page(letter_of(kind, HOSTILE), language)

        assert "&lt;script&gt;alert(1)" in html
        assert html.count("<link") == 2  # the styles of all papers, and those of letters
        assert not any(tag in html for tag in ("<script", "<img src='file", "<img src=&#x27;", "</style>"))
        assert html.count("<img") == html.count('<img src="qr:https://desk/v/AB12/"') == 1
        assert "49" not in html.replace("{{ 7*7 }}", "")
        assert "{{ 7*7 }}" in html
        assert "{request} {expert}" in html
        assert "\x00" not in html
        assert "x" * 61 not in html  # where lines can end inside endless words


@pytest.mark.parametrize(("kind", "language"), [("refusal", "fr"), ("closure", "en")])
def test_text_of_the_file_is_the_content_and_the_bytes_come_again(kind: str, language: str) -> None:
    letter = letter_of(kind)

    pdf = draw(page(letter, language))

    text = words(pdf)
    assert [line for line in shown(letter, language) if squeezed(line) not in text] == []
    assert draw(page(letter, language)) == pdf
    assert len(pdf) < 100_000


def test_hostile_words_are_drawn_as_words_and_fast() -> None:
    text = words(draw(page(compose("question", head(), facts(HOSTILE)["question"]), "en")))

    assert "file:///etc/passwd" in text
    assert "root:" not in text


def test_refusal_grants_a_review_until_a_day_or_says_that_it_was_made() -> None:
    said = [str(letter_of("refusal").to_dict()), str(compose("refusal", head(), reviewed()).to_dict())]

    assert ["until 1 April 2026" in text for text in said] == [True, False]
    assert ["is final" in text for text in said] == [False, True]


def reviewed() -> Refused:
    refused = facts()["refusal"]
    assert isinstance(refused, Refused)
    return dataclasses.replace(refused, review_until=None)


def test_closure_report_names_nobody() -> None:
    assert "Diallo" not in str(compose("closure", head(to=""), facts()["closure"]).to_dict())
