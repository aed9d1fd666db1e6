"""What the office does with offers: send the first, take one back, release somebody, settle an objection."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from web.forms.base import DeskForm
from web.forms.control import NothingForm
from web.forms.matching import EndOfferForm, LiftForm, SettleForm
from web.presenters.departures import with_leaving
from web.presenters.matching import consultation_view, matching_for
from web.views.base import FormPage, RequestActionPage
from web.views.row_actions import RowActionPage
from workflows.actions import consultations as consulting
from workflows.actions import offers as moves
from workflows.models import Consultation, Offer
from workflows.selectors.cool_downs import answer_code, answer_labels
from workflows.services.cool_downs import lift_cool_down
from workflows.services.objections import settle_objection
from workflows.services.offers import release_expert, retract_offer, send_offers
from workflows.states import OfferState

ANSWERED = (OfferState.DECLINED, OfferState.EXPIRED)


class SendOffersPage(RequestActionPage):
    """Ask the first of each reserve, and show the country the list without names."""

    action, service, form_class = "send_offers", send_offers, NothingForm
    template_name = "pages/matching/send_offers.html"
    done = _("The offers are sent, and the country is shown the list without names.")

    def context(self) -> dict[str, Any]:
        matching = matching_for(self.support_request, self.actor, self.now)
        return {**super().context(), "matching": matching, "late": with_leaving(matching, now=self.now)}

    def go_on(self, result: Any) -> str:
        return reverse("matching", args=[self.support_request.pk])


class OfOffer(RowActionPage):
    """A move of an offer; afterwards the search of its request is shown."""

    subject_name = "offer"
    form_class = EndOfferForm
    template_name = "pages/matching/end_offer.html"

    def find(self) -> Offer | None:
        rows = Offer.objects.visible_to(self.actor).select_related("support_request", "position", "expert")
        return rows.filter(pk=self.kwargs["offer_id"]).first()

    def url_of(self, row: Offer) -> str:
        return reverse("matching", args=[row.support_request_id])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "offer": self.row}


class RetractOfferPage(OfOffer):
    move, service = moves.RETRACT, retract_offer
    done = _("The offer is taken back; the next of the reserve is asked.")


class ReleaseExpertPage(OfOffer):
    move, service = moves.RELEASE, release_expert
    done = _("The expert is released; the position is open again.")


class LiftCoolDownPage(FormPage):
    """Let somebody be asked again whom an earlier answer keeps out of searches."""

    roles = frozenset({Role.MANAGER})
    form_class = LiftForm
    template_name = "pages/matching/lift.html"
    done = _("The person can be asked again. Rank the roster anew to see it.")

    @cached_property
    def offer(self) -> Offer:
        rows = Offer.objects.visible_to(self.actor).select_related("support_request", "position", "expert")
        found = rows.filter(pk=self.kwargs["offer_id"], state__in=ANSWERED).first()
        if found is None:
            raise NotFound
        return found

    def act(self, form: DeskForm) -> Any:
        return lift_cool_down(offer=self.offer, **form.answers, actor=self.actor, now=self.now)

    def go_on(self, result: Any) -> str:
        return f"{reverse('expert', args=[self.offer.expert_id])}#pauses"

    def context(self) -> dict[str, Any]:
        said = answer_labels()[f"answer:{answer_code(self.offer)}"]
        return {**super().context(), "offer": self.offer, "said": said}


class SettleObjectionPage(RowActionPage):
    move, service = consulting.SETTLE, settle_objection
    subject_name = "consultation"
    form_class = SettleForm
    template_name = "pages/matching/settle.html"
    done = _("The objection is settled; the focal point is told.")

    def find(self) -> Consultation | None:
        rows = Consultation.objects.select_related("support_request")
        return rows.filter(support_request_id=self.kwargs["request_id"]).order_by("-id").first()

    def url_of(self, row: Consultation) -> str:
        return reverse("matching", args=[row.support_request_id])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "view": consultation_view(self.row, self.actor, self.now)}
