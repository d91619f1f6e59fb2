"""The page of figures: each with its definition and what it was counted from, and the same as a file for programs."""

from __future__ import annotations

import json
from typing import Any

from peerlore.model.figures import Figure, Figures
from peerlore.model.tree import PlainFile
from peerlore.staging.addresses import FIGURES
from peerlore.staging.editions import Edition
from peerlore.staging.page import UNSEARCHED, build_page
from peerlore.staging.site import Site
from peerlore.staging.words import Words

FILE = "figures.json"
VERSION = 1

PARTS = {
    "there": ("modules", "proven", "fresh", "translated", "covered"),
    "people": ("taking_part", "in_groups", "helping"),
    "happening": ("held", "closed", "present", "responses", "exchanges", "answered", "liked"),
    "time": ("lead_time", "first_review"),
}
"""The figures by the parts of the page, in the order in which people read them."""


def figures_page(site: Site, edition: Edition) -> PlainFile:
    """All figures; without any day to count for, a sentence."""
    words, counted = edition.words, site.figures
    front = {"title": words("figures"), "description": words("figures_summary"), **UNSEARCHED}
    by_id = {figure.id: figure for figure in counted.figures} if counted else {}
    parts = [(words(f"figures_{part}"), [_told(by_id[id], words) for id in ids if id in by_id]) for part, ids in PARTS.items()]
    return build_page(
        edition,
        FIGURES,
        "figures",
        front,
        parts=[(title, rows) for title, rows in parts if rows],
        day=words.day(counted.day) if counted else "",
        records=words.counted(counted.records, "records_counted") if counted and counted.records else "",
        file=FILE,
    )


def figures_file(counted: Figures) -> PlainFile:
    """The figures for programs."""
    return PlainFile(FILE, f"{json.dumps(overview(counted), ensure_ascii=False, indent=1)}\n")


def overview(counted: Figures) -> dict[str, Any]:
    """All figures as JSON: what `schemas/figures.schema.json` describes."""
    return {
        "version": VERSION,
        "as_of": counted.day,
        "commit": counted.commit,
        "evidence": {"count": counted.records, "head": counted.head},
        "figures": [said_of(figure) for figure in counted.figures],
    }


def said_of(figure: Figure) -> dict[str, Any]:
    """One figure as JSON, with how many sources it has."""
    return {
        "id": figure.id,
        "kind": figure.kind,
        "value": None if figure.value is None else round(figure.value, 4),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "few": figure.few,
        "sources": len(figure.sources),
    }


def figure_rows(counted: Figures) -> list[tuple[str | int, ...]]:
    """All figures below their names, for spreadsheets; what is not told is an empty cell."""
    said = [said_of(figure) for figure in counted.figures]
    rows = [tuple("" if value is None else json.dumps(value).strip('"') for value in each.values()) for each in said]
    return [("id", "kind", "value", "numerator", "denominator", "few", "sources"), *rows]


def shown_value(figure: Figure, words: Words) -> str:
    """The number as people read it; a word where it is not told, or where nothing was counted."""
    if figure.few:
        return words("figures_few")
    if figure.value is None:
        return words("figures_nothing")
    if figure.kind == "share":
        return words("figures_percent", n=round(100 * figure.value))
    if figure.kind == "days":
        hours = round(24 * figure.value)
        return words.counted(hours, "hours_counted") if hours < 48 else words.counted(round(figure.value), "days_counted")
    return words.number(round(figure.value))


def shown_parts(figure: Figure, words: Words) -> str:
    """How many of how many, in words; empty where there is nothing to add."""
    if figure.numerator is None or not figure.denominator:
        return words("figures_median_of", n=words.number(figure.denominator)) if figure.kind == "days" and figure.denominator else ""
    return words("figures_of", n=words.number(figure.numerator), all=words.number(figure.denominator))


def _told(figure: Figure, words: Words) -> dict[str, Any]:
    return {
        "title": words(f"figure_{figure.id}"),
        "value": shown_value(figure, words),
        "parts": shown_parts(figure, words),
        "means": words(f"figure_{figure.id}_means"),
        "in_words": figure.value is None,
    }
