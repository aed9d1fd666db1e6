"""Completes the tags of a rendered PDF: table headers come without the scope that PDF/UA wants."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf


def add_header_scopes(pdf: bytes) -> bytes:
    """Give every table header its scope: column under THead, row elsewhere. Deterministic."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for header, in_head in table_headers(document):
            scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
            header.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=scope)
        out = BytesIO()
        document.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return out.getvalue()


def table_headers(document: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, bool]]:
    """Every TH element of the structure tree, and whether it stands under a THead."""
    pending = [(document.Root.StructTreeRoot, False)]
    while pending:
        element, in_head = pending.pop()
        kind = str(element.get("/S", ""))
        if kind == "/TH":
            yield element, in_head
        in_head = in_head or kind == "/THead"
        pending.extend((child, in_head) for child in _children(element))


def _children(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return
    for child in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(child, pikepdf.Dictionary):
            yield child
