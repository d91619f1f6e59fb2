"""What of a finished site is searched, page after page, and its cut into parts that are indexed on their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from html import unescape
from pathlib import Path, PurePosixPath

_LANGUAGE = re.compile(r'<html[^>]*? lang="([A-Za-z-]+)"')
_SEARCHED = "data-pagefind-body"
_HEADLINE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_SKILL = re.compile(r'data-pagefind-filter="(?:skill|helps):([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')
_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST = 3
"""How many times the least a part may hold."""


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """A page as it is searched: its address below the root of the site, a digest of what is searched, and how to read that."""

    address: str
    digest: str
    read: Callable[[], str]

    @property
    def shown(self) -> str:
        """HTML of what readers see, without the frame around it."""
        return self.read()


class Seen:
    """What is known of pages by the digests of their files, so that a page which did not change need not be read.

    `before` is what `now` was the last time.
    """

    def __init__(self, before: Mapping[str, Sequence[str]], digests: Mapping[str, str]) -> None:
        self._before = before
        self._digests = digests
        self.now: dict[str, Sequence[str]] = {}

    def recall(self, place: str) -> Sequence[str] | None:
        """Language and digest of what is searched of the page at a place, as `keep` got them; None where nothing is known."""
        found = self._before.get(self._digests.get(place, ""))
        if found is not None:
            self.now[self._digests[place]] = found
        return found

    def keep(self, place: str, said: Sequence[str]) -> None:
        """Note what was found out about the page at a place."""
        if place in self._digests:
            self.now[self._digests[place]] = said


def places_of(site: Path) -> Iterable[str]:
    """The places of all pages of a site."""
    return (page.relative_to(site).as_posix() for page in site.rglob("*.html"))


def searched_pages(site: Path, places: Iterable[str], seen: Seen | None = None) -> Iterator[tuple[str, SearchedPage]]:
    """Those pages at these places of a site that are searched, each with its language, in the order of their paths."""
    for place in sorted(places, key=PurePosixPath):
        said = seen.recall(place) if seen else None
        read = partial(_read, site / place)
        if said is None:
            language, shown = _looked_at((site / place).read_text("utf-8"))
            said = (language, blake2b(shown.encode(), digest_size=16).hexdigest())
            read = partial(str, shown)
            if seen:
                seen.keep(place, said)
        language, digest = said
        if language:
            yield language, SearchedPage(place.removesuffix("index.html"), digest, read)


def _read(page: Path) -> str:
    return _looked_at(page.read_text("utf-8"))[1]


def _looked_at(html: str) -> tuple[str, str]:
    """The language of a page and what is searched of it; nothing where readers should not find it.

    A typographic apostrophe becomes a plain one, since Pagefind finds « école » in « l'école » but not in « l’école »; the
    browser turns it back.
    """
    language = _LANGUAGE.search(html)
    if _SEARCHED not in html or language is None:
        return "", ""
    shown = html[html.index("<main") : html.rindex("</main>")] + "</main>"
    return language[1].lower(), _PERMALINK.sub("", shown).replace("’", "'")


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


def words_of(shown: str) -> set[str]:
    """The words of the title and the skills of a page that is searched."""
    texts = (*_HEADLINE.findall(shown), *_SKILL.findall(shown))
    return {word for text in texts for word in _WORD.findall(unescape(_TAG.sub(" ", text)).lower())}


def _begins(address: str, least: int) -> bool:
    return int.from_bytes(blake2b(address.encode(), digest_size=8).digest()) % least == 0
