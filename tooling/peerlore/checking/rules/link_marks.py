"""Links and footnotes whose marks do not close, or name what is not there: readers would see the brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice

from peerlore.checking.rules.link_fixes import place_of
from peerlore.model.documents import Document, Link
from peerlore.model.findings import Finding, Fix

_MOST = 20
_LONGEST, _MOST_NAMES = 400, 1000
_LONGEST_SHOWN = 60

_TEXT = re.compile(r"(?<![\\\]])\[(?P<text>[^\[\]\n]{1,300})\Z")
_ROUND = re.compile(r"[()]")
_TITLE = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*')\s*$")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_HOST = re.compile(r"https?:/{0,2}(?P<host>[^/?#\s]*)", re.IGNORECASE)
_BY_NAME = re.compile(r"(?<![\\\w\])}])!?\[(?P<text>[^\[\]\n^][^\[\]\n]{0,200})\]\[(?P<name>[^\[\]\n^][^\[\]\n]{0,100})?\](?![(\[:])")
_DEFINED = re.compile(r"^[ \t>]*\[(?P<name>[^\[\]\n^][^\[\]\n]*)\]:", re.MULTILINE)
_ADDRESS = re.compile(r"#|\.{0,2}/|\w+://|\S+\.md(?:#|$)")
_WORD = re.compile(r"[^\W\d_]{2}")
_NUMBER = re.compile(r"\[\^(?P<name>[\w-]{1,40})\](?P<colon>:)?")
_RANGE = re.compile(r"(?:\w-\w)+\w*")  # [^a-z] is a pattern
_FOOTNOTE = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\n]{1,80})\]:(?P<text>[^\n]*)", re.MULTILINE)


def address_is_whole(document: Document) -> Iterator[Finding]:
    """An address must have no spaces, and all its brackets must be closed.

    Engines disagree on what the link is then: one shows the brackets to readers, the next links to half of the address.
    Write `%20` for a space, or put the address between `<` and `>`.
    """
    yield from islice(_odd_addresses(document), _MOST)


def _odd_addresses(document: Document) -> Iterator[Finding]:
    prose = document.outline.prose
    for link in document.outline.links:
        host = _HOST.match(link.target) if ":/" in link.target else None
        if host and not host["host"].strip(".:@"):
            message = f"the address {_cut(link.target)!r} names no site"
            yield Finding(place_of(document, link), "L013", message, "Write the whole web address.", "warning")
        elif len(link.target.split(None, 1)) > 1 and not _is_bracketed(document.body, link):
            yield _spaced(document, link.offset, link.target)
    if "](" not in prose:
        return
    known = {link.offset for link in document.outline.links}
    position, end = prose.find("]("), -1
    while position >= 0:
        start = position + 2
        if start not in known and start + 1 not in known and prose[start : start + 1].strip(" \t\n()"):
            text = _TEXT.match(prose, prose.rfind("[", max(0, position - _LONGEST), position), position)
            if text and end < start:
                blank = _BLANK_LINE.search(prose, start)
                end = blank.start() if blank else len(prose)
            if text:
                yield from _unread(document, prose, text["text"], start, end)
        position = prose.find("](", start)


def _unread(document: Document, prose: str, text: str, start: int, end: int) -> Iterator[Finding]:
    """An address at `start`, behind `](`, of which the reader made no link; its paragraph ends at `end`."""
    close = _closing(prose, start, min(end, start + _LONGEST))
    if close < 0:
        if end - start <= _LONGEST:
            message = f"the address after [{_cut(text)}] is never closed"
            hint = "Write the closing bracket ) behind the address; an opening one inside of it needs one of its own."
            yield Finding(document.place_at(start), "L013", message, hint, "warning")
        return
    address = _TITLE.sub("", prose[start:close]).rstrip()
    if len(address.split(None, 1)) > 1 and not any(mark in address for mark in "\"'<"):
        yield _spaced(document, start, address)


def _closing(prose: str, start: int, end: int) -> int:
    depth = 1 if prose.find(")", start, end) >= 0 else 0
    for bracket in _ROUND.finditer(prose, start, end) if depth else ():
        depth += 1 if bracket.group() == "(" else -1
        if depth == 0:
            return bracket.start()
    return -1


def _spaced(document: Document, offset: int, address: str) -> Finding:
    start, end = document.place_at(offset), document.place_at(offset + len(address))
    if "\n" in address:
        message = f"the address {_cut(' '.join(address.split()))!r} goes over two lines"
        return Finding(start, "L013", message, "Write it on one line. If this is no link, put it between backticks.", "warning")
    fix = Fix(start, end, re.sub(r"\s", "%20", address), sure=False)
    hint = "Write %20 for each space. If this is no link, put it between backticks."
    return Finding(start, "L013", f"the address {_cut(address)!r} has a space", hint, "warning", fix)


def _is_bracketed(body: str, link: Link) -> bool:
    """Whether `<` and `>` stand around an address in round brackets or behind a name, where spaces are allowed."""
    before = body[max(0, link.offset - 20) : link.offset]
    return before.endswith("<") and before[:-1].rstrip()[-1:] in ("(", ":")


def name_is_defined(document: Document) -> Iterator[Finding]:
    """A link by name must have its address somewhere on the page.

    `[the guide][guide]` needs a line `[guide]: https://…`; without it readers see the brackets.
    """
    yield from islice(_undefined_names(document), _MOST)


def _undefined_names(document: Document) -> Iterator[Finding]:
    prose = document.outline.prose
    if "][" not in prose:
        return
    defined = {_folded(match["name"]) for match in _DEFINED.finditer(prose)}
    for match in _BY_NAME.finditer(prose):
        name = match["name"] or match["text"]
        if _folded(name) in defined or not _WORD.search(match["text"]):
            continue
        group = "name" if match["name"] else "text"
        start, end = document.place_at(match.start(group)), document.place_at(match.end(group))
        if match["name"] and _ADDRESS.match(name):
            rounded = Fix(document.place_at(match.start("name") - 1), document.place_at(match.end("name") + 1), f"({name})", sure=False)
            hint = f"Write round brackets around an address: ({_cut(name)})"
            yield Finding(start, "L014", f"the address {_cut(name)!r} stands in square brackets", hint, "warning", rounded)
            continue
        close = get_close_matches(_folded(name), sorted(defined), n=1, cutoff=0.75) if len(defined) <= _MOST_NAMES else []
        fix = Fix(start, end, close[0], sure=False) if close and match["name"] else None
        hint = f"Did you mean {close[0]!r}?" if close else f"Add a line [{_cut(name)}]: with the address, or write [words](address)."
        yield Finding(start, "L014", f"no line says where the link {_cut(name)!r} leads", hint, "warning", fix)


def footnote_is_whole(document: Document) -> Iterator[Finding]:
    """Each number of a footnote must have a footnote with text.

    Readers see `[^1]` as it is written where no line `[^1]: …` tells more, and a number that leads to an empty line where
    that has no text.
    """
    if "[^" in document.outline.prose:
        yield from islice(_broken_footnotes(document), _MOST)


def _broken_footnotes(document: Document) -> Iterator[Finding]:
    prose = document.outline.prose
    notes = {match["name"]: match for match in _FOOTNOTE.finditer(prose)}
    for name, match in notes.items():
        if not document.body[match.start("text") : match.end("text")].strip() and not prose.startswith(
            ("\n    ", "\n\t", "\n\n    "), match.end()
        ):
            place = document.place_at(match.start("name"))
            yield Finding(place, "L015", f"the footnote {name!r} has no text", "Write its text behind the colon, or remove it.", "warning")
    seen: set[str] = set()
    for match in _NUMBER.finditer(prose):
        name = match["name"]
        if name in notes or name in seen or match["colon"] or not (notes or name.isdecimal()) or _RANGE.fullmatch(name):
            continue
        seen.add(name)
        close = get_close_matches(name, sorted(notes), n=1, cutoff=0.6) if len(notes) <= _MOST_NAMES else []
        start, end = document.place_at(match.start("name")), document.place_at(match.end("name"))
        fix = Fix(start, end, close[0], sure=False) if close else None
        hint = f"Did you mean {close[0]!r}?" if close else f"Add a line [^{name}]: with its text, or remove the number."
        yield Finding(start, "L015", f"there is no footnote {name!r}", hint, "warning", fix)


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
