"""Looking at what was built before anybody else does: is it exactly what was expected, and nothing else?"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

_BY_ENGINE = frozenset(("404.html", "sitemap.xml", "sitemap.xml.gz"))
"""What MkDocs writes besides pages and copies."""
_EMPTY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Expected:
    """What a finished site holds besides hidden files at its top.

    `pages` and `copies` are places on the site with the SHA-256 of what stands there, in hexadecimal digits, or "" for pages
    that an engine made; `theme` are the same for files of the theme and of other plugins. `made` are names of files that
    other steps of ours write, such as an index for search; one that ends with `/` stands for all that is below it.
    """

    pages: Mapping[str, str]
    copies: Mapping[str, str] = field(default_factory=dict)
    theme: Mapping[str, str] = field(default_factory=dict)
    made: Set[str] = frozenset()


def audit_site(found: Mapping[str, str], expected: Expected) -> Iterator[str]:
    """What is wrong with a built site that holds what was `found` (see `digests`), in sentences.

    That is what is missing, empty or not what it was, and what does not belong there.
    """
    for place in sorted((expected.pages.keys() | expected.copies.keys()) & expected.theme.keys()):
        yield f"the file {place} would take the place of a file of the site itself"
    for place, digest in sorted(expected.pages.items()):
        if found.get(place, _EMPTY) == _EMPTY:
            yield f"the page {place} was not built"
        elif digest and found[place] != digest:
            yield f"the page {place} is not what was written"
    for place, digest in sorted(expected.copies.items()):
        if found.get(place) != digest:
            yield f"the file {place} was not copied as it is"
    for place, digest in sorted(expected.theme.items()):
        if found.get(place) != digest:
            yield f"the file {place} is not that of the site's theme"
    known = expected.pages.keys() | expected.copies.keys() | expected.theme.keys() | expected.made | _BY_ENGINE
    folders = tuple(name for name in expected.made if name.endswith("/"))
    for place in sorted(found.keys() - known):
        if not found[place] or not place.startswith(folders):
            yield f"the file {place} does not belong on the site"


def digests(site: Path) -> dict[str, str]:
    """SHA-256 of every file of a site by its path, in hexadecimal digits, and "" for a symbolic link.

    Hidden files at the top are not part of it.
    """
    found: dict[str, str] = {}
    for folder, folders, names in os.walk(site):
        within = "" if Path(folder) == site else f"{Path(folder).relative_to(site).as_posix()}/"
        for name in (*names, *(name for name in folders if Path(folder, name).is_symlink())):
            file = Path(folder, name)
            if within or not name.startswith(".") or file.is_symlink():
                found[within + name] = digest_of(file)
        if not within:
            folders[:] = [name for name in folders if not name.startswith(".")]
    return found


def digest_of(file: Path) -> str:
    """SHA-256 of one file, in hexadecimal digits; "" for a symbolic link."""
    return "" if file.is_symlink() else hashlib.sha256(file.read_bytes()).hexdigest()
