"""The accounts of the demonstration. They exist only where somebody asked for a demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.roles import OFFICE
from accounts.services.accreditation import grant
from accounts.services.sign_in import mark_address_verified
from core import journal
from core.actors import SYSTEM, Role
from programme.models import Country

DOMAIN = "demo.example"
ACCREDITED_SINCE = date(2013, 1, 1)
"""Early enough for every date that a demonstration may play through."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demonstration; `name` is the part of the address before the domain."""

    name: str
    full_name: str
    role: str
    language: str
    function: str
    country: str = ""

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"


CAST = (
    Person("focal.sn", "Aïssatou Diop", Role.FOCAL_POINT, "fr", "Point focal national", "SN"),
    Person("focal.cv", "Nilton Tavares", Role.FOCAL_POINT, "pt", "Ponto focal nacional", "CV"),
    Person("manager", "Hannah Lindqvist", Role.MANAGER, "en", "Programme manager"),
    Person("manager2", "Julien Moreau", Role.MANAGER, "fr", "Responsable de programme"),
    Person("expert", "Marta Oliveira", Role.EXPERT, "en", "Border data trainer"),
    Person("steering", "Ingrid Castellanos", Role.STEERING, "en", "Member of the Steering Committee"),
    Person("admin", "Tomás Ferreira", Role.ADMIN, "en", "Administrator"),
)


@transaction.atomic
def create_demo_accounts(*, password: str, now: datetime) -> list[User]:
    """The people of `CAST`, in that order, with a common password; those who exist get the password anew."""
    return [_ensure(person, password=password, now=now) for person in CAST]


@transaction.atomic
def ensure_focal_point(country_iso2: str, *, now: datetime, password: str | None = None) -> User:
    """The demonstration's focal point of a country; without a password nobody can sign in as them."""
    for person in CAST:
        if person.country == country_iso2:
            return _ensure(person, password=password, now=now)
    country = Country.objects.get(pk=country_iso2)
    spoken = [language for language in country.working_languages if language in dict(settings.LANGUAGES)]
    language = spoken[0] if spoken else settings.LANGUAGE_CODE
    title = "Point focal" if language == "fr" else "Focal point"
    person = Person(
        name=f"focal.{country_iso2.lower()}",
        full_name=f"{title} ({country.label_in(language)})",
        role=Role.FOCAL_POINT,
        language=language,
        function=title,
        country=country_iso2,
    )
    return _ensure(person, password=password, now=now)


def _ensure(person: Person, *, password: str | None, now: datetime) -> User:
    user = User.objects.filter(email=person.email).first() or _create(person, now=now)
    if password is not None and not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    if person.country and not user.accreditations.in_force(now.date()).exists():
        grant(
            user=User.objects.select_for_update().get(pk=user.pk),
            country=Country.objects.get(pk=person.country),
            starts_on=ACCREDITED_SINCE,
            ends_on=None,
            alternate=False,
            letter_reference="",
            actor=SYSTEM,
            now=now,
        )
    return user


def _create(person: Person, *, now: datetime) -> User:
    spoken = person.language if person.language in dict(settings.LANGUAGES) else "fr"
    user = User.objects.create_user(
        person.email,
        full_name=person.full_name,
        function=person.function,
        role=person.role,
        language=spoken,
        is_demo=True,
        confirmed_at=now,
    )
    mark_address_verified(user)
    data = {"role": person.role, "demo": True}
    journal.record(user, "user.created", actor=SYSTEM, now=now, audience=OFFICE, data=data)
    return user
