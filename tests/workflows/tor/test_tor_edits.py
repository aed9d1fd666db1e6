from __future__ import annotations

from dataclasses import replace

import pytest

from workflows.tor.clauses import Clause
from workflows.tor.edits import Edit, edited, fingerprint, keyed

COMPOSED = Clause(
    id="4.2-1",
    heading_number="4.2",
    kind="list",
    source="paragraph:tasks@1",
    text={"en": ["One"], "fr": ["Un"]},
)
FOREIGN = replace(COMPOSED, kind="paragraph", text={"en": {"text": "Un", "lang": "fr"}, "fr": "Un"})


@pytest.mark.parametrize(
    ("texts", "was_behind", "same", "behind"),
    [
        ({"en": "Two", "fr": "Un"}, "", False, "fr"),
        ({"en": "One", "fr": "Deux"}, "", False, "en"),
        ({"en": "Two", "fr": "Deux"}, "", False, ""),
        ({"en": "Two", "fr": "Un"}, "", True, ""),
        ({"en": "One", "fr": "Deux"}, "fr", False, ""),  # it followed
        ({"en": "Two", "fr": "Un"}, "fr", False, "fr"),  # and is further behind
    ],
)
def test_a_language_is_behind_until_it_follows(
    texts: dict[str, str], was_behind: str, same: bool, behind: str
) -> None:
    earlier = Edit({}, "", was_behind)

    edit = edited(COMPOSED, texts, before=COMPOSED, earlier=earlier, same=same)

    assert edit is not None
    assert edit.behind == behind


def test_saving_without_a_change_leaves_a_language_behind() -> None:
    shown = replace(COMPOSED, text={"en": ["Two"], "fr": ["Un"]})
    earlier = Edit({"en": ["Two"]}, fingerprint(COMPOSED), "fr")

    again = edited(COMPOSED, {"en": "Two", "fr": "Un"}, before=shown, earlier=earlier, same=False)

    assert again == earlier


def test_a_first_translation_leaves_nothing_behind() -> None:
    edit = edited(FOREIGN, {"en": "One", "fr": "Un"}, before=FOREIGN, earlier=None, same=False)

    assert edit == Edit({"en": "One"}, fingerprint(FOREIGN), "")


def test_two_clauses_of_one_source_have_keys_of_their_own() -> None:
    assert list(keyed([COMPOSED, COMPOSED])) == ["4.2/paragraph:tasks", "4.2/paragraph:tasks~2"]
