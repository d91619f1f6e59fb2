"""The HTML that a page may carry: elements, attributes and values. The gate and the sanitizer share this one list.

Whatever is not on it is dropped when a page is published, so the gate says so before.
"""

from __future__ import annotations

import re

TAGS = frozenset(
    (
        *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div"),
        *("dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd"),
        *("label", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var"),
    )
)
"""Elements that reach readers, in lower case. Of others only the content does."""

SWALLOWED = frozenset(("iframe", "math", "noscript", "object", "script", "style", "svg", "template", "title"))
"""Elements that are dropped with all that stands in them."""

SCHEMES = frozenset(("http", "https", "mailto"))
"""How the address of a link may start; a picture's has no scheme at all."""

_EVERYWHERE = frozenset(("class", "dir", "id", "lang", "title"))
_OF_TAG = {
    "a": frozenset(("href",)),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "details": frozenset(("open",)),
    "div": frozenset(("data-tabs",)),
    "img": frozenset(("alt", "height", "loading", "src", "width")),
    "input": frozenset(("checked", "disabled", "name", "type")),
    "label": frozenset(("for",)),
    "li": frozenset(("value",)),
    "ol": frozenset(("reversed", "start", "type")),
    "td": frozenset(("align", "colspan", "rowspan")),
    "th": frozenset(("align", "colspan", "rowspan", "scope")),
}
# Ids that Material's tabs, code blocks and line numbers are made of, and those of headings without a Latin letter; no
# other id may begin with an underscore, since the theme finds its own parts by such ids.
_OWN_ID = re.compile(r"_\d+|__(?:tabbed_\d+(?:_\d+)?|codelineno-\d+-\d+|span-\d+-\d+|code_\d+)")
_CLASS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# Classes of ours that pages may carry in Markdown. What shows trust (approvals, reviewers) is made by templates alone.
_OUR_CLASSES = frozenset(
    (
        *(
            "pl-cards",
            "pl-center",
            "pl-chips",
            "pl-column",
            "pl-columns",
            "pl-facts",
            "pl-figure",
            "pl-figures",
            "pl-lead",
            "pl-left",
            "pl-list",
            "pl-more",
        ),
        *("pl-people", "pl-right", "pl-sheet", "pl-stops"),
    )
)
_THEME_CLASSES = frozenset(("md-button", "md-button--primary"))
ALIGNED = re.compile(r"\s*text-align\s*:\s*(left|right|center)\s*;?\s*")
"""How Markdown writes the alignment of a column; a page says it with a class."""

_SPACE = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}")


def attributes_of(tag: str) -> frozenset[str]:
    """The attributes that an element may have; their values are a matter of `kept_value`.

    >>> sorted(attributes_of("a"))
    ['class', 'dir', 'href', 'id', 'lang', 'title']
    """
    return _EVERYWHERE | _OF_TAG.get(tag, frozenset())


def kept_value(tag: str, name: str, value: str) -> str | None:
    """What is left of the value of an attribute that `attributes_of` names, or None where the attribute is dropped.

    >>> kept_value("p", "class", "note md-header"), kept_value("p", "id", "__config")
    ('note', None)
    """
    if name in ("id", "for", "name"):
        return value if is_free_id(value) else None
    if name == "class":
        return " ".join(word for word in value.split() if is_free_class(word)) or None
    if name == "src":
        # A picture from another site would tell that site who reads what.
        return None if _SCHEME.match(_SPACE.sub("", value)) else value
    if tag == "input" and name == "type":
        return value if value in ("checkbox", "radio") else "hidden"
    return value


def is_free_id(value: str) -> bool:
    """Whether an id is the page's own and not one that the theme might take for a part of itself."""
    return not value.startswith("_") or _OWN_ID.fullmatch(value) is not None


def is_free_class(word: str) -> bool:
    """Whether a class is plain, and none of those with which a page could pass for a part of the site."""
    if word.startswith("md-"):
        return word in _THEME_CLASSES
    if word.startswith("pl-"):
        return word in _OUR_CLASSES
    if word == "mermaid":  # for it, Material fetches a program from another host
        return False
    return _CLASS.fullmatch(word) is not None
