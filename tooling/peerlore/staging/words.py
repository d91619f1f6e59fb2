"""What the interface says to readers: one table of strings, and numbers, days and durations as each language writes them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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

_MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
}
_WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}
_SPACE = {"en": ",", "fr": "\N{NARROW NO-BREAK SPACE}"}
"""What stands between thousands."""

_IN_SCRIPTS = ("copy", "done_", "find_", "search", "format_", "level_", "minutes", "hours")
"""How the names of the rows begin that scripts need."""

SPOKEN = tuple(_MONTHS)
"""The languages that the interface speaks."""


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one of the languages it speaks."""

    language: str
    texts: Mapping[str, str]
    counts: Mapping[str, tuple[str, str, str]]

    def __call__(self, key: str, **values: object) -> str:
        """The string `key` with `{names}` filled in. KeyError where the table has no such row.

        >>> words_of("en")("stop", n=2)
        'Stop 2'
        """
        text = self.texts[key]
        return text.format(**values) if values else text

    def counted(self, number: int, key: str, **values: object) -> str:
        """A number of things in words; French says one also of none.

        >>> words_of("en").counted(3, "modules_counted"), words_of("fr").counted(0, "modules_counted")
        ('3 modules', 'aucun module')
        """
        none, one, many = self.counts[key]
        form = none if number == 0 else one if number == 1 else many
        return form.format(n=self.number(number), **values)

    def for_scripts(self) -> dict[str, str | tuple[str, str, str]]:
        """The rows that the theme's scripts speak with; every page carries them."""
        return self._beginning(_IN_SCRIPTS)

    def for_quizzes(self) -> dict[str, str | tuple[str, str, str]]:
        """The rows that a quiz speaks with; only pages with a quiz carry them."""
        return self._beginning(("quiz_",))

    def _beginning(self, prefixes: tuple[str, ...]) -> dict[str, str | tuple[str, str, str]]:
        rows: dict[str, str | tuple[str, str, str]] = {**self.texts, **self.counts}
        return {key: said for key, said in rows.items() if key.startswith(prefixes)}

    def number(self, number: int) -> str:
        """A whole number with its thousands set apart."""
        return f"{number:,}".replace(",", _SPACE[self.language])

    def day(self, iso: str) -> str:
        """A day in ISO 8601 as people write it.

        >>> words_of("en").day("2026-11-02"), words_of("fr").day("2026-11-01")
        ('2 November 2026', '1er novembre 2026')
        """
        number = int(iso[8:10])
        return f"{'1er' if number == 1 and self.language == 'fr' else number} {self.month(iso)}"

    def weekday(self, number: int) -> str:
        """A day of the week, 0 for Monday.

        >>> words_of("en").weekday(1), words_of("fr").weekday(6)
        ('Tuesday', 'dimanche')
        """
        return _WEEKDAYS[self.language][number]

    def listed(self, names: Sequence[str]) -> str:
        """Names as a sentence lists them.

        >>> words_of("en").listed(["a", "b", "c"]), words_of("fr").listed(["a", "b"])
        ('a, b and c', 'a et b')
        """
        return f" {self('and')} ".join(part for part in (", ".join(names[:-1]), names[-1] if names else "") if part)

    def month(self, iso: str) -> str:
        """The month of a day in ISO 8601, with its year."""
        return f"{_MONTHS[self.language][int(iso[5:7]) - 1]} {iso[:4]}"

    def minutes(self, duration: int) -> str:
        """A duration in minutes as people say it.

        >>> [words_of("en").minutes(duration) for duration in (12, 60, 95)]
        ['12 min', '1 h', '1 h 35 min']
        """
        hours, rest = divmod(duration, 60)
        parts = [self("hours", n=hours)] if hours else []
        if rest or not hours:
            parts.append(self("minutes", n=rest))
        return " ".join(parts)


@cache
def words_of(language: str) -> Words:
    """The interface in `language`, in English where it does not speak that."""
    spoken = spoken_for(language)
    rows = {key: row[spoken] for key, row in _table().items()}
    texts = {key: said for key, said in rows.items() if isinstance(said, str)}
    counts = {key: (said[0], said[1], said[2]) for key, said in rows.items() if isinstance(said, list)}
    return Words(spoken, texts, counts)


def spoken_for(language: str) -> str:
    """The language that the interface speaks to readers of `language`.

    >>> spoken_for("fr-CA"), spoken_for("de")
    ('fr', 'en')
    """
    base = language.partition("-")[0]
    return base if base in SPOKEN else SPOKEN[0]


def language_name(code: str) -> str:
    """The language's own name for itself, or its code where we do not know it."""
    return LANGUAGES.get(code) or LANGUAGES.get(code.partition("-")[0], code)


@cache
def _table() -> Mapping[str, Mapping[str, str | list[str]]]:
    return tomllib.loads(files("peerlore.staging").joinpath("strings.toml").read_text("utf-8"))
