"""Completes a rendered PDF so that readers for the blind and archives find what they expect.

What the renderer (WeasyPrint 70) leaves out or splits, and what is done here:

- table headers get their scope, and every structure id stands in the id tree;
- what goes over a page (the body, a section, a table) becomes one element again; a header row that is repeated on
  the next page, and the running lines at the head and foot of pages, become artifacts, which are not read aloud;
- the table of contents is one, lists say that they are bulleted, links are described by the heading they lead to;
- the marks of PDF/UA-1 stand beside those of PDF/A (`workflows.tor.archive`).

The same input gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from workflows.tor.archive import describe

JOINED = {"/Part", "/Sect", "/Div", "/Table", "/TBody"}
HEADING = re.compile(r"/H\d?$")
_MARKED = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
_PAGED = b"/Artifact <</Type /Pagination>> BDC"


def complete_tags(pdf: bytes) -> bytes:
    """The finished PDF, in canonical form."""
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        _join(document.Root.StructTreeRoot.K[0], pages)
        _make_artifacts(document, reachable=_complete_elements(document))
        _describe_links(document)
        for page in document.pages:
            page.obj.Tabs = Name.S
        describe(document)
        out = BytesIO()
        document.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return out.getvalue()


def elements(document: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, bool]]:
    """Every element of the structure tree in reading order, and whether it stands under a THead."""
    pending = [(document.Root.StructTreeRoot.K[0], False)]
    while pending:
        element, in_head = pending.pop()
        yield element, in_head
        in_head = in_head or kind(element) == "/THead"
        pending.extend((child, in_head) for child in reversed(children(element)))


def table_headers(document: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, bool]]:
    """Every TH element, and whether it stands under a THead."""
    return ((element, in_head) for element, in_head in elements(document) if kind(element) == "/TH")


def kind(element: pikepdf.Object) -> str:
    return str(element.get("/S", ""))


def children(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The structure elements among the kids of one."""
    kids = element.get("/K")
    listed = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in listed if isinstance(kid, Dictionary) and "/S" in kid]


# --- what goes over a page ----------------------------------------------------------------------------------


def _join(element: pikepdf.Object, pages: dict[tuple[int, int], int]) -> None:
    """Make one of neighbours that are the two halves of what a page break cut, all the way down."""
    kids = element.get("/K")
    if not isinstance(kids, Array):
        return
    joined: list[pikepdf.Object] = []
    for kid in kids:
        if joined and _continues(joined[-1], kid, pages):
            _take_over(joined[-1], kid)
        else:
            joined.append(kid)
    element.K = Array(joined)
    for kid in children(element):
        if kind(kid) in JOINED:
            _join(kid, pages)


def _continues(before: pikepdf.Object, after: pikepdf.Object, pages: dict[tuple[int, int], int]) -> bool:
    """Whether `after` is the rest of `before`: every section begins with a heading, every table is one block."""
    if not isinstance(before, Dictionary) or not isinstance(after, Dictionary):
        return False
    name = kind(after)
    if name not in JOINED or kind(before) != name or _last_page(before, pages) >= _page(after, pages):
        return False
    if name == "/Table":
        return len(_head(before)) == len(_head(after))
    first = next(iter(children(after)), None)
    return name != "/Sect" or first is None or not HEADING.match(kind(first))


def _take_over(before: pikepdf.Object, after: pikepdf.Object) -> None:
    """Move the kids of `after` to `before`; of a table, all but the header row that was repeated."""
    kids = children(after)
    if kind(after) == "/Table":
        _point_to_first_head(before, after)
        kids = [kid for kid in kids if kind(kid) != "/THead"]
    for kid in kids:
        kid.P = before
        before.K.append(kid)


def _head(table: pikepdf.Object) -> list[pikepdf.Object]:
    heads = [kid for kid in children(table) if kind(kid) == "/THead"]
    return [cell for head in heads for row in children(head) for cell in children(row)]


def _point_to_first_head(before: pikepdf.Object, after: pikepdf.Object) -> None:
    """Let the cells after the break name the headers that stay."""
    renamed = {
        bytes(new["/ID"]): old["/ID"]
        for old, new in zip(_head(before), _head(after), strict=True)
        if "/ID" in new
    }
    for body in children(after):
        for row in children(body):
            for cell in children(row):
                names = cell.get("/A", Dictionary()).get("/Headers")
                if names is not None:
                    cell.A.Headers = Array([renamed.get(bytes(name), name) for name in names])


def _page(element: pikepdf.Object, pages: dict[tuple[int, int], int]) -> int:
    return pages[element.Pg.objgen]


def _last_page(element: pikepdf.Object, pages: dict[tuple[int, int], int]) -> int:
    kids = children(element)
    return _last_page(kids[-1], pages) if kids else _page(element, pages)


# --- what is missing in elements ----------------------------------------------------------------------------


def _complete_elements(document: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Complete every element of the tree; returns which objects they are."""
    names: dict[bytes, pikepdf.Object] = {}
    reachable = set()
    for element, in_head in elements(document):
        reachable.add(element.objgen)
        if "/ID" in element:
            names[bytes(element.ID)] = element
        complete = _COMPLETE.get(kind(element))
        if complete:
            complete(element, in_head)
    if names:
        pairs = [part for name in sorted(names) for part in (String(name), names[name])]
        tree = Dictionary(Names=Array(pairs), Limits=Array([String(min(names)), String(max(names))]))
        document.Root.StructTreeRoot.IDTree = Dictionary(Kids=Array([document.make_indirect(tree)]))
    return reachable


def _scope(header: pikepdf.Object, in_head: bool) -> None:
    if "/A" not in header:
        header.A = Dictionary(O=Name.Table)
    header.A.Scope = Name.Column if in_head else Name.Row


def _list(element: pikepdf.Object, _in_head: bool) -> None:
    items = children(element)
    if items and all(_links(item) for item in items):
        _contents(element)
    elif any(kind(part) == "/Lbl" for item in items for part in children(item)):
        element.A = Dictionary(O=Name.List, ListNumbering=Name.Disc)


def _contents(element: pikepdf.Object) -> None:
    """A list in which every item is a link to a place in the document is its table of contents."""
    element.S = Name.TOC
    for item in children(element):
        item.S = Name.TOCI
        for body in children(item):
            body.S = Name.Reference


def _links(element: pikepdf.Object) -> bool:
    return kind(element) == "/Link" or any(_links(kid) for kid in children(element))


def _figure(element: pikepdf.Object, _in_head: bool) -> None:
    """The renderer gives the box of a figure in pixels from the top; it is in points from the bottom."""
    left, top, right, bottom = (float(side) * 0.75 for side in element.A.BBox)
    height = float(element.Pg.MediaBox[3])
    element.A.BBox = Array([round(side, 3) for side in (left, height - bottom, right, height - top)])


_COMPLETE: dict[str, Callable[[pikepdf.Object, bool], None]] = {
    "/TH": _scope,
    "/L": _list,
    "/Figure": _figure,
}


# --- what is not read aloud ---------------------------------------------------------------------------------


def _make_artifacts(document: pikepdf.Pdf, *, reachable: set[tuple[int, int]]) -> None:
    """Marked content whose element is not in the tree (running lines, repeated headers) becomes an artifact."""
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    for page, owners in zip(document.pages, list(numbers)[1::2], strict=False):
        loose = {place for place, owner in enumerate(owners) if owner.objgen not in reachable}
        if loose:
            _release(document, page, loose)
            for place in loose:
                owners[place] = None


def _release(document: pikepdf.Pdf, page: pikepdf.Page, loose: set[int]) -> None:
    def artifact(match: re.Match[bytes]) -> bytes:
        return _PAGED if int(match[1]) in loose else match[0]

    page.obj.Contents = document.make_stream(_MARKED.sub(artifact, page.Contents.read_bytes()))


# --- links --------------------------------------------------------------------------------------------------


def _describe_links(document: pikepdf.Pdf) -> None:
    """Say of a link inside the document which heading it leads to, where the renderer says the anchor's name."""
    headings = list(_bookmarks(document.Root.get("/Outlines")))
    titles = {name: _heading_at(place, headings) for name, place in _anchors(document)}
    for page in document.pages:
        for link in page.get("/Annots", []):
            title = titles.get(str(link.get("/Dest", "")))
            if title:
                link.Contents = String(title)


def _anchors(document: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    named = document.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
    pairs = list(named)
    yield from ((str(name), place) for name, place in zip(pairs[::2], pairs[1::2], strict=True))


def _bookmarks(node: pikepdf.Object | None) -> Iterator[tuple[pikepdf.Object, str]]:
    """Where each heading stands and what it says, in the order of the text."""
    child = node.get("/First") if node is not None else None
    while child is not None:
        yield child.Dest, str(child.Title)
        yield from _bookmarks(child)
        child = child.get("/Next")


def _heading_at(place: pikepdf.Object, headings: list[tuple[pikepdf.Object, str]]) -> str:
    """The first heading at or below a place on its page."""
    page, height = place[0].objgen, float(place[3])
    below = (title for there, title in headings if there[0].objgen == page and float(there[3]) <= height + 1)
    return next(below, "")
