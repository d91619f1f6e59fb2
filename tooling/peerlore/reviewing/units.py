"""Units: what is approved together. A module is its page and the pictures beside it; so is each of its translations.

A digest stands for all that a reader sees of a unit, and not for where it stands: a move keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from peerlore.model.sources import Blob, Tree
from peerlore.reading.globs import fits
from peerlore.reading.layout import is_asset, module_folder, spot_of

LIBRARY = "library"
GOVERNED = "governed"
"""The unit of everything outside of `content/` that decides how texts are checked and shown."""

PERSON = "person:"
CONTENT = "content/"
LIBRARY_FILE = f"{CONTENT}library.yml"
PAGE = "index.md"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of one commit: its page, and its parts as (path inside of the unit, file), sorted.

    `place` is where evidence says that the page stands: the same, but for profiles, which evidence knows by their people's
    ids. `rivals` are other pages that claim the same name.
    """

    name: str
    path: str
    parts: tuple[tuple[str, Blob], ...]
    place: str
    rivals: tuple[str, ...] = ()

    def digest(self, content_digest: Callable[[str], str]) -> str:
        """SHA-256 over a line `<mode> <SHA-256 of the content> <path in the unit>` for each part, sorted by path.

        `content_digest` gives the hexadecimal SHA-256 of an object's content by the object's name. The page of a unit is
        always called `index.md` here.
        """
        return _digest((blob.mode, content_digest(blob.name), path) for path, blob in self.parts)

    def files(self) -> Iterator[str]:
        """The paths of its files from the library's root."""
        folder = module_folder(self.path)
        return (path if self.name == GOVERNED else self.path if path == PAGE else f"{folder}/{path}" for path, _ in self.parts)

    def digest_with(self, page: bytes, content_digest: Callable[[str], str]) -> str:
        """The digest that the unit would have with another page and the same pictures."""
        page_digest = sha256(page).hexdigest()
        return _digest((blob.mode, page_digest if path == PAGE else content_digest(blob.name), path) for path, blob in self.parts)


def _digest(parts: Iterable[tuple[str, str, str]]) -> str:
    lines = (f"{mode} {content} {path}\n" for mode, content, path in parts)
    return f"sha256:{sha256(''.join(lines).encode()).hexdigest()}"


@lru_cache(maxsize=1 << 16)
def unit_of(file: str) -> str:
    """The name of the unit whose page is `file`, or empty.

    >>> unit_of("content/modules/circles/run-a-circle/index.fr.md"), unit_of("content/people/mara.md"), unit_of("README.md")
    ('translation:run-a-circle.fr', 'person:mara', '')
    """
    spot = spot_of(file)
    if spot is None:
        return ""
    return ".".join(filter(None, (":".join(filter(None, (spot.kind, spot.id))), spot.language)))


def build_units(tree: Tree, ungoverned: Iterable[str]) -> dict[str, Unit]:
    """Every unit of a commit by its name. `ungoverned` are patterns of files outside of `content/` that anybody may change."""
    pages: dict[str, list[str]] = {}
    assets: dict[str, list[str]] = {}
    governed = []
    free = tuple(ungoverned)
    for path in sorted(tree):
        if not path.startswith(CONTENT):
            if not any(fits(pattern, path) for pattern in free):
                governed.append(path)
        elif name := unit_of(path):
            pages.setdefault(name, []).append(path)
        elif is_asset(path):
            folder = "/".join(path.split("/")[:4])
            assets.setdefault(folder, []).append(path)
    units = {name: _unit(name, found, assets, tree) for name, found in pages.items()}
    if governed:
        units[GOVERNED] = Unit(GOVERNED, "", tuple((path, tree[path]) for path in governed), "")
    return units


def _unit(name: str, pages: list[str], assets: Mapping[str, list[str]], tree: Tree) -> Unit:
    page = pages[0]
    folder = module_folder(page)
    beside = [(path[len(folder) + 1 :], tree[path]) for path in assets.get(folder, ())] if folder else []
    return Unit(name, page, tuple(sorted([(PAGE, tree[page]), *beside], key=lambda part: part[0])), page, tuple(pages[1:]))


def veil(units: Mapping[str, Unit], id_of: Callable[[str], str]) -> dict[str, Unit]:
    """The same units with profiles by the ids of their people, which `id_of` gives for a handle; empty for one without."""
    veiled = {}
    for name, unit in units.items():
        if name.startswith(PERSON):
            person = id_of(name.removeprefix(PERSON)) or name.removeprefix(PERSON)
            unit = replace(unit, name=f"{PERSON}{person}", place=profile(person))
        veiled[unit.name] = unit
    return veiled


def profile(name: str) -> str:
    """Where the profile of a person stands, by their handle or their id."""
    return f"{CONTENT}people/{name}.md"


def reach(changed: Iterable[str]) -> tuple[str, ...]:
    """Where all files lie of the units to which changed files belong; nothing where that may be anywhere.

    >>> reach(["content/people/mara.md", "content/modules/x/a-b/look.png", "content/modules/x/a-b/index.md"])
    ('content/modules/x/a-b', 'content/people/mara.md')
    >>> reach(["content/people/mara.md", "mkdocs.yml"])
    ()
    """
    paths = set()
    for path in changed:
        if not path.startswith(CONTENT) or path == LIBRARY_FILE:
            return ()
        paths.add("/".join(path.split("/")[:4]) if path.startswith(f"{CONTENT}modules/") else path)
    return tuple(sorted(paths))


def topic_of(path: str) -> str:
    """The topic of the page at `path`; empty for what belongs to none."""
    spot = spot_of(path)
    return spot.topic if spot else ""


def is_governed(unit: str) -> bool:
    """Whether a unit decides about others, so that only the library's owners approve it, in a change of its own."""
    return unit in (LIBRARY, GOVERNED)
