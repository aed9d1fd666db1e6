"""Puts the seal on a finished paper. What was drawn stays as it is: the seal is added behind it."""

from __future__ import annotations

from io import BytesIO

from workflows.seal.certificate import Certificate, SealUnusable

FIELD = "Seal"


def sealed(pdf: bytes, certificate: Certificate, *, reason: str) -> bytes:
    """The paper with the seal: it certifies the whole file and allows no later change.

    Nothing is drawn on a page. Two seals of the same paper differ: each is made with its own random number and time.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    class _AsDrawn(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """Leave the metadata as archives want it; rewritten, it would say the same in a form they do not read."""

    signer = signers.SimpleSigner.load_pkcs12_data(
        certificate.p12, other_certs=[], passphrase=certificate.passphrase or None
    )
    if signer is None:
        raise SealUnusable
    field = fields.SigFieldSpec(
        FIELD, invis_sig_settings=fields.InvisSigSettings(set_print_flag=True, box_out_of_bounds=True)
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        name=certificate.name,
        reason=reason,
    )
    writer = _AsDrawn(BytesIO(pdf))
    out = signers.PdfSigner(metadata, signer=signer, new_field_spec=field).sign_pdf(writer)
    return bytes(out.getbuffer())
