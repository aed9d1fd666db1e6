"""What was decided before the score was kept: by what the request, its themes and its journal still say."""

from django.db import migrations

BATCH = 200


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias

    def rows(model, app="workflows"):
        return apps.get_model(app, model)._base_manager.using(alias)

    Reading, Verdict = (
        apps.get_model("workflows", "ThemeReading"),
        apps.get_model("workflows", "ThemeVerdict"),
    )
    kinds = dict(rows("Phase", "programme").values_list("code", "theme_kind"))
    of_phase = {}
    for code, phase, kind in rows("Theme", "programme").values_list("code", "phase_id", "kind"):
        if kinds[phase] == kind:
            of_phase.setdefault(phase, set()).add(code)
    known = {code for codes in of_phase.values() for code in codes}
    decided = rows("SupportRequest", "requests_app").filter(
        theme_proposal__has_key="agreed", theme_reading=None
    )
    for row in decided.order_by("pk").only("pk", "phase_id", "theme_proposal", "updated_at").iterator(BATCH):
        chosen = dict(
            rows("RequestTheme", "requests_app")
            .filter(support_request_id=row.pk)
            .values_list("theme_id", "is_main")
        )
        if not chosen:
            continue
        told = rows("JournalEvent", "core").filter(
            chain=f"requests_app.supportrequest:{row.pk}", verb="request.themes_confirmed"
        )
        at = told.order_by("-sequence").values_list("at", flat=True).first() or row.updated_at
        proposed = [code for code in row.theme_proposal.get("proposed", []) if code in known]
        own = of_phase.get(row.phase_id, set())
        reading = Reading.objects.using(alias).create(
            support_request_id=row.pk,
            phase_id=row.phase_id,
            in_scope_found=bool(proposed),
            in_scope_decided=bool(own.intersection(chosen)),
            main_agreed=bool(row.theme_proposal["agreed"]),
            decided_at=at,
        )
        Verdict.objects.using(alias).bulk_create(
            Verdict(
                reading_id=reading.pk,
                theme_id=code,
                outcome="removed" if code not in chosen else "agreed" if code in proposed else "added",
            )
            for code in dict.fromkeys([*proposed, *chosen])
        )


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0010_keep_the_score_of_the_theme_check"),
        ("requests_app", "0005_index_words_and_people_for_search"),
        ("programme", "0001_initial"),
        ("core", "0001_initial"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
