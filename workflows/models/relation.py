from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Relation(models.Model):
    """What the office found two requests to have in common; countries do not read it.

    A duplicate (`support_request`) was cancelled in favour of its `other`; requests that are related stand side by
    side, the one from which they were linked first. A link that is taken off keeps its row, and when.
    """

    class Kind(models.TextChoices):
        DUPLICATE = "duplicate", _("Duplicate of")
        RELATED = "related", _("Related to")

    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.PROTECT, related_name="relations"
    )
    other = models.ForeignKey("requests_app.SupportRequest", models.PROTECT, related_name="related_from")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    note = models.TextField(blank=True)
    note_language = models.CharField(max_length=5, blank=True, default="")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("relation of two requests")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["duplicate", "related"]), name="relation_known_kind"
            ),
            models.CheckConstraint(condition=~Q(support_request=F("other")), name="relation_of_two_requests"),
            models.UniqueConstraint(
                fields=["support_request", "other"], condition=Q(removed_at=None), name="relation_once"
            ),
            models.UniqueConstraint(
                fields=["support_request"], condition=Q(kind="duplicate"), name="relation_one_original"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id} {self.kind} {self.other_id}"
