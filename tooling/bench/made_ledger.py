"""Evidence of any size for a made library, written in the documented format without a recorder: `verify` is what is measured.

The first record adopts the library, each further one is a reviewed change of one module; the last of each module
names its text as it stands. Commits between the first and the last are numbers that nobody looks up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peerlore.outside.commits import write_commit
from peerlore.outside.objects import content_digest, open_objects
from peerlore.reviewing.people import PEOPLE_FILE, Known, People
from peerlore.reviewing.policy import Policy, read_policy, scopes_of
from peerlore.reviewing.records import HEAD_FILE, canonical, digest_of, file_of, head_file
from peerlore.reviewing.units import LIBRARY, LIBRARY_FILE, Unit, build_units, veil

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def make_ledger(library: Path, count: int, seed: int = 1) -> None:
    """Put the branches `evidence` and `people` into the repository of a library: `count` records that approve all of it."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret is made here
    with open_objects(library) as objects:
        head = objects.resolve("HEAD")
        tree = objects.tree(head)
        policy = read_policy(objects.text(head, LIBRARY_FILE))
        if policy is None:
            raise ValueError(f"{LIBRARY_FILE} cannot be read")
        people = _people(chance, library)
        units = veil(build_units(tree, policy.settings.ungoverned), people.find)
        digest = {name: content_digest(raw) for name, raw in objects.blobs(blob.name for blob in tree.values())}
        digests = {name: unit.digest(digest.__getitem__) for name, unit in units.items()}
        files: dict[str, bytes] = {}
        newest = ""
        for seq, record in enumerate(_records(chance, head, units, digests, people, policy, count), 1):
            raw = canonical({**record, "seq": seq, "prev": newest})
            files[file_of(seq)], newest = raw, digest_of(raw)
        files[HEAD_FILE] = head_file(count, newest)
        for branch, held in (("evidence", files), ("people", {PEOPLE_FILE: people.write()})):
            commit = write_commit(objects, "", held, "Made", "2026-03-01T00:00:00Z")
            objects.repository.git.update_ref(f"refs/heads/{branch}", commit)


def _people(chance: random.Random, library: Path) -> People:
    handles = sorted(file.stem for file in (library / "content/people").glob("*.md"))
    ids = ("p-" + "".join(chance.choices(_LETTERS, k=8)) for _ in handles)
    return People({person: Known(number, (handle,)) for number, (person, handle) in enumerate(zip(ids, handles, strict=True), 1)})


def _records(
    chance: random.Random, head: str, units: dict[str, Unit], digests: dict[str, str], people: People, policy: Policy, count: int
) -> Iterator[dict[str, Any]]:
    start = {"v": 1, "repository": "made", "policy": digests[LIBRARY]}
    modules = sorted(name for name in units if name.startswith("module:"))
    last = {modules[number % len(modules)]: number for number in range(1, count)}
    yield {
        **start,
        "kind": "adopt",
        "source": "adopted",
        "recorded": "2026-01-01T00:00:00Z",
        "commit": head,
        "rules": {},
        "units": [
            {"unit": name, "path": unit.place, "digest": _other(chance) if name in last else digests[name]}
            for name, unit in sorted(units.items())
        ],
        "by": people.find(sorted(policy.settings.owners)[0]),
    }
    base, everybody = head, sorted(people.known)
    members = frozenset(handle for known in people.known.values() for handle in known.handles)
    for number in range(1, count):
        name = modules[number % len(modules)]
        unit = units[name]
        (scope,) = scopes_of(name, unit.place)
        rule = policy.rule(scope, members)
        approvers = sorted(map(people.find, rule.approvers or ()))
        author = chance.choice([person for person in everybody if person not in approvers])
        seen, commit = f"{chance.getrandbits(160):040x}", head if number == count - 1 else f"{chance.getrandbits(160):040x}"
        digest = digests[name] if last[name] == number else _other(chance)
        at = f"2026-01-{1 + number * 28 // count:02}T12:00:00Z"
        yield {
            **start,
            "kind": "change",
            "source": "github",
            "recorded": at,
            "commit": commit,
            "rules": {scope: {"approvals": rule.approvals, "approvers": approvers}},
            "units": [
                {
                    "unit": name,
                    "path": unit.place,
                    "digest": digest,
                    "head": digest,
                    "before": unit.place,
                    "size": "full",
                    "since": "",
                    "words": 0,
                    "named": [],
                }
            ],
            "base": base,
            "change": number,
            "head": seen,
            "merged": at,
            "merger": {"person": approvers[0], "bot": False},
            "authors": [author],
            "strangers": [],
            "reviews": [
                {"person": chance.choice(approvers), "bot": False, "state": state, "commit": seen, "at": at}
                for state in ("COMMENTED", "APPROVED")
            ],
        }
        base = commit


def _other(chance: random.Random) -> str:
    return f"sha256:{chance.getrandbits(256):064x}"
