"""What somebody answered in an issue form, from the Markdown that GitHub makes of it. Knows no form of ours, and judges no answer.

Format: each question is a heading of level three with its label, then its answer; what was left open says `_No response_`, and boxes
are a list with `[X]` before what was ticked. https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/about-issue-and-pull-request-templates.
"""

from __future__ import annotations

import re

_HEADING = re.compile(r"### +(?P<label>.*\S)\s*")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
_BOX = re.compile(r"\s*[-*] \[(?P<tick>[ xX])\] +(?P<option>.*\S)\s*")
_NOTHING = "_No response_"


def read_answers(body: str) -> dict[str, str]:
    """The answers by the labels of their questions, in order; empty for what was left open.

    A heading in a block of code is part of an answer. Where a label comes twice, as when somebody writes one into an answer of
    theirs, the first one counts.

    >>> read_answers("### Session\\n\\n2026-11-24-ask\\n\\n### Who else?\\n\\n_No response_")
    {'Session': '2026-11-24-ask', 'Who else?': ''}
    """
    parts: list[tuple[str, list[str]]] = []
    fence = ""
    for line in body.splitlines():
        found = None if fence else _HEADING.fullmatch(line)
        if found:
            parts.append((found["label"], []))
            continue
        fence = _fence_after(line, fence)
        if parts:
            parts[-1][1].append(line)
    answers: dict[str, str] = {}
    for label, lines in parts:
        said = "\n".join(lines).strip()
        answers.setdefault(label, "" if said == _NOTHING else said)
    return answers


def read_boxes(answer: str) -> dict[str, bool]:
    """The boxes of one answer, and whether each was ticked.

    >>> read_boxes("- [X] On site\\n- [ ] Remote")
    {'On site': True, 'Remote': False}
    """
    found = (_BOX.fullmatch(line) for line in answer.splitlines())
    return {one["option"]: one["tick"] != " " for one in found if one}


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open behind a line; empty for none. One ends at a line of at least as many of its own marks."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found["mark"]
    return "" if found["mark"].startswith(fence) and not line[found.end() :].strip() else fence
