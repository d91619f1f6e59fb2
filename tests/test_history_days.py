"""The days that git's history gives each page: the same from memory as from a whole pass, whatever happened to the branch."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from library_kit import run, run_program, small_library, write
from peerlore.outside.history import Days, file_days
from peerlore.outside.memory import cache_file, memory_of

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
TOPICS = ("circles", "sharing", "Werkzeuge à main")


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A memory of its own for each test, since these ask without a process between."""
    monkeypatch.setenv("PEERLORE_CACHE_DIR", str(tmp_path / "memory"))
    return tmp_path / "memory"


def anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Days]:
    """What a whole pass says."""
    with monkeypatch.context() as forgetful:
        forgetful.setenv("PEERLORE_CACHE_DIR", "")
        return file_days(root)


@dataclass
class Town:
    """A repository whose library lies in a folder of its own, and what readers saw, told by the contents of files alone."""

    root: Path
    number: int = 0
    files: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Days] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    past: list[tuple[str, dict[str, str], dict[str, Days], dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main", self.root.parent)

    def git(self, *words: str | Path) -> str:
        moment = (START + timedelta(days=self.number)).isoformat()
        who = ("-c", "user.name=Zoé", "-c", "user.email=zoe@example.com")
        done = run_program("git", *who, *words, cwd=self.root, GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment)
        assert done.code == 0, done
        return done.out.strip()

    def commit(self, files: Mapping[str, str]) -> None:
        """Commit these files and no others on the branch that is checked out, one day later."""
        self.number += 1
        for name in self.files.keys() - files.keys():
            (self.root / name).unlink()
        for name, text in files.items():
            if self.files.get(name) != text:
                write(self.root / name, text)
        self.files = dict(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", f"Day {self.number}")

    def published(self, before: Mapping[str, str]) -> None:
        """Readers see what lies here now, and saw `before` until today."""
        day = (START + timedelta(days=self.number)).date().isoformat()
        gone, came = before.keys() - self.files.keys(), self.files.keys() - before.keys()
        seen = {name: days for name, days in self.seen.items() if name not in gone}
        for name in self.files.keys() & before.keys():
            if self.files[name] != before[name]:
                seen[name] = replace(self.seen[name], last=day)
        moved = set()
        for name in came:
            same = [old for old in gone if before[old] == self.files[name]]
            namesake = [old for old in gone if Path(old).name == Path(name).name]
            if same:
                seen[name] = self.seen[same[0]]
            elif namesake:
                seen[name] = Days(self.seen[namesake[0]].first, day)
            else:
                seen[name] = Days(self.first.get(name, day), day)
            moved.update(same or namesake)
        self.first = {**self.first, **{name: self.seen[name].first for name in gone}}
        self.first = {name: day for name, day in self.first.items() if name not in moved and name not in came}
        self.seen = {name: days for name, days in seen.items() if name.startswith("content/")}

    def remember(self) -> None:
        self.past.append((self.git("rev-parse", "HEAD"), dict(self.files), dict(self.seen), dict(self.first)))

    def set_back(self, to: int) -> None:
        """As after a force-push to a commit that readers saw before, by its place among what is remembered."""
        commit, files, seen, first = self.past[to]
        self.git("reset", "--quiet", "--hard", commit)
        self.files, self.seen, self.first = dict(files), dict(seen), dict(first)


def one_change(chance: random.Random, files: Mapping[str, str], used: Iterator[int]) -> dict[str, str]:
    """The files after one person did one thing."""
    pages = sorted(name for name in files if name.endswith(".md"))
    new = dict(files)
    number = next(used)
    words = " ".join(chance.choices(["ask", "draw", "meet", "show", "tell", "plan", "learn"], k=40))
    deed = chance.choice(("add", "edit", "edit", "move", "move and edit", "remove", "come back", "beside")) if pages else "add"
    old = chance.choice(pages) if pages else ""
    elsewhere = f"content/modules/{chance.choice(TOPICS)}/{Path(old).name}"
    if deed == "add":
        new[f"content/modules/{chance.choice(TOPICS)}/page-{number}.md"] = f"Page {number}: {words}\n"
    elif deed == "edit":
        new[old] += f"Edited {number}.\n"
    elif deed.startswith("move") and elsewhere not in files:
        new[elsewhere] = new.pop(old) + (f"{words} {number}\n" * 9 if deed == "move and edit" else "")
    elif deed == "remove":
        del new[old]
    elif deed == "come back":
        name = f"page-{chance.randint(0, number)}.md"  # an id has one page at a time
        if name not in {Path(page).name for page in pages}:
            new[f"content/modules/circles/{name}"] = f"Back {number}: {words}\n"
    else:
        new[f"notes {number}.txt"] = f"{number}\n"
    return new


@pytest.mark.parametrize("seed", range(8))
def test_memory_and_a_whole_pass_tell_what_readers_saw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret is made here
    town = Town(tmp_path / "Dépôt commun" / "Bibliothèque d'ici")
    used = iter(range(10_000))
    for _ in range(30):
        before, deed = dict(town.files), chance.random()
        if deed < 0.15 and len(town.past) > 2:
            town.set_back(chance.randrange(len(town.past)))
        elif deed < 0.35 and town.past:
            town.git("switch", "--quiet", "--create", f"side-{town.number}")
            side = f"side-{town.number}"
            for _ in range(chance.randint(1, 3)):
                town.commit(one_change(chance, town.files, used))
            if chance.random() < 0.3:
                file_days(town.root)  # a side branch was built, and is remembered when main is
            town.git("switch", "--quiet", "main")
            town.number += 1
            town.git("merge", "--quiet", "--no-ff", "--message", "Merge", side)
            town.published(before)
        else:
            town.commit(one_change(chance, town.files, used))
            town.published(before)
        town.remember()
        if chance.random() < 0.6:
            assert file_days(town.root) == town.seen
    assert file_days(town.root) == town.seen == anew(town.root, monkeypatch)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Two pages that came on two days."""
    town = Town(tmp_path / "dépôt" / "library")
    town.commit({ASKED: "Ask what helps.\n" * 5})
    town.commit({**town.files, "content/modules/circles/draw.md": "Draw it.\n" * 5})
    town.remember()
    return town


ASKED = "content/modules/circles/ask.md"
MOVED = "content/modules/sharing/ask/index.md"
FIRST, SECOND, THIRD, FOURTH = (f"2026-01-{day:02}" for day in range(2, 6))


def without(files: Mapping[str, str], name: str) -> dict[str, str]:
    return {other: text for other, text in files.items() if other != name}


def test_a_page_that_only_moves_keeps_both_its_days(town: Town) -> None:
    town.commit({**without(town.files, ASKED), MOVED: town.files[ASKED]})
    assert file_days(town.root)[MOVED] == Days(FIRST, FIRST)


def test_a_page_that_is_rewritten_while_it_moves_keeps_its_first_day(town: Town) -> None:
    french = MOVED.replace(".md", ".fr.md")
    town.commit({**without(town.files, ASKED), MOVED: "All is new.\n", french: "Tout est neuf.\n"})
    assert file_days(town.root)[MOVED] == Days(FIRST, THIRD)
    assert file_days(town.root)[french] == Days(THIRD, THIRD), "a translation is a text of its own"


def test_a_page_that_comes_back_has_the_first_day_it_ever_had(town: Town) -> None:
    town.commit(without(town.files, ASKED))
    assert ASKED not in file_days(town.root)
    town.commit({**town.files, ASKED: "Ask again.\n"})
    assert file_days(town.root)[ASKED] == Days(FIRST, FOURTH)


def test_only_new_commits_are_read_the_next_time(tmp_path: Path) -> None:
    asked, found = tmp_path / "asked", shutil.which("git")
    write(tmp_path / "bin/git", f'#!/bin/sh\necho "$@" >> "{asked}"\nexec "{found}" "$@"\n')
    (tmp_path / "bin/git").chmod(0o755)
    town = Town(tmp_path / "dépôt" / "library")
    small_library(town.root)
    town.commit({})
    before = town.git("rev-parse", "HEAD")
    spans = []
    for _ in range(2):
        outcome = run("build", cwd=town.root, PATH=f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}", **memory_here())
        assert outcome.code == 0, outcome
        spans += [line.split()[-2] for line in asked.read_text("utf-8").splitlines() if " --name-status " in line]
        asked.unlink()
        town.commit({})
    assert spans == [before, f"{before}..{town.git('rev-parse', 'HEAD~1')}"]


def memory_here() -> dict[str, str]:
    return {"PEERLORE_CACHE_DIR": os.environ["PEERLORE_CACHE_DIR"]}


def kept(root: Path) -> tuple[bytes, bytes]:
    """Key and text of what is remembered of a history."""
    file = cache_file(root, "sqlite")
    assert file
    with closing(sqlite3.connect(file)) as database:
        ((key, text),) = database.execute("SELECT key, text FROM kept").fetchall()
    return key, text


POISONS: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda text: b"",
    "half of it": lambda text: text[: len(text) // 2],
    "without the last day": lambda text: text[:-10],
    "with a file too many": lambda text: text + b"\0content/other.md",
    "another commit": lambda text: b"0" * 40 + text[40:],
    "an option instead of a commit": lambda text: b"--output=told" + text[40:],
    "days in words": lambda text: text.replace(FIRST.encode(), b"yesterday!"),
    "files of another repository": lambda text: text[:40] + b"\0content/modules/circles/other.md\0" + FIRST.encode() * 2,
}


@pytest.mark.parametrize("poison", POISONS)
def test_what_was_spoiled_in_memory_is_told_anew(town: Town, monkeypatch: pytest.MonkeyPatch, poison: str) -> None:
    file_days(town.root)
    key, text = kept(town.root)
    town.commit({**without(town.files, ASKED), MOVED: town.files[ASKED]})
    memory = memory_of(town.root)
    assert memory
    memory.put(key, POISONS[poison](text))
    memory.save()
    assert file_days(town.root) == anew(town.root, monkeypatch)


def test_nobody_is_named_in_what_is_kept(town: Town) -> None:
    file_days(town.root)
    assert not re.search(b"zo|example|Zo", kept(town.root)[1])


def test_settings_of_a_user_change_no_day(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.git("switch", "--quiet", "--create", "side")
    town.commit({**town.files, "content/modules/circles/show.md": "Show it.\n"})
    town.git("switch", "--quiet", "main")
    town.git("merge", "--quiet", "--no-ff", "--message", "Merge", "side")
    town.commit({**without(town.files, ASKED), MOVED: town.files[ASKED]})
    plain = anew(town.root, monkeypatch)
    for name, value in {"log.showRoot": "false", "log.diffMerges": "off", "diff.renames": "false", "log.showSignature": "true"}.items():
        town.git("config", name, value)
    assert anew(town.root, monkeypatch) == plain


def test_a_clone_without_old_contents_tells_the_same_and_fetches_nothing(town: Town, tmp_path: Path) -> None:
    town.commit({**without(town.files, ASKED), MOVED: town.files[ASKED]})
    town.commit({**without(town.files, MOVED), ASKED: "All is new.\n"})
    town.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "leicht"
    town.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", town.root.parent.as_uri(), clone)
    told = file_days(town.root)
    town.root.parent.rename(tmp_path / "away")
    (clone / "library").mkdir()
    assert file_days(clone / "library") == told
    assert told[ASKED] == Days(FIRST, FOURTH)


def test_a_shallow_clone_and_a_folder_without_commits_tell_nothing(town: Town, tmp_path: Path) -> None:
    clone = tmp_path / "flach"
    town.git("clone", "--quiet", "--depth", "1", town.root.parent.as_uri(), clone)
    assert file_days(clone / town.root.name) == {}
    town.git("init", "--quiet", tmp_path / "leer")
    assert file_days(tmp_path / "leer") == {}
    assert file_days(tmp_path) == {}


def test_the_feed_has_the_day_of_the_text_and_not_of_its_move(tmp_path: Path) -> None:
    library = small_library(tmp_path / "bibliothèque")
    town = Town(tmp_path / "dépôt" / "library")
    shutil.copytree(library, town.root, dirs_exist_ok=True)
    old, new = (town.root / f"content/modules/{topic}/write-it-down.md" for topic in ("sharing", "circles"))
    town.number = 1
    town.git("add", "--all")
    town.git("commit", "--quiet", "--message", "All")
    town.number = 2
    old.rename(new)
    other = town.root / "content/modules/circles/ask-a-question.md"
    write(other, other.read_text("utf-8") + "\nOne more sentence.\n")
    town.git("add", "--all")
    town.git("commit", "--quiet", "--message", "Moved and edited")
    for _ in range(2):
        outcome = run("build", cwd=town.root, **memory_here())
        assert outcome.code == 0, outcome
        (feed,) = (town.root / "site").glob("feed*.xml")
        entries = re.findall(r"<entry .*?</entry>", feed.read_text("utf-8"), re.DOTALL)
        days = {
            name: next(re.findall(r"<updated>(.{10})", entry)[0] for entry in entries if name in entry)
            for name in ("write-it-down", "ask-a-question")
        }
        assert days == {"write-it-down": FIRST, "ask-a-question": SECOND}
        page = (town.root / "site/modules/circles/ask-a-question/index.html").read_text("utf-8")
        assert f'"datePublished":"{FIRST}","dateModified":"{SECOND}"' in page


def test_a_library_deep_in_a_repository_has_its_days(tmp_path: Path) -> None:
    town = Town(tmp_path / "dépôt" / ("department-of-everything-" * 3))
    town.commit({ASKED: "Ask.\n"})
    for _ in range(2):
        assert file_days(town.root) == {ASKED: Days(FIRST, FIRST)}
