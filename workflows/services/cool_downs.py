"""A manager lets somebody be asked again before a pause is over."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import journal
from core.actors import Actor, Role
from core.errors import Blocked, Conflict, InvalidInput, NotAllowed, Reason
from core.text import language_of
from experts.models import Expert
from workflows.models import CoolDownLift, Offer
from workflows.selectors.cool_downs import answer_code
from workflows.states import OfferState


def lift_cool_down(*, offer: Offer, reason: str, actor: Actor, now: datetime) -> CoolDownLift:
    """From now on this answer keeps its expert out of no search; the reason is kept with the person.

    Raises `Blocked` for an offer that nobody declined or left unanswered, `Conflict` when it was lifted already.
    """
    if actor.role != Role.MANAGER or actor.user_id is None:
        raise NotAllowed(_("Only programme managers can lift this."))
    if not reason.strip():
        raise InvalidInput.at("reason", _("Say why."), code="required")
    with transaction.atomic():
        expert = Expert.objects.select_for_update().get(pk=offer.expert_id)
        row = Offer.objects.get(pk=offer.pk)
        if row.state not in (OfferState.DECLINED, OfferState.EXPIRED):
            raise Blocked(reasons=[Reason("no_answer", _("This offer keeps nobody out of any search."))])
        language = language_of(reason, actor.language)
        try:
            with transaction.atomic():
                lift = CoolDownLift.objects.create(
                    offer=row,
                    reason=reason.strip(),
                    text_language=language,
                    lifted_by_id=actor.user_id,
                    lifted_at=now,
                )
        except IntegrityError as taken:
            raise Conflict(_("A colleague has lifted this already.")) from taken
        journal.record(
            expert,
            "expert.cool_down_lifted",
            actor=actor,
            now=now,
            audience={Role.MANAGER, Role.ADMIN},
            data={
                "offer": row.pk,
                "code": answer_code(row),
                "reason": reason.strip(),
                "text_language": language,
            },
        )
    return lift
