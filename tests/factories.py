"""Rows that a test needs many of, with values of their own. Whole situations are built in `tests.world`."""

from datetime import UTC, date, datetime
from typing import Any

import factory

from accounts.models import FocalPoint, User
from core.actors import Role

CREATED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    """An active manager who cannot sign in with a password, unless said otherwise."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@desk.example")
    full_name = factory.Sequence(lambda number: f"Person {number}")
    role = Role.MANAGER
    language = "en"
    confirmed_at = CREATED

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(kwargs.pop("email"), kwargs.pop("password", None), **kwargs)


class AccreditationFactory(factory.django.DjangoModelFactory):
    """A person speaks for a country since the beginning of the year."""

    class Meta:
        model = FocalPoint

    starts_on = date(2026, 1, 1)
    created_at = CREATED
