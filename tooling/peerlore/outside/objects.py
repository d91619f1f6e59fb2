"""git's objects, read in bulk. Names are resolved once; from there on only hexadecimal digits go to git."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from peerlore.model.errors import CannotRun
from peerlore.model.sources import Blob
from peerlore.outside.lock import Lock
from peerlore.outside.store import Store

if TYPE_CHECKING:
    import git

_HEX = re.compile(r"[0-9a-f]{40}")
_REF = re.compile(r"HEAD|refs/[\w./-]+", re.ASCII)  # nothing that git takes for more than a name, and no end of a line
# A library's repository may come from anybody: nothing that its configuration names is run, and nothing replaces an object.
_OPTIONS = ("core.hooksPath=/dev/null", "core.fsmonitor=false", "core.quotePath=false", "gc.auto=0", "log.showSignature=false")
_SURROUNDINGS = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_LITERAL_PATHSPECS": "1"}


class NoRepository(CannotRun):
    """There is no repository around the library."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its parents, the time of its committer in seconds since 1970, its message, and who wrote and committed it.

    People stand as `name <e-mail>`.
    """

    name: str
    parents: tuple[str, ...]
    time: int
    author: str
    committer: str
    message: str


@dataclass(frozen=True)
class Objects:
    """The repository around a library. `prefix` is the library's folder in it with a slash at the end, or empty."""

    repository: git.Repo
    prefix: str

    @cached_property
    def _store(self) -> Store:
        return Store(self.repository.git)

    def resolve(self, name: str) -> str:
        """The commit of a name, as 40 hexadecimal digits; empty where there is none."""
        import git

        if _HEX.fullmatch(name) and self._store.is_commit(name):
            return name
        if _REF.fullmatch(name):
            return self._store.commit_of(name)
        try:
            found = str(self.repository.git.rev_parse("--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"))
        except git.exc.GitCommandError:
            return ""
        return found if _HEX.fullmatch(found) else ""

    def tree(self, commit: str, below: Iterable[str] = ()) -> dict[str, Blob]:
        """The files of a commit by their paths from the library's root, and `.github/` from the top of the repository.

        With `below`, only those at or below these paths. A symbolic link or another repository counts as a file too, by
        its mode.
        """
        places = [f"{self.prefix}{path}" for path in below]
        files = chain.from_iterable(self._store.files(sure(commit), place) for place in places) if places else self._files(commit)
        start = len(self.prefix)
        return {
            path[start:] if path.startswith(self.prefix) else path: blob
            for path, blob in files
            if path.startswith((self.prefix, ".github/"))
        }

    def changed(self, base: str, tip: str) -> set[str]:
        """The paths, as in `tree`, of files that differ between two commits."""
        paths = self._store.changed(sure(base), sure(tip))
        start = len(self.prefix)
        return {path[start:] if path.startswith(self.prefix) else path for path in paths if path.startswith((self.prefix, ".github/"))}

    def all_files(self, commit: str) -> dict[str, str]:
        """The names of the objects of every file of a commit by their paths from the top of the repository."""
        return {path: blob.name for path, blob in self._files(commit)}

    def _files(self, commit: str) -> Iterator[tuple[str, Blob]]:
        for line in self._bytes("ls-tree", "-r", "-z", "--full-tree", sure(commit)).split(b"\0"):
            if line:
                facts, _, raw = line.partition(b"\t")
                mode, _, name = facts.decode("ascii").split(" ")[:3]
                yield raw.decode("utf-8", "replace"), Blob(mode, name)

    def blobs(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The content of objects by their names, each once. Raises CannotRun where the clone lacks one."""
        wanted = list(dict.fromkeys(map(sure, names)))
        if not wanted:
            return
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{name}\n" for name in wanted).encode())
            asked.seek(0)
            running = self.repository.git.cat_file("--batch", "--buffer", istream=asked, as_process=True)
            with running.proc as process:  # its end is waited for, also where somebody stops reading
                said = process.stdout  # read as it comes: together, pictures may be larger than the memory
                for name in wanted:
                    facts = said.readline().split()
                    if len(facts) != 3:
                        raise CannotRun(f"this clone lacks object {name[:10]}; fetch the whole history with `git fetch --refetch`")
                    yield name, said.read(int(facts[2]) + 1)[:-1]

    def blob(self, name: str) -> bytes:
        """The content of one object. Raises CannotRun where the clone lacks it."""
        return self._store.read(sure(name))

    def text(self, commit: str, path: str) -> bytes:
        """The content of the library's file at `path` in a commit. Raises CannotRun where the clone lacks it."""
        blob = self.file(commit, path)
        if blob is None:
            raise CannotRun(
                f"this clone lacks {path} of commit {commit[:10]}; fetch the whole history, or restore the branch if it was rewritten"
            )
        return self.blob(blob.name)

    def file(self, commit: str, path: str) -> Blob | None:
        """One file of the library in a commit, or None."""
        return dict(self._store.files(sure(commit), f"{self.prefix}{path}")).get(f"{self.prefix}{path}") if self.resolve(commit) else None

    def steps(self, base: str, tip: str) -> list[Commit]:
        """The commits of the published branch behind `base` up to `tip`, oldest first, along first parents."""
        return list(self._log("--first-parent", "--reverse", f"{sure(base)}..{sure(tip)}"))

    def commit_until(self, tip: str, day: str) -> str:
        """The newest commit of a branch, along first parents, at the end of a day (ISO 8601, UTC); empty where it began later."""
        return str(self.repository.git.rev_list("--first-parent", "--max-count=1", f"--before={day}T23:59:59Z", sure(tip)))

    def between(self, base: str, tip: str) -> list[Commit]:
        """Every commit that `tip` has and `base` has not."""
        return list(self._log(f"{sure(base)}..{sure(tip)}"))

    def commit(self, name: str) -> Commit:
        """One commit."""
        return next(self._log("--max-count=1", sure(name)))

    def is_before(self, older: str, newer: str) -> bool:
        """Whether one commit is the other, or one of its ancestors."""
        import git

        try:
            self.repository.git.merge_base("--is-ancestor", sure(older), sure(newer))
        except git.exc.GitCommandError:
            return False
        return True

    def fork(self, one: str, other: str) -> str:
        """The commit at which two branches went apart. Raises CannotRun where they have none in common."""
        import git

        try:
            return str(self.repository.git.merge_base(sure(one), sure(other))).split()[0]
        except git.exc.GitCommandError:
            raise CannotRun(f"commits {one[:10]} and {other[:10]} have nothing in common") from None

    def first_commit(self, tip: str) -> str:
        """The first commit of a branch along first parents."""
        return str(self.repository.git.rev_list("--first-parent", "--max-parents=0", sure(tip))).split()[-1]

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Wait until nobody else does what `name` stands for in this repository; whoever is killed gives it back."""
        lock = Lock(Path(self.repository.common_dir) / name)
        lock.acquire(lambda: None)
        try:
            yield
        finally:
            lock.release()

    def _log(self, *what: str) -> Iterator[Commit]:
        form = "--format=%H%x00%P%x00%ct%x00%an <%ae>%x00%cn <%ce>%x00%B%x00%x01"
        said = self._bytes("log", "--no-show-signature", "--no-notes", "--encoding=UTF-8", form, *what, "--").decode("utf-8", "replace")
        for entry in said.split("\0\x01\n"):
            if entry:
                name, parents, time, author, committer, message = entry.split("\0")
                yield Commit(name, tuple(parents.split()), int(time), author, committer, message)

    def _bytes(self, *words: str, **options: object) -> bytes:
        command = words[0].replace("-", "_")
        said = getattr(self.repository.git, command)(*words[1:], stdout_as_string=False, strip_newline_in_stdout=False, **options)
        return bytes(said)


@contextmanager
def open_objects(root: Path) -> Iterator[Objects]:
    """The objects of the repository around a library. Raises CannotRun where there is none, or where git cannot read it."""
    try:
        import git
    except ImportError as error:
        raise NoRepository("evidence lives in git, and there is no git program here") from error
    try:
        with git.Repo(root, search_parent_directories=True) as repository:
            repository.git.update_environment(**_SURROUNDINGS)
            repository.git.set_persistent_git_options(c=list(_OPTIONS))
            top = Path(repository.working_dir).resolve()
            prefix = root.resolve().relative_to(top).as_posix()
            yield Objects(repository, "" if prefix == "." else f"{prefix}/")
    except (git.exc.InvalidGitRepositoryError, git.exc.NoSuchPathError):
        raise NoRepository(f"{root} is not in a git repository, and evidence lives in one") from None
    except (git.exc.GitError, OSError, ValueError) as error:
        raise CannotRun(f"git cannot read this repository: {said_by(error)}") from error


def content_digest(raw: bytes) -> str:
    """SHA-256 of a content in hexadecimal digits."""
    return sha256(raw).hexdigest()


def sure(name: str) -> str:
    """A name of an object, for git's command line; nothing but hexadecimal digits ever gets there."""
    if not _HEX.fullmatch(name):
        raise CannotRun(f"git knows no commit {name!r} here; fetch the whole history")
    return name


def said_by(error: BaseException) -> str:
    """The last line of what git said, without the addresses of remotes, which may carry a password."""
    text = str(getattr(error, "stderr", "") or error).strip().strip("'")
    line = next((line for line in reversed(text.splitlines()) if line.strip()), "no reason given")
    return re.sub(r"\w+://[^\s'\"]+", "the remote", line.strip())
