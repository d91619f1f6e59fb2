"""The help pages name every field of every schema, however deep it stands, and their examples mean what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from library_kit import HOME, findings, module, served, small_library
from peerlore.checking.schemas import Schemas
from peerlore.model.quizzes import WAYS
from peerlore.outside.schemas import read_schemas
from peerlore.reading.front_matter import read_values
from peerlore.reading.limits import PAGE
from peerlore.staging.pages.fields import field_rows

WHOLE = Schemas(read_schemas()).by_kind
WRITTEN = [kind for kind in WHOLE if kind not in ("import-map", "framework")]


def anchors(schema: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where every named field below a schema should be found, and what the schema says of it."""
    inner = schema.get("items", schema) if schema.get("type") == "array" else schema
    for name, field in inner.get("properties", {}).items():
        yield f"{where}-{name}", field
        yield from anchors(field, f"{where}-{name}")


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_field_has_its_place_on_the_page(sample: Path, kind: str) -> None:
    page = (sample / "site/help/front-matter/index.html").read_text("utf-8")
    fields = list(anchors(WHOLE[kind], kind))
    assert fields
    for anchor, _ in fields:
        assert page.count(f'id="{anchor}"') == 1, anchor


def test_the_words_of_an_import_map_have_a_page_of_their_own(sample: Path) -> None:
    page = (sample / "site/help/import-map/index.html").read_text("utf-8")
    for name in WHOLE["import-map"]["properties"]:
        assert page.count(f'id="map-{name}"') == 1
    for name in WHOLE["import-map"]["$defs"]["step"]["properties"]:
        assert page.count(f'id="recipe-{name}"') == 1
    assert "map-id-from" not in page, "a recipe is told once"
    assert 'href="../import-map/"' in (sample / "site/help/maintainer/index.html").read_text("utf-8")
    assert "Import map" not in (sample / "site/help/front-matter/index.html").read_text("utf-8")


def test_the_words_of_a_framework_have_a_page_of_their_own(sample: Path) -> None:
    page = (sample / "site/help/framework/index.html").read_text("utf-8")
    for anchor, _ in anchors(WHOLE["framework"], "framework"):
        assert page.count(f'id="{anchor}"') == 1, anchor
    assert 'href="../framework/"' in (sample / "site/help/maintainer/index.html").read_text("utf-8")


@pytest.mark.parametrize("kind", WHOLE)
def test_examples_mean_what_the_schema_says(kind: str) -> None:
    examples = {anchor: field["examples"][0] for anchor, field in anchors(WHOLE[kind], kind)}
    rows = [row for row in field_rows(WHOLE[kind], kind) if row.example and "-x" not in row.anchor]
    assert rows
    for row in rows:
        read = read_values(f"{row.example}\n", PAGE)
        assert read.faults == [], row
        assert read.meta == {row.name: examples[row.anchor]}


def test_limits_are_told(sample: Path) -> None:
    page = re.sub(r"<[^>]+>", "", (sample / "site/help/front-matter/index.html").read_text("utf-8"))
    assert "required · whole number from 1 to 480" in page
    assert "required · list of 1 to 6 texts of 5 to 200 characters" in page
    assert "not required · one of draft, ready, retired; without it ready" in page


@pytest.mark.parametrize("page", ["help/front-matter/", "help/import-map/"])
def test_nothing_hangs_over_the_edge_of_a_phone(sample: Path, browser: Browser, page: str) -> None:
    with served(sample / "site") as address, browser.new_context(viewport={"width": 390, "height": 844}) as context:
        tab = context.new_page()
        tab.goto(f"{address}{page}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        widest = tab.evaluate(
            "Math.max(...[...document.querySelectorAll('.md-content dd, .md-content dt')].map(e => e.getBoundingClientRect().right))"
        )
        assert widest <= 390


def test_the_quiz_in_the_guide_asks_in_every_way_and_has_no_fault(tmp_path: Path) -> None:
    guide = (HOME / "tooling/docs/expert.md").read_text("utf-8")
    (example,) = (text for text in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if text.startswith("quiz:"))
    quiz = read_values(example, PAGE).meta["quiz"]
    assert {way for item in quiz for way in item} >= set(WAYS)
    library = small_library(tmp_path / "l", {"content/modules/circles/ask-a-question.md": module("ask-a-question", quiz=quiz)})
    assert [finding for finding in findings(library) if finding["file"].endswith("ask-a-question.md")] == []
