"""`build.json`: what a site was made from and the digest of every file, so that anybody can compare two builds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peerlore import __version__

NAME = "build.json"


def write_manifest(site: Path, files: Mapping[str, str], commit: str, *, dirty: bool, evidence: Mapping[str, Any] | None = None) -> None:
    """Write `build.json` into a finished site.

    `files` is the SHA-256 of each of its files by path. `commit` is empty where the library is not in a git repository;
    `dirty` tells that files differed from that commit. `evidence` is the ledger it was made with: its commit, the count of
    its records, the digest of the last one.
    """
    said = {
        "version": 1,
        "peerlore": __version__,
        "commit": commit,
        "dirty": dirty,
        "evidence": evidence,
        "files": dict(sorted(files.items())),
    }
    (site / NAME).write_text(json.dumps(said, indent=1) + "\n", "utf-8")
