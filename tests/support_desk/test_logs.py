import pytest

from support_desk.logs import hide_secret_paths


@pytest.mark.parametrize(
    ("request_line", "logged"),
    [
        ("GET /offer/Zk3-9_aB/?lang=fr", "GET /offer/***/?lang=fr"),
        ("POST /accounts/password/reset/key/1-abc/", "POST /accounts/password/reset/key/***/"),
        ("GET /en/requests/42/", "GET /en/requests/42/"),
    ],
)
def test_tokens_of_links_are_not_logged(request_line: str, logged: str):
    event = {"request": request_line, "code": 200}

    assert hide_secret_paths(None, "info", event) == {"request": logged, "code": 200}
