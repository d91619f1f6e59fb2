"""Where a site still names somebody: every file of it is looked through, compressed ones too."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_GZIP = b"\x1f\x8b"
_AS_GZIP = 31  # https://docs.python.org/3/library/zlib.html#zlib.decompress
_NO_TEXT = frozenset((".gif", ".jpeg", ".jpg", ".pdf", ".png", ".wasm", ".webp", ".woff", ".woff2"))

_AROUND = 30
_HELP = "help/"
_OURS = (_HELP, "assets/")
_FRAGMENT_OF_HELP = f'"url":"{_HELP}'


def mentions(site: Path, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files below `site` in which one of these names stands as a word of its own, each with the words around the first.

    Capital letters do not matter. Pictures, documents and fonts are not looked into, and neither are styles and scripts of the
    theme, nor the help, whose examples speak of people who do not exist.
    """
    wanted = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])", re.IGNORECASE)
    for file in sorted(site.rglob("*")):
        if file.suffix.lower() in _NO_TEXT or not file.is_file():
            continue
        place, text = file.relative_to(site).as_posix(), _text(file.read_bytes())
        found = wanted.search(text)
        if found and not place.startswith(_OURS) and _FRAGMENT_OF_HELP not in text:
            around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
            yield place, " ".join(around.split())


def _text(raw: bytes) -> str:
    if raw.startswith(_GZIP):
        with suppress(zlib.error):  # else it is not what it seems, and is looked at as it is
            raw = zlib.decompress(raw, _AS_GZIP)
    return raw.decode("utf-8", "replace")
