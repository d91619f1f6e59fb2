"""The help pages: our own texts, and the references made from rules and schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from peerlore.model.findings import Card
from peerlore.model.tree import PlainFile
from peerlore.staging.escape import front_matter
from peerlore.staging.page import build_page


def help_pages(
    texts: Mapping[str, str], cards: tuple[Card, ...], families: Mapping[str, str], kinds: Mapping[str, Mapping[str, Any]]
) -> Iterator[PlainFile]:
    """Pages below `help/`.

    `texts` are our Markdown files by name, each starting with a `# Title`; `kinds` maps a kind of document to its
    schema with references resolved: `{"title", "description", "required", "fields"}`.
    """
    for name, text in texts.items():
        title, _, body = text.partition("\n")
        yield PlainFile(f"help/{name}", front_matter({"title": title.removeprefix("# ").strip()}) + body)
    groups = [(title, [card for card in cards if card.code[0] == letter]) for letter, title in families.items()]
    front = {"title": "What the findings mean", "description": "Every finding of the checks: what must be, and why."}
    yield build_page("help/findings.md", "findings", front, families=[(title, found) for title, found in groups if found])
    front = {"title": "Fields of the front matter", "description": "Every field of every kind of document."}
    yield build_page("help/front-matter.md", "front-matter", front, kinds=[_kind(kind) for kind in kinds.values()])


def _kind(kind: Mapping[str, Any]) -> dict[str, Any]:
    rows = [_row(name, field, name in kind["required"], 0) for name, field in kind["fields"].items()]
    return {"title": kind["title"], "description": kind["description"], "rows": rows}


def _row(name: str, field: Mapping[str, Any], required: bool, depth: int) -> dict[str, Any]:
    example = next(iter(field.get("examples", ())), "")
    return {
        "name": name,
        "required": required,
        "description": field.get("description", ""),
        "choices": field.get("enum", ()),
        "example": example if isinstance(example, str | int) else _flow(example),
        "depth": depth,
    }


def _flow(value: Any) -> str:
    """A value in YAML's flow style, as one would write it on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(entry) for entry in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)
