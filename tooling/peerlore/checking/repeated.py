"""Fields of a module that its translation says again: one complaint for all of them, and how to take them out."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Fix, Place


def repeated_fields(document: Document, fields: Collection[str]) -> Iterator[Finding]:
    """The complaint about those of `fields` that the front matter of a translation holds, if it holds any."""
    names = [name for name in document.meta if name in fields]
    if not names:
        return
    several = len(names) > 1
    message = f"{', '.join(map(repr, names))} {'come' if several else 'comes'} from the module"
    hint = f"Take {'them' if several else 'it'} out; a translation holds only what is in another language."
    yield Finding(document.key_place(names[0]), "S011", message, hint, fix=_without(document, names))


def _without(document: Document, names: Collection[str]) -> Fix | None:
    """The front matter without these fields, comments kept; None where fields do not stand on lines of their own."""
    starts = sorted((line, column, str(path[0])) for path, (line, column) in document.marks.keys.items() if len(path) == 1)
    lines = [line for line, _, _ in starts]
    if any(column != 1 for _, column, _ in starts) or len(set(lines)) < len(lines):
        return None
    ends = [*lines[1:], document.body_line - 1]
    taken = {number for (line, _, name), end in zip(starts, ends, strict=True) if name in names for number in _own(document, line, end)}
    first, last = min(taken), max(taken)
    kept = "".join(f"{document.line(number)}\n" for number in range(first, last) if number not in taken)
    return Fix(Place(document.file, first), Place(document.file, last + 1), kept, sure=False)


def _own(document: Document, line: int, end: int) -> range:
    """The lines of a field that starts on `line`, without comments and empty lines above the next one."""
    while end - 1 > line and (not (text := document.line(end - 1)) or text.startswith("#")):
        end -= 1
    return range(line, end)
