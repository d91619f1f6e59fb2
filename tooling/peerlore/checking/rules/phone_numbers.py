"""Phone numbers of people. What is only probably one is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from peerlore.model.documents import Document
from peerlore.model.findings import Finding

_MOST = 50

# Digits are alike and what people write between them is gone: that tells fast whether a text has long numbers at all.
_DIGITS_ALIKE = bytes(ord("0") if chr(byte).isascii() and chr(byte).isdigit() else ord(".") for byte in range(256))
_BETWEEN_DIGITS = " \u00a0-./()?".encode("latin-1")
_FEWEST = 8

_GAP = "[ .\u00a0\u202f/-]"
_CANDIDATE = re.compile(rf"[+(]?\d(?:{_GAP}|\d|[()]){{6,28}}\d")
_PART = re.compile(r"(?<![\d(])(?:\+|\()?\d")
_NOT_BEFORE = re.compile(r"[\w+.,/=(:-]\Z")
# +33 1 99 00 12 34, 0044 20 7946 0123
_ABROAD = re.compile(
    rf"(?:\+|00(?=[1-9]\d{{0,2}}{_GAP}))(?P<digits>[1-9]\d{{0,3}}(?:{_GAP}?(?:\(0\){_GAP}?)?\(?\d{{1,4}}\)?){{2,7}})(?![\w%]|[.,]\d)"
)
_FRENCH = re.compile(rf"(?P<digits>0[1-9](?P<gap>{_GAP})\d\d(?:(?P=gap)\d\d){{3}})(?!\w|{_GAP}?\d|[.,]\d)")
_AMERICAN = re.compile(r"(?P<digits>\([2-9]\d\d\) ?[2-9]\d\d[-. ]\d{4})(?![\w-])")
# What is a phone number only because the words before it say so.
_CALLED = re.compile(rf"(?P<digits>0[1-9]\d{{8}}|0\d{{2,4}}{_GAP}\d{{3,4}}{_GAP}?\d{{3,4}}|[2-9]\d\d[-.][2-9]\d\d[-.]\d{{4}})(?![\w-])")
_CALL = re.compile(
    r"(?:\bt[ée]l(?:\.|[ée]phone|ephone)?|\bphone|\bmobile?|\bportable|\bcell|\bfax|\bGSM|\bcall|\bring|\bappel(?:ez|er|le))"
    r"(?: (?:me|us|her|him|no|number|num[ée]ro|n°|at|on|au|le|is))*\W{0,4}\Z",
    re.IGNORECASE,
)
_BEFORE = 50

# Codes of countries, each with the fewest and the most digits behind it (ITU-T E.164 and national plans).
_COUNTRIES = (
    "1:10-10 7:10-10 20:9-10 27:9-9 30:10-10 31:9-9 32:8-9 33:9-9 34:9-9 36:8-9 39:9-11 40:9-9 41:9-9 43:8-13 44:9-10 45:8-8 46:7-10 "
    "47:8-8 48:9-9 49:8-11 51:8-9 52:10-10 54:10-11 55:10-11 56:9-9 57:10-10 60:8-10 61:9-9 62:9-12 63:10-10 64:8-10 65:8-8 66:8-9 "
    "81:9-10 82:8-10 84:9-10 86:10-11 90:10-10 91:10-10 92:10-10 94:9-9 98:10-10 212:9-9 213:8-9 216:8-8 221:9-9 225:10-10 234:10-10 "
    "237:9-9 254:9-9 351:9-9 352:6-9 353:8-9 358:7-10 380:9-9 420:9-9 421:9-9 852:8-8 886:8-9 961:7-8 966:9-9 971:8-9 972:8-9"
)
_LENGTHS = {code: tuple(map(int, bounds.split("-"))) for code, bounds in (entry.split(":") for entry in _COUNTRIES.split(" "))}

# Numbers kept free for films and examples (FCC, Ofcom, ARCEP), those of services, and what a keyboard walks over.
_NOBODYS = re.compile(
    r"1?[2-9]\d\d555(?:01\d\d|1212)|1?8(?:00|33|44|55|66|77|88)\d{7}|800\d+"
    r"|(?:44)?0?(?:11[3-8]496|1214960|1314960|1414960|1514960|1614960|1914980|207946|2890180|2920180|1632960|7700900|8081570)\d{3,4}"
    r"|(?:33|0)(?:19900|26191|35301|46571|53649|63998)\d{4}|(?:33|0)8\d{8}|(?:44|49|32|41)?0?800\d+"
    r"|(\d)\1{6,}|\d*(?:1234567|0123456|2345678|7654321|000000)\d*|(?:33|0)\d(?:0?12345678|11223344|22334455)"
)


def number_is_nobodys(document: Document) -> Iterator[Finding]:
    """A text must not hold the phone number of a person.

    Pages are copied, indexed and kept in the history of git, from which nobody can take a number back. Link to the
    person's page, or to the switchboard's. In examples use a number that is kept free for them: 01 99 00 12 34,
    +1 212 555 0123, +44 20 7946 0123.
    """
    squeezed = document.text.encode("latin-1", "replace").translate(_DIGITS_ALIKE, _BETWEEN_DIGITS)
    if b"0" * _FEWEST in squeezed:
        yield from islice(_numbers(document), _MOST)


def _numbers(document: Document) -> Iterator[Finding]:
    text = document.visible
    for candidate in _CANDIDATE.finditer(text):
        for part in _PART.finditer(text, candidate.start(), candidate.end()):
            if _is_a_number(text, part.start()):
                begin = text[part.start() : part.start() + 4].strip()
                message = f"the phone number of a person stands here, which begins with {begin!r}"
                hint = "Remove it: link to the person's page, or name the task that people call about."
                yield Finding(document.place_in_text(part.start()), "V002", message, hint, "warning")
                break


def _is_a_number(text: str, start: int) -> bool:
    certain = _ABROAD.match(text, start) or _FRENCH.match(text, start) or _AMERICAN.match(text, start)
    match = certain or _CALLED.match(text, start)
    if match is None:
        return False
    before = text[max(0, start - _BEFORE) : start]
    if (certain is None or _NOT_BEFORE.search(before)) and not _CALL.search(before):
        return False
    digits = "".join(character for character in match["digits"].replace("(0)", "") if character.isdigit())
    if match.re is _FRENCH and _goes_on_by_steps(digits):
        return False
    return not _NOBODYS.fullmatch(digits) and (match.re is not _ABROAD or _is_of_a_country(digits))


def _goes_on_by_steps(digits: str) -> bool:
    """Whether pairs of digits count on, as in 01 02 03 04 05."""
    pairs = [int(digits[index : index + 2]) for index in range(0, len(digits), 2)]
    return len({after - before for before, after in pairwise(pairs)}) == 1


def _is_of_a_country(digits: str) -> bool:
    for length in (1, 2, 3):
        bounds = _LENGTHS.get(digits[:length])
        if bounds:
            return bounds[0] <= len(digits) - length <= bounds[1]
    return False
