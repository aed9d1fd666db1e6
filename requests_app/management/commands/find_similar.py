import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from requests_app.management.request_file import RequestRecord, read_requests, refuse_repeated_ids
from requests_app.similarity import Document, Index


class Command(BaseCommand):
    help = "Find the other requests of a file that express the same need: one JSON object a line."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="A JSON list of requests.")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        records = read_requests(file)
        refuse_repeated_ids(file, records)
        documents = [_document(record) for record in records]
        index = Index(documents)
        for document in documents:
            similar = [{"id": match.id, "score": match.score} for match in index.similar(document)]
            self.stdout.write(json.dumps({"id": document.id, "similar": similar}, ensure_ascii=False))


def _document(record: RequestRecord) -> Document:
    return Document(
        id=record.id,
        country=record.country,
        language=record.language,
        # Two institutions may ask for the same thing: their names are no part of the need.
        fields={name: text for name, text in record.fields.items() if name != "beneficiary_institution"},
        institution=record.institution,
        month=record.month,
    )
