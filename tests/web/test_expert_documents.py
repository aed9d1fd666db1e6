"""Papers on the pages of the expert and of the office."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from experts.models import ExpertDocument
from tests import world
from tests.web.reading import signed_in, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]


def send(client, url, **said):
    file = SimpleUploadedFile("passeport.txt", b"Passeport.")
    return client.post(url, {"kind": "passport", "expires_on": "2026-04-01", "file": file, **said})


def test_an_expert_keeps_a_passport_and_reads_that_it_expires_soon():
    client = signed_in("expert")

    answer = send(client, reverse("my_documents"))
    page = text(client.get(reverse("my_documents")))

    paper = ExpertDocument.objects.get()
    assert (answer.status_code, paper.expires_on) == (303, date(2026, 4, 1))
    assert "Expires soon" in page
    file = client.get(reverse("my_document", args=[paper.pk]))
    assert b"".join(file.streaming_content) == b"Passeport."
    assert file["Content-Disposition"] == 'attachment; filename="passeport.txt"'


def test_what_is_missing_is_told_at_its_field_and_what_is_no_paper_at_the_file():
    client = signed_in("expert")

    late = send(client, reverse("my_documents"), expires_on="")
    odd = SimpleUploadedFile("cv.pdf", b"no pdf")
    wrong = client.post(reverse("my_documents"), {"kind": "cv", "file": odd})

    assert (late.status_code, "Say until when it is valid." in text(late)) == (422, True)
    assert (wrong.status_code, "not what its name says" in text(wrong)) == (415, True)


def test_nobody_reads_the_papers_of_another_expert():
    stranger = world.expert()
    send(signed_in("manager"), reverse("expert_documents", args=[stranger.pk]))
    paper = ExpertDocument.objects.get()

    answer = signed_in("expert").get(reverse("my_document", args=[paper.pk]))

    assert answer.status_code == 404


def test_a_paper_is_taken_off_by_its_button_and_once_is_enough():
    client = signed_in("expert")
    send(client, reverse("my_documents"))
    paper = ExpertDocument.objects.get()

    answers = [client.post(reverse("my_documents"), {"remove": paper.pk}).status_code for _twice in range(2)]

    assert answers == [303, 303]
    assert "No paper is kept yet." in text(client.get(reverse("my_documents")))


def test_the_officer_reads_on_the_checklist_what_expires_before_the_mission_ends():
    deployment = world.request_in("mobilisation").deployments.get()
    client = signed_in("manager")
    send(client, reverse("expert_documents", args=[deployment.expert_id]), expires_on="2026-05-20")

    page = text(client.get(reverse("deployment_tick", args=[deployment.pk])))

    assert "Expires before the mission ends" in page
