"""Registering people and keeping their profiles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from core import journal
from core.actors import Actor
from core.errors import Conflict, InvalidInput, NotAllowed
from core.references import next_reference
from experts import rules
from experts.models import Competence, CountryExperience, Expert, ExpertiseClaim, LanguageSkill
from experts.services.access import audience, hold
from experts.services.cleaning import CleanProfile, clean_profile
from experts.services.consent import renewed_until

ROWS: dict[str, type[models.Model]] = {
    "languages": LanguageSkill,
    "competences": Competence,
    "expertise": ExpertiseClaim,
    "country_experience": CountryExperience,
}


def register_expert(
    *, values: Mapping[str, Any], actor: Actor, now: datetime, code: str = "", user_id: int | None = None
) -> Expert:
    """Put a person forward for the roster; a manager has still to vet them.

    `values` are the fields of a profile, lists included (`languages`, `competences`, `expertise`,
    `expertise_areas`, `country_experience`). Without a `code` the next free reference is given.
    """
    if not rules.register_expert(actor):
        raise NotAllowed(_("Only programme managers can put a person forward."))
    clean = clean_profile({"languages": (), **values}, complete=True)
    with transaction.atomic():
        _refuse_taken(code=code, email=clean.columns["email"])
        expert = Expert(code=code or next_reference("EXP", now), user_id=user_id, created_at=now)
        _set_columns(expert, clean)
        try:
            with transaction.atomic():
                expert.save(force_insert=True)
        except IntegrityError as taken:
            raise Conflict(_("Somebody has just registered this person.")) from taken
        _replace_rows(expert, clean)
        journal.record(
            expert,
            "expert.registered",
            actor=actor,
            now=now,
            audience=audience(expert),
            data={"code": expert.code},
        )
    return expert


def update_profile(
    *,
    expert: Expert,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Expert:
    """Change what is named in `values` and nothing else; a list is replaced as a whole.

    The journal keeps which fields changed, never what they said: it cannot forget, and people may ask us to.
    """
    with transaction.atomic():
        row = hold(expert, actor=actor, expected_version=expected_version)
        clean = clean_profile(values, complete=False, own=rules.is_oneself(actor, row))
        if "email" in clean.columns:
            _refuse_taken(email=clean.columns["email"], but=row)
        _set_columns(row, clean)
        _replace_rows(row, clean)
        row.version += 1
        journal.append(
            row,
            "expert.updated",
            actor=actor,
            now=now,
            audience=audience(row),
            data={"fields": clean.fields},
        )
        row.save()
    return row


def link_account(*, user_id: int, email: str, actor: Actor, now: datetime) -> Expert | None:
    """Give a new account the profile that has its address, if the roster has one without an account."""
    with transaction.atomic():
        expert = Expert.objects.select_for_update().filter(email=email, user=None).first()
        if expert is None:
            return None
        expert.user_id = user_id
        journal.append(
            expert,
            "expert.account_linked",
            actor=actor,
            now=now,
            audience=audience(expert),
            data={"user": user_id},
        )
        expert.save(update_fields=["user_id", "journal_sequence", "journal_hash"])
    return expert


def confirm_profile(*, expert: Expert, actor: Actor, now: datetime) -> Expert:
    """The yearly "this is still right"; said by the person themself, it renews the consent to be kept."""
    with transaction.atomic():
        row = hold(expert, actor=actor)
        row.profile_confirmed_at, row.asked_to_confirm_at = now, None
        if rules.is_oneself(actor, row):
            row.consent_until, row.consent_reminded_at = renewed_until(now.date()), None
        journal.append(row, "expert.confirmed", actor=actor, now=now, audience=audience(row))
        row.save()
    return row


def _refuse_taken(*, email: str, code: str = "", but: Expert | None = None) -> None:
    others = Expert.objects.exclude(pk=but.pk) if but else Expert.objects.all()
    if code and others.filter(code=code).exists():
        raise InvalidInput.at("code", _("Somebody has this code already."), code="taken")
    if others.filter(email=email).exists():
        raise InvalidInput.at("email", _("Somebody has this address already."), code="taken")


def _set_columns(expert: Expert, clean: CleanProfile) -> None:
    for name, value in clean.columns.items():
        setattr(expert, name, value)
    if "expertise_areas" in clean.lists:
        expert.expertise_areas = [entry["area"].strip() for entry in clean.lists["expertise_areas"]]


def _replace_rows(expert: Expert, clean: CleanProfile) -> None:
    for name, model in ROWS.items():
        if name in clean.lists:
            model._default_manager.filter(expert=expert).delete()
            model._default_manager.bulk_create([model(expert=expert, **entry) for entry in clean.lists[name]])
