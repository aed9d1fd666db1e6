from __future__ import annotations

from django.db import models


class RosterImport(models.Model):
    """A spreadsheet of people that somebody sent to be looked at, and then took in, or did not.

    The file lies on disk until it was taken in or forgotten; then `file` is empty, and the counts say what came of it.
    """

    file = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sent_by_id = models.BigIntegerField()
    sent_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True)
    imported = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
