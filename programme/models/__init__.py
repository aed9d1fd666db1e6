from programme.models.base import Bilingual, Certainty, Origin, Shipped
from programme.models.codelist import CodeItem, CodeList
from programme.models.country import Country
from programme.models.expertise import Expertise, ExpertiseTheme
from programme.models.holiday import Holiday
from programme.models.meaning import ThemeMeaning
from programme.models.meeting import Meeting
from programme.models.mission_rules import CoolDownRule, LeadTime
from programme.models.organisation import Organisation
from programme.models.outline import DocumentOutline, OutlineHeading
from programme.models.paragraph import Paragraph, ParagraphEdition
from programme.models.phase import Phase
from programme.models.questionnaire import EvaluationCriterion, EvaluationQuestion, Questionnaire, RatingScale
from programme.models.request_form import EligibilityCheck, FormField, FormSection
from programme.models.rules import ApprovalRule, RateTable
from programme.models.subject import Subject
from programme.models.support_type import SupportType
from programme.models.theme import Crosswalk, Theme
from programme.models.vocabulary import OutsideSubject, ThemeTerm

__all__ = [
    "ApprovalRule",
    "Bilingual",
    "Certainty",
    "CodeItem",
    "CodeList",
    "CoolDownRule",
    "Country",
    "Crosswalk",
    "DocumentOutline",
    "EligibilityCheck",
    "EvaluationCriterion",
    "EvaluationQuestion",
    "Expertise",
    "ExpertiseTheme",
    "FormField",
    "FormSection",
    "Holiday",
    "LeadTime",
    "Meeting",
    "Organisation",
    "Origin",
    "OutlineHeading",
    "OutsideSubject",
    "Paragraph",
    "ParagraphEdition",
    "Phase",
    "Questionnaire",
    "RateTable",
    "RatingScale",
    "Shipped",
    "Subject",
    "SupportType",
    "Theme",
    "ThemeMeaning",
    "ThemeTerm",
]
