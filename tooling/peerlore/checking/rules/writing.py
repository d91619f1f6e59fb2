"""Words a reader would stumble over: sentences nobody wrote yet, slips of the pen, words said twice, titles and summaries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import compress, islice
from operator import eq
from typing import ParamSpec

from peerlore.checking import spelling
from peerlore.checking.collection import Collection, groups, texts
from peerlore.checking.prose import Passage, passages, place_in
from peerlore.checking.rule import AnyRule, PageRule, Rule
from peerlore.checking.starter import suspects
from peerlore.checking.vocabulary import COMMON, MAY_BE_TWICE, NEVER_TWICE
from peerlore.model.documents import Document, KeyPath
from peerlore.model.findings import Finding, Fix, Level, Place
from peerlore.reading.layout import GATHERINGS
from peerlore.reading.words import word_set, words_of

ASKS_FOR_TEXT = "W001"
"""The code of the finding that a page fresh from `peerlore new` has, and no other."""

_PAGES = ("module", "translation", "path", *GATHERINGS)

_Asked = ParamSpec("_Asked")

_MOST = 50
_SOME = 0.1
"""The share of its commonest words below which a text is not in a language."""

_PLACEHOLDER_SIGNS = {
    text: frozenset(text.split())
    for text in ("todo", "fixme", "tbd", "tba", "xxx", "lorem ipsum", "to be added", "to be written", "to be determined", "to be defined",
                 "to be completed", "coming soon", "insert text here", "replace this", "compléter", "rédiger", "remplacez")
}  # fmt: skip
_PLACEHOLDER = re.compile(
    r"(?<![\w\"“«'‘/-])(?<!marked )(?<!called )(?:FIXME|TBD|TBA|XXX|TODO)(?![\w\"”»'’/-])(?!\s(?:lists?|items?|apps?|comments?|notes?)\b)"
    r"|\b(?i:lorem ipsum)(?=,?\s(?i:dolor)\b)"
    r"|\b(?i:replace this (?:text|sentence|line|paragraph)|insert text here|remplacez (?:ce texte|cette phrase))\b"
    r"|^[ \t>*_(\[\"']*(?P<alone>(?i:to be (?:added|written|determined|defined|completed)|coming soon|à (?:compléter|rédiger)))[ \t.…!*_)\]\"']*$",
    re.MULTILINE,
)

_KIND_OF_BOX = "try"  # as in `!!! try "Try it"`, which stands on nearly every page

_TWICE = re.compile(r"(?<!\S)(?P<word>[^\W\d_]+)(?P<gap>\s+)(?i:(?P=word))(?!\S)")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:\w|\w+\.\w|etc|inc|ltd|corp|co|jr|sr|vs|e\.g|i\.e|cf|mr|mrs|ms|dr|prof|st|no|nr|art|fig|ex|approx|mme|env)$", re.IGNORECASE)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)]*\s+(?=[\"“«(]?[A-ZÀ-ÖØ-Þ])")


def template_is_replaced(document: Document) -> Iterator[Finding]:
    """Every sentence with which `peerlore new` starts a page must give way to the author's own.

    A reader who meets an instruction to the author thinks that the page is broken. A draft may keep them for a while,
    but it cannot become ready with them.
    """
    level: Level = "warning" if document.meta.get("status") == "draft" else "error"
    for pattern in suspects(word_set(document.text)) if document.kind in _PAGES else ():
        for passage, match in _matches(document, pattern):
            place = place_in(document, passage.start + match.start(1))
            hint = "Replace it, or take it out with its heading."
            yield Finding(place, ASKS_FOR_TEXT, "this sentence still waits for your own words", hint, level)


def text_is_there(document: Document) -> Iterator[Finding]:
    """A text must be written out, without marks for what is still missing.

    TODO, TBD or a passage of Latin tell readers that nobody finished the page, and they trust the rest of it less.
    """
    words = word_set(document.text)
    signs = [text for text, needed in _PLACEHOLDER_SIGNS.items() if needed <= words]
    if signs and any(sign in document.text.lower() for sign in signs):
        for passage, match in _matches(document, _PLACEHOLDER):
            start = match.start("alone") if match["alone"] else match.start()
            said = match["alone"] or match.group()
            place = place_in(document, passage.start + start)
            yield Finding(place, "W002", f"{said!r} stands where text is missing", "Write the text, or take this place out.", "warning")


def words_are_spelt_right(document: Document, collection: Collection) -> Iterator[Finding]:
    """Words must be spelt as readers know them.

    A slip of the pen makes readers stop, and search does not find the word. Only English texts are looked at; ids,
    names of skills and people, code and addresses are not.
    """
    slips = collection.traits(document.file).slips
    suspects = slips - collection.own_words if slips else slips
    if not suspects or not _is_english(document):
        return
    for passage, match in _matches(document, spelling.WORD):
        word = match.group()
        found = spelling.corrections(word) if word.lower() in suspects else []
        if found:
            fix = _replace(document, passage, match.start(), match.end(), found[0], sure=len(found) == 1)
            hint = f"Did you mean {' or '.join(repr(text) for text in found[:3])}?"
            yield Finding(fix.start, "W003", f"the word {word!r} is misspelt", hint, "warning", fix)


def word_is_said_once(document: Document) -> Iterator[Finding]:
    """A word must not stand twice in a row by mistake.

    Authors do not see it in their own text, and readers always do. Words that good sentences repeat are left alone.
    """
    language = document.language
    words = words_of(document.text)
    twice = {word for word in compress(words, map(eq, words, words[1:])) if word.isalpha() and word != _KIND_OF_BOX}
    if language not in NEVER_TWICE or twice <= MAY_BE_TWICE[language]:
        return
    spaced = f" {' '.join(document.text.lower().split())} "
    if not any(f" {word} {word} " in spaced for word in twice):  # only marks stand between them
        return
    body_start = len(document.text) - len(document.body)
    for passage, match in _matches(document, _TWICE):
        word, gap = match["word"], match["gap"]
        sure = word.lower() in NEVER_TWICE[language]
        if (
            gap.count("\n") > 1
            or word.lower() in MAY_BE_TWICE[language]
            or (not sure and (len(word) < 3 or word[0].isupper() or "\n" in gap))
        ):
            continue
        start, end = passage.start + match.start(), passage.start + match.end()
        above = document.text[document.text.rfind("\n", 0, start) + 1 : start]
        # What is blank in the prose may be code, and a word below a heading begins a sentence of its own.
        if document.text[start:end] != match.group() or (start >= body_start and "\n" in gap and above.lstrip().startswith("#")):
            continue
        first, last = _one_of_two(above, match)
        fix = _replace(document, passage, first, last, "", sure=sure)
        place = place_in(document, passage.start + match.end() - len(word))
        yield Finding(place, "W004", f"the word {word!r} stands here twice", "Take one of the two out.", "warning", fix)


def title_has_no_full_stop(document: Document) -> Iterator[Finding]:
    """A title must not end with a full stop.

    It stands in lists, menus and links, where it is a name and not a sentence.
    """
    for path, title in _titles(document):
        title = title.strip()
        if not title.endswith(".") or title.endswith("..") or _ABBREVIATION.search(title[:-1]):
            continue
        end = document.end(*path)
        if not end:
            continue
        line = document.line(end.line)[: end.column - 1]
        column = len(line.rstrip("\"' ")) or end.column
        if line[column - 1 : column] == ".":
            start = Place(end.file, end.line, column)
            fix = Fix(start, Place(end.file, end.line, column + 1), "")
            yield Finding(start, "W005", "the title ends with a full stop", "Take the full stop out.", "warning", fix)


def summary_is_one_sentence(document: Document) -> Iterator[Finding]:
    """A summary should be one sentence.

    It stands below the title in lists and search results, where a second sentence is cut off or not read.
    """
    for path, summary in texts(document, "summary"):
        ends = [match for match in _SENTENCE_END.finditer(summary) if not _ABBREVIATION.search(summary[: match.start()])]
        if document.kind in _PAGES and ends:
            message = f"the summary has {len(ends) + 1} sentences"
            yield Finding(document.place(*path), "W006", message, "Say in one sentence what a colleague gains.", "notice")


def summary_adds_to_title(document: Document) -> Iterator[Finding]:
    """A summary must say more than the title.

    Both stand one below the other wherever the page is listed; the same words twice help nobody to choose.
    """
    title = re.findall(r"\w+", str(document.meta.get("title", "")).lower())
    for path, summary in texts(document, "summary"):
        words = re.findall(r"\w+", summary.lower())
        if title and len(set(title) - set(words)) * 3 <= len(set(title)) and len([word for word in words if word not in title]) <= 2:
            hint = "Say what a busy colleague gains from it."
            yield Finding(document.place(*path), "W007", "the summary only repeats the title", hint, "warning")


def _is_english(document: Document) -> bool:
    """Whether a text that says so is English at all: whole pages of another language would look like slips of the pen."""
    words = [word for passage in passages(document) for word in words_of(passage.text)]
    return sum(map(COMMON["en"].__contains__, words)) >= _SOME * len(words)


def _most(rule: Callable[_Asked, Iterator[Finding]]) -> Callable[_Asked, Iterator[Finding]]:
    """The same rule with no more findings than somebody would read."""

    @wraps(rule)
    def some(*asked: _Asked.args, **named: _Asked.kwargs) -> Iterator[Finding]:
        yield from islice(rule(*asked, **named), _MOST)

    return some


def _matches(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    for passage in passages(document):
        for match in pattern.finditer(passage.text):
            yield passage, match


def _replace(document: Document, passage: Passage, start: int, end: int, text: str, *, sure: bool) -> Fix:
    return Fix(place_in(document, passage.start + start), place_in(document, passage.start + end), text, sure)


def _one_of_two(above: str, match: re.Match[str]) -> tuple[int, int]:
    """What to take out: the second word, or the first where the line ends between them, so that lines stay as long as they are."""
    if "\n" not in match["gap"]:
        return match.end("word"), match.end()
    spaces = len(above) - len(above.rstrip(" \t"))
    return (match.start() - spaces, match.end("word")) if above.strip() else (match.end("word"), match.end())


def _titles(document: Document) -> Iterator[tuple[KeyPath, str]]:
    if document.kind in _PAGES:
        yield from texts(document, "title")
    elif document.kind == "library":
        yield from (((*path, "title"), str(entry.get("title"))) for path, entry in groups(document, "topics"))


RULES: tuple[AnyRule, ...] = (
    PageRule("W001", "template-text", template_is_replaced),
    PageRule("W002", "placeholder", _most(text_is_there), "warning"),
    Rule("W003", "misspelt-word", _most(words_are_spelt_right), "warning"),
    PageRule("W004", "word-twice", _most(word_is_said_once), "warning"),
    PageRule("W005", "full-stop-in-title", title_has_no_full_stop, "warning"),
    PageRule("W006", "long-summary", summary_is_one_sentence, "notice"),
    PageRule("W007", "summary-repeats-title", summary_adds_to_title, "warning"),
)
