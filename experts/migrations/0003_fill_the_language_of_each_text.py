"""Why somebody never does something, written before its language was kept: in their own language."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    experts = apps.get_model("experts", "Expert")._base_manager.filter(pk=OuterRef("expert_id"))
    apps.get_model("experts", "Exclusion")._base_manager.using(alias).exclude(reason="").update(
        text_language=Subquery(experts.values("language"))
    )


class Migration(migrations.Migration):
    dependencies = [("experts", "0002_say_the_language_of_each_text")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
