"""What time does to a roster, for the demonstration: papers that expire, a profile to confirm, consent that ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile

from core.actors import Actor, Role
from experts.models import Expert
from experts.services.documents import add_document
from experts.services.profiles import confirm_profile, update_profile
from experts.services.vetting import vet_expert

PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>>>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""
CONFIRMED = timedelta(days=400)  # before today: the yearly question is due
SOON = timedelta(days=40)


def age_roster(*, star: Expert, actor: Actor, today: date, now: datetime) -> None:
    """The expert who can sign in has papers and a profile to confirm; of two others something ends soon."""
    own = Actor(kind="user", role=Role.EXPERT, user_id=star.user_id, expert_id=star.pk, language="fr")
    confirm_profile(expert=star, actor=own, now=datetime.combine(today, now.timetz()) - CONFIRMED)
    for kind, name, expires, country in (
        ("cv", "cv-fr.pdf", None, ""),
        ("passport", "passeport.pdf", today + SOON, ""),
        ("visa", "visa.pdf", today + timedelta(days=300), "GH"),
        ("security_certificate", "bsafe.pdf", today - timedelta(days=20), ""),
    ):
        add_document(
            expert=star,
            file=ContentFile(PDF, name=name),
            name=name,
            kind=kind,
            country_code=country,
            expires_on=expires,
            actor=own,
            now=now,
        )
    others = Expert.objects.exclude(pk=star.pk).order_by("code")[:2]
    for expert in others[:1]:
        update_profile(expert=expert, values={"consent_until": today + SOON}, actor=actor, now=now)
    for expert in others[1:]:
        vet_expert(expert=expert, verdict="vetted", valid_until=today + SOON, actor=actor, now=now)
