"""`build.json`: what a site was made from and the digest of every file, so that anybody can compare two builds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peerlore import __version__

NAME = "build.json"


def write_manifest(site: Path, commit: str, *, dirty: bool, evidence: Mapping[str, Any] | None = None) -> None:
    """Write `build.json` into a finished site.

    `commit` is empty where the library is not in a git repository; `dirty` tells that files differed from that commit.
    `evidence` is the ledger it was made with: its commit, the count of its records, the digest of the last one.
    """
    files = {name: digest for name, digest in sorted(digests(site).items()) if name != NAME}
    said = {"version": 1, "peerlore": __version__, "commit": commit, "dirty": dirty, "evidence": evidence, "files": files}
    (site / NAME).write_text(json.dumps(said, indent=1) + "\n", "utf-8")


def digests(site: Path) -> dict[str, str]:
    """SHA-256 of every file of a site by its path; hidden files at the top are not part of it."""
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in site.rglob("*")
        if file.is_file() and not file.relative_to(site).as_posix().startswith(".")
    }
