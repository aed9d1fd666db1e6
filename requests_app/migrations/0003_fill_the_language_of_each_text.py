"""What was written before its language was kept: the request's where it is the focal point's or said to them."""

from django.conf import settings
from django.db import migrations
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    requests = apps.get_model("requests_app", "SupportRequest")._base_manager.using(
        schema_editor.connection.alias
    )
    people = apps.get_model(settings.AUTH_USER_MODEL)._base_manager
    for text in ("closing_text", "review_reason", "hold_reason"):
        requests.exclude(**{text: ""}).update(**{f"{text}_language": F("text_language")})
    confirmed_by = people.filter(pk=OuterRef("themes_confirmed_by_id")).values("language")
    requests.exclude(theme_reason="").update(
        theme_reason_language=Coalesce(Subquery(confirmed_by), F("text_language"))
    )

    of_the_request = requests.filter(pk=OuterRef("support_request_id")).values("text_language")
    language = Coalesce(Subquery(of_the_request), Value("en"), output_field=CharField())
    for model, text, column in (
        ("Question", "text", "text_language"),
        ("Question", "answer", "answer_language"),
        ("Position", "title", "text_language"),
    ):
        rows = apps.get_model("requests_app", model)._base_manager.using(schema_editor.connection.alias)
        rows.exclude(**{text: ""}).update(**{column: language})


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0002_say_the_language_of_each_text"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
