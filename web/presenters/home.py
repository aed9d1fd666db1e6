"""The first page: whom it greets, what waits for them with its address, and what makes sense where nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.errors import Text
from programme.models import Country
from workflows.selectors.waiting_lines import Item, Waiting


def greeted(actor: Actor, language: str) -> list[str]:
    """The countries that a focal point speaks for today, by name; no query for anybody else."""
    if not actor.countries:
        return []
    return sorted(country.label_in(language) for country in Country.objects.filter(pk__in=actor.countries))


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits, and where it is done."""

    item: Item
    url: str


@dataclass(frozen=True, slots=True)
class Kind:
    """All that waits of one kind; `all_url` leads to the rest where not everything is shown."""

    waiting: Waiting
    lines: list[Line]
    all_url: str


def kinds(waiting: Iterable[Waiting]) -> list[Kind]:
    """The kinds of which something waits."""
    return [_kind(one) for one in waiting if one.count]


def _kind(waiting: Waiting) -> Kind:
    lines = [Line(item, _address(item)) for item in waiting.items]
    more = waiting.more and waiting.all_at
    return Kind(waiting, lines, reverse(waiting.all_at) if more else "")


def _address(item: Item) -> str:
    return reverse(item.place, args=item.keys)


@dataclass(frozen=True, slots=True)
class Step:
    """The next sensible thing for somebody for whom nothing waits."""

    label: Text
    place: str

    @property
    def url(self) -> str:
        return reverse(self.place)


BEGIN = Step(_("Ask for support"), "request_new")


def may_begin(actor: Actor) -> bool:
    """Whether somebody may ask for support today: they speak for a country."""
    return actor.role == Role.FOCAL_POINT and bool(actor.countries)


# Nobody is here for a focal point: theirs is `BEGIN`, which stands above whatever waits.
NEXT_STEPS: Mapping[str, Step] = {
    Role.MANAGER: Step(_("Look at the whole queue"), "triage"),
    Role.EXPERT: Step(_("Look through your profile"), "my_profile"),
    Role.STEERING: Step(_("See the desk in numbers"), "insights"),
    Role.ADMIN: Step(_("Look after people"), "people"),
}
