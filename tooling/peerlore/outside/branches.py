"""The two branches that machines write, `evidence` and `people`: which commit is theirs, what it holds, and writing the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from peerlore.model.errors import CannotRun
from peerlore.outside.commits import move_ref, write_commit
from peerlore.outside.objects import Objects
from peerlore.outside.remotes import fetch, push, remote_names, remote_ref

EVIDENCE = "evidence"
PEOPLE = "people"
BESIDE = "activity/"
"""The folder for what is kept beside records: numbers that change every day and prove nothing."""
_REMOTE = "origin"


@dataclass(frozen=True, slots=True)
class Held:
    """A branch as it was found: its commit, empty where there is none, and its files.

    `beside` are files that lie beside records and are no part of their chain.
    """

    commit: str
    files: Mapping[str, bytes]
    beside: Mapping[str, bytes] = field(default_factory=dict)


class _Arriving(Mapping[str, bytes]):
    """Files of a commit by their paths. git reads on while somebody works with the first of them."""

    def __init__(self, objects: Objects, tree: Mapping[str, str]) -> None:
        self._tree = tree
        self._content: dict[str, bytes] = {}
        self._rest = objects.blobs(tree.values())

    def __getitem__(self, path: str) -> bytes:
        wanted = self._tree[path]
        while wanted not in self._content:
            name, raw = next(self._rest)
            self._content[name] = raw
        return self._content[wanted]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree)

    def __len__(self) -> int:
        return len(self._tree)


def remote_of(objects: Objects) -> str:
    """The remote with which the branches are shared: `origin`, or the only one; empty for none."""
    remotes = remote_names(objects)
    return _REMOTE if _REMOTE in remotes else remotes[0] if len(remotes) == 1 else ""


def exists(objects: Objects, branch: str, remote: str) -> bool:
    """Whether this clone knows a branch, as its own or as the remote's."""
    return bool(objects.resolve(_local(branch)) or (remote and objects.resolve(_tracking(remote, branch))))


def fetch_branches(objects: Objects, remote: str) -> None:
    """Bring what a remote holds of both branches; a branch that is not there is not missed."""
    for branch in (PEOPLE, EVIDENCE):  # whoever records writes the map first, so that it is never older than what needs it
        there, here = remote_ref(objects, remote, _local(branch)), _tracking(remote, branch)
        if there and there != objects.resolve(here):
            fetch(objects, remote, f"+{_local(branch)}:{here}")


def hold(objects: Objects, branch: str, remote: str) -> Held:
    """A branch as this clone knows it: its own, or that of the remote, whichever goes further.

    The map of people has no history, so the remote's comes first there. Raises CannotRun where own and remote branch went
    different ways.
    """
    own, theirs = objects.resolve(_local(branch)), objects.resolve(_tracking(remote, branch)) if remote else ""
    commit = own or theirs
    if own and theirs and own != theirs:
        if branch == PEOPLE or objects.is_before(own, theirs):
            commit = theirs
        elif not objects.is_before(theirs, own):
            raise CannotRun(
                f"your branch {branch} and that of {remote} went different ways; look at both, then keep {remote}'s with "
                f"`git branch --force {branch} {remote}/{branch}`"
            )
    if not commit:
        return Held("", {})
    tree = objects.all_files(commit)
    records = {path: blob for path, blob in tree.items() if not path.startswith(BESIDE)}
    return Held(commit, _Arriving(objects, records), _beside(objects, tree))


def beside_until(objects: Objects, held: Held, day: str) -> Mapping[str, bytes]:
    """What lay beside the records at the end of a day (ISO 8601, UTC)."""
    commit = objects.commit_until(held.commit, day)
    return _beside(objects, objects.all_files(commit)) if commit else {}


def _beside(objects: Objects, tree: Mapping[str, str]) -> Mapping[str, bytes]:
    return _Arriving(objects, {path: blob for path, blob in tree.items() if path.startswith(BESIDE)})


def extend(objects: Objects, remote: str, held: Held, files: Mapping[str, bytes], message: str, time: str) -> bool:
    """Add files to the branch of evidence, if it still is as it was held; False where somebody else was faster."""
    new = write_commit(objects, held.commit, files, message, time)
    return _point(objects, remote, EVIDENCE, new, held.commit)


def renew(objects: Objects, remote: str, held: Held, files: Mapping[str, bytes], message: str, time: str) -> bool:
    """Put files in the place of a branch, without a history: what it held before is gone."""
    new = write_commit(objects, "", files, message, time)
    return _point(objects, remote, PEOPLE, new, held.commit)


def _point(objects: Objects, remote: str, branch: str, new: str, old: str) -> bool:
    return push(objects, remote, _local(branch), new, old) if remote else move_ref(objects, _local(branch), new, old)


def _local(branch: str) -> str:
    return f"refs/heads/{branch}"


def _tracking(remote: str, branch: str) -> str:
    return f"refs/remotes/{remote}/{branch}"
