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
class Block:
    """A box of a body: an admonition of some `kind` (`note`, `try`, …) with its title and the offset where it starts."""

    kind: str
    title: str
    offset: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What the checks and the pages need to know of a body without rendering it.

    `prose` is the body with code and comments blanked out, every other character at its own offset.
    """

    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: frozenset[str] = frozenset()
    words: int = 0
    prose: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the library as it was read, faulty or not.

    `meta` holds the front matter (or the whole file for `.yml`) as plain values; `places` maps a key path to
    `(line, column)` of its value, `ends` to where a scalar ends, `keys` to where the key stands. `text` is the whole
    file with LF line ends and no byte order mark.
    `body_line` is the line of the file on which `body` starts. `findings` are the reader's own complaints: where
    there are any of level error, the rest may be wrong. Where `complete` is false, the reader had to stop in the front
    matter: `meta` holds only what stands above that spot, and `body` may be empty.
    """

    file: str
    kind: Kind
    meta: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    ends: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    keys: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    text: str = ""
    body: str = ""
    body_line: int = 1
    outline: Outline = field(default_factory=Outline)
    findings: tuple[Finding, ...] = ()
    complete: bool = True

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

    def end(self, *path: str | int) -> Place | None:
        """Where the scalar at `path` ends, behind its last character; None for anything else."""
        end = self.ends.get(path)
        return Place(self.file, *end) if end else None

    def place_at(self, offset: int) -> Place:
        """The place of a character of the body."""
        line = self.body.count("\n", 0, offset)
        return Place(self.file, self.body_line + line, offset - self.body.rfind("\n", 0, offset))

    def place_in_text(self, offset: int) -> Place:
        """The place of a character of the whole text."""
        return Place(self.file, self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset))

    @property
    def visible(self) -> str:
        """The whole text with code and comments of the body blanked out, every other character at its own offset."""
        return self.text[: len(self.text) - len(self.body)] + self.outline.prose

    def line(self, number: int) -> str:
        """Line `number` of the file, counted from 1, or empty behind the end."""
        lines = self.text.split("\n", number)
        return lines[number - 1] if len(lines) >= number else ""

    @property
    def readable(self) -> bool:
        """Whether the reader got through the whole file."""
        return not any(finding.level == "error" for finding in self.findings)
