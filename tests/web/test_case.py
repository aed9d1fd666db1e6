"""The page of a case and the decisions that are taken on it."""

import pytest

from tests import world
from tests.web.test_control import signed_in, text
from web.forms.decisions import answer_name, note_name
from web.presenters.themes import Found, Piece, pieces_of
from workflows.services import decision, triage

pytestmark = pytest.mark.django_db
QUERIES = 52


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def all_yes() -> dict[str, str]:
    return {answer_name(code): "yes" for code in world.all_checked()}


# --- The page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "state", [*world.STRAIGHT_WAY[1:], "question", "declined", "withdrawn", "cancelled", "on_hold"]
)
def test_the_page_of_a_case_opens_in_every_state_in_both_languages(state):
    row, manager = world.request_in(state), signed_in("manager")

    pages = [manager.get(f"/{language}/requests/{row.pk}/") for language in ("en", "fr")]

    assert [page.status_code for page in pages] == [200, 200]
    assert all(row.reference in text(page) and "Statistiques aux postes" in text(page) for page in pages)


def test_the_part_that_is_at_work_stands_open_with_its_form(db):
    row = world.request_in("triage")

    page = text(signed_in("manager").get(f"/en/requests/{row.pk}/"))

    assert page.count('<details class="stage" open>') == 2
    assert page.index('id="checks-heading"') < page.index('id="words"') < page.index('id="request-heading"')
    assert f'id="words" action="/en/requests/{row.pk}/pass-triage/"' in page
    assert 'href="#checks"' in page


def test_whoever_is_not_the_officer_reads_why_the_case_waits():
    row = world.request_in("triage")

    page = signed_in("manager2").get(f"/en/requests/{row.pk}/")

    assert page.context["form"] is None
    assert str(page.context["inline"].reasons[0].message) in text(page)


def test_the_bar_names_what_can_be_done_and_every_reason_against_the_rest():
    row = world.request_in("decision", positions=1)

    actions = {
        link.name: [reason.code for reason in link.reasons]
        for link in signed_in("manager").get(f"/en/requests/{row.pk}/").context["actions"]
    }

    assert actions == {
        "approve": [],
        "assign": [],
        "ask": [],
        "hold": [],
        "decline": [],
        "cancel": [],
    }


def test_the_committee_reads_the_page_of_the_country_and_never_this_one():
    row = world.request_in("triage")

    page = signed_in("steering").get(f"/en/requests/{row.pk}/")

    assert page.status_code == 200
    assert "pages/case/case.html" not in [template.name for template in page.templates]


@pytest.mark.parametrize(
    "action", ["start-triage", "assign", "ask", "pass-triage", "confirm-themes", "approve", "decline"]
)
def test_the_decisions_of_the_office_exist_for_managers_only(action):
    row = world.request_in("triage")

    assert signed_in("manager").get(f"/en/requests/{row.pk}/{action}/").status_code in (200, 409)
    assert signed_in("focal").get(f"/en/requests/{row.pk}/{action}/").status_code == 404
    assert signed_in("focal_cv").get(f"/en/requests/{row.pk}/{action}/").status_code == 404
    assert signed_in("steering").get(f"/en/requests/{row.pk}/{action}/").status_code == 404


@pytest.mark.parametrize("state", ["triage", "theme_check", "decision", "offering", "reporting", "closed"])
def test_a_case_costs_no_more_queries_with_more_in_it(state, django_assert_max_num_queries):
    small = world.request_in(state)
    large = world.request_in(state, positions=1 if state == "triage" else 3)
    manager = signed_in("manager")

    for row in (small, large):
        with django_assert_max_num_queries(QUERIES):
            manager.get(f"/en/requests/{row.pk}/")


def test_similar_requests_are_found_on_demand():
    row, like = world.request_in("triage"), world.request_in("triage", country="CV")
    manager = signed_in("manager")

    part = manager.get(f"/en/requests/{row.pk}/similar/", headers={"HX-Request": "true"})

    assert like.reference in text(part)
    assert "<html" not in text(part)
    assert "<html" in text(manager.get(f"/en/requests/{row.pk}/similar/"))
    assert signed_in("focal").get(f"/en/requests/{row.pk}/similar/").status_code == 403


def test_what_changed_since_it_was_submitted_stands_beside_what_was_sent():
    row, people = world.request_in("triage"), world.people()
    row = triage.ask_question(
        support_request=row, text="Days?", fields=["duration"], actor=people.manager.actor, now=world.NOW
    )
    triage.answer_question(
        support_request=row, text="Twelve.", answers={"duration": 12}, actor=people.focal.actor, now=world.NOW
    )

    page = signed_in("manager").get(f"/en/requests/{row.pk}/")

    assert [(change.before, change.now) for change in page.context["since_submitted"]] == [("8", "12")]
    assert "Changed since it was submitted" in text(page)


# --- First checks -------------------------------------------------------------------------------------------


def test_from_the_queue_to_passed_triage_it_takes_three_presses():
    row, manager = world.request_in("submitted"), signed_in("manager")
    url = f"/en/requests/{row.pk}/pass-triage/"
    take = manager.get("/en/triage/").context["lines"][0].take

    opened = manager.get(manager.post(take.url)["Location"])  # 1: taken and open
    filled = manager.post(url, {"fill": "yes", **opened.context["form"].initial})  # 2: read
    answers = {name: value for name, value in filled.context["form"].data.items() if name != "fill"}
    passed = manager.post(url, answers)  # 3: passed

    row.refresh_from_db()
    assert (filled.status_code, passed.status_code, row.state) == (200, 303, "theme_check")


def test_answering_the_rest_with_yes_changes_no_answer_that_was_given_and_passes_nothing():
    row, manager = world.request_in("triage"), signed_in("manager")

    filled = manager.post(f"/en/requests/{row.pk}/pass-triage/", {"fill": "yes", answer_name("ELG-7"): "no"})

    row.refresh_from_db()
    assert filled.context["form"].data[answer_name("ELG-7")] == "no"
    assert filled.context["form"].data[answer_name("ELG-1")] == "yes"
    assert row.state == "triage"


def test_a_blocking_check_without_yes_is_told_at_its_place_and_no_note_is_lost():
    row, manager = world.request_in("triage"), signed_in("manager")
    given = {**all_yes(), answer_name("ELG-3"): "no", note_name("ELG-3"): "It is about football."}

    refused = manager.post(f"/fr/requests/{row.pk}/pass-triage/", given)

    row.refresh_from_db()
    assert (refused.status_code, row.state) == (422, "triage")
    assert list(refused.context["form"].errors) == [answer_name("ELG-3")]
    assert "It is about football." in text(refused)


def test_notes_of_the_first_checks_are_kept_with_their_answers():
    row, manager = world.request_in("triage"), signed_in("manager")

    manager.post(
        f"/en/requests/{row.pk}/pass-triage/",
        {**all_yes(), answer_name("ELG-7"): "n/a", note_name("ELG-7"): "Alone."},
    )

    row.refresh_from_db()
    assert row.checklist["ELG-7"] == {"answer": "n/a", "note": "Alone.", "text_language": "en"}
    assert "Alone." in text(manager.get(f"/en/requests/{row.pk}/"))


# --- Themes -------------------------------------------------------------------------------------------------


def test_the_evidence_is_marked_in_the_words_of_the_request_and_escaped():
    row = world.request_in(
        "theme_check", answers={"objective": "A <b>census</b> & more", "title": "Migration data, statistics"}
    )

    page = text(signed_in("manager").get(f"/en/requests/{row.pk}/"))

    assert (
        'census<sup class="evidence__mark"><span class="govuk-visually-hidden">speaks for </span>1</sup></mark>'
        in page
    )
    assert "&lt;b&gt;" in page
    assert "<b>census" not in page


@pytest.mark.parametrize(("state", "folded"), [("triage", False), ("theme_check", False), ("matching", True)])
def test_the_evidence_stays_readable_behind_a_fold_once_the_themes_are_confirmed(state, folded):
    row = world.request_in(state)

    page = text(signed_in("manager").get(f"/en/requests/{row.pk}/"))

    assert '<div class="marked">' in page
    assert ("What the theme check found in the text" in page) is folded


def test_the_evaluations_are_read_on_the_page_of_the_case():
    row = world.request_in("closed")

    page = signed_in("manager").get(f"/en/requests/{row.pk}/")

    assert [sheet.label for sheet in page.context["sheets"]][0] in text(page)
    assert [answer.question for answer in page.context["sheets"][0].answers][0] in text(page)


def test_quotations_that_overlap_are_all_marked():
    first = Found("1", "1", "A", "First", 80, ())
    second = Found("2", "2", "B", "Second", 60, ())

    pieces = pieces_of("abcdefgh", [(1, 5, first), (3, 7, second), (1, 5, first)])

    assert pieces == (
        Piece("a"),
        Piece("bc", (first,)),
        Piece("de", (first, second)),
        Piece("fg", (second,)),
        Piece("h"),
    )
    assert "".join(piece.text for piece in pieces) == "abcdefgh"


def test_the_proposed_theme_is_chosen_already_and_confirmed_with_one_press():
    row = world.request_in(
        "theme_check", answers={"title": "Census and migration data", "objective": "Statistics"}
    )
    manager = signed_in("manager")
    form = manager.get(f"/en/requests/{row.pk}/").context["form"]

    confirmed = manager.post(f"/en/requests/{row.pk}/confirm-themes/", form.initial)

    row.refresh_from_db()
    assert form.initial["main"] == "PH3-T1"
    assert (confirmed.status_code, row.state) == (303, "decision")
    assert list(row.request_themes.values_list("theme_id", "is_main")) == [("PH3-T1", True)]


def test_a_theme_outside_the_phase_needs_a_reason():
    row, manager = world.request_in("theme_check"), signed_in("manager")
    url = f"/en/requests/{row.pk}/confirm-themes/"
    outside = {"main": "other", "other": "ROM2014-T1"}

    refused = manager.post(url, outside)
    accepted = manager.post(url, {**outside, "reason": "Agreed by the Committee."})

    row.refresh_from_db()
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    assert (accepted.status_code, row.state, row.theme_reason) == (
        303,
        "decision",
        "Agreed by the Committee.",
    )


def test_another_theme_that_is_not_named_is_asked_for():
    row = world.request_in("theme_check")

    refused = signed_in("manager").post(f"/en/requests/{row.pk}/confirm-themes/", {"main": "other"})

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["other"])


# --- Decision -----------------------------------------------------------------------------------------------


def test_a_large_request_says_who_approved_and_who_is_still_needed():
    row = world.request_in("decision", position={"days": 20})
    first, second = signed_in("manager"), signed_in("manager2")

    first.post(f"/en/requests/{row.pk}/approve/", {"note": "Good."})
    waiting = first.get(f"/en/requests/{row.pk}/approve/")
    second.post(f"/en/requests/{row.pk}/approve/")

    row.refresh_from_db()
    assert "Approved by Manager" in text(waiting)
    assert "1 approval is still needed." in text(waiting)
    assert "the second approval must come from a colleague" in text(waiting)
    assert row.state == "matching"


def test_a_request_without_positions_cannot_be_approved_and_says_why():
    row = world.request_in("decision", positions=0)

    page = signed_in("manager").get(f"/en/requests/{row.pk}/approve/")

    assert page.context["form"] is None
    assert "Define at least one position" in text(page)


def test_a_refusal_is_suggested_in_the_language_of_the_request():
    row, manager = world.request_in("triage", answers={"text_language": "pt"}), signed_in("manager")

    page = manager.post(f"/en/requests/{row.pk}/decline/", {"code": "too_long", "suggest": "1"})

    row.refresh_from_db()
    assert (page.status_code, row.state) == (200, "triage")
    assert (
        page.context["form"]
        .data["text"]
        .startswith("Agradecemos o pedido «Statistiques aux postes frontières»")
    )
    assert 'lang="pt"' in text(page)


def test_a_suggestion_takes_the_place_of_another_one_but_never_of_own_words():
    row, manager = world.request_in("triage"), signed_in("manager")
    url = f"/en/requests/{row.pk}/decline/"

    first = manager.post(url, {"code": "too_long", "suggest": "1"}).context["form"].data["text"]
    second = (
        manager.post(url, {"code": "overlap", "text": first, "suggest": "1"}).context["form"].data["text"]
    )
    own = manager.post(url, {"code": "overlap", "text": "My own words.", "suggest": "1"})

    assert first != second
    assert own.context["form"].data["text"] == "My own words."
    assert own.context["suggestion"] == second.replace("\r\n", "\n")


def test_a_suggestion_is_not_sent_before_its_gaps_are_filled():
    row, manager = world.request_in("triage", answers={"text_language": "en"}), signed_in("manager")
    url = f"/en/requests/{row.pk}/decline/"
    words = manager.post(url, {"code": "overlap", "suggest": "1"}).context["form"].data["text"]

    refused = manager.post(url, {"code": "overlap", "text": words})

    row.refresh_from_db()
    assert (refused.status_code, row.state) == (422, "triage")
    assert "Say what stands in [brackets], or take it out." in text(refused)


def test_a_request_is_declined_with_reason_and_text():
    row, manager = world.request_in("triage", answers={"text_language": "fr"}), signed_in("manager")

    refused = manager.post(f"/en/requests/{row.pk}/decline/", {"code": "overlap", "text": ""})
    declined = manager.post(f"/en/requests/{row.pk}/decline/", {"code": "overlap", "text": "Déjà couvert."})

    row.refresh_from_db()
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["text"])
    assert (declined.status_code, row.state, row.closing_text_language) == (303, "declined", "fr")


def test_a_question_opens_the_fields_that_it_is_about():
    row, manager = world.request_in("triage", answers={"text_language": "fr"}), signed_in("manager")

    asked = manager.post(
        f"/en/requests/{row.pk}/ask/", {"text": "Combien de jours ?", "fields": ["duration", "place"]}
    )

    row.refresh_from_db()
    question = row.questions.get()
    assert (asked.status_code, row.state) == (303, "question")
    assert (question.text, question.text_language, question.fields) == (
        "Combien de jours ?",
        "fr",
        ["duration", "place"],
    )
    assert "Combien de jours ?" in text(manager.get(f"/en/requests/{row.pk}/"))


def test_a_case_is_given_to_a_colleague_by_name():
    row, manager = world.request_in("triage"), signed_in("manager")
    colleague = world.people().manager2.user

    page = manager.get(f"/en/requests/{row.pk}/assign/")
    given = manager.post(f"/en/requests/{row.pk}/assign/", {"officer": colleague.email})
    unknown = manager.post(f"/en/requests/{row.pk}/assign/", {"officer": "nobody@desk.example"})

    row.refresh_from_db()
    assert "Manager2" in text(page)
    assert (given.status_code, row.officer, unknown.status_code) == (303, colleague, 422)


def test_words_typed_on_the_page_of_a_case_survive_a_change_of_language():
    row, manager = world.request_in("decision"), signed_in("manager")
    page = text(manager.get(f"/en/requests/{row.pk}/"))
    writer = page.split('name="_writer" value="')[1].split('"')[0]

    switched = manager.post(
        f"/language/fr/?next=/en/requests/{row.pk}/", {"note": "A long consideration.", "_writer": writer}
    )

    assert "A long consideration." in text(manager.get(switched["Location"]))


def test_the_slower_of_two_who_decide_loses_no_word():
    row, slower, faster = world.request_in("decision"), signed_in("manager"), signed_in("manager2")
    opened = slower.get(f"/en/requests/{row.pk}/").context["form"].initial
    decision.decline_request(
        support_request=row,
        code="overlap",
        text="Covered.",
        actor=world.people().manager2.actor,
        now=world.NOW,
    )

    answered = slower.post(f"/en/requests/{row.pk}/approve/", {**opened, "note": "Carefully weighed."})

    assert answered.status_code == 409
    assert "Somebody was faster" in text(answered)
    assert "Carefully weighed." in text(answered)
    assert faster.get(f"/en/requests/{row.pk}/").status_code == 200
