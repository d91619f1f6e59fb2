"""People: random ids in evidence, a map that may live elsewhere, and somebody who is forgotten while history stays."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from library_kit import module, page, run, run_program
from peerlore.outside.schemas import read_schemas
from peerlore.reading.handles import NAMING
from peerlore.reviewing.forgotten import Forgotten
from review_kit import OTHER, PAGE, Repository, adopted, ask, repository
from test_together import GROUP, HELD, NEED

MAP = "PEERLORE_PEOPLE"


# A map that lives elsewhere ---------------------------------------------------------------------------------------------


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Where a company keeps who is who."""
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault/people.json"


@pytest.fixture
def apart(tmp_path: Path) -> Repository:
    """A library that keeps no names in its repository, with nothing recorded yet."""
    return repository(tmp_path, people_source="elsewhere")


def test_the_map_can_live_outside_of_the_repository(apart: Repository, vault: Path) -> None:
    known = {MAP: str(vault)}
    assert ask(apart.root, "review", "adopt", "--by", "mara", "--from-trailers", **known).code == 0
    apart.merge({PAGE: apart.text(PAGE).replace("Open it", "Open this")}, "mara")
    assert ask(apart.root, "review", "record", "--from-trailers", **known).code == 0
    assert "people" not in run_program("git", "branch", "--format=%(refname:short)", cwd=apart.root).out.split()
    assert b"mara" not in b"".join(apart.evidence().values())
    handles = [handle for entry in json.loads(vault.read_text("utf-8"))["people"].values() for handle in entry["handles"]]
    assert {"mara", "zoe"} <= set(handles)
    said = json.loads(ask(apart.root, "review", "verify", "--why", PAGE, "--format", "json", **known).out)
    assert "mara is named as its reviewer" in said["texts"][0]["reason"]
    blind = json.loads(ask(apart.root, "review", "verify", "--why", PAGE, "--format", "json").out)
    assert blind["texts"][0]["verdict"] == "approved", "what was approved stays approved for those who may not see who did"
    assert "mara" not in blind["texts"][0]["reason"]


def test_nobody_writes_names_into_the_repository_by_mistake(apart: Repository, vault: Path) -> None:
    for words in (("review", "adopt", "--by", "mara", "--from-trailers"), ("review", "record", "--from-trailers")):
        done = ask(apart.root, *words)
        assert (done.code, MAP in done.err) == (2, True)
    assert run_program("git", "branch", "--format=%(refname:short)", cwd=apart.root).out.split() == ["main"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("people.json", "must be a whole path, such as /srv/peerlore/people.json"),
        ("{root}/people.json", "which lies in the repository; the map is to live outside of it"),
        ("{root}/content/people/people.json", "which lies in the repository"),
        ("/nowhere/at/all/people.json", "there is no folder /nowhere/at/all"),
    ],
)
def test_a_map_stands_where_nobody_commits_it(apart: Repository, place: str, said: str) -> None:
    done = ask(apart.root, "review", "adopt", "--by", "mara", "--from-trailers", **{MAP: place.format(root=apart.root)})
    assert (done.code, said in done.err) == (2, True), done


def test_a_broken_map_is_refused(apart: Repository, vault: Path) -> None:
    vault.write_text("[]", "utf-8")
    done = ask(apart.root, "review", "adopt", "--by", "mara", "--from-trailers", **{MAP: str(vault)})
    assert (done.code, "the map of people cannot be read" in done.err) == (2, True)


# Somebody who is forgotten ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A library that names Zoe wherever a library can, built."""
    made = adopted(tmp_path_factory.mktemp("people"))
    pages = {
        OTHER: module("write-it-down", "Write it down.\n", authors=[{"person": "zoe", "role": "editor"}, "mara"], review={"owner": "zoe"}),
        "content/groups/open-questions.md": page(GROUP),
        "content/sessions/2026-03-03-ask.md": page(HELD),
        "content/needs/ask-a-stranger.md": page(NEED),
    }
    made.merge(pages, "mara")
    assert made.record().code == 0
    assert run("build", cwd=made.root).code == 0
    return made


@pytest.fixture
def own(told: Repository, tmp_path: Path) -> Repository:
    """The same for one test alone."""
    shutil.copytree(told.root, tmp_path / told.root.name, symlinks=True)
    return Repository(tmp_path / told.root.name, told.day)


def test_a_forgotten_person_is_named_nowhere_on_the_next_site(own: Repository) -> None:
    before = ask(own.root, "forget", "zoe", "--check")
    assert before.code == 1
    named = {line.partition(":")[0] for line in before.out.splitlines()}
    assert {"catalog.json", "people/zoe/index.html", "groups/open-questions/index.html"} <= named
    assert any(name.endswith(".pf_fragment") for name in named), "the search index is looked into"
    kept = {branch: own.git("rev-parse", branch) for branch in ("main", "evidence")}

    done = ask(own.root, "forget", "zoe")

    assert done.code == 0
    for file in ("content/people/zoe.md", OTHER, "content/groups/open-questions.md", "content/needs/ask-a-stranger.md"):
        assert file in done.out
    assert run("build", cwd=own.root).code == 0
    after = ask(own.root, "forget", "zoe", "--check")
    assert (after.code, after.out) == (0, "No file of the site names Zoé Ångström and zoe\n")
    assert {branch: own.git("rev-parse", branch) for branch in kept} == kept, "no history was rewritten"
    shown = (own.root / "site/modules/sharing/write-it-down/index.html").read_text("utf-8")
    assert "a colleague" in shown
    assert "zoe" in own.text(OTHER), "texts are for people to change"


def test_figures_no_longer_count_by_their_profile(own: Repository) -> None:
    def offers() -> Any:
        said = json.loads(ask(own.root, "stats", "helping", "--format", "json").out)["figures"][0]
        return said["sources"]

    assert "content/people/zoe.md" in offers()
    assert ask(own.root, "forget", "zoe").code == 0
    assert "content/people/zoe.md" not in offers()


def test_a_person_can_be_named_by_the_id_in_evidence(own: Repository) -> None:
    people = json.loads(own.evidence("people")["people.json"])["people"]
    person = next(person for person, entry in people.items() if "zoe" in entry["handles"])
    assert ask(own.root, "forget", person).code == 0
    said = json.loads(own.evidence("people")["people.json"])
    assert person not in said["people"]
    assert "zoe" not in json.dumps(said), "the mark cannot be read"
    assert ask(own.root, "forget", person).err == f"nobody in the map of people has the id {person!r}"


def test_what_names_them_later_teaches_nobody_who_they_were(own: Repository) -> None:
    assert ask(own.root, "forget", "zoe").code == 0
    own.merge({OTHER: own.text(OTHER).replace("Write it down.", "Write it down at once.")}, "mara", who="sam")
    assert own.record().code == 0
    assert b"zoe" not in own.evidence("people")["people.json"]
    assert run("build", cwd=own.root).code == 0
    assert ask(own.root, "forget", "zoe", "--check").code == 0


def test_whom_nobody_knows_nobody_can_forget(own: Repository) -> None:
    before = own.evidence("people")
    assert ask(own.root, "forget", "zeo").err.startswith("nobody in the map of people has or had the handle 'zeo'")
    assert ask(own.root, "forget", "p-aaaaaaaa").err == "nobody in the map of people has the id 'p-aaaaaaaa'"
    assert own.evidence("people") == before
    assert "there is no built site in" in ask(own.root, "forget", "zoe", "--check", "--site", str(own.root / "content")).err


def test_every_key_that_holds_a_handle_is_one_where_people_are_not_named_any_more() -> None:
    assert {key for schema in read_schemas().values() for key in _keys_with_handles(schema)} == NAMING


def _keys_with_handles(schema: Any, key: str = "") -> Iterator[str]:
    """The keys of front matter that the schemas give a handle, alone, in a list, or in either way."""
    if isinstance(schema, list):
        for each in schema:
            yield from _keys_with_handles(each, key)
    elif isinstance(schema, dict):
        named = str(schema.get("$ref", "")).endswith(("$defs/handle", "$defs/people", "$defs/authors")) or _is_member(schema, key)
        if named and key not in ("", "handle"):
            yield key
        for name, each in schema.items():
            if name == "properties":
                for inner, said in each.items():
                    yield from _keys_with_handles(said, inner)
            elif name != "$defs":
                yield from _keys_with_handles(each, key)
            else:
                for said in each.values():
                    yield from _keys_with_handles(said, "")


def _is_member(schema: dict[str, Any], key: str) -> bool:
    return key == "members" and "string" in schema.get("type", ())


def test_marks_tell_handles_apart_whatever_their_letters() -> None:
    marks = Forgotten().adding({"zoe", "sam"})
    assert ("Zoe" in marks, "sam" in marks, "zoey" in marks) == (True, True, False)
    assert ("zoe" in marks.without("zoe"), "sam" in marks.without("zoe")) == (False, True)
    assert marks.marks.isdisjoint(Forgotten().adding({"zoe", "sam"}).marks), "two libraries cannot compare theirs"
