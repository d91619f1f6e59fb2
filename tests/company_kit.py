"""Invented colleagues who offer themselves for groups, and a second, simple-minded reading of the rules to compare with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from library_kit import page, small_files
from peerlore.library import Library, build_library
from peerlore.model.gatherings import SIZES
from peerlore.model.sources import SourceFile
from peerlore.reading.document import read_document
from peerlore.reading.layout import spot_of

LEVELS = ["aware", "trying", "able", "fluent", "guiding"]
DAY = "2026-10-16"
"""Clocks change in Europe nine days later."""
SKILLS = {
    "levels": [{"id": level, "name": level.capitalize(), "description": f"Is {level}."} for level in LEVELS],
    "skills": [
        {"id": "asking", "name": "Asking: “why?”", "description": "Ask what helps."},
        {"id": "drawing", "name": "Drawing", "description": "Draw."},
    ],
}
Profile = dict[str, Any]
OFFICE = [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "until": "17:00"}]


def profile(handle: str, level: str = "able", **said: Any) -> Profile:
    """Somebody in Paris who helps at a level, unless `said` says otherwise."""
    usual = {
        "helps": [{"skill": "asking", "level": level}],
        "languages": ["en"],
        "timezone": "Europe/Paris",
        "working_hours": OFFICE,
        "open_to": ["circle", "working-group", "pair", "tutoring", "mentoring"],
    }
    return {"handle": handle, "name": handle.capitalize(), **usual, **said}


def group(id: str, members: Sequence[Any], **said: Any) -> dict[str, Any]:
    """A group in which some people are, or were."""
    usual = {"title": f"The group {id}", "summary": "We met and asked each other.", "kind": "circle", "status": "closed", "language": "en"}
    return {"id": id, **usual, "members": list(members), "objectives": ["ask a question"], **said}


def company_files(profiles: Iterable[Profile], groups: Iterable[Mapping[str, Any]] = ()) -> dict[str, str]:
    """The pages of a company, over those of the small library."""
    files = {"content/skills.yml": json.dumps(SKILLS)}
    files |= {f"content/people/{one['handle']}.md": page(_said(one), "Ask me.\n") for one in profiles}
    return files | {f"content/groups/{one['id']}.md": page(one, "We met.\n") for one in groups}


def _said(one: Profile) -> Profile:
    """A profile without lists of nothing, which its schema does not allow."""
    return {key: value for key, value in one.items() if value != []}


def company(profiles: Iterable[Profile], groups: Iterable[Mapping[str, Any]] = ()) -> Library:
    """A library read from these pages, in the order in which they come."""
    files = {"content/library.yml": str(small_files()["content/library.yml"]), **company_files(profiles, groups)}
    documents = []
    for file, text in files.items():
        spot, raw = spot_of(file), text.encode()
        assert spot
        documents.append(read_document(SourceFile(file, raw, len(raw)), spot.kind))
    return build_library(documents, ())


HOURS = [
    OFFICE,
    [{"days": ["mon", "wed", "fri"], "from": "08:30", "until": "12:00"}],
    [{"days": ["tue"], "from": "13:00", "until": "14:00"}, {"days": ["thu"], "from": "15:15", "until": "16:00"}],
    [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "06:00", "until": "22:00"}],
]
AWAY = [
    [],
    [{"from": "2026-10-01", "until": "2026-10-27"}],
    [{"from": "2026-10-17", "until": "2026-10-30"}],
    [{"from": "2026-10-20", "until": "2026-10-20"}],
]


@st.composite
def profiles(draw: st.DrawFn, least: int = 3, most: int = 7) -> list[Profile]:
    """People who differ in everything that counts."""
    found = []
    for number in range(draw(st.integers(least, most))):
        said: Profile = {
            "languages": draw(st.lists(st.sampled_from(["en", "fr", "de"]), min_size=1, max_size=3, unique=True)),
            "timezone": draw(st.sampled_from(["Europe/Paris", "Europe/Paris", "America/Toronto", "Asia/Kolkata", "Pacific/Auckland"])),
            "working_hours": draw(st.sampled_from([HOURS[0], *HOURS, HOURS[3]])),
        }
        said |= {"team": team} if (team := draw(st.sampled_from(["", "Red", "Blue"]))) else {}
        said |= {"away": away} if (away := draw(st.sampled_from([[], *AWAY]))) else {}
        said |= {"facilitates_at_most": 0} if draw(st.integers(0, 2)) == 0 else {}
        level = draw(st.integers(0, len(LEVELS) - 1))
        ways = draw(st.sampled_from([("helps",), ("learns",), ("helps", "learns")]))
        said["helps"] = [{"skill": "asking", "level": LEVELS[level]}] if "helps" in ways else []
        aim = LEVELS[min(level + 1, len(LEVELS) - 1)] if "helps" in ways else LEVELS[level]
        said["learns"] = [{"skill": "asking", "level": aim}] if "learns" in ways else []
        found.append(profile(f"p{number:02}", **said))
    return found


def step_of(one: Profile) -> int:
    """The level of somebody: at which they help, or one below that at which they aim."""
    return LEVELS.index(one["helps"][0]["level"]) if one["helps"] else LEVELS.index(one["learns"][0]["level"]) - 1


def quarters(one: Profile) -> frozenset[int]:
    """The quarters of an hour of the two weeks after the day in which somebody works, one by one, by their own clock."""
    return _quarters(one["timezone"], json.dumps(one["working_hours"]), json.dumps(one.get("away", [])))


@cache
def _quarters(zone: str, hours: str, away: str) -> frozenset[int]:
    first, found = datetime.combine(date.fromisoformat(DAY) + timedelta(days=1), time(), UTC), set()
    for number in range(14 * 96):
        here = (first + timedelta(minutes=15 * number)).astimezone(ZoneInfo(zone))
        day, clock = here.date().isoformat(), f"{here:%H:%M}"
        there = not any(some["from"] <= day <= some["until"] for some in json.loads(away))
        if there and any(f"{here:%a}".lower() in some["days"] and some["from"] <= clock < some["until"] for some in json.loads(hours)):
            found.add(number)
    return frozenset(found)


def can_be_a_group(members: Sequence[Profile], kind: str) -> bool:
    """Whether some people keep every rule that all can read and that never gives way."""
    steps = [step_of(one) for one in members]
    together = frozenset.intersection(*map(quarters, members))
    hour = any({number, number + 1, number + 2, number + 3} <= together for number in together)
    talk = frozenset.intersection(*(frozenset(one["languages"]) for one in members))
    if not (hour and talk and max(steps) - min(steps) <= 2 and SIZES[kind][0] <= len(members) <= SIZES[kind][1]):
        return False
    ready = [one for one in members if one.get("facilitates_at_most") != 0]
    if kind in ("tutoring", "mentoring"):
        a, b = members
        return any(x in ready and x["helps"] and y["learns"] and step_of(x) > step_of(y) for x, y in ((a, b), (b, a)))
    return kind == "pair" or bool(ready)


def badness(groups: Sequence[Sequence[Profile]], everybody: int, kind: str, size: int, met: set[frozenset[str]]) -> tuple[int, ...]:
    """What gives way for some groups, what counts most first."""
    pairs = [(a, b) for group in groups for a, b in combinations(group, 2)]
    alike = 0 if kind in ("tutoring", "mentoring") else sum(len(set(map(step_of, group))) == 1 for group in groups)
    return (
        everybody - sum(map(len, groups)),
        sum(abs(len(group) - size) for group in groups),
        sum(frozenset((a["handle"], b["handle"])) in met for a, b in pairs),
        sum("team" in a and a.get("team") == b.get("team") for a, b in pairs),
        alike,
    )


def every_choice(people: Sequence[Profile], allowed: frozenset[frozenset[str]]) -> Iterator[list[list[Profile]]]:
    """Every way to put some people into groups that are allowed, and to leave others over."""
    if not people:
        yield []
        return
    first, others = people[0], people[1:]
    yield from every_choice(others, allowed)
    for number in range(1, len(people)):
        for mates in combinations(others, number):
            if frozenset(one["handle"] for one in (first, *mates)) in allowed:
                rest = [one for one in others if one not in mates]
                yield from ([[first, *mates], *more] for more in every_choice(rest, allowed))
