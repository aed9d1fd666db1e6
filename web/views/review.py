"""Asking for a refusal to be looked at again."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from web.forms.review import ReviewForm
from web.presenters.standing import closing_words, review_until
from web.views.base import RequestActionPage
from workflows.services import decision


class AskReviewPage(RequestActionPage):
    action, service, form_class = "ask_review", decision.ask_review, ReviewForm
    template_name = "pages/requests/ask_review.html"
    done = _("The review is asked for; another officer looks at your request.")

    def context(self) -> dict[str, Any]:
        row = self.support_request
        return {**super().context(), "closing": closing_words(row), "until": review_until(row)}
