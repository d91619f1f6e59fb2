"""The workflows run: a change is checked by code that it cannot loosen, and a publication that fails leaves the last good site."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flow_kit import LIBRARY, World, make_world
from library_kit import commit, module, served, small_files, tree, write
from town import town

NEW = "content/modules/circles/new-one.md"
ANNOTATION = re.compile(r"::(error|warning) file=([^,]+),line=(\d+),")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path)


def annotations(out: str) -> list[tuple[str, str, str]]:
    return ANNOTATION.findall(out)


# Check -----------------------------------------------------------------------------------------------------------------


def test_a_good_change_passes_with_every_part_that_the_lock_names(tmp_path: Path) -> None:
    world = make_world(tmp_path, whole_lock=True)
    done = world.act("pull_request", "check.yml", world.propose({NEW: module("new-one")}))
    assert done.code == 0, done
    assert annotations(done.out) == []
    assert "Summary - **10 documents read, no findings.**" in done.out
    assert "All 7 files" not in done.out, "a check writes nothing"
    assert not list(world.folder.rglob("taken")), "no word of a stranger reached a shell"


def test_a_bad_change_fails_at_its_lines(world: World) -> None:
    done = world.act("pull_request", "check.yml", world.propose({NEW: module("new-one", level="easy")}))
    assert done.code == 1
    assert annotations(done.out) == [("error", NEW, "7")]
    assert "Summary - **10 documents read, 1 finding in 1 file.**" in done.out
    assert "S004, must mend: 'easy' is not a choice for 'level'" in done.out


def test_a_change_cannot_loosen_the_check_of_itself(world: World) -> None:
    schema = json.loads((world.clone / "schemas/module.schema.json").read_text("utf-8"))
    schema["properties"]["level"] = {"title": "Level", "description": "Anything.", "type": "string", "examples": ["easy"]}
    loosened = {
        "schemas/module.schema.json": json.dumps(schema),
        "tooling/peerlore/checking/gate.py": "raise SystemExit(0)\n",
        "tooling/locks/run.lock": "",
        "peerlore.py": "raise SystemExit(0)\n",
        "pip.py": "raise SystemExit(0)\n",
        "sitecustomize.py": "raise SystemExit(0)\n",
    }
    done = world.act("pull_request", "check.yml", world.propose({NEW: module("new-one", level="easy"), **loosened}))
    assert done.code == 1
    assert annotations(done.out) == [("error", NEW, "7")]


def test_owners_that_are_out_of_date_fail(world: World) -> None:
    settings = json.loads(small_files()["content/library.yml"])
    settings["topics"][0]["owners"] = ["zoe"]
    done = world.act("pull_request", "check.yml", world.propose({"content/library.yml": json.dumps(settings)}))
    assert done.code == 1
    assert ".github/CODEOWNERS is out of date" in done.out


def test_another_library_calls_it_in_a_few_lines(world: World, tmp_path: Path) -> None:
    """GitHub tells a called workflow which commit it is (`job.workflow_sha`); act does not, so the caller says it here."""
    other = World(tmp_path / "other")
    other.folder.mkdir()
    caller = f"""
name: Check
on: {{pull_request: {{}}}}
permissions: {{}}
jobs:
  check:
    permissions: {{contents: read}}
    uses: {LIBRARY}/.github/workflows/check.yml@{"1" * 40}
    with:
      tool-repository: {LIBRARY}
      tool-commit: {world.git("rev-parse", "HEAD")}
      not-generated: true
"""
    for file, content in small_files().items():
        write(other.clone / file, content)
    write(other.clone / ".github/workflows/check.yml", caller)
    write(other.clone / NEW, module("new-one"))
    commit(other.clone, "Ours")
    bare = world.forge / "acme/other.git"
    other.git("init", "--quiet", "--bare", str(bare))
    other.git("push", "--quiet", f"file://{bare}", "HEAD:refs/heads/main")
    write(other.clone / NEW, module("new-one", duration=0))
    commit(other.clone, "A change")
    other.git("push", "--quiet", f"file://{bare}", "HEAD:refs/pull/7/merge")
    payload = {"number": 7, "pull_request": {"number": 7, "base": {"ref": "main"}, "head": {"ref": "topic"}}}
    done = world.act("pull_request", "check.yml", payload, cwd=other.clone, repository="acme/other")
    assert done.code == 1
    assert [file for _, file, _ in annotations(done.out)] == [NEW], done
    assert "CODEOWNERS is missing" not in done.out


# Preview ---------------------------------------------------------------------------------------------------------------


def test_a_preview_shows_the_change_before_anybody_approved_it(world: World) -> None:
    settings = {**json.loads(small_files()["content/library.yml"]), "evidence": "required"}
    event = world.propose({NEW: module("new-one", "Words that nobody has read yet.\n"), "content/library.yml": json.dumps(settings)})
    done = world.act("pull_request", "preview.yml", event)
    assert done.code == 0, done
    page = (world.artifacts / "preview/modules/circles/new-one/index.html").read_text("utf-8")
    assert "Words that nobody has read yet." in page
    assert "[Download the preview](https://github.example/artifacts/preview)" in done.out


# Publish ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def live(tmp_path: Path) -> Iterator[World]:
    """A library whose address is a web server that hands out what is deployed."""
    (tmp_path / "pages").mkdir()
    with served(tmp_path / "pages") as address:
        settings = {**json.loads(small_files()["content/library.yml"]), "address": address}
        yield make_world(tmp_path, {"content/library.yml": json.dumps(settings)})


def push(world: World, changes: dict[str, str] | None = None) -> str:
    for file, content in (changes or {}).items():
        write(world.clone / file, content)
    if changes:
        commit(world.clone, "A change")
    world.publish(LIBRARY, world.clone)
    return world.git("rev-parse", "HEAD")


def test_a_push_is_published_and_attested_and_what_fails_leaves_the_last_good_site(live: World) -> None:
    first = push(live)
    done = live.act("push", "publish.yml", {"ref": "refs/heads/main"})
    assert done.code == 0, done
    assert "No evidence yet" in done.out
    assert "is published at http://127.0.0.1" in done.out
    said = json.loads((live.pages / "build.json").read_text("utf-8"))
    assert said["commit"] == first
    assert said["dirty"] is False
    digest = hashlib.sha256((live.pages / "build.json").read_bytes()).hexdigest()
    assert digest in (live.artifacts / "attested").read_text("utf-8")
    good = tree(live.pages)

    push(live, {NEW: module("new-one", level="easy")})
    broken = live.act("push", "publish.yml", {"ref": "refs/heads/main"})
    assert broken.code == 1
    assert "was made without evidence" in broken.out
    assert "The site was not built." in broken.out
    assert "⭐ Run Main Put the site in place" not in broken.out
    assert tree(live.pages) == good

    second = push(live, {NEW: module("new-one")})
    live.environment["NO_ATTESTATION"] = "1"
    assert live.act("push", "publish.yml", {"ref": "refs/heads/main"}).code == 1
    assert tree(live.pages) == good, "a site that could not be attested is not shown"
    del live.environment["NO_ATTESTATION"]
    assert live.act("push", "publish.yml", {"ref": "refs/heads/main"}).code == 0
    assert json.loads((live.pages / "build.json").read_text("utf-8"))["commit"] == second
    assert (live.pages / "modules/circles/new-one/index.html").is_file()


def test_evidence_that_does_not_go_on_from_the_last_release_is_not_published(live: World) -> None:
    push(live)
    release = {"version": 1, "commit": "", "files": {}, "evidence": {"count": 4, "head": "sha256:" + "0" * 64}}
    write(live.pages / "build.json", json.dumps(release))
    done = live.act("push", "publish.yml", {"ref": "refs/heads/main"})
    assert done.code == 1
    assert "was made with 4 records" in done.out
    assert list(tree(live.pages)) == ["build.json"]


# Record ----------------------------------------------------------------------------------------------------------------


def test_a_text_is_recorded_and_published_when_it_is_approved_and_not_before(tmp_path: Path) -> None:
    """From a pull request on GitHub's stand-in to the page: nothing between them is played but what GitHub alone can run."""
    (tmp_path / "world").mkdir()
    world = make_world(tmp_path / "world")
    world.pages.mkdir()
    own = {file: raw for file, raw in tree(world.clone).items() if not file.startswith((".git/", ".cache/", "content/"))}
    other = "content/modules/circles/other-one.md"
    with served(world.pages) as address, town(tmp_path, own, address=address) as place:
        number = place.forge.open("sam", {NEW: module("new-one", "Words that mara has read.\n", authors=["sam"])})
        place.forge.review(number, "mara")
        place.forge.merge(number, by="sam")
        place.forge.commit("sam", {other: module("other-one", "Words that nobody has read.\n")}, "Straight to main")
        place.pull()
        with_token = place.forge.clone_address("github-actions").removesuffix("/octo/library.git")
        world.environment = {**place.forge.environment(), "FORGE": place.forge.address, "FORGE_WITH_TOKEN": with_token}
        done = world.act("push", "publish.yml", {"ref": "refs/heads/main"}, cwd=place.clone, repository="octo/library")
        assert done.code == 0, done
        assert f"record 2: #{number}, 1 texts" in done.out
        assert world.environment["GITHUB_TOKEN"] not in done.out
    assert "Words that mara has read." in (world.pages / "modules/circles/new-one/index.html").read_text("utf-8")
    assert not (world.pages / "modules/circles/other-one").exists(), "what nobody approved reaches nobody"
    assert json.loads((world.pages / "build.json").read_text("utf-8"))["evidence"]["count"] == 3


def test_discussions_are_counted_beside_evidence(tmp_path: Path) -> None:
    (tmp_path / "world").mkdir()
    world = make_world(tmp_path / "world")
    own = {file: raw for file, raw in tree(world.clone).items() if not file.startswith((".git/", ".cache/", "content/"))}
    with town(tmp_path, own) as place:
        place.forge.talk("sam", "<!-- peerlore:ask-a-question -->", comments=2)
        place.pull()
        with_token = place.forge.clone_address("github-actions").removesuffix("/octo/library.git")
        world.environment = {**place.forge.environment(), "FORGE": place.forge.address, "FORGE_WITH_TOKEN": with_token}
        done = world.act("schedule", "sync.yml", {}, cwd=place.clone, repository="octo/library")
        assert done.code == 0, done
        assert "1 discussions read, 1 modules have some: 2 comments" in done.out
        assert "activity/discussions.json" in place.forge.library.files.git("ls-tree", "-r", "--name-only", "evidence")


def test_reviewers_are_told_in_one_comment(tmp_path: Path) -> None:
    (tmp_path / "world").mkdir()
    world = make_world(tmp_path / "world")
    own = {file: raw for file, raw in tree(world.clone).items() if not file.startswith((".git/", ".cache/", "content/"))}
    with town(tmp_path, own) as place:
        number = place.forge.open("sam", {NEW: module("new-one", "Words that nobody has read yet.\n", authors=["sam"])})
        kept = place.forge.keep(number)
        place.pull()
        with_token = place.forge.clone_address("github-actions").removesuffix("/octo/library.git")
        world.environment = {**place.forge.environment(), "FORGE": place.forge.address, "FORGE_WITH_TOKEN": with_token}
        comments = place.forge._at(number).comments
        payload = place.forge.event(number, "opened")
        for flow, event, said in (
            ("preview.yml", "pull_request", "Waits for jon or mara"),
            ("summary.yml", "pull_request_review", "Approved, waits to be merged"),
        ):
            done = world.act(event, flow, payload, cwd=place.clone, repository="octo/library")
            assert done.code == 0, done
            assert [said in comment.body for comment in comments] == [True]
            assert f"/artifacts/{kept.number})" in comments[0].body
            place.forge.review(number, "mara")
        from_fork = json.loads(json.dumps(payload))
        from_fork["pull_request"]["head"]["repo"]["full_name"] = "sam/library"
        assert "peerlore review summary" not in world.act("pull_request_review", "summary.yml", from_fork, place.clone, "octo/library").out
