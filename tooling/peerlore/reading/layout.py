"""Where each kind of document lives below `content/`. Knows paths, never what stands in the files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from peerlore.model.documents import Kind

PAGE_LIMIT = 256 * 1024
"""Bytes that one page may have: Markdown engines need time that grows with the square of some texts."""

REGISTER_LIMIT = 1024 * 1024
"""Bytes that `library.yml` and `skills.yml` may have."""

ASSET_LIMIT = 4 * 1024 * 1024
"""Bytes that one picture or PDF may have."""

ASSET_TYPES = (".gif", ".jpeg", ".jpg", ".pdf", ".png", ".webp")
"""Endings of files that may stand beside a module. None of them can carry a script that a browser would run."""

# `index` is the page of a folder and nobody's name.
_NAME = r"(?!index[./])[^/.]+"
_LANGUAGE = r"(?:\.(?P<language>[a-z]{2}(?:-[A-Z]{2})?))?"
_SPOTS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("module", re.compile(rf"content/modules/(?P<topic>{_NAME})/(?P<id>{_NAME}){_LANGUAGE}\.md")),
    ("module", re.compile(rf"content/modules/(?P<topic>{_NAME})/(?P<id>{_NAME})/index{_LANGUAGE}\.md")),
    ("path", re.compile(rf"content/paths/(?P<id>{_NAME})\.md")),
    ("person", re.compile(rf"content/people/(?P<id>{_NAME})\.md")),
    ("group", re.compile(rf"content/groups/(?P<id>{_NAME})\.md")),
    ("session", re.compile(rf"content/sessions/(?P<id>{_NAME})\.md")),
    ("need", re.compile(rf"content/needs/(?P<id>{_NAME})\.md")),
    ("library", re.compile(r"content/library\.yml")),
    ("skills", re.compile(r"content/skills\.yml")),
)


GATHERINGS: tuple[Kind, ...] = ("group", "session", "need")
"""The kinds of documents about what people do together."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HANDLE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Spot:
    """What a path below `content/` promises: a kind of document, and for modules the topic and a language."""

    kind: Kind
    id: str = ""
    topic: str = ""
    language: str = ""


@lru_cache(maxsize=1 << 16)
def spot_of(file: str) -> Spot | None:
    """What lives at `file`, or None where no kind of document does.

    >>> spot_of("content/modules/circles/choose-a-question.fr.md")
    Spot(kind='translation', id='choose-a-question', topic='circles', language='fr')
    """
    for kind, pattern in _SPOTS:
        match = pattern.fullmatch(file)
        if match:
            found = match.groupdict(default="")
            language = found.get("language", "")
            return Spot(
                kind="translation" if language else kind,
                id=found.get("id", ""),
                topic=found.get("topic", ""),
                language=language,
            )
    return None


def is_portable(name: str, kind: Kind) -> bool:
    """Whether a page of this kind can have this name: that of its file, which is its id or handle and its address.

    >>> is_portable("run-a-circle", "module"), is_portable("jo_ann", "module"), is_portable("jo_ann", "person")
    (True, False, True)
    """
    return bool((_HANDLE if kind == "person" else _ID).fullmatch(name))


def source_of(file: str) -> str:
    """The file of the module that the translation at `file` translates.

    >>> source_of("content/modules/circles/choose-a-question.fr.md")
    'content/modules/circles/choose-a-question.md'
    """
    folder, _, name = file.rpartition("/")
    return f"{folder}/{name.split('.', 1)[0]}.md"


def module_folder(file: str) -> str:
    """The folder that belongs to the module or translation at `file` alone, or empty where it is a single file."""
    path = PurePosixPath(file)
    return str(path.parent) if path.name.split(".", 1)[0] == "index" else ""


def is_asset(file: str) -> bool:
    """Whether `file` may stand beside a module: a picture or PDF inside a module's own folder."""
    if not file.lower().endswith(ASSET_TYPES):  # paths are slow, and this is asked of every page
        return False
    path = PurePosixPath(file)
    return path.suffix.lower() in ASSET_TYPES and file.startswith("content/modules/") and len(path.parts) > 4


def size_limit(file: str) -> int:
    """How many bytes the file at this place may have."""
    spot = spot_of(file)
    if spot is None:
        return ASSET_LIMIT
    return REGISTER_LIMIT if spot.kind in ("library", "skills") else PAGE_LIMIT
