"""Inline Markdown, faster: a text is only searched for what begins with a sign that stands in it.

A Python-Markdown extension. Most texts between two tags hold no such sign, and the engine asks all of its patterns about
each of them. The method that is replaced is the engine's own affair: where a later engine names it otherwise, pages
take longer and stay the same.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

SIGNS = {
    "backtick": "`",
    "arithmatex-inline": "\\",
    "escape": "\\",
    "footnote": "[",
    "reference": "[",
    "link": "[",
    "image_link": "!",
    "image_reference": "!",
    "short_reference": "[",
    "short_image_ref": "!",
    "autolink": "<",
    "automail": "<",
    "linebreak": "\n",
    "html": "<",
    "entity": "&",
    "em_strong": "*_",
    "delimiter": "=",
}
"""The signs of which one stands in whatever a pattern finds, by the name under which it is registered. Others are asked always."""


class PlainTextExtension(Extension):
    """`markdown_extensions: [peerlore.publishing.plain_text]`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Take the place of the engine's own processor."""
        md.treeprocessors.register(_Processor(md), "inline", 20)


def makeExtension(**options: Any) -> PlainTextExtension:
    """What Python-Markdown calls to get the extension."""
    return PlainTextExtension(**options)


class _Processor(InlineProcessor):
    _signs: list[str] | None = None
    """The signs of each pattern, in the order of the patterns."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N803 - the engine's names
        signs = self._signs if self._signs is not None else self._learn()
        if isinstance(data, AtomicString) or not self._any.search(data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]  # private to the class above
        start, index = 0, patternIndex
        while index < len(signs):
            wanted = signs[index]
            matched = False
            # What a pattern finds makes way for a placeholder, which holds none of the signs: none can come up on the way.
            if not wanted or any(sign in data for sign in wanted):
                data, matched, start = apply(self._patterns[index], data, index, start)
            if not matched:
                index, start = index + 1, 0
        return data

    def _learn(self) -> list[str]:
        # Not sooner: extensions that come later register patterns too.
        patterns = self.inlinePatterns
        self._patterns = list(patterns)
        self._signs = [""] * len(self._patterns)
        for name in SIGNS:
            if name in patterns:
                self._signs[patterns.get_index_for_name(name)] = SIGNS[name]
        signs = re.escape("".join(sorted(set("".join(self._signs)))))
        self._any = re.compile(f"[{signs}]" if all(self._signs) else "")
        return self._signs
