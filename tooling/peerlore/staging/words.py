"""The words that pages use for values of the front matter."""

from __future__ import annotations

FORMATS = {
    "how-to": "How-to",
    "tutorial": "Tutorial",
    "case": "Case",
    "checklist": "Checklist",
    "reference": "Reference",
    "video": "Video",
    "exercise": "Exercise",
}
LEVELS = {"beginner": "Beginner", "intermediate": "Intermediate", "advanced": "Advanced"}
ROLES = {
    "author": "wrote this",
    "editor": "edited this",
    "tester": "tried it out",
    "translator": "translated this",
    "illustrator": "drew the pictures",
}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
LANGUAGES = {
    "ar": "العربية",
    "cs": "Čeština",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "ja": "日本語",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "sv": "Svenska",
    "zh": "中文",
}


def language(code: str) -> str:
    """The language's own name for itself, or its code where we do not know it."""
    return LANGUAGES.get(code) or LANGUAGES.get(code.partition("-")[0], code)


def day(iso: str) -> str:
    """A day as people write it.

    >>> day("2026-11-02")
    '2 November 2026'
    """
    year, month, number = iso.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def minutes(duration: int) -> str:
    """A duration in minutes as people say it.

    >>> minutes(12), minutes(60), minutes(95)
    ('12 min', '1 h', '1 h 35 min')
    """
    hours, rest = divmod(duration, 60)
    parts = [f"{hours} h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} min")
    return " ".join(parts)


def counted(number: int, one: str, many: str = "") -> str:
    """`3 modules`, `1 module`, `no modules`."""
    name = one if number == 1 else many or f"{one}s"
    return f"{number:,} {name}" if number else f"no {name}"
