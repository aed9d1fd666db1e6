"""Sources of terms of reference, the outline, and one rendering of each language for the whole session."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from workflows.tor.content import OutlineItem, TermsContent, TermsSource, compose, read_outline
from workflows.tor.paragraphs import library_of
from workflows.tor.render import Marks, render_pdf

DATA = Path(__file__).with_name("data")
OUTLINE = Path(__file__).parents[3] / "programme" / "data" / "tor_outline.json"


LIBRARY = library_of(
    json.loads((OUTLINE.parent / "paragraphs.json").read_text(encoding="utf-8"))["paragraphs"]
)


def load_source(name: str, **changes: Any) -> TermsSource:
    data = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")) | changes
    return TermsSource.from_dict(data, library=LIBRARY)


def marks_for(source: TermsSource, **changes: Any) -> Marks:
    given: dict[str, Any] = {
        "reference": source.reference,
        "version": source.version,
        "status": "draft",
        "verification_code": "7Q2M-K4XD-9HTR",
        "verification_url": "https://desk.example/verify/7Q2M-K4XD-9HTR/",
    }
    return Marks(**(given | changes))


def words(pdf: bytes) -> str:
    """The text of a PDF with every kind of space and every soft line break made one."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return "".join(text.split()).replace("\u2010", "").replace("-", "")


def squeezed(text: str) -> str:
    """A text of the content as `words` gives it."""
    return "".join(text.split()).replace("-", "")


@pytest.fixture(scope="session")
def outline() -> tuple[OutlineItem, ...]:
    return read_outline(json.loads(OUTLINE.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def full_source() -> TermsSource:
    return load_source("full")


@pytest.fixture(scope="session")
def full_content(full_source: TermsSource, outline: tuple[OutlineItem, ...]) -> TermsContent:
    return compose(full_source, outline)


@pytest.fixture(scope="session")
def full_pdf(full_source: TermsSource, full_content: TermsContent) -> dict[str, bytes]:
    return {
        language: render_pdf(full_content.to_dict(), language=language, marks=marks_for(full_source))
        for language in ("en", "fr")
    }


@pytest.fixture(scope="session")
def source_from() -> Callable[..., TermsSource]:
    return load_source


@pytest.fixture(scope="session")
def marks() -> Callable[..., Marks]:
    return marks_for


@pytest.fixture(scope="session")
def pdf_words() -> Callable[[bytes], str]:
    return words


@pytest.fixture(scope="session")
def squeeze() -> Callable[[str], str]:
    return squeezed
