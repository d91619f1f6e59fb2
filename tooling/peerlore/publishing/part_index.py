"""What Pagefind makes of one part of the pages in a language."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from peerlore.publishing import cbor
from peerlore.publishing.packed import digest, unpacked
from peerlore.publishing.pagefind import Pagefind
from peerlore.publishing.searched_pages import SearchedPage, words_of

_SCRIPT = re.compile(r"pagefind(-worker)?\.js")


class IndexedPage(NamedTuple):
    """A page as the index lists it."""

    digest: str
    words: int
    url: str
    facets: dict[str, list[str]]
    """What readers narrow by, each with its values."""


@dataclass(frozen=True, slots=True)
class PartIndex:
    """An index of some pages, still apart from the others."""

    pages: list[IndexedPage]
    fields: list[str]
    """What fields the words of its pages may stand in besides the text."""
    known: dict[str, int]
    """The words of titles and skills, each with the number of pages that have it."""
    fragments: list[bytes]
    """For each page, packed, what a result shows."""
    chunks: list[bytes]
    """The words, as Pagefind packs them."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What searches in a browser, and is the same for all parts of a language."""

    version: str
    entry: dict[str, Any]
    files: dict[str, bytes]


def index_part(language: str, pages: Sequence[SearchedPage], gently: bool, stop: Callable[[], bool]) -> tuple[PartIndex, Engine]:
    """Have Pagefind index some pages of a language. Raises CannotRun where it cannot, or where `stop` says so."""
    with Pagefind(gently=gently, stop=stop) as pagefind:
        index = pagefind.new_index(language)
        known: Counter[str] = Counter()
        for page in pages:
            shown = page.shown
            known.update(words_of(shown))
            pagefind.add(index, page.address, f'<!doctype html><html lang="{language}"><body>{shown}</body></html>')
        files = dict(pagefind.files(index))
    return _read(files, known)


def _read(files: Mapping[str, bytes], known: Mapping[str, int]) -> tuple[PartIndex, Engine]:
    entry = json.loads(files["pagefind-entry.json"])
    (own,) = entry["languages"].values()
    (version, listed, chunks, _, _, fields), _ = cbor.read(unpacked(files[f"pagefind.{own['hash']}.pf_meta"]))
    fragments = [files[f"fragment/{name}.pf_fragment"] for name, _ in listed]
    pages = []
    for (_, words), fragment in zip(listed, fragments, strict=True):
        content = unpacked(fragment)
        said = json.loads(content)
        pages.append(IndexedPage(digest(content), words, said["url"], said["filters"]))
    packed = [files[f"index/{name}.pf_index"] for *_, name in chunks]
    wasm = f"wasm.{own['wasm'] or 'unknown'}.pagefind"
    scripts = {name: content for name, content in files.items() if name == wasm or _SCRIPT.fullmatch(name)}
    return PartIndex(pages, fields, dict(known), fragments, packed), Engine(version, entry, scripts)
