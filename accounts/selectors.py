"""What the floors above ask about people: the actor of a signed-in user, names, and whom to write to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts.languages import interface_language
from accounts.models import Delegation, FocalPoint, User
from core.actors import Actor, Role
from core.text import fold


def actor_for(user: User, *, now: datetime, language: str | None = None) -> Actor:
    """The actor that a signed-in user is at this moment: two queries for a focal point, one for an expert.

    `on_behalf_of_id` is set when everything the actor may do comes from one delegator. Somebody who has a
    country of their own as well acts in their own name until `acting_for` is told for which country it is.
    """
    countries, delegator_id = frozenset[str](), None
    if user.role == Role.FOCAL_POINT:
        countries, delegator_id = _powers(user.pk, now.date())
    return Actor(
        kind="user",
        role=user.role,
        user_id=user.pk,
        countries=countries,
        expert_id=_expert_id(user) if user.role == Role.EXPERT else None,
        on_behalf_of_id=delegator_id,
        language=language or interface_language(user.language),
    )


def acting_for(actor: Actor, *, country: str, now: datetime) -> Actor:
    """The same actor with `on_behalf_of_id` right for one country, so that the journal tells the truth.

    At most one query, and none for anybody but focal points with several countries.
    """
    if actor.role != Role.FOCAL_POINT or country not in actor.countries or len(actor.countries) == 1:
        return actor
    held = FocalPoint.objects.filter(country=country).order_by()
    own = held.in_force(now.date()).filter(user=actor.user_id).values_list("user_id", flat=True)
    lent = held.delegated_to(actor.user_id or 0, now.date()).values_list("user_id", flat=True)
    holders = set(own.union(lent))
    delegator_id = None if actor.user_id in holders else min(holders, default=None)
    return replace(actor, on_behalf_of_id=delegator_id)


def people(ids: Iterable[int | None]) -> dict[int, str]:
    """The names of users by id, for timelines; unknown ids are left out."""
    wanted = {pk for pk in ids if pk is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}


def accounts_visible_to(actor: Actor) -> QuerySet[User]:
    """Administrators see all accounts, managers those of focal points, everybody else their own."""
    if actor.role == Role.ADMIN:
        return User.objects.all()
    own = Q(pk=actor.user_id or 0)
    return User.objects.filter(own | Q(role=Role.FOCAL_POINT) if actor.role == Role.MANAGER else own)


def found_by_words(accounts: QuerySet[User], words: str) -> QuerySet[User]:
    """Accounts whose name, address or organisation holds every word, accents or none. One query more.

    Compared here and not in the database, which knows nothing of accents; a desk has hundreds of accounts.
    """
    wanted = fold(words).split()
    if not wanted:
        return accounts
    rows = accounts.order_by().values_list("pk", "full_name", "email", "organisation")
    texts = ((pk, fold(" ".join(said))) for pk, *said in rows)
    return accounts.filter(pk__in=[pk for pk, text in texts if all(word in text for word in wanted)])


def people_with_role(role: str) -> list[User]:
    """The active people of a role, for example the managers who are told what waits for them."""
    return list(User.objects.filter(role=role, is_active=True))


def active_focal_point(email: str) -> User | None:
    """The active focal point who signs in with this address, in whatever case it is written."""
    return User.objects.filter(email=email.strip().lower(), role=Role.FOCAL_POINT, is_active=True).first()


def focal_points_of(country: str, *, on: date) -> list[User]:
    """The active people who speak for a country on that day: principals, alternates, then their delegates."""
    accredited = FocalPoint.objects.in_force(on).of_active_people().filter(country=country)
    own = [held.user for held in accredited.select_related("user").order_by("alternate", "starts_on", "id")]
    lent = Delegation.objects.in_force(on).filter(
        Q(country=None) | Q(country=country), from_user__in=[user.pk for user in own], to_user__is_active=True
    )
    delegates = [delegation.to_user for delegation in lent.select_related("to_user").order_by("id")]
    return list({user.pk: user for user in [*own, *delegates]}.values())


def _powers(user_id: int, on: date) -> tuple[frozenset[str], int | None]:
    mine = FocalPoint.objects.in_force(on).filter(user=user_id).order_by()
    own = set(mine.values_list("country_id", flat=True))
    lent = dict(
        FocalPoint.objects.delegated_to(user_id, on)
        .exclude(country__in=own)
        .order_by("-user_id")
        .values_list("country_id", "user_id")
    )
    delegators = set(lent.values())
    sole = delegators.pop() if not own and len(delegators) == 1 else None
    return frozenset(own | lent.keys()), sole


def _expert_id(user: User) -> int | None:
    """The profile lies one floor up, so it is reached through its reverse relation and never imported."""
    expert = getattr(user, "expert", None)
    return expert.pk if expert is not None else None
