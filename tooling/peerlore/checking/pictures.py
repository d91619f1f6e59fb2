"""Pictures of a body, in Markdown and in HTML, each with the text that stands for it. Knows nothing of good texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from peerlore.model.documents import Document, Link

_REFERENCE = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,300})\]\[[^\[\]\n]{0,100}\]")
_TAG = re.compile(r"<img\b(?P<inside>[^<>]{0,1000})>", re.IGNORECASE)
_TAG_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_TAG_DECORATIVE = re.compile(r"\bclass\s*=\s*[\"']?[^\"'>]*\bdecorative\b", re.IGNORECASE)
# What may stand between an address and the attributes of its picture: a title and the closing parenthesis.
_ATTRIBUTES = re.compile(r">?(?:[ \t\n]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?[ \t]*\)?\n?\{:?([^{}\n]{0,300})\}")
_SOURCE = re.compile(r"\bsrc\s*=\s*[\"']?([^\s\"'>]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the text that stands for it; offsets are those of the body, `alt_at` -1 where there is none."""

    alt: str
    start: int
    alt_at: int
    target: str = ""
    decorative: bool = False
    html: bool = False


def pictures_of(document: Document) -> Iterator[Picture]:
    """Every picture of the body, in Markdown or HTML."""
    prose = document.outline.prose
    if "![" in prose:
        for link in document.outline.links:
            if link.image and (picture := _in_markdown(document.body, link)):
                yield picture
        if "][" in prose:
            for match in _REFERENCE.finditer(prose):
                tail = _ATTRIBUTES.match(prose, match.end())
                yield Picture(match["alt"], match.start(), match.start("alt"), decorative=_is_decorative(tail))
    if "<" in prose and ("<img" in prose or "<IMG" in prose):
        for match in _TAG.finditer(prose):
            yield _in_html(match)


def _in_markdown(body: str, link: Link) -> Picture | None:
    end = link.offset - (body[link.offset - 1] == "<")
    while body[end - 1] in " \t":
        end -= 1
    alt_at = end - 2 - len(link.text)
    if body[end - 2 : end] != "](" or alt_at < 2:
        return None  # an HTML tag
    tail = _ATTRIBUTES.match(body, link.offset + len(link.target))
    return Picture(link.text, alt_at - 2, alt_at, link.target, _is_decorative(tail))


def _is_decorative(tail: re.Match[str] | None) -> bool:
    return tail is not None and ".decorative" in tail[1].split()


def _in_html(match: re.Match[str]) -> Picture:
    alt = _TAG_ALT.search(match["inside"])
    source = _SOURCE.search(match["inside"])
    return Picture(
        alt=(alt[1] or alt[2] or "") if alt else "",
        start=match.start(),
        alt_at=match.start("inside") + max(alt.start(1), alt.start(2)) if alt else -1,
        target=source[1] if source else "",
        decorative=_TAG_DECORATIVE.search(match["inside"]) is not None,
        html=True,
    )
