"""Words for pictures: each picture says what it shows to those who do not see it, or that it only decorates."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from peerlore.checking.pictures import Picture, pictures_of
from peerlore.model.documents import Document
from peerlore.model.findings import Finding, Fix, Place

_MOST = 100
LONGEST = 250
"""Characters that a text for a picture may have; screen readers read it in one go and cannot be stopped inside."""


_FILE_NAME = re.compile(r"[^\s/]{1,200}\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|heic|avif)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:img|dsc[nf]?|pxl|screen ?shot|capture(?: d['’]écran)?|image|picture|pic|photo|figure|fig|diagram|untitled|unnamed|scan)"
    r"[-_ .]{0,3}\(?\d[\d\s_.:()-]{0,20}(?:(?:at|à|um) [\d\s_.:()-]{0,20})?",
    re.IGNORECASE,
)
_EMPTY_WORDS = frozenset(
    [
        "image",
        "picture",
        "pic",
        "photo",
        "photograph",
        "screenshot",
        "screen shot",
        "figure",
        "diagram",
        "chart",
        "graph",
        "graphic",
        "illustration",
        "drawing",
        "icon",
        "img",
        "alt",
        "alt text",
        "alternative text",
        "image description",
        "description",
        "placeholder",
        "untitled",
        "capture",
        "capture d'écran",
        "copie d'écran",
        "schéma",
        "graphique",
        "dessin",
        "icône",
        "texte alternatif",
        "sans titre",
        "légende",
    ]
)
_SAID_TWICE = re.compile(
    r"(?:an? |the )?(?:image|picture|photo|photograph) (?:of|showing) |(?:une? |l['’]|la )?(?:image|photo|photographie) (?:de |du |des |d['’]|montrant )",
    re.IGNORECASE,
)


def picture_has_words(document: Document) -> Iterator[Finding]:
    """A picture must have a text that stands for it, or say that it only decorates.

    Who does not see the picture hears that text; without one they cannot know what they miss. Write it between the
    brackets: `![A wrench set to 40 newton metres](scale.png)`. A picture that shows nothing which the text does not say
    is marked as such, right behind it: `![](line.png){: .decorative }`, in HTML with `class="decorative"`.
    """
    yield from islice(_without_words(document), _MOST)


def _without_words(document: Document) -> Iterator[Finding]:
    for picture in pictures_of(document):
        if picture.decorative or any(map(str.isalnum, picture.alt)):
            continue
        name = f" {_name(picture.target)!r}" if picture.target else ""
        where = 'in alt="…"' if picture.html else "between the brackets"
        mark = 'class="decorative"' if picture.html else "{: .decorative } right behind it"
        hint = f"Say {where} what it shows; if it shows nothing that the text does not say, write {mark}."
        message = f"the picture{name} has no text for those who do not see it"
        yield Finding(document.place_at(picture.start), "A001", message, hint, "warning")


def words_say_what_it_shows(document: Document) -> Iterator[Finding]:
    """The text for a picture must say what it shows.

    A file name or the word "image" is read aloud and tells nobody anything. Say what a colleague on the telephone
    would need to know of the picture.
    """
    yield from islice(_with_empty_words(document), _MOST)


def _with_empty_words(document: Document) -> Iterator[Finding]:
    for picture in pictures_of(document):
        alt = picture.alt.strip()
        if not alt:
            continue
        if _is_file_name(alt, picture.target):
            message = f"{alt!r} is the name of a file and does not say what the picture shows"
        elif alt.casefold().replace("’", "'").rstrip(".:") in _EMPTY_WORDS:
            message = f"{alt!r} does not say what the picture shows"
        else:
            continue
        hint = "Say what a colleague on the telephone would need to know of this picture."
        yield Finding(document.place_at(max(picture.alt_at, picture.start)), "A002", message, hint, "warning")


def words_are_short(document: Document) -> Iterator[Finding]:
    """The text for a picture must have at most 250 characters.

    A screen reader reads it in one go, without a way to go back by a sentence. Say the essential there and describe
    the rest in the text of the page, where everybody gains from it.
    """
    yield from islice(_with_long_words(document), _MOST)


def _with_long_words(document: Document) -> Iterator[Finding]:
    for picture in pictures_of(document):
        if len(picture.alt) > LONGEST:
            message = f"the text for this picture has {len(picture.alt)} characters, more than {LONGEST}"
            hint = "Say the essential in a sentence or two, and describe the rest in the text of the page."
            yield Finding(document.place_at(max(picture.alt_at, picture.start)), "A003", message, hint, "warning")


def words_do_not_name_the_medium(document: Document) -> Iterator[Finding]:
    """The text for a picture must not begin with "image of" or "photo of".

    Screen readers say by themselves that a picture comes, so that listeners hear "image, image of a wrench".
    """
    yield from islice(_with_the_medium(document), _MOST)


def _with_the_medium(document: Document) -> Iterator[Finding]:
    for picture in pictures_of(document):
        match = _SAID_TWICE.match(picture.alt)
        if match and picture.alt_at >= 0 and picture.alt[match.end() :].strip():
            message = f"{match.group().strip()!r} tells what screen readers say by themselves"
            hint = "Leave it out and begin with what the picture shows."
            place = document.place_at(picture.alt_at)
            yield Finding(place, "A004", message, hint, "warning", _without_medium(picture, match, place))


def _without_medium(picture: Picture, match: re.Match[str], place: Place) -> Fix | None:
    if match.group().endswith("du ") or match.group().endswith("des "):
        return None  # the article would be lost with the word
    end = Place(place.file, place.line, place.column + match.end() + 1)
    first = picture.alt[match.end()]
    return Fix(place, end, first.upper() if picture.alt[0].isupper() else first, sure=False)


def _is_file_name(alt: str, target: str) -> bool:
    name = _name(target)
    stem = posixpath.splitext(name)[0]
    looks_like_a_name = "_" in stem or stem.count("-") > 1 or sum(map(str.isdigit, stem)) > 3
    return bool(_FILE_NAME.fullmatch(alt) or _NUMBERED.fullmatch(alt) or alt == name or (alt == stem and looks_like_a_name))


def _name(target: str) -> str:
    return posixpath.basename(unquote(target.partition("?")[0].partition("#")[0]))
