"""The digest of what a translator translates, so that a translation can name the text it was made from."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from peerlore.model.documents import Document

LENGTH = 12
"""Hexadecimal digits of a digest: enough to tell the versions of one text apart."""


def wording_digest(document: Document) -> str:
    """The digest of a module's wording: the first 12 hexadecimal digits of a SHA-256.

    It is taken of a JSON array in UTF-8, without spaces and without escapes that JSON does not ask for: title, summary,
    the list of objectives, the list of questions, the list of quiz items, each `[question, [[text, correct, why], …]]` with
    `false` and "" where nothing is said, and the body. In each text, white space of any length counts as one space and does not count at
    either end: breaking lines otherwise changes nothing.

    >>> wording_digest(Document("x.md", "module", {"title": "A  title"}, body=" One\\n text"))
    'dcfe45a6e99e'
    """
    meta = document.meta
    said = [
        _plain(meta.get("title")),
        _plain(meta.get("summary")),
        [_plain(objective) for objective in _entries(meta.get("objectives"))],
        [_plain(question) for question in _entries(meta.get("questions"))],
        [_quiz_item(item) for item in _entries(meta.get("quiz")) if isinstance(item, dict)],
        _plain(document.body),
    ]
    return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")).hexdigest()[:LENGTH]


def _quiz_item(item: dict[str, Any]) -> list[Any]:
    answers = (answer for answer in _entries(item.get("answers")) if isinstance(answer, dict))
    said = [[_plain(answer.get("text")), answer.get("correct") is True, _plain(answer.get("why"))] for answer in answers]
    return [_plain(item.get("question")), said]


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _plain(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""
