"""The virus scanner's door: clamd's INSTREAM protocol, used where `CLAMD_URL` is set
(`tcp://host:port` or `unix:///path`)."""

from __future__ import annotations

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from core.errors import DeskError, UnsupportedType

CHUNK = 64 * 1024
PATIENCE = 20  # seconds


class ScannerUnavailable(DeskError):
    """A scanner is configured and does not answer: the file is refused rather than taken unseen."""

    code = "scanner_unavailable"
    default = _("Files cannot be checked right now. Please try again in a few minutes.")


def refuse_if_infected(file: File[bytes]) -> None:
    """Raise `UnsupportedType` when the scanner finds something; do nothing where none is configured."""
    if not settings.CLAMD_URL:
        return
    try:
        verdict = _ask(file)
    except OSError as error:
        raise ScannerUnavailable from error
    finally:
        file.seek(0)
    if not verdict.endswith("OK"):
        raise UnsupportedType(_("The virus scanner refused this file."), code="infected")


def _ask(file: File[bytes]) -> str:
    with _connect() as clamd:
        clamd.sendall(b"zINSTREAM\0")
        file.seek(0)
        for chunk in file.chunks(CHUNK):
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))
        return clamd.recv(4096).decode("utf-8", "replace").strip("\0\r\n ")


def _connect() -> socket.socket:
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme != "unix":
        return socket.create_connection((address.hostname or "localhost", address.port or 3310), PATIENCE)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(PATIENCE)
    clamd.connect(address.path)
    return clamd
