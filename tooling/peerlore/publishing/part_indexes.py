"""The parts of all languages, each made by a Pagefind of its own or kept from before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import NamedTuple, TypeAlias

from peerlore.model.errors import CannotRun
from peerlore.publishing.keeping import Keeping, key_of
from peerlore.publishing.pagefind import UNWANTED
from peerlore.publishing.part_index import Engine, IndexedPage, PartIndex, index_part
from peerlore.publishing.searched_pages import SearchedPage

_AT_ONCE = 2
"""Processes of Pagefind. One takes some 150 MB for a part, and most of its work is done on one core."""


_Asked: TypeAlias = "Future[tuple[PartIndex, Engine]]"


class Part(NamedTuple):
    """A part, and the key under which it is kept."""

    key: bytes
    made: PartIndex


def part_indexes(
    parts: Iterable[tuple[str, list[SearchedPage]]], kept: Keeping, gently: bool, stop: Callable[[], bool]
) -> dict[str, tuple[Engine, list[Part]]]:
    """What searches and what is searched, by language, with the parts in their order.

    Raises CannotRun where Pagefind cannot run, or once `stop` says so.
    """
    engines: dict[str, Engine | None] = {}
    made: dict[str, list[tuple[bytes, PartIndex | _Asked]]] = {}
    busy: set[_Asked] = set()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for language, pages in parts:
            if stop():
                raise CannotRun(UNWANTED)
            if language not in engines:
                engines[language] = _known_engine(language, kept)
            key = key_of("part", language, *(text for page in pages for text in (page.address, page.digest)))
            # An engine that is not known comes with the first part.
            index = _known_part(key, kept) if engines[language] or language in made else None
            if index is None:
                while len(busy) == _AT_ONCE:
                    done, busy = wait(busy, return_when=FIRST_COMPLETED)
                    _heed(done)
                asked = pool.submit(index_part, language, pages, gently, stop)
                busy.add(asked)
            made.setdefault(language, []).append((key, index or asked))
    return {language: _answered(language, engines[language], own, kept) for language, own in made.items()}


def _heed(done: Iterable[_Asked]) -> None:
    for asked in done:
        asked.result()


def _answered(
    language: str, engine: Engine | None, parts: Iterable[tuple[bytes, PartIndex | _Asked]], kept: Keeping
) -> tuple[Engine, list[Part]]:
    indexes = []
    for key, index in parts:
        if isinstance(index, Future):
            index, own = index.result()
            _keep_part(key, index, kept)
            if engine is None:
                engine = own
                _keep_engine(language, engine, kept)
        indexes.append(Part(key, index))
    assert engine is not None  # noqa: S101 - there is a part, and where it was known, its engine was
    return engine, indexes


def _known_part(key: bytes, kept: Keeping) -> PartIndex | None:
    found = kept.recall(key)
    if found is None:
        return None
    (pages, fields, known), pieces = found
    return PartIndex([IndexedPage(*page) for page in pages], fields, known, pieces[: len(pages)], pieces[len(pages) :])


def _keep_part(key: bytes, part: PartIndex, kept: Keeping) -> None:
    kept.keep(key, ([tuple(page) for page in part.pages], part.fields, part.known), (*part.fragments, *part.chunks))


def _known_engine(language: str, kept: Keeping) -> Engine | None:
    found = kept.recall(key_of("engine", language))
    if found is None:
        return None
    (version, entry, names), pieces = found
    return Engine(version, entry, dict(zip(names, pieces, strict=True)))


def _keep_engine(language: str, engine: Engine, kept: Keeping) -> None:
    kept.keep(key_of("engine", language), (engine.version, engine.entry, list(engine.files)), list(engine.files.values()))
