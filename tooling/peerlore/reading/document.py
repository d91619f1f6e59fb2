"""From the bytes of one file to a `Document`: decode, split at the fence, read front matter and outline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from peerlore.model.documents import Document, Kind, Link
from peerlore.model.findings import Finding, Place
from peerlore.model.sources import SourceFile
from peerlore.reading import layout
from peerlore.reading.characters import HIDDEN, INSTEAD, RUN, has_hidden, hidden_in
from peerlore.reading.front_matter import Fault, Values, read_values
from peerlore.reading.limits import PAGE, REGISTER, Limits
from peerlore.reading.outline import read_outline

_MOST_HIDDEN = 20

# Lines that were meant to be a fence: hyphens with spaces behind, too few or too many, or the dashes of word processors.
_FIRST_FENCE = re.compile(r"\s*[-–—−]+[^\S\n]*")
_THREE_HYPHENS = "Write exactly three hyphens and nothing else on this line."
_LAST_FENCE = re.compile(r"^(?:-{2,}|[–—−]+)[^\S\n]*$", re.MULTILINE)

_TROUBLES = {
    "symlink": ("R011", "this is a symbolic link", "Put the file itself here; the library publishes no links to other places."),
    "special": ("R011", "this is neither a file nor a folder", "Remove it from content/."),
    "unreadable": ("R012", "this cannot be opened", "Mend its permissions, then try again."),
}


def trouble_finding(source: SourceFile) -> Finding | None:
    """The complaint about an entry that could not be handed over as bytes; None where all is well."""
    if not source.trouble:
        return None
    if source.trouble == "too-large":
        limit = layout.size_limit(source.file)
        message = f"this file has {source.size:,} bytes, more than the {limit:,} allowed"
        return Finding(Place(source.file), "R007", message, _how_smaller(source.file))
    return Finding(Place(source.file), *_TROUBLES[source.trouble])


def _how_smaller(file: str) -> str:
    spot = layout.spot_of(file)
    if spot is None:
        return "Make it smaller, or link to the place where it lives."
    return "Make it shorter." if spot.kind in ("library", "skills") else "Split the text into several pages."


def read_document(source: SourceFile, kind: Kind, language: str = "") -> Document:
    """Read one file of a known kind. Faults in its content come back as findings of the document, never as exceptions.

    `language` is that of a text that does not say its own.
    """
    trouble = trouble_finding(source)
    if trouble:
        return Document(source.file, kind, language=language, findings=(trouble,), complete=False)
    text, findings = _decode(source)
    if kind in ("library", "skills"):
        return _build(source.file, kind, text, _read_keys(text, REGISTER), 0, findings, language=language)
    front, body, body_line, fault = _split(source.file, text)
    if fault:
        # In another encoding the first line cannot look right either.
        said = tuple(findings) or (fault,)
        return Document(source.file, kind, language=language, text=text, body=body, body_line=body_line, findings=said, complete=False)
    return _build(source.file, kind, text, _read_keys(front, PAGE), 1, findings, body, body_line, language)


def recall_document(source: SourceFile, kind: Kind, language: str, meta: Mapping[str, Any], links: Iterable[Link]) -> Document:
    """The document that `read_document` made of the same source before, when there was nothing to complain about.

    `meta` and `links` are what it found then; whatever else somebody asks for is read again.
    """
    text, _ = _decode(source)
    front, body, body_line = (text, "", 1) if kind in ("library", "skills") else _split(source.file, text)[:3]
    limits, lines_above = (REGISTER, 0) if kind in ("library", "skills") else (PAGE, 1)
    return Document(
        file=source.file,
        kind=kind,
        meta=meta,
        language=_language(source.file, kind, meta, language),
        find_marks=lambda: _read_keys(front, limits).marks.lower(lines_above),
        text=text,
        body=body,
        body_line=body_line,
        outline=read_outline(body, body_line, source.file, tuple(links)),
    )


def _language(file: str, kind: Kind, meta: Mapping[str, Any], otherwise: str) -> str:
    """The language in which a text says it is written; nothing where the field and the name of the file contradict each other."""
    written = meta.get("language")
    if not isinstance(written, str):
        return otherwise
    spot = layout.spot_of(file) if kind == "translation" else None
    return written[:2] if spot is None or spot.language == written else ""


def _read_keys(text: str, limits: Limits) -> Values:
    values = read_values(text, limits)
    if values.meta is None and not values.faults:
        values.meta = {}
    if not isinstance(values.meta, dict) and not values.faults:
        hint = "Write `key: value` lines, for instance `title: Give feedback that gets used`."
        values.faults.append(Fault("R004", *values.marks.places[()], f"{limits.text} holds no keys with values", hint))
        values.complete = False
    return values


def _build(
    file: str,
    kind: Kind,
    text: str,
    values: Values,
    lines_above: int,
    findings: list[Finding],
    body: str = "",
    body_line: int = 1,
    language: str = "",
) -> Document:
    for fault in values.faults:
        place = Place(file, fault.line + lines_above, fault.column)
        findings.append(Finding(place, fault.code, fault.message, fault.hint))
    meta = values.meta if isinstance(values.meta, dict) else {}
    return Document(
        file=file,
        kind=kind,
        meta=meta,
        language=_language(file, kind, meta, language),
        find_marks=lambda: values.marks.lower(lines_above),
        text=text,
        body=body,
        body_line=body_line,
        outline=read_outline(body, body_line, file),
        findings=tuple(findings),
        complete=values.complete,
    )


def _decode(source: SourceFile) -> tuple[str, list[Finding]]:
    """The text with LF line ends and no byte order mark, and what is wrong with its characters."""
    file, raw = source.file, source.raw.removeprefix(b"\xef\xbb\xbf")
    findings: list[Finding] = []
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place_after(file, _unified(raw[: error.start].decode("utf-8")))
        findings.append(Finding(place, "R001", "the file is not written in UTF-8 from here on", "Save it again with encoding UTF-8."))
        return HIDDEN.sub(INSTEAD, _unified(raw.decode("utf-8", "replace"))), findings
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            place = _place_after(file, text[: text.index("\r")])
            hint = "Save the file with LF line ends; most editors show and change them in the bar at the bottom."
            findings.append(Finding(place, "R013", "this line ends with a carriage return alone", hint))
            text = text.replace("\r", "\n")
    for run in islice(RUN.finditer(text), _MOST_HIDDEN) if has_hidden(text) else ():
        place = _place_after(file, text[: run.start()])
        findings.append(Finding(place, "R003", f"{hidden_in(run.group())} here", "Write this spot again without it."))
    if findings:
        text = HIDDEN.sub(INSTEAD, text)
    return text, findings


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split(file: str, text: str) -> tuple[str, str, int, Finding | None]:
    """Front matter, body, the line on which the body starts, and what is wrong with the fence."""
    if not text.startswith("---\n"):
        return "", text, 1, Finding(Place(file), "R002", *_no_front_matter(text))
    end = _LAST_FENCE.search(text, 4)
    if end is None:
        message = "the front matter that starts here has no end"
        return "", "", 1, Finding(Place(file), "R002", message, "Put a line `---` after the last field.")
    if end.group() != "---":
        message = f"this line is {end.group()!r} instead of '---'"
        return "", "", 1, Finding(_place_after(file, text[: end.start()]), "R002", message, _THREE_HYPHENS)
    front, body = text[4 : end.start()], text[end.end() + 1 :]
    return front, body, front.count("\n") + 3, None


def _no_front_matter(text: str) -> tuple[str, str]:
    first = text.partition("\n")[0]
    if first.strip() and _FIRST_FENCE.fullmatch(first):
        return f"the first line is {first!r} instead of '---'", _THREE_HYPHENS
    if text.lstrip().startswith("---\n"):
        return "an empty line stands above the front matter", "Begin the file with the line `---`."
    hint = "Start the file with a line `---`, then `id: …` and the other fields, then another line `---`."
    return "the page does not start with front matter", hint


def _place_after(file: str, before: str) -> Place:
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
