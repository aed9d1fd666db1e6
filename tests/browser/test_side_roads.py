"""Beside the straight way: asked back, refused, withdrawn, and offers that come to nothing."""

from __future__ import annotations

import re

from requests_app.states import RequestState as S
from tests import world
from tests.browser import steps
from tests.browser.desk import Desk
from tests.world import person


def test_a_request_is_returned_with_a_question_and_goes_on_with_the_answer(desk: Desk):
    row = world.request_in(S.TRIAGE)
    focal, manager = desk.enter("focal", language="fr"), desk.enter("manager")

    manager.open(f"requests/{row.pk}/ask/")
    manager.fill("What do you want to know?", "Combien d'agents seront formés ?")
    manager.answer(fields="target_group")
    manager.press("Ask the focal point")
    desk.work()
    focal.open(desk.link_in_mail(person("focal").user.email, "/fr/requests/"))
    focal.sees("Combien d'agents seront formés ?")
    focal.open(f"requests/{row.pk}/answer/")
    focal.answer(text="Douze, dont cinq femmes.", target_group="Douze analystes")
    focal.send()
    manager.open(f"requests/{row.pk}/")

    row.refresh_from_db()
    assert (row.state, row.target_group) == (S.TRIAGE, "Douze analystes")
    manager.sees("Douze, dont cinq femmes.")


def test_a_refused_request_is_reviewed_by_another_officer(desk: Desk):
    row = world.request_in(S.DECISION)
    focal, manager, manager2 = desk.enter("focal"), desk.enter("manager"), desk.enter("manager2")

    steps.decline(manager, row, "La mission demandée dépasse la durée possible.")
    desk.work()
    focal.open(desk.link_in_mail(person("focal").user.email, "/fr/requests/"))
    focal.sees("La mission demandée dépasse la durée possible.")
    focal.open(f"requests/{row.pk}/ask-review/")
    focal.answer(reason="Trois semaines suffisent.")
    focal.press("Ask for a review")
    manager2.open(f"requests/{row.pk}/")

    row.refresh_from_db()
    assert row.state == S.TRIAGE
    assert row.officer_id != person("manager").user.pk
    manager2.sees("Trois semaines suffisent.")


def test_a_withdrawn_request_leaves_the_queue(desk: Desk):
    row = world.request_in(S.SUBMITTED)
    focal, manager = desk.enter("focal", width=390), desk.enter("manager")

    manager.open("triage/")
    manager.sees(row.reference)
    focal.open(f"requests/{row.pk}/")
    focal.press("Withdraw this request")
    focal.answer(reason="The project is financed otherwise.")
    focal.send()
    manager.open("triage/")

    row.refresh_from_db()
    assert row.state == S.WITHDRAWN
    manager.misses(row.reference)
    focal.sees("Withdrawn")


def test_an_offer_is_passed_on_when_it_is_refused_and_when_nobody_answers(desk: Desk):
    row, _offer = world.request_and_offer(reserve=3)
    first, second, third = (entry.email for entry in asked_in_turn(row))
    phone = desk.enter(width=390)

    desk.work()
    steps.turn_down(phone, desk.link_in_mail(first, "/offer/"))
    desk.work()
    unanswered = desk.link_in_mail(second, "/offer/")
    phone.open(unanswered)
    desk.later(hours=49)
    phone.open(unanswered)
    phone.sees("The time to answer is over")
    steps.accept(phone, desk.link_in_mail(third, "/offer/"))

    assert [offer.state for offer in row.offers.order_by("id")] == ["declined", "expired", "accepted"]


def asked_in_turn(row):
    """Those who stand on the reserve of the only position, in its order."""
    entries = row.positions.get().shortlists.latest("id").entries.filter(reserve_order__isnull=False)
    return [entry.expert for entry in entries.order_by("reserve_order")]


def test_two_managers_on_one_case_see_each_other_and_lose_no_word(desk: Desk):
    row = world.request_in(S.TRIAGE)
    faster, slower = desk.enter("manager"), desk.enter("manager2")

    faster.open(f"requests/{row.pk}/")
    slower.open(f"requests/{row.pk}/")
    slower.sees("Manager has this case open too.")
    faster.open(f"requests/{row.pk}/")
    faster.sees("Manager2 has this case open too.")
    slower.open(f"requests/{row.pk}/ask/")
    slower.fill("What do you want to know?", "Combien de postes frontières sont concernés ?")
    steps.pass_triage(faster, row)
    slower.press("Ask the focal point", refused=True)

    row.refresh_from_db()
    assert row.state == S.THEME_CHECK
    slower.sees(
        "Somebody was faster", re.compile("Nothing of what you typed is lost"), re.compile("first checks")
    )
    assert (
        slower.field("What do you want to know?").input_value()
        == "Combien de postes frontières sont concernés ?"
    )
    slower.press("Ask the focal point")
    row.refresh_from_db()
    assert row.state == S.QUESTION
