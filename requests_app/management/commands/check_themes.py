import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from requests_app.management.phases import phase_for_command
from requests_app.management.request_file import RequestRecord, read_requests
from requests_app.theme_check import ThemeCheck, check_themes


class Command(BaseCommand):
    help = "Propose the priority themes of each request in a file: one JSON object a line."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="A JSON list of requests.")
        parser.add_argument("--phase", metavar="CODE", help="The phase to check against (the current one).")

    def handle(self, *args: Any, file: Path, phase: str | None, **options: Any) -> None:
        records = read_requests(file)
        definition = phase_for_command(phase)
        for record in records:
            answer = _answer(record, check_themes(record.fields, definition))
            self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _answer(record: RequestRecord, check: ThemeCheck) -> dict[str, Any]:
    themes = [
        {
            "code": proposal.code,
            "score": proposal.score,
            "evidence": [{"field": found.field, "quote": found.quote} for found in proposal.evidence],
        }
        for proposal in check.proposals
    ]
    return {"id": record.id, "themes": themes, "in_scope": check.in_scope}
