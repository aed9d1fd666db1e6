"""Publishing what came of a request: worded by the office, agreed by the country, taken back by either."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.errors import NotAllowed, Problems
from core.text import language_of
from core.transitions import lock, perform, refuse_if_stale
from requests_app.models import SupportRequest
from requests_app.rules import is_officer
from workflows.actions import publications as actions
from workflows.models import Publication


def propose_publication(
    *,
    support_request: SupportRequest,
    title_en: str,
    title_fr: str,
    results_en: str,
    results_fr: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Publication:
    """Ask the country of a closed request whether other countries may read this about it."""
    if not is_officer(actor, support_request):
        raise NotAllowed(actions.PROPOSE.who_text)
    problems, texts = Problems(), {"title_en": title_en, "title_fr": title_fr}
    texts |= {"results_en": results_en, "results_fr": results_fr}
    for name, text in texts.items():
        if not text.strip():
            problems.add(name, _("Countries read this in either language: say it in both."), code="required")
    problems.raise_if_any()
    with transaction.atomic():
        row, _dossier = lock(support_request)
        refuse_if_stale(row, expected_version)
        main = row.request_themes.filter(is_main=True).values_list("theme_id", flat=True).first()
        publication: Publication = Publication.objects.create(
            support_request=row,
            **texts,
            theme_id=main,
            year=(row.closed_at or now).year,
            proposed_by_id=actor.signed_in_id,
            created_at=now,
            updated_at=now,
        )
        return perform(
            actions.PROPOSE,
            publication,
            actor=actor,
            now=now,
            data={"title": {"en": title_en, "fr": title_fr}},
            within=row,
        )


def consent_to_publication(
    *, publication: Publication, actor: Actor, now: datetime, expected_version: int | None = None
) -> Publication:
    """The country agrees; from now on the other countries read it."""
    return perform(
        actions.CONSENT,
        publication,
        actor=actor,
        now=now,
        arguments={"now": now},
        data={"title": {"en": publication.title_en, "fr": publication.title_fr}},
        expected_version=expected_version,
    )


def refuse_publication(
    *, publication: Publication, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> Publication:
    """The country does not want it; the office may propose other words."""
    language = language_of(reason, actor.language)
    return perform(
        actions.REFUSE,
        publication,
        actor=actor,
        now=now,
        arguments={"reason": reason, "language": language, "now": now},
        data={"reason": reason, "text_language": language},
        expected_version=expected_version,
    )


def retract_publication(
    *, publication: Publication, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> Publication:
    """Nobody else reads it from now on."""
    language = language_of(reason, actor.language)
    return perform(
        actions.RETRACT,
        publication,
        actor=actor,
        now=now,
        arguments={"reason": reason, "language": language},
        data={"reason": reason, "text_language": language},
        expected_version=expected_version,
    )
