"""The search index of a preview: made aside, after the author's own change is shown, and anew once more has changed."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from peerlore.model.errors import CannotRun
from peerlore.publishing.search_index import write_search_index

log = logging.getLogger("mkdocs.plugins.peerlore")

_QUIET = 1.5
"""Seconds without a change after which the index is made; an author who saves often would otherwise wait for it."""


class PreviewIndex:
    """Keeps the index of the site in `site` at most a moment behind its pages, in a thread of its own."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._changed = threading.Event()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="search index", daemon=True)
        self._thread.start()

    def renew(self) -> None:
        """Say that pages have changed."""
        self._changed.set()

    def end(self) -> None:
        """Make no further index; returns once none is being made."""
        self._ends.set()
        self._changed.set()
        self._thread.join()

    def _run(self) -> None:
        last = _LastTime()
        while True:
            self._changed.wait()
            while self._changed.is_set() and not self._ends.is_set():
                self._changed.clear()
                self._ends.wait(_QUIET)
            if self._ends.is_set():
                return
            try:
                write_search_index(self._site, gently=True, stop=self._ends.is_set, memory=last)
                last.forget()
            except CannotRun as reason:
                if not self._ends.is_set():
                    log.warning("%s", reason)
            except OSError:
                self._changed.set()  # a page went away while it was read


class _LastTime:
    """A memory of what the last index was made of, and of nothing older."""

    def __init__(self) -> None:
        self._old: dict[bytes, bytes] = {}
        self._used: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        text = self._old.get(key)
        if text is not None:
            self._used[key] = text
        return text

    def put(self, key: bytes, text: bytes) -> None:
        self._used[key] = text

    def forget(self) -> None:
        """Keep for the next time what was asked for or put since the time before."""
        self._old, self._used = self._used, {}
