"""Pictures of the main pages for `docs/screens/`: `bin/screens` makes them anew from demo data.

A desk of its own is set up in a temporary folder and served from this process, where it is always the same Monday
morning, so that a picture changes only when its page does. `bin/screens manager` makes only those whose name holds
the word.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import django
import time_machine

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "support_desk.settings")
    django.setup()

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from accounts.models import User
from requests_app.models import Position, SupportRequest
from workflows.links import offer_token
from workflows.models import Offer, TermsOfReference
from workflows.states import OfferState

SCREENS = Path(__file__).with_name("screens")
NOW = datetime(2026, 3, 16, 8, 30, tzinfo=UTC)
WIDTHS = {390: 844, 1280: 900}  # and the height of such a screen
TALLEST = 2400  # pixels; the rest of a longer page is cut off
COLOURS = 64
LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Shot:
    """One page as one person sees it; the address may name things of `subjects`."""

    name: str
    who: str
    address: str
    widths: tuple[int, ...] = (390, 1280)


SHOTS: tuple[Shot, ...] = (
    Shot("visitor-home", "", ""),
    Shot("visitor-sign-in", "", "/accounts/login/"),
    Shot("visitor-verify", "", "/verify/{paper}/"),
    Shot("focal-home", "focal.sn", ""),
    Shot("focal-requests", "focal.sn", "requests/"),
    Shot("focal-draft", "focal.cv", "requests/{cv_draft}/form/b/"),
    Shot("focal-request", "focal.sn", "requests/{sn_offering}/"),
    Shot("focal-terms", "focal.sn", "requests/{sn_terms}/sign-terms/"),
    Shot("manager-home", "manager", ""),
    Shot("manager-queue", "manager", "triage/"),
    Shot("manager-case", "manager", "requests/{theme_check}/"),
    Shot("manager-matching", "manager", "matching/{offering}/"),
    Shot("manager-shortlist", "manager", "matching/{offering}/positions/{position}/", widths=(1280,)),
    Shot("manager-offers", "manager", "requests/{offering}/"),
    Shot("manager-terms", "manager", "requests/{terms}/terms/", widths=(1280,)),
    Shot("manager-deployments", "manager", "deployments/"),
    Shot("manager-experts", "manager", "experts/", widths=(1280,)),
    Shot("expert-offer", "", "/offer/{offer}/"),
    Shot("expert-missions", "expert", "assignments/"),
    Shot("expert-profile", "expert", "profile/", widths=(390,)),
    Shot("steering-insights", "steering", "insights/"),
    Shot("admin-people", "admin", "people/", widths=(1280,)),
)


def main(words: Iterable[str] = ()) -> None:
    """Make the pictures whose name holds one of the words; all of them without any."""
    wanted = [shot for shot in SHOTS if not words or any(word in shot.name for word in words)]
    SCREENS.mkdir(exist_ok=True)
    logging.disable(logging.INFO)
    with a_desk() as url:
        sessions, found = {shot.who: session_of(shot.who) for shot in wanted}, subjects()
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
                args=["--no-sandbox"] if os.geteuid() == 0 else [],
            )
            for shot in wanted:
                address = f"{url}/{{language}}/{shot.address.format_map(found)}"
                if shot.address.startswith("/"):
                    address = f"{url}{shot.address.format_map(found)}?lang={{language}}"
                for language in LANGUAGES:
                    for width in shot.widths:
                        picture = SCREENS / f"{shot.name}-{width}-{language}.png"
                        seen = look(
                            chromium, address.format(language=language), sessions[shot.who], language, width
                        )
                        keep(seen, picture)


@contextmanager
def a_desk() -> Iterator[str]:
    """Set up and serve a desk with demo data, on a morning that does not pass; yields its address."""
    with time_machine.travel(NOW, tick=False):
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0, stdout=StringIO())
        call_command("seed_demo", password=settings.DEMO_PASSWORD, verbosity=0)
        server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
        server.set_app(StaticFilesHandler(get_wsgi_application()))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.PUBLIC_URL = f"http://127.0.0.1:{server.server_port}"
        yield settings.PUBLIC_URL
        server.shutdown()
        server.server_close()


def session_of(who: str) -> str:
    """The session in which a demo account is signed in; none for nobody."""
    if not who:
        return ""
    client = Client()
    client.force_login(
        User.objects.get(email=f"{who}@demo.example"), backend=settings.AUTHENTICATION_BACKENDS[0]
    )
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def subjects() -> Mapping[str, str]:
    """What addresses may name: a request of each state (`terms`), one of a country (`sn_terms`), an offer, a paper."""
    found: dict[str, str] = {}
    for row in SupportRequest.objects.order_by("id"):
        found.setdefault(str(row.state), str(row.pk))
        found.setdefault(f"{row.country_id.lower()}_{row.state}", str(row.pk))
    offer = Offer.objects.filter(state__in=[OfferState.SENT, OfferState.SEEN]).earliest("id")
    paper = TermsOfReference.objects.exclude(verification_code="").earliest("id")
    position = Position.objects.filter(support_request=found["offering"]).earliest("number")
    return found | {
        "offer": offer_token(offer),
        "paper": paper.verification_code,
        "position": str(position.pk),
    }


# --- The pictures -------------------------------------------------------------------------------------------


def look(chromium: Browser, address: str, session: str, language: str, width: int) -> bytes:
    """Open a page as somebody and return what they see, scrolled through to its end."""
    context = chromium.new_context(
        viewport={"width": width, "height": WIDTHS[width]}, locale=language, reduced_motion="reduce"
    )
    if session:
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": settings.PUBLIC_URL}]
        )
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{address} answers {answer and answer.status}")
    page.wait_for_load_state("networkidle")
    seen = page.screenshot(full_page=True)
    context.close()
    return seen


def keep(seen: bytes, picture: Path) -> None:
    """Keep a picture small: cut off what is too tall, and few colours."""
    whole = Image.open(BytesIO(seen)).convert("RGB")
    cut = whole.crop((0, 0, whole.width, min(whole.height, TALLEST)))
    cut.quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)
    sys.stdout.write(f"{picture.relative_to(SCREENS.parent.parent)}  {picture.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
