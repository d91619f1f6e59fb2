"""Evidence is whole or nothing is decided on it: a byte, a record, a branch or a piece of history that is missing is told by name."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_kit import GIT, PEERLORE, module, run, run_program, tree
from peerlore.ledger.writing import record
from peerlore.model.errors import CannotRun
from peerlore.outside.schemas import read_schema
from peerlore.outside.trailers import Trailers
from peerlore.reviewing.records import BrokenEvidence, canonical, is_canonical, read_ledger
from review_kit import OTHER, PAGE, Repository, adopted, ask, rechained, repository

RECORDS = 4


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with four records: an adoption, and three reviewed changes."""
    made = adopted(tmp_path_factory.mktemp("told"))
    for number in range(RECORDS - 1):
        made.merge({OTHER: module("write-it-down", f"Version {number}.\n", requires=["ask-a-question"])}, "mara")
        assert made.record().code == 0
    return made


@pytest.fixture
def own(told: Repository, tmp_path: Path) -> Repository:
    """The same for one test alone."""
    shutil.copytree(told.root, tmp_path / told.root.name, symlinks=True)
    return Repository(tmp_path / told.root.name, told.day)


def verify(library: Path) -> str:
    """What `review verify` says where it refuses to decide."""
    outcome = ask(library, "review", "verify")
    assert outcome.code == 2, outcome
    assert "\n" not in outcome.err
    return outcome.err


def test_every_record_fits_the_documented_format(told: Repository) -> None:
    import jsonschema

    schema = read_schema("evidence")
    jsonschema.Draft202012Validator.check_schema(schema)
    for name, raw in told.evidence().items():
        if name != "head.json":
            jsonschema.Draft202012Validator(schema).validate(json.loads(raw))


def test_evidence_names_nobody(told: Repository) -> None:
    everything = b"".join(told.evidence().values()).decode()
    assert not re.search(r"mara|zoe|@|Lindqvist", everything, re.IGNORECASE)


def read(files: dict[str, bytes]) -> None:
    import jsonschema_rs

    read_ledger(files, jsonschema_rs.Draft202012Validator(read_schema("evidence")).is_valid, "2099-01-01T00:00:00Z")


def test_no_byte_can_change_without_being_noticed(told: Repository) -> None:
    files = told.evidence()
    read(files)
    for name, raw in files.items():
        for place in range(len(raw)):
            for other in {raw[place] ^ 1, 0x30 if raw[place] != 0x30 else 0x31}:
                changed = {**files, name: raw[:place] + bytes([other]) + raw[place + 1 :]}
                with pytest.raises(BrokenEvidence, match=r"record \d|head\.json"):
                    read(changed)
            with pytest.raises(BrokenEvidence):
                read({**files, name: raw[:place] + raw[place + 1 :]})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(0, 2**53 - 1) | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_the_fast_writer_and_the_plain_one_agree_on_every_record(value: Any) -> None:
    record = {"v": 1, "é": value, "z": "ž"}
    raw = canonical(record)
    assert is_canonical(record, raw)
    assert raw == orjson.dumps(record, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
    for other in (raw[:-1], raw + b"\n", raw.replace(b":", b": ", 1), raw.replace(b'"z"', b'"\\u007a"')):
        assert not is_canonical(record, other)


def test_no_number_is_written_in_two_ways(own: Repository) -> None:
    name = f"reviews/000/{RECORDS:06}.json"
    raw = own.evidence()[name]
    for number in (b"1e3", b"1e16", b"10000000000000000", b"-0"):
        own.tamper({name: re.sub(rb'"change":\d+', b'"change":' + number, raw)})
        assert f"record {RECORDS} of the evidence breaks: it " in verify(own.root), number


def test_no_file_can_go_or_come_without_being_noticed(told: Repository) -> None:
    files = told.evidence()
    for name in files:
        with pytest.raises(BrokenEvidence):
            read({other: raw for other, raw in files.items() if other != name})
    for name in ("reviews/000/000005.json", "reviews/other.json", "note.md"):
        with pytest.raises(BrokenEvidence):
            read({**files, name: b"{}\n"})


@pytest.mark.parametrize("seq", range(1, RECORDS + 1))
def test_the_record_that_breaks_is_named(own: Repository, seq: int) -> None:
    name = f"reviews/000/{seq:06}.json"
    own.tamper({name: own.evidence()[name].replace(b'"sha256:', b'"sha256:0', 1)})
    assert f"record {seq} of the evidence breaks" in verify(own.root)


def forge_ledger(own: Repository, change: Callable[[list[dict[str, Any]]], None]) -> str:
    """Write the ledger anew with a change, whole chain and all, and tell why `verify` refuses to decide."""
    rewrite(own, change)
    return verify(own.root)


def rewrite(own: Repository, change: Callable[[list[dict[str, Any]]], None]) -> None:
    records = [json.loads(raw) for name, raw in sorted(own.evidence().items()) if name != "head.json"]
    files = rechained(records, change)
    own.tamper({**dict.fromkeys(own.evidence(), None), **files})


FORGERIES: dict[str, tuple[Callable[[list[dict[str, Any]]], None], str]] = {
    "a record of another repository": (lambda records: records[2].update(repository="git:" + "0" * 40), "belongs to another repository"),
    "a record of the future": (
        lambda records: records[3].update(recorded="2099-01-01T00:00:00Z"),
        "record 4 of the evidence breaks: it tells of the future",
    ),
    "a merge after its record": (lambda records: records[3].update(merged="2098-01-01T00:00:00Z"), "tells of the future"),
    "times that go back": (
        lambda records: records[3].update(recorded="2026-03-01T00:00:00Z", merged="2026-03-01T00:00:00Z"),
        "before record 3",
    ),
    "a record taken out": (
        lambda records: records.pop(2),
        "record 3 of the evidence breaks: commits between it and the one before it are not recorded",
    ),
    "two records changed over": (lambda records: records.insert(1, records.pop(2)), "record 2 of the evidence breaks"),
    "a record twice": (lambda records: records.append(records[-1]), "record 5 of the evidence breaks"),
    "a field of its own": (lambda records: records[3].update(approved=True), "does not fit the format"),
    "another version": (lambda records: records[3].update(v=2), "does not fit the format"),
    "an adoption of another commit": (
        lambda records: records.append({**records[0], "commit": "1" * 40, "recorded": records[3]["recorded"]}),
        "adopts another commit",
    ),
    "a record with a gap before it": (
        lambda records: records.append({**records[3], "base": "1" * 40}),
        "commits between it and the one before it are not recorded",
    ),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_ledger_that_was_written_anew_is_refused(own: Repository, what: str) -> None:
    change, sentence = FORGERIES[what]
    assert sentence in forge_ledger(own, change)


OTHER_POLICY = "sha256:" + "0" * 64


def test_a_record_under_another_policy_counts_for_nothing(own: Repository) -> None:
    rewrite(own, lambda records: records[3].update(policy=OTHER_POLICY))
    outcome = ask(own.root, "review", "verify")
    assert outcome.code == 1
    assert "record 4 was recorded under a policy that was not in force" in outcome.out


@pytest.mark.parametrize("right", [True, False])
def test_an_adoption_under_another_policy_counts_for_nothing(own: Repository, right: bool) -> None:
    def adopt_again(records: list[dict[str, Any]]) -> None:
        first, last = records[0], records[-1]
        rules = {"governed": {"approvals": 1, "approvers": [first["by"]]}}
        policy = last["policy"] if right else OTHER_POLICY
        records.append({**first, "commit": last["commit"], "recorded": last["recorded"], "rules": rules, "policy": policy})

    rewrite(own, adopt_again)
    outcome = ask(own.root, "review", "verify")
    assert outcome.code == 1
    assert ("record 5 was adopted under a policy that was not in force" in outcome.out) != right
    assert ("record 5 adopts it, though its changes were recorded before" in outcome.out) == right


def test_a_release_pins_the_ledger(own: Repository, tmp_path: Path) -> None:
    assert run("build", cwd=own.root).code == 0
    pin = tmp_path / "build.json"
    shutil.copy(own.root / "site/build.json", pin)
    site = tree(own.root / "site")
    own.git("update-ref", "refs/heads/evidence", "evidence~1")
    said = "the site was made with 4 records of evidence, and this clone has 3"
    for words in (("build",), ("build", "--since", str(pin)), ("review", "verify", "--since", str(pin))):
        outcome = run(*words, cwd=own.root)
        assert outcome.code == 2
        assert said in outcome.err
    assert tree(own.root / "site") == site
    own.git("update-ref", "-d", "refs/heads/evidence")
    assert "asks for evidence" in run("build", cwd=own.root).err
    own.git("update-ref", "refs/heads/evidence", own.git("commit-tree", own.git("rev-parse", "main^{tree}"), "-m", "x"))
    assert run("build", cwd=own.root).code == 2
    assert tree(own.root / "site") == site


def test_a_forked_ledger_is_refused(own: Repository, tmp_path: Path) -> None:
    files = own.evidence()
    assert run("build", cwd=own.root).code == 0
    records = [json.loads(raw) for name, raw in sorted(files.items()) if name != "head.json"]
    own.tamper(rechained(records, lambda records: records[3].update(strangers=[], reviews=[])))
    assert "record 4 of the evidence is another one than the site was made with" in run("build", cwd=own.root).err


def clone(own: Repository, target: Path, *words: str) -> Path:
    done = run_program("git", "clone", "-q", *words, own.root.as_uri(), str(target), cwd=own.root)
    assert done.code == 0, done
    return target


def test_a_plain_clone_decides_without_a_network(own: Repository, tmp_path: Path) -> None:
    copy = clone(own, tmp_path / "copy")
    shutil.rmtree(own.root)
    outcome = run_program("unshare", "--map-root-user", "--net", *PEERLORE, "review", "verify", cwd=copy)
    assert (outcome.code, outcome.err) == (0, "")
    assert "approved; 4 records, all whole" in outcome.out


def test_a_clone_without_its_history_refuses(own: Repository, tmp_path: Path) -> None:
    shallow = clone(own, tmp_path / "shallow", "--depth=1", "--no-single-branch")
    for words in (("review", "verify"), ("build",), ("stage", str(tmp_path / "staged"))):
        outcome = run(*words, cwd=shallow)
        assert outcome.code == 2
        assert "git fetch --unshallow" in outcome.err
    assert not (shallow / "site/index.html").exists()


def test_a_clone_of_one_branch_says_what_to_fetch(own: Repository, tmp_path: Path) -> None:
    single = clone(own, tmp_path / "single", "--single-branch")
    outcome = run("build", cwd=single)
    assert outcome.code == 2
    assert "git fetch origin evidence people" in outcome.err
    assert not (single / "site/index.html").exists()


@pytest.mark.parametrize("name", ["reviews/000/000002.json", "head.json"])
def test_evidence_that_came_only_in_part_is_refused(own: Repository, name: str) -> None:
    blob = own.git("rev-parse", f"evidence:{name}")
    (own.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert run("build", cwd=own.root).code == 2
    assert "this clone lacks object" in verify(own.root)


def test_a_map_of_people_that_is_damaged_is_refused(own: Repository) -> None:
    own.tamper({"people.json": b"{"}, "people")
    assert "map of people" in verify(own.root)


def test_without_a_repository_nothing_is_proven(tmp_path: Path) -> None:
    made = repository(tmp_path)
    shutil.rmtree(made.root / ".git")
    assert "not in a git repository" in verify(made.root)
    assert run("build", cwd=made.root).code == 2


def test_evidence_can_start_only_once(tmp_path: Path) -> None:
    made = adopted(tmp_path / "first")
    again = ask(made.root, "review", "adopt", "--by", "mara", "--from-trailers")
    assert again.code == 2
    assert "evidence tells of every text here" in again.err
    other = clone(made, tmp_path / "other", "--single-branch")
    started = ask(other, "review", "adopt", "--by", "mara", "--from-trailers")
    assert "evidence tells of every text here" in started.err, "the remote's evidence is looked at before a new one is started"


def test_nothing_is_recorded_before_evidence_began(tmp_path: Path) -> None:
    assert "review adopt" in repository(tmp_path).record().err


def test_only_an_owner_starts_evidence(tmp_path: Path) -> None:
    refused = ask(repository(tmp_path).root, "review", "adopt", "--by", "zoe", "--from-trailers")
    assert refused.code == 2
    assert refused.err == "'zoe' is no owner of this library; content/library.yml names mara"


def test_nothing_but_the_published_branch_is_recorded(own: Repository) -> None:
    own.git("switch", "-qc", "topic")
    own.commit({PAGE: own.text(PAGE) + "\nMore.\n"})
    before = own.evidence()
    refused = own.record()
    assert refused.code == 2
    assert "is not on main, and only that branch is recorded" in refused.err
    assert own.evidence() == before


def test_a_record_is_never_written_twice(told: Repository) -> None:
    before = told.evidence()
    assert "nothing to record" in told.record().out
    assert told.evidence() == before


def test_evidence_of_another_kind_is_not_mixed_in(own: Repository) -> None:
    class Elsewhere(Trailers):
        def repository_id(self) -> str:
            return "R_other"

    own.merge({PAGE: own.text(PAGE).replace("Open it", "Open this")}, "mara")
    with pytest.raises(CannotRun, match="belongs to the repository git:"):
        record(own.root, lambda objects: Elsewhere(objects))
    assert own.record().code == 0


def test_a_forgotten_person_leaves_everything_proven(own: Repository) -> None:
    before = own.evidence()
    assert "mara" in own.verdict(PAGE)[1]
    assert ask(own.root, "forget", "mara").code == 0
    assert own.evidence() == before
    assert run_program("git", "log", "--oneline", "people", cwd=own.root).out.count("\n") == 1, "the map has no history to look into"
    assert b"mara" not in own.evidence("people")["people.json"]
    verdict, reason = own.verdict(PAGE)
    assert (verdict, "mara" in reason) == ("approved", False)
    assert own.verdict("content/people/mara.md")[0] == "withheld"
    said = ask(own.root, "review", "verify").out
    assert "9 approved, 1 without approval, 1 removed; 4 records, all whole" in said
    assert run("build", cwd=own.root).code == 0
    assert not (own.root / "site/people/mara").exists()
    assert "a colleague" in (own.root / "site/modules/sharing/write-it-down/index.html").read_text("utf-8").split("pl-approval")[1]
    assert "nobody in the map" in ask(own.root, "forget", "nobody").err


def test_taking_the_profile_of_a_forgotten_person_away_tells_evidence_nothing(own: Repository) -> None:
    assert ask(own.root, "forget", "zoe").code == 0
    own.merge({"content/people/zoe.md": None, OTHER: module("write-it-down", "Another text.\n")}, "mara", who="sam")
    assert own.record().code == 0
    assert "zoe" not in b"".join(own.evidence().values()).decode()
    assert [said["unit"] for said in json.loads(own.evidence()["reviews/000/000005.json"])["units"]] == ["module:write-it-down"]


# Many at once --------------------------------------------------------------------------------------------------------


def _record(root: Path, done: Any) -> None:
    os.environ.update(GIT)
    for each in record(root, Trailers, share=False):
        done.put((each["seq"], each["commit"]))


@pytest.mark.parametrize("killed", [0, 20])
def test_eighty_who_record_at_once_lose_nothing(tmp_path: Path, killed: int) -> None:
    """Eighty work trees of one repository, each at another commit; some of those who record are killed on the way."""
    made = adopted(tmp_path)
    commits = [made.merge({PAGE: made.text(PAGE) + f"\nLine {number}.\n"}, "mara") for number in range(80)]
    trees = []
    for number, commit in enumerate(commits):
        trees.append(tmp_path / f"tree-{number}")
        made.git("worktree", "add", "-q", "--detach", str(trees[-1]), commit)
    context = multiprocessing.get_context("fork")
    confirmed: Any = context.Queue()
    dice = random.Random(killed)  # noqa: S311 - which of them are killed, not a secret
    order = dice.sample(trees, len(trees))
    running = [context.Process(target=_record, args=(root, confirmed)) for root in order]
    for process in running:
        process.start()
    for process in dice.sample(running, killed):
        time.sleep(dice.uniform(0, 0.2))
        if process.is_alive() and process.pid:
            os.kill(process.pid, signal.SIGKILL)
    said = []
    while any(process.is_alive() for process in running) or not confirmed.empty():
        while not confirmed.empty():
            said.append(confirmed.get())
        time.sleep(0.05)
    for process in running:
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
    assert made.record().code == 0
    written = {
        seq: json.loads(raw)["commit"]
        for seq, raw in enumerate((raw for name, raw in sorted(made.evidence().items()) if name != "head.json"), 1)
    }
    assert all(written[seq] == commit for seq, commit in said)
    assert list(written.values())[1:] == commits, "every change has one record, in the order of the branch"
    assert ask(made.root, "review", "verify").code == 0


def test_two_clones_that_record_at_once_both_land(told: Repository, tmp_path: Path) -> None:
    bare = clone(told, tmp_path / "origin.git", "--bare")
    clones = [tmp_path / f"clone-{number}" for number in range(4)]
    for folder in clones:
        assert run_program("git", "clone", "-q", bare.as_uri(), str(folder), cwd=tmp_path).code == 0
    first = Repository(clones[0], told.day)
    for number in range(6):
        first.merge({PAGE: first.text(PAGE) + f"\nLine {number}.\n"}, "mara")
    first.git("push", "-q", "origin", "main")
    for number, folder in enumerate(clones[1:]):
        Repository(folder).git("pull", "-q")
        Repository(folder).git("reset", "-q", "--hard", f"HEAD~{number}")
    context = multiprocessing.get_context("fork")
    running = [context.Process(target=record, args=(folder, Trailers)) for folder in clones]
    for process in running:
        process.start()
    for process in running:
        process.join()
        assert process.exitcode == 0
    fresh = tmp_path / "fresh"
    assert run_program("git", "clone", "-q", bare.as_uri(), str(fresh), cwd=tmp_path).code == 0
    outcome = run("review", "verify", cwd=fresh)
    assert outcome.code == 0
    assert f"{RECORDS + 6} records" in outcome.out or f"{RECORDS + 7} records" in outcome.out
