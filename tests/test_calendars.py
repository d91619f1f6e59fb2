"""Calendars as another program reads them: the hours of clocks where people are, every exception, and nobody's time twice."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library_kit import module, page, run, small_library
from peerlore.library import Library
from peerlore.model.documents import Document
from peerlore.model.gatherings import Group, Meetings, Member, Moved
from peerlore.model.nouns import Settings, SkillsMap
from peerlore.reading.rhythm import meetings_between, read_rhythm
from peerlore.staging.calendars import calendars
from peerlore.staging.site import Site
from test_together import GROUP, HELD, SESSION

NPM = Path(__file__).parent / "npm"
UNTIL = "2026-12-31"


def read(*files: Path, until: str = UNTIL) -> dict[str, list[dict[str, Any]]]:
    """What ical.js reads in calendars, by their names."""
    done = subprocess.run(
        ["node", str(NPM / "read_calendars.mjs"), until, *map(str, files)], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return {Path(file).name: sorted(found, key=lambda one: (one["start"], one["uid"])) for file, found in said.items()}


def utc(day: str, hour: str, zone: str = "Europe/Paris") -> str:
    """A moment as JavaScript writes it."""
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A circle every second Tuesday, over both days on which clocks change, with everything that can happen to a meeting."""
    folder = tmp_path_factory.mktemp("calendars") / "library"
    quiz = [{"question": "What comes first?", "answers": [{"text": "To ask", "correct": True}, {"text": "To tell"}]}]
    meetings = {
        **GROUP["meetings"],
        "cancelled": ["2026-04-14"],
        "moved": [{"from": "2026-04-28", "to": "2026-04-30", "start": "16:30"}],
    }
    called_off = {**SESSION, "id": "2026-05-12-not-at-all", "date": "2026-05-12", "status": "cancelled", "reason": "Too few could come."}
    beside = {**SESSION, "id": "2026-06-04-by-the-way", "title": "By the way; a, b", "date": "2026-06-04", "start": "09:00"}
    gatherings = {
        "content/groups/open-questions.md": page({**GROUP, "meetings": meetings}),
        "content/groups/over.md": page({**GROUP, "id": "over", "title": "Over", "status": "closed"}),
        **{
            f"content/sessions/{one['id']}.md": page(one)
            for one in (SESSION, HELD, called_off, {name: value for name, value in beside.items() if name != "group"})
        },
    }
    asking = {"content/modules/circles/ask-a-question.md": module("ask-a-question", quiz=quiz)}
    people = {f"content/people/{name}.md": page({"handle": name, "name": name.capitalize()}) for name in ("zoe", "nils", "kim")}
    small_library(folder, {**people, **asking, **gatherings})
    built = run("build", cwd=folder)
    assert built.code == 0, built
    return folder / "site"


def test_a_circle_keeps_its_hour_when_clocks_change(site: Path) -> None:
    (found,) = read(site / "groups/open-questions.ics", until="2026-06-30").values()
    meetings = [(one["start"], one["title"]) for one in found if "-after-" not in one["uid"]]
    circle = GROUP["title"]
    assert meetings == [
        (utc("2026-03-03", "10:00"), "Ask at all"),
        (utc("2026-03-17", "10:00"), "Ask once more"),
        (utc("2026-03-31", "10:00"), circle),  # an hour earlier in UTC: clocks have gone forward
        (utc("2026-04-30", "16:30"), circle),  # moved, and the one before it cancelled
        (utc("2026-05-26", "10:00"), circle),  # the session before it was called off
        (utc("2026-06-09", "10:00"), circle),
        (utc("2026-06-23", "10:00"), circle),
    ]
    (found,) = read(site / "groups/open-questions.ics").values()
    assert utc("2026-10-27", "10:00") in {one["start"] for one in found}
    assert all(one["uid"].endswith("@learn.example.com") or "@" in one["uid"] for one in found)


def test_people_are_reminded_of_what_they_prepare_and_of_what_stayed(site: Path) -> None:
    (found,) = read(site / "people/nils.ics").values()
    by_uid = {(one["uid"].partition("@")[0], one["start"][:10]): one for one in found}
    assert by_uid["group-open-questions", "2026-03-17"]["alarms"] == ["-P2D Prepare: Brings a question"]
    assert by_uid["group-open-questions", "2026-03-03"]["alarms"] == [], "it is over"
    for days, day in ((14, "2026-03-31"), (28, "2026-04-14")):
        test = by_uid[f"session-2026-03-17-ask-once-more-after-{days}", day]
        assert test["end"] == date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()
        assert test["alarms"] == ["PT9H What stayed of “Ask once more”? Test yourself"]


def test_everybody_finds_their_own_meetings_and_nobody_elses(site: Path) -> None:
    files = {file.relative_to(site).as_posix() for file in site.rglob("*.ics")}
    assert files == {"calendar.ics", "groups/open-questions.ics", "people/mara.ics", "people/nils.ics", "people/zoe.ics"}
    (mara,) = read(site / "people/mara.ics").values()
    (zoe,) = read(site / "people/zoe.ics").values()
    assert "By the way; a, b" in {one["title"] for one in mara}
    assert "By the way; a, b" not in {one["title"] for one in zoe}
    (everything,) = read(site / "calendar.ics").values()
    assert "By the way; a, b" in {one["title"] for one in everything}
    assert not [one for one in everything if "-after-" in one["uid"]], "tests are reminders for those who were there"
    moments = [(one["uid"], one["start"]) for one in everything]
    assert len(moments) == len(set(moments))


@pytest.mark.parametrize(
    ("place", "calendar"),
    [
        ("groups/open-questions/", "../open-questions.ics"),
        ("people/nils/", "../nils.ics"),
        ("groups/", "../calendar.ics"),
        ("sessions/", "../calendar.ics"),
    ],
)
def test_pages_lead_to_their_calendar(place: str, calendar: str, site: Path) -> None:
    html = (site / place / "index.html").read_text("utf-8")
    assert f'href="{calendar}"' in html
    assert (site / place / calendar).resolve().is_file()


def test_no_page_promises_a_calendar_that_is_not_there(site: Path, tmp_path: Path) -> None:
    assert ".ics" not in (site / "people/kim/index.html").read_text("utf-8")
    assert ".ics" not in (site / "groups/over/index.html").read_text("utf-8")
    small_library(tmp_path / "library")
    assert run("build", cwd=tmp_path / "library").code == 0
    assert not list((tmp_path / "library/site").rglob("*.ics"))


def test_lines_are_as_short_as_the_standard_asks(site: Path) -> None:
    for file in site.rglob("*.ics"):
        raw = file.read_bytes()
        assert raw.endswith(b"END:VCALENDAR\r\n")
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        assert b"\n" not in raw.replace(b"\r\n", b"")


# Any rhythm ---------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 30))
RULES = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 9)),
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, st.integers(1, 4), st.sampled_from(["MO", "TU,TH", "SU", "FR,SA"])),
    st.builds("FREQ=MONTHLY;BYDAY={}{}".format, st.sampled_from(["", "1", "-1", "3"]), st.sampled_from(["MO", "WE", "SU"])),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.sampled_from([1, 15, 31, -1])),
)
ENDS = st.one_of(st.just(""), st.builds(";COUNT={}".format, st.integers(1, 9)), st.builds(";UNTIL=2026{:02}15".format, st.integers(1, 12)))


@st.composite
def rhythms(draw: st.DrawFn) -> Meetings:
    """Meetings with a rhythm that groups keep, some of them cancelled or moved."""
    rule = draw(RULES) + draw(ENDS)
    hour = draw(st.sampled_from(["00:30", "09:00", "23:15"]))
    zone = draw(st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]))
    bare = Meetings(draw(DAYS).isoformat(), hour, draw(st.integers(15, 240)), zone, rule)
    begin = date.fromisoformat(bare.first)
    days = [one.planned for one in meetings_between(bare, begin, begin.replace(year=begin.year + 1, day=1))[:12]]
    if not days:
        return bare
    off = tuple(sorted(draw(st.sets(st.sampled_from(days), max_size=2))))
    moved = draw(st.lists(st.sampled_from(days), max_size=1))
    changes = tuple(
        Moved(day, date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat(), "11:45") for day in moved if day not in off
    )
    return Meetings(bare.first, hour, bare.duration, zone, rule, "remote", "", off, changes)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
@given(kept=st.lists(rhythms(), min_size=4, max_size=4))
def test_another_program_finds_the_meetings_that_we_show(kept: list[Meetings], tmp_path: Path) -> None:
    groups = {f"group-{number}": _group(f"group-{number}", meetings) for number, meetings in enumerate(kept)}
    library = Library(Settings("Library", ("en",), ()), SkillsMap(), groups=groups)
    files: dict[str, Path] = {}
    for calendar in calendars(Site(library)):
        file = tmp_path / calendar.path.replace("/", "-")
        file.write_bytes(calendar.text.encode())
        files[calendar.path] = file
    found = read(*files.values(), until="2026-12-31")
    for id, group in groups.items():
        wanted = _moments(group.meetings)
        file = files.get(f"groups/{id}.ics")
        said = [one["start"] for one in found[file.name]] if file else []
        last = (date.fromisoformat(group.meetings.first) + timedelta(days=300)).isoformat() if group.meetings else ""
        assert [moment for moment in said if moment < last] == [moment for moment in wanted if moment < last], group.meetings


def _group(id: str, meetings: Meetings) -> Group:
    document = Document(f"content/groups/{id}.md", "group", {})
    return Group(id, id, "A group.", "circle", "active", "en", (Member("mara"),), ("learn",), document, meetings=meetings)


def _moments(meetings: Meetings | None) -> list[str]:
    if meetings is None:
        return []
    read_rhythm(meetings.cadence)
    found = meetings_between(meetings, date.fromisoformat(meetings.first), date(2026, 12, 31))
    return sorted(one.start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") for one in found)
