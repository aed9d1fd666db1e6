"""What other countries may read of a request, and what resembles a request that is being written."""

from __future__ import annotations

import pytest

from core.errors import Blocked, InvalidInput, NotAllowed
from requests_app.models import SupportRequest
from requests_app.states import RequestState as S
from tests import world
from tests.world import NOW
from workflows.models import Publication
from workflows.selectors.similar import results_like, similar_to
from workflows.services.publications import consent_to_publication, propose_publication, retract_publication

pytestmark = pytest.mark.django_db

BORDERS = {
    "title": "Statistics of border posts",
    "objective": "Teams that collect data at border posts and publish a quarterly bulletin.",
    "background": "Data of the border posts are collected and not published.",
    "expected_results": "A bulletin each quarter from the data of the border posts.",
}


def foreign_draft() -> SupportRequest:
    row = world.request_in(S.DRAFT, country="CV", answers=BORDERS)
    SupportRequest.objects.filter(pk=row.pk).update(text_language="en")
    row.refresh_from_db()
    return row


def published() -> Publication:
    return consent_to_publication(
        publication=world.proposed_publication(), actor=world.actor_of("focal_point"), now=NOW
    )


def test_a_result_is_found_by_another_country_once_its_own_has_agreed_and_no_longer_once_taken_back() -> None:
    draft, proposed = foreign_draft(), world.proposed_publication()
    assert results_like(draft) == []

    row = consent_to_publication(publication=proposed, actor=world.actor_of("focal_point"), now=NOW)
    assert [found.publication for found in results_like(draft)] == [row]
    assert Publication.objects.visible_to(world.person("focal_cv").actor).get() == row

    retract_publication(publication=row, reason="Faux.", actor=world.actor_of("manager"), now=NOW)
    assert results_like(draft) == []
    assert not Publication.objects.visible_to(world.person("focal_cv").actor).exists()


def test_an_open_or_unpublished_foreign_request_is_never_found_however_alike_it_is() -> None:
    draft = foreign_draft()
    for state in (S.TRIAGE, S.CLOSED):
        world.request_in(state, answers=BORDERS)

    assert results_like(draft) == []
    assert similar_to(draft, actor=world.person("focal_cv").actor) == []


def test_own_country_is_not_told_of_its_own_published_results_as_those_of_others() -> None:
    row = published()
    draft = world.request_in(S.DRAFT, answers=BORDERS)

    assert row.support_request.country_id == draft.country_id
    assert results_like(draft) == []


def test_office_reads_why_two_requests_look_alike() -> None:
    one, other = (world.request_in(S.TRIAGE, answers=BORDERS) for _each in range(2))

    found = similar_to(one, actor=world.actor_of("manager"))

    assert [match.id for match in found] == [other.pk]
    codes = {reason.code for reason in found[0].reasons}
    assert {"same_country", "same_institution", "same_place", "same_season", "same_kind"} <= codes


@pytest.mark.parametrize("case", ["not closed", "already", "a word missing", "a colleague"])
def test_what_cannot_be_proposed_is_refused(case: str) -> None:
    row = world.request_in(S.REPORTING if case == "not closed" else S.CLOSED)
    if case == "already":
        world.proposed_publication(row)
    texts = {**world.RESULTS, "results_fr": " "} if case == "a word missing" else world.RESULTS
    actor = world.person("manager2" if case == "a colleague" else "manager").actor
    expected = {"a word missing": InvalidInput, "a colleague": NotAllowed}.get(case, Blocked)

    with pytest.raises(expected):
        propose_publication(support_request=row, **texts, actor=actor, now=NOW)

    assert Publication.objects.count() == (case == "already")
