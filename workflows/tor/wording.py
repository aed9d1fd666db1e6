"""Small words of the terms in both languages: labels of facts, columns of tables, dates, counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from workflows.tor.source import Period

FACTS: Mapping[str, Mapping[str, str]] = {
    "reference": {"en": "Reference", "fr": "Référence"},
    "title": {"en": "Title", "fr": "Intitulé"},
    "country": {"en": "Beneficiary country", "fr": "Pays bénéficiaire"},
    "region": {"en": "Region", "fr": "Région"},
    "official_languages": {"en": "Official languages", "fr": "Langues officielles"},
    "weekend": {"en": "Weekly rest", "fr": "Repos hebdomadaire"},
    "institution": {"en": "Requesting institution", "fr": "Institution requérante"},
    "unit": {"en": "Unit", "fr": "Service"},
    "counterpart": {"en": "Counterpart", "fr": "Homologue"},
    "email": {"en": "E-mail", "fr": "Courriel"},
    "phone": {"en": "Telephone", "fr": "Téléphone"},
    "phase": {"en": "Phase", "fr": "Phase"},
    "theme": {"en": "Priority theme", "fr": "Thème prioritaire"},
    "support_type": {"en": "Type of support", "fr": "Type d'appui"},
    "preferred": {"en": "Preferred period", "fr": "Période souhaitée"},
    "urgency": {"en": "Urgency", "fr": "Urgence"},
    "duration": {"en": "Expected duration", "fr": "Durée prévue"},
    "working_language": {"en": "Working language", "fr": "Langue de travail"},
    "place": {"en": "Place", "fr": "Lieu"},
    "modality": {"en": "Modality", "fr": "Modalité"},
    "positions": {"en": "Experts", "fr": "Experts"},
    "expert_days": {"en": "Expert days in all", "fr": "Total des jours d'expertise"},
    "submitted_on": {"en": "Request submitted on", "fr": "Demande présentée le"},
    "approved_on": {"en": "Request approved on", "fr": "Demande approuvée le"},
}

COLUMNS: Mapping[str, Mapping[str, list[str]]] = {
    "days": {
        "en": ["No.", "Position", "Working days", "From", "To", "Place"],
        "fr": ["N°", "Position", "Jours ouvrables", "Du", "Au", "Lieu"],
    },
    "profile": {
        "en": ["No.", "Position", "Category", "Role"],
        "fr": ["N°", "Position", "Catégorie", "Rôle"],
    },
    "skills": {
        "en": ["No.", "Position", "Fields of expertise", "Language and level"],
        "fr": ["N°", "Position", "Domaines d'expertise", "Langue et niveau"],
    },
}

WEEKDAYS: Mapping[str, Mapping[str, str]] = {
    "mon": {"en": "Monday", "fr": "lundi"},
    "tue": {"en": "Tuesday", "fr": "mardi"},
    "wed": {"en": "Wednesday", "fr": "mercredi"},
    "thu": {"en": "Thursday", "fr": "jeudi"},
    "fri": {"en": "Friday", "fr": "vendredi"},
    "sat": {"en": "Saturday", "fr": "samedi"},
    "sun": {"en": "Sunday", "fr": "dimanche"},
}

OPEN: Mapping[str, str] = {"en": "to be agreed", "fr": "à convenir"}
TEAM_LEADER: Mapping[str, str] = {"en": "Team leader", "fr": "Chef d'équipe"}
MEMBER: Mapping[str, str] = {"en": "Expert", "fr": "Expert"}
AT_LEAST: Mapping[str, str] = {
    "en": "at least CEFR {level}",
    "fr": "au moins niveau {level} du CECR",
}
YEARS: Mapping[str, str] = {
    "en": "Position {number}: at least {years} years of professional experience.",
    "fr": "Position {number} : au moins {years} ans d'expérience professionnelle.",
}
SPECIFIC: Mapping[str, str] = {
    "en": "Position {number}: proven experience in {fields}.",
    "fr": "Position {number} : expérience avérée dans les domaines suivants : {fields}.",
}

_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
}


def day(value: date | None, language: str) -> str:
    """`3 November 2014`, `3 novembre 2014`, `1er mai 2015`; open dates say so."""
    if value is None:
        return OPEN[language]
    number = "1er" if language == "fr" and value.day == 1 else str(value.day)
    return f"{number} {_MONTHS[language][value.month - 1]} {value.year}"


def span(period: Period, language: str) -> str:
    """A period in words; empty when nothing is known of it."""
    if period.start is None and period.end is None:
        return ""
    first, last = day(period.start, language), day(period.end, language)
    return f"{first} to {last}" if language == "en" else f"du {first} au {last}"


def working_days(count: int, language: str) -> str:
    """`12 working days`, `1 jour ouvrable`; empty for none."""
    if not count:
        return ""
    if language == "en":
        return f"{count} working day" if count == 1 else f"{count} working days"
    return f"{count} jour ouvrable" if count < 2 else f"{count} jours ouvrables"


def quoted(text: str, language: str, *, official: bool) -> str:
    """The label of a document in quotation marks where it is the official wording, plain where it is not."""
    if not official:
        return text
    return f"« {text} »" if language == "fr" else f"“{text}”"
