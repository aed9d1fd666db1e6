from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from programme.loading.files import ReferenceFileError
from programme.services.reference import DATA, LoadReport, load_reference


class Command(BaseCommand):
    help = "Load the reference data that comes with the project; repeatable."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=DATA, help="Folder of the reference files.")

    def handle(self, *args: Any, folder: Path, verbosity: int, **options: Any) -> None:
        try:
            report = load_reference(now=timezone.now(), folder=folder)
        except ReferenceFileError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if verbosity > 1:
            self._show_tables(report)
        self.stdout.write(
            f"Reference data: {report.created} created, {report.updated} updated, "
            f"{report.unchanged} unchanged, {report.kept_local} kept as edited here, "
            f"{report.removed} removed, {report.left_over} no longer in the files. "
            f"Current phase: {report.current_phase or 'none'}."
        )

    def _show_tables(self, report: LoadReport) -> None:
        for name, counts in report.tables.items():
            self.stdout.write(f"  {name}: {counts.created} created, {counts.updated} updated")
