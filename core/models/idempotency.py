from django.db import models


class IdempotencyRecord(models.Model):
    """The first answer to a call that carried an `Idempotency-Key`, kept to answer its repeats alike.

    `fingerprint` is a hash of method, path and body: the same key with another call is a mistake of the caller.
    """

    key = models.CharField(max_length=255)
    user_id = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "key"], name="idempotency_user_key"),
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_created")]

    def __str__(self) -> str:
        return self.key
