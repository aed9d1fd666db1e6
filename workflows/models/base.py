from __future__ import annotations

from typing import ClassVar

from django.db import models

from core.models import WorkflowModel


class OfDossier(WorkflowModel):
    """A row with a state of its own that belongs to a request: locked after it, written into its journal."""

    dossier_field: ClassVar[str] = "support_request"

    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True
