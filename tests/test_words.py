"""The table of strings: every row in every language, with the same names to fill in, and none that nothing says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "tooling/peerlore"
TABLE: dict[str, dict[str, str | list[str]]] = tomllib.loads((PACKAGE / "staging/strings.toml").read_text("utf-8"))
SAID = "\n".join(
    file.read_text("utf-8")
    for folder in ("staging", "theme")
    for file in sorted((PACKAGE / folder).rglob("*"))
    if file.suffix in (".py", ".j2", ".html", ".js")
)


def forms(said: str | list[str]) -> list[str]:
    return said if isinstance(said, list) else [said]


@pytest.mark.parametrize("key", TABLE)
def test_a_row_speaks_every_language_and_fills_in_the_same(key: str) -> None:
    row = TABLE[key]
    assert set(row) == {"en", "fr"}
    assert all(text.strip() == text and text for said in row.values() for text in forms(said))
    counts = {len(said) if isinstance(said, list) else 0 for said in row.values()}
    assert counts in ({0}, {3}), "what is said of none, of one and of many"
    names = [{tuple(sorted(set(re.findall(r"\{(\w+)\}", text)))) for text in forms(said)[-1:]} for said in row.values()]
    assert names[0] == names[1]


def test_french_is_written_as_french_people_write_it() -> None:
    for key, row in TABLE.items():
        for text in forms(row["fr"]):
            assert not re.search(r"\w'\w", text), f"{key}: an apostrophe is ’"
            assert not re.search(r"\w[:;!?»]( |$)", re.sub(r"<code>.*?</code>", "", text)), f"{key}: a space stands before : ; ! ?"


def test_nothing_in_the_table_is_left_unsaid() -> None:
    dynamic = ("format_", "level_", "role_", "find_", "quiz_task_", "deeds_", "kind_", "member_", "mode_", "phase_", "script_", "ordinal_")
    dynamic += (
        "group_",
        "groups_",
        "session_",
        "sessions_",
        "need_",
        "needs_",
        "figure_",
        "figures_",
        "audit_",
        "attended_",
        "offer_",
        "offer_",
    )
    unsaid = [key for key in TABLE if not key.startswith(dynamic) and not re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", SAID)]
    assert unsaid == []
