"""The demonstration: the same each time, whole evidence, and readers get what was approved."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from library_kit import Outcome, run, run_program


@dataclass(frozen=True)
class Demo:
    """A demonstration as its command made it."""

    root: Path
    said: Outcome

    def peerlore(self, *words: str) -> Outcome:
        """Run a command in it."""
        return run(*words, cwd=self.root, timeout=240)

    def git(self, *words: str) -> str:
        """Ask its repository."""
        return run_program("git", *words, cwd=self.root).out.strip()

    def texts(self) -> dict[str, list[dict[str, str]]]:
        """What is published of each text, by verdict."""
        found: dict[str, list[dict[str, str]]] = {}
        for text in json.loads(self.peerlore("review", "verify", "--format", "json").out)["texts"]:
            found.setdefault(text["verdict"], []).append(text)
        return found


def made(folder: Path) -> Demo:
    root = folder / "une démo à essayer"
    return Demo(root, run("demo", str(root), "--no-serve", cwd=folder, timeout=240))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    demo = made(tmp_path_factory.mktemp("demo"))
    assert demo.said.code == 0, demo.said
    return demo


def test_it_is_the_same_each_time(demo: Demo, tmp_path: Path) -> None:
    again = made(tmp_path)
    assert again.said.code == 0, again.said
    refs = ("main", "evidence", "people")
    assert [again.git("rev-parse", ref) for ref in refs] == [demo.git("rev-parse", ref) for ref in refs]
    assert again.git("status", "--porcelain") == ""


def test_it_tells_of_a_session_no_number_of_fewer_than_five(demo: Demo) -> None:
    session = "2026-07-08-what-we-do-not-write-down"
    counts = json.loads(demo.peerlore("attendance", "--format", "json").out)["sessions"][session]
    assert counts == {"expected": 10, "present": 5, "unconfirmed": None, "absent": None, "guests": 5}
    items = json.loads(demo.peerlore("questionnaire", session, "--format", "json").out)["sessions"][session]["items"]
    told = [answer["count"] for item in items for answer in item["answers"] if answer["count"] is not None]
    assert told == [5, 7]
    page = (demo.root / f"site/sessions/{session}/index.html").read_text("utf-8")
    for number in told:
        assert f"<td>{number} <span" in page
    assert "visitor" not in page


def test_its_texts_pass_every_check(demo: Demo) -> None:
    checked = demo.peerlore("check")
    assert checked.code == 0
    assert "no findings" in checked.out


def test_evidence_holds_two_pages_and_withholds_one(demo: Demo) -> None:
    assert demo.peerlore("review", "verify").code == 1
    texts = demo.texts()
    assert {verdict: len(found) for verdict, found in texts.items()} == {"approved": 66, "held": 2, "withheld": 1, "removed": 1}
    stale, pushed = sorted(text["reason"] for text in texts["held"])
    assert "and the change went on to" in stale
    assert "without a pull request" in pushed
    assert "is not among those who may approve" in texts["withheld"][0]["reason"]


def test_what_it_says_to_try_next_works(demo: Demo) -> None:
    commands = [line.split() for line in demo.said.out.splitlines() if " --why " in line]
    assert [demo.peerlore(*words[1:3], *words[-2:]).code for words in commands] == [1, 1, 1]


def test_pull_requests_came_in_three_ways(demo: Demo) -> None:
    titles = demo.git("log", "--first-parent", "--format=%s", "main").splitlines()
    assert any(title.startswith("Merge #") for title in titles)
    assert any(title.endswith(")") and "(#" in title for title in titles)
    assert any("#" not in title and title.startswith("Add ") for title in titles)
    assert len(set(demo.git("log", "--format=%an", "main").splitlines())) > 7


def test_readers_get_what_was_approved(demo: Demo) -> None:
    texts = demo.texts()
    for text in texts["held"]:
        assert "There is no time for that" not in published(demo, text["path"])
    assert not page_of(demo, texts["withheld"][0]["path"]).exists()
    assert "removed" in published(demo, texts["removed"][0]["path"]).lower()


def test_a_page_that_moved_leads_on(demo: Demo) -> None:
    (moved,) = demo.git("log", "--diff-filter=R", "--name-only", "--format=", "-M50", "--no-merges", "main").splitlines()
    old = next(
        page for page in demo.root.glob(f"site/modules/*/{Path(moved).stem}/index.html") if Path(moved).parent.name != page.parts[-3]
    )
    assert f"{Path(moved).parent.name}/{Path(moved).stem}" in old.read_text("utf-8")


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    said = run("demo", str(tmp_path), "--no-serve", cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert "is not empty" in said.err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def page_of(demo: Demo, path: str) -> Path:
    return demo.root / "site" / path.removeprefix("content/").removesuffix(".md") / "index.html"


def published(demo: Demo, path: str) -> str:
    return page_of(demo, path).read_text("utf-8")
