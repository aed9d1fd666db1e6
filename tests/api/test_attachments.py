"""Files over the API: taken, handed out, refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from requests_app.models import Attachment
from requests_app.states import RequestState as S
from tests.api.conftest import Caller
from tests.world import request_in

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def files(row: Any) -> str:
    return f"/api/v1/requests/{row.pk}/attachments/"


def send(client: Any, row: Any, name: str = "lettre.pdf", content: bytes = PDF) -> Any:
    return client.post(files(row), {"file": SimpleUploadedFile(name, content)}, format="multipart")


def test_file_is_kept_and_handed_out_to_be_saved(calls: Caller) -> None:
    row = request_in(S.DRAFT)
    client = calls("focal")

    sent = send(client, row, "Lettre signée.pdf")
    got = client.get(sent["Location"], headers={"accept": "application/pdf"})

    assert sent.status_code == 201
    assert client.get(files(row)).json() == [sent.json()]
    assert (sent.json()["name"], sent.json()["content_type"]) == ("Lettre signée.pdf", "application/pdf")
    assert (got.status_code, got.getvalue()) == (200, PDF)
    assert got["Content-Disposition"].startswith("attachment; filename*=utf-8''Lettre")
    assert got["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("setup.pdf", b"MZ\x90\x00" + b"\x00" * 60, 415, "unsupported_type"),
        ("setup.exe", b"MZ\x90\x00", 415, "unsupported_type"),
        ("page.html", b"<script>", 415, "unsupported_type"),
        ("report.docx", PDF, 415, "unsupported_type"),
        ("empty.pdf", b"", 400, "invalid"),
        ("large.pdf", PDF + b"\x00" * (20 * 1024 * 1024), 413, "too_large"),
        ("huge.pdf", PDF + b"\x00" * (50 * 1024 * 1024), 413, "too_large"),
    ],
    ids=lambda value: "content" if isinstance(value, bytes) else None,  # not in the name of the test
)
def test_file_is_refused(calls: Caller, name: str, content: bytes, status: int, code: str) -> None:
    row = request_in(S.DRAFT)

    response = send(calls("focal"), row, name, content)

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["code"] == code
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("data", "format", "status"),
    [({}, "multipart", 400), ({"file": "text"}, "multipart", 400), ({"file": "x"}, "json", 415)],
)
def test_upload_without_a_file_is_refused(calls: Caller, data: Any, format: str, status: int) -> None:
    row = request_in(S.DRAFT)

    assert calls("focal").post(files(row), data, format=format).status_code == status


def test_files_are_between_the_country_and_the_desk(calls: Caller) -> None:
    row = request_in(S.TRIAGE)
    sent = send(calls("focal"), row)

    read = {
        name: [calls(name).get(address).status_code for address in (files(row), sent["Location"])]
        for name in ("manager", "steering", "focal_cv", "expert")
    }

    assert read == {
        "manager": [200, 200],
        "steering": [403, 403],
        "focal_cv": [404, 404],
        "expert": [404, 404],
    }


def test_file_is_removed_by_whoever_added_it(calls: Caller) -> None:
    row = request_in(S.TRIAGE)
    where = send(calls("focal"), row)["Location"]

    refused, removed = calls("manager").delete(where), calls("focal").delete(where)

    assert (refused.status_code, removed.status_code) == (403, 204)
    assert calls("focal").get(where).status_code == 404
    assert calls("focal").get(files(row)).json() == []
