"""Experts: profiles going in, and as the desk, the person or an administrator reads them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.serializers.actions import note
from api.serializers.base import CODE, LINE, Input, PageQuery, VersionedInput
from api.serializers.fields import CommaSeparated, DayField, KnownCode
from experts.models import Cefr, Exclusion, Expert, ExpertDocument, Unavailability
from programme.models import Theme

LONGEST_LIST = 60
LONGEST_CALENDAR = 200


def text(length: int = LINE, **options: Any) -> serializers.CharField:
    return serializers.CharField(max_length=length, required=False, allow_blank=True, **options)


def country_code(**options: Any) -> serializers.RegexField:
    return serializers.RegexField(r"^[A-Z]{2}$", help_text=_("ISO 3166-1 alpha-2."), **options)


class ExpertQuery(PageQuery):
    search = serializers.CharField(
        required=False, max_length=100, help_text=_("Every word in name, code, headline or employer.")
    )
    theme = CommaSeparated(KnownCode(Theme), required=False)
    language = CommaSeparated(
        serializers.RegexField(r"^[a-z]{2,3}$"), required=False, help_text=_("Speaks each of these.")
    )
    level = serializers.ChoiceField(
        Cefr.values, required=False, help_text=_("Speaks the languages asked for at this level or better.")
    )
    country = CommaSeparated(
        serializers.RegexField(r"^[A-Z]{2}$"),
        required=False,
        help_text=_("Lives or has worked in one of these."),
    )
    category = CommaSeparated(serializers.ChoiceField(Expert.Category.choices), required=False)
    vetting = CommaSeparated(serializers.ChoiceField(Expert.Vetting.choices), required=False)


class InputLanguage(Input):
    code = serializers.CharField(max_length=3)
    cefr_speaking = serializers.ChoiceField(Cefr.values)
    cefr_reading = serializers.ChoiceField(Cefr.values, required=False, allow_blank=True)
    cefr_writing = serializers.ChoiceField(Cefr.values, required=False, allow_blank=True)


class InputCompetence(Input):
    theme = serializers.CharField(max_length=CODE)
    level = serializers.IntegerField(min_value=0, max_value=3)
    years = serializers.IntegerField(min_value=0, max_value=70, required=False)
    evidence = text(2000)


class InputExpertise(Input):
    code = serializers.CharField(max_length=CODE)
    level = serializers.IntegerField(min_value=1, max_value=3, required=False)
    years = serializers.IntegerField(min_value=0, max_value=70, required=False)
    evidence = text(2000)


class InputExperience(Input):
    country_code = country_code()
    note = text(200)


class InputProfile(VersionedInput):
    """What is named is changed and nothing else; a list is replaced as a whole."""

    name = serializers.CharField(max_length=160, required=False)
    email = serializers.EmailField(max_length=254, required=False, help_text=_("For managers."))
    phone = text(40)
    language = serializers.ChoiceField(Expert.Language.choices, required=False)
    headline = serializers.CharField(max_length=200, required=False)
    category = serializers.ChoiceField(Expert.Category.choices, required=False, help_text=_("For managers."))
    origin = serializers.ChoiceField(Expert.Origin.choices, required=False, help_text=_("For managers."))
    gender = serializers.ChoiceField(Expert.Gender.choices, required=False)
    nationality = country_code(required=False, allow_blank=True)
    home_country_code = country_code(required=False)
    employer = text(200)
    release_authority = text(200)
    daily_fee = serializers.DecimalField(
        max_digits=7,
        decimal_places=2,
        min_value=0,
        required=False,
        allow_null=True,
        help_text=_("For managers; null for who is seconded without one."),
    )
    currency = serializers.RegexField(r"^[A-Z]{3}$", required=False, help_text=_("For managers."))
    rest_days = serializers.IntegerField(min_value=0, max_value=365, required=False)
    days_per_year = serializers.IntegerField(
        min_value=0, max_value=366, required=False, help_text=_("For managers.")
    )
    consent_until = DayField(required=False, allow_null=True)
    cv_language = serializers.ChoiceField(Expert.Language.choices, required=False)
    cv_summary = text(6000)
    expertise_areas = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=LONGEST_LIST, required=False
    )
    languages = InputLanguage(many=True, required=False, max_length=LONGEST_LIST)
    competences = InputCompetence(many=True, required=False, max_length=LONGEST_LIST)
    expertise = InputExpertise(many=True, required=False, max_length=LONGEST_LIST)
    country_experience = InputExperience(many=True, required=False, max_length=LONGEST_LIST)


class InputVerdict(VersionedInput):
    verdict = serializers.ChoiceField(Expert.Vetting.choices)
    reason = note()
    valid_until = DayField(required=False, allow_null=True, help_text=_("To be vetted anew after this day."))


class InputDocument(Input):
    kind = serializers.ChoiceField(ExpertDocument.Kind.choices)
    file = serializers.FileField()
    country_code = country_code(required=False, allow_blank=True)
    issued_on = DayField(required=False)
    expires_on = DayField(required=False)


class OutputDocument(serializers.Serializer[Any]):
    """A paper of somebody; the file has an address of its own."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(ExpertDocument.Kind.choices)
    country_code = serializers.CharField(allow_blank=True)
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    issued_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    uploaded_at = serializers.DateTimeField()


class InputFreePeriod(Input):
    start = DayField()
    end = DayField()


class InputAbsence(InputFreePeriod):
    kind = serializers.ChoiceField(Unavailability.Kind.choices, required=False)


class InputAvailability(VersionedInput):
    """A list that is sent is replaced as a whole; one that is not stays."""

    windows = InputFreePeriod(many=True, required=False, max_length=LONGEST_CALENDAR)
    unavailabilities = InputAbsence(many=True, required=False, max_length=LONGEST_CALENDAR)


class OutputLanguage(serializers.Serializer[Any]):
    code = serializers.CharField()
    cefr_speaking = serializers.CharField()
    cefr_reading = serializers.CharField()
    cefr_writing = serializers.CharField()


class OutputCompetence(serializers.Serializer[Any]):
    theme = serializers.CharField(source="theme_id")
    level = serializers.IntegerField()
    years = serializers.IntegerField()
    evidence = serializers.CharField()


class OutputExpertiseClaim(serializers.Serializer[Any]):
    code = serializers.CharField(source="expertise_id")
    level = serializers.IntegerField()
    years = serializers.IntegerField()
    evidence = serializers.CharField()


class OutputExperience(serializers.Serializer[Any]):
    country_code = serializers.CharField()
    note = serializers.CharField()


class OutputExclusion(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Exclusion.Kind.choices)
    code = serializers.CharField()
    reason = serializers.CharField()
    text_language = serializers.CharField()


class OutputExpertRow(serializers.Serializer[Any]):
    """A line of the roster."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    headline = serializers.CharField()
    category = serializers.ChoiceField(Expert.Category.choices)
    vetting = serializers.ChoiceField(Expert.Vetting.choices)
    home_country_code = serializers.CharField()
    languages = OutputLanguage(many=True)
    competences = OutputCompetence(many=True)


class OutputExpert(OutputExpertRow):
    """A profile without what only managers and the person read."""

    email = serializers.EmailField()
    phone = serializers.CharField()
    language = serializers.CharField()
    origin = serializers.CharField()
    gender = serializers.CharField()
    nationality = serializers.CharField(source="nationality_id", allow_null=True)
    employer = serializers.CharField()
    release_authority = serializers.CharField()
    rest_days = serializers.IntegerField()
    days_per_year = serializers.IntegerField()
    consent_until = serializers.DateField(allow_null=True)
    expertise_areas = serializers.ListField(child=serializers.CharField())
    expertise = OutputExpertiseClaim(many=True, source="expertise_claims")
    country_experience = OutputExperience(many=True)
    exclusions = OutputExclusion(many=True)
    vetted_at = serializers.DateTimeField(allow_null=True)
    vetted_until = serializers.DateField(allow_null=True)
    profile_confirmed_at = serializers.DateTimeField(allow_null=True)


class OutputExpertInFull(OutputExpert):
    """The whole profile, for managers and the person: the fee and the CV, too."""

    daily_fee = serializers.DecimalField(max_digits=8, decimal_places=2, allow_null=True)
    currency = serializers.CharField()
    cv_language = serializers.CharField()
    cv_summary = serializers.CharField()


class OutputFreePeriod(serializers.Serializer[Any]):
    start = serializers.DateField()
    end = serializers.DateField()


class OutputAbsence(OutputFreePeriod):
    kind = serializers.ChoiceField(Unavailability.Kind.choices)


class OutputAvailability(serializers.Serializer[Any]):
    """With any window, free only within windows; with none, always but for the unavailabilities."""

    version = serializers.IntegerField()
    windows = OutputFreePeriod(many=True)
    unavailabilities = OutputAbsence(many=True)


EXPERT_LISTS = ("languages", "competences", "expertise_claims", "country_experience", "exclusions")
