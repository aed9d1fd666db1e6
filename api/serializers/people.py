"""People: invitations, accreditations, delegations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.languages import LANGUAGES
from accounts.models import Invitation, User
from accounts.roles import ROLES
from accounts.selectors import active_focal_point
from api.serializers.base import Input
from api.serializers.fields import DayField, KnownCode
from core.errors import InvalidInput
from programme.models import Country


def text(length: int) -> serializers.CharField:
    return serializers.CharField(max_length=length, required=False, allow_blank=True)


def address(**options: Any) -> serializers.EmailField:
    return serializers.EmailField(max_length=254, **options)


class InputInvitation(Input):
    email = address()
    full_name = serializers.CharField(max_length=150)
    role = serializers.ChoiceField(list(ROLES.items()))
    language = serializers.ChoiceField(list(LANGUAGES.items()), required=False)
    country = KnownCode(Country, required=False, help_text=_("For focal points only."))
    alternate = serializers.BooleanField(required=False)
    function = text(150)
    organisation = text(200)
    letter_reference = text(120)


class InputInvitationDecline(Input):
    reason = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)


class InputInvitationAcceptance(Input):
    token = serializers.CharField(max_length=200)
    password = serializers.CharField(max_length=200, trim_whitespace=False)
    language = serializers.ChoiceField(list(LANGUAGES.items()), required=False)


class InputAccreditation(Input):
    user = address(help_text=_("The e-mail address of a focal point's account."))
    country = KnownCode(Country)
    starts_on = DayField()
    ends_on = DayField(required=False, allow_null=True)
    alternate = serializers.BooleanField(required=False)
    letter_reference = text(120)


class InputLastDay(Input):
    ends_on = DayField(help_text=_("The last day on which it holds."))


class InputDelegation(Input):
    to = address(help_text=_("The e-mail address of another focal point."))
    country = KnownCode(
        Country, required=False, allow_null=True, help_text=_("Without it: every country that is yours.")
    )
    starts_on = DayField()
    ends_on = DayField()
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class OutputPerson(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField(source="full_name")
    email = serializers.EmailField()


class OutputInvitation(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    state = serializers.SerializerMethodField(
        help_text=_("proposed, confirmed, accepted, declined or expired.")
    )
    email = serializers.EmailField()
    full_name = serializers.CharField()
    function = serializers.CharField()
    organisation = serializers.CharField()
    role = serializers.ChoiceField(list(ROLES.items()))
    language = serializers.CharField()
    country = serializers.CharField(source="country_id", allow_null=True)
    alternate = serializers.BooleanField()
    letter_reference = serializers.CharField()
    proposed_by = OutputPerson()
    proposed_at = serializers.DateTimeField()
    confirmed_by = OutputPerson(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    declined_at = serializers.DateTimeField(allow_null=True)
    decline_reason = serializers.CharField()

    def get_state(self, invitation: Invitation) -> str:
        return invitation.state_at(self.context["now"]).value


class OutputAccount(serializers.Serializer[Any]):
    """The account that an accepted invitation made; sign in with its address."""

    email = serializers.EmailField()
    full_name = serializers.CharField()
    role = serializers.ChoiceField(list(ROLES.items()))
    language = serializers.CharField()


class OutputAccreditation(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    user = OutputPerson()
    country = serializers.CharField(source="country_id")
    alternate = serializers.BooleanField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    letter_reference = serializers.CharField()


class OutputDelegation(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    giver = OutputPerson(source="from_user")
    to = OutputPerson(source="to_user")
    country = serializers.CharField(source="country_id", allow_null=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    reason = serializers.CharField()
    ended_at = serializers.DateTimeField(allow_null=True)


def focal_point_at(email: str, *, field: str) -> User:
    """The active focal point with this address; whether others have an account here is not told."""
    found = active_focal_point(email)
    if found is None:
        raise InvalidInput.at(field, _("No active focal point has this address."), code="unknown")
    return found
