"""Where each role goes from every page, in the order of what they do most."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import Text

FOCAL, MANAGER, EXPERT, STEERING, ADMIN = (
    Role.FOCAL_POINT,
    Role.MANAGER,
    Role.EXPERT,
    Role.STEERING,
    Role.ADMIN,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the navigation leads to; `name` is the name of its address."""

    name: str
    label: Text
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Link:
    label: Text
    url: str
    current: bool


PLACES = (
    Place("home", _("Home"), frozenset({FOCAL, MANAGER, EXPERT, STEERING, ADMIN})),
    Place("triage", _("Queue"), frozenset({MANAGER})),
    Place("matching_list", _("Matching"), frozenset({MANAGER})),
    Place("requests", _("Requests"), frozenset({FOCAL, MANAGER, STEERING})),
    Place("assignments", _("My missions"), frozenset({EXPERT})),
    Place("my_profile", _("My profile"), frozenset({EXPERT})),
    Place("deployments", _("Deployments"), frozenset({MANAGER, STEERING, FOCAL})),
    Place("experts", _("Experts"), frozenset({MANAGER})),
    Place("results", _("Results"), frozenset({FOCAL, MANAGER, STEERING})),
    Place("insights", _("Insights"), frozenset({MANAGER, STEERING})),
    Place("people", _("People"), frozenset({ADMIN, MANAGER})),
    Place("themes", _("Themes"), frozenset({ADMIN})),
    Place("work", _("Background work"), frozenset({ADMIN})),
)


def links_for(role: str, path: str) -> list[Link]:
    """The navigation of a role; the place that `path` belongs to is marked as the current one."""
    places = [(place, reverse(place.name)) for place in PLACES if role in place.roles]
    home = reverse("home")
    inside = [url for _place, url in places if url != home and path.startswith(url)]
    current = max(inside, key=len, default=home if path == home else "")
    return [Link(place.label, url, url == current) for place, url in places]
