from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Shortlist(models.Model):
    """A ranking as it was made: what was needed, by which weights, with which result; frozen.

    `need`, `weights` and each entry's `inputs` are what the engine was given, each entry's `result` is what it
    answered, so that the list can be made again and compared (`experts.matching.frozen`). `people` and `failing`
    count everybody who was looked at, and who failed which condition. `parallel` is how many of the reserve are asked
    at the same time.
    """

    position = models.ForeignKey("requests_app.Position", models.PROTECT, related_name="shortlists")
    need = models.JSONField()
    weights = models.JSONField()
    weights_version = models.PositiveIntegerField()
    people = models.PositiveIntegerField(null=True)
    failing = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    reserve_reason = models.TextField(blank=True)
    reserve_reason_language = models.CharField(max_length=5, blank=True, default="")
    reserve_set_at = models.DateTimeField(null=True)
    parallel = models.PositiveSmallIntegerField(default=1)

    class Meta:
        get_latest_by = "id"
        constraints = [
            models.CheckConstraint(condition=Q(parallel__in=[1, 2]), name="shortlist_parallel_one_or_two"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ShortlistEntry(models.Model):
    """One expert on a shortlist. `label` is what the country sees instead of a name (A, B, C, ...).

    `inputs` hold no text of the person's; they are empty where the list was made before they were kept.
    """

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="entries")
    expert = models.ForeignKey("experts.Expert", models.PROTECT, related_name="shortlist_entries")
    rank = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=3)
    score = models.DecimalField(max_digits=5, decimal_places=2)
    eligible = models.BooleanField()
    result = models.JSONField()
    inputs = models.JSONField(default=dict)
    reserve_order = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "expert"], name="shortlist_expert_once"),
            models.UniqueConstraint(
                fields=["shortlist", "reserve_order"],
                condition=Q(reserve_order__isnull=False),
                name="shortlist_reserve_order_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.expert_id}"
