from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from workflows.tor.content import (
    Clause,
    OutlineItem,
    TermsContent,
    TermsSource,
    compose,
    content_hash,
    missing_translations,
)

SOURCE = re.compile(
    r"request\.[a-z_]+|paragraph:[a-z_]+@\d+|theme:.+|objective:.+|support_type:.+|position:\d+"
)
Outline = tuple[OutlineItem, ...]


def clause_from(content: TermsContent, source: str) -> Clause:
    return next(clause for clause in content.clauses if clause.source == source)


@pytest.mark.parametrize("name", ["full", "minimal"])
def test_compose_gives_every_clause_a_source_and_both_languages(
    name: str, outline: Outline, source_from: Callable[..., TermsSource]
) -> None:
    content = compose(source_from(name), outline)

    assert [clause.source for clause in content.clauses if not SOURCE.fullmatch(clause.source)] == []
    assert {tuple(sorted(clause.text)) for clause in content.clauses} == {("en", "fr")}
    assert len({clause.id for clause in content.clauses}) == len(content.clauses)


@pytest.mark.parametrize("name", ["full", "minimal"])
def test_compose_leaves_no_heading_empty(
    name: str, outline: Outline, source_from: Callable[..., TermsSource]
) -> None:
    content = compose(source_from(name), outline)

    filled = {clause.heading_number for clause in content.clauses}
    parents = {heading.parent for heading in outline}
    assert {heading.number for heading in outline} - parents - filled == set()


def test_compose_says_what_is_to_be_agreed_when_nothing_is_known(
    outline: Outline, source_from: Callable[..., TermsSource]
) -> None:
    content = compose(source_from("minimal"), outline)

    open_headings = [c.heading_number for c in content.clauses if c.source == "paragraph:to_be_agreed@1"]
    assert open_headings == [
        *("1.2", "2.1", "2.2", "2.3", "2.4", "4.1", "4.3", "5.1", "5.2", "5.3", "6.1", "6.3", "6.4")
    ]


def test_compose_follows_the_outline_it_is_given(full_source: TermsSource) -> None:
    outline = (
        OutlineItem(1, "2", 1, None, {"en": "Objectives", "fr": "Objectifs"}),
        OutlineItem(2, "2.2", 2, "2", {"en": "Specific", "fr": "Spécifique"}),
        OutlineItem(3, "99", 1, None, {"en": "Something new", "fr": "Du nouveau"}),
    )

    content = compose(full_source, outline)

    assert [(clause.id, clause.source) for clause in content.clauses] == [
        ("2.2-1", "request.objective"),
        ("99-1", "paragraph:to_be_agreed@1"),
    ]


def test_compose_marks_a_text_that_nobody_translated(
    full_content: TermsContent, full_source: TermsSource
) -> None:
    background = clause_from(full_content, "request.background")

    assert background.language_of == "fr"
    assert background.text["en"] == {"text": full_source.texts["background"], "lang": "fr"}
    assert background.text["fr"] == full_source.texts["background"]


def test_compose_uses_a_translation_when_there_is_one(
    full_content: TermsContent, full_source: TermsSource
) -> None:
    objective = clause_from(full_content, "request.objective")

    assert objective.text["en"] == full_source.translations["objective"]["en"]
    assert objective.text["fr"] == full_source.texts["objective"]


def test_compose_quotes_only_official_labels(full_content: TermsContent) -> None:
    theme = next(c for c in full_content.clauses if c.source == "theme:PH3-T2")

    assert theme.text == {
        "en": ["PH3-T2: “Border management at the operational level”"],
        "fr": ["PH3-T2: La gestion des frontières au niveau opérationnel"],
    }


def test_compose_plans_no_travel_for_a_mission_at_a_distance(
    outline: Outline, full_source: TermsSource
) -> None:
    assert full_source.modality
    remote = replace(full_source.modality, code="remote")
    positions = tuple(replace(position, modality=remote) for position in full_source.positions)

    content = compose(replace(full_source, positions=positions), outline)

    travel = [clause.source for clause in content.clauses if clause.heading_number == "5.4"]
    assert travel == ["paragraph:travel_remote@1"]


def test_missing_translations_names_each_source_once(full_content: TermsContent) -> None:
    assert missing_translations(full_content, "fr") == []
    assert missing_translations(full_content, "en") == [
        "request.background",
        "request.related_support",
        "request.expected_results",
        "request.target_group",
        "position:1",
        "position:2",
        "request.own_contribution",
        "request.sustainability",
    ]


def test_missing_translations_holds_for_a_third_language(
    outline: Outline, source_from: Callable[..., TermsSource]
) -> None:
    content = compose(source_from("minimal", content_language="pt"), outline)

    assert missing_translations(content, "fr") == missing_translations(content, "en")
    assert missing_translations(content, "en") == ["request.title", "request.background"]


def test_content_and_source_survive_json(full_content: TermsContent, full_source: TermsSource) -> None:
    stored = json.loads(json.dumps(full_content.to_dict()))

    assert content_hash(TermsContent.from_dict(stored)) == content_hash(full_content)
    again = TermsSource.from_dict(json.loads(json.dumps(full_source.to_dict())), library=full_source.library)
    assert again == full_source


def test_content_hash_changes_with_any_word(
    outline: Outline, full_source: TermsSource, full_content: TermsContent
) -> None:
    changed = compose(replace(full_source, place="Dakar"), outline)

    assert content_hash(changed) != content_hash(full_content)
    assert content_hash(compose(full_source, outline)) == content_hash(full_content)
