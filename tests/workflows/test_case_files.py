"""The whole file of a request as one archive: what is in it, and that it can be checked without the desk."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from core import storage
from core.errors import NotAllowed
from core.journal import verify_chain
from core.models import JournalEvent
from requests_app.models import SupportRequest
from requests_app.services.attachments import attach_file
from requests_app.services.messages import send_message
from tests import world
from tests.world import NOW, People
from workflows.case_file.bundle import Entry, write_bundle
from workflows.case_file.verify import canonical_hash, check
from workflows.models import CaseFile, Document
from workflows.selectors.case_file import gather
from workflows.services.case_files import (
    KEPT,
    ask_for_case_file,
    expire_case_files,
    make_case_file,
)
from workflows.services.papers import issue_papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(people: People) -> SupportRequest:
    """A closed request with messages, a file, papers, and one paper that was made."""
    row = world.request_in("submitted")
    letter = ContentFile(b"Lettre.", name="lettre.txt")
    attach_file(support_request=row, file=letter, name="lettre.txt", actor=people.focal.actor, now=NOW)
    send_message(
        support_request=row, text="Entre nous.", is_internal=True, actor=people.manager.actor, now=NOW
    )
    row.refresh_from_db()
    for state in world.STRAIGHT_WAY[2:]:
        row = world.STEPS[state](row, world.Plan())
    paper = issue_papers(row, now=NOW)[0]
    kept = storage.keep("documents", b"%PDF-1.7", extension=".pdf")
    Document.objects.create(
        support_request=row,
        paper=paper,
        language="fr",
        content_hash=paper.content_hash,
        state="ready",
        file=kept.path,
        sha256=kept.sha256,
        size=kept.size,
        asked_at=NOW,
    )
    row.refresh_from_db()
    return row


def made(row: SupportRequest, people: People) -> CaseFile:
    asked = ask_for_case_file(support_request=row, actor=people.manager.actor, now=NOW)
    return make_case_file(asked, now=NOW)


def on_disk(case_file: CaseFile, folder: Path) -> Path:
    place = folder / "file.zip"
    place.write_bytes(storage.open_file(case_file.file).read())
    return place


def test_archive_holds_the_whole_case_and_proves_itself_offline(
    row: SupportRequest, people: People, tmp_path: Path
) -> None:
    case_file = made(row, people)
    place = on_disk(case_file, tmp_path)

    with zipfile.ZipFile(place) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "unpacked")
        people_named = json.loads(archive.read("people.json"))
        everything = b"".join(archive.read(name) for name in names)
    run = subprocess.run(
        [sys.executable, "-I", tmp_path / "unpacked" / "verify.py"], capture_output=True, text=True
    )
    sums = subprocess.run(
        ["sha256sum", "--check", "--quiet", "MANIFEST.sha256"], cwd=tmp_path / "unpacked", capture_output=True
    )

    assert {
        "README.en.txt",
        "README.fr.txt",
        "journal/timeline.fr.txt",
        "shortlists.json",
        "terms.json",
    } <= names
    assert {name.partition("-")[2] for name in names if name.startswith("attachments/")} == {"lettre.txt"}
    assert [name for name in names if name.startswith("papers/")]
    assert (run.returncode, run.stdout) == (0, "The archive is whole.\n")
    assert (sums.returncode, sums.stdout) == (0, b"")
    assert "Entre nous." in everything.decode("utf-8", "ignore")
    assert people.manager.user.full_name in str(people_named)
    assert not any(offer.nonce.encode() in everything for offer in row.offers.all())
    call_command("verify_archive", str(place))


def test_asking_making_and_nothing_else_is_told_by_the_journal_and_the_chain_stays_whole(
    row: SupportRequest, people: People
) -> None:
    first = ask_for_case_file(support_request=row, actor=people.manager.actor, now=NOW)
    again = ask_for_case_file(support_request=row, actor=people.manager2.actor, now=NOW)
    case_file = make_case_file(first, now=NOW)

    row.refresh_from_db()
    events = list(JournalEvent.objects.of(row.chain).order_by("sequence"))
    assert first == again
    assert [event.verb for event in events[-2:]] == ["file.asked", "file.made"]
    assert events[-1].data["sha256"] == case_file.sha256
    assert case_file.done == case_file.total > 20
    assert list(verify_chain(row.chain, events, (row.journal_sequence, row.journal_hash))) == []


def test_every_change_of_an_archive_is_found(row: SupportRequest, people: People, tmp_path: Path) -> None:
    place = on_disk(made(row, people), tmp_path)
    whole, found = place.read_bytes(), {}
    for changed in ("journal/journal.jsonl", "papers.json", "messages.json", "more.txt"):
        place.write_bytes(whole)
        forge(place, changed)
        found[changed] = " / ".join(check(place))

    assert "does not follow from the one before it" in found["journal/journal.jsonl"]
    assert "the journal bears witness of another content" in found["papers.json"]
    assert found["messages.json"] == "messages.json: was changed"
    assert found["more.txt"] == "more.txt: is not listed in MANIFEST.sha256"
    assert check(tmp_path / "nothing.zip")
    with pytest.raises(CommandError):
        call_command("verify_archive", str(place))


def forge(place: Path, changed: str) -> None:
    """Change one file; a forger who is careful writes the manifest anew."""
    with zipfile.ZipFile(place) as archive:
        contents = {name: archive.read(name) for name in archive.namelist() if name != "MANIFEST.sha256"}
        manifest = archive.read("MANIFEST.sha256")
    if changed == "more.txt":
        contents[changed] = b"?"
    elif changed == "papers.json":
        papers = json.loads(contents[changed])
        papers[0]["content"]["heading"]["en"] = "Forged"
        papers[0]["content_hash"] = canonical_hash(papers[0]["content"])
        contents[changed] = json.dumps(papers).encode()
    else:
        contents[changed] = (
            contents[changed]
            .replace(b"request.submitted", b"request.sent", 1)
            .replace(b"Entre nous.", b"Rien.")
        )
    careful = changed.endswith((".jsonl", "papers.json"))
    with place.open("wb") as target:
        if careful:
            write_bundle(target, [Entry.of(*pair) for pair in contents.items()], at=NOW)
            return
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in {**contents, "MANIFEST.sha256": manifest}.items():
                archive.writestr(name, content)


def test_same_state_gives_the_same_bytes_whatever_the_order_of_its_entries(
    row: SupportRequest, people: People
) -> None:
    gathered = gather(row, people.manager.actor)
    targets = [BytesIO(), BytesIO()]

    write_bundle(targets[0], gathered.entries, at=gathered.at)
    write_bundle(targets[1], reversed(gather(row, people.manager.actor).entries), at=gathered.at)

    assert targets[0].getvalue() == targets[1].getvalue()


def test_file_that_is_lost_is_named_and_keeps_no_other_back(row: SupportRequest, people: People) -> None:
    storage.remove([row.attachments.get().file])

    names = {entry.name: entry for entry in gather(row, people.manager.actor).entries}

    assert not any(name.startswith("attachments/") for name in names)
    assert b"lettre.txt" in names["missing.txt"].opened().read()


def test_archive_goes_away_when_its_time_is_over(row: SupportRequest, people: People) -> None:
    case_file = made(row, people)

    gone = [expire_case_files(now=NOW + KEPT - timedelta(seconds=1)), expire_case_files(now=NOW + KEPT)]

    assert gone == [0, 1]
    assert not storage.is_there(case_file.file)
    case_file.refresh_from_db()
    assert (case_file.state, case_file.file) == ("expired", "")


def test_only_managers_have_an_archive_made(row: SupportRequest, people: People) -> None:
    for name in ("focal", "steering", "admin", "expert"):
        with pytest.raises(NotAllowed):
            ask_for_case_file(support_request=row, actor=getattr(people, name).actor, now=NOW)

    assert not row.case_files.exists()


def test_failure_is_kept_and_the_archive_can_be_made_again(
    row: SupportRequest, people: People, settings, tmp_path: Path
) -> None:
    asked = ask_for_case_file(support_request=row, actor=people.manager.actor, now=NOW)
    whole, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path / "no" / "folder"
    (tmp_path / "no").write_text("a file where a folder should be")

    with pytest.raises(OSError):
        make_case_file(asked, now=NOW)
    settings.MEDIA_ROOT = whole
    failed = CaseFile.objects.get(pk=asked.pk)
    again = make_case_file(failed, now=NOW)

    assert (failed.state, again.state) == ("failed", "ready")
