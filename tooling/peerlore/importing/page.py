"""One module as a file: our fields, what is kept of the foreign ones, the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from peerlore.importing.foreign import ForeignDocument
from peerlore.importing.yaml_text import render_yaml
from peerlore.reading.front_matter import read_values
from peerlore.reading.limits import PAGE


@dataclass(frozen=True, slots=True)
class Page:
    """A file's bytes, and whether the foreign front matter had to be put into the body."""

    raw: bytes
    front_in_body: bool = False


FRONT_KEY = "x-front-matter"


def kept_values(document: ForeignDocument, keys: Iterable[str], taken: Iterable[str]) -> dict[str, Any]:
    """The foreign values under their `x-` keys; two that would get the same key are told apart by a number."""
    if document.lost:
        return {FRONT_KEY: document.front}
    kept: dict[str, Any] = {}
    used = {*taken, *(key for key in document.values if key.startswith("x-"))}
    for key in keys:
        name = key if key.startswith("x-") else f"x-{key}"
        number = 1
        while name in kept or (name in used and name != key):
            number += 1
            name = f"x-{key}-{number}"
        kept[name] = document.values[key]
    return kept


def render_page(meta: Mapping[str, Any], kept: Mapping[str, Any], document: ForeignDocument, body: str) -> Page:
    """The module's file. Where the reader would not take in all that is kept, the foreign front matter stands in the body."""
    front = render_yaml({**meta, **kept})
    too_much = bool(kept) and not _reads_back(front, {**meta, **kept})
    if too_much:
        front = render_yaml(meta)
        body = f"{_as_code(document.front)}\n\n{body}"
    page = f"---\n{front}---\n".replace("\n", document.newline)
    return Page(f"{page}{body}".encode(), too_much)


def _reads_back(front: str, meta: Mapping[str, Any]) -> bool:
    """Whether our own reader gets the same values; invisible characters it names, and the check will."""
    values = read_values(front, PAGE)
    return values.meta == meta and all(fault.code == "R003" for fault in values.faults)


def _as_code(text: str) -> str:
    longest = max((len(run) for run in re.findall("~+", text)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence} yaml\n{text.rstrip()}\n{fence}"
