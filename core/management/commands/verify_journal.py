from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.journal import Breach, verify_chain
from core.models import ChainedModel, JournalEvent
from core.models.rows import lock_row


class Command(BaseCommand):
    """Check the whole journal; exit code 0 only if every chain is whole.

    The desk may be at work meanwhile: a chain that does not look whole is looked at again under its lock.
    """

    help = "Check the hash chains of the whole journal."

    def handle(self, *args: Any, **options: Any) -> None:
        heads = dict(_heads())
        chains, doubtful = 0, []
        events = JournalEvent.objects.order_by("chain", "sequence", "id").iterator(chunk_size=2000)
        for chain, found in groupby(events, key=lambda event: event.chain):
            chains += 1
            if any(verify_chain(chain, found, heads.pop(chain, None))):
                doubtful.append(chain)
        doubtful += [chain for chain, head in heads.items() if head[0]]
        breaches = [breach for chain in doubtful for breach in look_again(chain)]
        for breach in breaches:
            self.stderr.write(f"{breach.chain} event {breach.sequence}: {breach.what}")
        if breaches:
            raise CommandError(f"The journal is not whole: {len(breaches)} breach(es) in {chains} chain(s).")
        self.stdout.write(f"The journal is whole: {JournalEvent.objects.count()} events in {chains} chains.")


def look_again(chain: str) -> list[Breach]:
    """The breaches of one chain, read while nobody can write to it."""
    label, _colon, pk = chain.rpartition(":")
    with transaction.atomic():
        head = _locked_head(label, pk)
        events = list(JournalEvent.objects.of(chain).order_by("sequence", "id"))
        if not events and head and head[0]:
            return [Breach(chain, head[0], "every event of this chain is gone")]
        return list(verify_chain(chain, events, head))


def _locked_head(label: str, pk: str) -> tuple[int, str] | None:
    try:
        subject: Any = lock_row(apps.get_model(label), pk)
    except (LookupError, ValueError, ObjectDoesNotExist):
        return None
    return subject.journal_sequence, subject.journal_hash


def _heads() -> Iterator[tuple[str, tuple[int, str]]]:
    """The head that each subject keeps, for every model that has a chain."""
    for model in apps.get_models():
        if issubclass(model, ChainedModel):
            rows = model._base_manager.values_list("pk", "journal_sequence", "journal_hash").iterator()
            for pk, sequence, hash_ in rows:
                yield f"{model._meta.label_lower}:{pk}", (sequence, hash_)
