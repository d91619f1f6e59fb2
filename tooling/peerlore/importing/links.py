"""Where the links of a foreign body lead, and the body with only their addresses changed."""

from __future__ import annotations

import html
import posixpath
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, unquote

from markdown.extensions.toc import slugify

from peerlore.importing.cards import LEVELS
from peerlore.importing.foreign import ForeignDocument
from peerlore.importing.mapping import ImportMap, LinkRule
from peerlore.model.documents import Link
from peerlore.model.findings import Finding, Place
from peerlore.model.sources import SourceFile
from peerlore.reading.assets import check_asset
from peerlore.reading.layout import ASSET_TYPES
from peerlore.reading.targets import scheme_of

Fate = Literal["module", "picture", "anchor", "outside", "as-it-was", "left"]
"""What became of a link: it leads to a module, to a picture taken along, to a renamed part of its page or to a web
address; it was good as it was; or it was left and will be dead."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# What may stand in an address without ending the link around it, be it in brackets, in a tag or in a table.
_IN_ADDRESSES = "!#$%&*+,/:;=?@~"
_WEB = ("http:", "https:", "//")
_BY_NAME = re.compile(r"!\[(?P<text>[^\[\]]*)\](?!\()(?:\s?\[(?P<name>[^\[\]]*)\])?")
_NAME_BEFORE = re.compile(r"\[(?P<name>[^\[\]\n]+)\]:[ \t]*(?:\n[ \t>]*)?<?\Z")
_LONGEST_ADDRESS = 2000
_LONGEST_TAG = 1000


@dataclass(frozen=True, slots=True)
class Atlas:
    """Every document's way from its old place to its new one, and all files that are there to be taken along.

    `places` maps foreign documents to their modules' files, `pictures` for each document the foreign pictures that
    go with it to their names beside it.
    """

    documents: Mapping[str, ForeignDocument]
    files: Mapping[str, SourceFile]
    plan: ImportMap
    places: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A body with its new addresses, the fate of each link, and what is to say about those that were left."""

    body: str
    fates: tuple[Fate, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Aim:
    """What an address means: a path from the folder (empty where it is none) and the part of the page."""

    path: str
    query: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class _Verdict:
    fate: Fate
    target: str = ""
    complaint: str = ""


def choose_pictures(document: ForeignDocument, atlas: Atlas) -> dict[str, str]:
    """The files that go with a document, by their foreign paths, with the names that they get beside it."""
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for link in document.outline.links:
        path = _find_file(document, link, atlas)
        if path and path not in chosen and not _picture_trouble(path, atlas):
            name = _free_name(posixpath.basename(path).lstrip("."), taken)
            chosen[path] = name
            taken.add(name.casefold())
    return chosen


def rewrite_links(document: ForeignDocument, atlas: Atlas) -> Rewritten:
    """The document's body with each address that an import can place put in its place."""
    text = document.body.replace("\r\n", "\n")
    by_name = _pictures_by_name(document.outline.prose)
    edits: dict[int, tuple[int, str]] = {}
    fates: list[Fate] = []
    findings: list[Finding] = []
    for link in document.outline.links:
        if link.offset in edits:
            continue  # `[x]: <https://…>` is both a definition and an address in angle brackets
        verdict = _judge(document, link, atlas)
        fates.append(verdict.fate)
        if verdict.fate == "left":
            findings.append(_left(document, link, verdict))
        elif verdict.fate == "outside" and link.image:
            edits |= _as_link(text, link, verdict.target, by_name)
        elif verdict.target and verdict.target != link.target:
            edits[link.offset] = (link.offset + len(link.target), verdict.target)
    return Rewritten(_edited(document.body, edits), tuple(fates), tuple(findings))


def _judge(document: ForeignDocument, link: Link, atlas: Atlas) -> _Verdict:
    scheme = scheme_of(link.target)
    aim = _aim(document, link, atlas.plan)
    if aim is None:
        if scheme in (*_WEB, "mailto:"):
            moved = _outside(link.target, atlas.plan, "")
            if moved.fate == "outside":
                return moved
            # A picture on another site tells that site who reads what, so it becomes a link.
            return _Verdict("outside", link.target) if link.image and scheme in _WEB else _Verdict("as-it-was")
        return _outside(link.target, atlas.plan, f"a link may not start with {scheme!r}")
    if not aim.path:
        return _own_part(document, aim, atlas)
    picture = atlas.pictures.get(document.file, {}).get(aim.path)
    if picture:
        return _Verdict("picture", quote(picture) + _part(aim.anchor))
    page = _find_document(aim.path, atlas)
    if page and page in atlas.places and not link.image:
        return _to_module(document, page, aim, atlas)
    why = _picture_trouble(aim.path, atlas) if link.image else f"there is no document {aim.path} to import"
    subject = f"{aim.path}#{aim.anchor}" if aim.anchor else aim.path
    return _outside(subject, atlas.plan, why)


def _aim(document: ForeignDocument, link: Link, plan: ImportMap) -> _Aim | None:
    """What a link means; None for an address that is no path of the folder, nor stands for one."""
    written = _ESCAPED.sub(r"\1", html.unescape(link.target))
    path, _, anchor = written.partition("#")
    inside = _first(plan.inside, path)
    if inside is not None:
        return _Aim(posixpath.normpath(unquote(inside)), "", anchor)
    if scheme_of(written):
        return None
    path, question, query = path.partition("?")
    if not path:
        return _Aim("", f"{question}{query}", anchor)
    start = "" if path.startswith("/") else posixpath.dirname(document.file)
    return _Aim(posixpath.normpath(posixpath.join(start, unquote(path).lstrip("/"))), f"{question}{query}", anchor)


def _first(rules: tuple[LinkRule, ...], address: str) -> str | None:
    """What the first rule that fits makes of an address."""
    if len(address) <= _LONGEST_ADDRESS:
        for rule in rules:
            match = rule.pattern.fullmatch(address)
            if match:
                return match.expand(rule.to)
    return None


def _outside(subject: str, plan: ImportMap, why: str) -> _Verdict:
    address = _first(plan.outside, subject)
    return _Verdict("left", complaint=why) if address is None else _Verdict("outside", quote(address, safe=_IN_ADDRESSES))


def _own_part(document: ForeignDocument, aim: _Aim, atlas: Atlas) -> _Verdict:
    """A link to a part of its own page."""
    if not aim.anchor or unquote(aim.anchor) in document.outline.anchors:
        return _Verdict("as-it-was")
    anchor = _anchor_of(document, aim.anchor)
    if anchor:
        return _Verdict("anchor", f"#{anchor}")
    return _outside(f"{document.file}#{aim.anchor}", atlas.plan, f"no heading of this page is called '#{aim.anchor}'")


def _to_module(document: ForeignDocument, page: str, aim: _Aim, atlas: Atlas) -> _Verdict:
    way = posixpath.relpath(atlas.places[page], posixpath.dirname(atlas.places[document.file]))
    target = atlas.documents[page]
    anchor = aim.anchor if unquote(aim.anchor) in target.outline.anchors else _anchor_of(target, aim.anchor)
    if aim.anchor and not anchor:
        return _outside(f"{page}#{aim.anchor}", atlas.plan, f"{page} has no heading '#{aim.anchor}'")
    return _Verdict("module", f"{way}{aim.query}{_part(anchor)}")


def _part(anchor: str) -> str:
    return f"#{quote(anchor, safe=_IN_ADDRESSES)}" if anchor else ""


def _anchor_of(document: ForeignDocument, anchor: str) -> str:
    """The site's name for a part that foreign links call `anchor`; empty where there is none."""
    wanted = unquote(anchor)
    plain = slugify(wanted, "-")
    return document.anchors.get(wanted.lower()) or (plain if plain in document.outline.anchors else "")


def _find_document(path: str, atlas: Atlas) -> str:
    """The imported document to which a path leads, with or without its ending; empty where there is none."""
    stem = path.removesuffix(".html")
    for candidate in (path, f"{path}.md", f"{stem}.md", f"{path}/index.md", f"{path}/README.md"):
        if candidate in atlas.documents:
            return candidate
    return ""


def _find_file(document: ForeignDocument, link: Link, atlas: Atlas) -> str:
    """The path of a file that a link or picture names and that is no document; empty where there is none."""
    aim = _aim(document, link, atlas.plan)
    known = aim is not None and aim.path in atlas.files and aim.path not in atlas.documents
    return aim.path if aim and known else ""


def _picture_trouble(path: str, atlas: Atlas) -> str:
    """Why a file cannot stand beside a module; empty where it can."""
    source = atlas.files.get(path)
    if source is None:
        return f"there is no file {path}"
    suffix = posixpath.splitext(path)[1].lower()
    if suffix not in ASSET_TYPES:
        return f"a library publishes no files of the kind {suffix or 'without an ending'!r}"
    placed = SourceFile(f"content/modules/topic/module/picture{suffix}", source.raw, source.size, source.trouble)
    return next((finding.message for finding in check_asset(placed)), "")


def _free_name(name: str, taken: set[str]) -> str:
    stem, suffix = posixpath.splitext(name)
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}{suffix}"
    return name


def _as_link(text: str, link: Link, target: str, by_name: Mapping[str, list[tuple[int, str]]]) -> dict[int, tuple[int, str]]:
    """The edits that make an ordinary link of a picture: without its `!`, with the file's name where it has no text.

    `by_name` are the pictures that name a definition, by that name: where each starts, and its text.
    """
    name = posixpath.basename(link.target.partition("?")[0]).replace("]", "") or "picture"
    tag = text.rfind("<", max(0, link.offset - _LONGEST_TAG), link.offset)
    if tag >= 0 and text[tag : tag + 4].lower() == "<img":
        end = text.find(">", link.offset, link.offset + _LONGEST_TAG)
        return {tag: (end + 1, f'<a href="{target}">{html.escape(link.text or name)}</a>')} if end >= 0 else {}
    edits = {link.offset: (link.offset + len(link.target), target)}
    start = _start_of_picture(text, link)
    pictures = [(start, link.text)] if start >= 0 else by_name.get(_defined_name(text, link), [])
    for start, words in pictures:
        edits[start] = (start + 1, "")
        if not words.strip():
            edits[start + 2] = (start + 2 + len(words), name)
    return edits


def _start_of_picture(text: str, link: Link) -> int:
    """Where the `!` of a picture stands whose address follows in parentheses, or -1 for any other."""
    end = link.offset
    if text[end - 1 : end] == "<":
        end -= 1
    while text[end - 1 : end] in (" ", "\t", "\n"):
        end -= 1
    opening = f"![{link.text}]("
    start = end - len(opening)
    return start if start >= 0 and text.startswith(opening, start) else -1


def _defined_name(text: str, link: Link) -> str:
    """The name that `[name]: address` gives to this address; empty where it stands in no definition."""
    match = _NAME_BEFORE.search(text, max(0, link.offset - _LONGEST_TAG), link.offset)
    return _folded(match["name"]) if match else ""


def _pictures_by_name(prose: str) -> dict[str, list[tuple[int, str]]]:
    """The pictures that name a definition instead of an address."""
    found: dict[str, list[tuple[int, str]]] = {}
    if "![" in prose and "]:" in prose:
        for match in _BY_NAME.finditer(prose):
            found.setdefault(_folded(match["name"] or match["text"]), []).append((match.start(), match["text"]))
    return found


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


def _edited(body: str, edits: Mapping[int, tuple[int, str]]) -> str:
    """`body` with spans replaced; offsets count each CRLF as one character, as the outline does."""
    feeds = [match.start() - index for index, match in enumerate(re.finditer("\r\n", body))]
    pieces: list[str] = []
    done = 0
    for start, (end, text) in sorted(edits.items()):
        first, last = (offset + bisect_left(feeds, offset) for offset in (start, end))
        if first < done:
            continue  # inside a tag that was replaced as a whole
        pieces += (body[done:first], text)
        done = last
    return "".join((*pieces, body[done:]))


def _left(document: ForeignDocument, link: Link, verdict: _Verdict) -> Finding:
    code = "F008" if link.image else "F007"
    what = "this picture stays as it is" if link.image else f"the link to {link.target[:80]!r} stays as it is"
    hint = "Add a rule to `outside` in the map's `links`, or mend it by hand."
    return Finding(Place(document.file, link.line, link.column), code, f"{what}: {verdict.complaint}", hint, LEVELS[code])
