"""The spreadsheet of people on its pages."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from experts.models import Expert, RosterImport
from tests import world
from tests.web.reading import signed_in, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
SHEET = (
    "name;email;headline;category;home_country;languages;shoe size\n"
    "Awa;awa@x.example;Statistician;independent;SN;fr:C1;38\n"
    "Ben;no address;Trainer;independent;SN;fr:C1;44\n"
)


def sheet(content: str = SHEET, name: str = "people.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def test_a_list_is_looked_at_and_then_taken_in_without_the_rows_that_are_wrong():
    client = signed_in("manager")
    before = Expert.objects.count()

    sent = client.post(reverse("send_sheet"), {"file": sheet()})
    page = text(client.get(sent["Location"]))
    assert Expert.objects.count() == before
    done = client.post(sent["Location"])

    assert "<strong>B3</strong> (email): This is not an e-mail address." in page
    assert "shoe size" in page
    assert done.status_code == 303
    assert Expert.objects.get(email="awa@x.example").vetting == "proposed"
    assert "1 person was taken in from it." in text(client.get(sent["Location"]))
    assert client.post(sent["Location"]).status_code == 409


def test_what_is_no_list_of_people_is_told_at_the_file():
    client = signed_in("manager")

    answers = [
        client.post(reverse("send_sheet"), {"file": sheet("a;b\n1;2\n")}),
        client.post(reverse("send_sheet"), {"file": sheet(name="people.xlsm")}),
        client.post(reverse("send_sheet"), {}),
    ]

    assert [answer.status_code for answer in answers] == [422, 415, 422]
    assert "The first row lacks these headings" in text(answers[0])


def test_the_template_is_for_the_office():
    world.people()

    file = signed_in("manager").get(reverse("roster_template"))

    assert file["Content-Disposition"] == 'attachment; filename="experts.xlsx"'
    assert signed_in("expert").get(reverse("roster_template")).status_code == 403


def test_the_api_takes_a_list_in_two_steps():
    client = signed_in("manager")

    sent = client.post("/api/v1/experts/import/", {"file": sheet()})
    done = client.post(f"/api/v1/experts/import/{sent.json()['id']}/run/")

    assert (sent.status_code, [bool(row["problems"]) for row in sent.json()["rows"]]) == (201, [False, True])
    assert (done.json()["imported"], done.json()["left_out"], done.json()["rows"]) == (1, 1, None)
    assert RosterImport.objects.get().file == ""
