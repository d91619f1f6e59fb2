"""Somebody says that a translation is up to date: the record of the source as it stands goes into its front matter."""

from __future__ import annotations

from dataclasses import dataclass

from peerlore.checking.lag import Lag, News
from peerlore.model.documents import Document
from peerlore.model.findings import Fix, Place
from peerlore.reading.wording import Wording, read_record, read_wording


@dataclass(frozen=True, slots=True)
class Voucher:
    """The `record` of a source as it stands, the one `before`, if any, and what had happened since that one.

    `fix` puts the record where it belongs; None where it stands already, or where no program can be sure of the spot.
    """

    record: Wording
    before: Wording | None
    news: tuple[News, ...]
    fix: Fix | None


def build_voucher(translation: Document, source: Document) -> Voucher:
    """What it takes to say that `translation` is up to date with `source`."""
    now, then = read_wording(source), read_record(translation.meta.get("source"))
    news = tuple(Lag(translation, source, then).news) if then else ()
    return Voucher(now, then, news, _fix(translation, now) if then != now else None)


def _fix(translation: Document, now: Wording) -> Fix | None:
    if "source" in translation.meta:
        place, end = translation.place("source"), translation.end("source")
        below = "\n" if end and end.column == 1 else ""  # a text in lines of its own ends where the next key begins
        return Fix(place, end, f"{now}{below}") if end else None
    return _below_language(translation, now)


def _below_language(translation: Document, now: Wording) -> Fix | None:
    key, end = translation.marks.keys.get(("language",)), translation.end("language")
    if key is None or end is None:
        return None
    root = translation.place()
    if translation.line(root.line)[root.column - 1 :].startswith("{"):
        return Fix(end, end, f', "source": "{now}"')
    behind = Place(end.file, end.line, len(translation.line(end.line)) + 1)  # a comment may stand there
    return Fix(behind, behind, f"\n{' ' * (key[1] - 1)}source: {now}")
