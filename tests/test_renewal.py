"""After a change only what it touches is made anew, and the site is the one that a build from nothing makes, byte by byte."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from library_kit import commit, is_whole, module, page, run, small_library, tree, write

STEPS = 6
"""Random changes in a row; each is built twice."""
ADDED = tuple(f"added-{number}" for number in range(6))
LINKS = "See [one](added-1.md), [another](../sharing/write-it-down.md#how) and [a third](../circles/ask-a-question.md).\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path / "bibliothèque")


def build(library: Path, memory: Path | str, *words: str | Path) -> int:
    """Build a library; returns how many pages were rendered."""
    outcome = run("build", *words, cwd=library, PEERLORE_CACHE_DIR=str(memory))
    assert outcome.code == 0, outcome
    rendered = re.search(r"([\d,]+) pages rendered", outcome.out)
    assert rendered
    return int(rendered[1].replace(",", ""))


def from_nothing(library: Path, place: Path) -> dict[str, bytes]:
    """The site that a build from nothing makes of a library."""
    clone = Path(shutil.copytree(library, place, ignore=shutil.ignore_patterns("site", ".cache")))
    build(clone, "")
    return tree(clone / "site")


def accept(library: Path) -> None:
    """Have a library live with links to pages that are gone, or not there yet."""
    assert run("check", "--write-baseline", cwd=library).code == 0


def site_of(library: Path) -> dict[str, bytes]:
    """The site without what is not the build's own."""
    return {name: content for name, content in tree(library / "site").items() if not name.startswith(".")}


def set_field(file: Path, **fields: object) -> None:
    front, _, body = file.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    values = {key: json.loads(value) for key, _, value in (line.partition(": ") for line in front.splitlines())}
    write(file, page({**values, **fields}, body.removeprefix("\n")))


def settings(library: Path, **fields: object) -> None:
    file = library / "content/library.yml"
    write(file, json.dumps({**json.loads(file.read_text("utf-8")), **fields}, ensure_ascii=False))


def modules(library: Path) -> list[Path]:
    return sorted(file for file in (library / "content/modules").rglob("*.md") if not file.name.endswith(".fr.md"))


def add(library: Path, chance: random.Random) -> None:
    free = [name for name in ADDED if not any(file.stem == name for file in modules(library))]
    if free:
        name = chance.choice(free)
        fields = {"requires": ["draw-the-plan"], "tags": ["new"]} if chance.random() < 0.5 else {}
        write(library / "content/modules" / chance.choice(("circles", "sharing")) / f"{name}.md", module(name, LINKS, **fields))


def added(library: Path) -> list[Path]:
    return [file for file in modules(library) if file.stem in ADDED]


def remove(library: Path, chance: random.Random) -> None:
    for file in chance.sample(added(library), min(1, len(added(library)))):
        file.unlink()


def move(library: Path, chance: random.Random) -> None:
    for file in chance.sample(added(library), min(1, len(added(library)))):
        other = "sharing" if file.parent.name == "circles" else "circles"
        write(library / "content/modules" / other / file.name, file.read_text("utf-8"))
        file.unlink()


def rename(library: Path, chance: random.Random) -> None:
    """A person under another name: it stands on each page that they wrote."""
    set_field(library / "content/people/mara.md", name=f"Mara {chance.choice(('Lindqvist', 'Öberg', 'Ek'))}")


def retitle(library: Path, chance: random.Random) -> None:
    set_field(chance.choice(modules(library)), title=f"A title with number {chance.randrange(1000)}")


def rewrite(library: Path, chance: random.Random) -> None:
    file = chance.choice(modules(library))
    write(file, file.read_text("utf-8") + f"\nAnother sentence, number {chance.randrange(1000)}.\n")


def retire(library: Path, chance: random.Random) -> None:
    set_field(chance.choice(added(library) or modules(library)), status=chance.choice(("retired", "ready", "draft")))


def repolicy(library: Path, chance: random.Random) -> None:
    settings(
        library,
        title=f"Library {chance.randrange(3)}",
        review={"freshness": chance.choice((6, 12))},
        licence=chance.choice(("MIT", "CC0-1.0")),
    )


def reengine(library: Path, chance: random.Random) -> None:
    """Another setting of the site engine: it stands on every page."""
    text = re.sub(r"copyright: .*\n", "", (library / "mkdocs.yml").read_text("utf-8"))
    write(library / "mkdocs.yml", f"{text}copyright: Ours since {chance.randrange(1990, 1999)}\n")


CHANGES: tuple[Callable[[Path, random.Random], None], ...] = (add, add, remove, move, rename, retitle, rewrite, retire, repolicy, reengine)


@pytest.mark.parametrize("seed", [20261122, 20261123])
def test_after_any_change_the_site_is_that_of_a_build_from_nothing(library: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same changes in every run, nothing secret
    for _ in range(3):
        add(library, chance)
    accept(library)
    commit(library)
    build(library, tmp_path / "memory")
    for number in range(STEPS):
        change = chance.choice(CHANGES)
        change(library, chance)
        write(library / "README.md", f"Change {number}.\n")  # some of them find nothing to change
        accept(library)
        commit(library, f"{change.__name__} {number}")
        build(library, tmp_path / "memory")
        assert is_whole(library / "site")
        cold = from_nothing(library, tmp_path / f"cold-{number}")
        assert site_of(library) == {name: content for name, content in cold.items() if not name.startswith(".")}, change.__name__


def test_only_what_a_change_touches_is_rendered(library: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    first = build(library, memory)
    assert first > 30
    assert build(library, memory) == 0
    rewrite_body = library / "content/modules/sharing/write-it-down.md"
    write(rewrite_body, rewrite_body.read_text("utf-8") + "\nOne more sentence.\n")
    assert build(library, memory) == 1
    set_field(rewrite_body, title="Put it on paper")
    assert 1 < build(library, memory) < first / 2  # lists, the path, and the module that leads on to it
    reengine(library, random.Random(1))  # noqa: S311 - nothing secret
    assert build(library, memory) == first


def test_a_page_that_comes_or_goes_changes_links_to_it(library: Path, tmp_path: Path) -> None:
    """The text of the linking page stays the same."""
    memory = tmp_path / "memory"
    write(library / "content/modules/circles/added-0.md", module("added-0", "See [one](added-1.md).\n"))
    accept(library)
    shown = library / "site/modules/circles/added-0/index.html"
    build(library, memory)
    assert 'href="added-1.md"' in shown.read_text("utf-8")
    write(library / "content/modules/circles/added-1.md", module("added-1"))
    build(library, memory)
    assert 'href="../added-1/"' in shown.read_text("utf-8")
    (library / "content/modules/circles/added-1.md").unlink()
    build(library, memory)
    assert 'href="added-1.md"' in shown.read_text("utf-8")


def edited(file: Path) -> None:
    times = file.stat()
    file.write_text(file.read_text("utf-8").replace("Ask", "Beg"), "utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def replaced(file: Path) -> None:
    content, times = file.read_bytes(), file.stat()
    file.unlink()
    file.write_bytes(content.replace(b"Ask", b"Beg"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def linked(file: Path) -> None:
    aside = file.with_name("aside.html")
    file.rename(aside)
    file.symlink_to(aside)


def folder(file: Path) -> None:
    file.unlink()
    write(file / "index.html", "not a page")


def parent(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.write_text("not a folder", "utf-8")


def elsewhere(file: Path) -> None:
    aside = file.parent.with_name("aside")
    file.parent.rename(aside)
    file.parent.symlink_to(aside)


DAMAGES = (edited, replaced, linked, folder, parent, elsewhere, Path.unlink)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("which", ["site", ".cache/peerlore/.site.next"])
def test_what_somebody_did_to_a_page_does_not_last(library: Path, tmp_path: Path, damage: Callable[[Path], object], which: str) -> None:
    memory = tmp_path / "memory"
    build(library, memory)
    build(library, memory)
    sound = site_of(library)
    damage(library / which / "modules/circles/ask-a-question/index.html")
    for _ in range(2):  # the first build begins with the spare folder, the second with the site
        build(library, memory)
        assert site_of(library) == sound


def test_a_strange_file_in_the_spare_folder_never_gets_onto_the_site(library: Path, tmp_path: Path) -> None:
    memory, spare = tmp_path / "memory", library / ".cache/peerlore/.site.next"
    build(library, memory)
    build(library, memory)
    sound = site_of(library)
    write(spare / "modules/strange.html", "<script>alert(1)</script>")
    write(spare / ".hidden/strange.html", "<script>alert(1)</script>")
    (spare / "way-out").symlink_to("/")
    build(library, memory)
    assert site_of(library) == sound
    assert sorted(entry.name for entry in (library / "site").iterdir() if entry.name.startswith(".")) == [".gitignore"]


def test_a_damaged_memory_of_the_site_is_not_believed(library: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    build(library, memory)
    build(library, memory)
    sound = site_of(library)
    for file in memory.glob("*.sqlite"):
        with sqlite3.connect(file) as database:
            database.execute("UPDATE kept SET text = CAST(replace(CAST(text AS TEXT), 'index.html', 'other.html') AS BLOB)")
    assert build(library, memory) > 30
    assert site_of(library) == sound


def test_other_plugins_have_mkdocs_build_every_page(library: Path, tmp_path: Path) -> None:
    """Nobody knows what they do with a page; where they do nothing, it is the same page."""
    build(library, "")
    alone = site_of(library)
    write(library / "hook.py", "def on_page_content(html, **_):\n    return html\n")
    write(library / "mkdocs.yml", (library / "mkdocs.yml").read_text("utf-8") + "hooks: [hook.py]\n")
    pages = build(library, tmp_path / "memory")
    assert pages > 30
    assert site_of(library) == alone
    assert build(library, tmp_path / "memory") == pages


def test_an_index_that_somebody_damaged_is_whole_again(library: Path, tmp_path: Path) -> None:
    """The spare folder holds another one, and some of its files are taken from the site before one of them does not fit."""
    memory = tmp_path / "memory"
    build(library, memory)
    rewrite(library, random.Random(2))  # noqa: S311 - nothing secret
    build(library, memory)
    sound = site_of(library)
    for name in ("pagefind-entry.json", "words.json"):
        write(library / "site/pagefind/en" / name, "{}")
        assert build(library, memory) == 0
        assert site_of(library) == sound


def test_settings_that_make_no_difference_to_a_page_make_none(library: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    unusual = "extra: {1: one, two: 2}\nmarkdown_extensions:\n  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }\n"
    write(library / "mkdocs.yml", (library / "mkdocs.yml").read_text("utf-8") + unusual)
    assert build(library, memory) > 30
    write(library / "mkdocs.yml", (library / "mkdocs.yml").read_text("utf-8") + "watch: [content]\nstrict: true\n")
    outcome = run("build", "--library", library.name, cwd=library.parent, PEERLORE_CACHE_DIR=str(memory))
    assert outcome.code == 0, outcome
    assert ", 0 pages rendered," in outcome.out
    shutil.rmtree(library / "site")
    shutil.rmtree(library / ".cache")
    assert run("build", "--library", library.name, cwd=library.parent, PEERLORE_CACHE_DIR=str(memory)).code == 0


def test_a_link_in_place_of_a_folder_of_ours_empties_nothing(library: Path, tmp_path: Path) -> None:
    memory, dear = tmp_path / "memory", tmp_path / "cher"
    build(library, memory)
    write(dear / "letter.txt", "dear")
    shutil.rmtree(library / ".cache/peerlore/.site.next", ignore_errors=True)
    for name in (".site.next", "frame"):
        (library / ".cache/peerlore" / name).symlink_to(dear)
    build(library, memory)
    assert tree(dear) == {"letter.txt": b"dear"}
