"""A page from the first fault to its readers: fork, pull request, findings, fix, approval, another push, approval again, merge, record, publish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from forge.state import Method
from library_kit import run_program
from review_kit import ask
from town import Town, text, town

PAGE = "content/modules/circles/tell-a-story.md"


@pytest.mark.parametrize("method", get_args(Method))
def test_a_page_on_its_whole_way(method: str, tmp_path: Path) -> None:
    with town(tmp_path, repository="https://github.com/octo/library") as place:
        forge = place.forge
        fork = forge.fork("kim")
        page = text("tell-a-story", "Tell it as in [the plan](draw-the-plans/index.md).").replace('authors: ["mara"]', 'authors: ["kim"]')
        number = forge.open("kim", {PAGE: page}, "Tell a story", branch="story", by_way_of=fork)

        # The author looks at home, as the workflow does at the forge.
        home = tmp_path / "kim at home"
        assert run_program("git", "clone", "-q", "--branch", "story", forge.clone_address("kim", fork), str(home), cwd=tmp_path).code == 0
        assert run_program("git", "remote", "add", "upstream", forge.clone_address("kim"), cwd=home).code == 0
        assert run_program("git", "fetch", "-q", "upstream", "main", cwd=home).code == 0
        found = ask(home, "check", "--changed-since", "upstream/main", "--format", "github")
        assert found.code == 1
        assert f"::error file={PAGE}," in found.out
        assert "L001" in found.out
        summary = place.peerlore("review", "summary", str(number), "--post")
        assert summary.code == 0
        (comment,) = forge._at(number).comments
        assert "1 finding must be mended before it can be published." in comment.body

        # The fix that it asked for, an approval, and one more push.
        mended = page.replace("draw-the-plans", "draw-the-plan")
        forge.commit("kim", {PAGE: mended}, branch="story", to=fork)
        forge.review(number, "mara")
        assert queue(place)[number] == "approved, waits to be merged"
        better = mended + "\nAnd then listen.\n"
        forge.commit("kim", {PAGE: better}, branch="story", to=fork)
        assert queue(place)[number] == "waits for jon or mara (circles)"
        forge.review(number, "mara")
        assert place.peerlore("review", "summary", str(number), "--post").code == 0
        assert "Approved, waits to be merged" in comment.body
        assert len(forge._at(number).comments) == 1

        # Merged, recorded, published, and proven by somebody who only has a clone.
        forge.merge(number, method, by="jon")
        assert place.record().code == 0
        assert place.peerlore("build").code == 0
        html = (place.clone / "site/modules/circles/tell-a-story/index.html").read_text("utf-8")
        assert "And then listen." in html
        assert f'<a href="https://github.com/octo/library/pull/{number}">#{number}</a>' in html
        reader = tmp_path / "somebody else"
        assert run_program("git", "clone", "-q", forge.clone_address("sam"), str(reader), cwd=tmp_path).code == 0
        alone = ask(reader, "review", "verify", "--why", PAGE, "--since", str(place.clone / "site/build.json"))
        assert alone.code == 0
        assert f"mara approved it in #{number} on " in alone.out


def queue(place: Town) -> dict[int, str]:
    said = json.loads(place.peerlore("review", "queue", "--format", "json").out)
    return {each["change"]: each["waits_for"] for each in said["changes"]}
