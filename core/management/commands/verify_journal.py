from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from core.journal import Breach, verify_chain
from core.models import ChainedModel, JournalEvent


class Command(BaseCommand):
    """Check the whole journal; exit code 0 only if every chain is whole."""

    help = "Check the hash chains of the whole journal."

    def handle(self, *args: Any, **options: Any) -> None:
        heads = dict(_heads())
        chains, breaches = 0, 0
        events = JournalEvent.objects.order_by("chain", "sequence", "id").iterator(chunk_size=2000)
        for chain, found in groupby(events, key=lambda event: event.chain):
            chains += 1
            breaches += self._report(verify_chain(chain, found, heads.pop(chain, None)))
        breaches += self._report(
            Breach(chain, head[0], "every event of this chain is gone")
            for chain, head in heads.items()
            if head[0]
        )
        if breaches:
            raise CommandError(f"The journal is not whole: {breaches} breach(es) in {chains} chain(s).")
        self.stdout.write(f"The journal is whole: {JournalEvent.objects.count()} events in {chains} chains.")

    def _report(self, breaches: Any) -> int:
        count = 0
        for breach in breaches:
            self.stderr.write(f"{breach.chain} event {breach.sequence}: {breach.what}")
            count += 1
        return count


def _heads() -> Iterator[tuple[str, tuple[int, str]]]:
    """The head that each subject keeps, for every model that has a chain."""
    for model in apps.get_models():
        if issubclass(model, ChainedModel):
            rows = model._base_manager.values_list("pk", "journal_sequence", "journal_hash").iterator()
            for pk, sequence, hash_ in rows:
                yield f"{model._meta.label_lower}:{pk}", (sequence, hash_)
