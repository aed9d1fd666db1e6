"""People from the exchange format, through the services."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

import workflows
from core import journal
from core.actors import SYSTEM
from core.models import JournalEvent
from experts.matching import Period
from experts.matching.exchange import BadRecord, profile_from_record
from experts.models import Expert
from experts.selectors import profiles
from experts.services.imports import expert_from_sample

SAMPLES = Path(workflows.__file__).parent / "data" / "samples"


@pytest.fixture(scope="module")
def records():
    return json.loads((SAMPLES / "experts.json").read_text(encoding="utf-8"))


@pytest.mark.django_db
def test_sample_becomes_a_vetted_expert_whom_the_ranking_reads_alike(reference, records, now):
    for record in records[:6]:
        expert_from_sample(record, actor=SYSTEM, now=now)

    stored = {profile.id: profile for profile in profiles(at=date(2015, 1, 1))}
    for record in records[:6]:
        expert = Expert.objects.get(code=record["id"])
        found, read = stored[expert.pk], profile_from_record(record)
        assert (expert.email, expert.vetting) == (f"{record['id'].lower()}@experts.example", "vetted")
        for name in ("languages", "competences", "areas", "text", "regions", "windows", "fee", "category"):
            assert getattr(found, name) == getattr(read, name), name


@pytest.mark.django_db
def test_windows_are_moved_and_the_journal_is_whole(reference, records, now):
    expert = expert_from_sample(records[0], actor=SYSTEM, now=now, shift=timedelta(days=364))

    assert Period(*expert.windows.values_list("start", "end").first()) == (
        date(2015, 7, 31),
        date(2016, 1, 30),
    )
    events = JournalEvent.objects.of(expert.chain).order_by("sequence")
    assert not list(
        journal.verify_chain(expert.chain, events, (expert.journal_sequence, expert.journal_hash))
    )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"languages": [{"code": "fr", "cefr": "Z9"}]}, "'Z9' is not a CEFR level"),
        ({"availability": [{"from": "2014-02-01", "to": "2014-01-01"}]}, "ends before it starts"),
        ({"availability": [{"from": "soon", "to": "2014-01-01"}]}, "soon"),
        ({"theme_competences": {"T1": {"level": 7, "years": 1}}}, "the level goes from 0 to 3"),
        ({"type": "wizard"}, "unknown type 'wizard'"),
        ({"headline": 7}, "headline must be text"),
    ],
)
def test_bad_record_is_named_with_its_problem(records, change, problem):
    with pytest.raises(BadRecord, match="EXP-001") as refused:
        profile_from_record(records[0] | change)

    assert problem in str(refused.value)


def test_record_that_lacks_a_field_says_which(records):
    record = {name: value for name, value in records[0].items() if name != "availability"}

    with pytest.raises(BadRecord, match="record EXP-001: availability is missing"):
        profile_from_record(record)
