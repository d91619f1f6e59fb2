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
        while True:
            self._changed.wait()
            while self._changed.is_set() and not self._ends.is_set():
                self._changed.clear()
                self._ends.wait(_QUIET)
            if self._ends.is_set():
                return
            try:
                write_search_index(self._site, gently=True, stop=self._ends.is_set)
            except CannotRun as reason:
                if not self._ends.is_set():
                    log.warning("%s", reason)
            except OSError:
                self._changed.set()  # a page went away while it was read
