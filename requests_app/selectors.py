"""What the floors above read of requests, gathered with a fixed number of queries."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from core.actors import Actor
from programme.models import Country
from programme.selectors import vocabulary_for
from requests_app import form
from requests_app.models import SupportRequest
from requests_app.theme_check import PhaseDefinition, ThemeCheck, check_themes, phase_from_rows


def theme_check_of(support_request: SupportRequest) -> ThemeCheck:
    """What the words of a request say about the themes of its phase. Three queries for the vocabulary."""
    return check_themes(form.theme_texts(support_request), phase_definition(support_request.phase_id))


def phase_definition(phase: str) -> PhaseDefinition:
    """The definition of a phase from the vocabulary in the database, as its administrators keep it."""
    vocabulary = vocabulary_for(phase)
    return phase_from_rows(vocabulary.phase, vocabulary.themes, vocabulary.outside)


def answers_known_before(country: str, *, actor: Actor) -> dict[str, Any]:
    """What need not be asked again of a country's next request: from its latest one, and from the writer's account.

    Four queries. Somebody who writes corrects what is no longer so.
    """
    writer = User.objects.get(pk=actor.signed_in_id)
    spoken = Country.objects.get(pk=country).working_languages
    latest = SupportRequest.objects.visible_to(actor).filter(country=country).order_by("-id").first()
    own_contact = {
        "name": writer.full_name,
        "function": writer.function,
        "email": writer.email,
        "phone": writer.phone,
    }
    return {
        "institution": latest.institution if latest else writer.organisation,
        "unit_contact": dict(latest.unit_contact) if latest and latest.unit_contact else own_contact,
        "language": (latest.working_language if latest else "") or spoken[0],
        "endorsement": {"name": writer.full_name, "function": writer.function},
    }
