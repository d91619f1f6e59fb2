"""What git knows of the library. Only fixed commands: no text from anybody else ever becomes an argument."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peerlore.model.errors import CannotRun

if TYPE_CHECKING:
    import git


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its 40 hexadecimal digits and its committer's time in seconds since 1970."""

    name: str
    time: int


def head_commit(root: Path) -> Commit | None:
    """The commit that is checked out, or None without git, outside a repository, or before the first commit."""
    try:
        import git  # imports take long, fail without the git program, and most commands need neither
    except ImportError:
        return None
    try:
        with git.Repo(root, search_parent_directories=True) as repository:
            commit = repository.head.commit
            return Commit(commit.hexsha, commit.committed_date)
    except (git.exc.GitError, ValueError, OSError):
        return None


def has_changes(root: Path) -> bool:
    """Whether anything that the site is made from differs from the commit that is checked out."""
    import git

    with git.Repo(root, search_parent_directories=True) as repository:
        return bool(repository.git.status("--porcelain", "--untracked-files=all", "--", "content", "mkdocs.yml"))


def changed_files(root: Path) -> set[str]:
    """Files of the library that differ from the commit that is checked out, by their paths from its root; new ones too."""
    import git

    with git.Repo(root, search_parent_directories=True) as repository:
        prefix = content_folder(repository, root).removesuffix("content")
        changed = repository.git.diff("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "HEAD", "--", prefix or ".")
        new = repository.git.ls_files("--others", "--exclude-standard", "-z", "--full-name", "--", prefix or ".")
        return {name.removeprefix(prefix) for name in (*changed.split("\0"), *new.split("\0")) if name}


def library_folder(root: Path) -> str:
    """The library's folder in its repository, with a slash at the end; empty at the top, and without a repository."""
    try:
        import git
    except ImportError:
        return ""
    try:
        with git.Repo(root, search_parent_directories=True) as repository:
            return content_folder(repository, root).removesuffix("content")
    except (git.exc.GitError, ValueError, OSError):
        return ""


def program_version() -> str:
    """The version of the git program, or empty where there is none."""
    try:
        import git

        return ".".join(str(part) for part in git.Git().version_info)
    except (ImportError, OSError):
        return ""


def is_shallow(root: Path) -> bool:
    """Whether the clone lacks part of its history."""
    import git

    with git.Repo(root, search_parent_directories=True) as repository:
        return bool(repository.git.rev_parse("--is-shallow-repository") == "true")


def files_at_fork(root: Path, ref: str) -> tuple[str, dict[str, bytes | None]]:
    """The commit where this branch left `ref`, and files below `content/` that differ from it, with what they held there.

    None stands for a file that did not exist. Counts what is committed since, what is not committed yet, and new files.
    Raises CannotRun where git cannot tell.
    """
    import git

    try:
        with git.Repo(root, search_parent_directories=True) as repository:
            content = content_folder(repository, root)
            fork = _fork(repository, ref)
            changed = repository.git.diff("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", fork.hexsha, "--", content)
            new = repository.git.ls_files("--others", "--exclude-standard", "-z", "--", content)
            names = [name for name in (*changed.split("\0"), *new.split("\0")) if name]
            start = len(content) - len("content")
            return fork.hexsha, {name[start:]: _content(fork, name) for name in names}
    except (git.exc.GitError, ValueError, OSError) as error:
        raise CannotRun("git cannot tell what changed here; run this inside the library's repository, with its whole history") from error


def lines_since(root: Path, commit: str, file: str, until: str = "") -> list[tuple[int, int]]:
    """The first and last lines, counted from 1, of each part of a file that was written since `commit`; nothing where git cannot tell.

    Up to what lies there now, or up to the commit `until`. Both are hexadecimal names.
    """
    import git

    try:
        with git.Repo(root, search_parent_directories=True) as repository:
            path = content_folder(repository, root) + file.removeprefix("content")
            options = ("--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames")
            with repository.git.custom_environment(GIT_LITERAL_PATHSPECS="1"):
                said = repository.git.diff(*options, commit, *([until] if until else []), "--", path)
    except (git.exc.GitError, ValueError, OSError):
        return []
    parts = ((int(part[1]), int(part[2] or 1)) for part in _PART.finditer(said))
    return [(first, first + count - 1) for first, count in parts if count]


_PART = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Removed:
    """A file that a commit took away: what it held before, and the day of that commit in ISO 8601."""

    file: str
    day: str
    raw: bytes


def removed_files(root: Path, commit: str, wanted: Callable[[str], bool]) -> list[Removed]:
    """Files below `content/` that `wanted` names and that were removed before `commit`, each as it was last; newest first.

    One pass over the first parents, which is what readers saw: what came and went inside of a branch was never published.
    Without renames, since finding them would need the content of files. git takes less time for this than for its plain
    log with file names, whatever the library holds. A shallow clone cannot tell, so it gives nothing.
    """
    import git

    try:
        with git.Repo(root, search_parent_directories=True) as repository:
            if is_shallow(root):
                return []
            content = content_folder(repository, root)
            said = repository.git.log(*_REMOVALS, commit)
            found = {}
            for file, day, blob in _removals(said):
                name = file[len(content) - len("content") :]
                if file.startswith(f"{content}/") and name not in found and wanted(name):
                    found[name] = Removed(name, day, _blob(repository, blob))
            return list(found.values())
    except (git.exc.GitError, ValueError, OSError):
        return []


_REMOVALS = (
    "--first-parent",
    "-m",
    "--no-renames",
    "--diff-filter=D",
    "--raw",
    "--no-abbrev",
    "--no-show-signature",
    "-z",
    "--format=%x01%cs",
)
_MOST_BYTES = 256 * 1024


def _removals(log: str) -> Iterator[tuple[str, str, str]]:
    """Path, day and blob of every removal, out of `:100644 000000 <blob> 0000… D` and path, with \\x01 before days."""
    day = ""
    parts = iter(log.split("\0"))
    for part in parts:
        said = part.strip("\n")
        if said.startswith("\x01"):
            day = said[1:]
        elif said.startswith(":100"):  # plain files; :120000 is a symbolic link, :160000 another repository
            yield next(parts, ""), day, said.split(" ")[2]
        elif said.startswith(":"):
            next(parts, "")


def _blob(repository: git.Repo, name: str) -> bytes:
    return bytes(repository.odb.stream(bytes.fromhex(name)).read(_MOST_BYTES))


def content_folder(repository: git.Repo, root: Path) -> str:
    """The path of `content/` from the top of the repository. Raises ValueError where the library lies outside of it."""
    prefix = root.resolve().relative_to(Path(repository.working_dir).resolve()).as_posix()
    return "content" if prefix == "." else f"{prefix}/content"


def _fork(repository: git.Repo, ref: str) -> git.Commit:
    import git

    try:
        # The name is resolved once, behind a guard against options; from here on only its hexadecimal digits are used.
        name = repository.git.rev_parse("--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except git.exc.GitCommandError:
        raise CannotRun(f"git knows no commit {ref!r} here; fetch it first") from None
    bases = repository.merge_base(repository.commit(name), repository.head.commit)
    if not bases:
        raise CannotRun(f"this branch and {ref!r} have no commit in common; fetch the whole history with `git fetch --unshallow`")
    return bases[0]


def _content(commit: git.Commit, name: str) -> bytes | None:
    try:
        blob = commit.tree / name
    except KeyError:
        return None
    return bytes(blob.data_stream.read()) if blob.type == "blob" else None
