"""A change as its reviewers see it on one page: what it touches, what was found, who must still approve it, what it affects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from peerlore.checking.reports import summary as findings
from peerlore.checking.reports.markdown import as_words
from peerlore.checking.reports.report import Report
from peerlore.reviewing.affected import Affected
from peerlore.reviewing.waiting import Touched, Waiting, waits_for

MARK = "<!-- peerlore: summary -->"
"""How the comment is found again; only one that we wrote ourselves counts."""

MOST = 50
"""Rows that a table shows. GitHub takes 65,536 characters in one comment."""

_FATES = {"new": "new", "changed": "changed", "moved": "moved here", "removed": "removed"}


@dataclass(frozen=True, slots=True)
class Page:
    """The title of a text, and where its preview stands; empty where there is none."""

    title: str
    preview: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that the page tells. `pages` are those of the change by path, `download` is where a preview can be had; empty where there is none."""

    waiting: Waiting
    report: Report
    pages: Mapping[str, Page]
    affected: Sequence[Affected]
    named: Callable[[str], str]
    handle: Callable[[str], str]
    download: str = ""


def render_summary(summary: Summary) -> str:
    """The page in Markdown. Nothing that somebody else wrote comes to life in it."""
    return "\n".join((MARK, *_head(summary), *_texts(summary), *_found(summary), *_affected(summary))) + "\n"


def _head(summary: Summary) -> Iterator[str]:
    errors = sum(1 for finding in summary.report.findings if finding.level == "error")
    said = summary.named(waits_for(summary.waiting, summary.handle))
    yield f"**{as_words(said[:1].upper() + said[1:])}.**"
    if errors:
        yield f"{errors:,} finding{'' if errors == 1 else 's'} must be mended before it can be published."
    if summary.download:
        yield f"[Download the preview]({summary.download}), unpack it, and look at it with `python3 -m http.server` in its folder."
    yield ""


def _texts(summary: Summary) -> Iterator[str]:
    texts = summary.waiting.texts
    if not texts:
        return
    yield "| Text | What happens | Would it count now? |"
    yield "|---|---|---|"
    yield from (_row(text, summary) for text in texts[:MOST])
    if len(texts) > MOST:
        yield f"\nThe table shows {MOST} of {len(texts):,} texts."
    yield ""


def _row(text: Touched, summary: Summary) -> str:
    path = summary.named(text.path)
    page = summary.pages.get(path, Page(""))
    name = as_words(page.title or path or "Governed files")
    shown = f"[{name}]({page.preview})" if page.preview else name
    where = f"<br>{as_words(path)}" if page.title else ""
    counts = as_words(summary.named("; ".join(text.refusals))) if text.refusals else "yes"
    return f"| {shown}{where} | {_FATES[text.fate]} | {counts} |"


def _found(summary: Summary) -> Iterator[str]:
    yield "#### Findings"
    yield ""
    yield findings.render_report(summary.report)
    yield ""


def _affected(summary: Summary) -> Iterator[str]:
    if not summary.affected:
        return
    yield "#### What else it touches"
    yield ""
    for each in summary.affected[:MOST]:
        yield f"- {as_words(each.file)} {each.how}: {as_words(each.changed)}"
    if len(summary.affected) > MOST:
        yield f"- and {len(summary.affected) - MOST:,} more"
    yield ""
