"""Files and folders themselves: names that every system can hold, and no programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from peerlore.checking.collection import folded
from peerlore.checking.rule import FileRule
from peerlore.model.findings import Finding, Place
from peerlore.model.sources import SourceFile
from peerlore.reading.layout import is_asset, spot_of

# What Windows cannot hold: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[<>:\"|?*\\\x00-\x1f]")
_PLAIN = re.compile(r"[A-Za-z0-9._/-]+")  # what nobody could smuggle a command into
_LONGEST_PATH = 200
"""Characters: Windows allows 260 for the whole path, and somebody's folder comes before ours."""


def name_works_everywhere(sources: Iterable[SourceFile]) -> Iterator[Finding]:
    """Every file and folder must have a name that Windows can hold too.

    A name such as `aux`, a question mark or a dot at the end keeps colleagues on Windows from checking out the library at
    all. Use letters, digits and hyphens.
    """
    for source in sources:
        problem = _problem(source.file)
        if problem:
            hint = "Choose shorter names." if len(source.file) > _LONGEST_PATH else "Rename it with letters, digits and hyphens."
            yield Finding(Place(source.file), "X015", problem, hint)


def _problem(file: str) -> str:
    parts = file.split("/")
    for part in parts:
        if _DEVICE.fullmatch(part):
            return f"{part!r} is the name of a device on Windows"
    if len(file) > _LONGEST_PATH:
        return f"this path has {len(file)} characters, more than the {_LONGEST_PATH} that fit on every machine"
    # Names of pages are a matter of I005, files that are not published of R014.
    for part in parts if is_asset(file) else ():
        if found := _FORBIDDEN.search(part):
            return f"the name {part!r} has the character {found.group()!r}, which Windows does not allow"
        if part != part.rstrip(". "):
            return f"the name {part!r} ends with {part[-1]!r}, which Windows does not allow"
    return ""


def names_differ_in_letters(sources: Iterable[SourceFile]) -> Iterator[Finding]:
    """Two files of a folder must differ in more than capital letters.

    On Windows and macOS only one of them is there, and nobody knows which.
    """
    first: dict[str, str] = {}
    for file in sorted(source.file for source in sources):
        other = first.setdefault(folded(file), file)
        if other != file and spot_of(file) is None:  # pages whose ids are alike are a matter of I002
            message = f"on Windows and macOS this is the same file as {PurePosixPath(other).name}"
            yield Finding(Place(file), "X016", message, "Rename or remove one of the two.")


def file_is_no_program(sources: Iterable[SourceFile]) -> Iterator[Finding]:
    """No file of the library may be marked as a program.

    Texts and pictures are read, never run; the mark comes from a copied disk or from somebody who wants it to be run.
    Approvals are given to plain files only.
    """
    for source in sources:
        if source.executable:
            name = source.file if _PLAIN.fullmatch(source.file) else "<its name>"
            hint = f"Run `git update-index --chmod=-x {name}`, and commit."
            yield Finding(Place(source.file), "X017", "this file is marked as a program", hint, "warning")


FILE_RULES: tuple[FileRule, ...] = (
    FileRule("X015", "name-not-for-windows", name_works_everywhere),
    FileRule("X016", "names-too-alike", names_differ_in_letters),
    FileRule("X017", "program", file_is_no_program, "warning"),
)
"""Rules about files, whatever stands in them."""
