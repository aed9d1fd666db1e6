"""Files that somebody sends: looked at before they are believed. What they may be is the same everywhere."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

import filetype
from django.core.files.base import File
from django.utils.translation import gettext as _

from core.errors import InvalidInput, TooLarge, UnsupportedType

LARGEST = 20 * 1024 * 1024  # bytes
LONGEST_NAME = 200

# Extension → what its content must be. Office files are archives and are told apart by what they hold.
TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".txt": "text/plain",
}
OFFICE_FOLDER = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}
BINARY_TYPES = {"application/pdf", "image/png", "image/jpeg"}


def sniff(file: File[bytes], name: str) -> str:
    """The content type of a file, from its content; raises when it is not one that is taken, or not as named."""
    if (file.size or 0) > LARGEST:
        raise TooLarge(_("A file can have at most %(size)s MB.") % {"size": LARGEST // 1024 // 1024})
    if not file.size:
        raise InvalidInput.at("file", _("This file is empty."), code="empty")
    extension = PurePosixPath(name).suffix.lower()
    expected = TYPES.get(extension)
    if expected is None:
        kinds = ", ".join(sorted(kind.lstrip(".").upper() for kind in TYPES))
        raise UnsupportedType(
            _("Files of this type cannot be accepted; send one of: %(kinds)s.") % {"kinds": kinds}
        )
    if not _is_what_it_says(file, extension, expected):
        raise UnsupportedType(_("The content of this file is not what its name says."))
    file.seek(0)
    return expected


def _is_what_it_says(file: File[bytes], extension: str, expected: str) -> bool:
    file.seek(0)
    beginning = file.read(8192)
    if expected == "text/plain":
        return b"\x00" not in beginning and filetype.guess(beginning) is None
    if expected in BINARY_TYPES:
        found = filetype.guess(beginning)
        return found is not None and found.mime == expected
    return _is_office_file(file, extension, expected)


def _is_office_file(file: File[bytes], extension: str, expected: str) -> bool:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if extension in OFFICE_FOLDER:
                has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
                folder = OFFICE_FOLDER[extension]
                return (
                    "[Content_Types].xml" in names
                    and any(n.startswith(folder) for n in names)
                    and not has_macros
                )
            if "mimetype" not in names:
                return False
            with archive.open("mimetype") as kind:  # no further than the type is long: it may be a bomb
                return kind.read(200).decode("ascii", "replace") == expected
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return False


def plain_name(name: str) -> str:
    """The last part of a name, without control characters; what a browser sends may be a whole path."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(char for char in last if char.isprintable()).strip()
    if not plain:
        raise InvalidInput.at("file", _("This file has no name."), code="no_name")
    if len(plain) > LONGEST_NAME:
        suffix = PurePosixPath(plain).suffix[:20]
        plain = plain[: LONGEST_NAME - len(suffix)] + suffix
    return plain
