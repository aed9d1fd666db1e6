"""Regions in which experience carries over from one country to the next.

The dialogue's own three African regions and Europe; Portuguese-speaking Africa is a region across
them, because administrations there work alike; Mauritania and Chad lie between two. Countries
outside the dialogue are here too, for experts have worked everywhere.
"""

_MEMBERS = {
    "west_africa": "BJ BF CV CI GM GH GN GW LR ML MR NE NG SN SL TG TD",
    "north_africa": "DZ EG LY MA TN EH SD MR",
    "central_africa": "CM CF TD CG CD GQ GA ST AO BI RW",
    "lusophone_africa": "CV GW ST AO MZ GQ",
    "east_africa": "KE TZ UG ET ER DJ SO SS RW BI MG KM MU SC",
    "southern_africa": "ZA NA BW ZW ZM MW MZ LS SZ",
    "middle_east": "JO LB SY IQ YE SA AE QA KW OM BH PS IL TR IR",
    "europe": (
        "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE "
        "GB IS NO CH LI MK RS BA ME AL XK MD UA BY RU"
    ),
}

_REGIONS: dict[str, frozenset[str]] = {
    country: frozenset(region for region, members in _MEMBERS.items() if country in members.split())
    for country in {code for members in _MEMBERS.values() for code in members.split()}
}

AFRICAN_REGIONS = frozenset({"west_africa", "north_africa", "central_africa", "lusophone_africa"})


def regions_of(country: str) -> frozenset[str]:
    """The regions a country (ISO 3166 alpha-2) counts in; empty for one nobody has placed yet."""
    return _REGIONS.get(country, frozenset())


SOUTH = frozenset(country for country, regions in _REGIONS.items() if regions & AFRICAN_REGIONS)
