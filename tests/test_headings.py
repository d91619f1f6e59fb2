"""Headings of a body are those that Python-Markdown makes, anchors included."""

from __future__ import annotations

import markdown
import pytest

from peerlore.reading.outline import read_outline

BODIES = [
    "## `requires` of a module",
    "## What `requires` means\n\n### `level`",
    "### `a`: `b` (c)\n\n### `a`: `b` (c)",
    "## The type `List<T>` and `_own_`",
    "## Closed with `code` ##\n\n##Without space `x`",
    "Text\n- `only code`\n\nMore",
    "First\n- `a == 0`\n---\n",
    "Title of `code`\n---\n\nAnother\n===\n",
    "```\n# no heading\n```\n\n# One",
    "## Accents: é, ß & <em>tags</em> \\*",
]


@pytest.mark.parametrize("body", BODIES)
def test_anchors_are_those_of_the_site(body: str) -> None:
    engine = markdown.Markdown(extensions=["toc", "pymdownx.superfences"])
    engine.convert(body)
    wanted: list[str] = []
    tokens = list(engine.toc_tokens)  # type: ignore[attr-defined]
    while tokens:
        token = tokens.pop(0)
        wanted.append(token["id"])
        tokens = [*token["children"], *tokens]
    assert [heading.anchor for heading in read_outline(body).headings] == wanted


def test_links_in_a_list_that_is_indented_are_seen() -> None:
    body = "It includes:\n\n  - Pages\n\n    - such as [this one](a.md)\n"
    assert [link.target for link in read_outline(body).links] == ["a.md"]


def test_the_text_of_a_heading_keeps_its_code() -> None:
    headings = read_outline("## `min_length` in `schemas`\n").headings
    assert [(heading.text, heading.column) for heading in headings] == [("min_length in schemas", 1)]
