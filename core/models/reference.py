from django.db import models


class ReferenceCounter(models.Model):
    """The last number given out for a kind of reference in a year."""

    prefix = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="reference_counter_prefix_year"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.value:05d}"
