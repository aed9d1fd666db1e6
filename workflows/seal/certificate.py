"""Which certificate seals papers, and where it lies.

In `SEAL_DIR` (`var/seal`): `seal.p12`, a PKCS #12 file with the institution's certificate and key, and `passphrase`, a
text file, where the file has one. Where there is none, a desk that is not in production makes `self-made.p12` for
itself, once, and its papers say so; a desk in production leaves its papers without a seal.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import DeskError

SELF_MADE_NAME = "Rabat Process support desk: self-made seal, not an institution's"
SELF_MADE_YEARS = 10


class SealUnusable(DeskError):
    """There is a certificate, and it cannot seal: the passphrase is wrong, or its time is over or yet to come."""

    code = "seal_unusable"
    default = _("The certificate of the seal cannot be used. See docs/how-to/operate.md.")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its key: `p12` as PKCS #12, `name` whom it names, `fingerprint` its SHA-256 in hex."""

    p12: bytes
    passphrase: bytes
    name: str
    fingerprint: str


def sealing_certificate(*, now: datetime) -> Certificate | None:
    """The certificate that seals at this time; none where papers get no seal.

    Raises `SealUnusable`: papers wait then, rather than go out without the seal that readers expect.
    """
    folder = Path(settings.SEAL_DIR)
    if (folder / "seal.p12").is_file():
        return _read(folder / "seal.p12", folder / "passphrase", now=now)
    if not settings.SEAL_SELF_MADE:
        return None
    own = folder / "self-made.p12"
    if not own.is_file():
        _make(folder, now=now)
    return _read(own, folder / "self-made.passphrase", now=now)


def common_name(certificate: x509.Certificate) -> str:
    """Whom a certificate names: its common name, else its organisation, else everything it says."""
    subject = certificate.subject
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in subject.get_attributes_for_oid(kind):
            return str(attribute.value)
    return subject.rfc4514_string()


def fingerprint_of(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex()


def _read(path: Path, passphrase: Path, *, now: datetime) -> Certificate:
    try:
        word = passphrase.read_bytes().strip() if passphrase.is_file() else b""
        p12 = path.read_bytes()
        key, certificate, _others = pkcs12.load_key_and_certificates(p12, word or None)
    except (ValueError, OSError) as wrong:
        raise SealUnusable from wrong
    if key is None or certificate is None:
        raise SealUnusable
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise SealUnusable
    return Certificate(p12, word, common_name(certificate), fingerprint_of(certificate))


def _make(folder: Path, *, now: datetime) -> None:
    """Make the desk's own certificate; of two processes that try at once, the first decides."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    passphrase = _written_once(folder / "self-made.passphrase", secrets.token_urlsafe(32).encode("ascii"))
    key = ec.generate_private_key(ec.SECP256R1())
    p12 = pkcs12.serialize_key_and_certificates(
        b"seal",
        key,
        _self_made(key, now=now),
        None,
        serialization.BestAvailableEncryption(passphrase),
    )
    _written_once(folder / "self-made.p12", p12)


def _written_once(path: Path, content: bytes) -> bytes:
    """Write a private file whole, unless there is one; return what it holds."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path.read_bytes()


def _self_made(key: Any, *, now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SELF_MADE_NAME)])
    begin = now.astimezone(UTC) - timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=365 * SELF_MADE_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_seals(), critical=True)
        .sign(key, hashes.SHA256())
    )


def _for_seals() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
