"""Pages that everybody can use: pictures with words, headings in order, tables with headers, links that say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from peerlore.checking.rule import AnyRule, PageRule, Rule
from peerlore.checking.rules import headings, link_words, pictures
from peerlore.model.documents import Document
from peerlore.model.findings import Finding

_MOST = 100
_RULER = re.compile(r"\n[ \t>]*+\|?[ \t]*+:?-+:?[ \t]*+\|[-:| \t]*+(?=\n|\Z)")
_RULER_MARKS = ("|-", "| -", "-|", "- |", ":|", ": |")
_PIPE = re.compile(r"(?<!\\)\|")

_RECORDINGS = frozenset(("mp4", "m4v", "webm", "mov", "avi", "mkv", "ogv", "mp3", "m4a", "wav", "ogg", "oga", "opus", "flac"))
_PLAYERS = ("youtu", "vimeo.com/", "loom.com/", "dailymotion.com/", "wistia.com/")
_PLAYER = re.compile(
    r"https?://(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|loom\.com|dailymotion\.com|wistia\.com)/\S", re.IGNORECASE
)
_TRANSCRIPT = re.compile(
    r"transcri(?:pt|ption)|text version|in words|version (?:texte|écrite)|texte intégral|en toutes lettres", re.IGNORECASE
)


def table_has_headers(document: Document) -> Iterator[Finding]:
    """Each column of a table must have a header; the first may do without.

    The first row of a table is its header, which screen readers repeat with every cell. An empty one leaves the listener
    with bare numbers. Where the first column names the rows, the corner above it may stay empty.
    """
    yield from islice(_tables_without_headers(document), _MOST)


def _tables_without_headers(document: Document) -> Iterator[Finding]:
    prose = document.outline.prose
    if "|" in prose and any(marks in prose for marks in _RULER_MARKS):
        yield from _markdown_tables(document, prose)
    if "<t" in prose:
        yield from _html_tables(document, prose)


def _markdown_tables(document: Document, prose: str) -> Iterator[Finding]:
    for match in _RULER.finditer(prose):
        end = match.start()
        start = prose.rfind("\n", 0, end) + 1
        if "|" not in prose[start:end] or prose[prose.rfind("\n", 0, max(0, start - 1)) + 1 : start].strip(" >\t\n"):
            continue  # the row above is not the first of a table
        cells = list(_cells(document.body, prose, start, end))
        if len(cells) != sum(1 for _ in _cells(document.body, prose, end + 1, match.end())):
            continue  # no table for the site
        empty = [number for number, (_, words) in enumerate(cells, 1) if not words]
        if len(empty) == len(cells):
            hint = "Write in the first row what each column holds."
            yield Finding(document.place_at(start), "A010", "the first row of this table, its header, is empty", hint, "warning")
            continue
        for number in empty:
            if number > 1:
                place = document.place_at(cells[number - 1][0])
                hint = "Write what the column holds; a column of buttons or marks has a name too."
                yield Finding(place, "A010", f"column {number} of this table has no header", hint, "warning")


def _cells(body: str, prose: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The cells of a row with their offsets. Pipes in code are blank in the prose, words in code stand in the body."""
    while start < end and prose[start] in " \t>":
        start += 1
    end = start + len(prose[start:end].rstrip())
    start += prose[start : start + 1] == "|"
    end -= prose[end - 1 : end] == "|" and prose[end - 2 : end - 1] != "\\"
    while True:
        pipe = _PIPE.search(prose, start, end)
        stop = pipe.start() if pipe else end
        yield start, body[start:stop].strip()
        if pipe is None:
            return
        start = pipe.end()


def _html_tables(document: Document, prose: str) -> Iterator[Finding]:
    lower = prose.casefold() if len(prose.casefold()) == len(prose) else prose
    start = lower.find("<table")
    while start >= 0:
        end = lower.find("</table", start)
        end = end if end >= 0 else len(lower)
        if "<th>" not in lower[start:end] and "<th " not in lower[start:end]:
            hint = "Write the cells that name columns or rows as <th> instead of <td>."
            yield Finding(document.place_at(start), "A010", "this table has no header", hint, "warning")
        start = lower.find("<table", end)


def recording_has_transcript(document: Document) -> Iterator[Finding]:
    """What is said in a video or a recording must also stand in words.

    Not everybody can hear it, play it at work, or search it. Put the words under a heading `Transcript`, or into a box
    `??? transcript "Transcript"`, or link to them. A page of the format video must have one.
    """
    video = document.meta.get("format") == "video" and document.kind == "module"
    recordings = [link for link in document.outline.links if _ending(link.target) in _RECORDINGS and not link.image]
    if not (video or recordings) or _has_transcript(document):
        return
    hint = "Put the words under a heading 'Transcript', or link to them."
    if recordings:
        place = document.place_at(recordings[0].offset)
        yield Finding(place, "A014", "this recording comes without its words", hint, "warning")
    else:
        yield Finding(document.place("format"), "A014", "this page is a video and has no transcript", hint, "warning")


def linked_video_has_words(document: Document) -> Iterator[Finding]:
    """A page should not leave to a video elsewhere what readers need to know.

    A video on another site may have no subtitles, ask for a log-in or vanish. Say its main points on the page.
    """
    yield from islice(_linked_videos(document), _MOST)


def _linked_videos(document: Document) -> Iterator[Finding]:
    prose = document.outline.prose
    if not any(player in prose for player in _PLAYERS) or document.meta.get("format") == "video" or _has_transcript(document):
        return
    for link in document.outline.links:
        if _PLAYER.match(link.target):
            hint = "Say its main points on this page, and check that it has subtitles."
            yield Finding(document.place_at(link.offset), "A015", "this leads to a video", hint, "notice")


def _ending(target: str) -> str:
    """What stands behind the last point of an address, in lower case."""
    return target.partition("?")[0].partition("#")[0].rpartition(".")[2].casefold()


def _has_transcript(document: Document) -> bool:
    outline = document.outline
    return (
        any(_TRANSCRIPT.search(heading.text) for heading in outline.headings)
        or any(block.kind.startswith("transcri") or _TRANSCRIPT.search(block.title) for block in outline.blocks)
        or any(_TRANSCRIPT.search(link.text) for link in outline.links if not link.image)
    )


RULES: tuple[AnyRule, ...] = (
    PageRule("A001", "picture-without-text", pictures.picture_has_words, "warning"),
    PageRule("A002", "picture-text-says-nothing", pictures.words_say_what_it_shows, "warning"),
    PageRule("A003", "picture-text-too-long", pictures.words_are_short, "warning"),
    PageRule("A004", "picture-text-names-medium", pictures.words_do_not_name_the_medium, "warning"),
    PageRule("A005", "skipped-heading-level", headings.level_is_not_skipped, "warning"),
    PageRule("A006", "second-title", headings.title_stands_once, "warning"),
    PageRule("A007", "empty-heading", headings.heading_has_words, "warning"),
    PageRule("A008", "bold-instead-of-heading", headings.heading_is_a_heading, "warning"),
    PageRule("A009", "same-heading-twice", headings.heading_differs_from_its_neighbours, "notice"),
    PageRule("A010", "table-without-header", table_has_headers, "warning"),
    Rule("A011", "link-text-says-nothing", link_words.link_says_where_it_leads, "warning"),
    PageRule("A012", "bare-address", link_words.address_is_hidden, "warning"),
    PageRule("A013", "same-link-text-twice", link_words.same_words_lead_to_one_place, "notice"),
    PageRule("A014", "recording-without-transcript", recording_has_transcript, "warning"),
    PageRule("A015", "linked-video", linked_video_has_words, "notice"),
)
