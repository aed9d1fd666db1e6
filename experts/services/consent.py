"""Consent to be on the roster: it is renewed for a while, it ends, and in the end the person is forgotten.

The rule (docs/adr/0028): consent is given for three years and renewed with the yearly "this is still right" of the
person themself. When it runs out the person leaves the roster; half a year later the profile is made anonymous.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core import journal, storage
from core.actors import SYSTEM, Actor
from core.errors import Blocked, Reason
from experts import rules
from experts.models import (
    AvailabilityWindow,
    Competence,
    CountryExperience,
    Exclusion,
    Expert,
    ExpertDocument,
    ExpertiseClaim,
    LanguageSkill,
    Unavailability,
)
from experts.services.access import audience, hold

CONSENT_LASTS = 3  # years
KEPT_AFTERWARDS = timedelta(days=182)
PERSONAL: tuple[type[models.Model], ...] = (
    ExpertDocument,
    LanguageSkill,
    Competence,
    ExpertiseClaim,
    CountryExperience,
    Exclusion,
    AvailabilityWindow,
    Unavailability,
)
ON_ROSTER = (Expert.Vetting.PROPOSED, Expert.Vetting.VETTED, Expert.Vetting.SUSPENDED)


def renewed_until(today: date) -> date:
    """Until when consent lasts that is given on a day."""
    return date(today.year + CONSENT_LASTS, today.month, min(today.day, 28))


def withdraw_consent(*, expert: Expert, actor: Actor, now: datetime) -> Expert:
    """The person leaves the roster of their own will."""
    return _leave(expert, "expert.consent_withdrawn", actor=actor, now=now, until=now.date())


def end_consent(*, expert: Expert, now: datetime) -> Expert:
    """The consent has run out and nobody renewed it: the person leaves the roster by itself."""
    return _leave(expert, "expert.consent_ended", actor=SYSTEM, now=now, until=None)


def anonymise(*, expert: Expert, now: datetime) -> Expert:
    """Forget who somebody was: name, contact, CV, papers and lists; the code stays, and what the desk did with them.

    Raises `Blocked` while the person is on the roster. What the journal keeps names nobody.
    """
    with transaction.atomic():
        row = hold(expert, actor=SYSTEM)
        if row.vetting != Expert.Vetting.LEFT or row.anonymised_at is not None:
            raise Blocked(reasons=[Reason("on_roster", _("Only who has left the roster is made anonymous."))])
        files = list(
            ExpertDocument.objects.filter(expert=row, removed_at=None).values_list("file", flat=True)
        )
        for model in PERSONAL:
            model._default_manager.filter(expert=row).delete()
        _forget(row, now)
        journal.append(row, "expert.anonymised", actor=SYSTEM, now=now, audience=audience(row))
        row.save()
        transaction.on_commit(lambda: storage.remove(files))
    return row


def _leave(expert: Expert, verb: str, *, actor: Actor, now: datetime, until: date | None) -> Expert:
    with transaction.atomic():
        row = hold(expert, actor=actor, rule=rules.edit_expert)
        if row.vetting not in ON_ROSTER:
            return row
        was, row.vetting = row.vetting, Expert.Vetting.LEFT
        row.consent_until = until or row.consent_until
        row.version += 1
        data = {"from": was, "to": row.vetting}
        journal.append(row, verb, actor=actor, now=now, audience=audience(row), data=data)
        row.save()
    return row


def _forget(row: Expert, now: datetime) -> None:
    row.user_id = None
    row.name = row.code
    row.email = f"{row.code.lower()}@anonymous.invalid"
    row.headline, row.phone, row.employer, row.release_authority = "–", "", "", ""
    row.cv_summary, row.expertise_areas = "", []
    row.gender, row.nationality_id, row.daily_fee = Expert.Gender.OTHER, None, None
    row.anonymised_at, row.version = now, row.version + 1
