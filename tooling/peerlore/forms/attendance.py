"""The form by which somebody says that they were in a session, and who else was."""

from __future__ import annotations

from typing import Any

from peerlore.forms.fields import choice, line, note, passage
from peerlore.reviewing.sayings import HOW, HOWS, SESSION, WHO

PUBLIC = "Whoever may read this repository's issues can read this one."


def presence() -> dict[str, Any]:
    """The form. A link of the session's page fills in which session it is."""
    body = [
        note(
            "You were there when somebody else who was there says so too. Say only what you saw yourself. "
            f"{PUBLIC} Kept of it are random ids, the time, and who was on site."
        ),
        line(
            "session",
            SESSION,
            "Its id: the last part of the address of its page.",
            example="2026-11-24-ask-better-questions",
            required=True,
        ),
        choice("how", HOW, "You yourself.", HOWS, required=True),
        passage("who", WHO, "Their handles, one a line. Without an @, nobody gets a message for it.", example="mara\njon"),
    ]
    return {
        "name": "I was there",
        "description": "Say that you were in a session, and who else was.",
        "title": "I was there: ",
        "body": body,
    }
