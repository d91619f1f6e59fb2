"""Other people's words inside Markdown of ours."""

from __future__ import annotations

import re

from peerlore.checking.reports.report import one_line

_MARKS = re.compile(r"[\\`*_{}\[\]()#+\-!|~<>&@:]")


def as_words(text: str) -> str:
    """`text` on one line, in which neither Markdown nor a mention nor an issue number comes to life: its marks as entities."""
    return _MARKS.sub(lambda match: f"&#{ord(match.group())};", one_line(text))
