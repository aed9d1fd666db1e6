from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from programme.models import Country, LeadTime

Groups = Mapping[str, tuple[str, ...]]

MEMBERSHIPS = (("ecowas", "ECOWAS"), ("eu", "EU"))


def lead_times_in_force(day: date) -> list[LeadTime]:
    """What takes how long before a departure, as it holds on a day. One query."""
    return list(LeadTime.objects.in_force_on(day).order_by("code"))


def country_groups() -> Groups:
    """The groups that each country belongs to, as lead times name them. One query."""
    rows = Country.objects.values_list("iso2", *(column for column, _name in MEMBERSHIPS))
    return {
        code: tuple(
            name
            for (_column, name), member in zip(MEMBERSHIPS, members, strict=True)
            if member == Country.Membership.YES
        )
        for code, *members in rows
    }
