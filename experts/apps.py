from django.apps import AppConfig
from django.db.models.signals import post_migrate

from experts.roster_triggers import install_after_migrate


class ExpertsConfig(AppConfig):
    name = "experts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Experts"

    def ready(self) -> None:
        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="experts.roster_triggers")
