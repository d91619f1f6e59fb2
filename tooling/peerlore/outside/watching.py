"""Waiting for somebody to save a file."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_QUIET = 0.15
"""Seconds without another event after which a save counts as finished: editors write a file in several steps."""

_READING = ("opened", "closed_no_write")


class _Bell(FileSystemEventHandler):
    def __init__(self, events: queue.Queue[None]) -> None:
        self._events = events

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _READING:
            self._events.put(None)


def changes(folder: Path) -> Iterator[None]:
    """Yields once for every burst of changes below `folder`, without end."""
    events: queue.Queue[None] = queue.Queue()
    observer = Observer()
    observer.schedule(_Bell(events), str(folder), recursive=True)
    observer.start()
    try:
        while True:
            events.get()
            _drain(events)
            yield
    finally:
        observer.stop()
        observer.join()


def _drain(events: queue.Queue[None]) -> None:
    while True:
        try:
            events.get(timeout=_QUIET)
        except queue.Empty:
            return
