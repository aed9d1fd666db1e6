"""What a need may ask of a profile, and columns cut down to that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Any

import numpy as np

from experts.matching.columns import PERIODS, TABLES, Columns, Ints, Postings
from experts.matching.criteria import peers_of
from experts.matching.lexicon import METHODS
from experts.matching.overlap import asked_terms
from experts.matching.types import Need


def keys_of(need: Need, columns: Columns) -> dict[str, Collection[Any]]:
    """Of each table the keys that some condition or criterion may look up."""
    return {
        "languages": (need.language,),
        "themes": need.themes,
        "years": need.themes,
        "expertise": need.expertise,
        "countries": peers_of(need) | {need.country},
        "bars": columns.bars,
        "terms": _terms(need),
    }


def _terms(need: Need) -> set[str]:
    asked = {term for text in (need.expertise_text, need.context) for term, _worth in asked_terms(text)}
    concepts = (concept for code in need.support_types for concept in METHODS.get(code, ()))
    return asked | {f"#{concept}" for concept in concepts}


def narrowed(columns: Columns, rows: Ints, need: Need) -> Columns:
    """Some rows alone, in their order, with what a need scores; calendars and exclusions are left out."""
    cut: dict[str, Any] = {
        "names": columns.names,
        "region_bits": columns.region_bits,
        "bars": {},
        "spread": {},
    }
    nothing = np.array([], np.int32)
    keys = keys_of(need, columns)
    for one in fields(Columns):
        value = getattr(columns, one.name)
        if one.name in cut:
            continue
        if one.name in TABLES:
            here = [key for key in keys[one.name] if key in value]
            cut[one.name] = {key: Postings(slice(None), columns.column(one.name, key)[rows]) for key in here}
        else:
            cut[one.name] = nothing if one.name in PERIODS else value[rows]
    cut["countries"] = {key: _sparse(posting) for key, posting in cut["countries"].items()}
    return Columns(**cut)


def _sparse(posting: Postings) -> Postings:
    """The same with those rows alone that have it."""
    here = np.flatnonzero(posting.values > 0)
    return Postings(here, posting.values[here])
