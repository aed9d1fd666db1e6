"""The square code beside a verification address, as a drawing. Pure: the same address gives the same bytes."""

from __future__ import annotations

import re

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

QUIET = 2  # modules of white around the code; the paper gives it two more


def qr_svg(address: str) -> bytes:
    """The QR code of an address as SVG, one path."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, image_factory=SvgPathImage)
    code.add_data(address)
    code.make(fit=True)
    drawing: bytes = code.make_image().to_string()
    return re.sub(rb' (width|height)="[^"]*mm"', b"", drawing, count=2)
