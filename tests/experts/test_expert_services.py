"""Registering, changing and vetting people: what is done, what is refused, what the journal keeps."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.errors import Blocked, Conflict, InvalidInput, NotAllowed, NotFound, Stale
from core.models import JournalEvent, OutboxMessage
from experts.matching import CRITERIA, DEFAULT_WEIGHTS
from experts.models import Expert, MatchingWeights
from experts.selectors import weights_in_force
from experts.services.availability import PeriodInput, set_availability
from experts.services.exclusions import add_exclusion, remove_exclusion
from experts.services.profiles import confirm_profile, register_expert, update_profile
from experts.services.vetting import vet_expert
from experts.services.weights import put_weights_in_force

pytestmark = pytest.mark.django_db


def codes(refused) -> dict[str, list[str]]:
    return {field: [problem.code for problem in found] for field, found in refused.value.errors.items()}


def verbs() -> list[str]:
    return list(JournalEvent.objects.order_by("pk").values_list("verb", flat=True))


class TestRegister:
    def test_register_expert_keeps_the_whole_profile(self, expert):
        found = Expert.objects.get(pk=expert.pk)

        assert (found.code, found.email, found.vetting) == ("EXP-001", "awa@experts.example", "proposed")
        assert found.home_country_id == "SN"
        assert list(found.languages.values_list("code", "cefr_speaking")) == [("en", "B1"), ("fr", "C2")]
        assert list(found.competences.values_list("theme_id", "level", "years")) == [("PH3-T2", 3, 12)]
        assert list(found.expertise_claims.values_list("expertise_id", "level")) == [("EX-BOR-02", 3)]
        assert list(found.country_experience.values_list("country_code", flat=True)) == ["GM", "SN"]
        assert found.expertise_areas == ["joint patrols"]
        assert verbs() == ["expert.registered"]

    def test_register_expert_gives_the_next_code_when_none_is_given(self, reference, values, manager, now):
        assert register_expert(values=values, actor=manager, now=now).code == "EXP-2015-00001"

    def test_register_expert_tells_every_problem_at_its_field(self, reference, values, manager, now):
        wrong = values | {
            "email": "nobody",
            "headline": "",
            "category": "wizard",
            "home_country_code": "Senegal",
            "daily_fee": "-3",
            "languages": [{"code": "fr", "cefr_speaking": "D1"}, {"code": "fr", "cefr_speaking": "B2"}],
            "competences": [{"theme": "PH9-T9", "level": 4}],
            "expertise": ["EX-NO-01"],
            "country_experience": ["Gambia"],
            "shoe_size": 43,
        }

        with pytest.raises(InvalidInput) as refused:
            register_expert(values=wrong, actor=manager, now=now)

        assert codes(refused) == {
            "email": ["invalid"],
            "headline": ["required", "required"],
            "category": ["unknown"],
            "home_country_code": ["unknown"],
            "daily_fee": ["invalid"],
            "languages.0.cefr_speaking": ["unknown"],
            "languages.1": ["repeated"],
            "competences.0.theme": ["unknown"],
            "competences.0.level": ["invalid"],
            "expertise.0.code": ["unknown"],
            "country_experience.0": ["unknown"],
            "shoe_size": ["unknown"],
        }
        assert not Expert.objects.exists()

    def test_register_expert_refuses_a_person_without_languages(self, reference, values, manager, now):
        del values["languages"]

        with pytest.raises(InvalidInput) as refused:
            register_expert(values=values, actor=manager, now=now)

        assert codes(refused) == {"languages": ["required"]}

    def test_register_expert_refuses_an_address_or_code_that_somebody_has(self, expert, values, manager, now):
        with pytest.raises(InvalidInput) as refused:
            register_expert(values=values, actor=manager, now=now)
        assert codes(refused) == {"email": ["taken"]}

        with pytest.raises(InvalidInput) as refused:
            register_expert(values=values | {"email": "b@x.example"}, code="EXP-001", actor=manager, now=now)
        assert codes(refused) == {"code": ["taken"]}

    def test_register_expert_is_for_managers(self, reference, values, stranger, now):
        with pytest.raises(NotAllowed):
            register_expert(values=values, actor=stranger, now=now)

    @pytest.mark.parametrize("junk", ["Awa\x00", 7, ["Awa"]])
    def test_register_expert_refuses_what_is_not_text(self, reference, values, manager, now, junk):
        with pytest.raises(InvalidInput) as refused:
            register_expert(values=values | {"name": junk}, actor=manager, now=now)

        assert codes(refused) == {"name": ["invalid"]}

    @pytest.mark.parametrize(
        "junk", [None, "fr", 3, {}, [None], [["fr"]], [{"code": None, "cefr_speaking": []}]]
    )
    def test_register_expert_refuses_any_junk_for_a_list(self, reference, values, manager, now, junk):
        with pytest.raises(InvalidInput):
            register_expert(values=values | {"languages": junk}, actor=manager, now=now)


class TestUpdate:
    def test_update_profile_changes_what_is_named_and_nothing_else(self, expert, oneself, now):
        changed = update_profile(
            expert=expert,
            values={"headline": "Trainer", "languages": [{"code": "pt", "cefr_speaking": "C1"}]},
            actor=oneself,
            now=now,
            expected_version=1,
        )

        assert (changed.headline, changed.name, changed.version) == ("Trainer", "Awa Ndiaye", 2)
        assert list(changed.languages.values_list("code", flat=True)) == ["pt"]
        assert changed.competences.count() == 1

    def test_journal_keeps_the_fields_that_changed_never_their_content(self, expert, oneself, now):
        update_profile(expert=expert, values={"phone": "+221 77 000 00 00"}, actor=oneself, now=now)

        event = JournalEvent.objects.get(verb="expert.updated")
        assert event.data == {"fields": ["phone"]}
        assert event.audience == f",admin,expert:{expert.pk},manager,"

    def test_update_profile_refuses_an_old_version(self, expert, manager, now):
        with pytest.raises(Stale):
            update_profile(expert=expert, values={"phone": "1"}, actor=manager, now=now, expected_version=7)

    def test_update_profile_hides_people_from_other_experts(self, expert, stranger, now):
        with pytest.raises(NotFound):
            update_profile(expert=expert, values={"phone": "1"}, actor=stranger, now=now)

    def test_person_may_not_change_what_the_desk_decides(self, expert, oneself, manager, now):
        with pytest.raises(InvalidInput) as refused:
            update_profile(expert=expert, values={"daily_fee": "900"}, actor=oneself, now=now)
        assert codes(refused) == {"daily_fee": ["not_yours"]}

        changed = update_profile(expert=expert, values={"daily_fee": "900"}, actor=manager, now=now)
        assert changed.daily_fee == Decimal("900.00")

    def test_confirm_profile_notes_the_day(self, expert, oneself, now):
        assert confirm_profile(expert=expert, actor=oneself, now=now).profile_confirmed_at == now


class TestAvailability:
    def test_set_availability_replaces_only_the_list_that_is_given(self, expert, oneself, now):
        march = PeriodInput(date(2015, 3, 1), date(2015, 3, 31))
        april = PeriodInput(date(2015, 4, 1), date(2015, 4, 3), kind="busy")
        set_availability(expert=expert, windows=[march], actor=oneself, now=now)

        set_availability(expert=expert, unavailabilities=[april], actor=oneself, now=now)

        assert list(expert.windows.values_list("start", "end")) == [(march.start, march.end)]
        assert list(expert.unavailabilities.values_list("start", "end", "kind")) == [
            (april.start, april.end, "busy")
        ]

    def test_set_availability_refuses_overlaps_and_wrong_order_and_keeps_what_was(self, expert, oneself, now):
        march = PeriodInput(date(2015, 3, 1), date(2015, 3, 31))
        set_availability(expert=expert, windows=[march], actor=oneself, now=now)

        with pytest.raises(InvalidInput) as refused:
            set_availability(
                expert=expert,
                windows=[march, PeriodInput(date(2015, 3, 31), date(2015, 4, 2))],
                unavailabilities=[PeriodInput(date(2015, 5, 2), date(2015, 5, 1), kind="gone")],
                actor=oneself,
                now=now,
            )

        assert codes(refused) == {
            "windows.1": ["overlap"],
            "unavailabilities.0.end": ["order"],
            "unavailabilities.0.kind": ["unknown"],
        }
        assert expert.windows.count() == 1

    def test_set_availability_takes_periods_that_touch(self, expert, oneself, now):
        set_availability(
            expert=expert,
            windows=[
                PeriodInput(date(2015, 3, 1), date(2015, 3, 31)),
                PeriodInput(date(2015, 4, 1), date(2015, 4, 2)),
            ],
            actor=oneself,
            now=now,
        )

        assert expert.windows.count() == 2

    def test_set_availability_refuses_strangers_and_old_versions(self, expert, oneself, stranger, now):
        with pytest.raises(NotFound):
            set_availability(expert=expert, windows=[], actor=stranger, now=now)
        with pytest.raises(Stale):
            set_availability(expert=expert, windows=[], actor=oneself, now=now, expected_version=9)


class TestVetting:
    def test_vet_expert_takes_a_person_on_the_roster(self, expert, manager, now):
        vetted = vet_expert(expert=expert, verdict="vetted", actor=manager, now=now)

        assert (vetted.vetting, vetted.vetted_by_id, vetted.vetted_at) == ("vetted", 11, now)
        assert verbs()[-1] == "expert.vetted"
        assert OutboxMessage.objects.get().payload == {"id": expert.pk, "verdict": "vetted"}

    def test_vet_expert_is_not_for_oneself(self, expert, oneself, now):
        with pytest.raises(NotAllowed):
            vet_expert(expert=expert, verdict="vetted", actor=oneself, now=now)

    def test_vet_expert_refuses_a_verdict_that_does_not_follow(self, expert, manager, now):
        with pytest.raises(Blocked) as refused:
            vet_expert(expert=expert, verdict="suspended", reason="Why", actor=manager, now=now)

        assert [reason.code for reason in refused.value.reasons] == ["vetting_order"]

    def test_vet_expert_needs_a_reason_to_let_somebody_go(self, expert, manager, now):
        with pytest.raises(InvalidInput) as refused:
            vet_expert(expert=expert, verdict="left", reason=" ", actor=manager, now=now)
        assert codes(refused) == {"reason": ["required"]}

        gone = vet_expert(expert=expert, verdict="left", reason="Retired", actor=manager, now=now)
        assert gone.vetting == "left"


class TestExclusions:
    def test_exclusion_is_added_once_and_removed(self, expert, oneself, now):
        exclusion = add_exclusion(expert=expert, kind="country", code="LY", actor=oneself, now=now)

        with pytest.raises(Conflict):
            add_exclusion(expert=expert, kind="country", code="LY", actor=oneself, now=now)
        remove_exclusion(exclusion=exclusion, actor=oneself, now=now)

        assert not expert.exclusions.exists()
        assert verbs()[-2:] == ["expert.exclusion_added", "expert.exclusion_removed"]

    @pytest.mark.parametrize(
        ("kind", "code", "field"),
        [("country", "Libya", "code"), ("theme", "PH9-T9", "code"), ("mood", "bad", "kind")],
    )
    def test_exclusion_of_something_unknown_is_refused(self, expert, oneself, now, kind, code, field):
        with pytest.raises(InvalidInput) as refused:
            add_exclusion(expert=expert, kind=kind, code=code, actor=oneself, now=now)

        assert codes(refused) == {field: ["unknown"]}


class TestWeights:
    def test_built_in_weights_hold_until_others_are_put_in_force(self, manager, now):
        points = {**DEFAULT_WEIGHTS.points, "cost": 0, "theme": DEFAULT_WEIGHTS.points["theme"] + 2}

        put_weights_in_force(points=points, actor=manager, now=now, in_force_from=now + timedelta(days=1))

        assert weights_in_force(now) == DEFAULT_WEIGHTS
        later = weights_in_force(now + timedelta(days=2))
        assert (later.version, dict(later.points)) == (2, points)

    def test_weights_kept_before_a_criterion_was_thought_of_give_it_nothing(self, db, now):
        points = {code: 0 for code in CRITERIA if code != "departure"} | {"theme": 100}
        MatchingWeights.objects.create(version=2, points=points, in_force_from=now)

        assert weights_in_force(now).points == {**points, "departure": 0}

    @pytest.mark.parametrize("points", [{}, {"theme": 100}, dict.fromkeys(DEFAULT_WEIGHTS.points, 11)])
    def test_weights_that_do_not_total_100_are_refused(self, manager, now, points):
        with pytest.raises(InvalidInput) as refused:
            put_weights_in_force(points=points, actor=manager, now=now)

        assert codes(refused) == {"points": ["invalid"]}

    def test_weights_are_not_changed_for_the_past_nor_by_an_expert(self, stranger, manager, now):
        with pytest.raises(InvalidInput):
            put_weights_in_force(
                points=DEFAULT_WEIGHTS.points, actor=manager, now=now, in_force_from=now - timedelta(days=1)
            )
        with pytest.raises(NotAllowed):
            put_weights_in_force(points=DEFAULT_WEIGHTS.points, actor=stranger, now=now)
