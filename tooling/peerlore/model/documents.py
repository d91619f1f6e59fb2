"""What was read: a file's front matter as plain values with their places, and the outline of its body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from peerlore.model.findings import Finding, Place

Kind = Literal["library", "skills", "module", "translation", "path", "person", "import-map"]

KeyPath = tuple[str | int, ...]
"""Where a value stands in the front matter: `("requires", 1)`, the same shape as jsonschema's `absolute_path`."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body: its level (1 to 6), its text without marks, the anchor the site gives it."""

    level: int
    text: str
    anchor: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image of a body.

    `target` is the address as written, `text` the link's text or the picture's alternative text.
    `line` and `column` are where the address starts; `offset` is the same place in characters of the body.
    """

    target: str
    text: str
    line: int
    column: int
    offset: int
    image: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """What the checks and the pages need to know of a body without rendering it."""

    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: frozenset[str] = frozenset()
    words: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the library as it was read, faulty or not.

    `meta` holds the front matter (or the whole file for `.yml`) as plain values; `places` maps a key path to
    `(line, column)` of its value and, with the key appended once more under `keys`, of the key itself.
    `body_line` is the line of the file on which `body` starts. `findings` are the reader's own complaints: where
    there are any of level error, the rest may be incomplete.
    """

    file: str
    kind: Kind
    meta: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    keys: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    outline: Outline = field(default_factory=Outline)
    findings: tuple[Finding, ...] = ()

    def place(self, *path: str | int) -> Place:
        """The place of a value; where the value is missing, that of the nearest parent that exists."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return Place(self.file, line, column)

    def key_place(self, *path: str | int) -> Place:
        """The place of a key rather than of its value."""
        line, column = self.keys.get(path) or self.places.get(path, (1, 1))
        return Place(self.file, line, column)

    @property
    def readable(self) -> bool:
        """Whether the reader got through the whole file."""
        return not any(finding.level == "error" for finding in self.findings)
