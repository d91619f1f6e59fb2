"""A bare git repository and what the forge does to it. Knows commits, and neither accounts nor pull requests."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

NOTHING = "0" * 40
_FORM = "%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%aI%x00%cI%x00%B%x00%x01"
_TRAILER = re.compile(r"^Co-authored-by: *(.*?) *<([^>]*)>\s*$", re.IGNORECASE | re.MULTILINE)
_SURROUNDINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}


@dataclass(frozen=True, slots=True)
class Signature:
    """A name with an address, as commits hold them."""

    name: str
    email: str


GITHUB = Signature("GitHub", "noreply@github.com")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as git tells it; `authors` are its author and then those of its trailers."""

    oid: str
    parents: tuple[str, ...]
    authors: tuple[Signature, ...]
    committer: Signature
    date: str
    committed: str
    message: str


class Conflict(Exception):
    """Two commits that git cannot merge."""


class Repository:
    """One bare repository, `owner/name`, in a folder that `git http-backend` can serve."""

    def __init__(self, root: Path, name: str) -> None:
        self.name = name
        self.folder = root / f"{name}.git"
        self._known: dict[str, Commit] = {}
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.folder), at=root)
        self.git("config", "http.receivepack", "true")
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")

    def git(self, *words: str, at: Path | None = None, stdin: bytes = b"", ok: Sequence[int] = (0,), **changes: str) -> str:
        """What git prints."""
        where = at or self.folder
        where.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, **_SURROUNDINGS, **changes}
        done = subprocess.run(["git", *words], cwd=where, env=environment, input=stdin, capture_output=True, check=False)
        if done.returncode not in ok:
            raise AssertionError(f"git {' '.join(words)}: {done.stderr.decode('utf-8', 'replace')}")
        return done.stdout.decode("utf-8", "surrogateescape")

    def tip(self, ref: str) -> str:
        """The commit of a ref; empty where there is none."""
        return self.git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}", ok=(0, 1)).strip()

    def refs(self) -> dict[str, str]:
        """Every branch with its commit."""
        lines = self.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads").splitlines()
        return dict(line.split(" ", 1) for line in lines)

    def move(self, ref: str, oid: str) -> None:
        """Put a ref at a commit, or take it away."""
        self.git("update-ref", *((ref, oid) if oid else ("-d", ref)))

    def take(self, other: Repository, oid: str, ref: str) -> None:
        """Fetch a commit of another repository."""
        self.git("fetch", "--quiet", str(other.folder), f"+{oid}:{ref}")

    def commit(
        self, parent: str, files: Mapping[str, str | bytes | None], message: str, author: Signature, committer: Signature, moment: int
    ) -> str:
        """Write a commit on top of another, with some files changed, and those removed that are None; no branch moves."""
        stream = [
            b"commit refs/forge/made\n",
            _signed("author", author, moment),
            _signed("committer", committer, moment),
            _data(message.encode()),
            f"from {parent}\n".encode() if parent else b"",
        ]
        for path, content in files.items():
            if content is None:
                stream.append(f"D {path}\n".encode())
            else:
                stream += [f"M 100644 inline {path}\n".encode(), _data(content.encode() if isinstance(content, str) else content)]
        self.git("fast-import", "--quiet", "--force", stdin=b"".join(stream))
        oid = self.tip("refs/forge/made")
        self.git("update-ref", "-d", "refs/forge/made")
        return oid

    def commits(self, base: str, head: str) -> list[Commit]:
        """The commits that `head` has and `base` has not, oldest first."""
        said = self.git("log", "--reverse", "--topo-order", f"--format={_FORM}", head, *((f"^{base}",) if base else ()))
        return list(_commits(said))

    def one(self, oid: str) -> Commit | None:
        """A commit by its name; None where there is none."""
        if oid not in self._known and self.tip(oid):
            self._known[oid] = next(_commits(self.git("log", "-1", f"--format={_FORM}", oid)))
        return self._known.get(oid)

    def is_ancestor(self, old: str, new: str) -> bool:
        """Whether `new` holds everything of `old`."""
        return self.git("merge-base", old, new, ok=(0, 1)).strip() == old

    def fork_point(self, one: str, other: str) -> str:
        """The newest commit that both have; empty for none."""
        return self.git("merge-base", one, other, ok=(0, 1)).strip()

    def first_with(self, oid: str, old: str, new: str) -> str:
        """The commit between two of one branch that brought another there."""
        line = self.git("rev-list", "--first-parent", "--reverse", new, f"^{old}").split()
        return next(step for step in line if self.is_ancestor(oid, step))

    def merge(self, base: str, head: str, message: str, author: Signature, moment: int) -> str:
        """A merge commit, committed by GitHub."""
        return self._commit_tree(self._merged_tree(base, head), (base, head), message, author, GITHUB, moment)

    def squash(self, base: str, head: str, message: str, author: Signature, moment: int) -> str:
        """One commit with everything, committed by GitHub."""
        return self._commit_tree(self._merged_tree(base, head), (base,), message, author, GITHUB, moment)

    def rebase(self, base: str, head: str, committer: Signature, moment: int) -> list[str]:
        """Each commit anew on top of `base`, by its author, committed by whoever merges."""
        ones = [commit.oid for commit in self.commits(base, head) if len(commit.parents) == 1]
        date = f"{moment} +0000"
        who = {"GIT_COMMITTER_NAME": committer.name, "GIT_COMMITTER_EMAIL": committer.email, "GIT_COMMITTER_DATE": date}
        with tempfile.TemporaryDirectory(prefix="rebase-") as folder:
            place = Path(folder, "tree")
            self.git("worktree", "add", "--quiet", "--detach", str(place), base)
            try:
                self.git("cherry-pick", "--allow-empty", "--keep-redundant-commits", *ones, at=place, **who)
                return [commit.oid for commit in self.commits(base, self.git("rev-parse", "HEAD", at=place).strip())]
            finally:
                self.git("worktree", "remove", "--force", str(place))

    def _merged_tree(self, base: str, head: str) -> str:
        said = self.git("merge-tree", "--write-tree", base, head, ok=(0, 1)).splitlines()
        if len(said) > 1:
            raise Conflict(head)
        return said[0]

    def _commit_tree(self, tree: str, parents: Sequence[str], message: str, author: Signature, committer: Signature, moment: int) -> str:
        stream = [f"tree {tree}\n".encode(), *(f"parent {parent}\n".encode() for parent in parents)]
        stream += [_signed("author", author, moment), _signed("committer", committer, moment), b"\n", message.encode()]
        return self.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=b"".join(stream)).strip()


def _signed(role: str, who: Signature, moment: int) -> bytes:
    return f"{role} {who.name} <{who.email}> {moment} +0000\n".encode()


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _commits(log: str) -> Iterator[Commit]:
    for entry in log.split("\x01"):
        if not entry.strip("\n"):
            continue
        oid, parents, name, email, committer, address, date, committed, message, _ = entry.lstrip("\n").split("\0")
        more = (Signature(*found) for found in _TRAILER.findall(message))
        yield Commit(oid, tuple(parents.split()), (Signature(name, email), *more), Signature(committer, address), date, committed, message)
