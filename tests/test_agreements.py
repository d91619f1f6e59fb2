"""A contract counts as signed when each party stands behind exactly its text in the evidence; one other word, and nobody does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from library_kit import page
from test_together import GROUP
from town import Town, town

FILE = "content/groups/open-questions.md"
PROMISE = ["We come on time."]


def circle(commitments: list[str] = PROMISE, **meetings: Any) -> str:
    """A circle of Mara, Jon and Zoe, and what they promise each other."""
    contract = {"parties": ["mara", "jon", "zoe"], "commitments": commitments}
    members = [{"person": "mara", "role": "facilitator"}, "jon", "zoe"]
    kept = {name: value for name, value in GROUP.items() if name not in ("skills", "modules", "paths")}
    return page({**kept, "members": members, "contract": contract, "meetings": {**GROUP["meetings"], **meetings}})


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A town in which nobody has agreed to anything yet."""
    with town(tmp_path) as made:
        yield made


def change(place: Town, text: str, who: str, *reviewers: str) -> None:
    """A pull request, approved, merged and recorded."""
    number = place.forge.open(who, {FILE: text}, "The circle")
    for reviewer in reviewers:
        place.forge.review(number, reviewer)
    place.forge.merge(number, "squash", by="mara")
    assert place.record().code == 0


def agreement(place: Town) -> tuple[list[str], list[str]]:
    """Who signed, and who did not."""
    said = place.peerlore("review", "verify", "--format", "json")
    found = json.loads(said.out)["agreements"].get(FILE, {"signed": {}, "open": []})
    return sorted(found["signed"]), sorted(found["open"])


def test_every_party_signs_by_writing_or_approving_exactly_that_text(place: Town) -> None:
    change(place, circle(), "zoe", "mara")
    assert agreement(place) == (["mara", "zoe"], ["jon"])
    said = place.peerlore("review", "verify").out
    assert f"agreement {FILE}\n          the agreement waits for jon; signed by mara on" in said
    assert place.peerlore("build").code == 0
    html = (place.clone / "site/groups/open-questions/index.html").read_text("utf-8")
    assert html.count("has not agreed yet") == 1
    assert html.count("agreed on") == 2

    # A meeting more or less is no other agreement, and whoever approves the page approves that too.
    change(place, circle(cancelled=["2026-03-17"]), "sam", "jon")
    assert agreement(place) == (["jon", "mara", "zoe"], [])
    assert "agreement" not in place.peerlore("review", "verify").out
    assert "everybody agreed" in place.peerlore("review", "verify", "--why", FILE).out

    # One other word is.
    change(place, circle(["We come on time, mostly."]), "zoe", "mara")
    assert agreement(place) == (["mara", "zoe"], ["jon"])
    change(place, circle(), "zoe", "mara")
    assert agreement(place) == (["mara", "zoe"], ["jon"]), "what was replaced does not come back by itself"


def test_no_approval_of_something_else_signs(place: Town) -> None:
    number = place.forge.open("zoe", {FILE: circle(["We come."])}, "The circle")
    place.forge.review(number, "jon")
    place.forge.commit("zoe", {FILE: circle()}, branch=f"change-{number}")
    place.forge.review(number, "mara")
    place.forge.merge(number, "merge", by="mara")
    assert place.record().code == 0
    assert agreement(place) == (["mara", "zoe"], ["jon"]), "Jon approved another text"


def test_what_was_not_reviewed_is_no_agreement(place: Town) -> None:
    number = place.forge.open("zoe", {FILE: circle()}, "The circle")
    place.forge.merge(number, "merge", by="mara")
    assert place.record().code == 0
    assert agreement(place) == ([], [])
    change(place, circle(cancelled=["2026-03-17"]), "zoe", "mara")
    assert agreement(place) == (["mara", "zoe"], ["jon"])
