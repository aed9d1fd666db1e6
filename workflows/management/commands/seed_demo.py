from __future__ import annotations

import secrets
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.services.demo import CAST
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from workflows.demo.plan import STAGES
from workflows.demo.seeding import AlreadyFilled, Wish, is_seeded, papers, seed


class Command(BaseCommand):
    """Fill an empty database with demo accounts, experts, and requests in every state of their life."""

    help = "Make the demonstration: accounts, experts and requests with a true past."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--requests", type=_count, help="how many requests; by default the whole plan")
        parser.add_argument(
            "--experts", type=_count, help="how many experts beside the demo account's; default 40"
        )
        parser.add_argument(
            "--stage", default="", choices=["", *STAGES], help="bring all requests to this state"
        )
        parser.add_argument("--password", help="of the demo accounts; else $DEMO_PASSWORD, else random")
        parser.add_argument("--seed", type=int, default=1, help="another number makes another demonstration")
        parser.add_argument("--force", action="store_true", help="make it in production settings too")

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_in_production(force=options["force"])
        wish = Wish(
            requests=options["requests"],
            experts=options["experts"],
            stage=options["stage"],
            seed=options["seed"],
        )
        try:
            seeded = is_seeded(wish)
        except AlreadyFilled as filled:
            raise CommandError(
                "The database is not empty: demo data is only made where no requests and no experts are."
            ) from filled
        if seeded:
            self._say(options, "This demonstration is there already; nothing to do.")
            return
        given = options["password"] or settings.DEMO_PASSWORD
        password = given or secrets.token_urlsafe(9)
        now = timezone.now()
        papers(seed(wish, password=password, now=now), now=now)
        self._say(options, _summary())
        if not given:
            self.stdout.write(f"Password of the demo accounts (shown once): {password}")

    def _say(self, options: dict[str, Any], text: str) -> None:
        if options["verbosity"]:
            self.stdout.write(text)


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def _refuse_in_production(*, force: bool) -> None:
    """The embedded default and DEBUG=1 are for trying out; elsewhere invented people need a clear wish."""
    embedded = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and not settings.REDIS_URL
    if not (settings.DEBUG or embedded or force):
        raise CommandError("These are production settings: demo data is only made here with --force.")


def _summary() -> str:
    states = Counter(SupportRequest.objects.values_list("state", flat=True))
    lines = [f"{sum(states.values())} requests:"]
    lines += [f"  {states[state]:>6}  {state}" for state in RequestState.values if states[state]]
    lines += ["Demo accounts:", *(f"  {person.email:<24} {person.function}" for person in CAST)]
    return "\n".join(lines)
