"""Trigrams of `search_text`, so that a part of a word is found without reading every request.

PostgreSQL: an index, built while others write. SQLite: a full-text table without a copy of the text, kept by triggers.
A later migration that makes SQLite build the table of requests anew (most changes of its columns do) is refused for the
view unless it runs `unindex` before and `index` after.
"""

from django.db import migrations

TABLE, FULL_TEXT, PARTS = "requests_app_supportrequest", "requests_app_search", "requests_app_search_parts"


def _parts(row):
    """What a request is about, and its people: `search_text` before and behind the end of the line."""
    text = f"{row}search_text"
    return f"substr({text}, 1, instr({text}, char(10))), substr({text}, instr({text}, char(10)) + 1)"


COLUMNS = "rowid, about, people"
FORGET = f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}, {COLUMNS}) VALUES ('delete', old.id, {_parts('old.')});"  # noqa: S608
LEARN = f"INSERT INTO {FULL_TEXT} ({COLUMNS}) VALUES (new.id, {_parts('new.')});"  # noqa: S608

INDEX = {
    "postgresql": (
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",  # trusted: the owner of the database may; it stays for others
        f"CREATE INDEX CONCURRENTLY support_request_search ON {TABLE} USING gin (search_text gin_trgm_ops)",
    ),
    "sqlite": (
        f"CREATE VIEW {PARTS} (rowid, about, people) AS SELECT id, {_parts('')} FROM {TABLE}",  # noqa: S608
        f"CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5(about, people, content='{PARTS}', tokenize='trigram', "
        "detail=column, columnsize=0)",
        f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}) VALUES ('rebuild')",  # noqa: S608
        f"CREATE TRIGGER request_search_new AFTER INSERT ON {TABLE} BEGIN {LEARN} END",
        f"CREATE TRIGGER request_search_gone AFTER DELETE ON {TABLE} BEGIN {FORGET} END",
        f"CREATE TRIGGER request_search_changed AFTER UPDATE OF search_text ON {TABLE} "
        f"WHEN old.search_text <> new.search_text BEGIN {FORGET} {LEARN} END",
    ),
}
UNINDEX = {
    "postgresql": ("DROP INDEX CONCURRENTLY IF EXISTS support_request_search",),
    "sqlite": (
        "DROP TRIGGER IF EXISTS request_search_new",
        "DROP TRIGGER IF EXISTS request_search_gone",
        "DROP TRIGGER IF EXISTS request_search_changed",
        f"DROP TABLE IF EXISTS {FULL_TEXT}",
        f"DROP VIEW IF EXISTS {PARTS}",
    ),
}


def index(apps, schema_editor):
    _run(schema_editor.connection, UNINDEX)  # what a run that was interrupted left
    _run(schema_editor.connection, INDEX)


def unindex(apps, schema_editor):
    _run(schema_editor.connection, UNINDEX)


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    atomic = False  # an index that is built while others write

    dependencies = [("requests_app", "0004_say_anew_what_a_search_looks_in")]

    operations = [migrations.RunPython(index, unindex)]
