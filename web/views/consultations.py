"""The anonymous shortlist as a country is shown it, and what the country says to it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.actors import Role
from core.errors import NotFound
from web.forms.consultations import ShortlistForm
from web.presenters.consultations import ShortlistShown, shortlist_shown
from web.views.base import RequestFormPage
from workflows.models import Consultation
from workflows.services.consultations import agree_shortlist, object_to_candidates


class ShortlistShownPage(RequestFormPage):
    """The latest showing; its country may answer while the time to object runs."""

    roles = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.STEERING})
    form_class = ShortlistForm
    template_name = "pages/consultations/shortlist.html"
    done = _("Thank you: your answer is on record.")

    @cached_property
    def consultation(self) -> Consultation:
        found = self.support_request.consultations.order_by("-id").first()
        if found is None:
            raise NotFound
        return found

    @property
    def shown(self) -> ShortlistShown:
        return shortlist_shown(self.consultation, actor=self.actor, now=self.now)

    def subject(self) -> Consultation:  # type: ignore[override]
        return self.consultation

    def travelling(self) -> dict[str, Any]:
        self.support_request.refresh_from_db(fields=["journal_sequence"])
        return {"version": self.consultation.version, "seen": self.support_request.journal_sequence}

    def form_options(self) -> dict[str, Any]:
        return {"candidates": self.shown.choices}

    def empty_form(self) -> ShortlistForm | None:  # type: ignore[override]
        return super().empty_form() if self.shown.may_answer else None  # type: ignore[return-value]

    def act(self, form: ShortlistForm) -> Consultation:  # type: ignore[override]
        service = object_to_candidates if form.objects else agree_shortlist
        return service(
            consultation=self.consultation,
            **form.answers,
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def context(self) -> dict[str, Any]:
        return {**super().context(), "shown": self.shown}
