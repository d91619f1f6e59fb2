"""A framework: criteria with indicators, and what a library can show for each, read from YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peerlore.auditing.kinds import KINDS
from peerlore.checking.schemas import Schemas
from peerlore.model.documents import Document
from peerlore.model.errors import CannotRun
from peerlore.model.figures import Figures
from peerlore.reading.front_matter import read_values
from peerlore.reading.limits import REGISTER


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is to be shown. `shown_by` are kinds of evidence, `elsewhere` what a library cannot hold and others must add."""

    id: str
    title: str
    shown_by: tuple[str, ...] = ()
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A group of indicators."""

    id: str
    title: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """What somebody is audited against, in one language of the interface."""

    id: str
    title: str
    summary: str
    language: str
    criteria: tuple[Criterion, ...]

    @property
    def indicators(self) -> Iterator[Indicator]:
        """All indicators in their order."""
        return (indicator for criterion in self.criteria for indicator in criterion.indicators)


def read_framework(text: str, file: str, checker: Schemas) -> Framework:
    """A framework from YAML. Raises CannotRun with the first thing that is wrong with it."""
    values = read_values(text, REGISTER)
    for fault in values.faults:
        raise CannotRun(f"{file}:{fault.line}:{fault.column}: {fault.message}")
    document = Document(file, "framework", values.meta, find_marks=lambda: values.marks)
    for finding in checker.check(document):
        raise CannotRun(f"{finding.place}: {finding.message}")
    criteria = tuple(
        Criterion(str(said["id"]), said["title"], tuple(_indicator(entry) for entry in said["indicators"]))
        for said in values.meta["criteria"]
    )
    framework = Framework(values.meta["id"], values.meta["title"], values.meta["summary"], values.meta["language"], criteria)
    _hold(framework, file)
    return framework


def _indicator(said: dict[str, Any]) -> Indicator:
    return Indicator(str(said["id"]), said["title"], tuple(said.get("shown_by", ())), said.get("elsewhere", ""))


def _hold(framework: Framework, file: str) -> None:
    seen: set[str] = set()
    for indicator in framework.indicators:
        if indicator.id in seen:
            raise CannotRun(f"{file}: there are two indicators {indicator.id!r}")
        seen.add(indicator.id)
        if not indicator.shown_by and not indicator.elsewhere:
            raise CannotRun(
                f"{file}: indicator {indicator.id} says neither what shows it (`shown_by`) nor what others must add (`elsewhere`)"
            )
        for kind in indicator.shown_by:
            if not (kind in KINDS or kind.startswith(("figure:", "files:"))):
                raise CannotRun(
                    f"{file}: indicator {indicator.id} is shown by {kind!r}; known are {', '.join(KINDS)}, figure:ID and files:PATTERN"
                )


def hold_figures(framework: Framework, figures: Figures) -> None:
    """Raise CannotRun where a framework asks for a figure that nobody counts."""
    known = [figure.id for figure in figures.figures]
    for indicator in framework.indicators:
        for kind in indicator.shown_by:
            if kind.startswith("figure:") and kind.removeprefix("figure:") not in known:
                raise CannotRun(f"indicator {indicator.id} asks for the {kind.replace(':', ' ')}; there are {', '.join(known)}")
