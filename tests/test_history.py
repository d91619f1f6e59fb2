"""What git's history says of ids: never used for another page, and never lost without a trace."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from library_kit import commit, run, run_program, write
from story import BASE

PAGE = "content/modules/tools/choose-a-screwdriver.md"
OTHER = "Mix orange juice and vodka over ice, stir twice, and serve it before the ice melts.\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library in a folder of a larger repository, whose names have accents and spaces."""
    root = tmp_path / "Dépôt commun" / "Bibliothèque d'atelier"
    shutil.copytree(BASE, root)
    commit(root.parent, "First")
    return root


def named(text: str, id: str) -> str:
    return re.sub(r"^id: .*$", f"id: {id}", text, count=1, flags=re.MULTILINE)


def new_page(library: Path, id: str, body: str) -> Path:
    text = (library / "content/modules/safety/lock-the-power.md").read_text("utf-8")
    front = text[: text.index("\n---\n", 4) + 5].replace("title: ", "title: Not ")
    file = library / f"content/modules/safety/{id}.md"
    write(file, f"{named(front, id)}\n{body}")
    return file


def codes(library: Path, ref: str) -> list[str]:
    outcome = run("check", "--changed-since", ref, cwd=library)
    assert outcome.code in (0, 1), outcome
    return re.findall(r": (I00[89]) ", outcome.out)


def without_old_page(library: Path) -> str:
    """Take a page away that nothing names, in a commit of its own; returns the text it had."""
    file = new_page(library, "old-page", "A text that stood here for years, and told how to lock the power of a lathe.\n")
    commit(library.parent, "Come")
    text = file.read_text("utf-8")
    file.unlink()
    commit(library.parent, "Go")
    return text


def test_an_id_that_belonged_to_another_page_is_refused_with_its_last_day(library: Path) -> None:
    without_old_page(library)
    new_page(library, "old-page", OTHER)
    said = run("check", "--changed-since", "HEAD", cwd=library).out
    assert "I008 the id 'old-page' belonged to another page, content/modules/safety/old-page.md, until 2026-03-01" in said
    commit(library.parent, "Taken all the same")
    assert codes(library, "HEAD~1") == ["I008"]
    assert codes(library, "HEAD") == [], "only those who bring an id can still choose another"
    assert "I008" not in run("check", cwd=library).out


def test_a_page_that_comes_back_keeps_its_id(library: Path) -> None:
    text = without_old_page(library)
    write(library / "content/modules/tools/old-page.md", text + "\nOne more sentence.\n")
    assert codes(library, "HEAD") == []


def test_what_came_and_went_inside_of_a_branch_was_never_published(library: Path) -> None:
    run_program("git", "switch", "-qc", "branch", cwd=library)
    without_old_page(library)
    run_program("git", "switch", "-q", "main", cwd=library)
    merged = ("-c", "user.name=Zoé", "-c", "user.email=zoe@example.com", "merge", "-q", "--no-ff", "-m", "Merge", "branch")
    assert run_program("git", *merged, cwd=library).code == 0
    new_page(library, "old-page", OTHER)
    assert codes(library, "HEAD") == []


def test_a_renamed_page_should_name_its_old_id(library: Path) -> None:
    text = without_old_page(library)
    write(library / "content/modules/safety/old-page.md", text)
    commit(library.parent, "Come back")
    (library / "content/modules/safety/old-page.md").unlink()
    renamed = library / "content/modules/tools/new-page.md"
    write(renamed, named(text, "new-page"))
    outcome = run("check", "--changed-since", "HEAD", cwd=library)
    assert "new-page.md:2:5: I009 this module was called 'old-page' before this change" in outcome.out
    write(renamed, named(text, "new-page\nreplaces: [safety/old-page]"))
    assert codes(library, "HEAD") == []


def test_a_page_may_move_to_another_topic_if_it_says_where_it_stood(library: Path) -> None:
    text = (library / "content/modules/safety/lock-the-power.md").read_text("utf-8")
    (library / "content/modules/safety/lock-the-power.md").unlink()
    write(library / "content/modules/safety/lock-the-power/index.md", text)
    assert codes(library, "HEAD") == [], "the address is the same"
    shutil.rmtree(library / "content/modules/safety/lock-the-power")
    write(library / "content/modules/tools/lock-the-power.md", text)
    assert codes(library, "HEAD") == ["I009"]
    write(library / "content/modules/tools/lock-the-power.md", named(text, "lock-the-power\nreplaces: [safety/lock-the-power]"))
    assert codes(library, "HEAD") == []


def test_a_shallow_clone_cannot_tell_and_says_nothing(library: Path, tmp_path: Path) -> None:
    without_old_page(library)
    clone = tmp_path / "Flacher Klon"
    assert run_program("git", "clone", "-q", "--depth", "2", library.parent.as_uri(), clone, cwd=tmp_path).code == 0
    shallow = clone / library.name
    new_page(shallow, "old-page", OTHER)
    assert codes(shallow, "HEAD") == []


def test_git_is_asked_for_history_only_if_an_id_is_new(library: Path, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    found = shutil.which("git")
    write(tmp_path / "bin/git", f'#!/bin/sh\necho "$@" >> "{asked}"\nexec "{found}" "$@"\n')
    (tmp_path / "bin/git").chmod(0o755)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    page = library / PAGE
    write(page, page.read_text("utf-8") + "\nOne more sentence.\n")
    run("check", "--changed-since", "HEAD", cwd=library, PATH=path)
    assert "log --first-parent" not in asked.read_text("utf-8")
    new_page(library, "brand-new-page", OTHER)
    run("check", "--changed-since", "HEAD", cwd=library, PATH=path)
    assert asked.read_text("utf-8").count("log --first-parent") == 1
