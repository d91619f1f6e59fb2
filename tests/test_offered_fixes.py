"""Every fix that a story's finding offers does what it promises: the finding is gone, and a sure one brings no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from peerlore import pipeline
from peerlore.checking.fixing import apply_fixes
from peerlore.model.facts import Facts
from peerlore.model.findings import Finding
from peerlore.model.sources import SourceFile
from story import Story, read_stories

STORIES = [story for story in read_stories() if story.findings]


def findings_of(sources: list[SourceFile], facts: Facts) -> list[Finding]:
    return list(pipeline.check(sources, notices=True, facts=facts).findings)


def kinds(findings: list[Finding]) -> dict[tuple[str, str], int]:
    """How often each message stands in each file; places move when a line changes."""
    counted: dict[tuple[str, str], int] = {}
    for finding in findings:
        key = (finding.place.file, f"{finding.code} {finding.message}")
        counted[key] = counted.get(key, 0) + 1
    return counted


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_fix_removes_its_finding(story: Story, tmp_path: Path) -> None:
    story.lay_out(tmp_path)
    sources = story.sources(tmp_path)
    before = findings_of(sources, story.facts())
    for finding in before:
        if finding.fix is None:
            continue
        fix = finding.fix
        mended = [
            source.holding(raw) if source.file == fix.start.file and (raw := apply_fixes(source.raw, [fix])) else source
            for source in sources
        ]
        was, now = kinds(before), kinds(findings_of(mended, story.facts()))
        key = (finding.place.file, f"{finding.code} {finding.message}")
        assert now.get(key, 0) < was[key], finding
        if fix.sure:
            assert not {key for key, count in now.items() if count > was.get(key, 0)}, finding
