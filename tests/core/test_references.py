from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from core.references import next_reference

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_references_count_up_within_a_year_and_a_kind() -> None:
    given = [next_reference("TSR", NOW), next_reference("TSR", NOW), next_reference("EXP", NOW)]

    assert given == ["TSR-2026-00001", "TSR-2026-00002", "EXP-2026-00001"]
    assert next_reference("TSR", NOW.replace(year=2027)) == "TSR-2027-00001"


def test_number_of_a_transaction_that_failed_is_given_out_again() -> None:
    next_reference("TSR", NOW)
    with transaction.atomic():
        next_reference("TSR", NOW)
        transaction.set_rollback(True)

    assert next_reference("TSR", NOW) == "TSR-2026-00002"
