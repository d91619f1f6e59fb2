"""Reading one foreign document so that nothing of it is lost, whatever state it is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from peerlore.importing.cards import LEVELS
from peerlore.model.documents import KeyPath, Outline
from peerlore.model.findings import Finding, Place
from peerlore.model.sources import SourceFile
from peerlore.reading.front_matter import Values, read_values
from peerlore.reading.limits import PAGE
from peerlore.reading.outline import read_outline

_FENCE = re.compile(r"---[ \t]*")
_FENCE_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_TOKEN = re.compile(r"[-+.\w]*")
_MARKS = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)|[*`]+|<[^<>]*>")
_NOT_TEXT = re.compile(r"[#>|<~!\[{$:-]|```|\d+[.)] |\* |[ \t]")
_LONGEST_OPENING = 2000
_GITHUB_DROPS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class ForeignDocument:
    """A document as it came: what its front matter says, where, and the body with its own line ends.

    `file` is relative to the imported folder. `values` hold numbers only where they write back as they were written;
    others, such as `1.10` or `012`, are kept as text. `front` is the front matter as it stood, and `lost` says that
    `values` may not hold all of it. `places` count lines of the file. `anchors` gives the site's name
    of a part by the name that GitHub gives it.
    """

    file: str
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    front: str = ""
    lost: bool = False
    body: str = ""
    outline: Outline = field(default_factory=Outline)
    anchors: Mapping[str, str] = field(default_factory=dict)
    newline: str = "\n"
    findings: tuple[Finding, ...] = ()

    @property
    def stem(self) -> str:
        """The file's name without ending; for `index.md` and `README.md` the name of their folder."""
        path = PurePosixPath(self.file)
        return path.parent.name if path.stem.lower() in ("index", "_index", "readme") and path.parent.name else path.stem

    def place(self, *path: str | int) -> Place:
        """Where a value of the front matter stands; the start of the file where there is none."""
        return Place(self.file, *self.places.get(path, (1, 1)))

    def value(self, name: str) -> Any:
        """The value of a key; where the front matter has none, what the file itself says under that name.

        `stem`, `file`, `folder`, `heading` (text of the first one) and `opening` (text of the first paragraph) come
        from the file. None where there is nothing.
        """
        found = self.values.get(name)
        if found not in (None, "", [], {}):
            return found
        ask = _OF_THE_FILE.get(name)
        return (ask(self) or None) if ask else None

    def text(self, name: str) -> str | None:
        """The value of a key as text, lists with commas; None where there is none or it is a group of keys."""
        return text_of(self.value(name))


def text_of(value: Any) -> str | None:
    """A plain value as somebody would write it; None where it has no text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        texts = [text_of(entry) for entry in value]
        return ", ".join(text for text in texts if text) or None
    return None if value is None or isinstance(value, dict) else str(value)


def read_foreign(source: SourceFile) -> ForeignDocument:
    """Read one document. Whatever cannot be understood is said in its findings and kept as it stood."""
    text, findings = _decode(source)
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    front, body, line = _split(text)
    values = read_values(_unified(front), PAGE)
    for fault in values.faults:
        message = f"the front matter could not be read here: {fault.message}"
        findings.append(_finding("F002", Place(source.file, fault.line + 1, fault.column), message, fault.hint))
    if front.strip() and not values.faults and values.meta is not None and not isinstance(values.meta, dict):
        # Two thematic breaks with prose between them are no front matter.
        front, body, line, values = "", text, 1, Values()
    meta = _faithful(values, _unified(front).split("\n"))
    outline = read_outline(_unified(body), line)
    return ForeignDocument(
        file=source.file,
        values=meta if isinstance(meta, dict) else {},
        places={path: (row + 1, column) for path, (row, column) in values.marks.places.items()},
        front=front,
        lost=bool(values.faults),
        body=body,
        outline=outline,
        anchors=_github_anchors(outline),
        newline=newline,
        findings=tuple(findings),
    )


def _finding(code: str, place: Place, message: str, hint: str) -> Finding:
    return Finding(place, code, message, hint, LEVELS[code])


def _decode(source: SourceFile) -> tuple[str, list[Finding]]:
    raw = source.raw
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        with suppress(UnicodeDecodeError):
            return raw.decode("utf-16"), []
    try:
        return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        place = Place(source.file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        hint = "Look at accents and quotes in the imported page."
        findings = [_finding("F003", place, "the document is not written in UTF-8; it was read as Windows-1252", hint)]
    try:
        return raw.decode("cp1252"), findings
    except UnicodeDecodeError:
        return raw.decode("latin-1"), findings  # gives every byte a character, so that none is lost


def _split(text: str) -> tuple[str, str, int]:
    """Front matter, body and the line on which the body starts; no front matter where there is no pair of fences."""
    first, newline, _ = text.partition("\n")
    if not newline or not _FENCE.fullmatch(first.rstrip("\r")):
        return "", text, 1
    start = position = len(first) + 1
    number = 2
    while (end := text.find("\n", position)) >= 0 or position < len(text):
        end = len(text) if end < 0 else end
        if _FENCE_END.fullmatch(text[position:end].rstrip("\r")):
            return text[start:position], text[end + 1 :], number + 1
        position, number = end + 1, number + 1
    return "", text, 1


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _faithful(values: Values, lines: list[str]) -> Any:
    """The values with numbers as text wherever Python would write them otherwise than the document did."""

    def walk(value: Any, path: KeyPath) -> Any:
        if isinstance(value, dict):
            return {key: walk(entry, (*path, key)) for key, entry in value.items()}
        if isinstance(value, list):
            return [walk(entry, (*path, index)) for index, entry in enumerate(value)]
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        line, column = values.marks.places.get(path, (1, 1))
        written = _TOKEN.match(lines[line - 1], column - 1)
        return value if written is None or written.group() == str(value) else written.group()

    return walk(values.meta, ())


def _github_anchors(outline: Outline) -> dict[str, str]:
    """The site's anchor of each heading by the one that GitHub, and most other tools, give it.

    GitHub: lower case, everything but letters, digits, hyphens and spaces dropped, spaces to hyphens, -1, -2, … behind
    a heading that comes again. Python-Markdown differs on accents, on repeated hyphens and on how it counts.
    """
    anchors: dict[str, str] = {}
    seen: dict[str, int] = {}
    for heading in outline.headings:
        name = _GITHUB_DROPS.sub("", heading.text.lower()).replace(" ", "-")
        count = seen.get(name, 0)
        seen[name] = count + 1
        anchors.setdefault(f"{name}-{count}" if count else name, heading.anchor)
    return anchors


def _opening(document: ForeignDocument) -> str:
    """The first paragraph of plain text, on one line and without marks."""
    for paragraph in re.split(r"\n[ \t]*\n", _unified(document.body)):
        lines = paragraph.strip("\n").split("\n")
        if lines[0].strip() and not _NOT_TEXT.match(lines[0]) and not re.fullmatch(r"[=-]+", lines[-1]):
            text = " ".join(paragraph[:_LONGEST_OPENING].split())
            return _MARKS.sub(lambda match: match.group(1) or "", text).strip()
    return ""


_OF_THE_FILE = {
    "stem": lambda document: document.stem,
    "file": lambda document: document.file,
    "folder": lambda document: PurePosixPath(document.file).parent.name,
    "heading": lambda document: next((heading.text for heading in document.outline.headings if heading.text), ""),
    "opening": _opening,
}
