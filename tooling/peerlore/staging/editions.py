"""The site in each language that its interface speaks: the library's own at the root, every other in a folder of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from peerlore.model.nouns import Settings
from peerlore.staging.addresses import HOME, address
from peerlore.staging.words import Words, language_name, spoken_for, words_of


@dataclass(frozen=True, slots=True)
class Edition:
    """The pages that lead to modules, for readers of one language. `prefix` is the folder of the staged tree that holds them."""

    language: str
    prefix: str
    words: Words
    siblings: tuple[tuple[str, str], ...] = ()
    """Language and prefix of every edition, this one included."""

    def page(self, page: str) -> str:
        """Where this edition's version of a staged page stands.

        >>> Edition("fr", "fr/", words_of("fr")).page("skills/index.md")
        'fr/skills/index.md'
        """
        return self.prefix + page

    def front(self, page: str, texts: Mapping[str, str] | None = None, near: str = "") -> dict[str, Any]:
        """What the theme needs to know of the edition on a page of it: its language, its root, and where other languages are.

        Most pages stand in every edition at `page`. Others are texts: then `texts` are the staged pages that hold them by
        language, and the choice of a language that has none leads to its page `near`.
        """
        switch = []
        for language, prefix in self.siblings:
            exact = texts is None or language in texts
            target = prefix + (page if texts is None else near) if texts is None or not exact else texts[language]
            switch.append(
                {
                    "code": language,
                    "name": language_name(language),
                    "url": address(target),
                    "here": language == self.language,
                    "hint": "" if exact else words_of(language)("not_in_language", language=language_name(language)),
                }
            )
        return {"interface": self.language, "root": address(self.prefix + HOME), **({"switch": switch} if len(switch) > 1 else {})}


def editions_of(settings: Settings) -> tuple[Edition, ...]:
    """The editions of a library, its own first: one for each of its languages that the interface speaks."""
    own = spoken_for(settings.languages[0])
    others = [language for language in settings.languages[1:] if spoken_for(language) == language and language != own]
    siblings = ((own, ""), *((language, f"{language}/") for language in others))
    return tuple(Edition(language, prefix, words_of(language), siblings) for language, prefix in siblings)


def edition_for(language: str, editions: tuple[Edition, ...]) -> Edition:
    """The edition for readers of a text in `language`; the library's own where there is none."""
    return next((edition for edition in editions if edition.language == language), editions[0])
