"""The French catalogue: complete, and gathered from everything that a person can read."""

from pathlib import Path

import pytest

from support_desk import catalogue

TEMPLATE = """{% load i18n %}
{% translate "Sign in" %} {% translate "May" context "month" %}
{% blocktranslate with name=user.name trimmed %}
  Welcome,
  {{ name }}
{% endblocktranslate %}
{% blocktranslate count days=days %}{{ days }} day{% plural %}{{ days }} days{% endblocktranslate %}
"""
CODE = """
WORDS = (_("Draft"), gettext_lazy("It's here"), pgettext_lazy("verb", "Order"))
LEFT = ngettext("%(count)s file", "%(count)s files", count)
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with one template and one module, and no catalogue yet."""
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "CATALOGUE", tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "words.py").write_text(CODE)
    return tmp_path


def test_catalogue_is_complete():
    assert catalogue.problems() == []


@pytest.mark.parametrize(
    ("message", "context"),
    [
        ("Sign in", None),
        ("May", "month"),
        ("Welcome, %(name)s", None),
        (("%(days)s day", "%(days)s days"), None),
    ],
)
@pytest.mark.usefixtures("house")
def test_messages_of_a_template_are_gathered(message: str | tuple[str, str], context: str | None):
    assert ((message, context), "templates/page.html") in list(catalogue.messages())


@pytest.mark.parametrize(
    ("message", "context"),
    [
        ("Draft", None),
        ("It's here", None),
        ("Order", "verb"),
        (("%(count)s file", "%(count)s files"), None),
    ],
)
@pytest.mark.usefixtures("house")
def test_messages_of_the_code_are_gathered(message: str | tuple[str, str], context: str | None):
    assert ((message, context), "core/words.py") in list(catalogue.messages())


@pytest.mark.usefixtures("house")
def test_update_keeps_what_is_translated_and_check_names_the_rest():
    catalogue.update()
    translated = catalogue.CATALOGUE.read_text().replace(
        '"Sign in"\nmsgstr ""', '"Sign in"\nmsgstr "Se connecter"'
    )
    catalogue.CATALOGUE.write_text(translated)
    catalogue.update()

    assert "not translated: 'Draft'" in catalogue.problems()
    assert "not translated: 'Sign in'" not in catalogue.problems()


def test_check_names_what_is_no_longer_said(house: Path):
    catalogue.update()
    (house / "templates" / "page.html").write_text("")

    assert "no longer used: 'Sign in'" in catalogue.problems()


@pytest.mark.usefixtures("house")
def test_check_names_a_lost_placeholder():
    catalogue.update()
    lost = catalogue.CATALOGUE.read_text().replace(
        '"Welcome, %(name)s"\nmsgstr ""', '"Welcome, %(name)s"\nmsgstr "Bienvenue"'
    )
    catalogue.CATALOGUE.write_text(lost)

    assert "other placeholders than the English: 'Welcome, %(name)s'" in catalogue.problems()


@pytest.mark.usefixtures("house")
def test_check_refuses_a_catalogue_that_would_not_be_compiled():
    catalogue.update()
    catalogue.CATALOGUE.write_text(f"#, fuzzy\n{catalogue.CATALOGUE.read_text()}")

    assert "marked as doubtful as a whole: it would not be compiled" in catalogue.problems()
