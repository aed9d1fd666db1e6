from __future__ import annotations

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.errors import Text
from programme.models.base import Bilingual, Shipped
from programme.models.outline import OutlineHeading
from programme.models.support_type import SupportType
from programme.models.theme import Theme

CELL = "|"
VARIABLES = frozenset(
    {
        *("country", "institution", "phase", "reference", "theme", "working_language"),
        *("expert_days", "report_days", "review_days"),
    }
)
"""What a paragraph may have filled in, as `{institution}`; terms of reference know each of them."""

_IN_BRACES = re.compile(r"\{([^{}\n]*)\}")
_LANGUAGES = ("en", "fr")


class Paragraph(Bilingual, Shipped):
    """A standard paragraph of terms of reference, in both languages.

    A `standard` one stands where the outline needs it. Any other stands under its `heading` when the request has its
    theme, its type of support and its modality; a condition that is empty always holds.

    `version` is that of the project's files; `edition` counts the texts that administrators gave it since, so that
    terms can say which text they hold (`label_of_version`).
    """

    LABEL_STEM = "text"

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", _("Paragraph")
        LIST = "list", _("List: a line for each item")
        TABLE = "table", _("Table: a line for each row, | between cells")

    class Modality(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        REMOTE = "remote", _("At a distance")
        MIXED = "mixed", _("On site and at a distance")

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    heading = models.ForeignKey(
        OutlineHeading, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("heading")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PARAGRAPH)
    standard = models.BooleanField(_("needed by the outline"), default=False, editable=False)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only for the theme")
    )
    support_type = models.ForeignKey(
        SupportType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only for the type of support"),
    )
    modality = models.CharField(
        _("only for the modality"), max_length=10, choices=Modality.choices, blank=True, default=""
    )
    text_en = models.TextField(_("text in English"), max_length=8000)
    text_fr = models.TextField(_("text in French"), max_length=8000)
    in_use = models.BooleanField(_("in use"), default=True)
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    edition = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("paragraph of terms of reference")
        verbose_name_plural = _("paragraphs of terms of reference")
        ordering = ["heading__order", "code"]

    def __str__(self) -> str:
        return self.code

    @property
    def label_of_version(self) -> str:
        """`2` for the project's second text, `2.1` for the first that was given here since."""
        return f"{self.version}.{self.edition}" if self.edition else str(self.version)

    @property
    def texts(self) -> Mapping[str, str]:
        return {language: getattr(self, f"text_{language}").strip() for language in _LANGUAGES}

    def clean(self) -> None:
        """Refuse, at its field, what could not be printed: unknown variables, languages that differ in form."""
        problems: dict[str, Text] = {
            f"text_{language}": problem
            for language, text in self.texts.items()
            if (problem := _unknown_variables(text) or self._uneven_rows(text))
        }
        if not problems and (difference := self._difference()):
            problems["text_fr"] = difference
        if self.standard and not self.in_use:
            problems["in_use"] = _("The outline needs this paragraph: change its text instead.")
        if not self.standard and self.heading_id is None:
            problems["heading"] = _("Say under which heading it stands.")
        if problems:
            raise ValidationError(problems)

    def _uneven_rows(self, text: str) -> Text:
        widths = {line.count(CELL) for line in lines_of(text)} if self.kind == self.Kind.TABLE else set()
        return _("All rows of a table have as many cells as its first.") if len(widths) > 1 else ""

    def _difference(self) -> Text:
        english, french = (self.texts[language] for language in _LANGUAGES)
        if variables_in(english) != variables_in(french):
            return _("Both languages use the same variables.")
        if self.kind != self.Kind.PARAGRAPH and self._shape(english) != self._shape(french):
            return _("Both languages have as many lines and cells.")
        return ""

    def _shape(self, text: str) -> list[int]:
        cells = self.kind == self.Kind.TABLE
        return [line.count(CELL) if cells else 0 for line in lines_of(text)]


class ParagraphEdition(models.Model):
    """A text that a paragraph had: terms that name its version hold these words."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="editions")
    version = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField()
    text_en = models.TextField()
    text_fr = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["-version", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "version", "edition"], name="paragraph_edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id} {self.version}.{self.edition}"


def lines_of(text: str) -> list[str]:
    """The lines of a list or table; empty ones are none."""
    return [line for line in text.splitlines() if line.strip()]


def variables_in(text: str) -> set[str]:
    """What stands in braces."""
    return set(_IN_BRACES.findall(text))


def _unknown_variables(text: str) -> Text:
    unknown = sorted(variables_in(text) - VARIABLES)
    if not unknown:
        return ""
    return _("There is no variable %(unknown)s. There are: %(known)s.") % {
        "unknown": ", ".join(f"{{{name}}}" for name in unknown),
        "known": ", ".join(f"{{{name}}}" for name in sorted(VARIABLES)),
    }
