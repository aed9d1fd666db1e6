"""The beginnings of a refusal, by its reason, in the language in which its reader wrote.

A suggestion to be edited: what stands in [brackets] has to be said by the officer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from requests_app.states import DeclineReason as R

OPENING: Mapping[str, str] = {
    "en": "Thank you for the request “{title}” ({reference}). We have read it with care.",
    "fr": (
        "Nous vous remercions de la demande «\u00a0{title}\u00a0» ({reference}), que nous avons lue avec "
        "attention."
    ),
    "pt": "Agradecemos o pedido «{title}» ({reference}), que lemos com atenção.",
}
BECAUSE: Mapping[str, Mapping[str, str]] = {
    R.OUTSIDE_THEMES: {
        "en": (
            "The support that you ask for does not serve any of the priority themes of the present phase: "
            "[which subject, and why it lies outside]."
        ),
        "fr": (
            "L'appui demandé ne relève d'aucun des thèmes prioritaires de la phase actuelle\u00a0: [le "
            "sujet, et pourquoi il n'en relève pas]."
        ),
        "pt": (
            "O apoio pedido não corresponde a nenhum dos temas prioritários da fase atual: [o assunto e a "
            "razão]."
        ),
    },
    R.NOT_ELIGIBLE: {
        "en": "The request cannot be supported under the rules of the project: [which condition is not met].",
        "fr": (
            "La demande ne peut être appuyée selon les règles du projet\u00a0: [la condition qui n'est pas "
            "remplie]."
        ),
        "pt": "O pedido não pode ser apoiado segundo as regras do projeto: [a condição que não é cumprida].",
    },
    R.NOT_CAPACITY: {
        "en": (
            "The project strengthens national capacities, human or institutional; what you describe would "
            "mainly [what it would do instead]."
        ),
        "fr": (
            "Le projet renforce les capacités nationales, humaines ou institutionnelles\u00a0; l'appui "
            "décrit viserait surtout à [ce qu'il ferait]."
        ),
        "pt": (
            "O projeto reforça capacidades nacionais, humanas ou institucionais; o apoio descrito serviria "
            "sobretudo para [o que faria]."
        ),
    },
    R.TOO_LONG: {
        "en": (
            "The project gives short-term support; what you ask for would take longer: [the duration asked "
            "for, and what would be possible]."
        ),
        "fr": (
            "Le projet apporte un appui de courte durée\u00a0; celui qui est demandé serait plus long\u00a0:"
            " [la durée demandée, et ce qui serait possible]."
        ),
        "pt": (
            "O projeto presta apoio de curta duração; o que é pedido demoraria mais: [a duração pedida e o "
            "que seria possível]."
        ),
    },
    R.FINANCIAL_SUPPORT: {
        "en": (
            "The project can send expertise; it cannot pay for salaries, equipment or other direct financial"
            " support: [the part concerned]."
        ),
        "fr": (
            "Le projet peut mettre à disposition une expertise\u00a0; il ne peut financer ni salaires, ni "
            "équipements, ni autre appui financier direct\u00a0: [la partie concernée]."
        ),
        "pt": (
            "O projeto pode enviar peritos; não pode pagar salários, equipamento ou outro apoio financeiro "
            "direto: [a parte em causa]."
        ),
    },
    R.OVERLAP: {
        "en": "The same need is already covered by other support: [which project, by whom, until when].",
        "fr": (
            "Le même besoin est déjà couvert par un autre appui\u00a0: [quel projet, par qui, jusqu'à quand]."
        ),
        "pt": "A mesma necessidade já é coberta por outro apoio: [que projeto, de quem, até quando].",
    },
    R.NOT_FEASIBLE: {
        "en": "The support cannot be given at the time or place that you ask for: [what stands in the way].",
        "fr": "L'appui ne peut être apporté à la période ou au lieu demandés\u00a0: [ce qui s'y oppose].",
        "pt": "O apoio não pode ser prestado no período ou no local pedidos: [o que o impede].",
    },
    R.INCOMPLETE: {
        "en": "Even after our questions we know too little to decide in favour: [what is missing].",
        "fr": (
            "Même après nos questions, les éléments manquent pour une décision favorable\u00a0: [ce qui "
            "manque]."
        ),
        "pt": (
            "Mesmo depois das nossas perguntas, faltam elementos para uma decisão favorável: [o que falta]."
        ),
    },
}
CLOSING: Mapping[str, str] = {
    "en": (
        "You can ask for a review of this decision within 30 days; a colleague will then look at it again. "
        "You are also welcome to send a new request: [what it would have to say]."
    ),
    "fr": (
        "Vous pouvez demander un réexamen de cette décision dans les 30 jours\u00a0; un autre responsable la"
        " réexaminera. Une nouvelle demande est également possible\u00a0: [ce qu'elle devrait préciser]."
    ),
    "pt": (
        "Pode pedir a revisão desta decisão no prazo de 30 dias; outra pessoa voltará a examiná-la. Pode "
        "também apresentar um novo pedido: [o que deveria precisar]."
    ),
}


GAPS = frozenset(
    gap
    for texts in (*BECAUSE.values(), CLOSING)
    for text in texts.values()
    for gap in re.findall(r"\[[^\]]+\]", text)
)


def language_for(language: str) -> str:
    """The language in which a refusal can be suggested to somebody who wrote in `language`."""
    return language if language in OPENING else "en"


def suggested(code: str, *, language: str, title: str, reference: str) -> str:
    """The beginnings of a refusal for a reason of `DeclineReason`."""
    spoken = language_for(language)
    opening = OPENING[spoken].format(
        title=title, reference=reference
    )  # a title's own braces stay as they are
    return "\n\n".join((opening, BECAUSE[code][spoken], CLOSING[spoken]))


def is_unfinished(text: str) -> bool:
    """Whether a suggestion still waits for words: what stood in brackets stands there yet."""
    return any(gap in text for gap in GAPS)


def is_untouched(text: str, *, language: str, title: str, reference: str) -> bool:
    """Whether nothing would be lost if another suggestion took the place of this text."""
    words = " ".join(text.split())
    return not words or any(
        words == " ".join(suggested(code, language=language, title=title, reference=reference).split())
        for code in BECAUSE
    )
