from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflows.case_file.verify import check


class Command(BaseCommand):
    """Check the archive of a request as `verify.py` inside it does; exit code 0 only if it is whole."""

    help = "Check the archive of a request's whole file, or the folder into which it was unpacked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        found = check(options["archive"])
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"The archive is not whole: {len(found)} breach(es).")
        self.stdout.write("The archive is whole.")
