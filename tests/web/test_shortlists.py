"""A shortlist on a page: ranked, read with its reasons, put into an order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from experts.models import Expert
from experts.services.exclusions import add_exclusion
from tests import world
from tests.web.reading import text
from workflows.models import Shortlist, ShortlistEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


def signed_in(name: str = "manager") -> Client:
    client = Client()
    client.force_login(world.person(name).user)
    return client


@pytest.fixture
def position():
    """A position, and three people: one who fits best, one who fits, one who never works in Senegal."""
    row = world.request_in("matching")
    world.expert(name="Best", home_country_code="SN", languages=[{"code": "fr", "cefr_speaking": "C2"}])
    world.expert(name="Good", home_country_code="SN")
    out = world.expert(name="Out")
    add_exclusion(expert=out, kind="country", code="SN", actor=world.person("manager").actor, now=world.NOW)
    return row.positions.get()


def url(position, *more: str) -> str:
    return "/".join([f"/en/matching/{position.support_request_id}/positions/{position.pk}", *more, ""])


def ranked(position) -> tuple:
    signed_in().post(url(position, "rank"), {})
    names = {entry.expert.name: entry.expert_id for entry in Shortlist.objects.latest().entries.all()}
    return names, Shortlist.objects.filter(position=position).latest()


def test_ranking_leads_to_the_list_with_reasons_and_those_who_are_out(position):
    made = signed_in().post(url(position, "rank"), {})
    page = signed_in().get(made["Location"])

    view = page.context["list"]
    assert made["Location"] == url(position)
    assert [candidate.expert.name for candidate in view.eligible][:2] == ["Best", "Good"]
    assert "Comes from the country (Senegal)." in text(page)
    assert [(out.expert.name, out.barriers) for out in view.out] == [
        ("Out", ["Has asked never to be proposed for this: Senegal. Only the person can lift it."])
    ]


def test_a_list_says_what_would_lift_somebody_by_one_place(position):
    ranked(position)

    view = signed_in().get(url(position)).context["list"]

    assert view.eligible[0].overtaking == []
    assert view.eligible[1].overtaking[0].startswith("More in “")


def test_the_reasons_are_told_in_the_language_of_the_reader(position):
    ranked(position)

    page = signed_in().get(url(position).replace("/en/", "/fr/"))

    assert "Vient du pays (Sénégal)." in text(page)


def test_those_who_lead_are_proposed_for_the_reserve(position):
    names, _shortlist = ranked(position)

    proposed = signed_in().get(url(position)).context["form"].initial

    assert (proposed[f"place_{names['Best']}"], proposed[f"place_{names['Good']}"]) == (1, 2)
    assert proposed["parallel"] == 1


def test_an_order_like_the_rankings_needs_no_reason(position):
    names, shortlist = ranked(position)
    order = {f"place_{names['Best']}": "1", f"place_{names['Good']}": "2", "parallel": "2"}

    kept = signed_in().post(url(position), order)

    shortlist.refresh_from_db()
    assert (kept.status_code, shortlist.parallel) == (303, 2)
    assert list(shortlist.entries.exclude(reserve_order=None).values_list("expert_id", "reserve_order")) == [
        (names["Best"], 1),
        (names["Good"], 2),
    ]


def test_another_order_is_refused_at_the_reason_and_taken_with_one(position):
    names, shortlist = ranked(position)
    order = {f"place_{names['Good']}": "1", "parallel": "1"}

    without = signed_in().post(url(position), order)
    with_one = signed_in().post(url(position), order | {"reason": "Known to the ministry."})

    shortlist.refresh_from_db()
    assert (without.status_code, list(without.context["form"].errors)) == (422, ["reason"])
    assert (with_one.status_code, shortlist.reserve_reason) == (303, "Known to the ministry.")


def test_two_people_with_one_place_are_told_at_the_place(position):
    names, _shortlist = ranked(position)

    refused = signed_in().post(
        url(position), {f"place_{names['Best']}": "1", f"place_{names['Good']}": "1", "parallel": "1"}
    )

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [f"place_{names['Good']}"]
    assert "Two people have this place." in text(refused)


def test_a_place_that_is_no_number_is_told_and_nothing_is_lost(position):
    names, _shortlist = ranked(position)

    refused = signed_in().post(
        url(position), {f"place_{names['Best']}": "first", "parallel": "1", "reason": "A long reason."}
    )

    assert refused.status_code == 422
    assert 'value="first"' in text(refused)
    assert "A long reason." in text(refused)


def test_only_the_officer_ranks_and_orders(position):
    by_colleague = signed_in("manager2").post(url(position, "rank"), {})
    by_officer = signed_in().post(url(position, "rank"), {})
    page = signed_in("manager2").get(url(position))

    assert (by_colleague.status_code, by_officer.status_code) == (403, 302)
    assert (page.status_code, page.context["form"]) == (200, None)


def test_a_list_made_before_the_position_changed_says_so(position):
    ranked(position)
    position.refresh_from_db()
    position.changed_at = world.NOW.replace(hour=10)
    position.save(update_fields=["changed_at"])

    page = signed_in().get(url(position))

    assert page.context["list"].outdated
    assert "The position changed since" in text(page)


def test_the_balance_counts_those_who_were_chosen(position):
    names, _shortlist = ranked(position)
    signed_in().post(url(position), {f"place_{names['Best']}": "1", "parallel": "1"})

    balance = signed_in().get(url(position)).context["list"].balance

    assert balance.people == 1
    assert [(share.label, share.count) for share in balance.countries] == [("Senegal", 1)]


def test_scores_are_shown_as_a_bar_and_a_number(position):
    _names, shortlist = ranked(position)
    shortlist.entries.filter(rank=1).update(score=Decimal("61.25"))

    page = signed_in().get(url(position).replace("/en/", "/fr/"))

    assert '<meter class="score__bar" min="0" max="100.0" value="61.25"' in text(page)
    assert '<span class="score__number">61,3' in text(page)


def test_a_list_made_again_from_what_was_kept_is_the_same_list_whatever_happened_since(position):
    ranked(position)
    Expert.objects.update(headline="Cook", cv_summary="", rest_days=1, home_country_code="FR")

    same = signed_in().get(url(position) + "?again=1")
    ShortlistEntry.objects.filter(rank=1).update(score=1)
    other = signed_in().get(url(position) + "?again=1")
    ShortlistEntry.objects.update(inputs={})
    unknown = signed_in().get(url(position) + "?again=1")

    assert "The same people in the same order with the same points." in text(same)
    assert "The order or the points differ" in text(other)
    assert "before the desk kept what it was made from" in text(unknown)
    assert not ShortlistEntry.objects.filter(inputs__has_key="text").exists()


def test_where_nobody_fits_the_list_says_why_and_who_is_nearest(position):
    Expert.objects.update(vetting="suspended")
    ranked(position)

    page = signed_in().get(url(position))

    view = page.context["list"]
    assert view.eligible == []
    assert "Nobody, because of what the people of the roster lack: not on the roster now: " in text(page)
    assert [len(candidate.barriers) for candidate in view.out] == sorted(len(c.barriers) for c in view.out)
