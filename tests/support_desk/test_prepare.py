import os
from pathlib import Path

import pytest

from support_desk import prepare


def test_newest_change_looks_into_all_folders(tmp_path: Path):
    for name, time in [("a/old.css", 100), ("b/c/new.css", 5_000_000_000)]:
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.touch()
        os.utime(path, (time, time))

    assert prepare.newest_change(iter([tmp_path / "a", tmp_path / "b"])) == 5_000_000_000


@pytest.mark.django_db
def test_sign_in_help_names_no_account_that_does_not_exist():
    help_text = prepare.sign_in_help()

    assert "/healthz" in help_text
    assert "demo.example" not in help_text
