"""Whatever arrives, an answer leaves, soon."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from requests_app.theme_check import PhaseDefinition, ThemeCheck, check_themes

Phases = Callable[[str], PhaseDefinition]
FRAGMENTS = st.sampled_from(
    [
        "border",
        "post",
        "données",
        "<p>",
        "</",
        "<!--",
        "-->",
        "&eacute;",
        "&",
        "pas",
        "not",
        "hors",
        "biométri",
    ]
    + ["\x00", "😀", "مرحبا", "\u200f", "İ", "ß", "ŒUVRE", "\u0301", "\ud800", ".", "\n", " ", "*"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from(["title", "background", "objectives", "other"]),
        st.lists(FRAGMENTS | st.text(max_size=8), max_size=40).map("".join),
    )
)
def test_any_text_gets_an_answer_with_true_quotations(phase: Phases, fields: dict[str, str]) -> None:
    check = check_themes(fields, phase("PH3"))

    assert isinstance(check, ThemeCheck)
    assert check.in_scope == bool(check.proposals)
    for evidence in [p.evidence for p in check.proposals] + [o.evidence for o in check.outside]:
        for quote in evidence:
            assert quote.quote == fields[quote.field][quote.start : quote.end] != ""
    assert all(0.5 <= proposal.score < 1 for proposal in check.proposals)


@pytest.mark.parametrize("text", ["", " ", "\x00", "frontière", "help", "😀😀", "مراقبة الحدود", "<p></p>"])
def test_a_text_that_says_next_to_nothing_is_out_of_scope_and_unsure(text: str, phase: Phases) -> None:
    check = check_themes({"background": text}, phase("PH3"))

    assert (check.in_scope, check.unsure) == (False, True)


def test_no_field_at_all_is_out_of_scope_and_unsure(phase: Phases) -> None:
    check = check_themes({}, phase("PH3"))

    assert (check.proposals, check.in_scope, check.unsure, check.outside) == ((), False, True, ())


@pytest.mark.parametrize("piece", ["<!--", "<a", "&amp", "border ", "pas "])
def test_a_huge_or_hostile_text_is_read(piece: str, phase: Phases) -> None:
    check = check_themes({"background": piece * 20_000}, phase("PH3"))

    assert {proposal.code for proposal in check.proposals} <= {"PH3-T2"}


def test_length_alone_does_not_bring_a_theme(phase: Phases) -> None:
    sentence = (
        "The ministry met twice in the year and wrote a short note about roads, data, schools and ports. "
    )

    assert not check_themes({"background": sentence * 1_000}, phase("PH3")).in_scope
