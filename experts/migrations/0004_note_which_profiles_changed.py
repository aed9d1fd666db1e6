from django.db import migrations, models


class Migration(migrations.Migration):
    """The table alone; its triggers are put in after every migrate (`experts.roster_triggers`)."""

    dependencies = [
        ("experts", "0003_fill_the_language_of_each_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("expert_id", models.BigIntegerField()),
                ("transaction", models.BigIntegerField()),
                ("token", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["transaction"], name="roster_change_transaction")],
            },
        ),
    ]
