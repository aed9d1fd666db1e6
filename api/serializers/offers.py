"""Offers: what each answer reads, and the offer as its expert and as a manager reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.serializers.actions import note, said
from api.serializers.base import PageQuery, VersionedInput
from api.serializers.common import OutputExpertName, OutputPositionShort, OutputRequestShort, row_id
from api.serializers.fields import CommaSeparated
from workflows.states import OfferDeclineReason, OfferState


class OfferQuery(PageQuery):
    state = CommaSeparated(serializers.ChoiceField(OfferState.choices), required=False)
    request = row_id(required=False, help_text=_("Offers of this request only."))


class InputAcceptance(VersionedInput):
    no_conflict = serializers.BooleanField(
        help_text=_("The declaration that there is no conflict of interest; accepting needs `true`.")
    )
    declaration = note()


class InputRefusal(VersionedInput):
    reason = serializers.ChoiceField(OfferDeclineReason.choices, source="code")
    text = note()


class InputOfferReason(VersionedInput):
    reason = said()


class OutputPause(serializers.Serializer[Any]):
    """An earlier answer that keeps an expert out of searches."""

    offer = serializers.IntegerField(source="offer.pk")
    request = OutputRequestShort(source="offer.support_request")
    code = serializers.CharField()
    label = serializers.CharField()
    scope = serializers.CharField(source="rule.scope")
    until = serializers.DateField(allow_null=True)


class OutputOffer(serializers.Serializer[Any]):
    """An offer as the expert reads it to whom it was sent."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    state = serializers.ChoiceField(OfferState.choices)
    state_label = serializers.CharField(source="get_state_display")
    request = OutputRequestShort(source="support_request")
    position = OutputPositionShort()
    deadline = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    seen_at = serializers.DateTimeField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    declaration = serializers.CharField()
    decline_reason = serializers.CharField(source="decline_code")
    decline_text = serializers.CharField()
    answer_language = serializers.CharField()


class OutputOfferForManagers(OutputOffer):
    """Managers read whom it was sent to, and why it was closed."""

    expert = OutputExpertName()
    closing_reason = serializers.CharField()
    closing_reason_language = serializers.CharField()
