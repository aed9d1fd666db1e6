"""Requests that have to do with each other, in the words of whoever reads of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from core.actors import Actor
from core.errors import Text
from core.transitions import available_actions
from requests_app.models import SupportRequest
from web.presenters.actions import ActionLink
from web.presenters.refusals import language_for
from workflows.actions import JOINT_ACTIONS
from workflows.selectors.relations import Joint
from workflows.states import JointState

TONES: Mapping[str, str] = {
    JointState.ASKED: "warn",
    JointState.AGREED: "warn",
    JointState.JOINED: "good",
    JointState.DECLINED: "bad",
}


@dataclass(frozen=True, slots=True)
class JointShown:
    """A joint mission with what the reader may do about it."""

    joint: Joint
    label: Text
    beside_label: Text
    tone: str
    may_agree: bool
    may_decline: bool
    links: tuple[ActionLink, ...]

    @property
    def may_answer(self) -> bool:
        return self.may_agree or self.may_decline


def joint_shown(joint: Joint, *, actor: Actor, now: datetime) -> JointShown:
    found = available_actions(joint.side, JOINT_ACTIONS, actor=actor, now=now)
    may = {availability.action.name for availability in found if availability.allowed}
    return JointShown(
        joint=joint,
        label=joint.side.get_state_display(),
        beside_label=JointState(joint.beside.state).label if joint.beside.state else "",
        tone=TONES.get(joint.side.state, "plain"),
        may_agree="agree" in may,
        may_decline="decline" in may,
        links=tuple(
            ActionLink(
                name=availability.action.name,
                label=availability.action.label,
                url=reverse(
                    f"joint_mission_{availability.action.name}", args=[joint.side.support_request_id]
                ),
                kind="warning",
                reasons=availability.reasons,
            )
            for availability in found
            if availability.action.name in ("withdraw", "end")
        ),
    )


def words_for_duplicate(row: SupportRequest, original: SupportRequest | None) -> str:
    """A beginning of what the country reads, in its language; of a foreign request it gives nothing away."""
    spoken = language_for(row.text_language)
    if original is not None and original.country_id == row.country_id:
        return OWN_ORIGINAL[spoken].format(title=row.title, reference=original.reference)
    return FOREIGN_ORIGINAL[spoken].format(title=row.title)


OWN_ORIGINAL: Mapping[str, str] = {
    "en": "Your request “{title}” asks for the same support as your request {reference}, which goes on. What is new "
    "in this one is taken up there, so that one mission serves both.",
    "fr": "Votre demande « {title} » porte sur le même appui que votre demande {reference}, qui suit son cours. Ce "
    "que celle-ci apporte de nouveau y est repris, afin qu’une seule mission réponde aux deux.",
    "pt": "O seu pedido «{title}» solicita o mesmo apoio que o seu pedido {reference}, que prossegue. O que este "
    "acrescenta é nele retomado, para que uma só missão responda a ambos.",
}
FOREIGN_ORIGINAL: Mapping[str, str] = {
    "en": "The support that your request “{title}” asks for is given under another request that the desk is already "
    "working on. An officer will write to you about how your country takes part.",
    "fr": "L’appui que sollicite votre demande « {title} » est apporté dans le cadre d’une autre demande, déjà en "
    "cours auprès du pôle d’appui. Un agent vous écrira au sujet de la participation de votre pays.",
    "pt": "O apoio que o seu pedido «{title}» solicita é prestado no âmbito de outro pedido, já em curso no "
    "secretariado de apoio. Um responsável escrever-lhe-á sobre a participação do seu país.",
}
