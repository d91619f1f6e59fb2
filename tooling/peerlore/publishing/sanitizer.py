"""The last step of Markdown: only HTML that cannot harm a reader leaves it, and no page keeps the others waiting.

A Python-Markdown extension, so that every engine that renders staged pages runs it. An allow-list drops scripts, handlers,
styles, foreign pictures, and ids and classes with which a page could pass for something that it is not. A page that takes
too much time or memory is replaced by one that says so.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from peerlore.publishing.apart import clean_apart
from peerlore.publishing.clean import LARGEST, clean_html, clean_label, may_take_long
from peerlore.publishing.formulas import draw_formulas
from peerlore.publishing.limits import Refused, within_limits
from peerlore.reading import html

NOT_SHOWN = (
    '<p lang="en"><strong>This text cannot be shown.</strong> Whoever looks after the library finds the reason in the log of the build.</p>'
)

page_in_hand: ContextVar[str] = ContextVar("page_in_hand", default="a page")
"""The file that is rendered, for what is said of it; an engine that does not tell says `a page`."""

log = logging.getLogger("mkdocs.plugins.peerlore")


class SanitizerExtension(Extension):
    """`markdown_extensions: [peerlore.publishing.sanitizer]`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Wrap the conversion: whatever else is registered, now or later, comes before."""
        md.treeprocessors.register(_Alignment(md), "peerlore_alignment", -1_000_000)
        md.convert = _Conversion(md)  # type: ignore[method-assign]  # the one step that every engine takes


def makeExtension(**options: Any) -> SanitizerExtension:
    """What Python-Markdown calls to get the extension."""
    return SanitizerExtension(**options)


def is_worn(md: Markdown) -> bool:
    """Whether a conversion was broken off at a point that nobody knows, so that another text may suffer from it."""
    return isinstance(md.convert, _Conversion) and md.convert.worn


class _Conversion:
    def __init__(self, md: Markdown) -> None:
        self._md = md
        self._convert = md.convert
        self.worn = False

    def __call__(self, source: str) -> str:
        try:
            rendered = within_limits(draw_formulas, self._clean(within_limits(self._convert, source)))
            for token in _tokens(self._md):
                self._clean_token(token)
            self._md.toc = self._clean(getattr(self._md, "toc", ""))  # type: ignore[attr-defined]  # of the extension `toc`
        except Refused as reason:
            log.warning("%s is not shown: %s", page_in_hand.get(), reason)
            self.worn = True
            self._md.reset()
            self._md.toc, self._md.toc_tokens = "", []  # type: ignore[attr-defined]  # of the extension `toc`
            return NOT_SHOWN
        return rendered

    def _clean(self, text: str) -> str:
        if len(text) > LARGEST:
            raise Refused(f"it becomes {len(text):,} characters of HTML")
        return clean_apart(text) if may_take_long(text) else clean_html(text)

    def _clean_token(self, token: dict[str, Any]) -> None:
        if any(may_take_long(token.get(name) or "") for name in ("name", "data-toc-label", "html")):
            raise Refused("one of its headings holds hundreds of elements")
        token["name"], token["data-toc-label"] = clean_label(token["name"]), clean_label(token.get("data-toc-label") or "")
        if "html" in token:
            token["html"] = clean_html(token["html"])
        token["id"] = token["id"] if html.is_free_id(token["id"]) else ""


class _Alignment(Treeprocessor):
    """Says in a class how the cells of a column are aligned: the site's policy lets no page bring styles."""

    def run(self, root: Element) -> None:
        for row in root.iter("tr"):
            for cell in row:
                aligned = html.ALIGNED.fullmatch(cell.attrib.pop("style", ""))
                if aligned:
                    cell.set("class", f"{cell.get('class', '')} pl-{aligned[1]}".strip())


def _tokens(md: Markdown) -> list[Any]:
    """The headings of the contents list, at every depth."""
    queue = list(getattr(md, "toc_tokens", ()))
    for token in queue:  # grows while it is walked
        queue += token.get("children", ())
    return queue
