"""Who is on the roster: a manager's verdict, with its reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import journal, outbox
from core.actors import Actor
from core.errors import Blocked, InvalidInput, Reason
from core.text import language_of
from experts import rules
from experts.models import Expert
from experts.services.access import audience, hold

VETTING_CHANGED = "expert.vetting_changed"

# From which standing which verdicts are possible.
VERDICTS = {
    Expert.Vetting.PROPOSED: {Expert.Vetting.VETTED, Expert.Vetting.LEFT},
    Expert.Vetting.VETTED: {Expert.Vetting.VETTED, Expert.Vetting.SUSPENDED, Expert.Vetting.LEFT},
    Expert.Vetting.SUSPENDED: {Expert.Vetting.VETTED, Expert.Vetting.LEFT},
    Expert.Vetting.LEFT: {Expert.Vetting.PROPOSED},
}
NEED_A_REASON = frozenset({Expert.Vetting.SUSPENDED, Expert.Vetting.LEFT})


def vet_expert(
    *,
    expert: Expert,
    actor: Actor,
    now: datetime,
    verdict: str,
    reason: str = "",
    valid_until: date | None = None,
    expected_version: int | None = None,
) -> Expert:
    """Take a person on the roster, suspend them, let them go, or open the case again.

    Suspending and leaving need a reason. Taken onto the roster with `valid_until`, the person has to be vetted anew
    after that day; a vetted one can be vetted again for longer. Publishes
    `expert.vetting_changed` with the id and the verdict.
    """
    with transaction.atomic():
        row = hold(
            expert,
            actor=actor,
            rule=rules.vet_expert,
            refusal=_("Another person, a manager, decides who is on the roster."),
            expected_version=expected_version,
        )
        _refuse_bad_verdict(row, verdict, reason)
        _refuse_past(verdict, valid_until, now)
        was, row.vetting = row.vetting, verdict
        if verdict == Expert.Vetting.VETTED:
            row.vetted_by_id, row.vetted_at, row.vetted_until = actor.user_id, now, valid_until
        row.version += 1
        journal.append(
            row,
            "expert.vetted" if verdict == Expert.Vetting.VETTED else f"expert.{verdict}",
            actor=actor,
            now=now,
            audience=audience(row),
            data={
                "from": was,
                "to": verdict,
                "reason": reason.strip(),
                "text_language": language_of(reason, actor.language),
                "valid_until": valid_until.isoformat() if valid_until else "",
            },
        )
        row.save()
        outbox.publish(VETTING_CHANGED, {"id": row.pk, "verdict": verdict}, now=now)
    return row


def _refuse_bad_verdict(expert: Expert, verdict: str, reason: str) -> None:
    if verdict not in Expert.Vetting.values:
        raise InvalidInput.at("verdict", _("Choose one of the values offered."), code="unknown")
    if verdict not in VERDICTS[Expert.Vetting(expert.vetting)]:
        message = _("Somebody whose standing is '%(now)s' cannot be given '%(verdict)s'.")
        standing = {"now": Expert.Vetting(expert.vetting).label, "verdict": Expert.Vetting(verdict).label}
        raise Blocked(reasons=[Reason("vetting_order", message % standing)])
    if verdict in NEED_A_REASON and not reason.strip():
        raise InvalidInput.at("reason", _("Say why."), code="required")
    if "\x00" in reason:
        raise InvalidInput.at("reason", _("Write this as plain text."))


def _refuse_past(verdict: str, valid_until: date | None, now: datetime) -> None:
    if verdict == Expert.Vetting.VETTED and valid_until is not None and valid_until <= now.date():
        raise InvalidInput.at("valid_until", _("This day lies in the past."), code="past")
