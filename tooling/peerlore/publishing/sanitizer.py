"""The last step of Markdown: only HTML that cannot harm a reader leaves it.

A Python-Markdown extension, so that every engine that renders staged pages runs it. An allow-list (nh3) drops scripts,
handlers, styles, foreign pictures, and ids and classes with which a page could pass for something that it is not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
    ]
)
_EVERYWHERE = frozenset(("class", "dir", "id", "lang", "title"))
_ATTRIBUTES = {
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "div": {"data-tabs"},
    "img": {"alt", "height", "loading", "src", "width"},
    "input": {"checked", "disabled", "name", "type"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"align", "colspan", "rowspan", "style"},
    "th": {"align", "colspan", "rowspan", "scope", "style"},
}
# Ids that Material's tabs, code blocks and line numbers are made of; no other id may begin with an underscore,
# since the theme finds its own parts by such ids.
_OWN_ID = re.compile(r"__(?:tabbed_\d+(?:_\d+)?|codelineno-\d+-\d+|span-\d+-\d+|code_\d+)")
_CLASS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# Classes of ours that pages may carry in Markdown. What shows trust (approvals, reviewers) is made by templates alone.
_OUR_CLASSES = frozenset(("pl-cards", "pl-facts", "pl-lead", "pl-people", "pl-stops"))
_THEME_CLASSES = frozenset(("md-button", "md-button--primary"))
_ALIGN = re.compile(r"\s*text-align\s*:\s*(left|right|center|justify)\s*;?\s*")
_SPACE = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}")


class SanitizerExtension(Extension):
    """`markdown_extensions: [peerlore.publishing.sanitizer]`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register as the very last step."""
        md.postprocessors.register(_Sanitizer(md), "peerlore_sanitizer", -1_000_000)


def makeExtension(**options: Any) -> SanitizerExtension:
    """What Python-Markdown calls to get the extension."""
    return SanitizerExtension(**options)


def clean_html(html: str) -> str:
    """`html` with everything dropped that is not on the allow-list."""
    return _cleaner().clean(html)


def clean_label(html: str) -> str:
    """The text of `html` without any tag, escaped: what the contents list shows of a heading."""
    return nh3.clean(html, tags=set())


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
        token["id"] = token["id"] if _allowed_id(token["id"]) else ""
        queue += token.get("children", ())


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags={"script", "style", "svg", "math", "template", "iframe", "object", "noscript", "title"},
        attributes={tag: set(_EVERYWHERE | _ATTRIBUTES.get(tag, set())) for tag in _TAGS},
        attribute_filter=_filter,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _filter(tag: str, name: str, value: str) -> str | None:
    if name in ("id", "for", "name"):
        return value if _allowed_id(value) else None
    if name == "class":
        kept = [word for word in value.split() if _allowed_class(word)]
        return " ".join(kept) or None
    if name == "style":
        match = _ALIGN.fullmatch(value)
        return f"text-align: {match.group(1)};" if match else None
    if name == "src":
        # A picture from another site would tell that site who reads what.
        return None if _SCHEME.match(_SPACE.sub("", value)) else value
    if tag == "input" and name == "type":
        return value if value in ("checkbox", "radio") else "hidden"
    return value


def _allowed_id(value: str) -> bool:
    return not value.startswith("_") or _OWN_ID.fullmatch(value) is not None


def _allowed_class(word: str) -> bool:
    if word.startswith("md-"):
        return word in _THEME_CLASSES
    if word.startswith("pl-"):
        return word in _OUR_CLASSES
    return _CLASS.fullmatch(word) is not None
