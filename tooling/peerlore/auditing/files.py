"""The files of a pack: pages to print, tables for spreadsheets, one file for programs, and a manifest of their SHA-256."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from peerlore.auditing.kinds import Item
from peerlore.auditing.pack import Pack, Shown
from peerlore.figures.columns import Row, as_csv
from peerlore.staging.pages.figures import figure_rows, said_of
from peerlore.staging.words import Words

MANIFEST = "SHA256SUMS"
VERSION = 1

_COLUMNS = ("indicator", "kind", "title", "day", "people", "said", "file", "record", "change", "digest")


def pack_files(pack: Pack, words: Words) -> dict[str, bytes]:
    """Every file of a pack by its name; the same pack gives the same bytes."""
    texts = {
        "index.html": _page(pack, words),
        "indicators.csv": as_csv([("indicator", "title", "state", "pieces", "missing", "elsewhere"), *map(_indicator_row, pack.shown)]),
        "evidence.csv": as_csv([_COLUMNS, *(_item_row(shown, item) for shown in pack.shown for item in shown.items)]),
        "figures.csv": as_csv(figure_rows(pack.held.figures)),
        "pack.json": json.dumps(_json(pack), ensure_ascii=False, indent=1) + "\n",
    }
    files = {name: text.encode("utf-8") for name, text in sorted(texts.items())}
    manifest = "".join(f"{sha256(raw).hexdigest()}  {name}\n" for name, raw in files.items())
    return {**files, MANIFEST: manifest.encode("ascii")}


def _page(pack: Pack, words: Words) -> str:
    figures = pack.held.figures
    return (
        _environment()
        .get_template("pack.html.j2")
        .render(
            pack=pack,
            framework=pack.framework,
            library=pack.held.known.library.settings.title,
            day=words.day(figures.day),
            figures=figures,
            say=words,
            words=words,
            name=lambda kind: words(f"audit_kind_{kind.partition(':')[0]}"),
            names=lambda kinds: ", ".join(_missing(kind, words) for kind in kinds),
            counts={state: sum(1 for shown in pack.shown if shown.state == state) for state in ("shown", "part", "missing", "elsewhere")},
        )
    )


def _missing(kind: str, words: Words) -> str:
    """What is missing, by its name: a figure and a pattern of files by their own."""
    family, _, which = kind.partition(":")
    if family == "figure":
        return words(f"figure_{which}")
    return f"{words(f'audit_kind_{family}')} {which}".strip()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("peerlore.auditing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _indicator_row(shown: Shown) -> Row:
    indicator = shown.indicator
    return (indicator.id, indicator.title, shown.state, len(shown.items), " ".join(shown.missing), indicator.elsewhere)


def _item_row(shown: Shown, item: Item) -> Row:
    said = _item(item)
    said["people"] = " ".join(item.people)
    return (shown.indicator.id, *(said[name] for name in _COLUMNS[1:]))


def _item(item: Item) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "title": item.title,
        "day": item.day,
        "people": list(item.people),
        "said": item.said,
        "file": item.file,
        "record": item.record,
        "change": item.change,
        "digest": item.digest,
    }


def _json(pack: Pack) -> Mapping[str, Any]:
    figures = pack.held.figures
    return {
        "version": VERSION,
        "framework": pack.framework.id,
        "library": pack.held.known.library.settings.title,
        "role": pack.role,
        "as_of": figures.day,
        "commit": figures.commit,
        "evidence": {"count": figures.records, "head": figures.head},
        "indicators": [
            {
                "id": shown.indicator.id,
                "title": shown.indicator.title,
                "state": shown.state,
                "missing": list(shown.missing),
                "elsewhere": shown.indicator.elsewhere,
                "evidence": [_item(item) for item in shown.items],
            }
            for shown in pack.shown
        ],
        "figures": [said_of(figure) for figure in figures.figures],
    }
