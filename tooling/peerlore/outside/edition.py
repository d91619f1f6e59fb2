"""Which peerlore this is, whatever the machine: its own files by their content, and the versions of all that they need.

Two machines with the same edition make the same bytes of the same text.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from peerlore.outside.schemas import schema_folder

_PACKAGE = Path(__file__).parent.parent
_ASIDE = frozenset(("__pycache__", "docs", "schemas"))
"""What lies in the package only sometimes: `schemas` is looked at wherever it lies, and texts of help are not made into pages elsewhere."""
_NAME = re.compile(r"[\w.-]+")


def edition() -> dict[str, str]:
    """What has to be the same on machines that work together, by its name: Python, packages, and the digest of our own files."""
    packages = _needed("peerlore", "distributed")
    code = digest_of_files("", (*_files(_PACKAGE), *_files(schema_folder())))
    return {"Python": platform.python_version(), **dict(sorted(packages.items())), "the code of peerlore": code.hex()}


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """The first thing in which two editions differ, as the end of a sentence; empty where they are the same.

    >>> difference({"Python": "3.13.1", "nh3": "0.3.9"}, {"Python": "3.13.1", "nh3": "0.3.8"})
    'nh3 is 0.3.8 there and 0.3.9 here'
    """
    for name in dict.fromkeys((*here, *there)):
        if here.get(name) != there.get(name):
            return f"{name} is {there.get(name) or 'missing'} there and {here.get(name) or 'missing'} here"
    return ""


def digest_of_files(seed: str, files: Iterable[tuple[Path, Path]]) -> bytes:
    """Sixteen bytes for a text and the contents of files, each with the name under which it counts (BLAKE2b)."""
    digest = blake2b(seed.encode(), digest_size=16)
    for name, file in sorted(files):
        raw = file.read_bytes()
        digest.update(f"\n{name.as_posix()} {len(raw)}\n".encode())
        digest.update(raw)
    return digest.digest()


def _files(folder: Path) -> Iterator[tuple[Path, Path]]:
    for file in folder.rglob("*"):
        name = file.relative_to(folder)
        if _ASIDE.isdisjoint(name.parts) and file.is_file():
            yield name, file


def _needed(*packages: str) -> dict[str, str]:
    """Versions by name of these packages and of each that they need; empty for one that is not there. Extras are not looked at."""
    versions: dict[str, str] = {}
    queue = list(packages)
    while queue:
        name = queue.pop().lower().replace("_", "-")
        if name not in versions:
            try:
                found = distribution(name)
            except PackageNotFoundError:
                versions[name] = ""  # one for other systems
            else:
                versions[name] = found.version
                queue += [needed[0] for line in found.requires or () if "extra ==" not in line and (needed := _NAME.match(line))]
    return versions
