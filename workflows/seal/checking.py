"""Says of any file whether it bears a seal, whose, and whether the seal still fits.

The file may come from anybody. Only the place of the seal is looked up in it, its bytes are hashed once, and the seal
alone is parsed: nothing in the file is unpacked or followed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from cryptography import x509

from workflows.seal.certificate import common_name, fingerprint_of

LARGEST_SEAL = 256 * 1024  # bytes; with all its certificates a seal has some ten thousand
MOST_TRIES = 100
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")


@dataclass(frozen=True, slots=True)
class SealFound:
    """What is known of the last seal in a file.

    `intact`: what the seal covers is as it was sealed. `covers_all`: it covers the whole file; else something was
    added behind it. `name` is what the certificate says of its holder, for which nothing here vouches; `fingerprint`
    is the certificate's SHA-256, `self_made` that it was issued by its own holder.
    """

    intact: bool
    covers_all: bool
    name: str = ""
    fingerprint: str = ""
    self_made: bool = False


def seal_in(pdf: bytes) -> SealFound | None:
    """The last seal in a file; none where it bears none. A seal that cannot be read is not intact."""
    place = _last_range(pdf)
    if place is None:
        return None
    start, first, after, rest = place
    gap = pdf[first:after]
    if start or after < first or after + rest > len(pdf) or not _is_hex_string(gap):
        return SealFound(intact=False, covers_all=False)
    try:
        return _examined(bytes.fromhex(gap[1:-1].decode("ascii")), pdf, (first, after, rest))
    except Exception:  # what a stranger sends may break the parser anywhere; it is then no seal that fits
        return SealFound(intact=False, covers_all=False)


def _last_range(pdf: bytes) -> tuple[int, ...] | None:
    """The four numbers of the last byte range; what only looks like one is passed over, so many times."""
    at = len(pdf)
    for _try in range(MOST_TRIES):
        at = pdf.rfind(b"/ByteRange", 0, at)
        if at < 0:
            return None
        found = _RANGE.match(pdf, at)
        if found:
            return tuple(int(number) for number in found.groups())
    return None


def _is_hex_string(gap: bytes) -> bool:
    return 2 < len(gap) <= 2 * LARGEST_SEAL and gap[:1] == b"<" and gap[-1:] == b">"


def _examined(seal: bytes, pdf: bytes, place: tuple[int, int, int]) -> SealFound:
    from asn1crypto import cms
    from pyhanko.sign.general import extract_signer_info
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    first, after, rest = place
    signed: Any = cms.ContentInfo.load(seal)["content"]
    signer = extract_signer_info(signed)
    holder = _holder(signed, signer)
    digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native)
    digest.update(memoryview(pdf)[:first])
    digest.update(memoryview(pdf)[after : after + rest])
    intact, valid = validate_sig_integrity(signer, holder, "data", digest.digest())
    certificate = x509.load_der_x509_certificate(holder.dump())
    return SealFound(
        intact=intact and valid,
        covers_all=after + rest == len(pdf),
        name=common_name(certificate),
        fingerprint=fingerprint_of(certificate),
        self_made=certificate.issuer == certificate.subject,
    )


def _holder(signed: Any, signer: Any) -> Any:
    """The certificate among those that the seal brings along which its signature names."""
    from pyhanko.sign.general import SignedDataCerts, extract_certificate_info

    found: SignedDataCerts = extract_certificate_info(signed)
    return found.signer_cert
