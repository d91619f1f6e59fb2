"""The one error that a user can act on."""

from __future__ import annotations


class CannotRun(Exception):
    """A command cannot do its work here; the message is one sentence that says what to do. Exit code 2.

    Faults in content are never exceptions: they are findings.
    """
