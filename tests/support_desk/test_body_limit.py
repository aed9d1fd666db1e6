from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory

from support_desk.body_limit import MULTIPART_OVERHEAD, BodyLimitMiddleware

MEGABYTE = 1024 * 1024
middleware = BodyLimitMiddleware(lambda request: HttpResponse("read"))


def post(path: str, content_type: str, length: int) -> HttpResponse:
    request = RequestFactory().post(path, data=b"x", content_type=content_type, CONTENT_LENGTH=str(length))
    return middleware(request)


def test_json_of_one_megabyte_is_read_and_one_byte_more_is_refused():
    assert post("/api/v1/requests/", "application/json", MEGABYTE).status_code == 200

    refused = post("/api/v1/requests/", "application/json", MEGABYTE + 1)

    assert refused.status_code == 413
    assert refused["Content-Type"] == "application/problem+json"


def test_upload_may_have_the_size_of_an_attachment(settings: Any):
    limit = settings.ATTACHMENT_MAX_BYTES + MULTIPART_OVERHEAD

    assert post("/en/requests/", "multipart/form-data; boundary=x", limit).status_code == 200
    assert post("/en/requests/", "multipart/form-data; boundary=x", limit + 1).status_code == 413


def test_page_is_refused_in_words():
    refused = post("/en/requests/", "application/x-www-form-urlencoded", 2 * MEGABYTE)

    assert refused["Content-Type"].startswith("text/html")
    assert "1 MB" in refused.content.decode()


def test_malformed_length_is_no_length():
    request = RequestFactory().post("/", data=b"x", content_type="application/json", CONTENT_LENGTH="many")

    assert middleware(request).status_code == 200
