"""Draws frozen terms of reference as a tagged PDF: the only place that imports the renderer.

Everything comes from the content and the marks given: no network, no files but the fonts and styles shipped
beside this module, no clock. The same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.errors import DeskError
from workflows.tor.clauses import TermsContent
from workflows.tor.presentation import Marks, Signature, view
from workflows.tor.tagging import add_header_scopes

__all__ = ["Marks", "RenderFailed", "RendererUnavailable", "Signature", "render_html", "render_pdf"]

ASSETS = Path(__file__).with_name("assets")
SCHEME = "asset:"
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf"}


class RendererUnavailable(DeskError):
    """The system libraries of the renderer (Pango) are missing on this machine."""

    code = "renderer_unavailable"
    default = _(
        "Documents cannot be made on this machine: the text layout library Pango is missing "
        "(on Debian: libpango-1.0-0 and libpangoft2-1.0-0)."
    )


class RenderFailed(DeskError):
    """The document asked for something that it may not load."""

    code = "render_failed"
    default = _("This document could not be made.")


def render_pdf(content: Mapping[str, Any], *, language: str, marks: Marks) -> bytes:
    """The PDF of one language of composed terms (`TermsContent.to_dict()`).

    Raises `RendererUnavailable` where Pango is missing and `RenderFailed` when a resource is refused.
    """
    renderer = load_renderer()
    html = render_html(content, language=language, marks=marks)
    try:
        pdf = renderer.HTML(string=html, base_url=SCHEME, url_fetcher=asset_fetcher()).write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            pdf_identifier=_identifier(content, language, marks),
        )
    except renderer.urls.FatalURLFetchingError as refused:  # derives from BaseException: must be named
        raise RenderFailed from refused
    return add_header_scopes(pdf)


def render_html(content: Mapping[str, Any], *, language: str, marks: Marks) -> str:
    """The page that is drawn; every text of a user is escaped by the template."""
    return render_to_string(
        "pdf/terms.html", view(TermsContent.from_dict(content), language=language, marks=marks)
    )


def load_renderer() -> Any:
    """WeasyPrint, imported when first needed: it takes nearly two seconds and needs Pango on the machine."""
    try:
        import weasyprint
        import weasyprint.urls
    except OSError as missing:
        raise RendererUnavailable from missing
    return weasyprint


@lru_cache(maxsize=1)
def asset_fetcher() -> Any:
    """A fetcher that knows our assets by name and refuses everything else."""
    urls = load_renderer().urls

    class AssetFetcher(urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if not url.startswith(SCHEME):
                raise ValueError(f"refused: {url}")
            name = url.removeprefix(SCHEME)
            return urls.URLFetcherResponse(url, asset(name), {"Content-Type": TYPES[Path(name).suffix]})

    return AssetFetcher(allowed_protocols=("asset",), allow_redirects=False, fail_on_errors=True)


@lru_cache(maxsize=32)
def asset(name: str) -> bytes:
    """A shipped font, style or drawing; a name that is not one of them raises `FileNotFoundError`."""
    path = (ASSETS / name).resolve()
    if not path.is_relative_to(ASSETS) or not path.is_file():
        raise FileNotFoundError(name)
    return path.read_bytes()


def _identifier(content: Mapping[str, Any], language: str, marks: Marks) -> bytes:
    """The PDF's identifier, from what is drawn and not from the clock."""
    drawn = json.dumps([content, language, asdict(marks)], sort_keys=True, default=str)
    return hashlib.sha256(drawn.encode("utf-8")).hexdigest()[:32].encode("ascii")
