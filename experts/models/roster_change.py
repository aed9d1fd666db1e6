from __future__ import annotations

from django.db import models


class RosterChange(models.Model):
    """A profile, or one of its lists, changed: written by triggers of the database in the change's own transaction.

    It tells every process which profiles to read again before it ranks. `transaction` is PostgreSQL's number of the
    transaction (0 elsewhere), for there rows become visible in another order than their ids; `token` is random, so
    that a row which took the id of one rolled back is not mistaken for it.
    """

    expert_id = models.BigIntegerField()
    transaction = models.BigIntegerField()
    token = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["transaction"], name="roster_change_transaction")]

    def __str__(self) -> str:
        return f"#{self.pk}: {self.expert_id}"
