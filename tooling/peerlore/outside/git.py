"""What git knows of the library. Only fixed commands: no text from anybody else ever becomes an argument."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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
