"""Draws papers as tagged, archivable PDF: the only place that imports the renderer.

Everything comes from what is given: no network, no files but the fonts and styles shipped beside this module, no
clock. The same input gives the same bytes, on any machine: a character that no shipped font holds is drawn as the
sign for that, and never borrowed from a font of the machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.errors import DeskError
from workflows.tor.clauses import TermsContent
from workflows.tor.content import unsaid_in
from workflows.tor.fonts import ASSETS, only_drawable
from workflows.tor.presentation import Marks, Signature, view
from workflows.tor.qr import qr_svg
from workflows.tor.tagging import complete_tags

__all__ = [
    "Marks",
    "MissingTranslation",
    "RenderFailed",
    "RendererUnavailable",
    "Signature",
    "draw",
    "page_of",
    "render_html",
    "render_pdf",
]

SCHEME = "asset:"
QR = "qr:"  # an address drawn as a square code
VARIANT = "pdf/a-2a"
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf"}


class RendererUnavailable(DeskError):
    """The system libraries of the renderer (Pango) are missing on this machine."""

    code = "renderer_unavailable"
    default = _(
        "Documents cannot be made on this machine: the text layout library Pango is missing "
        "(on Debian: libpango-1.0-0 and libpangoft2-1.0-0)."
    )


class MissingTranslation(DeskError):
    """Something has no words in the language of the paper; `sources` names what."""

    code = "missing_translation"
    default = _("This document cannot be made in this language: something has no words in it.")

    def __init__(self, sources: Sequence[str], language: str) -> None:
        self.sources = tuple(sources)
        told = {"language": language, "what": ", ".join(sources)}
        super().__init__(_("No words in “%(language)s” for: %(what)s.") % told)


class RenderFailed(DeskError):
    """The document asked for something that it may not load."""

    code = "render_failed"
    default = _("This document could not be made.")


def render_pdf(content: Mapping[str, Any], *, language: str, marks: Marks) -> bytes:
    """The PDF of one language of composed terms (`TermsContent.to_dict()`).

    Raises `MissingTranslation`, by name and before anything is drawn, and as `draw`.
    """
    missing = unsaid_in(TermsContent.from_dict(content), language)
    if missing:
        raise MissingTranslation(missing, language)
    return draw(render_html(content, language=language, marks=marks))


def render_html(content: Mapping[str, Any], *, language: str, marks: Marks) -> str:
    """The page that is drawn; every text of a user is escaped by the template."""
    return page_of("pdf/terms.html", view(TermsContent.from_dict(content), language=language, marks=marks))


def page_of(template: str, context: Mapping[str, Any]) -> str:
    """The HTML of any paper: a template that extends `pdf/base.html`, and what it takes."""
    return only_drawable(render_to_string(template, dict(context)))


def draw(html: str) -> bytes:
    """The PDF of a page: PDF/A-2a with the marks of PDF/UA-1, its identifier made from the page itself.

    Raises `RendererUnavailable` where Pango is missing and `RenderFailed` when a resource is refused.
    """
    renderer = load_renderer()
    identifier = hashlib.sha256(html.encode("utf-8")).hexdigest()[:32].encode("ascii")
    try:
        pdf = renderer.HTML(string=html, base_url=SCHEME, url_fetcher=asset_fetcher()).write_pdf(
            pdf_variant=VARIANT, pdf_tags=True, pdf_identifier=identifier
        )
    except renderer.urls.FatalURLFetchingError as refused:  # derives from BaseException: must be named
        raise RenderFailed from refused
    return complete_tags(pdf)


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
            if url.startswith(QR):
                drawing = qr_svg(url.removeprefix(QR))
                return urls.URLFetcherResponse(url, drawing, {"Content-Type": TYPES[".svg"]})
            if not url.startswith(SCHEME):
                raise ValueError(f"refused: {url}")
            name = url.removeprefix(SCHEME)
            return urls.URLFetcherResponse(url, asset(name), {"Content-Type": TYPES[Path(name).suffix]})

    return AssetFetcher(allowed_protocols=("asset", "qr"), allow_redirects=False, fail_on_errors=True)


@lru_cache(maxsize=32)
def asset(name: str) -> bytes:
    """A shipped font, style or drawing; a name that is not one of them raises `FileNotFoundError`."""
    path = (ASSETS / name).resolve()
    if not path.is_relative_to(ASSETS) or not path.is_file():
        raise FileNotFoundError(name)
    return path.read_bytes()
