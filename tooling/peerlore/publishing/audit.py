"""Looking at what the engine built before anybody else does: is it exactly what was expected, and nothing else?"""

from __future__ import annotations

import filecmp
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from peerlore.publishing.staged import Staged
from peerlore.staging.addresses import address

_BY_ENGINE = frozenset(("404.html", "sitemap.xml", "sitemap.xml.gz"))
"""What MkDocs writes besides pages and copies."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a finished site holds besides hidden files at its top.

    `staged` are our pages and copies, `copied` the files of the theme and of other plugins by their place on the site, each
    with the file that it is a copy of; `made` are names of files that other steps of ours write, such as an index for
    search, where a name that ends with `/` stands for all that is below it.
    """

    staged: Staged
    copied: Mapping[str, Path]
    made: Set[str] = frozenset()


def audit_site(site: Path, expected: Expected) -> Iterator[str]:
    """What is wrong with a built site, in sentences: what is missing, empty or not what it was, and what does not belong there."""
    places = {_place(file): file for file in expected.staged.files}
    for place, file in sorted(places.items()):
        if place in expected.copied:
            yield f"the file {file} would take the place of a file of the site itself"
        elif file.endswith(".md"):
            if not (site / place).is_file() or (site / place).stat().st_size == 0:
                yield f"the page {file} was not built"
        elif not _same(site / place, expected.staged.folder / file):
            yield f"the file {file} was not copied as it is"
    for place, original in sorted(expected.copied.items()):
        if not _same(site / place, original):
            yield f"the file {place} is not that of the site's theme"
    known = places.keys() | expected.copied.keys() | expected.made | _BY_ENGINE
    folders = tuple(name for name in expected.made if name.endswith("/"))
    for found in sorted(site.rglob("*")):
        name = found.relative_to(site).as_posix()
        hidden = name.startswith(".")
        if found.is_symlink() or (found.is_file() and not hidden and name not in known and not name.startswith(folders)):
            yield f"the file {name} does not belong on the site"


def _place(file: str) -> str:
    return f"{address(file)}index.html" if file.endswith(".md") else file


def _same(built: Path, original: Path) -> bool:
    return built.is_file() and filecmp.cmp(built, original, shallow=False)
