"""Whatever anybody tries, in whatever order: the dossier stays in a state that the machine knows, and whole."""

from __future__ import annotations

import io
from typing import Any

from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.errors import DeskError
from requests_app.models import SupportRequest
from requests_app.states import ENDED, RequestState
from tests import world
from tests.workflows.table import PARTIES, actor_of
from tests.workflows.test_lifecycle_table import TRIES
from tests.world import Plan
from workflows.models import Deployment, Offer

BEFORE_THE_END = [state for state in RequestState.values if state not in ENDED]


class RequestWalk(RuleBasedStateMachine):
    """Random actions by random people, with what makes progress possible mixed in."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.row = world.request_in("draft")
        self.version = self.row.version

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def attempt(self, call: Any) -> None:
        """A refusal in words is an answer; anything else is a fault."""
        try:
            with transaction.atomic():
                call()
        except DeskError:
            pass
        self.row = SupportRequest.objects.get(pk=self.row.pk)

    @rule(action=st.sampled_from(sorted(TRIES)), party=st.sampled_from(PARTIES))
    def anybody_tries_anything(self, action: str, party: str) -> None:
        self.attempt(lambda: TRIES[action](self.row, actor_of(party, self.row)))

    @rule()
    def somebody_does_what_comes_next(self) -> None:
        following = dict(zip(world.STRAIGHT_WAY, world.STRAIGHT_WAY[1:], strict=False))
        if self.row.state in following:
            self.attempt(lambda: world.STEPS[following[self.row.state]](self.row, Plan()))

    @rule()
    def expert_declines(self) -> None:
        for offer in self.row.offers.open()[:1]:
            self.attempt(lambda offer=offer: world.turn_down(offer))

    @rule()
    def expert_drops_out(self) -> None:
        for offer in self.row.offers.accepted()[:1]:
            self.attempt(lambda offer=offer: world.release(offer))

    @invariant()
    def state_is_one_that_the_machine_knows(self) -> None:
        assert self.row.state in RequestState.values
        assert (self.row.reference is None) == (self.row.state == "draft")

    @invariant()
    def version_never_goes_back(self) -> None:
        assert self.row.version >= self.version
        self.version = self.row.version

    @invariant()
    def nobody_waits_for_a_request_that_ended(self) -> None:
        if self.row.state in ENDED:
            assert not Offer.objects.filter(support_request=self.row).open().exists()
            out = Deployment.objects.filter(support_request=self.row)
            assert not (out.preparing() | out.on_mission()).exists()

    @invariant()
    def journal_is_whole(self) -> None:
        call_command("verify_journal", stdout=io.StringIO())


class TestRandomWalks(RequestWalk.TestCase, TestCase):  # type: ignore[misc,name-defined]
    settings = settings(
        max_examples=20,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
