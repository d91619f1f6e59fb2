"""What every staged page is made from: the library, what evidence says of it, where links may lead, and the editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from peerlore.library import Library
from peerlore.model.attendance import Attended
from peerlore.model.credit import Credited
from peerlore.model.figures import Figures
from peerlore.model.nouns import Module, Path, Person, Settings, Translation
from peerlore.model.questionnaires import Answered
from peerlore.model.reviews import NO_STANDINGS, Agreement, Standings
from peerlore.staging.addresses import path_page, staged_file
from peerlore.staging.bodies import Links
from peerlore.staging.diaries import Diary, diaries
from peerlore.staging.editions import Edition, editions_of
from peerlore.staging.feeds import Feed
from peerlore.staging.forge_links import ForgeLinks
from peerlore.staging.offers import Offers
from peerlore.staging.together import Together
from peerlore.staging.words import Words, language_name


@dataclass(frozen=True, slots=True)
class Card:
    """A module as lists show it. `language` is empty where the text is in the list's own language."""

    title: str
    summary: str
    page: str
    facts: str
    language: str = ""
    duration: int = 0


@dataclass(frozen=True, slots=True)
class PlaceOnPath:
    """Where a module stands on a path: the path's page, the stop's number out of how many, and the stop after it."""

    page: str
    number: int
    all: int
    after: Card | None = None


@dataclass(frozen=True)
class Site:
    """A library on its way to a staged tree: `forge` makes links to its repository, `feeds` are those that it offers.

    `credited` is what evidence gives people, by their handles; `agreements` who agreed to the contracts of groups, by their files;
    `attended` how many were in each session, by its id, and `answered` what they answered afterwards.
    `figures` are those of the day on which something happened last; None where nothing tells of any.
    """

    library: Library
    standings: Standings = NO_STANDINGS
    links: Links = field(default_factory=Links)
    forge: ForgeLinks = field(default_factory=lambda: ForgeLinks(Settings("", (), ())))
    feeds: Sequence[Feed] = ()
    credited: Mapping[str, Credited] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    figures: Figures | None = None
    attended: Mapping[str, Attended] = field(default_factory=dict)
    answered: Mapping[str, Answered] = field(default_factory=dict)

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The editions, the library's own first."""
        return editions_of(self.library.settings)

    def text_for(self, module: Module, edition: Edition) -> Module | Translation:
        """The module's text in the edition's language, else the module's own."""
        if module.language == edition.language:
            return module
        found = (text for text in self.library.translations.get(module.id, ()) if text.language == edition.language)
        return next(found, module)

    def texts_of(self, module: Module) -> tuple[Module | Translation, ...]:
        """The module in every language, its own first."""
        return (module, *self.library.translations.get(module.id, ()))

    def card(self, module: Module, edition: Edition) -> Card:
        """The module as a list of the edition shows it."""
        known = self._cards.get((module.id, edition.language))
        if known is None:
            text = self.text_for(module, edition)
            foreign = text.language if text.language != edition.language else ""
            page = staged_file(text.document.file) or ""
            known = Card(text.title, text.summary, page, facts(module, edition.words, foreign), foreign, module.duration)
            self._cards[module.id, edition.language] = known
        return known

    @cached_property
    def _cards(self) -> dict[tuple[str, str], Card]:
        """Cards that were made already: a module stands in many lists."""
        return {}

    def stops(self, path: Path) -> list[Module]:
        """The modules of a path in their order."""
        return [self.library.modules[id] for id in path.modules if id in self.library.modules]

    @cached_property
    def diaries(self) -> dict[str, Diary]:
        """The calendars in which something stands, by their staged files."""
        return {diary.file: diary for diary in diaries(self.library, self.together)}

    @cached_property
    def open_paths(self) -> list[Path]:
        """Every path that is not retired."""
        return [path for path in self.library.paths.values() if path.status != "retired"]

    @cached_property
    def newest_day(self) -> str:
        """The day (ISO 8601) on which a text was last approved or came to the branch; empty where nothing tells."""
        days = [*(standing.day for standing in self.standings.by_file.values()), *self.standings.changed.values()]
        return max(days, default="")

    @cached_property
    def together(self) -> Together:
        """What people do together, by whom and with what."""
        return Together(self.library)

    @cached_property
    def offers(self) -> Offers:
        """What there is for each skill and each need."""
        return Offers(self.together)

    @cached_property
    def people(self) -> list[Person]:
        """Everybody with a profile, by name."""
        return sorted(self.library.people.values(), key=lambda person: person.name.casefold())

    @cached_property
    def learners(self) -> dict[str, list[Person]]:
        """Who wants to learn each skill."""
        found: dict[str, list[Person]] = {}
        for person in self.people:
            for wish in person.learns:
                found.setdefault(wish.skill, []).append(person)
        return found

    def place_on(self, path: Path, module: str, edition: Edition) -> PlaceOnPath:
        """Where a module stands on a path."""
        stops = self.stops(path)
        number = next(number for number, stop in enumerate(stops, 1) if stop.id == module)
        after = self.card(stops[number], edition) if number < len(stops) else None
        return PlaceOnPath(edition.page(path_page(path.id)), number, len(stops), after)


def facts(module: Module, words: Words, foreign: str = "") -> str:
    """The line that tells what a module is: format, time, level, and the language where it is not the reader's."""
    parts = [words(f"format_{module.format}"), words.minutes(module.duration), words(f"level_{module.level}")]
    return " · ".join((*parts, *((language_name(foreign),) if foreign else ())))
