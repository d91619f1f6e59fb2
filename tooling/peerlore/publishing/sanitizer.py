"""The last step of Markdown: only HTML that cannot harm a reader leaves it.

A Python-Markdown extension, so that every engine that renders staged pages runs it. An allow-list (nh3) drops scripts,
handlers, styles, foreign pictures, and ids and classes with which a page could pass for something that it is not.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from peerlore.reading import html


class SanitizerExtension(Extension):
    """`markdown_extensions: [peerlore.publishing.sanitizer]`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register as the very last step."""
        md.treeprocessors.register(_Alignment(md), "peerlore_alignment", -1_000_000)
        md.postprocessors.register(_Sanitizer(md), "peerlore_sanitizer", -1_000_000)


def makeExtension(**options: Any) -> SanitizerExtension:
    """What Python-Markdown calls to get the extension."""
    return SanitizerExtension(**options)


def clean_html(text: str) -> str:
    """`text` with everything dropped that is not on the allow-list."""
    return _cleaner().clean(text)


def clean_label(text: str) -> str:
    """The words of `text` without any tag, escaped: what the contents list shows of a heading."""
    return nh3.clean(text, tags=set())


class _Alignment(Treeprocessor):
    """Says in a class how the cells of a column are aligned: the site's policy lets no page bring styles."""

    def run(self, root: Element) -> None:
        for row in root.iter("tr"):
            for cell in row:
                aligned = html.ALIGNED.fullmatch(cell.attrib.pop("style", ""))
                if aligned:
                    cell.set("class", f"{cell.get('class', '')} pl-{aligned[1]}".strip())


class _Sanitizer(Postprocessor):
    def run(self, text: str) -> str:
        tokens = getattr(self.md, "toc_tokens", None)
        if tokens:
            _clean_tokens(tokens)
        return clean_html(text)


def _clean_tokens(tokens: list[Any]) -> None:
    queue = list(tokens)
    for token in queue:  # grows while it is walked
        token["name"] = clean_label(token["name"])
        if "html" in token:
            token["html"] = clean_html(token["html"])
        token["id"] = token["id"] if html.is_free_id(token["id"]) else ""
        queue += token.get("children", ())


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(html.TAGS),
        clean_content_tags=set(html.SWALLOWED),
        attributes={tag: set(html.attributes_of(tag)) for tag in html.TAGS},
        attribute_filter=html.kept_value,
        url_schemes=set(html.SCHEMES),
        link_rel=None,
    )
