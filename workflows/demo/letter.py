"""A covering letter as a small PDF, the same bytes for the same text."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 88  # characters a line
LINE_HEIGHT = 16  # points


def letter_pdf(lines: Sequence[str]) -> bytes:
    """A page of A4 with the lines in one of the typefaces that every reader has."""
    text = "\n".join(f"({_escaped(part)}) Tj T*" for line in lines for part in _folded(line))
    content = f"BT /F1 11 Tf 72 760 Td {LINE_HEIGHT} TL\n{text}\nET".encode("cp1252", "replace")
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )


def _file(*objects: bytes) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def _folded(line: str) -> list[str]:
    folded = [""]
    for word in line.split():
        if len(folded[-1]) + len(word) >= WIDTH:
            folded.append("")
        folded[-1] = f"{folded[-1]} {word}".strip()
    return folded


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
