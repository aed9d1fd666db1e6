from __future__ import annotations

import time

import pytest

from workflows.tor.typography import breakable, direction, french_spaces, printable, set_text

N = "\u202f"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Pourquoi ?", f"Pourquoi{N}?"),
        ("Pourquoi?", f"Pourquoi{N}?"),
        ("Trois points: un ; deux", f"Trois points{N}: un{N}; deux"),
        ("« Oui ! »", f"«{N}Oui{N}!{N}»"),
        ("«Oui»", f"«{N}Oui{N}»"),
        ("Vraiment ?!", f"Vraiment{N}?!"),
        ("(voir l'annexe :)", f"(voir l'annexe{N}:)"),
        ("à 10:30, sur https://exemple.sn/a?b=1", "à 10:30, sur https://exemple.sn/a?b=1"),
        ("Rien à changer.", "Rien à changer."),
        ("", ""),
    ],
)
def test_french_spaces_stand_before_signs_and_inside_quotation_marks(written: str, printed: str) -> None:
    assert french_spaces(written) == printed


def test_french_spaces_change_nothing_the_second_time() -> None:
    once = french_spaces("Trois points: « un » ; deux ?")

    assert french_spaces(once) == once


@pytest.mark.parametrize(
    "hostile", [" " * 200_000, " " * 100_000 + "»", "a" + " " * 100_000 + "b", ";" * 100_000]
)
def test_french_spaces_stay_linear_on_endless_runs(hostile: str) -> None:
    began = time.perf_counter()

    french_spaces(hostile)

    assert time.perf_counter() - began < 1


def test_breakable_lets_lines_end_in_endless_words_only() -> None:
    assert breakable("a" * 60 + " " + "b" * 70) == "a" * 60 + " " + "\u200b".join(
        ["b" * 30, "b" * 30, "b" * 10]
    )


def test_set_text_leaves_english_as_written() -> None:
    assert set_text("Why? Because: so.", "en") == "Why? Because: so."


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("line\r\nnext\rlast", "line\nnext\nlast"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("pay \u202e001 euros", "pay 001 euros"),
        ("none\ufffe\uffff", "none"),
        ("  النص  ", "النص"),
        ("👩‍💻 🇸🇳", "👩‍💻 🇸🇳"),
    ],
)
def test_printable_keeps_text_and_drops_what_no_paper_shows(written: str, printed: str) -> None:
    assert printable(written) == printed


@pytest.mark.parametrize(
    ("text", "way"), [("12 — النص", "rtl"), ("Nom : محمد", "ltr"), ("123", "ltr"), ("", "ltr")]
)
def test_direction_follows_the_first_letter(text: str, way: str) -> None:
    assert direction(text) == way
