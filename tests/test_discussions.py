"""`peerlore sync`: what colleagues say becomes numbers beside evidence, and pages show them with their day. No text, no name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jsonschema import Draft202012Validator

from forge import faults
from forge.faults import Fault
from library_kit import module, run_program, surroundings
from peerlore.model.errors import CannotRun
from peerlore.outside.github.changes import GitHub
from peerlore.outside.github.client import Patience, make_client
from peerlore.outside.github.questions import DISCUSSIONS
from peerlore.outside.schemas import read_schema
from review_kit import OTHER, PAGE, ask
from town import Town, town

REPOSITORY = "https://git.work.example/ours/library"
MARK = "<!-- peerlore:ask-a-question -->"
ACTIVITY = "activity/discussions.json"
QUICK = Patience(answer=20, total=30, pause=0.01)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path, repository=REPOSITORY) as made:
        yield made


def sync(place: Town) -> str:
    """What a sync says."""
    place.pull()
    done = place.peerlore("sync")
    assert done.code == 0, done
    return done.out


def git(place: Town, *words: str) -> str:
    done = run_program("git", *words, cwd=place.clone)
    assert done.code == 0, done
    return done.out


def kept(place: Town) -> dict[str, Any]:
    """What lies beside evidence on the remote."""
    git(place, "fetch", "-q", "origin", "+refs/heads/evidence:refs/remotes/origin/evidence")
    said = json.loads(git(place, "show", f"origin/evidence:{ACTIVITY}"))
    assert list(Draft202012Validator(read_schema("activity")).iter_errors(said)) == []
    return said


def discussion(place: Town, folder: Path, page: str = "modules/circles/ask-a-question.md") -> dict[str, Any]:
    """What the staged page says of its discussion."""
    place.pull()
    done = subprocess.run(
        [sys.executable, "-m", "peerlore", "stage", str(folder / "scène")],
        cwd=place.clone,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done
    text = (folder / "scène/docs" / page).read_text("utf-8")
    front = json.loads(next(line for line in text.splitlines() if line.startswith("module: ")).removeprefix("module: "))
    return {**front["discussion"], "url": unescape(front["discussion"]["url"])}


def test_numbers_are_kept_and_shown_with_their_day(place: Town, tmp_path: Path) -> None:
    first = place.forge.talk("sam", f"What about whispering?\n\n{MARK}\n", comments=3, thumbs_up=2, heart=1)
    place.forge.talk("kim", f"### Page\n\n{REPOSITORY}/modules/circles/ask-a-question/\n\nHow?", question=True, comments=1, thumbs_up=1)
    place.forge.talk("kim", "About something else, peerlore:ask-a-question says it well.", comments=9)
    place.forge.talk("kim", "<!-- peerlore:no-such-module -->", comments=9)
    assert sync(place) == "4 discussions read, 1 modules have some: 4 comments, 1 unanswered questions\n"
    said = kept(place)
    assert said["modules"] == {
        "ask-a-question": {"discussion": first, "comments": 4, "unanswered": 1, "reactions": {"heart": 1, "thumbs_up": 3}}
    }
    shown = discussion(place, tmp_path)
    assert shown.pop("said").startswith("1 open question, 4 comments, useful to 3, as of ")
    assert shown == {
        "url": f"{REPOSITORY}/discussions/{first}",
        "new": False,
        "comments": 4,
        "unanswered": 1,
        "useful": 3,
        "day": said["synced"][:10],
    }
    other = discussion(place, tmp_path, "modules/sharing/write-it-down.md")
    assert (other["new"], other["comments"], other["day"]) == (True, 0, said["synced"][:10])


def test_no_text_and_no_name_is_kept_or_asked(place: Town) -> None:
    place.forge.talk("kim", f"A secret from kim\n{MARK}", 'Title "by kim" <script>alert(1)</script>\n::error::', comments=1, eyes=1)
    out = sync(place)
    git(place, "fetch", "-q", "origin", "+refs/heads/evidence:refs/remotes/origin/evidence")
    raw = git(place, "show", f"origin/evidence:{ACTIVITY}")
    for text in (out, raw):
        assert not re.search(r"kim|secret|script|error", text, re.IGNORECASE)
    assert set(re.findall(r"[a-zA-Z_-]{3,}", raw)) <= {
        "modules",
        "ask-a-question",
        "comments",
        "discussion",
        "reactions",
        "eyes",
        "synced",
        "unanswered",
    }
    asked = [heard.name for heard in place.forge.heard]
    assert "POST /graphql Discussions" in asked

    assert not re.search(r"author|login|title|Actor", DISCUSSIONS)


def test_records_and_numbers_do_not_disturb_each_other(place: Town) -> None:
    place.forge.talk("sam", MARK)
    sync(place)
    number = place.forge.open(
        "sam",
        {OTHER: module("write-it-down", "Write it down before you forget it.\n", requires=["ask-a-question"], replaces=["old-notes"])},
    )
    place.forge.review(number, "zoe")
    place.forge.merge(number, "squash", by="mara")
    assert place.verdict(OTHER)[0] == "approved"
    before = kept(place)
    sync(place)
    assert place.verdict(OTHER)[0] == "approved"
    assert kept(place)["modules"] == before["modules"]
    assert json.loads(git(place, "show", "origin/evidence:head.json"))["count"] == 2
    names = git(place, "ls-tree", "-r", "--name-only", "origin/evidence").split()
    assert names == [ACTIVITY, "head.json", "reviews/000/000001.json", "reviews/000/000002.json"]


def test_a_release_is_pinned_to_records_whatever_the_numbers_are(place: Town, tmp_path: Path) -> None:
    def build(*words: str) -> dict[str, Any]:
        place.pull()
        done = ask(place.clone, "build", "--output", str(tmp_path / "site"), *words)
        assert done.code == 0, done
        return json.loads((tmp_path / "site/build.json").read_text("utf-8"))["evidence"]

    before = build()
    place.forge.talk("sam", MARK)
    sync(place)
    (tmp_path / "last.json").write_bytes((tmp_path / "site/build.json").read_bytes())
    after = build("--since", str(tmp_path / "last.json"))
    assert (after["count"], after["head"]) == (before["count"], before["head"])
    assert after["commit"] != before["commit"], "the numbers come from another commit"


def test_other_files_on_the_branch_still_break_evidence(place: Town) -> None:
    sync(place)
    place.forge.commit("github-actions", {"notes/more.json": "{}"}, branch="evidence")
    place.pull()
    done = place.peerlore("sync")
    assert done.code == 2
    assert "record 2 of the evidence is missing" in done.err


@pytest.mark.parametrize(
    "raw", ["{", "[]", '{"v":2}', '{"modules":{"a":{"discussion":"x"}},"synced":"2026-03-01T10:00:00Z","v":1}', "[" * 100_000]
)
def test_numbers_that_nobody_could_have_written_are_left_out_and_told(place: Town, raw: str) -> None:
    place.forge.commit("github-actions", {ACTIVITY: raw}, branch="evidence")
    place.pull()
    done = ask(place.clone, "stage", str(place.clone.parent / "scène"))
    assert done.code == 0, done
    assert "left out: the numbers of discussions" in done.out
    sync(place)
    assert kept(place)["modules"] == {}


def test_two_discussions_with_one_mark_are_added_and_the_oldest_open_one_goes_on(place: Town, tmp_path: Path) -> None:
    first, second = (place.forge.talk("sam", MARK, comments=number) for number in (2, 3))
    sync(place)
    assert kept(place)["modules"]["ask-a-question"] == {"discussion": first, "comments": 5, "unanswered": 0, "reactions": {}}
    place.forge.talk_at(first).closed = True
    sync(place)
    assert kept(place)["modules"]["ask-a-question"]["discussion"] == second
    place.forge.talk_at(second).closed = True
    sync(place)
    shown = discussion(place, tmp_path)
    assert (shown["new"], shown["comments"]) == (True, 5), "a closed discussion is no place to go on"


def test_a_discussion_that_is_deleted_or_moved_away_is_forgotten(place: Town, tmp_path: Path) -> None:
    number = place.forge.talk("sam", MARK)
    sync(place)
    assert not discussion(place, tmp_path)["new"]
    place.forge.end_talk(number)
    sync(place)
    assert kept(place)["modules"] == {}
    assert discussion(place, tmp_path)["new"]


def test_an_answered_or_closed_question_waits_no_more(place: Town) -> None:
    numbers = [place.forge.talk("sam", MARK, question=True) for _ in range(3)]
    place.forge.talk_at(numbers[0]).answered = True
    place.forge.talk_at(numbers[1]).closed = True
    sync(place)
    assert kept(place)["modules"]["ask-a-question"]["unanswered"] == 1


def test_a_number_in_the_front_matter_wins_and_one_that_is_gone_is_told(tmp_path: Path) -> None:
    said = {
        PAGE: module("ask-a-question", discussion=1042),
        OTHER: module("write-it-down", requires=["ask-a-question"], discussion=7, replaces=["old-notes"]),
    }
    with town(tmp_path, said, repository=REPOSITORY) as place:
        place.forge.world.last_number = 1041
        assert place.forge.talk("sam", "No mark at all", comments=2) == 1042
        place.forge.talk("sam", MARK, comments=1)
        place.forge.talk("sam", "<!-- peerlore:old-notes -->", comments=4)
        assert "write-it-down names discussion 7, and there is none of that number" in sync(place)
        modules = kept(place)["modules"]
        assert modules["ask-a-question"] == {"discussion": 1042, "comments": 3, "unanswered": 0, "reactions": {}}
        assert modules["write-it-down"]["comments"] == 4, "the mark of an id that a module replaces is its own"
        assert discussion(place, tmp_path)["url"] == f"{REPOSITORY}/discussions/1042"


def test_every_page_of_the_list_is_read(place: Town) -> None:
    for _ in range(120):
        place.forge.talk("sam", "Something else")
    last = place.forge.talk("sam", MARK, comments=1)
    assert sync(place).startswith("121 discussions read, 1 modules")
    assert kept(place)["modules"]["ask-a-question"]["discussion"] == last
    assert [heard.name for heard in place.forge.heard].count("POST /graphql Discussions") == 3


def test_a_passing_fault_is_waited_out(place: Town) -> None:
    place.forge.talk("sam", MARK, comments=1)
    place.forge.spoil(faults.status(502), times=2, only="Discussions")
    github = GitHub(make_client(place.forge.environment(), QUICK), "octo/library")
    assert [talk.comments for talk in github.discussions()] == [1]


LISTED = ("data", "repository", "discussions")
REFUSED: dict[str, tuple[Fault, str]] = {
    "out of order": (faults.status(502), "GitHub is out of order (status 502)"),
    "cut": (faults.cut, "GitHub cannot be reached, or broke off"),
    "partial": (faults.partial(*LISTED[1:], "nodes", 0), "only in part"),
    "another shape": (faults.without(*LISTED, "nodes", 0, "comments"), "lacks something"),
    "no body": (faults.put(None, *LISTED, "nodes", 0, "body"), "lacks something"),
    "forbidden": (faults.partial(*LISTED[1:], kind="FORBIDDEN"), "permissions: {discussions: read}"),
    "endless": (faults.endless(*LISTED), "finds no end"),
    "in a circle": (faults.circle(*LISTED), "finds no end"),
    "limit": (faults.graphql_limit, "has answered enough for now"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_part_of_the_discussions_is_never_taken_for_all(place: Town, fault: str) -> None:
    place.forge.talk("sam", MARK)
    spoil, sentence = REFUSED[fault]
    place.forge.spoil(spoil, times=1000, only="Discussions")
    github = GitHub(make_client(place.forge.environment(), Patience(answer=5, total=0.2, pause=0.01)), "octo/library")
    with pytest.raises(CannotRun, match=re.escape(sentence)):
        github.discussions()


def test_a_private_library_is_counted_by_who_may_read_it(place: Town) -> None:
    place.forge.talk("sam", MARK)
    place.forge.library.private = True
    stranger = GitHub(make_client(place.forge.environment("kim"), QUICK), "octo/library")
    with pytest.raises(CannotRun, match="has no discussions of 'octo/library', or does not show it"):
        stranger.discussions()
    owner = GitHub(make_client(place.forge.environment("octo"), QUICK), "octo/library")
    assert [talk.mark for talk in owner.discussions()] == ["ask-a-question"]


def test_discussions_that_are_switched_off_count_as_none(place: Town) -> None:
    place.forge.talk("sam", MARK)
    place.forge.library.talks = False
    assert sync(place).startswith("0 discussions read, 0 modules")


def test_without_evidence_there_is_nothing_to_lie_beside(tmp_path: Path) -> None:
    with town(tmp_path, adopt=False, repository=REPOSITORY) as place:
        done = place.peerlore("sync")
        assert done.code == 2
        assert "an owner starts it with `peerlore review adopt`" in done.err
        assert "evidence" not in place.forge.library.files.refs()


def test_without_a_sync_pages_link_and_tell_no_numbers(place: Town, tmp_path: Path) -> None:
    shown = discussion(place, tmp_path)
    assert set(shown) == {"url", "new"}
    address = urlsplit(shown["url"])
    assert address.geturl().startswith(f"{REPOSITORY}/discussions/new?")
    fields = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert fields["category"] == "modules"
    assert fields["title"] == "How to ask a question"
    assert fields["page"] == "https://learn.example.com/modules/circles/ask-a-question/"
    assert MARK in fields["body"].splitlines()


def test_syncs_at_once_all_land(place: Town) -> None:
    place.forge.talk("sam", MARK)
    place.pull()
    environment = place.forge.environment()
    clones = [place.clone]
    for number in range(2):
        clones.append(place.clone.parent / f"clone {number}")
        done = run_program("git", "clone", "-q", place.forge.clone_address("github-actions"), clones[-1], cwd=place.clone.parent)
        assert done.code == 0, done

    running = [subprocess.Popen([sys.executable, "-m", "peerlore", "sync"], cwd=clone, env=surroundings(**environment)) for clone in clones]
    assert [one.wait(timeout=60) for one in running] == [0, 0, 0]
    git(place, "fetch", "-q", "origin", "+refs/heads/evidence:refs/remotes/origin/evidence")
    syncs = git(place, "log", "--format=%s", "origin/evidence").splitlines()[:-1]
    assert 1 <= len(syncs) <= 3, "those of one second write the same commit"
    assert kept(place)["modules"].keys() == {"ask-a-question"}
