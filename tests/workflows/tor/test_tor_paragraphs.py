from __future__ import annotations

import pytest

from workflows.tor.paragraphs import Paragraph, UnknownVariable, check, library


def test_library_holds_each_paragraph_in_both_languages() -> None:
    assert all(paragraph.body["en"] and paragraph.body["fr"] for paragraph in library().values())


def test_library_paragraphs_of_a_kind_have_the_same_shape_in_both_languages() -> None:
    lists = [paragraph for paragraph in library().values() if paragraph.kind == "list"]
    tables = [paragraph for paragraph in library().values() if paragraph.kind == "table"]

    assert [len(paragraph.body["en"]) for paragraph in lists] == [
        len(paragraph.body["fr"]) for paragraph in lists
    ]
    for paragraph in tables:
        assert [len(row) for row in paragraph.body["en"]["rows"]] == [
            len(row) for row in paragraph.body["fr"]["rows"]
        ]


def test_check_refuses_a_variable_that_nothing_fills() -> None:
    paragraph = Paragraph("new", 1, "paragraph", {"en": "For {minister}", "fr": "Pour {minister}"})

    with pytest.raises(UnknownVariable, match="minister"):
        check(paragraph)


def test_check_refuses_languages_that_use_different_variables() -> None:
    paragraph = Paragraph("new", 1, "paragraph", {"en": "For {institution}", "fr": "Pour l'institution"})

    with pytest.raises(UnknownVariable, match="same variables"):
        check(paragraph)


def test_filled_does_not_read_a_value_again() -> None:
    paragraph = Paragraph(
        "new", 1, "list", {"en": ["{institution}: {phase}"], "fr": ["{institution} : {phase}"]}
    )
    values = {"institution": "{phase}", "phase": "{{ 7*7 }} {0.__class__}"}

    filled = paragraph.filled({"en": values, "fr": values})

    assert filled["en"] == ["{phase}: {{ 7*7 }} {0.__class__}"]
