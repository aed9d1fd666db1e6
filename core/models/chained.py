from __future__ import annotations

from django.db import models

from core.models.rows import update_row


class ChainedModel(models.Model):
    """A row that is the head of its own journal chain.

    The head lies on the row itself because every change locks that row anyway: the chain needs no lock and no
    query of its own.
    """

    journal_sequence = models.PositiveIntegerField(default=0, editable=False)
    journal_hash = models.CharField(max_length=64, blank=True, default="", editable=False)

    class Meta:
        abstract = True

    @property
    def chain(self) -> str:
        """The name of the chain, for example `requests_app.supportrequest:42`."""
        return f"{self._meta.label_lower}:{self.pk}"

    def save_head(self) -> None:
        """Write the head of the chain, and nothing else of the row."""
        update_row(self, ("journal_sequence", "journal_hash"))
