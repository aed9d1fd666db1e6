"""The expert's mission report: written section by section, submitted, accepted or returned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.errors import Blocked, InvalidInput, NotAllowed, Reason
from core.text import language_of
from core.transitions import lock, perform, refuse_if_stale
from programme.selectors import outline_for
from workflows.actions import reports as actions
from workflows.models import MissionReport
from workflows.rules import is_own
from workflows.states import ReportState

LONGEST_SECTION = 20_000  # characters


def write_report(
    *,
    report: MissionReport,
    sections: Mapping[str, str],
    actor: Actor,
    now: datetime,
    text_language: str = "",
    expected_version: int | None = None,
) -> MissionReport:
    """Keep what was written of the report so far (section order → text)."""
    known = {str(heading.order) for heading in outline_for("mission_report_outline").headings}
    for section in sections.keys() - known:
        raise InvalidInput.at(
            f"sections.{section}", _("The report has no such section."), code="unknown_code"
        )
    with transaction.atomic():
        row, _dossier = lock(report)
        if not is_own(actor, row):
            raise NotAllowed(_("Only the expert concerned can do this."))
        refuse_if_stale(row, expected_version)
        if row.state not in (ReportState.DRAFT, ReportState.RETURNED):
            reason = Reason(
                "report_closed", _("The report was submitted; it can be changed when it is returned.")
            )
            raise Blocked(reasons=[reason])
        row.sections = {**row.sections, **sections}
        row.text_language = text_language or row.text_language
        row.version, row.updated_at = row.version + 1, now
        row.save(update_fields=["sections", "text_language", "version", "updated_at"])
    return row


def submit_report(
    *, report: MissionReport, actor: Actor, now: datetime, expected_version: int | None = None
) -> MissionReport:
    """Hand the report in."""
    return perform(
        actions.SUBMIT,
        report,
        actor=actor,
        now=now,
        arguments={"now": now},
        expected_version=expected_version,
    )


def return_report(
    *, report: MissionReport, reason: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> MissionReport:
    """Ask the expert for changes."""
    language = language_of(reason, actor.language)
    return perform(
        actions.SEND_BACK,
        report,
        actor=actor,
        now=now,
        arguments={"reason": reason, "language": language},
        data={"reason": reason, "text_language": language},
        expected_version=expected_version,
    )


def accept_report(
    *, report: MissionReport, actor: Actor, now: datetime, expected_version: int | None = None
) -> MissionReport:
    """Accept the report; from now on the country can read it."""
    return perform(
        actions.ACCEPT,
        report,
        actor=actor,
        now=now,
        arguments={"now": now},
        expected_version=expected_version,
    )
