"""Requests for technical support: the answers going in, the request as its reader may know it coming out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.serializers.base import (
    LARGEST_NUMBER,
    LINE,
    TEXT,
    TEXT_LANGUAGES,
    Input,
    PageQuery,
    VersionedInput,
    codes,
)
from api.serializers.fields import CommaSeparated, DayField, KnownCode, OfficerField
from programme.models import Country, Phase, Theme
from requests_app.states import Capacity, Channel, PublicState, RequestState, Urgency

TITLE = 200

ORDERINGS = ("submitted_at", "-submitted_at", "updated_at", "-updated_at", "id", "-id")


def line(length: int = LINE) -> serializers.CharField:
    return serializers.CharField(max_length=length, required=False, allow_blank=True, allow_null=True)


def choice(choices: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices, required=False, allow_blank=True, allow_null=True)


class InputContact(Input):
    """Who answers for the institution: unit and person."""

    unit = line()
    name = line(150)
    function = line(150)
    email = serializers.EmailField(required=False, allow_blank=True, allow_null=True, max_length=254)
    phone = line(40)

    def to_internal_value(self, data: Any) -> Any:
        return {part: text or "" for part, text in super().to_internal_value(data).items()}


class InputEndorsement(InputContact):
    """Who stands behind the request in the country."""


class InputPeriod(Input):
    start = DayField()
    end = DayField()


class InputAnswers(Input):
    """The answers of the request form under its codes; what is left out stays as it is, null takes it back."""

    institution = line()
    unit_contact = InputContact(required=False, allow_null=True)
    request_channel = choice(Channel.choices)
    title = line(TITLE)
    text_language = serializers.ChoiceField(TEXT_LANGUAGES, required=False)
    priority_theme = serializers.CharField(
        max_length=30, required=False, allow_null=True, help_text=_("A code of `themes/`.")
    )
    objectives = codes(allow_null=True)
    support_type = codes(allow_null=True)
    background = line(TEXT)
    objective = line(TEXT)
    expected_results = line(TEXT)
    national_capacity = choice(Capacity.choices)
    target_group = line()
    preferred_dates = InputPeriod(required=False, allow_null=True)
    urgency = serializers.ChoiceField(Urgency.choices, required=False, allow_null=True)
    urgency_reason = line(TEXT)
    duration = serializers.IntegerField(
        min_value=1,
        max_value=LARGEST_NUMBER,
        required=False,
        allow_null=True,
        help_text=_("Working days in all."),
    )
    place = line()
    language = line(5)
    expertise = codes(allow_null=True)
    expertise_text = line()
    peer_country = codes(allow_null=True)
    related_support = line(TEXT)
    own_contribution = line(TEXT)
    sustainability = line(TEXT)
    endorsement = InputEndorsement(required=False, allow_null=True)
    data_consent = serializers.BooleanField(required=False)


class InputDraft(InputAnswers):
    """A new request, with whatever answers there are."""

    country = serializers.CharField(
        max_length=2,
        required=False,
        help_text=_("ISO 3166-1 alpha-2; may be left out by whoever speaks for one country."),
    )


class InputChanges(InputAnswers, VersionedInput):
    """Answers to change."""


class RequestQuery(PageQuery):
    """Which requests a list holds; conditions add up."""

    state = CommaSeparated(serializers.ChoiceField(RequestState.choices), required=False)
    public_state = CommaSeparated(serializers.ChoiceField(PublicState.choices), required=False)
    country = CommaSeparated(KnownCode(Country), required=False)
    theme = CommaSeparated(KnownCode(Theme), required=False)
    phase = CommaSeparated(KnownCode(Phase), required=False)
    urgency = CommaSeparated(serializers.ChoiceField(Urgency.choices), required=False)
    officer = OfficerField(required=False)
    submitted_after = serializers.DateField(required=False, help_text=_("On this day or later (UTC)."))
    submitted_before = serializers.DateField(required=False, help_text=_("Before this day (UTC)."))
    search = serializers.CharField(
        required=False,
        max_length=200,
        help_text=_("Every word in reference, title, institution, country or a name of its people."),
    )
    ordering = serializers.ChoiceField(
        ORDERINGS,
        required=False,
        default="-id",
        help_text=_("By `submitted_at`, drafts are left out: they have none."),
    )


class OutputThemeOfRequest(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()
    main = serializers.BooleanField()


class OutputPromise(serializers.Serializer[Any]):
    """A promised time, computed from what happened; `due_at` is null while the clock stands still."""

    code = serializers.CharField()
    label = serializers.CharField()
    started_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    met_at = serializers.DateTimeField(allow_null=True)
    overdue = serializers.BooleanField()
    stopped = serializers.BooleanField()


class OutputQuestion(serializers.Serializer[Any]):
    """A question of the desk; `asked_by` and `answered_by` are told where the reader may know them."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    text_language = serializers.CharField(allow_blank=True)
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    asked_by = serializers.CharField()
    asked_at = serializers.DateTimeField()
    answer = serializers.CharField(allow_blank=True)
    answer_language = serializers.CharField(allow_blank=True)
    answered_by = serializers.CharField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)


class OutputPeriod(serializers.Serializer[Any]):
    start = serializers.DateField()
    end = serializers.DateField()


class OutputContact(serializers.Serializer[Any]):
    """What of a contact the reader may know; the Committee reads units and functions, never persons."""

    unit = serializers.CharField(required=False)
    name = serializers.CharField(required=False)
    function = serializers.CharField(required=False)
    email = serializers.CharField(required=False)
    phone = serializers.CharField(required=False)


class OutputApproval(serializers.Serializer[Any]):
    approver = serializers.CharField()
    expert_days = serializers.IntegerField()
    round = serializers.IntegerField()
    note = serializers.CharField(allow_blank=True)
    text_language = serializers.CharField(allow_blank=True)
    approved_at = serializers.DateTimeField()


class OutputRequestRow(serializers.Serializer[Any]):
    """A request in a list. `officer` is "Support Project" for everybody but managers."""

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        """What the reader may know is in `instance`; what is not there is left out, and not null."""
        told: dict[str, Any] = super().to_representation(instance)
        return {name: value for name, value in told.items() if name in instance}

    id = serializers.IntegerField()
    reference = serializers.CharField(allow_null=True)
    version = serializers.IntegerField()
    state = serializers.ChoiceField(RequestState.choices)
    public_state = serializers.ChoiceField(PublicState.choices)
    state_label = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    text_language = serializers.CharField()
    institution = serializers.CharField(allow_blank=True)
    urgency = serializers.ChoiceField(Urgency.choices)
    country = serializers.CharField()
    phase = serializers.CharField()
    officer = serializers.CharField(allow_null=True)
    officer_id = serializers.IntegerField(required=False, allow_null=True)
    themes = OutputThemeOfRequest(many=True)
    preferred_dates = OutputPeriod(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)


class OutputRequest(OutputRequestRow):
    """A request with all its answers under the codes of the form."""

    unit_contact = OutputContact()
    request_channel = serializers.CharField(allow_blank=True)
    priority_theme = serializers.CharField(allow_null=True)
    objectives = serializers.ListField(child=serializers.CharField())
    support_type = serializers.ListField(child=serializers.CharField())
    background = serializers.CharField(allow_blank=True)
    objective = serializers.CharField(allow_blank=True)
    expected_results = serializers.CharField(allow_blank=True)
    national_capacity = serializers.CharField(allow_blank=True)
    target_group = serializers.CharField(allow_blank=True)
    urgency_reason = serializers.CharField(allow_blank=True)
    duration = serializers.IntegerField(allow_null=True)
    place = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    expertise = serializers.ListField(child=serializers.CharField())
    expertise_text = serializers.CharField(allow_blank=True)
    peer_country = serializers.ListField(child=serializers.CharField())
    related_support = serializers.CharField(allow_blank=True)
    own_contribution = serializers.CharField(allow_blank=True)
    sustainability = serializers.CharField(allow_blank=True)
    endorsement = OutputContact()
    data_consent = serializers.BooleanField()
    missing = serializers.ListField(
        child=serializers.CharField(), help_text=_("What is still to be answered before submission.")
    )
    open_fields = serializers.ListField(
        child=serializers.CharField(), help_text=_("The answers that the caller may change now.")
    )
    questions = OutputQuestion(many=True)
    promises = OutputPromise(many=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    closing_code = serializers.CharField(allow_blank=True)
    closing_text = serializers.CharField(allow_blank=True)
    closing_text_language = serializers.CharField(allow_blank=True)
    hold_reason = serializers.CharField(allow_blank=True)
    hold_reason_language = serializers.CharField(allow_blank=True)
    review_asked_at = serializers.DateTimeField(allow_null=True)
    as_submitted = serializers.DictField(required=False)
    as_agreed = serializers.DictField(required=False)
    checklist = serializers.DictField(required=False)
    theme_reason = serializers.CharField(required=False, allow_blank=True)
    theme_reason_language = serializers.CharField(required=False, allow_blank=True)
    theme_proposal = serializers.DictField(required=False)
    approved_days = serializers.IntegerField(required=False, allow_null=True)
    approvals = OutputApproval(required=False, many=True)
