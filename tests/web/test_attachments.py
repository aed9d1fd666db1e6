"""Files of a request by hand: said beforehand what is taken, refused at the field, read by permission alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from requests_app.models import Attachment, SupportRequest
from requests_app.services.attachments import MOST_FILES, attach_file
from tests import world
from tests.web.reading import signed_in
from tests.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_time")]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def _reference(db):
    world.load_light_reference()


@pytest.fixture
def row() -> SupportRequest:
    return world.request_in("triage")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split()).replace("&#x27;", "'")


def files(row: SupportRequest) -> str:
    return f"/en/requests/{row.pk}/attachments/"


def attached(row: SupportRequest, name: str = "lettre.pdf", by: str = "focal") -> Attachment:
    actor = world.person(by).actor
    return attach_file(support_request=row, file=ContentFile(PDF, name=name), name=name, actor=actor, now=NOW)


def test_a_file_is_added_and_listed(row):
    focal = signed_in("focal")

    added = focal.post(files(row), {"file": SimpleUploadedFile("décret.pdf", PDF)})
    page = focal.get(added["Location"])

    assert (added.status_code, added["Location"]) == (303, files(row))
    assert "décret.pdf" in text(page)
    assert "at most 20 MB" in text(page)


@pytest.mark.parametrize(
    ("file", "status", "said"),
    [
        (("tool.exe", b"MZ" + b"\x00" * 64), 415, "Les fichiers de ce type"),
        (("letter.pdf", b"not a PDF"), 415, "Le contenu de ce fichier"),
        (("letter.pdf", PDF + b"\x00" * (20 * 1024 * 1024)), 413, "20"),
        (("letter.pdf", b""), 422, "Ce fichier est vide."),
    ],
)
def test_a_file_that_is_not_taken_is_told_at_its_field(row, file, status, said):
    refused = signed_in("focal").post(
        f"/fr/requests/{row.pk}/attachments/", {"file": SimpleUploadedFile(*file)}
    )

    assert refused.status_code == status
    assert f'<a href="#id_file">{said}' in text(refused) or said in text(refused)
    assert 'aria-invalid="true"' in text(refused)
    assert not row.attachments.exists()


def test_sending_no_file_says_what_to_do(row):
    refused = signed_in("focal").post(files(row), {})

    assert refused.status_code == 422
    assert '<a href="#id_file">Choose a file first.</a>' in text(refused)


def test_a_file_is_handed_out_to_be_saved_and_never_shown_in_place(row):
    attachment = attached(row)

    got = signed_in("manager").get(f"{files(row)}{attachment.pk}/")

    assert b"".join(got.streaming_content) == PDF
    assert got["Content-Disposition"] == 'attachment; filename="lettre.pdf"'
    assert (got["Content-Type"], got["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert got["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["focal_cv", "steering", "expert", "admin"])
def test_files_exist_for_the_country_and_the_office_alone(row, name):
    attachment = attached(row)
    addresses = [files(row), f"{files(row)}{attachment.pk}/", f"{files(row)}{attachment.pk}/remove/"]

    for reader, status in (("alternate", 200), ("manager", 200), (name, 404)):
        assert [signed_in(reader).get(address).status_code for address in addresses] == [status] * 3


def test_a_file_of_another_request_is_not_found_under_this_one(row):
    other = attached(world.request_in("triage"))

    assert signed_in("focal").get(f"{files(row)}{other.pk}/").status_code == 404


def test_a_file_of_a_draft_is_deleted_for_good_after_asking():
    draft = world.request_in("draft")
    attachment, focal = attached(draft), signed_in("focal")

    asked = focal.get(f"{files(draft)}{attachment.pk}/remove/")
    removed = focal.post(f"{files(draft)}{attachment.pk}/remove/")

    assert "It is deleted for good." in text(asked)
    assert removed.status_code == 303
    assert not Attachment.objects.exists()


def test_a_file_is_taken_off_by_whoever_added_it_and_by_nobody_else(row):
    attachment = attached(row)
    address = f"{files(row)}{attachment.pk}/remove/"

    foreign = signed_in("alternate").post(address)
    shown = signed_in("alternate").get(files(row))
    own = signed_in("focal").post(address)

    assert (foreign.status_code, own.status_code) == (403, 303)
    assert "Take off" not in text(shown)
    assert signed_in("focal").get(f"{files(row)}{attachment.pk}/").status_code == 404


def test_a_country_reads_of_files_of_the_office_without_names(row):
    attached(row, "note.pdf", by="manager")

    page = text(signed_in("focal").get(files(row)))

    assert "note.pdf" in page
    assert world.person("manager").user.full_name not in page


def test_a_closed_case_takes_no_files_and_says_so():
    row = world.request_in("withdrawn")

    page = signed_in("focal").get(files(row))
    refused = signed_in("focal").post(files(row), {"file": SimpleUploadedFile("late.pdf", PDF)})

    assert "This case is closed; no files can be added." in text(page)
    assert refused.status_code == 409


def test_a_full_case_says_that_there_is_no_room(row):
    for number in range(MOST_FILES):
        attached(row, f"file{number}.pdf")

    assert "There is no room for more files." in text(signed_in("focal").get(files(row)))


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_of_files_asks_the_database_a_fixed_number_of_times(
    row, count, django_assert_max_num_queries
):
    for number in range(count):
        attached(row, f"file{number}.pdf")
    focal = signed_in("focal")

    with django_assert_max_num_queries(10):
        focal.get(files(row))
