"""Numbers that belong to one person and prove themselves by their check digits: bank accounts and social security."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from peerlore.model.documents import Document
from peerlore.model.findings import Finding

_MOST = 20

# Capitals and digits are alike and what people write between them is gone: that tells fast whether a text has such numbers.
_CAPITALS_ALIKE = bytes(
    ord("A") if chr(byte).isascii() and (chr(byte).isdigit() or chr(byte).isupper()) else ord(".") for byte in range(256)
)
_SPACES = " \u00a0?".encode("latin-1")
_SEPARATORS = " \u00a0?./|-".encode("latin-1")
_SECURITY_LENGTH = 15

_COUNTRIES = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 "
    "GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 "
    "ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 "
    "TR26 UA29 VA22 VG24 XK20"
)
# Length of an account number by country (SWIFT, IBAN registry).
_LENGTHS = {code[:2]: int(code[2:]) for code in _COUNTRIES.split(" ")}
_ACCOUNT = re.compile(r"(?<![A-Za-z0-9])(?P<country>[A-Z]{2})\d{2}(?:[ \u00a0\u202f]?[A-Z0-9]){11,30}(?![a-z])")
# Numbers that manuals and standards show: those of the registry and of encyclopedias.
_SHOWN_EVERYWHERE = frozenset(
    (
        *("BE68539007547034", "CH9300762011623852957", "DE89370400440532013000", "DE02120300000000202051", "ES9121000418450200051332"),
        *("FR1420041010050500013M02606", "FR7630006000011234567890189", "GB29NWBK60161331926819", "GB82WEST12345698765432"),
        *(
            "GB33BUKB20201555555555",
            "IT60X0542811101000000123456",
            "LU280019400644750000",
            "NL91ABNA0417164300",
            "PT50000201231234567890154",
        ),
    )
)

_SECURITY = re.compile(
    r"(?<![\w.,])(?P<digits>[12][ .\u00a0\u202f]?\d\d[ .\u00a0\u202f]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .\u00a0\u202f]?(?:\d\d|2[AB])"
    r"[ .\u00a0\u202f]?\d{3}[ .\u00a0\u202f]?\d{3})[ .\u00a0\u202f/|-]{0,3}(?P<key>\d\d)(?![\w]|[.,]\d)"
)
_ABOUT_SECURITY = re.compile(r"s[ée]curit[ée] sociale|num[ée]ro de s[ée]cu|\bNIR\b|\bNSS\b|\bINSEE\b|social security", re.IGNORECASE)
_BEFORE = 80


def no_account_stands_here(document: Document) -> Iterator[Finding]:
    """A text must not hold somebody's bank account.

    With an account number and a name, money can be taken. Nobody learns from a real one: in examples, use
    FR76 3000 6000 0112 3456 7890 189, which belongs to nobody.
    """
    squeezed = document.text.encode("latin-1", "replace").translate(_CAPITALS_ALIKE, _SPACES)
    if b"A" * min(_LENGTHS.values()) in squeezed:
        yield from islice(_accounts(document), _MOST)


def _accounts(document: Document) -> Iterator[Finding]:
    for match in _ACCOUNT.finditer(document.text):
        length = _LENGTHS.get(match["country"], 0)
        number = "".join(match.group().split())[:length]
        if len(number) == length and length and _account_is_right(number) and number not in _SHOWN_EVERYWHERE:
            message = f"a bank account number (IBAN) stands here, which begins with {number[:4]!r}"
            hint = "Remove it; in an example write FR76 3000 6000 0112 3456 7890 189, which belongs to nobody."
            yield Finding(document.place_in_text(match.start()), "V006", message, hint)


def _account_is_right(number: str) -> bool:
    """ISO 13616: the first four characters go to the end, letters count from 10, and 97 divides all but 1.

    >>> _account_is_right("GB82WEST12345698765432"), _account_is_right("GB82WEST12345698765433")
    (True, False)
    """
    return int("".join(str(int(character, 36)) for character in number[4:] + number[:4])) % 97 == 1


def no_security_number_stands_here(document: Document) -> Iterator[Finding]:
    """A text must not hold somebody's French social security number.

    It tells sex, month and place of birth of one person, and opens the doors of offices. The law allows it in few files,
    and a library is none of them.
    """
    squeezed = document.text.encode("latin-1", "replace").translate(_CAPITALS_ALIKE, _SEPARATORS)
    if b"A" * _SECURITY_LENGTH in squeezed:
        yield from islice(_security_numbers(document), _MOST)


def _security_numbers(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in _SECURITY.finditer(text):
        digits = "".join(character for character in match["digits"] if character.isalnum())
        # Corsica's departments count as 19 and 18 (INSEE, structure of the NIR).
        number = int(digits.replace("2A", "19").replace("2B", "18"))
        written_as_one = digits == match["digits"]
        if 97 - number % 97 != int(match["key"]):
            continue
        if written_as_one and not _ABOUT_SECURITY.search(text, max(0, match.start() - _BEFORE), match.start()):
            continue
        message = f"a French social security number stands here, which begins with {match['digits'][:4]!r}"
        yield Finding(document.place_in_text(match.start()), "V007", message, "Remove it, and tell your data protection officer.")
