"""The documents of a library by file, each fetched when somebody asks for it: most checks need a few of ten thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from peerlore.checking.judged import Judged
from peerlore.model.documents import Document, Kind
from peerlore.model.sources import SourceFile
from peerlore.reading.layout import spot_of

Judge = Callable[[SourceFile, Kind, str], Judged]


class Shelf(Mapping[str, Document]):
    """The pages and registers among `sources`. `language` is that of texts that do not say their own.

    What an `earlier` shelf of the same language has fetched is not fetched again.
    """

    def __init__(self, sources: Mapping[str, SourceFile], language: str, judge: Judge, earlier: Shelf | None) -> None:
        self.language = language
        self.states = {file: _state(source) for file, source in sources.items()}
        self.sources = sources
        self._judge = judge
        self._fetched: dict[str, Judged] = {}
        if earlier and earlier.language == language:
            same = (file for file in earlier._fetched if self.states.get(file) == earlier.states[file])
            self._fetched = {file: earlier._fetched[file] for file in same}

    def unread(self) -> list[str]:
        """The files that nobody has asked for yet."""
        return [file for file in self.sources if file not in self._fetched]

    def judged(self, file: str) -> Judged:
        """What is said of a document alone."""
        found = self._fetched.get(file)
        if found is None:
            source, spot = self.sources[file], spot_of(file)
            if spot is None:
                raise KeyError(file)
            self._fetched[file] = found = self._judge(source, spot.kind, self.language)
        return found

    def __getitem__(self, file: str) -> Document:
        return self.judged(file).document

    def __contains__(self, file: object) -> bool:
        return file in self.sources

    def __iter__(self) -> Iterator[str]:
        return iter(self.sources)

    def __len__(self) -> int:
        return len(self.sources)


def _state(source: SourceFile) -> str:
    """Stands for everything on which the document depends, as far as it is the file's own."""
    return f"{source.trouble} {source.size}" if source.trouble else source.digest.hex()
