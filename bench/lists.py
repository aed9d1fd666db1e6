"""The list of 50 requests at growing numbers of rows, against itself at the first and against a bare page.

Asked through the WSGI handler in this process, with all middleware, throttles and the connection handling of
production. The bare page (`bench.bare_view`) alternates with the list, so that a busy machine slows both; figures
are medians in milliseconds. Started by `bench/run.py`.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import statistics
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from bench.scratch import set_up

set_up()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.selectors import actor_for  # noqa: E402
from accounts.services.demo import create_demo_accounts  # noqa: E402
from accounts.services.tokens import issue_token  # noqa: E402
from api.pagination import Cursor  # noqa: E402
from bench.rows import make_requests  # noqa: E402
from requests_app.models import SupportRequest  # noqa: E402

LIST, BARE = "/api/v1/requests/", "/bare/"
THROTTLE_LEAVES = 200  # calls after which the throttle forgets the callers, so that it never answers
Headers = dict[str, str]


@dataclass(frozen=True)
class Case:
    """One way to ask for the list."""

    name: str
    headers: Headers
    query: str = ""


@dataclass(frozen=True)
class Figure:
    """What one case took at one number of rows, beside the bare page in the same rounds."""

    case: str
    rows: int
    milliseconds: float
    bare: float
    queries: int
    results: int


class Door:
    """Asks the desk as a web server would, without a network between."""

    def __init__(self) -> None:
        settings.ROOT_URLCONF = "bench.bare_view"
        self._application = get_wsgi_application()
        self._calls = 0
        # Somebody else is always there, as the background worker is: SQLite tidies up when the last one leaves.
        self._somebody_else = connection.copy()
        self._somebody_else.ensure_connection()

    def get(self, address: str, headers: Headers) -> bytes:
        path, _mark, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            **headers,
        }
        said: list[str] = []
        response = self._application(environ, lambda status, _headers: said.append(status))
        try:
            body = b"".join(response)
        finally:
            response.close()
        if said != ["200 OK"]:
            raise RuntimeError(f"{address}: {said} {body[:300]!r}")
        return body

    def milliseconds(self, address: str, headers: Headers) -> float:
        self._calls += 1
        if self._calls % THROTTLE_LEAVES == 0:
            cache.clear()
        began = time.perf_counter()
        self.get(address, headers)
        return (time.perf_counter() - began) * 1_000

    def queries(self, address: str, headers: Headers) -> int:
        with CaptureQueriesContext(connection) as captured:
            self.get(address, headers)
        return len(captured)


def people() -> dict[str, Any]:
    """The manager and Senegal's focal point of the demonstration."""
    create_demo_accounts(password="bench-only-12", now=timezone.now())
    found = {user.email.partition("@")[0]: user for user in get_user_model().objects.all()}
    return {"manager": found["manager"], "focal point": found["focal.sn"], "other": found["manager2"]}


def session(user: Any) -> Headers:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return {
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    }


def token(user: Any) -> Headers:
    now = timezone.now()
    _token, plain = issue_token(
        user=user, name="bench", actor=actor_for(user, now=now), now=now, expires_at=now + timedelta(days=1)
    )
    return {"HTTP_AUTHORIZATION": f"Bearer {plain}"}


def cases(headers: dict[str, Headers], *, rows: int) -> list[Case]:
    """First and deep pages, each filter that the list offers an index for, and the search."""
    deep = f"cursor={Cursor((rows // 2,)).encode()}"
    manager, focal = headers["manager"], headers["focal point"]
    return [
        Case("manager, first page", manager),
        Case("manager, first page, token", headers["manager token"]),
        Case("manager, page in the middle", manager, deep),
        Case("manager, oldest change first", manager, "ordering=updated_at"),
        Case("manager, one state", manager, "state=matching"),
        Case("manager, one country", manager, "country=SN"),
        Case("manager, own cases", manager, "officer=me"),
        Case("manager, search of a word", manager, "search=asylum"),
        Case("manager, search of a reference", manager, f"search={known_reference()}"),
        Case("manager, search of a part of one", manager, "search=900451"),
        Case("focal point, first page", focal),
        Case("focal point, first page, token", headers["focal point token"]),
        Case("focal point, page in the middle", focal, deep),
        Case("focal point, one state", focal, "state=matching"),
        Case("focal point, search of a word", focal, "search=asylum"),
    ]


def known_reference() -> str:
    """A reference as somebody would copy it from a mail."""
    found = (
        SupportRequest.objects.exclude(reference=None).order_by("id").values_list("reference", flat=True)[20]
    )
    return str(found)


def measured(door: Door, case: Case, *, bare: Headers, rows: int, rounds: int) -> Figure:
    """The medians of alternating calls, after a few that are not counted."""
    address = f"{LIST}?{case.query}" if case.query else LIST
    for _ in range(3):
        door.get(address, case.headers)
        door.get(BARE, bare)
    gc.collect()
    ours, plain = [], []
    for _ in range(rounds):
        ours.append(door.milliseconds(address, case.headers))
        plain.append(door.milliseconds(BARE, bare))
    results = len(json.loads(door.get(address, case.headers))["results"])
    queries = door.queries(address, case.headers)
    return Figure(case.name, rows, statistics.median(ours), statistics.median(plain), queries, results)


def run(sizes: Iterable[int], *, rounds: int) -> list[dict[str, Any]]:
    """Every case at every number of rows, in one database that grows."""
    who, there = people(), 0
    door = Door()
    officers = [who["manager"].pk, who["other"].pk]
    headers = {name: session(who[name]) for name in ("manager", "focal point")}
    headers |= {f"{name} token": token(who[name]) for name in ("manager", "focal point")}
    found = []
    for size in sorted(sizes):
        make_requests(size - there, officers=officers, phase="PH3", first=there)
        there = size
        refresh_statistics()
        for case in cases(headers, rows=size):
            found.append(measured(door, case, bare=headers["manager"], rows=size, rounds=rounds))
    return [asdict(figure) for figure in found]


def refresh_statistics() -> None:
    """What PostgreSQL does by itself a minute after many rows were written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    print(json.dumps(run(options.sizes, rounds=options.rounds)))


if __name__ == "__main__":
    main()
