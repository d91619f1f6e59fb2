"""Whatever changes in a library, a gate that remembers says the same as one that reads everything for the first time."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library_kit import module, page, small_files, small_library
from peerlore.checking.collection import build_collection
from peerlore.checking.fingerprints import Likeness
from peerlore.checking.gate import Checked, Gate
from peerlore.checking.schemas import Schemas
from peerlore.checking.witness import Witness
from peerlore.model.errors import CannotRun
from peerlore.model.sources import SourceFile
from peerlore.outside.files import read_sources
from peerlore.outside.schemas import read_schemas
from peerlore.outside.stamps import Stamps

Texts = Mapping[str, str | bytes | None]

SCHEMAS = Schemas(read_schemas())
BASE = {file: text for file, text in small_files().items() if file.startswith("content/")}
SETTINGS = json.loads(str(BASE["content/library.yml"]))
REGISTER = json.loads(str(BASE["content/skills.yml"]))
IDS = ("ask-a-question", "draw-the-plan", "write-it-down", "new-one", "new-0ne", "third", "old-notes")
PASSAGE = " ".join(f"These are the words of sentence {number}, which two pages have in common for no good reason." for number in range(9))


def place(id: str, topic: str = "sharing") -> str:
    return f"content/modules/{topic}/{id}.md"


GROUP, SESSION, NEED = "content/groups/pair.md", "content/sessions/2026-12-01-talk.md", "content/needs/talk.md"
HOUR = {"date": "2026-12-01", "start": "10:00", "duration": 60, "timezone": "Europe/Paris"}


def group(**fields: object) -> str:
    front = {"kind": "pair", "status": "active", "members": [{"person": "mara", "role": "facilitator"}, "jon"], "time_budget": 60}
    return page({**front, **fields}, "We meet.\n")


class Shoebox:
    """A memory without a disk."""

    def __init__(self) -> None:
        self._texts: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        return self._texts.get(key)

    def put(self, key: bytes, text: bytes) -> None:
        self._texts[key] = text


def check(gate: Gate, texts: Texts, *, notices: bool = False) -> Checked:
    raw = {file: text if isinstance(text, bytes) else text.encode("utf-8") for file, text in sorted(texts.items()) if text is not None}
    sources = [SourceFile(file, content, len(content)) for file, content in raw.items()]
    return gate.check(sources, "2026-11-22", notices=notices)


LINKS = (
    *(f"See [it]({id}.md#the-plan) and [here](../circles/{id}.md).\n" for id in IDS),
    *(f"[That](/modules/sharing/{id}/) is https://learn.example.com/modules/sharing/{id}/ and [more](../sharing/{id}.md)\n" for id in IDS),
    "![It](plan.png) ![Not](../circles/draw-the-plan/plan.png)\n",
    "We recieve it. [Up](../Sharing/New-One.md), [a folder](../circles).\n",
    "## The plan\n",
    f"{PASSAGE}\n",
)
NAMES = st.lists(st.sampled_from(IDS), max_size=2, unique=True)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "requires": NAMES,
        "replaces": NAMES,
        "status": st.sampled_from(("draft", "ready", "retired")),
        "level": st.sampled_from(("beginner", "advanced", "high")),
        "language": st.sampled_from(("en", "fr", "de")),
        "authors": st.sampled_from((["mara"], ["zoe"], ["new-one"], ["nora"])),
        "tags": st.sampled_from((["recieve"], ["other"])),
    },
)
PAGES = st.builds(
    lambda name, topic, fields, said: {place(name, topic): said if said is None else module(name, "\n".join(("Text.\n", *said)), **fields)},
    st.sampled_from(IDS),
    st.sampled_from(("sharing", "circles")),
    FIELDS,
    st.none() | st.lists(st.sampled_from(LINKS), max_size=4),
)
OTHERS = st.one_of(
    st.builds(lambda who: {f"content/people/{who}.md": page({"handle": who, "name": "Recieve"})}, st.sampled_from(IDS)),
    st.builds(lambda changes: {"content/library.yml": json.dumps({**SETTINGS, **changes})}, st.sampled_from((
        {}, {"languages": ["fr", "en"]}, {"profiles": "optional"}, {"topics": SETTINGS["topics"][:1]}, {"title": 3},
    ))),
    st.builds(lambda stops: {"content/paths/way.md": page({"id": "way", "modules": stops, "title": "A way"}, "Go.\n")}, NAMES),
    st.builds(lambda name, members: {f"content/groups/{name}.md": group(members=members)}, st.sampled_from(("pair", "new")), NAMES),
    st.builds(lambda state: {SESSION: page({"group": "new", "status": state, **HOUR})}, st.sampled_from(("planned", "held", "cancelled"))),
    st.builds(lambda file: {file: None}, st.sampled_from(sorted(BASE))),
    st.builds(lambda file: {file: BASE[file]}, st.sampled_from(sorted(BASE))),
    st.builds(lambda count: {"content/skills.yml": json.dumps({**REGISTER, "skills": REGISTER["skills"][:count]})}, st.integers(1, 2)),
)  # fmt: skip


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(st.lists(PAGES | PAGES | PAGES | OTHERS, min_size=1, max_size=4), min_size=1, max_size=6), st.booleans(), st.booleans())
def test_remembering_changes_nothing(steps: list[list[Texts]], restarts: bool, notices: bool) -> None:
    texts: dict[str, str | bytes | None] = dict(BASE)
    memory = Shoebox()
    gate = Gate(SCHEMAS, memory)
    for changes in ([], *steps, []):
        for change in changes:
            texts |= change
        said, fresh = check(gate, texts, notices=notices), check(Gate(SCHEMAS), texts, notices=notices)
        assert (said.findings, said.waived) == (fresh.findings, fresh.waived)
        if restarts:
            gate = Gate(SCHEMAS, memory)


def says(body: str, **fields: object) -> str:
    return module("third", f"{body}\n", **fields)


THIRD = place("third")
ELSEWHERE: dict[str, tuple[Texts, Texts]] = {
    "documents": ({THIRD: says("[A plan](new-one.md#a-plan)"), place("new-one"): module("new-one", "## A plan\n")}, {place("new-one"): module("new-one")}),
    "ids": ({THIRD: says("Text.", requires=["new-one"])}, {place("new-one"): module("new-one")}),
    "taken": ({THIRD: says("Text.")}, {place("third", "circles"): module("third")}),
    "look_alikes": ({place("new-one"): module("new-one")}, {place("new-0ne"): module("new-0ne")}),
    "in_circles": ({place("a-first"): module("a-first", requires=["third"]), THIRD: says("Text.")}, {THIRD: says("Text.", requires=["a-first"])}),
    "assets": ({place("x/index"): module("x", "![A](a.png)\n")}, {"content/modules/sharing/x/a.png": BASE["content/modules/circles/draw-the-plan/plan.png"]}),
    "people": ({THIRD: says("Text.", authors=["nora"])}, {"content/people/nora.md": page({"handle": "nora", "name": "Nora"})}),
    "replaced": ({THIRD: says("Text.", replaces=["gone"])}, {place("a-first"): module("a-first", replaces=["gone"])}),
    "by_name": ({THIRD: says("[One](new-ones.md)")}, {place("new-one", "circles"): module("new-one")}),
    "folders": ({THIRD: says("[One](../third)")}, {place("new-one", "third"): module("new-one")}),
    "beside": ({place("x/index"): module("x", "![A](ab.png)\n")}, {"content/modules/sharing/x/abc.png": BASE["content/modules/circles/draw-the-plan/plan.png"]}),
    "_spellings": ({THIRD: says("[One](New-One.md)")}, {place("new-one"): module("new-one")}),
    "own_words": ({THIRD: says("We recieve it.")}, {place("new-one"): module("new-one", tags=["recieve"])}),
    "languages": ({THIRD: says("Text.", language="de")}, {"content/library.yml": json.dumps({**SETTINGS, "languages": ["en", "de"]})}),
    "skills": ({THIRD: says("Text.", skills=[{"skill": "new", "level": "able"}])}, {"content/skills.yml": json.dumps({**REGISTER, "skills": [{**REGISTER["skills"][0], "id": "new"}]})}),
    "levels": ({THIRD: says("Text.", skills=[{"skill": "asking", "level": "new"}])}, {"content/skills.yml": json.dumps({**REGISTER, "levels": [{**REGISTER["levels"][0], "id": "new"}]})}),
    "topics": ({place("third", "new"): says("Text.")}, {"content/library.yml": json.dumps({**SETTINGS, "topics": [{**SETTINGS["topics"][0], "id": "new"}]})}),
    "paths": ({GROUP: group(paths=["new"])}, {"content/paths/new.md": page({"id": "new"})}),
    "groups": ({SESSION: page({"group": "new"})}, {"content/groups/new.md": page({"id": "new"})}),
    "sessions": ({NEED: page({"matched_to": {"sessions": ["2026-12-01-new"]}})}, {"content/sessions/2026-12-01-new.md": page({"title": "New"})}),
    "led": ({f"content/groups/g{number}.md": group() for number in range(3)}, {GROUP: group()}),
    "sessions_of": ({GROUP: group(), SESSION: page({"title": "No"})}, {SESSION: page({"group": "pair", "status": "planned", **HOUR})}),
    "likeness": ({THIRD: says(PASSAGE)}, {place("a-first"): module("a-first", f"{PASSAGE}\n")}),
}  # fmt: skip
"""What stands in a library, and a change of another file after which something else is said of the first one, by the index that tells."""


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize("index", ELSEWHERE)
def test_a_change_is_noticed_on_pages_that_did_not_change(index: str, restarts: bool) -> None:
    first, then = ELSEWHERE[index]
    memory = Shoebox()
    gate = Gate(SCHEMAS, memory)
    for _ in range(2):  # there and back again
        before = check(gate, {**BASE, **first})
        gate = Gate(SCHEMAS, memory) if restarts else gate
        after = check(gate, {**BASE, **first, **then})
        assert after.findings == check(Gate(SCHEMAS), {**BASE, **first, **then}).findings
        same = (first.keys() - then.keys()) | {place("a-first"), "content/people/mara.md"} - then.keys()
        kept = [{finding for finding in checked.findings if finding.place.file in same} for checked in (before, after)]
        assert kept[0] != kept[1]


@pytest.mark.parametrize("restarts", [False, True])
def test_a_new_day_is_noticed_on_pages_that_did_not_change(restarts: bool) -> None:
    texts = {**BASE, GROUP: group(), SESSION: page({"group": "pair", "status": "planned", **HOUR})}
    sources = [SourceFile(file, text.encode() if isinstance(text, str) else text or b"") for file, text in sorted(texts.items())]
    memory = Shoebox()
    gate = Gate(SCHEMAS, memory)
    said = []
    for day in ("2026-11-22", "2026-12-01", "2026-12-02", "2026-12-02"):
        said.append(gate.check(sources, day).findings)
        assert said[-1] == Gate(SCHEMAS).check(sources, day).findings
        gate = Gate(SCHEMAS, memory) if restarts else gate
    assert [[finding.code for finding in found if finding.code in ("C016", "M008")] for found in said] == [
        [],
        [],
        ["C016", "M008"],
        ["C016", "M008"],
    ]


def test_a_check_that_came_to_no_end_leaves_nothing_wrong_behind() -> None:
    before: Texts = {**BASE, THIRD: says("Text.", requires=["new-one"])}
    after: Texts = {**before, place("new-one"): module("new-one")}
    memory = Shoebox()
    check(Gate(SCHEMAS, memory), before)
    gate = Gate(SCHEMAS, memory)

    def gone() -> bytes:
        raise CannotRun("this file changed")

    good = [SourceFile(file, text.encode() if isinstance(text, str) else text or b"") for file, text in sorted(after.items())]
    torn = [SourceFile(source.file, gone, known=source.digest) if source.file == THIRD else source for source in good]
    with pytest.raises(CannotRun):
        gate.check(torn, "2026-11-22")
    assert check(gate, after).findings == check(Gate(SCHEMAS), after).findings


def test_a_question_that_nobody_can_note_is_refused() -> None:
    view = Witness(build_collection({}, []), Likeness({})).view()
    with pytest.raises(TypeError, match="nobody notes what rules ask of 'facts'"):
        view.facts  # noqa: B018  (asking is the test)


def stamped(root: Path, kept: bytes | None, now: int) -> tuple[Stamps, dict[str, SourceFile]]:
    stamps = Stamps(kept, now)
    return stamps, {source.file: source for source in read_sources(root, stamps)}


def test_files_that_did_not_change_are_not_read_again(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    file, other = root / place("write-it-down"), root / place("ask-a-question", "circles")
    later = max(file.stat().st_ctime_ns for file in root.rglob("*")) + 10**10
    first, before = stamped(root, None, later)
    raw = file.read_bytes()
    times = other.stat()
    other.write_bytes(other.read_bytes()[::-1])  # of the same size, with its old time put back
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    second, after = stamped(root, first.to_bytes(), later)
    assert {source.file for source in after.values() if not isinstance(source.content, bytes)} == {
        source.file for source in after.values() if source.file.endswith((".md", ".yml"))
    } - {place("ask-a-question", "circles")}
    assert after[place("ask-a-question", "circles")].raw == other.read_bytes()
    assert after[place("write-it-down")].raw == raw
    assert after[place("write-it-down")].digest == before[place("write-it-down")].digest
    assert second.changed
    file.write_bytes(raw[::-1])
    with pytest.raises(CannotRun, match="changed while the library was checked"):
        after[place("write-it-down")].raw  # noqa: B018  (reading is the test)


def test_files_touched_a_moment_ago_are_read_again(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    newest = max(file.stat().st_ctime_ns for file in (root / "content").rglob("*"))
    first, _ = stamped(root, None, newest + 10**9)
    assert not first.changed
    assert all(isinstance(source.content, bytes) for source in stamped(root, first.to_bytes(), newest + 10**10)[1].values())


def test_a_page_restored_is_the_page_that_was_read(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    memory = Shoebox()
    sources = read_sources(root)
    first = Gate(SCHEMAS, memory).check(sources, "2026-11-22").collection
    again = Gate(SCHEMAS, memory).check(sources, "2026-11-22").collection
    assert dict(first.documents) == dict(again.documents)
