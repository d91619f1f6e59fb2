"""Characters that nobody sees, and letters of one alphabet that pass for those of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Fix

_MOST = 20
_ASCII = bytes(range(128))

# Characters without width. Those that change the direction of writing are the reader's business (R003).
_WITHOUT_WIDTH = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb"
_SUSPECT = re.compile(f"[{_WITHOUT_WIDTH}]+")
_SOFT_HYPHEN = "\u00ad"
# Latin letters, digits and marks: languages written with them need neither joiners nor spaces without width.
_LATIN = re.compile("[\x00-\u024f\u2010-\u205e]")
# Marks of Markdown beside which an invisible character may change what a text means.
_MARKS = frozenset("*_`[]()<>#~=|!{}\\@:/.-+")

# Tags and variation selectors that carry a text of their own; the flags of England, Scotland and Wales are made of tags
# (UTS 51, section C.1), and a single selector may follow an ideograph (UTS 37).
_CARRIERS = re.compile(
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
    "|(?P<tags>[\U000e0000-\U000e007f]+)"
    "|(?P<selectors>[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef])"
)
_CARRIER = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e01ef]")
_LONGEST = 40

# Letters that look like a Latin one in most fonts: the part of Unicode's confusables (UTS 39) that words are made of.
_CYRILLIC = dict(zip("аеорсухіјѕԁһӏԛԝАВЕКМНОРСТХУІЈЅҮ", "aeopcyxijsdhlqwABEKMHOPCTXYIJSY", strict=True))
_GREEK = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True))
_TWINS = frozenset((*_CYRILLIC, *_GREEK))
_LIKE_LATIN = str.maketrans({**_CYRILLIC, **_GREEK})
_LIKE_CYRILLIC = str.maketrans({latin: other for other, latin in _CYRILLIC.items()})
_BOTH_ALPHABETS = re.compile("[A-Za-z](?=[\u0370-\u03ff\u0400-\u052f])|[\u0370-\u03ff\u0400-\u052f](?=[A-Za-z])")
_WORD = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]+")
_WHOLLY_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_WHOLLY_CYRILLIC = re.compile("[\u0400-\u052f]+")
_SHORTEST, _LONGEST_WORD = 3, 60


@lru_cache(maxsize=4)  # three rules ask about one text after another
def _beyond_ascii(text: str) -> frozenset[str]:
    """The characters of `text` that are not ASCII: a few, found fifty times faster than by looking at each."""
    if text.isascii():
        return frozenset()
    return frozenset(text.encode("utf-8", "replace").translate(None, _ASCII).decode("utf-8"))


def characters_have_width(document: Document) -> Iterator[Finding]:
    """A text must not hold characters without width, unless its language needs them.

    They come along with copied text, and then a search does not find the word, a link leads nowhere and a copied command
    fails, while everything looks right. Joiners in Persian, Hindi or emoji and breaks in Thai or Khmer are fine.
    """
    if any(_SUSPECT.match(character) for character in _beyond_ascii(document.text)):
        yield from islice(_without_width(document, document.text), _MOST)


def _without_width(document: Document, text: str) -> Iterator[Finding]:
    for match in _SUSPECT.finditer(text):
        start, end, run = match.start(), match.end(), match.group()
        before, after = text[start - 1 : start], text[end : end + 1]
        if not run.strip(_SOFT_HYPHEN) and not _in_code_or_address(document, start):
            continue
        if not (_LATIN.match(before or " ") and _LATIN.match(after or " ")):
            continue
        what = "a character" if len(run) == 1 else f"{len(run)} characters"
        message = f"{what} without width, {_name(run[0])}, {'stands' if len(run) == 1 else 'stand'} {_where(before, after)}"
        fix = Fix(document.place_in_text(start), document.place_in_text(end), "", sure=before not in _MARKS and after not in _MARKS)
        yield Finding(fix.start, "X010", message, "Remove it, or write this spot again.", "warning", fix)


def _where(before: str, after: str) -> str:
    if before.strip() and after.strip():
        return f"between {before!r} and {after!r}"
    return f"after {before!r}" if before.strip() else f"before {after!r}" if after.strip() else "here"


def _in_code_or_address(document: Document, position: int) -> bool:
    offset = position - (len(document.text) - len(document.body))
    if offset < 0:
        return False
    if document.outline.prose[offset : offset + 1] == " ":
        return True
    return any(link.offset <= offset < link.offset + len(link.target) for link in document.outline.links)


def text_is_all_there_is(document: Document) -> Iterator[Finding]:
    """A text must not carry a second text that nobody sees.

    Unicode has invisible twins of all letters. With them a page can tell a program that reads it something else than it
    tells people, and reviewers approve what they never saw.
    """
    if any(_CARRIER.match(character) for character in _beyond_ascii(document.text)):
        yield from islice(_second_texts(document, document.text), _MOST)


def _second_texts(document: Document, text: str) -> Iterator[Finding]:
    for match in _CARRIERS.finditer(text):
        if match.lastgroup is None:
            continue
        place, end = document.place_in_text(match.start()), document.place_in_text(match.end())
        count = len(match.group())
        said = "".join(chr(ord(character) - 0xE0000) for character in match["tags"] or "")
        said = "".join(character for character in said if character.isprintable())[:_LONGEST]
        carried = f", which say {said!r}" if said else ""
        message = f"{count} invisible characters stand here{carried}" if count > 1 else "an invisible character stands here"
        yield Finding(place, "X011", message, "Remove them: write this spot again.", fix=Fix(place, end, "", sure=False))


def word_has_one_alphabet(document: Document) -> Iterator[Finding]:
    """A word must be written in one alphabet.

    A Cyrillic or Greek letter that looks like a Latin one hides a word from every search, and an address written so leads
    to somebody else's site. Symbols beside letters, as in formulas, are fine.
    """
    if not _TWINS.isdisjoint(_beyond_ascii(document.text)):
        yield from islice(_mixed_words(document, document.text), _MOST)


def _mixed_words(document: Document, text: str) -> Iterator[Finding]:
    done = 0
    for match in _BOTH_ALPHABETS.finditer(text):
        if match.start() < done:
            continue
        start = match.start()
        while start > done and _WORD.match(text, start - 1, start):
            start -= 1
        word = _WORD.match(text, start)
        done = word.end() if word else match.end()
        instead = _in_one_alphabet(word.group()) if word else ""
        if word and instead:
            strange = next(one for one, other in zip(word.group(), instead, strict=True) if one != other)
            alphabets = ("Latin", _alphabet(strange)) if strange not in _LATIN_TWINS else ("Cyrillic", "Latin")
            place, end = document.place_in_text(start), document.place_in_text(done)
            message = f"the word {word.group()!r} is {alphabets[0]} but for the {alphabets[1]} letter {strange!r} ({_name(strange)})"
            hint = f"Write {instead!r} on one keyboard: the letters look alike, and no search takes one for the other."
            yield Finding(place, "X012", message, hint, "warning", Fix(place, end, instead, sure=False))


_LATIN_TWINS = frozenset(_CYRILLIC.values())


def _alphabet(letter: str) -> str:
    return "Cyrillic" if letter >= "\u0400" else "Greek"


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"


def _in_one_alphabet(word: str) -> str:
    """The word as it looks, in the alphabet of most of its letters; empty where it is no word of one alphabet in disguise."""
    latin, cyrillic = word.translate(_LIKE_LATIN), word.translate(_LIKE_CYRILLIC)
    if not _SHORTEST <= len(word) <= _LONGEST_WORD:
        return ""
    mostly_latin = sum(1 for letter in word if letter < "\u0370") * 2 >= len(word)
    if _WHOLLY_LATIN.fullmatch(latin) and (mostly_latin or not _WHOLLY_CYRILLIC.fullmatch(cyrillic)):
        return latin
    return cyrillic if _WHOLLY_CYRILLIC.fullmatch(cyrillic) else ""
