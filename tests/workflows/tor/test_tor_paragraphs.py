from __future__ import annotations

import json
from pathlib import Path

import pytest

from programme.models import paragraph as saved
from workflows.tor.content import OutlineItem, TermsSource, compose
from workflows.tor.paragraphs import VARIABLES, Library, Paragraph, body_of, library_of, text_of, variables_in
from workflows.tor.pieces import variables

DATA = Path(__file__).parents[3] / "programme" / "data" / "paragraphs.json"


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(json.loads(DATA.read_text(encoding="utf-8"))["paragraphs"])


def test_what_may_be_saved_is_what_can_be_filled_in(full_source: TermsSource) -> None:
    assert set(variables(full_source, "fr")) == VARIABLES == saved.VARIABLES


def test_library_uses_known_variables_and_gives_both_languages_one_shape(library: Library) -> None:
    for paragraph in library.values():
        english, french = paragraph.body["en"], paragraph.body["fr"]
        assert set(variables_in(english)) == set(variables_in(french)) <= VARIABLES
        assert shape(english) == shape(french)


def shape(body: object) -> object:
    """How many items, columns and cells a body has, without its words."""
    if isinstance(body, str):
        return bool(body)
    parts = body.values() if isinstance(body, dict) else body
    return [shape(part) for part in parts]  # type: ignore[attr-defined]


def test_a_body_and_its_text_say_the_same(library: Library) -> None:
    for paragraph in library.values():
        for body in paragraph.body.values():
            assert body_of(paragraph.kind, text_of(paragraph.kind, body)) == body


def test_a_request_gets_the_paragraphs_of_its_themes_types_and_modalities(
    full_source: TermsSource, outline: tuple[OutlineItem, ...]
) -> None:
    content = compose(full_source, outline)

    found = {clause.source for clause in content.clauses if clause.source.startswith("paragraph:")}
    assert {"paragraph:theme_data@1", "paragraph:theme_borders@1", "paragraph:modality_on_site@1"} <= found
    assert not {"paragraph:theme_crisis@1", "paragraph:modality_remote@1"} & found


@pytest.mark.parametrize(
    ("condition", "suits"),
    [
        ({}, True),
        ({"theme": "PH3-T1"}, True),
        ({"theme": "PH3-T2"}, False),
        ({"support_type": "TS-INI"}, True),  # of which TS-INI-REF is a kind
        ({"support_type": "TS-INI-REF"}, True),
        ({"support_type": "TS-IN"}, False),
        ({"theme": "PH3-T1", "modality": "remote"}, False),
    ],
)
def test_all_conditions_of_a_paragraph_must_hold(condition: dict[str, str], suits: bool) -> None:
    paragraph = Paragraph(key="k", version="1", kind="paragraph", body={"en": "x", "fr": "x"}, **condition)  # type: ignore[arg-type]

    found = paragraph.suits(themes=["PH3-T1"], support_types=["TS-INI-REF"], modalities=["on_site"])
    assert found is suits


def test_filled_does_not_read_a_value_again() -> None:
    body = {"en": ["{institution}: {phase}"], "fr": ["{institution} : {phase}"]}
    values = {"institution": "{phase}", "phase": "{{ 7*7 }} {0.__class__}"}

    filled = Paragraph(key="new", version="1", kind="list", body=body).filled({"en": values, "fr": values})

    assert filled["en"] == ["{phase}: {{ 7*7 }} {0.__class__}"]
