"""The search index of a finished site: its pages handed to Pagefind part by part, the parts joined and put into `pagefind/` of the site.

Every language gets a bundle of its own, `pagefind/<language>/`. A page loads that of its language, with its stemmer, and
asks another only where a reader wants texts in other languages. How the pages are cut into parts does not show in it.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from peerlore.checking.judged import Memory
from peerlore.publishing import cbor
from peerlore.publishing.facet_table import facet_table
from peerlore.publishing.joined_words import joined_words, ranges
from peerlore.publishing.keeping import Keeping, key_of
from peerlore.publishing.packed import digest, packed, packed_digests, short_names, unpacked
from peerlore.publishing.pagefind import PLACES
from peerlore.publishing.part_index import Engine
from peerlore.publishing.part_indexes import Part, part_indexes
from peerlore.publishing.part_words import Word, put_away, taken_out, words_in
from peerlore.publishing.searched_pages import parts, searched_pages

FOLDER = "pagefind"
"""Where the index stands below the site's root. Pagefind derives the root from this name."""
LEAST = 128
"""Pages that one part holds at least, where there are as many."""
_MOST_WORDS = 4000
"""Words to which a mistyped one is compared: some 15 KB compressed, and a comparison that takes a few milliseconds."""


def write_search_index(
    site: Path,
    *,
    gently: bool = False,
    stop: Callable[[], bool] = lambda: False,
    memory: Memory | None = None,
    least: int = LEAST,
) -> None:
    """Index the pages of `site` that are marked for it, into `site/pagefind/`, in place of what stands there.

    `gently` leaves the processor to others. `memory` spares what was made before of the same pages, and `least` is how many
    pages are indexed together at least. The same pages give the same bytes, whatever these say. Raises CannotRun where
    Pagefind cannot run, or once `stop` says so; then all stays as it was.
    """
    folder, aside = site / FOLDER, site / f".{FOLDER}"
    shutil.rmtree(aside, ignore_errors=True)
    kept = Keeping(memory)
    made = part_indexes(parts(searched_pages(site), least), kept, gently, stop)
    aside.mkdir()
    for language, (engine, own) in sorted(made.items()):
        for name in ("fragment", "index"):
            (aside / language / name).mkdir(parents=True)
        for name, content in _bundle(language, engine, own, kept):
            (aside / language / name).write_bytes(content)
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)


def _bundle(language: str, engine: Engine, parts: Sequence[Part], kept: Keeping) -> Iterator[tuple[str, bytes]]:
    """The files of an index, each with its path below the folder of the language."""
    pages = [page for part in parts for page in part.made.pages]
    names = short_names(language, [page.digest for page in pages])
    fragments = (content for part in parts for content in part.made.fragments)
    yield from ((f"fragment/{name}.pf_fragment", content) for name, content in zip(names, fragments, strict=True))

    fields = sorted({field for part in parts for field in part.made.fields})
    ends = accumulate(len(part.made.pages) for part in parts)
    chunks = joined_words([(end - len(part.made.pages), _words(part, fields, kept)) for end, part in zip(ends, parts, strict=True)], PLACES)
    places = short_names(language, [digest(chunk.content) for chunk in chunks])
    yield from ((f"index/{name}.pf_index", _packed(chunk.content, kept)) for name, chunk in zip(places, chunks, strict=True))

    listed = [[name, page.words] for name, page in zip(names, pages, strict=True)]
    fetched = [[first, last, name] for (first, last), name in zip(ranges(chunks), places, strict=True)]
    # Neither filters nor orders: what readers narrow and sort by stands in a table of its own.
    description = cbor.written([engine.version, listed, fetched, [], [], fields])
    own = f"{language}_{digest(description)}"
    yield f"pagefind.{own}.pf_meta", packed_digests(description)
    yield from engine.files.items()
    yield "pagefind-entry.json", _json(_entry(engine, own, len(pages)))

    yield "facets.pf_facets", packed_digests(_json(facet_table(list(zip(names, pages, strict=True)))))
    known: Counter[str] = Counter()
    for part in parts:
        known.update(part.made.known)
    yield "words.json", _json(sorted(known, key=lambda word: (-known[word], word))[:_MOST_WORDS])


def _words(part: Part, fields: Sequence[str], kept: Keeping) -> list[Word]:
    """The words of a part, with the numbers that fields have in the whole index."""
    key = key_of("words", part.key, *fields)
    if found := kept.recall(key):
        return taken_out(*found)
    numbers = [fields.index(field) for field in part.made.fields]
    words = [word for chunk in part.made.chunks for word in words_in(unpacked(chunk), numbers)]
    kept.keep(key, *put_away(words))
    return words


def _packed(content: bytes, kept: Keeping) -> bytes:
    key = key_of("packed", content)
    if found := kept.recall(key):
        return found[1][0]
    made = packed(content)
    kept.keep(key, None, [made])
    return made


def _entry(engine: Engine, name: str, pages: int) -> dict[str, Any]:
    ((language, own),) = engine.entry["languages"].items()
    return {
        **engine.entry,
        "languages": {language: {**own, "hash": name, "page_count": pages}},
        "include_characters": sorted(engine.entry["include_characters"]),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
