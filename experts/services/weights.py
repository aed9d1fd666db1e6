"""New weights for the ranking: a version is never changed, the next one takes over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from core import journal
from core.actors import Actor, Role
from core.errors import Conflict, InvalidInput, NotAllowed
from core.text import language_of
from experts import rules
from experts.matching import DEFAULT_WEIGHTS, Weights
from experts.models import MatchingWeights


def put_weights_in_force(
    *,
    points: Mapping[str, int],
    actor: Actor,
    now: datetime,
    note: str = "",
    in_force_from: datetime | None = None,
) -> MatchingWeights:
    """The next version of the weights, from now or from a later moment; version 1 is the built-in one."""
    if not rules.set_weights(actor):
        raise NotAllowed(_("Only programme managers can change the weights."))
    start = in_force_from or now
    if start < now:
        raise InvalidInput.at("in_force_from", _("Weights cannot be changed for the past."), code="past")
    with transaction.atomic():
        latest = MatchingWeights.objects.aggregate(version=Max("version"))["version"]
        version = (latest or DEFAULT_WEIGHTS.version) + 1
        try:
            checked = Weights(version, points)
        except (TypeError, ValueError) as wrong:
            raise InvalidInput.at("points", _("Name every criterion, with points that total 100.")) from wrong
        weights = MatchingWeights(
            version=version,
            points=dict(checked.points),
            in_force_from=start,
            note=note.strip()[:300],
            text_language=language_of(note, actor.language),
        )
        try:
            with transaction.atomic():
                weights.save(force_insert=True)
        except IntegrityError as taken:
            raise Conflict from taken
        journal.record(
            weights,
            "weights.put_in_force",
            actor=actor,
            now=now,
            audience=[Role.MANAGER, Role.ADMIN, Role.STEERING],
            data={"version": version, "points": dict(checked.points)},
        )
    return weights
