"""Who calls: a person or a machine that looks first, and whether a page or plain sentences are wanted."""

from __future__ import annotations

import re

from django.http import HttpRequest

# Mail filters and messengers fetch links to preview or scan them; that is not a person reading.
MACHINES = re.compile(
    r"bot\b|crawl|spider|preview|scan|proofpoint|mimecast|barracuda|safelinks|facebookexternalhit|whatsapp|"
    r"slack|telegram|linkedin|embedly|headlesschrome|python-requests|go-http-client|wget",
    re.IGNORECASE,
)
EARLY = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)


def is_a_person(request: HttpRequest) -> bool:
    """Whether this GET comes from somebody who reads, as far as its headers tell."""
    agent = request.headers.get("User-Agent", "")
    announced = " ".join(
        request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
    )
    return (
        request.method == "GET" and bool(agent) and not MACHINES.search(agent) and not EARLY.search(announced)
    )


def wants_html(request: HttpRequest) -> bool:
    """Whether the caller names HTML: browsers do, curl and scripts say `*/*`."""
    return "text/html" in request.headers.get("Accept", "")
