"""Small words of letters in both languages: labels of facts, columns, counts, a moment in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from workflows.tor import wording

FACTS: Mapping[str, Mapping[str, str]] = {
    "title": {"en": "Title of the request", "fr": "Intitulé de la demande"},
    "request": {"en": "Request", "fr": "Demande"},
    "country": {"en": "Beneficiary country", "fr": "Pays bénéficiaire"},
    "institution": {"en": "Institution", "fr": "Institution"},
    "received_on": {"en": "Received on", "fr": "Reçue le"},
    "decision_by": {"en": "Decision expected by", "fr": "Décision attendue au plus tard le"},
    "files": {"en": "Files received with it", "fr": "Pièces reçues"},
    "reason": {"en": "Reason", "fr": "Motif"},
    "position": {"en": "Position", "fr": "Poste"},
    "expert": {"en": "Expert", "fr": "Expert"},
    "employer": {"en": "Employer", "fr": "Employeur"},
    "period": {"en": "Period", "fr": "Période"},
    "days": {"en": "Working days", "fr": "Jours ouvrables"},
    "place": {"en": "Place", "fr": "Lieu"},
    "modality": {"en": "Modality", "fr": "Modalité"},
    "language": {"en": "Working language", "fr": "Langue de travail"},
    "deadline": {"en": "Answer by", "fr": "Réponse attendue avant le"},
    "themes": {"en": "Priority themes", "fr": "Thèmes prioritaires"},
    "support_types": {"en": "Types of support", "fr": "Types d'appui"},
}

COLUMNS: Mapping[str, Mapping[str, list[str]]] = {
    "positions": {
        "en": ["No.", "Position", "Working days", "From", "To", "Place"],
        "fr": ["N°", "Poste", "Jours ouvrables", "Du", "Au", "Lieu"],
    },
    "missions": {
        "en": ["No.", "Position", "Working days", "From", "To", "Outcome"],
        "fr": ["N°", "Poste", "Jours ouvrables", "Du", "Au", "Issue"],
    },
    "evaluations": {
        "en": ["Questionnaire", "Given", "Waived", "Mean (1 to 5)"],
        "fr": ["Questionnaire", "Reçus", "Dispensés", "Moyenne (1 à 5)"],
    },
}

NONE: Mapping[str, str] = {"en": "none", "fr": "aucune"}


def moment(value: datetime, language: str) -> str:
    """A time of day in UTC: `4 March 2026, 09:00 UTC`, `4 mars 2026 à 9 h 00 (UTC)`."""
    there = value.astimezone(UTC)
    day = wording.day(there.date(), language)
    if language == "fr":
        return f"{day} à {there.hour} h {there:%M} (UTC)"
    return f"{day}, {there:%H:%M} UTC"


def positions(count: int, language: str) -> str:
    """`one position`, `3 postes`."""
    if language == "fr":
        return "un poste" if count == 1 else f"{count} postes"
    return "one position" if count == 1 else f"{count} positions"


def score(tenths: int | None, language: str) -> str:
    """A mean of answers; a dash where nobody answered on the scale."""
    if tenths is None:
        return "–"
    return f"{tenths // 10}{',' if language == 'fr' else '.'}{tenths % 10}"


MILESTONES: Mapping[str, Mapping[str, str]] = {
    "request.submitted": {"en": "Request submitted", "fr": "Demande présentée"},
    "approved": {"en": "Request approved", "fr": "Demande acceptée"},
    "terms.signed": {"en": "Terms of reference signed", "fr": "Termes de référence signés"},
    "request.deployed": {"en": "Mission begun", "fr": "Début de la mission"},
    "request.mission_ended": {"en": "Mission ended", "fr": "Fin de la mission"},
    "request.closed": {"en": "File closed", "fr": "Dossier clos"},
}
OUTCOMES: Mapping[str, Mapping[str, str]] = {
    "completed": {"en": "Completed", "fr": "Accomplie"},
    "ended_early": {"en": "Ended early", "fr": "Écourtée"},
    "cancelled": {"en": "Called off", "fr": "Annulée"},
}
