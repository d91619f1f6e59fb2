"""The program Pagefind, asked over its pipes, page after page.

Its command line takes pages in the order in which the file system lists them, which differs between machines and shows in
every file of the index; its Python package waits a tenth of a second for each page. So this speaks to its service mode
itself: requests and answers are JSON in base64, each ended by a comma.
"""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import IO, Any, cast

from pagefind_bin import get_executable  # type: ignore[import-untyped]  # comes without types

from peerlore.model.errors import CannotRun

_CHUNK = 1 << 20
PLACES = 5000
"""Places of words that are fetched together."""
UNWANTED = "the search index is no longer wanted"
_GLANCE = 0.2
"""Seconds between two looks at whether anybody still waits for the answer."""


class Pagefind:
    """A running Pagefind. Raises CannotRun where it does not start, breaks off, or refuses what it is given.

    `gently` leaves the processor to others; once `stop` says so, a question is given up, which raises CannotRun as well.
    """

    def __init__(self, *, gently: bool = False, stop: Callable[[], bool] = lambda: False) -> None:
        command = str(get_executable())
        # It would also listen to PAGEFIND_* of whoever runs the build.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND")}
        environment["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = str(PLACES)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the program that came with our own dependency
                [command, "--service"],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us; it ends with us
            )
        except OSError as error:
            raise CannotRun(f"the search index cannot be made: {error.strerror}: {command}") from error
        if gently:
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 19)
        self._pending = b""
        self._stop = stop

    def __enter__(self) -> Pagefind:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def new_index(self, language: str) -> int:
        """Begin an index of pages in one language; returns its number."""
        return int(self._ask(type="NewIndex", config={"force_language": language})["index_id"])

    def add(self, index: int, url: str, html: str) -> None:
        """Add a page that readers find at `url`."""
        self._ask(type="AddFile", index_id=index, url=url, file_contents=html)

    def files(self, index: int) -> Iterator[tuple[str, bytes]]:
        """The files of a finished index, each with its path below the index's folder."""
        # It can also write them itself, but says so in version 1.5.2 before the last bytes are on the disk.
        for file in self._ask(type="GetFiles", index_id=index)["files"]:
            yield file["path"], base64.b64decode(file["content"])

    def _ask(self, **payload: Any) -> dict[str, Any]:
        if self._stop():
            raise CannotRun(UNWANTED)
        with _broken_off():
            to, back = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
            to.write(base64.b64encode(json.dumps({"message_id": 0, "payload": payload}).encode()) + b",")
            to.flush()
            answer = json.loads(base64.b64decode(self._next(back)))["payload"]
        if answer["type"] == "Error":
            raise CannotRun(f"the search index cannot be made: Pagefind says {answer['message']}")
        return cast("dict[str, Any]", answer)

    def _next(self, back: IO[bytes]) -> bytes:
        pieces = []
        chunk = self._pending
        while (end := chunk.find(b",")) < 0:
            pieces.append(chunk)
            while not select.select([back], [], [], _GLANCE)[0]:
                if self._stop():
                    raise CannotRun(UNWANTED)
            chunk = os.read(back.fileno(), _CHUNK)
            if not chunk:
                raise EOFError
        self._pending = chunk[end + 1 :]
        return b"".join((*pieces, chunk[:end]))


@contextmanager
def _broken_off() -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise CannotRun("the search index cannot be made: Pagefind broke off") from error
