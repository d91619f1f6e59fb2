"""Ids made from titles. Whether an id is taken, or the one that its author wants, is not known here."""

from __future__ import annotations

import re
import unicodedata

_MOST = 64
"""Letters of an id, as the schemas say."""


def id_from(title: str) -> str:
    """A title as an id; empty where too little of it can be written in ASCII.

    >>> id_from("Où va l’équipe ?"), id_from("会議")
    ('ou-va-lequipe', '')
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    made = "-".join(re.sub(r"[^a-z0-9]+", " ", plain).split())[:_MOST].strip("-")
    return made if len(made) > 1 else ""
