from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


class JournalQuerySet(models.QuerySet["JournalEvent"]):
    def of(self, chain: str) -> JournalQuerySet:
        return self.filter(chain=chain)

    def for_audiences(self, audiences: Iterable[str]) -> JournalQuerySet:
        """Events that at least one of the audiences may read."""
        wanted = Q(pk__in=[])
        for audience in audiences:
            wanted |= Q(audience__contains=f",{audience},")
        return self.filter(wanted)


class JournalEvent(models.Model):
    """One thing that happened, linked to the one before it in the same chain; never changed, never deleted.

    Database triggers refuse UPDATE, DELETE and TRUNCATE (`core.triggers`). `audience` lists who may read it, as
    `,manager,steering,expert:7,`. The sentence is made when it is read, from `verb` and `data`.
    """

    chain = models.CharField(max_length=80)
    sequence = models.PositiveIntegerField()
    verb = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    audience = models.CharField(max_length=200)
    actor_kind = models.CharField(max_length=10)
    actor_role = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(null=True)
    expert_id = models.BigIntegerField(null=True)
    on_behalf_of_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = JournalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="journal_chain_sequence_unique"),
        ]
        indexes = [models.Index(fields=["verb", "at"], name="journal_verb_at")]

    def __str__(self) -> str:
        return f"{self.chain} #{self.sequence} {self.verb}"
