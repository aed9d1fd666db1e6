from __future__ import annotations

from django.conf import settings
from django.db import models


class Notification(models.Model):
    """Something a person is told, on the desk and by e-mail. The text is made when it is read or sent.

    `user` is null for an expert without an account, who is written to at `email`. `sent_at` is when the mail
    left.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="notifications"
    )
    email = models.EmailField()
    language = models.CharField(max_length=5)
    support_request = models.ForeignKey(
        "requests_app.SupportRequest", models.CASCADE, null=True, related_name="+"
    )
    notice = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    dedup_key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "-id"], name="notification_user")]

    def __str__(self) -> str:
        return f"{self.notice} → {self.email}"
