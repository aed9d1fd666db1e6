"""What every row of reference data has in common: two languages, a stable key, and where it came from."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Certainty(models.TextChoices):
    """How sure the desk is of a wording or a fact."""

    CONFIRMED = "confirmed", _("Confirmed")
    PARTLY_CONFIRMED = "partly_confirmed", _("Partly confirmed")
    RECONSTRUCTED = "reconstructed", _("Reconstructed")
    COMPARABLE = "comparable", _("Found at a comparable facility")
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")


class Origin(models.TextChoices):
    """Where a wording in one language comes from."""

    SOURCE = "source", _("Wording of a source")
    TRANSLATION = "translation", _("Our translation of a source")
    RECONSTRUCTION = "reconstruction", _("Our own wording")


class Bilingual(models.Model):
    """Texts kept in one column per language (`label_en`, `label_fr`), read in the reader's language."""

    LABEL_STEM: ClassVar[str] = "label"

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    def in_language(self, stem: str, language: str) -> str:
        """The text of the columns `<stem>_<language>`; in English where the language is missing or empty."""
        wanted = str(getattr(self, f"{stem}_{language[:2]}", ""))
        return wanted or str(getattr(self, f"{stem}_en"))

    def label_in(self, language: str) -> str:
        """The label in a given language, whatever language is active: documents are written in both."""
        return self.in_language(self.LABEL_STEM, language)

    @property
    def label(self) -> str:
        """The label in the language now active."""
        return self.label_in(get_language() or "en")


class Shipped(models.Model):
    """A row that comes with the project and may be changed by an administrator, who then has the last word.

    `KEY` names the columns that recognise the row when the files are loaded again.
    """

    KEY: ClassVar[tuple[str, ...]] = ("code",)
    UNSHIPPED: ClassVar[frozenset[str]] = frozenset({"locally_edited", "loaded_at"})

    locally_edited = models.BooleanField(
        _("edited here"),
        default=False,
        help_text=_("Loading the reference data leaves this row as it is."),
    )
    loaded_at = models.DateTimeField(_("loaded"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def key(self) -> tuple[Any, ...]:
        """The values of the `KEY` columns."""
        return tuple(getattr(self, name) for name in self.KEY)


def require_order(start: Any, end: Any, *, field: str) -> None:
    """Raise `ValidationError` at `field` when a period ends before it begins; an open side is no error."""
    if start is not None and end is not None and end < start:
        raise ValidationError({field: _("The end lies before the beginning.")})
