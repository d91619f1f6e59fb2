"""When groups meet: the days that a calendar would count by hand, hours that stay where clocks show them, and no rule that never ends."""

from __future__ import annotations

import random
import resource
from calendar import monthrange
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlore.model.gatherings import Meetings, Moved
from peerlore.reading.rhythm import MOST_MEETINGS, UnclearRhythm, meetings_between, read_rhythm
from peerlore.staging.rhythms import rhythm_words
from peerlore.staging.words import words_of

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIRST = st.dates(date(2024, 1, 1), date(2027, 12, 31))
PARTS = st.sampled_from(
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=DAILY",
        "FREQ=WEEKLY",
        "FREQ=MONTHLY",
        "FREQ=YEARLY",
        "INTERVAL=1",
        "INTERVAL=0",
        "INTERVAL=52",
        "INTERVAL=999999999",
        "BYDAY=MO",
        "BYDAY=5FR",
        "BYDAY=-5SU",
        "BYDAY=MO,TU,WE",
        "BYMONTHDAY=31",
        "BYMONTHDAY=-31",
        "BYMONTHDAY=30",
        "BYMONTH=2",
        "BYSETPOS=366",
        "COUNT=1",
        "COUNT=999",
        "COUNT=1000000000",
        "UNTIL=20261231",
        "UNTIL=20260230",
        "UNTIL=99991231T235959Z",
        "BYSECOND=1",
        "BYHOUR=3",
        "WKST=SU",
        "X-WEEKS=3",
        "FREQ",
    ]
)


def days_by_hand(first: date, rule: dict[str, str], until: date) -> list[date]:
    """The days of a rule, looked for day by day: slow, and written without dateutil."""
    every, found = int(rule.get("INTERVAL", 1)), []
    for day in (first + timedelta(days=number) for number in range((until - first).days + 1)):
        names, weekday = rule.get("BYDAY", "").split(",") if "BYDAY" in rule else [], WEEKDAYS[day.weekday()]
        months = (day.year - first.year) * 12 + day.month - first.month
        length = monthrange(day.year, day.month)[1]
        if rule["FREQ"] == "DAILY":
            fits = (day - first).days % every == 0
        elif rule["FREQ"] == "WEEKLY":
            weeks = ((day - timedelta(days=day.weekday())) - (first - timedelta(days=first.weekday()))).days // 7
            fits = weeks % every == 0 and weekday in (names or [WEEKDAYS[first.weekday()]])
        elif "BYMONTHDAY" in rule:
            numbers = [int(number) for number in rule["BYMONTHDAY"].split(",")]
            fits = months % every == 0 and (day.day in numbers or day.day - length - 1 in numbers)
        elif names:
            numbered = {weekday, f"{(day.day - 1) // 7 + 1}{weekday}", f"-{(length - day.day) // 7 + 1}{weekday}"}
            fits = months % every == 0 and bool(numbered & set(names))
        else:
            fits = months % every == 0 and day.day == first.day
        if fits:
            found.append(day)
    return found[: int(rule.get("COUNT", MOST_MEETINGS))]


RULES = st.one_of(
    st.fixed_dictionaries(
        {"FREQ": st.just("DAILY")}, optional={"INTERVAL": st.integers(1, 52).map(str), "COUNT": st.integers(1, 50).map(str)}
    ),
    st.fixed_dictionaries(
        {"FREQ": st.just("WEEKLY")},
        optional={
            "INTERVAL": st.integers(1, 10).map(str),
            "BYDAY": st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True).map(",".join),
            "COUNT": st.integers(1, 50).map(str),
        },
    ),
    st.fixed_dictionaries(
        {
            "FREQ": st.just("MONTHLY"),
            "BYDAY": st.builds("{}{}".format, st.sampled_from(("", 1, 2, 4, 5, -1, -2)), st.sampled_from(WEEKDAYS)),
        },
        optional={"INTERVAL": st.integers(1, 6).map(str)},
    ),
    st.fixed_dictionaries({"FREQ": st.just("MONTHLY"), "BYMONTHDAY": st.sampled_from(("1", "15", "31", "-1", "1,15"))}),
    st.just({"FREQ": "MONTHLY"}),
)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(FIRST, RULES)
def test_days_are_those_that_one_would_count_by_hand(first: date, rule: dict[str, str]) -> None:
    meetings = Meetings(first.isoformat(), "10:00", 60, "UTC", ";".join(f"{name}={value}" for name, value in rule.items()))
    until = first + timedelta(days=370)
    found = [date.fromisoformat(meeting.planned) for meeting in meetings_between(meetings, first, until)]
    assert found == days_by_hand(first, rule, until)
    later = first + timedelta(days=100)
    assert [one.planned for one in meetings_between(meetings, later, until)] == [day.isoformat() for day in found if day >= later]


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(PARTS, min_size=1, max_size=6).map(";".join) | st.text(max_size=60), FIRST)
def test_no_rule_keeps_anybody_busy(rule: str, first: date) -> None:
    meetings = Meetings(first.isoformat(), "10:00", 60, "Europe/Paris", rule)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    with suppress(UnclearRhythm):
        read_rhythm(rule)
        assert len(meetings_between(meetings, first, first + timedelta(days=5 * 365))) <= MOST_MEETINGS
        assert all(rhythm_words(meetings, words_of(language)) for language in ("en", "fr"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 2


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "America/Sao_Paulo"]
)
def test_hours_stay_where_clocks_show_them(zone: str) -> None:
    meetings = Meetings("2026-01-06", "09:30", 45, zone, "FREQ=DAILY")
    found = meetings_between(meetings, date(2026, 1, 6), date(2026, 12, 31))
    assert len(found) == 360
    assert {(one.start.hour, one.start.minute) for one in found} == {(9, 30)}
    assert {(one.end.astimezone(UTC) - one.start.astimezone(UTC)).total_seconds() for one in found} == {45 * 60}
    for one in random.Random(1).sample(found, 20):  # noqa: S311 - nothing secret is chosen here
        assert one.start.astimezone(UTC) == datetime.combine(
            one.start.date(), one.start.time().replace(tzinfo=None), ZoneInfo(zone)
        ).astimezone(UTC)


def test_an_hour_that_clocks_leave_out_begins_when_they_have_gone_forward() -> None:
    night = Meetings("2026-03-22", "02:30", 60, "Europe/Paris", "FREQ=WEEKLY;COUNT=3")
    assert [f"{one.start:%d %H:%M %z}" for one in meetings_between(night, date(2026, 3, 1), date(2026, 4, 30))] == [
        "22 02:30 +0100",
        "29 03:30 +0200",
        "05 02:30 +0200",
    ]


def test_cancelled_days_go_and_moved_ones_come() -> None:
    meetings = Meetings(
        "2026-11-03", "10:00", 60, "Europe/Paris", "FREQ=WEEKLY;COUNT=5", cancelled=("2026-11-10",),
        moved=(Moved("2026-11-17", "2026-12-02", "14:00"), Moved("2026-12-01", "2026-11-20")),
    )  # fmt: skip
    found = meetings_between(meetings, date(2026, 11, 1), date(2026, 12, 31))
    assert [f"{one.start:%m-%d %H:%M} ({one.planned[5:]})" for one in found] == [
        "11-03 10:00 (11-03)",
        "11-20 10:00 (12-01)",
        "11-24 10:00 (11-24)",
        "12-02 14:00 (11-17)",
    ]
    assert [one.planned for one in meetings_between(meetings, date(2026, 12, 2), date(2026, 12, 2))] == ["2026-11-17"]
    far = Meetings(
        "2026-11-03",
        "10:00",
        60,
        "Europe/Paris",
        "FREQ=WEEKLY",
        moved=(Moved("2026-11-10", "2027-06-30"), Moved("2026-11-11", "2027-06-30")),
    )
    assert [one.planned for one in meetings_between(far, date(2027, 6, 30), date(2027, 6, 30))] == ["2026-11-10"], (
        "the other was no meeting"
    )


@pytest.mark.parametrize(
    ("rule", "english", "french"),
    [
        ("FREQ=WEEKLY", "every Tuesday", "chaque mardi"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "every second Thursday", "un jeudi sur deux"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE", "every 3 weeks on Monday and Wednesday", "toutes les 3 semaines, le lundi et le mercredi"),
        (
            "FREQ=MONTHLY;BYDAY=1MO,-1FR",
            "each month on the first Monday and on the last Friday",
            "chaque mois, le premier lundi et le dernier vendredi",
        ),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1", "every 2 months on the last day", "tous les 2 mois, le dernier jour"),
        ("FREQ=MONTHLY;COUNT=12", "each month on day 8, 12 times in all", "chaque mois, le 8, 12 fois en tout"),
        ("FREQ=DAILY;UNTIL=20261224T120000Z", "every day, until 24 December 2026", "chaque jour, jusqu’au 24 décembre 2026"),
    ],
)
def test_a_rhythm_is_said_in_words(rule: str, english: str, french: str) -> None:
    meetings = Meetings("2026-09-08", "10:00", 60, "Europe/Paris", rule)
    assert [rhythm_words(meetings, words_of(language)) for language in ("en", "fr")] == [english, french]
