"""One example of each paper, as plain facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from workflows.letters.facts import (
    Approved,
    Asked,
    Closed,
    Done,
    Facts,
    Head,
    Mission,
    Offered,
    Receipt,
    Refused,
    Reported,
    Scored,
    Words,
)
from workflows.tor.source import Coded, Label, Period, PositionLine

THEME: Label = {
    "en": "Improving border management and combating irregular migration",
    "fr": "Améliorer la gestion des frontières et lutter contre la migration irrégulière",
}


def position(text: str = "") -> PositionLine:
    return PositionLine(
        number=1,
        title=text or "Statisticien des mouvements aux frontières",
        days=12,
        period=Period(start=date(2026, 5, 4), end=date(2026, 5, 22)),
        modality=Coded(code="on_site", label={"en": "On site", "fr": "Sur place"}),
        place=text or "Dakar",
        language=Coded(code="fr", label={"en": "French", "fr": "Français"}),
    )


def head(text: str = "", *, to: str = "Mariama Diallo") -> Head:
    return Head(
        reference="TSR-2026-00042",
        number=3,
        dated=date(2026, 3, 2),
        country={"en": "Senegal", "fr": "Sénégal"},
        institution=text or "Ministère de l'Intérieur et de la Sécurité publique",
        title=Words(text or "Statistiques aux postes frontières", "fr"),
        to=text or to,
    )


def facts(text: str = "") -> Mapping[str, Facts]:
    """Facts by kind of paper; with `text`, that stands in every field that people fill in."""
    mission = Mission(
        expert=text or "Ana Lopes Évora",
        employer=text or "Instituto Nacional de Estatística, Praia",
        position=position(text),
        position_language="fr",
        start=date(2026, 5, 4),
        end=date(2026, 5, 22),
        terms=1,
    )
    section = text or (
        "La mission a relevé les procédures de collecte de six postes frontières.\n"
        "- Deux équipes ont été formées ; chacune a tenu seule une journée de saisie.\n"
        "- Un bulletin trimestriel a été préparé avec la direction.\n"
        "Les données de 2025 ont été reprises et publiées."
    )
    headings: tuple[Label, ...] = (
        {"en": "Summary", "fr": "Résumé"},
        {"en": "Activities carried out", "fr": "Activités réalisées"},
        {"en": "Recommendations", "fr": "Recommandations"},
    )
    done = Done(position(text), date(2026, 5, 4), date(2026, 5, 22), {"en": "Completed", "fr": "Accomplie"})
    return {
        "acknowledgement": Receipt(received_on=date(2026, 3, 2), decision_by=date(2026, 3, 16), files=2),
        "question": Asked(
            question=Words(
                text
                or "Combien de postes frontières la formation doit-elle couvrir ? Depuis quand y saisit-on ?",
                "fr",
            ),
            answers=({"en": "Expected results", "fr": "Résultats attendus"}, {"en": "Place", "fr": "Lieu"}),
        ),
        "approval": Approved(themes=(THEME,), positions=(position(text),), position_language="fr"),
        "refusal": Refused(
            reason={"en": "Not short-term", "fr": "Ce n'est pas un appui de courte durée"},
            text=Words(
                text
                or "L'appui demandé s'étend sur deux ans. Une première mission de trois semaines pourrait le préparer.",
                "fr",
            ),
            review_until=date(2026, 4, 1),
        ),
        "offer": Offered(
            position=position(text),
            position_language="fr",
            tasks=Words(
                text
                or "Former deux équipes à la collecte et à l'analyse.\nPréparer un bulletin trimestriel.",
                "fr",
            ),
            deadline=datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
            pay_rule={
                "en": "Public officials are seconded by their employer; travel and stay are paid.",
                "fr": "Les agents publics sont détachés par leur employeur ; voyage et séjour sont pris en charge.",
            },
        ),
        "mission_letter": mission,
        "certificate": mission,
        "mission_report": Reported(
            mission=mission,
            accepted_on=date(2026, 6, 5),
            sections=tuple((heading, section) for heading in headings),
            language="fr",
        ),
        "closure": Closed(
            themes=(THEME,),
            support_types=({"en": "Training", "fr": "Formation"},),
            milestones=(
                ({"en": "Request submitted", "fr": "Demande présentée"}, date(2026, 3, 2)),
                ({"en": "File closed", "fr": "Dossier clos"}, date(2026, 6, 12)),
            ),
            missions=(done,),
            position_language="fr",
            reports=1,
            evaluations=(Scored({"en": "At the end of the mission", "fr": "En fin de mission"}, 1, 0, 46),),
        ),
    }
