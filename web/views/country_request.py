"""The page of a request as its country and the Committee read it: where it is, who has it, what to do until when."""

from __future__ import annotations

from typing import Any

from core.actors import Role
from requests_app.models import SupportRequest
from requests_app.services.drafts import open_fields
from requests_app.states import CancelReason, RequestState, public_label
from web.presenters import standing
from web.presenters.actions import action_links
from web.presenters.asked import answers_shown, changes_shown
from web.presenters.attachments import attachments_for
from web.presenters.documents import documents_for
from web.presenters.messages import messages_for
from web.presenters.missions import positions_with_missions
from web.presenters.questions import form_sections
from web.presenters.relations import joint_shown
from web.presenters.tasks import task_for, waits_for_country
from web.presenters.timeline import latest_of
from web.views.base import OfRequest
from workflows.clocks import promises
from workflows.selectors.asked import with_asks
from workflows.selectors.relations import joint_mission_of, original_of

DUPLICATE = CancelReason.DUPLICATE.value


class CountryRequestPage(OfRequest):
    template_name = "pages/requests/request.html"

    def context(self) -> dict[str, Any]:
        row = self.support_request
        sections = form_sections(phase=row.phase)
        return {
            **super().context(),
            **self._standing(row),
            **self._end(row),
            "of_country": self.actor.role == Role.FOCAL_POINT,
            "may_complete": self.actor.role == Role.FOCAL_POINT and bool(open_fields(row)),
            "groups": answers_shown(row, sections, self.actor),
            "changes": changes_shown(row, sections, self.actor),
            "positions": positions_with_missions(row, self.actor),
            "consultation": row.consultations.order_by("-id").first(),
            "files": attachments_for(row, self.actor),
            "thread": messages_for(row, self.actor),
            "documents": documents_for(row, self.actor),
            "joint": self._joint(row),
            "is_closed": row.state == RequestState.CLOSED,
            "original": original_of(row, actor=self.actor) if row.closing_code == DUPLICATE else None,
            "happened": latest_of(row, self.actor),
        }

    def _joint(self, row: SupportRequest) -> Any:
        found = joint_mission_of(row, actor=self.actor)
        return joint_shown(found, actor=self.actor, now=self.now) if found else None

    def _standing(self, row: SupportRequest) -> dict[str, Any]:
        asked = with_asks(SupportRequest.objects.filter(pk=row.pk)).get()
        promised = [] if row.state == RequestState.DRAFT else promises(row, now=self.now)
        return {
            "state": public_label(row.state),
            "tone": standing.tone_of(row.state),
            "way": standing.way_of(row),
            "holder": standing.holder_of(
                row, self.actor, waits_for_country=waits_for_country(asked, now=self.now)
            ),
            "happens": standing.what_happens(row),
            "promises": standing.promise_lines(promised),
            "evaluated": asked.evaluated,
            "task": task_for(asked, actor=self.actor, now=self.now),
            "question": row.questions.filter(answered_at=None).first(),
        }

    def _end(self, row: SupportRequest) -> dict[str, Any]:
        """How it ended, and the two things that a country may do of its own accord."""
        links = {link.name: link for link in action_links(row, actor=self.actor, now=self.now)}
        return {
            "closing": standing.closing_words(row),
            "review": links.get("ask_review"),
            "review_until": standing.review_until(row),
            "withdraw": links.get("withdraw"),
        }
