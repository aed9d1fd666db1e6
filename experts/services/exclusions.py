"""What a person never does: a country, a theme, a kind of work."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import journal
from core.actors import Actor
from core.errors import Conflict, NotFound, Problems
from core.text import language_of
from experts.models import Exclusion, Expert
from experts.services.access import audience, hold
from programme.models import Expertise, SupportType, Theme

COUNTRY = re.compile(r"[A-Z]{2}")
MODALITIES = frozenset({"on_site", "remote", "mixed"})


def add_exclusion(
    *, expert: Expert, kind: str, code: str, actor: Actor, now: datetime, reason: str = ""
) -> Exclusion:
    """From now on the person is not proposed where this is asked for."""
    with transaction.atomic():
        row = hold(expert, actor=actor)
        _refuse_bad_exclusion(kind, code, reason)
        exclusion, is_new = Exclusion.objects.get_or_create(
            expert=row,
            kind=kind,
            code=code,
            defaults={"reason": reason.strip(), "text_language": language_of(reason, actor.language)},
        )
        if not is_new:
            raise Conflict(_("This is excluded already."))
        _tell(row, "expert.exclusion_added", exclusion, actor=actor, now=now)
    return exclusion


def remove_exclusion(*, exclusion: Exclusion, actor: Actor, now: datetime) -> Expert:
    """The person may be proposed again where this is asked for."""
    with transaction.atomic():
        row = hold(exclusion.expert, actor=actor)
        found = row.exclusions.filter(pk=exclusion.pk).first()
        if found is None:
            raise NotFound
        _tell(row, "expert.exclusion_removed", found, actor=actor, now=now)
        found.delete()
    return row


def _tell(expert: Expert, verb: str, exclusion: Exclusion, *, actor: Actor, now: datetime) -> None:
    expert.version += 1
    journal.append(
        expert,
        verb,
        actor=actor,
        now=now,
        audience=audience(expert),
        data={"kind": exclusion.kind, "code": exclusion.code},
    )
    expert.save(update_fields=["version", "journal_sequence", "journal_hash"])


def _refuse_bad_exclusion(kind: str, code: str, reason: str) -> None:
    problems = Problems()
    if kind not in Exclusion.Kind.values:
        problems.add("kind", _("Choose one of the values offered."), code="unknown")
    elif not _is_known(kind, code):
        problems.add("code", _("There is no such code."), code="unknown")
    if len(reason) > 300 or "\x00" in reason:
        problems.add("reason", _("Write this as plain text of at most 300 characters."))
    problems.raise_if_any()


def _is_known(kind: str, code: str) -> bool:
    if kind == Exclusion.Kind.COUNTRY:
        return bool(COUNTRY.fullmatch(code))
    if kind == Exclusion.Kind.MODALITY:
        return code in MODALITIES
    listed = {
        Exclusion.Kind.THEME: Theme,
        Exclusion.Kind.EXPERTISE: Expertise,
        Exclusion.Kind.SUPPORT_TYPE: SupportType,
    }[Exclusion.Kind(kind)]
    return listed._default_manager.filter(pk=code).exists()
