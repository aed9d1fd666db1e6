from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from requests_app.models.support_request import TEXT, SupportRequest


class Question(models.Model):
    """What an officer asked the focal point; while it is open the clocks stand still."""

    support_request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="questions")
    text = models.TextField(max_length=TEXT)
    text_language = models.CharField(max_length=5, blank=True, default="")
    fields = models.JSONField(default=list, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=TEXT, blank=True)
    answer_language = models.CharField(max_length=5, blank=True, default="")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["support_request"], condition=Q(answered_at=None), name="question_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Message(models.Model):
    """A message between the focal point and the desk; an internal note stays among the managers."""

    support_request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    author_role = models.CharField(max_length=20)
    text = models.TextField(max_length=TEXT)
    text_language = models.CharField(max_length=5, default="en")
    is_internal = models.BooleanField(default=False)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["support_request", "id"], name="message_request")]

    def __str__(self) -> str:
        return self.text[:60]


class Attachment(models.Model):
    """A file that came with a request. The file is on disk before this row exists, under a name of our own."""

    support_request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="attachments")
    file = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
