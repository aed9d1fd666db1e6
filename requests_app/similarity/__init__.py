"""Finds earlier requests that express the same need, across languages and neighbouring countries. Pure."""

from requests_app.similarity.engine import ENGINE_VERSION, THRESHOLD, Index, find_similar
from requests_app.similarity.types import Document, Match

__all__ = ["ENGINE_VERSION", "THRESHOLD", "Document", "Index", "Match", "find_similar"]
