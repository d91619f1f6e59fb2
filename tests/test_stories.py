"""Every rule keeps its promise: one story where all is well, one where it is not, and exactly the findings told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from peerlore.checking.gate import Gate, all_cards
from peerlore.checking.reports.report import Report
from peerlore.checking.reports.text import render_findings
from peerlore.checking.schemas import Schemas
from peerlore.model.facts import NO_FACTS, Facts
from peerlore.model.sources import SourceFile
from peerlore.outside.files import read_sources
from peerlore.outside.schemas import read_schemas
from story import BASE, Story, read_stories, write_findings

STORIES = read_stories()
SCHEMAS = Schemas(read_schemas())


class Notes(dict[bytes, bytes]):
    """A memory that lasts as long as it is held."""

    def put(self, key: bytes, text: bytes) -> None:
        self[key] = text


def findings_of(sources: list[SourceFile], memory: Notes | None = None, facts: Facts = NO_FACTS, today: str = "") -> str:
    checked = Gate(SCHEMAS, memory).check(sources, today or date.today().isoformat(), notices=True, facts=facts)
    return render_findings(Report(checked.findings, len(checked.collection.documents)))


def test_the_base_library_is_clean() -> None:
    assert findings_of(read_sources(BASE)) == ""


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_story_gives_exactly_its_findings(story: Story, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    story.lay_out(tmp_path)
    sources, memory = story.sources(tmp_path), Notes()
    found = findings_of(sources, memory, story.facts(), story.today)
    assert findings_of(sources, memory, story.facts(), story.today) == found, "what is remembered must say the same"
    if request.config.getoption("--update"):
        story.findings = found
    assert found == story.findings


def test_findings_are_written_back_on_request(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        write_findings(STORIES)
    assert all(story.file.is_file() for story in STORIES)


def test_every_rule_has_a_clean_and_a_broken_story() -> None:
    broken = {code for story in STORIES for code in story.codes if f": {code} " in story.findings}
    clean = {code for story in STORIES for code in story.codes if f": {code} " not in story.findings}
    codes = {card.code for card in all_cards()}
    assert codes - broken == set()
    assert codes - clean == set()


def test_every_finding_has_a_card() -> None:
    codes = {card.code for card in all_cards()}
    assert len(codes) == len(all_cards())
    told = {code for story in STORIES for code in re.findall(r"^\S.*?:\d+:\d+: (\S+) ", story.findings, re.MULTILINE)}
    assert told <= codes
