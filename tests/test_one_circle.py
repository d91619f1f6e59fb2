"""One circle from the need that began it to the evidence pack that an auditor gets, through the stand-in for GitHub."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from attendance_kit import MET, said, sync, told, was_there
from library_kit import module, page, run_program
from test_needs_adopted import filled
from test_questionnaires import ASKED, answer
from test_together import GROUP, SESSION
from town import Town, town

CIRCLE = ("mara", "zoe", "sam", "kim", "lea", "ben")
NEED = "content/needs/ask-the-night-shift.md"
ANSWER = "content/modules/circles/ask-those-who-were-awake.md"
ROUND = "content/groups/open-questions.md"
MEETING = f"content/sessions/{MET}.md"
POINTS = ["Ask what happened, and not how it went."]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town whose library gives credit and asks after sessions."""
    profiles = {f"content/people/{handle}.md": page({"handle": handle, "name": handle.capitalize(), "credit": True}) for handle in CIRCLE}
    folder = tmp_path_factory.mktemp("circle")
    with town(folder, profiles, adopt=False, credit={"points": {"facilitation": 6, "authoring": 10}}, **ASKED) as made:
        for login in CIRCLE[4:]:
            made.forge.join(login)
        assert made.peerlore("review", "adopt", "--by", "mara").code == 0
        yield made


def bring(place: Town, files: Mapping[str, str | bytes | None], who: str, *reviewers: str) -> None:
    """A pull request that is approved, merged and recorded."""
    number = place.forge.open(who, files, "One step further")
    for reviewer in reviewers:
        place.forge.review(number, reviewer)
    place.forge.merge(number, "squash", by="mara")
    assert place.record().code == 0


def counted(place: Town, *words: str) -> dict[str, Any]:
    done = place.peerlore("stats", "--format", "json", *words)
    assert done.code == 0, done
    return {figure["id"]: (figure["numerator"], figure["denominator"]) for figure in json.loads(done.out)["figures"]}


def built(place: Town, page: str) -> str:
    return (place.clone / "site" / page / "index.html").read_text("utf-8")


def test_one_circle_from_need_to_evidence_pack(place: Town, tmp_path: Path) -> None:
    # Zoe asks for something, two others need it too, and an owner lets it through.
    number = place.forge.write("zoe", filled(place), "Wanted: ask them")
    place.forge.support(number, "sam", "kim")
    assert place.peerlore("needs", "adopt", str(number)).code == 0
    asked = (place.clone / NEED).read_text("utf-8")
    assert run_program("git", "clean", "-fdq", cwd=place.clone).code == 0
    bring(place, {NEED: asked}, "zoe", "mara")
    listed = place.peerlore("needs", "--format", "json")
    assert listed.code == 0, listed
    assert [need["status"] for need in json.loads(listed.out)["needs"]] == ["open"]

    # Sam writes what answers it; a circle of six agrees how to work with it, each in their own name.
    bring(
        place,
        {ANSWER: module("ask-those-who-were-awake", "Ask them before they go home.\n", authors=["sam"])},
        "sam",
        "mara",
    )
    group = {key: value for key, value in GROUP.items() if key != "paths"}
    group |= {"members": [{"person": "mara", "role": "facilitator"}, *CIRCLE[1:]], "modules": ["ask-those-who-were-awake"]}
    group["contract"] = {"parties": list(CIRCLE), "commitments": ["What is said in the round stays in it."]}
    bring(place, {ROUND: page(group)}, "zoe", *(handle for handle in CIRCLE if handle != "zoe"))
    assert "everybody agreed" in place.peerlore("review", "verify", "--why", ROUND).out

    # They plan a session and hold it; everybody says from their own account who was there, and what they thought of it.
    session = {**SESSION, "id": MET, "date": MET[:10], "modules": ["ask-those-who-were-awake"], "prepare": []}
    bring(place, {MEETING: page(session)}, "mara", "jon")
    bring(place, {MEETING: page({**session, "status": "held"})}, "mara", "jon")
    for handle in CIRCLE:
        was_there(place, handle, *(other for other in CIRCLE if other != handle))
        place.forge.write(handle, answer())
    stranger = place.forge.write("jon", said("mara"), "I was there: Ask aloud")
    assert f"#{stranger}" in sync(place), "what does not count is told"

    # What they found out is written down, signed by Mara, and let through by somebody who was not there.
    closed = {**session, "status": "closed", "synthesis": {"points": POINTS, "signed_by": "mara", "on": MET[:10]}}
    bring(place, {MEETING: page(closed)}, "mara", "jon")
    _, fields, body = asked.split("---\n", 2)
    need = yaml.load(fields, yaml.BaseLoader)  # noqa: S506 - it makes texts of all, and nothing else
    matched = {**need, "status": "matched", "matched_to": {"modules": ["ask-those-who-were-awake"]}, "decided_on": need["asked_on"]}
    bring(place, {NEED: page(matched, body)}, "zoe", "mara")

    # Readers see it all.
    assert place.peerlore("build").code == 0
    assert POINTS[0] in built(place, f"sessions/{MET}")
    assert "ask-those-who-were-awake" in built(place, "needs/ask-the-night-shift")
    assert "has not agreed yet" not in built(place, "groups/open-questions")

    # The figures count it, and credit goes to who led.
    figures = counted(place)
    assert (figures["held"], figures["closed"], figures["in_groups"]) == ((1, 1), (1, 1), (6, 6))
    assert figures["responses"] == (6, 6)
    assert figures["present"] == (0, 0), "that all of so few were there is not for everybody to know"
    assert told(place)["#"] == [6, 0, 0, 0], "but for who leads them"
    assert figures["lead_time"][1] == 1
    deeds = json.loads(place.peerlore("credit", "--format", "json").out)["ledger"]
    assert [(deed["kind"], deed["handle"]) for deed in deeds if deed["kind"] in ("facilitation", "authoring")] == [
        ("authoring", "sam"),
        ("facilitation", "mara"),
    ]

    # And an auditor gets a pack of it, from any clone, byte by byte the same.
    assert place.peerlore("evidence", "--out", str(tmp_path / "pack")).code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "pack/evidence.csv").read_text("utf-8"))))
    shown = {kind: [row for row in rows if row["kind"] == kind] for kind in ("agreements", "syntheses", "attendance", "questionnaires")}
    assert {kind: len(found) for kind, found in shown.items()} == {"agreements": 1, "syntheses": 1, "attendance": 1, "questionnaires": 1}
    assert shown["syntheses"][0]["said"] == POINTS[0]
    assert shown["attendance"][0]["said"] == shown["questionnaires"][0]["said"] == "6/6"
    assert len(shown["agreements"][0]["people"].split()) == len(shown["attendance"][0]["people"].split()) == 6
    table = csv.DictReader(io.StringIO((tmp_path / "pack/indicators.csv").read_text("utf-8")))
    states = {row["indicator"]: row["state"] for row in table}
    assert {states[id] for id in ("1.1", "1.2", "3.1", "3.2", "3.3")} == {"shown"}
    clone = tmp_path / "clone"
    assert run_program("git", "clone", "-q", str(place.clone), str(clone), cwd=tmp_path).code == 0
    for branch in ("evidence", "people"):
        ref = f"+refs/remotes/origin/{branch}:refs/remotes/origin/{branch}"
        assert run_program("git", "fetch", "-q", "origin", ref, cwd=clone).code == 0
    other = Town.__new__(Town)
    other.forge, other.clone = place.forge, clone
    assert other.peerlore("evidence", "--out", str(tmp_path / "again")).code == 0
    for file in (tmp_path / "pack").iterdir():
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes(), file.name

    # Kim leaves and wants to be forgotten: nothing that was proven is lost, and nobody is told any more who it was.
    assert place.peerlore("forget", "kim").code == 0
    again = sync(place)
    assert again.count("its author was forgotten") == 2, "what Kim wrote is still on the forge"
    assert told(place)["#"] == [6, 0, 0, 0], "and being there still counts"
    assert "kim" not in place.forge.library.files.git("show", "people:people.json")
    assert place.peerlore("build").code == 0
    gone = place.peerlore("forget", "kim", "--check")
    assert gone.code == 0, gone
    assert counted(place)["responses"] == (6, 6)
    assert place.peerlore("review", "verify", "--why", MEETING).code == 0
