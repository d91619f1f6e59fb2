"""What of a finished site is searched, page after page, and its cut into parts that are indexed on their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from html import unescape
from pathlib import Path
from typing import NamedTuple

_LANGUAGE = re.compile(r'<html[^>]*? lang="([A-Za-z-]+)"')
_SEARCHED = "data-pagefind-body"
_HEADLINE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_SKILL = re.compile(r'data-pagefind-filter="(?:skill|helps):([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')
_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST = 3
"""How many times the least a part may hold."""


class SearchedPage(NamedTuple):
    """A page as it is searched."""

    address: str
    """Below the root of the site."""
    shown: str
    """HTML of what readers see, without the frame around it."""


def searched_pages(site: Path) -> Iterator[tuple[str, SearchedPage]]:
    """The pages of a site that are searched, each with its language, in the order of their paths.

    A typographic apostrophe becomes a plain one, since Pagefind finds « école » in « l'école » but not in « l’école »; the
    browser turns it back.
    """
    for page in sorted(site.rglob("*.html")):
        html = page.read_text("utf-8")
        language = _LANGUAGE.search(html)
        if _SEARCHED in html and language is not None:
            shown = html[html.index("<main") : html.rindex("</main>")] + "</main>"
            address = page.relative_to(site).as_posix().removesuffix("index.html")
            yield language[1].lower(), SearchedPage(address, _PERMALINK.sub("", shown).replace("’", "'"))


def parts(pages: Iterable[tuple[str, SearchedPage]], least: int) -> Iterator[tuple[str, list[SearchedPage]]]:
    """Neighbours in one language, `least` to three times as many, each time with the language; only its last part may hold fewer.

    Where a part begins is said by the address of its first page alone, so that a page which comes or goes moves at most the
    borders near it (https://en.wikipedia.org/wiki/Rolling_hash#Content-based_slicing_using_a_rolling_hash).
    """
    begun: dict[str, list[SearchedPage]] = {}
    for language, page in pages:
        part = begun.setdefault(language, [])
        if len(part) >= _MOST * least or (len(part) >= least and _begins(page.address, least)):
            yield language, part
            part = begun[language] = []
        part.append(page)
    yield from begun.items()


def words_of(page: SearchedPage) -> set[str]:
    """The words of a page's title and skills."""
    texts = (*_HEADLINE.findall(page.shown), *_SKILL.findall(page.shown))
    return {word for text in texts for word in _WORD.findall(unescape(_TAG.sub(" ", text)).lower())}


def _begins(address: str, least: int) -> bool:
    return int.from_bytes(blake2b(address.encode(), digest_size=8).digest()) % least == 0
