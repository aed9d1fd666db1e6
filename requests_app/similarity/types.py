"""What goes into a search for similar requests and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """A request as the search reads it.

    `country` is an ISO 3166 alpha-2 code; `month` is `YYYY-MM`, or "" where it is not known; `fields`
    maps the names of the request's fields to their text.
    """

    id: str
    country: str
    language: str
    fields: Mapping[str, str] = field(hash=False)
    institution: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Another request and how alike it is, from 0 to 1."""

    id: str
    score: float
