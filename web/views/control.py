"""Pausing, resuming and ending a request."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from web.forms.control import CancelForm, HoldForm, NothingForm, WithdrawForm
from web.views.base import RequestActionPage
from workflows.services import control, intake


class HoldPage(RequestActionPage):
    action, service, form_class = "hold", control.hold_request, HoldForm
    done = _("The request is on hold; its clocks stand still.")


class ResumePage(RequestActionPage):
    action, service, form_class = "resume", control.resume_request, NothingForm
    done = _("The request goes on where it was held.")


class CancelPage(RequestActionPage):
    action, service, form_class = "cancel", control.cancel_request, CancelForm
    done = _("The request is cancelled; everybody concerned is told.")


class WithdrawPage(RequestActionPage):
    action, service, form_class = "withdraw", intake.withdraw_request, WithdrawForm
    done = _("Your request is withdrawn.")
