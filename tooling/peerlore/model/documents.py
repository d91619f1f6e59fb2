"""What was read: a file's front matter as plain values with their places, and the outline of its body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from peerlore.model.findings import Finding, Place

Kind = Literal["library", "skills", "module", "translation", "path", "person", "group", "session", "need", "import-map", "framework"]

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
    `line` and `column` are where the address starts; `offset` is the same place in characters of the body. `file` is
    the file to which a path leads, relative to the library's root; None for a web address or a path from the root of
    the site.
    """

    target: str
    text: str
    line: int
    column: int
    offset: int
    image: bool = False
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A box of a body: an admonition of some `kind` (`note`, `try`, …) with its title and the offset where it starts."""

    kind: str
    title: str
    offset: int


class Outline:
    """What the checks and the pages need to know of a body without rendering it. In this one nothing stands.

    Each part is looked for when somebody asks, since few want all.
    """

    @property
    def prose(self) -> str:
        """The body with code and comments blanked out, every other character at its own offset."""
        return ""

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings from top to bottom."""
        return ()

    @property
    def anchors(self) -> frozenset[str]:
        """All that a link can name behind `#`."""
        return frozenset()

    @property
    def links(self) -> tuple[Link, ...]:
        """Links and pictures from top to bottom."""
        return ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Boxes from top to bottom."""
        return ()

    @property
    def words(self) -> int:
        """How many words people read."""
        return 0


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the values of a YAML text stand: (line, column), counted from 1, by key path.

    `places` are those of values, `ends` of the first character behind a scalar, `keys` of keys.
    """

    places: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    ends: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    keys: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)

    def lower(self, lines: int) -> Marks:
        """The same marks in a text with that many more lines above."""
        return Marks(*({path: (line + lines, column) for path, (line, column) in spots.items()} for spots in self.all))

    def below(self, path: KeyPath) -> Marks:
        """The marks of what stands below `path`, by the rest of their paths."""
        depth = len(path)
        return Marks(*({place[depth:]: spot for place, spot in spots.items() if place[:depth] == path} for spots in self.all))

    @property
    def all(self) -> tuple[dict[KeyPath, tuple[int, int]], ...]:
        """All three."""
        return self.places, self.ends, self.keys


@dataclass(frozen=True)
class Document:
    """One file of the library as it was read, faulty or not.

    `meta` holds the front matter (or the whole file for `.yml`) as plain values; `find_marks` tells where in the file
    they stand, and is asked only when somebody wants to know. `language` is the one in which it says it is written (two
    letters), empty where it contradicts itself. `text` is the whole file with LF line ends and no byte
    order mark.
    `body_line` is the line of the file on which `body` starts. `findings` are the reader's own complaints: where
    there are any of level error, the rest may be wrong. Where `complete` is false, the reader had to stop in the front
    matter: `meta` holds only what stands above that spot, and `body` may be empty.
    """

    file: str
    kind: Kind
    meta: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""
    find_marks: Callable[[], Marks] = field(default=Marks, compare=False, repr=False)
    text: str = ""
    body: str = ""
    body_line: int = 1
    outline: Outline = field(default_factory=Outline, compare=False)  # follows from the body
    findings: tuple[Finding, ...] = ()
    complete: bool = True

    @cached_property
    def marks(self) -> Marks:
        """Where the values of the front matter stand in the file."""
        return self.find_marks()

    def place(self, *path: str | int) -> Place:
        """The place of a value; where the value is missing, that of the nearest parent that exists."""
        places = self.marks.places
        while path and path not in places:
            path = path[:-1]
        line, column = places.get(path, (1, 1))
        return Place(self.file, line, column)

    def key_place(self, *path: str | int) -> Place:
        """The place of a key rather than of its value."""
        line, column = self.marks.keys.get(path) or self.marks.places.get(path, (1, 1))
        return Place(self.file, line, column)

    def end(self, *path: str | int) -> Place | None:
        """Where the scalar at `path` ends, behind its last character; None for anything else."""
        end = self.marks.ends.get(path)
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
