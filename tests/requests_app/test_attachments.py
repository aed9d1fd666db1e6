"""Files are looked at before they are believed, kept out of reach, and gone when their row is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile, File

from core import files, storage
from core.errors import Blocked, DeskError, InvalidInput, NotAllowed, NotFound, TooLarge, UnsupportedType
from core.models import JournalEvent
from requests_app.models import Attachment, SupportRequest
from requests_app.services import attachments
from requests_app.services.attachments import attach_file, remove_attachment
from requests_app.services.drafts import delete_draft
from tests import world
from tests.world import NOW, People

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 64
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 64
WINDOWS_PROGRAM = b"MZ\x90\x00" + b"\x00" * 256
LINUX_PROGRAM = b"\x7fELF\x02\x01\x01" + b"\x00" * 256
DOCX_NAMES = ("[Content_Types].xml", "word/document.xml")


def archive(*names: str, **contents: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            # A fixed date: the bytes name the cases, and every worker must name them alike.
            packed.writestr(zipfile.ZipInfo(name), contents.get(name, b"x"), zipfile.ZIP_DEFLATED)
    return made.getvalue()


ODT = archive("mimetype", mimetype=b"application/vnd.oasis.opendocument.text")


@pytest.fixture
def people() -> People:
    return world.people()


@pytest.fixture
def draft(people: People) -> SupportRequest:
    return world.request_in("draft")


def attach(row: SupportRequest, name: str, content: bytes = PDF, actor: Any = None) -> Attachment:
    return attach_file(
        support_request=row,
        file=ContentFile(content, name=name),
        name=name,
        actor=actor or world.actor_of("focal_point"),
        now=NOW,
    )


def files_on_disk(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


# --- What is taken ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("lettre.pdf", PDF, "application/pdf"),
        ("LETTRE.PDF", PDF, "application/pdf"),
        ("plan.png", PNG, "image/png"),
        ("photo.jpeg", JPEG, "image/jpeg"),
        ("note.txt", "Coopération\n".encode(), "text/plain"),
        ("note.docx", archive(*DOCX_NAMES), files.TYPES[".docx"]),
        ("table.xlsx", archive("[Content_Types].xml", "xl/workbook.xml"), files.TYPES[".xlsx"]),
        ("note.odt", ODT, files.TYPES[".odt"]),
    ],
)
def test_file_of_a_known_kind_is_kept(
    name: str, content: bytes, content_type: str, draft: SupportRequest, settings: Any
) -> None:
    attachment = attach(draft, name, content)

    assert (attachment.name, attachment.content_type) == (name, content_type)
    assert attachment.size == len(content)
    assert storage.open_file(attachment.file).read() == content
    assert len(files_on_disk(settings)) == 1


def test_kept_file_has_a_name_that_tells_nothing(draft: SupportRequest) -> None:
    attachment = attach(draft, "Demande confidentielle.pdf")

    assert "onfidentielle" not in attachment.file
    assert attachment.file.startswith("attachments/")
    assert attachment.file.endswith(".pdf")


# --- What is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.exe", WINDOWS_PROGRAM),
        ("page.html", b"<script>alert(1)</script>"),
        ("image.svg", b"<svg onload='alert(1)'/>"),
        ("archive.zip", archive("a.txt")),
        ("lettre", PDF),
        ("lettre.pdf.exe", PDF),
        (".pdf", PDF),
    ],
)
def test_other_kinds_are_refused_with_the_list_of_those_taken(
    name: str, content: bytes, draft: SupportRequest
) -> None:
    with pytest.raises(UnsupportedType) as refusal:
        attach(draft, name, content)

    assert "PDF" in str(refusal.value.detail)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lettre.pdf", WINDOWS_PROGRAM),
        ("lettre.pdf", LINUX_PROGRAM),
        ("lettre.pdf", b"MZ" + PDF),
        ("lettre.pdf", PNG),
        ("photo.jpg", PNG),
        ("photo.png", b"GIF89a" + b"\x00" * 32),
        ("note.txt", WINDOWS_PROGRAM),
        ("note.txt", LINUX_PROGRAM),
        ("note.txt", b"plain\x00text"),
        ("note.txt", PDF),
        ("note.docx", PDF),
        ("note.docx", archive("a.txt")),
        ("note.docx", archive("[Content_Types].xml", "xl/workbook.xml")),
        ("note.docx", archive(*DOCX_NAMES, "word/vbaProject.bin")),
        ("note.docx", archive(*DOCX_NAMES)[:-30]),
        ("note.odt", archive(*DOCX_NAMES)),
        ("table.ods", ODT),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:6].hex(),
)
def test_content_that_is_not_what_the_name_says_is_refused(
    name: str, content: bytes, draft: SupportRequest, settings: Any
) -> None:
    with pytest.raises(UnsupportedType):
        attach(draft, name, content)

    assert not Attachment.objects.exists()
    assert files_on_disk(settings) == []


def test_archive_that_would_unpack_to_gigabytes_is_never_unpacked(draft: SupportRequest) -> None:
    bomb = archive(*DOCX_NAMES, "word/media.bin", **{"word/media.bin": b"\x00" * 15_000_000})
    assert len(bomb) < 100_000

    assert attach(draft, "note.docx", bomb).size == len(bomb)


def test_type_hidden_in_a_huge_entry_is_refused_without_reading_it_all(draft: SupportRequest) -> None:
    bomb = archive("mimetype", mimetype=b"\x00" * 15_000_000)

    with pytest.raises(UnsupportedType):
        attach(draft, "note.odt", bomb)


def test_empty_file_is_refused(draft: SupportRequest) -> None:
    with pytest.raises(InvalidInput) as refusal:
        attach(draft, "lettre.pdf", b"")

    assert refusal.value.errors["file"][0].code == "empty"


class Huge(File):  # type: ignore[type-arg]
    """A file that is said to be one byte too large; nobody may read it to find out."""

    size = files.LARGEST + 1

    def __init__(self) -> None:
        super().__init__(None, name="lettre.pdf")


def test_file_beyond_the_limit_is_refused_unread(draft: SupportRequest) -> None:
    with pytest.raises(TooLarge):
        attach_file(
            support_request=draft,
            file=Huge(),
            name="lettre.pdf",
            actor=world.actor_of("focal_point"),
            now=NOW,
        )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("/root/lettre.pdf", "lettre.pdf"),
        ("C:\\Users\\Awa\\lettre.pdf", "lettre.pdf"),
        ("let\x00tre\r\n.pdf", "lettre.pdf"),
        ("lettre\u202efdp.pdf", "lettrefdp.pdf"),
        ("é" * 300 + ".pdf", "é" * 196 + ".pdf"),
    ],
)
def test_name_is_reduced_to_its_last_part(sent: str, kept: str, draft: SupportRequest) -> None:
    attachment = attach_file(
        support_request=draft,
        file=ContentFile(PDF),
        name=sent,
        actor=world.actor_of("focal_point"),
        now=NOW,
    )

    assert attachment.name == kept
    assert ".." not in attachment.file


@pytest.mark.parametrize("name", ["", "  ", "\x00", "///"])
def test_file_without_a_name_is_refused(name: str, draft: SupportRequest) -> None:
    with pytest.raises(DeskError):
        attach_file(
            support_request=draft,
            file=ContentFile(PDF),
            name=name,
            actor=world.actor_of("focal_point"),
            now=NOW,
        )


def test_twentieth_file_is_the_last(draft: SupportRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_FILES", 2)
    attach(draft, "a.pdf")
    attach(draft, "b.pdf")

    with pytest.raises(Blocked) as refusal:
        attach(draft, "c.pdf")

    assert [reason.code for reason in refusal.value.reasons] == ["too_many_files"]


# --- Whose files ----------------------------------------------------------------------------------------------


def test_other_country_does_not_learn_that_the_request_exists(draft: SupportRequest, people: People) -> None:
    submitted = world.request_in("submitted")

    for row in (draft, submitted):
        with pytest.raises(NotFound):
            attach(row, "lettre.pdf", actor=people.focal_cv.actor)
        with pytest.raises(NotFound):
            attach(row, "lettre.pdf", actor=people.expert.actor)


def test_manager_does_not_see_drafts_and_the_committee_only_reads(
    draft: SupportRequest, people: People
) -> None:
    with pytest.raises(NotFound):
        attach(draft, "lettre.pdf", actor=people.manager.actor)
    with pytest.raises(NotAllowed):
        attach(world.request_in("submitted"), "lettre.pdf", actor=people.steering.actor)


@pytest.mark.parametrize("state", ["closed", "declined", "withdrawn", "cancelled"])
def test_closed_file_takes_no_more_papers(state: str) -> None:
    with pytest.raises(Blocked):
        attach(world.request_in(state), "lettre.pdf")


# --- When something fails -----------------------------------------------------------------------------------


def test_file_is_removed_when_its_row_cannot_be_written(
    draft: SupportRequest, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the line was lost")

    monkeypatch.setattr(attachments, "_record", fail)

    with pytest.raises(RuntimeError):
        attach(draft, "lettre.pdf")

    assert not Attachment.objects.exists()
    assert files_on_disk(settings) == []


# --- Removing -----------------------------------------------------------------------------------------------


def test_file_of_a_draft_is_gone_for_good(
    draft: SupportRequest, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    attachment = attach(draft, "lettre.pdf")

    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(attachment=attachment, actor=world.actor_of("focal_point"), now=NOW)

    assert not Attachment.objects.exists()
    assert files_on_disk(settings) == []


def test_draft_takes_its_files_along(
    draft: SupportRequest, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    attach(draft, "lettre.pdf")

    with django_capture_on_commit_callbacks(execute=True):
        delete_draft(support_request=draft, actor=world.actor_of("focal_point"), now=NOW)

    assert files_on_disk(settings) == []


def test_file_of_a_submitted_request_is_marked_and_kept(settings: Any) -> None:
    row = world.request_in("submitted")
    attachment = attach(row, "lettre.pdf")

    remove_attachment(attachment=attachment, actor=world.actor_of("focal_point"), now=NOW)

    attachment.refresh_from_db()
    assert attachment.removed_at == NOW
    assert len(files_on_disk(settings)) == 1
    verbs = JournalEvent.objects.of(row.chain).filter(verb__startswith="attachment.")
    assert list(verbs.values_list("verb", flat=True)) == ["attachment.added", "attachment.removed"]
    with pytest.raises(NotFound):
        remove_attachment(attachment=attachment, actor=world.actor_of("focal_point"), now=NOW)


def test_file_is_removed_only_by_whoever_added_it(people: People) -> None:
    attachment = attach(world.request_in("submitted"), "lettre.pdf")

    with pytest.raises(NotAllowed):
        remove_attachment(attachment=attachment, actor=people.manager.actor, now=NOW)
    with pytest.raises(NotFound):
        remove_attachment(attachment=attachment, actor=people.focal_cv.actor, now=NOW)


def test_full_file_can_still_be_relieved_of_a_paper(
    draft: SupportRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_FILES", 1)
    attachment = attach(draft, "a.pdf")

    remove_attachment(attachment=attachment, actor=world.actor_of("focal_point"), now=NOW)

    assert not Attachment.objects.exists()
