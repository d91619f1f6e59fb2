"""The help pages: our own texts, and the references made from rules and schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from peerlore.model.findings import Card
from peerlore.model.tree import PlainFile
from peerlore.staging.editions import Edition
from peerlore.staging.escape import front_matter
from peerlore.staging.found import found
from peerlore.staging.page import build_page
from peerlore.staging.pages.fields import field_rows
from peerlore.staging.words import words_of

_EDITION = Edition("en", "", words_of("en"))
"""Help is written in English, whatever the library's languages."""


def help_pages(
    texts: Mapping[str, str], cards: tuple[Card, ...], families: Mapping[str, str], schemas: Mapping[str, Mapping[str, Any]]
) -> Iterator[PlainFile]:
    """Pages below `help/`.

    `texts` are our Markdown files by name, each starting with a `# Title`; `schemas` are those of all kinds of documents
    by kind and that of the catalogue, with references resolved.
    """
    for name, text in texts.items():
        title, _, body = text.partition("\n")
        front = {"title": title.removeprefix("# ").strip(), **_EDITION.front(f"help/{name}"), "toc": True, **found("help")}
        yield PlainFile(f"help/{name}", front_matter(front) + body)
    by_family = [(title, [card for card in cards if card.code[0] == letter]) for letter, title in families.items()]
    front = {"title": "What the findings mean", "description": "Every finding of the checks: what must be, and why.", **found("help")}
    yield build_page(_EDITION, "help/findings.md", "findings", front, families=[(title, found) for title, found in by_family if found])
    groups = [_group(schemas[kind], kind) for kind in _KINDS]
    opening = "The checks, the editor's completion and this page come from the same schemas in the folder `schemas/`."
    front = {"title": "Fields of the front matter", "description": "Every field of every kind of document.", **found("help")}
    yield build_page(_EDITION, "help/front-matter.md", "fields", front, opening=opening, groups=groups, part="")
    opening = "Every site has a file catalog.json at its top. Its schema is `schemas/catalog.schema.json`."
    front = {"title": "The catalogue", "description": "Every field of catalog.json, for programs that read a library.", **found("help")}
    groups = [_group(schemas["catalog"], "catalogue")]
    yield build_page(_EDITION, "help/catalogue.md", "fields", front, opening=opening, groups=groups, part="")
    import_map, recipe = schemas["import-map"], schemas["import-map"]["$defs"]["step"]
    groups = [_group(import_map, "map", recipe), _group(recipe, "recipe")]
    opening = "The map that `peerlore import` follows is a YAML file of its own. Its schema is `schemas/import-map.schema.json`."
    front = {"title": "Words of an import map", "description": "Every field of the map that an import follows.", **found("help")}
    yield build_page(_EDITION, "help/import-map.md", "fields", front, opening=opening, groups=groups, part="recipe")
    opening = (
        "The framework that `peerlore evidence` makes a pack for is a YAML file of its own. Its schema is `schemas/framework.schema.json`."
    )
    front = {"title": "Words of a framework", "description": "Every field of a framework for evidence packs.", **found("help")}
    groups = [_group(schemas["framework"], "framework")]
    yield build_page(_EDITION, "help/framework.md", "fields", front, opening=opening, groups=groups, part="")


_KINDS = ("module", "translation", "path", "person", "group", "session", "need", "library", "skills")
"""The kinds of documents that people write, in the order in which they come to need them."""


def _group(schema: Mapping[str, Any], anchor: str, part: Mapping[str, Any] | None = None) -> dict[str, Any]:
    rows = list(field_rows(schema, anchor, part))
    return {"title": schema["title"], "description": schema["description"], "anchor": anchor, "rows": rows}
