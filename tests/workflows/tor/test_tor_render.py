from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from workflows.tor import render
from workflows.tor.clauses import cells
from workflows.tor.content import OutlineItem, TermsContent, TermsSource, compose
from workflows.tor.render import (
    Marks,
    MissingTranslation,
    RendererUnavailable,
    RenderFailed,
    Signature,
    render_html,
    render_pdf,
)
from workflows.tor.tagging import table_headers
from workflows.tor.typography import set_text

Outline = tuple[OutlineItem, ...]
HOSTILE = (
    "<script>alert(1)</script><img src='file:///etc/passwd'> url(file:///etc/passwd) @import 'http://127.0.0.1/'"
    "; </style><link rel=attachment href='file:///etc/passwd'> {{ 7*7 }} {% load static %}"
    " \x00 \ud800 {institution}"
)


def printed(content: TermsContent, language: str) -> Iterator[str]:
    """Every line that the version of the language must show."""
    for clause in content.clauses:
        for cell in cells(clause.kind, clause.text[language]):
            text, lang = (cell, language) if isinstance(cell, str) else (cell["text"], cell["lang"])
            yield from (line.lstrip("- ") for line in set_text(text, lang).split("\n"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pdf_text_holds_title_reference_and_every_clause(
    language: str,
    full_pdf: dict[str, bytes],
    full_content: TermsContent,
    pdf_words: Callable[[bytes], str],
    squeeze: Callable[[str], str],
) -> None:
    shown = pdf_words(full_pdf[language])

    wanted = [full_content.meta["title"][language], full_content.meta["reference"]]
    wanted += [heading.label[language] for heading in full_content.headings]
    wanted += printed(full_content, language)
    assert [text for text in wanted if squeeze(set_text(text, language)) not in shown] == []


def test_pdf_is_the_same_to_the_byte_when_made_again(
    full_pdf: dict[str, bytes],
    full_content: TermsContent,
    full_source: TermsSource,
    marks: Callable[..., Marks],
) -> None:
    again = render_pdf(full_content.to_dict(), language="fr", marks=marks(full_source))

    assert again == full_pdf["fr"]
    assert len(again) < 200_000


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pdf_is_tagged_with_language_title_and_header_scopes(
    language: str, full_pdf: dict[str, bytes]
) -> None:
    with pikepdf.open(BytesIO(full_pdf[language])) as document:
        scopes = [(str(header.A.Scope), in_head) for header, in_head in table_headers(document)]
        fonts = [font for font in document.objects if _is(font, "/FontDescriptor")]
        root, title = document.Root, str(document.docinfo.Title)
        metadata = bytes(root.Metadata.read_bytes())

        assert str(root.Lang) == language
        assert bool(root.MarkInfo.Marked) is True
        assert bool(root.ViewerPreferences.DisplayDocTitle) is True
        assert "TSR-2026-00042" in title
        assert b"pdfuaid" in metadata
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)

    assert {scope for scope, in_head in scopes if in_head} == {"/Column"}
    assert {scope for scope, in_head in scopes if not in_head} == {"/Row"}


def _is(thing: Any, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


def test_draft_says_so_and_signed_terms_show_who_signed(
    full_content: TermsContent, full_source: TermsSource, marks: Callable[..., Marks]
) -> None:
    signature = Signature(role="manager", name="Inês <b>Duarte</b>", function="Manager")

    draft = render_html(full_content.to_dict(), language="en", marks=marks(full_source))
    signed = render_html(
        full_content.to_dict(),
        language="en",
        marks=marks(full_source, status="signed", signatures=[signature]),
    )

    assert 'class="book draft-en"' in draft
    assert "Draft: not signed, not in force" in draft
    assert "draft-en" not in signed
    assert "not in force" not in signed
    assert "Inês &lt;b&gt;Duarte&lt;/b&gt;" in signed


def test_hostile_text_ends_as_harmless_text(
    outline: Outline,
    source_from: Callable[..., TermsSource],
    marks: Callable[..., Marks],
    pdf_words: Callable[[bytes], str],
    squeeze: Callable[[str], str],
) -> None:
    long_word = "x" * 20_000
    texts = {
        "background": HOSTILE,
        "objective": long_word,
        "expected_results": "النتائج المتوقعة: تدريب ٢٥ موظفا\n- 👩‍💻 emoji",
    }
    source = source_from(
        "full", title=HOSTILE, institution=HOSTILE, place=HOSTILE, texts=texts, translations={}
    )

    pdf = render_pdf(compose(source, outline).to_dict(), language="fr", marks=marks(source))

    shown = pdf_words(pdf)
    assert squeeze("<script>alert(1)</script>") in shown
    assert squeeze("{{ 7*7 }} {% load static %}") in shown
    assert shown.count("x") >= len(long_word)
    assert "root:x:0" not in shown
    with pikepdf.open(BytesIO(pdf)) as document:
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
        assert len(document.attachments) == 0
        assert _fonts(document) <= {"Desk-Sans", "Desk-Serif", "Desk-Arabic"}  # none of the machine's
        assert _targets(document) == {"https://desk.example/verify/7Q2M-K4XD-9HTR/"}


def _fonts(document: pikepdf.Pdf) -> set[str]:
    names = (str(font.FontName) for font in document.objects if _is(font, "/FontDescriptor"))
    return {"-".join(name.partition("+")[2].split("-")[:2]) for name in names}


def _targets(document: pikepdf.Pdf) -> set[str]:
    """The addresses to which the paper links; another kind of action is none of ours."""
    links = [link for page in document.pages for link in page.get("/Annots", [])]
    return {str(link.A.get("/URI", link.A.S)) for link in links if "/A" in link}


@pytest.mark.parametrize("name", ["../render.py", "fonts/../../render.py", "/etc/passwd", "missing.ttf", ""])
def test_asset_refuses_what_is_not_shipped_as_one(name: str) -> None:
    assert render.asset("paper.css")

    with pytest.raises(FileNotFoundError):
        render.asset(name)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "asset:../render.py"])
def test_render_pdf_fails_clearly_when_a_template_asks_for_more_than_assets(
    address: str,
    full_content: TermsContent,
    full_source: TermsSource,
    marks: Callable[..., Marks],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(render, "render_html", lambda *args, **kwargs: f"<img alt=x src='{address}'>")

    with pytest.raises(RenderFailed):
        render_pdf(full_content.to_dict(), language="en", marks=marks(full_source))


def test_load_renderer_explains_itself_when_pango_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole_import = builtins.__import__

    def without_pango(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return whole_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)

    with pytest.raises(RendererUnavailable) as failure:
        render.load_renderer()

    assert failure.value.code == "renderer_unavailable"
    assert "Pango" in str(failure.value)


def test_what_has_no_words_in_a_language_is_refused_by_name_before_anything_is_drawn(
    full_content: TermsContent, full_source: TermsSource, marks: Callable[..., Marks]
) -> None:
    content = full_content.to_dict()
    clauses = [
        {**clause, "text": {**clause["text"], "fr": []}} if "tasks@" in clause["source"] else clause
        for clause in content["clauses"]
    ]

    with pytest.raises(MissingTranslation) as refused:
        render_pdf({**content, "clauses": clauses}, language="fr", marks=marks(full_source))

    assert refused.value.sources == ("paragraph:tasks@1",)
    assert "paragraph:tasks@1" in str(refused.value.detail)
