"""Every request's searchable words anew: two spaces before each word, and people's names on a line of their own.

A thousand requests at a time, each thousand in a transaction of its own: a full table is never locked as a whole, and
a run that was interrupted can begin again.
"""

from django.conf import settings
from django.db import migrations, transaction

from core.text import searchable

BATCH = 1_000


def refresh(apps, schema_editor):
    alias = schema_editor.connection.alias
    model = apps.get_model("requests_app", "SupportRequest")
    names = dict(apps.get_model(settings.AUTH_USER_MODEL)._base_manager.values_list("pk", "full_name"))
    countries = {
        country.pk: f"{country.iso2} {country.name_en} {country.name_fr}"
        for country in apps.get_model("programme", "Country")._base_manager.using(alias)
    }
    wanted = model._base_manager.using(alias).order_by("pk")
    wanted = wanted.only(
        "reference", "title", "institution", "country_id", "created_by_id", "unit_contact", "endorsement"
    )
    last = 0
    while last is not None:
        with transaction.atomic(using=alias):
            rows = list(wanted.select_for_update().filter(pk__gt=last)[:BATCH])
            for row in rows:
                about = f"{row.reference or ''} {row.title} {row.institution} {countries[row.country_id]}"
                contacts = [str(contact.get("name", "")) for contact in (row.unit_contact, row.endorsement)]
                people = " ".join([*contacts, names.get(row.created_by_id, "")])
                row.search_text = f"{searchable(about)}\n{searchable(people)}"
            model._base_manager.using(alias).bulk_update(rows, ["search_text"], batch_size=100)
        last = rows[-1].pk if rows else None


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("requests_app", "0003_fill_the_language_of_each_text"),
        ("programme", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(refresh, migrations.RunPython.noop, elidable=True)]
