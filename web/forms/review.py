"""What asking for a review needs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm
from web.forms.texts import SaidField


class ReviewForm(DeskForm):
    reason = SaidField(
        label=_("Why should the decision be looked at again?"),
        help_text=_("Say what was overlooked or has changed. Another officer reads the request afresh."),
    )
