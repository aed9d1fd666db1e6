"""Whom the home page greets, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.errors import Text
from programme.models import Country


def greeted(actor: Actor, language: str) -> list[str]:
    """The countries that a focal point speaks for today, by name; no query for anybody else."""
    if not actor.countries:
        return []
    return sorted(country.label_in(language) for country in Country.objects.filter(pk__in=actor.countries))


@dataclass(frozen=True, slots=True)
class Link:
    label: Text
    url: str


def links_for(actor: Actor) -> list[Link]:
    """Where somebody of this role goes from here; until its page exists, a list is read through the API."""
    return [*BY_ROLE.get(actor.role, ()), Link(_("Documentation of the API"), f"{API}docs/")]


API = "/api/v1/"
REQUESTS = Link(_("Requests"), f"{API}requests/")
DEPLOYMENTS = Link(_("Missions"), f"{API}deployments/")
NOTIFICATIONS = Link(_("Notifications"), f"{API}notifications/")
INSIGHTS = Link(_("The desk in numbers"), f"{API}insights/overview/")
BY_ROLE = {
    Role.FOCAL_POINT: (REQUESTS, DEPLOYMENTS, NOTIFICATIONS),
    Role.MANAGER: (
        REQUESTS,
        Link(_("Offers"), f"{API}offers/"),
        DEPLOYMENTS,
        Link(_("Experts"), f"{API}experts/"),
        INSIGHTS,
        NOTIFICATIONS,
    ),
    Role.EXPERT: (
        Link(_("My offers"), f"{API}offers/"),
        Link(_("My missions"), f"{API}deployments/"),
        Link(_("My profile"), f"{API}experts/me/"),
        NOTIFICATIONS,
    ),
    Role.STEERING: (REQUESTS, DEPLOYMENTS, INSIGHTS, NOTIFICATIONS),
    Role.ADMIN: (
        Link(_("Administration"), "/admin/"),
        Link(_("Background work"), f"{API}outbox/?state=stuck"),
        NOTIFICATIONS,
    ),
}
