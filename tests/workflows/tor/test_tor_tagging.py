"""What a page break cuts is one element again, and what is repeated on each page is not read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest

from workflows.tor.render import draw
from workflows.tor.tagging import children, elements, kind

ROWS = 60
PAGE = """<!doctype html><html lang="en"><head><title>Long</title><link rel="stylesheet" href="asset:paper.css"></head>
<body class="book"><div class="header-left">Head of the page</div><nav class="contents"><ol>
<li class="depth-1"><a href="#one">1 One</a></li></ol></nav><main><section id="one"><h2>One</h2>
<table class="grid columns-3"><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tbody>{rows}</tbody></table>
<ul><li>point</li></ul></section></main></body></html>"""


@pytest.fixture(scope="module")
def long_table() -> Iterator[pikepdf.Pdf]:
    rows = "".join(f"<tr><td>{number}</td><td>b</td><td>c</td></tr>" for number in range(ROWS))
    with pikepdf.open(BytesIO(draw(PAGE.replace("{rows}", rows)))) as document:
        yield document


def of_kind(document: pikepdf.Pdf, name: str) -> list[pikepdf.Object]:
    return [element for element, _in_head in elements(document) if kind(element) == name]


def test_a_table_over_a_page_break_is_one_table_with_one_head(long_table: pikepdf.Pdf) -> None:
    assert len(long_table.pages) == 3
    (table,) = of_kind(long_table, "/Table")
    (head,) = of_kind(long_table, "/THead")

    (body,) = (part for part in children(table) if kind(part) == "/TBody")
    known = {bytes(header.ID) for header in of_kind(long_table, "/TH")}
    named = [bytes(name) for cell in of_kind(long_table, "/TD") for name in cell.A.Headers]
    assert len(children(body)) == ROWS
    assert len(known) == 3
    assert set(named) == known


def test_every_header_can_be_found_by_its_id(long_table: pikepdf.Pdf) -> None:
    names = long_table.Root.StructTreeRoot.IDTree.Kids[0].Names

    assert [bytes(name) for name in list(names)[::2]] == sorted(
        bytes(header.ID) for header in of_kind(long_table, "/TH")
    )


def test_all_marked_content_is_in_the_tree_or_an_artifact(long_table: pikepdf.Pdf) -> None:
    reachable = {element.objgen for element, _in_head in elements(long_table)}
    numbers = list(long_table.Root.StructTreeRoot.ParentTree.Nums)[1::2]

    for page, owners in zip(long_table.pages, numbers, strict=False):
        marked = [
            int(operands[1].MCID)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/MCID" in operands[1]
        ]
        assert marked
        assert {owners[number].objgen for number in marked} <= reachable
        assert b"/Pagination" in page.Contents.read_bytes()


def test_contents_lists_and_links_say_what_they_are(long_table: pikepdf.Pdf) -> None:
    (entry,) = of_kind(long_table, "/TOCI")
    (bullets,) = of_kind(long_table, "/L")

    links = [link for page in long_table.pages for link in page.get("/Annots", [])]
    assert kind(children(entry)[0]) == "/Reference"
    assert str(bullets.A.ListNumbering) == "/Disc"
    assert {str(link.Contents) for link in links} == {"One"}


def test_a_paper_is_marked_for_archives_and_for_readers_of_screens(long_table: pikepdf.Pdf) -> None:
    metadata = long_table.Root.Metadata.read_bytes()

    assert b'pdfaid:part="2" pdfaid:conformance="A"' in metadata
    assert b'pdfuaid:part="1"' in metadata
    assert b"pdfaExtension:schemas" in metadata
    assert str(long_table.Root.OutputIntents[0].S) == "/GTS_PDFA1"
    assert all(str(page.Tabs) == "/S" for page in long_table.pages)
