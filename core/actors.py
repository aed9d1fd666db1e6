"""Who acts: one value that a door builds once and every floor below can ask without a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["user", "link", "system"]


class Role:
    """The roles of the desk; `SYSTEM` is the desk acting by itself."""

    FOCAL_POINT = "focal_point"
    MANAGER = "manager"
    EXPERT = "expert"
    STEERING = "steering"
    ADMIN = "admin"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the desk itself) with the rights that held when the door was entered.

    `countries` are ISO 3166-1 alpha-2 codes of the countries for which a focal point (or an alternate or a
    delegate) may act at that moment. `expert_id` is set for experts, signed in or holding the link of an offer.
    `on_behalf_of_id` is the user whose delegation is used.
    """

    kind: Kind
    role: str
    user_id: int | None = None
    countries: frozenset[str] = frozenset()
    expert_id: int | None = None
    on_behalf_of_id: int | None = None
    language: str = "en"

    @property
    def signed_in_id(self) -> int:
        """The user's id, where only people who signed in can act; raises `LookupError` for anybody else."""
        if self.user_id is None:
            raise LookupError("this actor is not signed in")
        return self.user_id

    @property
    def audiences(self) -> frozenset[str]:
        """The audiences of journal events that this actor belongs to."""
        if self.role == Role.EXPERT:
            return frozenset({f"expert:{self.expert_id}"}) if self.expert_id else frozenset()
        return frozenset({self.role})


SYSTEM = Actor(kind="system", role=Role.SYSTEM)
