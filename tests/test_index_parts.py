"""A search index is made part by part and kept from one build to the next, and it shows in nothing but the time that takes."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from library_kit import PATIENCE, commit, module, run, small_library, tree, write
from peerlore.model.errors import CannotRun
from peerlore.outside.memory import DiskMemory
from peerlore.publishing import cbor
from peerlore.publishing.packed import unpacked
from peerlore.publishing.pagefind import Pagefind
from peerlore.publishing.preview_index import PreviewIndex
from peerlore.publishing.search_index import LEAST, write_search_index
from peerlore.publishing.searched_pages import places_of, searched_pages

FEW = 6
"""Pages in a part, so that a site of some dozens has several."""
WORDS = ("ask", "listen", "meet", "write", "draw", "agree", "café", "cafe", "naïve", "élan", "plan", "circle", "decide", "share", "learn")
_counting: list[list[str]] = []


def _count(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen" and "--service" in (arguments[1] or ()):
        for count in _counting:
            count.append(str(arguments[0]))


sys.addaudithook(_count)


@contextmanager
def asked() -> Iterator[list[str]]:
    """Collects each start of Pagefind; an index of one part takes one."""
    count: list[str] = []
    _counting.append(count)
    yield count
    _counting.remove(count)


def text(number: int, language: str = "en", more: str = "") -> str:
    """A page as an engine leaves it: every third has a picture, which is a field of its own, and some say a word very often."""
    chance = random.Random(number)  # noqa: S311 - the same page in every run, nothing secret
    prose = " ".join(f"{chance.choice(WORDS)}{chance.choice(['', 's', 'ing', f' word{chance.randrange(400)}'])}" for _ in range(60))
    times = 2600 if number in (7, 11) else number % 3
    often = "patience " * times + "patiently " * times  # each fills a file of its own, and these two begin alike
    picture = '<img src="/plan.png" alt="The plan">' if number % 9 in (3, 4, 5) else ""
    summary = f'<i data-pagefind-meta="summary:How to {chance.choice(WORDS)}"></i>' if number % 5 else ""
    return (
        f'<!doctype html><html lang="{language}"><body>Frame<main data-pagefind-body>{summary}'
        f'<i data-pagefind-filter="level:{chance.choice(["aware", "able"])}"></i><h1>Café {number}</h1>{picture}'
        f'<h2 id="more">More</h2><p>{prose} {often} {more}</p></main></body></html>'
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of some dozens of pages, a few of them French."""
    folder = tmp_path / "site"
    for number in range(50):
        write(folder / f"{'help' if number < 9 else 'modules'}/page-{number:02}/index.html", text(number))
    for number in range(9):
        write(folder / f"fr/page-{number}/index.html", text(number + 100, "fr"))
    write(folder / "index.html", "<html lang='en'><main>Home</main></html>")
    return folder


def index(site: Path, **choices: Any) -> dict[str, bytes]:
    """The files of the site's index, made in small parts unless `choices` say otherwise."""
    write_search_index(site, **{"least": FEW, **choices})
    return tree(site / "pagefind")


def described(files: dict[str, bytes], language: str) -> Any:
    """The description of an index of ours, as values."""
    (own,) = (content for name, content in files.items() if name.startswith(f"{language}/") and name.endswith(".pf_meta"))
    return cbor.read(unpacked(own))[0]


def test_parts_do_not_show(site: Path) -> None:
    with asked() as parts:
        several = index(site)
    assert len(parts) > 6
    with asked() as parts:
        assert index(site, least=1000) == several
    assert len(parts) == 2


def test_joined_parts_say_what_pagefind_says_of_all_pages_at_once(site: Path) -> None:
    ours = index(site)
    for language in ("en", "fr"):
        with Pagefind() as pagefind:
            number = pagefind.new_index(language)
            for own, page in searched_pages(site, places_of(site)):
                if own == language:
                    pagefind.add(number, page.address, f'<!doctype html><html lang="{language}"><body>{page.shown}</body></html>')
            theirs = dict(pagefind.files(number))
        (meta,) = (content for name, content in theirs.items() if name.endswith(".pf_meta"))
        version, pages, chunks, _, _, fields = cbor.read(unpacked(meta))[0]
        own_version, own_pages, own_chunks, _, _, own_fields = described(ours, language)
        assert (own_version, own_fields) == (version, fields)
        assert {"image", "image_alt", "summary", "title"} == set(fields)
        assert [page[1] for page in own_pages] == [page[1] for page in pages]
        assert [chunk[:2] for chunk in own_chunks] == [chunk[:2] for chunk in chunks]
        assert len(chunks) > (language == "en")
        for (own, _), (name, _) in zip(own_pages, pages, strict=True):
            assert unpacked(ours[f"{language}/fragment/{own}.pf_fragment"]) == unpacked(theirs[f"fragment/{name}.pf_fragment"])
        for own_chunk, chunk in zip(own_chunks, chunks, strict=True):
            assert unpacked(ours[f"{language}/index/{own_chunk[2]}.pf_index"]) == unpacked(theirs[f"index/{chunk[2]}.pf_index"])


def test_a_library_that_was_built_is_indexed_in_parts_with_the_same_bytes(tmp_path: Path) -> None:
    modules = {f"content/modules/sharing/practise-{number:02}.md": module(f"practise-{number:02}") for number in range(20)}
    library = small_library(tmp_path / "bibliothèque", modules)
    commit(library)
    assert run("build", cwd=library).code == 0
    built = tree(library / "site/pagefind")
    with asked() as parts:
        assert index(library / "site") == built
    assert len(parts) > 3


def memory_of(folder: Path) -> DiskMemory:
    return DiskMemory(folder / "memory.sqlite")


def remembering(site: Path, folder: Path) -> dict[str, bytes]:
    """The index, made with what was kept in `folder`, where what is new is kept as well."""
    memory = memory_of(folder)
    files = index(site, memory=memory)
    memory.save()
    return files


def edited(site: Path) -> None:
    write(site / "modules/page-30/index.html", text(30, more="Nobody wrote xylophone before."))


def added_in_front(site: Path) -> None:
    write(site / "about/index.html", text(60))


def removed(site: Path) -> None:
    shutil.rmtree(site / "modules/page-20")


def renamed(site: Path) -> None:
    (site / "modules/page-12").rename(site / "modules/page-40b")


def a_new_field(site: Path) -> None:
    write(site / "modules/page-13/index.html", text(13).replace("<h1>", '<i data-pagefind-meta="author:mara"></i><h1>'))


CHANGES: dict[Callable[[Path], None], int] = {edited: 1, added_in_front: 4, removed: 3, renamed: 5, a_new_field: 1}
"""What may happen to a site, and how many parts may have to be indexed anew. A page that comes or goes can move a border or two."""


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_a_change_pagefind_is_asked_about_what_changed_alone(change: Callable[[Path], None], site: Path, tmp_path: Path) -> None:
    before = remembering(site, tmp_path)
    with asked() as parts:
        assert remembering(site, tmp_path) == before
    assert parts == []
    change(site)
    with asked() as parts:
        after = remembering(site, tmp_path)
    assert 1 <= len(parts) <= CHANGES[change]
    assert after != before
    assert index(site) == after


def test_one_memory_serves_a_site_that_goes_on_changing(site: Path, tmp_path: Path) -> None:
    for change in (*CHANGES, lambda site: shutil.rmtree(site / "fr"), lambda site: shutil.rmtree(site / "help")):
        change(site)
        assert remembering(site, tmp_path) == index(site)


class Shoebox(dict[bytes, bytes]):
    """A memory without a disk, and without a look at what it gives."""

    def put(self, key: bytes, text: bytes) -> None:
        self[key] = text


POISONS: dict[str, Callable[[Shoebox], None]] = {
    "nothing": lambda kept: kept.update((key, b"") for key in kept),
    "cut off": lambda kept: kept.update((key, text[:-1]) for key, text in kept.items()),
    "longer": lambda kept: kept.update((key, text + b"x") for key, text in kept.items()),
    "one bit": lambda kept: kept.update((key, text[:-1] + bytes([text[-1] ^ 1])) for key, text in kept.items()),
    "of another": lambda kept: kept.update(zip(list(kept), list(reversed(kept.values())), strict=True)),
    "only the engine lost": lambda kept: [kept.pop(key) for key in list(kept) if b"wasm" in kept[key]],
}


@pytest.mark.parametrize("poison", POISONS.values(), ids=POISONS)
def test_a_memory_that_says_something_else_changes_nothing(poison: Callable[[Shoebox], None], site: Path) -> None:
    kept = Shoebox()
    before = index(site, memory=kept)
    with asked() as parts:
        assert index(site, memory=kept) == before
    assert parts == []
    poison(kept)
    with asked() as parts:
        assert index(site, memory=kept) == before
    assert parts != []


def test_a_damaged_memory_on_disk_changes_nothing(site: Path, tmp_path: Path) -> None:
    before = remembering(site, tmp_path)
    with sqlite3.connect(tmp_path / "memory.sqlite") as database:
        database.execute("UPDATE kept SET text = substr(text, 1, length(text) - 1) || x'00'")
    assert remembering(site, tmp_path) == before
    (tmp_path / "memory.sqlite").write_bytes(b"not a database")
    assert remembering(site, tmp_path) == before


def test_the_command_remembers_unless_told_not_to(site: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    written = []
    for folder in (str(cache), str(cache), ""):
        outcome = run("index", site, cwd=tmp_path, PEERLORE_CACHE_DIR=folder)
        assert outcome.code == 0, outcome
        (file,) = cache.iterdir()
        written.append((file.stat().st_size, file.stat().st_mtime_ns, tree(site / "pagefind")))
    # What is known already is not put a second time.
    assert written[0] == written[1] == written[2]
    assert written[0][0] > 100_000


def test_a_preview_asks_anew_about_what_changed_alone(site: Path) -> None:
    copy = site.with_name("copy")
    preview = PreviewIndex(site)
    try:
        for wanted in (2, 1, 0):
            shutil.copytree(site, copy)
            fresh = index(copy, least=LEAST)
            shutil.rmtree(copy)
            shutil.rmtree(site / "pagefind", ignore_errors=True)
            with asked() as parts:
                preview.renew()
                deadline = time.monotonic() + PATIENCE
                while not (site / "pagefind").exists() and time.monotonic() < deadline:
                    time.sleep(0.1)
            assert tree(site / "pagefind") == fresh
            assert len(parts) == wanted
            if wanted == 2:
                edited(site)
    finally:
        preview.end()


def test_pages_whose_names_begin_alike_are_both_found(site: Path) -> None:
    """Names of pages are digests cut to seven letters; two in some ten thousand pages share one."""
    files = index(site)
    name = next(name for name, _ in described(files, "en")[1])
    shown = unpacked(files[f"en/fragment/{name}.pf_fragment"]).decode()
    old = json.loads(shown)["url"]
    source = site / f"{old}index.html"
    seen: dict[str, str] = {}
    for number in range(200_000):
        url = f"modules/twin-{number}/"
        digest = hashlib.sha256(shown.replace(json.dumps(old), json.dumps(url), 1).encode()).hexdigest()
        if seen.setdefault(digest[:7], url) != url:
            break
    twins = [seen[digest[:7]], url]
    for twin in twins:
        write(site / f"{twin}index.html", source.read_text("utf-8"))
    found = index(site)
    fragments = {name: json.loads(unpacked(content))["url"] for name, content in found.items() if "en/fragment/" in name}
    long = {name.split("_")[1].split(".")[0]: address for name, address in fragments.items() if address in twins}
    assert sorted(long.values()) == sorted(twins)
    assert {len(name) for name in long} == {16}
    assert len({name[:7] for name in long}) == 1
    assert {f"en/fragment/{name}.pf_fragment" for name, _ in described(found, "en")[1]} == set(fragments)
    listed = json.loads(unpacked(found["en/facets.pf_facets"]))["pages"].split()
    assert set(long) <= set(listed)


def test_an_index_that_nobody_waits_for_leaves_all_as_it_was(site: Path) -> None:
    before = index(site)
    edited(site)
    for patience in (0, 3, 40):
        looks = iter(range(patience))
        with pytest.raises(CannotRun, match="no longer wanted"):
            index(site, stop=lambda looks=looks: next(looks, None) is None)
        assert tree(site / "pagefind") == before
        assert not (site / ".pagefind").exists()
