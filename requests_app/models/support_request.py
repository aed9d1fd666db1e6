from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, Role
from core.models import ChainedModel, WorkflowModel
from requests_app import states
from requests_app.lifecycle import RequestLifecycle
from requests_app.querysets import SupportRequestQuerySet
from requests_app.states import Capacity, Channel, RequestState, Urgency

TITLE, LINE, TEXT = 200, 300, 20_000  # characters


class SupportRequest(RequestLifecycle, WorkflowModel, ChainedModel):
    """A country's request for technical support, from its first sentence to the closed file.

    The answers carry the codes of the request form. `as_submitted` and `as_agreed` keep what the country sent and
    what was approved; the columns are what is in force now. Free text stays in the language it was written in
    (`text_language`; what others write has a `…_language` of its own).
    """

    seldom_read = ("as_submitted", "as_agreed", "checklist", "theme_proposal")

    reference = models.CharField(max_length=20, null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    phase = models.ForeignKey("programme.Phase", models.PROTECT, related_name="+")
    country = models.ForeignKey("programme.Country", models.PROTECT, related_name="support_requests")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cases"
    )

    # A. Who is asking
    institution = models.CharField(max_length=LINE, blank=True)
    unit_contact = models.JSONField(default=dict, blank=True)
    request_channel = models.CharField(
        max_length=20, choices=Channel.choices, default=Channel.ONLINE, blank=True
    )
    # B. What is asked
    title = models.CharField(max_length=TITLE, blank=True)
    text_language = models.CharField(max_length=5, default="en")
    priority_theme = models.ForeignKey(
        "programme.Theme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    objectives = models.ManyToManyField("programme.Theme", related_name="+", blank=True)
    support_types = models.ManyToManyField("programme.SupportType", related_name="+", blank=True)
    background = models.TextField(max_length=TEXT, blank=True)
    objective = models.TextField(max_length=TEXT, blank=True)
    expected_results = models.TextField(max_length=TEXT, blank=True)
    national_capacity = models.CharField(max_length=20, choices=Capacity.choices, blank=True)
    target_group = models.CharField(max_length=LINE, blank=True)
    # C. When, where and how
    preferred_start = models.DateField(null=True, blank=True)
    preferred_end = models.DateField(null=True, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    urgency_reason = models.TextField(max_length=TEXT, blank=True)
    duration = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    place = models.CharField(max_length=LINE, blank=True)
    working_language = models.CharField(max_length=5, blank=True)
    expertise = models.ManyToManyField("programme.Expertise", related_name="+", blank=True)
    expertise_text = models.CharField(max_length=LINE, blank=True)
    peer_countries = models.ManyToManyField("programme.Country", related_name="+", blank=True)
    # D. Context and commitment
    related_support = models.TextField(max_length=TEXT, blank=True)
    own_contribution = models.TextField(max_length=TEXT, blank=True)
    sustainability = models.TextField(max_length=TEXT, blank=True)
    # E. Endorsement
    endorsement = models.JSONField(default=dict, blank=True)
    data_consent_at = models.DateTimeField(null=True, blank=True)

    as_submitted = models.JSONField(default=dict, blank=True)
    as_agreed = models.JSONField(default=dict, blank=True)

    # What was decided
    checklist = models.JSONField(default=dict, blank=True)
    theme_proposal = models.JSONField(default=dict, blank=True)
    theme_reason = models.TextField(max_length=TEXT, blank=True)
    theme_reason_language = models.CharField(max_length=5, blank=True, default="")
    themes_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_days = models.PositiveSmallIntegerField(null=True, blank=True)
    closing_code = models.CharField(max_length=30, blank=True)
    closing_text = models.TextField(max_length=TEXT, blank=True)
    closing_text_language = models.CharField(max_length=5, blank=True, default="")
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_asked_at = models.DateTimeField(null=True, blank=True)
    review_reason = models.TextField(max_length=TEXT, blank=True)
    review_reason_language = models.CharField(max_length=5, blank=True, default="")
    review_round = models.PositiveSmallIntegerField(default=0)
    held_from = models.CharField(max_length=20, blank=True, choices=RequestState.choices)
    hold_reason = models.TextField(max_length=TEXT, blank=True)
    hold_reason_language = models.CharField(max_length=5, blank=True, default="")

    search_text = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("support request")
        verbose_name_plural = _("support requests")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="support_request_known_state"
            ),
            models.CheckConstraint(
                condition=Q(preferred_start=None)
                | Q(preferred_end=None)
                | Q(preferred_end__gte=F("preferred_start")),
                name="support_request_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DRAFT) | Q(reference__isnull=False),
                name="support_request_reference_once_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.ON_HOLD) | ~Q(held_from=""),
                name="support_request_hold_remembers",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.QUESTION) | ~Q(returns_to=""),
                name="support_request_question_remembers",
            ),
        ]
        indexes = [
            models.Index(fields=["country", "-id"], name="support_request_country"),
            models.Index(fields=["state", "-id"], name="support_request_state"),
            models.Index(fields=["officer", "-id"], name="support_request_officer"),
            models.Index(fields=["-submitted_at", "-id"], name="support_request_submitted"),
            models.Index(fields=["-updated_at", "-id"], name="support_request_updated"),
        ]

    def __str__(self) -> str:
        return self.reference or self.title or f"#{self.pk}"

    @property
    def public_state(self) -> str:
        return states.PUBLIC_STATE[self.state]

    def state_label_for(self, actor: Actor) -> str:
        """Focal points know fewer and kinder states than the office."""
        if actor.role == Role.FOCAL_POINT:
            return str(states.public_label(self.state))
        return super().state_label_for(actor)

    @property
    def is_urgent(self) -> bool:
        return self.urgency in (Urgency.URGENT, Urgency.CRISIS)


class RequestTheme(models.Model):
    """A theme that an officer confirmed for a request; exactly one is the main theme."""

    support_request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="request_themes")
    theme = models.ForeignKey("programme.Theme", models.PROTECT, related_name="+")
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["support_request", "theme"], name="request_theme_once"),
            models.UniqueConstraint(
                fields=["support_request"], condition=Q(is_main=True), name="request_theme_one_main"
            ),
        ]

    def __str__(self) -> str:
        return str(self.theme)
