"""Who acts in the demonstration, as the actors that the doors would build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import User
from accounts.selectors import actor_for
from accounts.services.demo import ensure_focal_point
from core.actors import Actor, Role
from experts.models import Expert


@dataclass
class Cast:
    """The people of one seeding; focal points are accredited when their country first writes."""

    managers: tuple[Actor, Actor]
    star: int
    """The expert who has an account to sign in with."""
    star_actor: Actor
    focal_points: dict[str, tuple[Actor, User]] = field(default_factory=dict)

    def focal_point(self, country: str, *, now: datetime) -> Actor:
        return self._focal_point(country, now)[0]

    def focal_name(self, country: str, *, now: datetime) -> str:
        return self._focal_point(country, now)[1].full_name

    def _focal_point(self, country: str, now: datetime) -> tuple[Actor, User]:
        if country not in self.focal_points:
            user = ensure_focal_point(country, now=now)
            self.focal_points[country] = (actor_for(user, now=now), user)
        return self.focal_points[country]

    def expert(self, expert_id: int, *, language: str) -> Actor:
        """Experts answer by their link; the one with an account is signed in."""
        if expert_id == self.star:
            return self.star_actor
        return Actor(kind="link", role=Role.EXPERT, expert_id=expert_id, language=language)


def make_cast(people: Mapping[str, User], star: Expert, *, now: datetime) -> Cast:
    """The cast from the demo accounts (the part before the @ → user) and the linked expert."""
    return Cast(
        managers=(actor_for(people["manager"], now=now), actor_for(people["manager2"], now=now)),
        star=star.pk,
        star_actor=actor_for(User.objects.get(pk=people["expert"].pk), now=now),
    )
