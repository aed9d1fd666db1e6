from django.db import migrations


def take_away(apps, schema_editor):
    """Before 0004 every document belonged to terms: going back, those of letters have no place. Data, so apart."""
    apps.get_model("workflows", "Document").objects.filter(terms=None).delete()
    apps.get_model("workflows", "Paper").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0004_let_papers_belong_to_more_than_terms"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, take_away),
    ]
