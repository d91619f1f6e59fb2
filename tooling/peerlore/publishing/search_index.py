"""The search index of a finished site: its pages handed to Pagefind, and what that makes put into `pagefind/` of the site.

Every language gets a bundle of its own, `pagefind/<language>/`. A page loads that of its language, with its stemmer, and
asks another only where a reader wants texts in other languages.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path

from peerlore.publishing.facet_table import facet_table
from peerlore.publishing.pagefind import Pagefind
from peerlore.publishing.steady_index import digest, packed, steady_description

FOLDER = "pagefind"
"""Where the index stands below the site's root. Pagefind derives the root from this name."""

_LANGUAGE = re.compile(r'<html[^>]*? lang="([A-Za-z-]+)"')
_SEARCHED = "data-pagefind-body"
_NEEDED = re.compile(r"pagefind(-worker)?\.js|(index|fragment)/.*")
_HEADLINE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_SKILL = re.compile(r'data-pagefind-filter="(?:skill|helps):([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')
_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST_WORDS = 4000
"""Words to which a mistyped one is compared: some 15 KB compressed, and a comparison that takes a few milliseconds."""


def write_search_index(site: Path, *, gently: bool = False, stop: Callable[[], bool] = lambda: False) -> None:
    """Index the pages of `site` that are marked for it, into `site/pagefind/`, in place of what stands there.

    `gently` leaves the processor to others; once `stop` says so, all stays as it was. The same pages give the same bytes.
    Raises CannotRun where Pagefind cannot run.
    """
    folder, aside = site / FOLDER, site / f".{FOLDER}"
    shutil.rmtree(aside, ignore_errors=True)
    numbers: dict[str, int] = {}
    words: dict[str, Counter[str]] = {}
    with Pagefind(gently=gently, stop=stop) as pagefind:
        for address, language, shown in searched_pages(site):
            if stop():
                return
            if language not in numbers:
                numbers[language] = pagefind.new_index(language)
            pagefind.add(numbers[language], address, f'<!doctype html><html lang="{language}"><body>{shown}</body></html>')
            words.setdefault(language, Counter()).update(set(_words(shown)))
        aside.mkdir()
        for language in sorted(numbers):
            files = _steady(dict(pagefind.files(numbers[language])), language)
            files["facets.pf_facets"] = packed(_json(facet_table(files)))
            files["words.json"] = _most_frequent(words[language])
            for name, content in files.items():
                file = aside / language / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)


def searched_pages(site: Path) -> Iterator[tuple[str, str, str]]:
    """The pages of a site that are searched, in the order of their paths: address below the root, language, and what is read of them.

    The frame around a page is left out. A typographic apostrophe becomes a plain one, since Pagefind finds « école » in
    « l'école » but not in « l’école »; the browser turns it back.
    """
    for page in sorted(site.rglob("*.html")):
        html = page.read_text("utf-8")
        language = _LANGUAGE.search(html)
        if _SEARCHED in html and language is not None:
            shown = html[html.index("<main") : html.rindex("</main>")] + "</main>"
            address = page.relative_to(site).as_posix().removesuffix("index.html")
            yield address, language[1].lower(), _PERMALINK.sub("", shown).replace("’", "'")


def _steady(made: Mapping[str, bytes], language: str) -> dict[str, bytes]:
    """What a browser needs of an index, with the same bytes for the same pages."""
    files = {name: content for name, content in made.items() if _NEEDED.fullmatch(name)}
    entry = json.loads(made["pagefind-entry.json"])
    (own,) = entry["languages"].values()
    engine = f"wasm.{own['wasm'] or 'unknown'}.pagefind"
    files[engine] = made[engine]
    description = steady_description(made[f"pagefind.{own['hash']}.pf_meta"])
    own["hash"] = f"{language}_{digest(description, 10)}"
    files[f"pagefind.{own['hash']}.pf_meta"] = packed(description)
    entry["include_characters"].sort()
    files["pagefind-entry.json"] = _json(entry)
    return files


def _words(shown: str) -> Iterator[str]:
    """The words of a page's title and skills."""
    for text in (*_HEADLINE.findall(shown), *_SKILL.findall(shown)):
        yield from _WORD.findall(unescape(_TAG.sub(" ", text)).lower())


def _most_frequent(words: Counter[str]) -> bytes:
    return _json(sorted(words, key=lambda word: (-words[word], word))[:_MOST_WORDS])


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
