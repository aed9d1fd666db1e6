from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from accounts.services.tokens import issue_token
from core.errors import DeskError


class Command(BaseCommand):
    """Issue an API token; standard output gets the token and nothing else, so that a script can take it."""

    help = "Issue an API token for a person; prints it once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="command line", help="what the token is for")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        if not user.is_active:
            raise CommandError(f"The account {user.email} is closed.")
        try:
            _token, plain = issue_token(user=user, name=options["name"], now=timezone.now())
        except DeskError as refusal:
            raise CommandError(str(refusal.detail)) from refusal
        self.stdout.write(plain)
