"""Triggers of the database that note which profiles changed, whatever changed them: see `RosterChange`.

They are put in after every `migrate`: SQLite drops the triggers of a table that a later migration makes anew.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

LOG = "experts_rosterchange"
WATCHED = {
    "experts_expert": "id",
    "experts_availabilitywindow": "expert_id",
    "experts_competence": "expert_id",
    "experts_countryexperience": "expert_id",
    "experts_exclusion": "expert_id",
    "experts_expertiseclaim": "expert_id",
    "experts_languageskill": "expert_id",
    "experts_unavailability": "expert_id",
}
SIDES = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}

_FUNCTION = """
CREATE OR REPLACE FUNCTION experts_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was bigint := CASE WHEN TG_OP <> 'INSERT' THEN (to_jsonb(OLD) ->> TG_ARGV[0])::bigint END;
    now bigint := CASE WHEN TG_OP <> 'DELETE' THEN (to_jsonb(NEW) ->> TG_ARGV[0])::bigint END;
BEGIN
    INSERT INTO experts_rosterchange (expert_id, transaction, token)
    SELECT DISTINCT pk, pg_current_xact_id()::text::bigint, (random() * 9007199254740991)::bigint
    FROM unnest(ARRAY[was, now]) AS pk WHERE pk IS NOT NULL;
    RETURN NULL;
END $$
"""
_NOTE = 'INSERT INTO experts_rosterchange (expert_id, "transaction", token) VALUES ({who}, 0, abs(random() / 1024)); '


def install_after_migrate(*, using: str, **_sent: Any) -> None:
    """Put in what is missing, once the tables are there."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if LOG in tables and tables.issuperset(WATCHED):
        _install(connection)


def _install(connection: BaseDatabaseWrapper) -> None:
    known = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(known[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
        for name, statement in _statements(connection.vendor):
            if name not in there:
                cursor.execute(statement)


def _statements(vendor: str) -> list[tuple[str, str]]:
    if vendor == "postgresql":
        return [("", _FUNCTION)] + [
            (
                f"note_change_{table}",
                f"CREATE TRIGGER note_change_{table} AFTER INSERT OR UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION experts_note_change('{column}')",
            )
            for table, column in WATCHED.items()
        ]
    return [
        (
            f"note_{event}_{table}",
            f"CREATE TRIGGER note_{event}_{table} AFTER {event.upper()} ON {table} BEGIN "
            + "".join(_NOTE.format(who=f"{side}.{column}") for side in sides)
            + "END",
        )
        for table, column in WATCHED.items()
        for event, sides in SIDES.items()
    ]
