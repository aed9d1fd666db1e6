"""Deployments by hand: the list, the checklist with its owners, departures, returns, reports and evaluations."""

import pytest

from accounts.services.invitations import invite_user
from tests import world
from tests.web.reading import signed_in, text
from workflows.models import Evaluation, MissionReport

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


def mission(state: str):
    row = world.request_in(state)
    return row, row.deployments.get()


def test_manager_reads_who_goes_and_who_sees_to_what():
    row, deployment = mission("mobilisation")

    page = text(signed_in("manager").get(f"/en/deployments/{deployment.pk}/"))

    assert deployment.expert.name in page
    assert "Visa or exemption" in page
    assert "the expert" in page
    assert "the support desk" in page


def test_committee_reads_a_deployment_without_names_and_without_the_checklist():
    row, deployment = mission("mobilisation")

    page = text(signed_in("steering").get(f"/en/deployments/{deployment.pk}/"))

    assert row.reference in page
    assert deployment.expert.name not in page
    assert "Visa or exemption" not in page


def test_a_deployment_that_ended_with_its_request_says_so_in_words():
    row, deployment = mission("mobilisation")
    manager = signed_in("manager")
    reason = {"code": "beneficiary", "text": "The service was dissolved."}
    assert manager.post(f"/en/requests/{row.pk}/cancel/", reason).status_code == 303

    page = text(manager.get(f"/fr/deployments/{deployment.pk}/"))

    assert "La demande a été annulée." in page
    assert ">cancelled<" not in page


def test_the_title_of_a_mission_is_marked_with_the_language_it_was_written_in():
    row, deployment = mission("mobilisation")
    row.positions.update(text_language="pt")
    manager = signed_in("manager")

    pages = [text(manager.get(f"/en/deployments/{place}")) for place in ("", f"{deployment.pk}/")]

    assert all(f'lang="pt">{deployment.position.title}</' in page for page in pages)


def test_deployment_of_another_country_does_not_exist():
    _row, deployment = mission("mobilisation")

    assert signed_in("focal").get(f"/en/deployments/{deployment.pk}/").status_code == 200
    assert signed_in("focal_cv").get(f"/en/deployments/{deployment.pk}/").status_code == 404


def test_ticking_keeps_what_was_changed_and_nothing_else():
    _row, deployment = mission("mobilisation")
    manager = signed_in("manager")
    form = manager.get(f"/en/deployments/{deployment.pk}/checklist/").context["form"]
    before = deployment.checklist

    answered = manager.post(
        f"/en/deployments/{deployment.pk}/checklist/",
        {
            **{k: v for k, v in form.initial.items() if v not in (False, None)},
            "visa_note": "Asked on Monday.",
        },
    )

    deployment.refresh_from_db()
    assert (answered.status_code, answered["Location"]) == (303, f"/en/deployments/{deployment.pk}/")
    changed = {item for item, entry in deployment.checklist.items() if entry != before.get(item)}
    assert changed == {"visa"}
    assert deployment.checklist["visa"]["note"] == "Asked on Monday."


def test_only_managers_move_a_deployment():
    _row, deployment = mission("mobilisation")
    url = f"/en/deployments/{deployment.pk}/extend/"

    statuses = {
        name: signed_in(name).get(url).status_code for name in ("manager", "focal", "steering", "expert")
    }

    assert statuses == {"manager": 200, "focal": 404, "steering": 404, "expert": 404}


def test_an_end_before_the_beginning_is_told_at_its_field():
    _row, deployment = mission("deployed")

    answered = signed_in("manager").post(
        f"/fr/deployments/{deployment.pk}/extend/", {"end": "2020-01-01", "reason": "Encore un atelier."}
    )

    assert answered.status_code == 422
    assert '<a href="#id_end">' in text(answered)
    assert "Encore un atelier." in text(answered)


def test_officer_ends_a_mission_early_with_a_reason():
    _row, deployment = mission("deployed")

    answered = signed_in("manager").post(
        f"/en/deployments/{deployment.pk}/end-early/", {"early_because": "The expert fell ill."}
    )

    deployment.refresh_from_db()
    assert (answered.status_code, deployment.state) == (303, "ended_early")
    assert deployment.closing_reason == "The expert fell ill."


def test_list_asks_the_database_the_same_number_of_times_for_one_and_for_many(
    django_assert_num_queries,
):
    manager = signed_in("manager")
    world.request_in("mobilisation")
    with django_assert_num_queries(6):
        one = manager.get("/en/deployments/")
    world.request_in("mobilisation", positions=2)
    with django_assert_num_queries(6):
        many = manager.get("/en/deployments/")

    assert (len(one.context["lines"]), len(many.context["lines"])) == (1, 3)


def test_list_is_narrowed_by_what_stands_in_the_address():
    world.request_in("deployed")
    manager = signed_in("manager")

    shown = {
        stage: len(manager.get(f"/en/deployments/?stage={stage}").context["lines"])
        for stage in ("", "preparing", "away", "nonsense")
    }

    assert shown == {"": 1, "preparing": 0, "away": 1, "nonsense": 1}


def test_submitted_report_is_read_and_returned_with_a_reason():
    row, deployment = mission("reporting")
    report = MissionReport.objects.get(deployment=deployment)
    MissionReport.objects.filter(pk=report.pk).update(state="submitted", sections={"1": "Short and good."})
    manager = signed_in("manager")

    page = text(manager.get(f"/en/deployments/{deployment.pk}/report/"))
    answered = manager.post(
        f"/en/deployments/{deployment.pk}/report/return/", {"reason": "Please name the participants' units."}
    )

    report.refresh_from_db()
    assert "Short and good." in page
    assert (answered.status_code, report.state) == (303, "returned")


def test_report_that_is_not_accepted_does_not_exist_for_the_country():
    _row, deployment = mission("reporting")
    MissionReport.objects.filter(deployment=deployment).update(state="submitted")
    focal, url = signed_in("focal"), f"/en/deployments/{deployment.pk}/report/"

    before = focal.get(url).status_code
    MissionReport.objects.filter(deployment=deployment).update(state="accepted")

    assert (before, focal.get(url).status_code) == (404, 200)


def test_manager_does_without_a_questionnaire_and_says_why():
    row, _deployment = mission("reporting")
    manager = signed_in("manager")
    url = f"/en/requests/{row.pk}/evaluations/beneficiary_end/waive/"

    empty = manager.post(url, {"reason": ""})
    answered = manager.post(url, {"reason": "The unit was dissolved."})

    assert empty.status_code == 422
    assert (answered.status_code, answered["Location"]) == (303, f"/en/requests/{row.pk}/evaluations/")
    assert list(Evaluation.objects.values_list("group", "waived_reason")) == [
        ("beneficiary_end", "The unit was dissolved.")
    ]
    assert "The unit was dissolved." in text(manager.get(answered["Location"]))


@pytest.mark.parametrize("group", ["nonsense", "x" * 300])
def test_unknown_questionnaire_is_not_found(group):
    row, _deployment = mission("reporting")

    assert signed_in("manager").get(f"/en/requests/{row.pk}/evaluations/{group}/waive/").status_code == 404


def test_closing_says_everything_that_is_missing():
    row, _deployment = mission("reporting")

    page = text(signed_in("manager").get(f"/en/requests/{row.pk}/close/"))

    assert "The report of position 1 is not accepted yet." in page
    assert "The institution has not evaluated the support yet." in page


def test_manager_invites_an_expert_without_an_account_from_the_mission():
    _row, deployment = mission("deployed")
    manager, page_url = signed_in("manager"), f"/en/deployments/{deployment.pk}/"
    invite = f"/en/people/invitations/new/?expert={deployment.expert_id}"

    page, form = text(manager.get(page_url)), manager.get(invite).context["form"]

    expert = deployment.expert
    assert f'href="{invite}"' in page
    assert form.initial == {
        "full_name": expert.name,
        "email": expert.email,
        "role": "expert",
        "language": expert.language,
    }
    assert "has no account" not in text(signed_in("focal").get(page_url))


def test_nobody_is_invited_twice_from_the_mission():
    _row, deployment = mission("deployed")
    invite_user(
        actor=world.actor_of("manager"),
        now=world.NOW,
        email=deployment.expert.email,
        full_name=deployment.expert.name,
        role="expert",
    )

    assert "has no account" not in text(signed_in("manager").get(f"/en/deployments/{deployment.pk}/"))


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 30, "9" * 5000])
def test_an_invitation_for_an_unknown_expert_is_an_empty_one(number):
    page = signed_in("manager").get("/en/people/invitations/new/", {"expert": number})

    assert (page.status_code, page.context["form"].initial) == (200, {})
