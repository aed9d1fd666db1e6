"""Where mails and notifications lead: to a page that exists, and that their reader may open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils import translation

from requests_app.models import SupportRequest
from requests_app.states import RequestState as S
from tests import world
from workflows.links import offer_path
from workflows.models import Notification
from workflows.notify.audience import COUNTRY, EXPERT, OFFICE, OFFICER, PARTIES
from workflows.notify.destinations import ALARM, path_of
from workflows.notify.texts import link_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
READERS = {COUNTRY: "focal", OFFICER: "manager", OFFICE: "manager", EXPERT: "expert"}
OPENED = {200, 409}  # the page, or that it was done meanwhile and where things stand


def mission(*, with_account: bool = True) -> SupportRequest:
    """A request whose expert is back and writes the report."""
    row = world.request_in(S.REPORTING)
    if with_account:
        expert_id = world.people().expert.actor.expert_id
        for rows in (row.offers.accepted(), row.deployments.all(), row.reports.all()):
            rows.update(expert_id=expert_id)
    return row


def told(row: SupportRequest, notice: str, party: str, *, language: str = "en") -> Notification:
    """A notification as `notify_about` writes it for an event of this request."""
    things = {
        "offer": row.offers.accepted().get().pk,
        "deployment": row.deployments.get().pk,
        "missionreport": row.reports.get().pk,
    }
    subject = "missionreport" if notice.startswith("report.") else notice.partition(".")[0]
    said = {subject: things[subject]} if subject in things else {}
    data = {"said": said, "party": party, "offer": said.get("offer")}
    return Notification(support_request=row, notice=notice, language=language, data=data)


def everything(row: SupportRequest) -> Iterator[Notification]:
    """Each notification that anybody can be told of a request."""
    for notice, parties in {**PARTIES, "request.approved": (COUNTRY, OFFICE)}.items():
        for party in {*parties, OFFICE} if OFFICER in parties else parties:
            yield told(row, notice, party)


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(getattr(world.people(), name).user, backend=BACKEND)
    return client


def name_of(notification: Notification, language: str, signed_in: bool) -> str:
    """The name of the address that it leads to."""
    return resolve(path_of(notification, language=language, signed_in=signed_in)).url_name or ""


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_notification_leads_to_an_address_of_the_table(language, signed_in):
    row = mission()

    with translation.override(language):
        names = {
            (found.notice, found.data["party"]): name_of(found, language, signed_in)
            for found in everything(row)
        }

    assert {"", "home"}.isdisjoint(names.values())


def test_every_notification_leads_where_its_reader_may_go():
    row = mission()
    world.accept_report(row.reports.get())
    clients = {party: client_of(name) for party, name in READERS.items()}

    answers = {
        (found.notice, found.data["party"]): clients[found.data["party"]]
        .get(path_of(found, language="en", signed_in=True))
        .status_code
        for found in everything(row)
    }

    assert {key: status for key, status in answers.items() if status not in OPENED} == {}


def test_an_expert_without_an_account_is_led_to_their_link_alone():
    row = mission(with_account=False)
    link = offer_path(row.offers.accepted().get())

    paths = {path_of(found, language="fr") for found in everything(row) if found.data["party"] == EXPERT}

    assert paths == {link}
    assert Client().get(link).status_code == 200


@pytest.mark.parametrize(
    ("notice", "party", "page"),
    [
        ("offer.sent", EXPERT, "/offer/"),
        ("deployment.ended", EXPERT, "/en/assignments/{mission}/"),
        ("report.returned", EXPERT, "/en/assignments/{mission}/report/"),
        ("report.submitted", OFFICER, "/en/deployments/{mission}/report/"),
        ("request.question_asked", COUNTRY, "/en/requests/{request}/answer/"),
        ("request.team_agreed", COUNTRY, "/en/requests/{request}/sign-terms/"),
        ("request.offers_sent", COUNTRY, "/en/requests/{request}/shortlist/"),
        ("request.mission_ended", COUNTRY, "/en/requests/{request}/evaluation/beneficiary_end/"),
        ("request.offers_exhausted", OFFICER, "/en/matching/{request}/"),
        ("request.submitted", OFFICE, "/en/requests/{request}/"),
    ],
)
def test_a_notification_leads_to_what_it_asks_for(notice, party, page):
    row = mission()

    path = path_of(told(row, notice, party), language="en")

    assert path.startswith(page.format(request=row.pk, mission=row.deployments.get().pk))


def test_a_mail_leads_there_in_its_own_language():
    row = mission()
    notification = told(row, "request.question_asked", COUNTRY, language="pt")

    assert link_of(notification) == f"{settings.PUBLIC_URL}/fr/requests/{row.pk}/answer/"


def test_the_alarm_leads_to_the_background_work():
    alarm = Notification(notice=ALARM, language="en", data={"minutes": 12, "stuck": 1})

    assert resolve(path_of(alarm, language="en")).url_name == "work"
    assert client_of("admin").get(path_of(alarm, language="en")).status_code == 200
