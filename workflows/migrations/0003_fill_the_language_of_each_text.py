"""What was written before its language was kept: the author's, or that of the person it was said to."""

from django.conf import settings
from django.db import migrations
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

CODES = ("", "withdrawn", "cancelled", "position_filled", "accepted_another", "country_objected")


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias

    def rows(model):
        return apps.get_model("workflows", model)._base_manager.using(alias)

    def found(model, row, column):
        named = apps.get_model(model)._base_manager.filter(pk=OuterRef(row)).values(column)
        return Coalesce(Subquery(named), Value("en"), output_field=CharField())

    request = found("requests_app.SupportRequest", "support_request_id", "text_language")
    officer = found("requests_app.SupportRequest", "support_request_id", "officer__language")
    expert = found("experts.Expert", "expert_id", "language")

    rows("Approval").exclude(note="").update(
        text_language=found(settings.AUTH_USER_MODEL, "approver_id", "language")
    )
    rows("Shortlist").exclude(reserve_reason="").update(
        reserve_reason_language=found(settings.AUTH_USER_MODEL, "created_by_id", "language")
    )
    rows("Consultation").exclude(objection="").update(objection_language=request)
    rows("Consultation").exclude(settlement="").update(settlement_language=request)
    rows("MissionReport").exclude(return_reason="").update(return_reason_language=expert)
    rows("Offer").exclude(decline_text="", declaration__in=("", "no_conflict")).update(answer_language=expert)
    for model in ("Offer", "Deployment"):
        rows(model).exclude(closing_reason__in=CODES).update(closing_reason_language=officer)


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0002_say_the_language_of_each_text"),
        ("requests_app", "0003_fill_the_language_of_each_text"),
        ("experts", "0003_fill_the_language_of_each_text"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
