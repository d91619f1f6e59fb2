"""Attendance is co-attested: nobody was there on their own word, totals tie to the roster, and readers learn no small number."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from attendance_kit import CIRCLE, MET, circle_town, kept, met, said, staged, sync, told, was_there
from library_kit import run, run_program, small_library
from review_kit import ask
from town import Town

LATER = "2026-02-25-ask-again"
PAGE = f"sessions/{MET}.md"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    with circle_town(tmp_path) as made:
        yield made


def test_who_says_so_and_is_named_by_another_was_present(place: Town) -> None:
    was_there(place, "mara", "@zoe", "sam")
    was_there(place, "zoe", "mara, @Mara; nobody-known", how="Remotely")
    assert "3 issues read" not in sync(place)
    assert told(place) == {"mara": "present", "zoe": "present", "sam": "named", "kim": "absent", "#": [2, 1, 1, 0]}
    was_there(place, "sam")
    was_there(place, "kim", "sam")
    out = sync(place)
    assert "4 issues read, 4 say that somebody was in a session" in out
    assert "names 'nobody-known', who was not expected at 2026-02-24-ask-aloud and says nothing of it; left out" in out
    assert told(place) == {"mara": "present", "zoe": "present", "sam": "present", "kim": "said", "#": [3, 1, 0, 0]}


def test_naming_oneself_confirms_nothing(place: Town) -> None:
    was_there(place, "mara", "mara")
    sync(place)
    assert told(place)["mara"] == "said"


def test_in_a_pair_each_names_the_other(tmp_path: Path) -> None:
    files = met(group=None, attendees=["zoe"])
    files = {name: text.replace("group: null\n", "") for name, text in files.items()}
    with circle_town(tmp_path, files) as place:
        was_there(place, "mara", "zoe")
        number = was_there(place, "zoe")
        sync(place)
        assert told(place) == {"mara": "said", "zoe": "said", "#": [0, 2, 0, 0]}
        place.forge.rewrite(number, "zoe", said("mara"))
        sync(place)
        assert told(place)["#"] == [2, 0, 0, 0]


def test_guests_need_the_word_of_somebody_expected_and_count_apart(place: Town) -> None:
    was_there(place, "jon", "mara")
    out = sync(place)
    assert "does not count: 'jon' was not expected at 2026-02-24-ask-aloud, and nobody who was names them" in out
    assert "0 say that somebody" in out
    was_there(place, "mara", "jon")
    sync(place)
    assert told(place) == {"mara": "said", "zoe": "absent", "sam": "absent", "kim": "absent", "jon": "guest", "#": [0, 1, 3, 1]}


def test_strangers_cannot_confirm_each_other_and_get_no_id(tmp_path: Path) -> None:
    with circle_town(tmp_path, None, "eve", "bob") as place:
        was_there(place, "eve", "bob", "kim")
        was_there(place, "bob", "eve", "kim")
        was_there(place, "kim")
        assert sync(place).count("does not count") == 2
        assert told(place)["kim"] == "said"
        people = run_program("git", "show", "origin/people:people.json", cwd=place.clone).out
        assert "kim" in people
        assert not re.search("eve|bob", people)


REFUSED = {
    "an unknown session": (said(session="2026-02-24-ask-alowd\x1b[31m"), "there is no session '2026-02-24-ask-alowd 31m'"),
    "a session to come": (said(session=LATER), f"it was written before the session {LATER} took place"),
    "a cancelled session": (said(session="2026-02-23-ask-never"), "the session 2026-02-23-ask-never was cancelled"),
    "no choice": (said(how="In spirit"), "it says 'In spirit' for 'How were you there?', which is none of the choices"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence(tmp_path: Path, case: str) -> None:
    files = {
        **met(),
        **met(LATER, date="2026-05-05", status="planned", group="open-questions"),
        **met("2026-02-23-ask-never", status="cancelled", reason="The building is closed that day."),
    }
    body, sentence = REFUSED[case]
    with circle_town(tmp_path, files) as place:
        number = place.forge.write("mara", body)
        assert f"#{number} does not count: {sentence}\n" in sync(place)
        assert place.peerlore("attendance", MET).code == 2


def test_nobody_speaks_for_somebody_else(place: Town) -> None:
    was_there(place, "kim", "sam")
    edited = was_there(place, "sam", "kim")
    place.forge.rewrite(edited, "mara", said("kim", "zoe"))
    left = was_there(place, "zoe", "kim")
    bot = was_there(place, "helper", "kim")
    place.forge.leave("zoe")
    out = sync(place)
    assert f"#{edited} does not count: somebody else edited it" in out
    assert f"#{left} does not count: the account that wrote it is gone" in out
    assert f"#{bot} does not count: a program wrote it" in out
    assert told(place)["kim"] == "said"


def test_the_newest_word_counts_and_the_figures_of_a_past_day_stay(place: Town) -> None:
    was_there(place, "mara", "zoe")
    number = was_there(place, "zoe", "mara")
    sync(place)
    day = kept(place)["synced"][:10]
    before = told(place, MET, "--as-of", "2026-03-01")
    assert before["#"] == [2, 0, 2, 0]
    place.forge.world.now += 3 * 86400
    place.forge.rewrite(number, "zoe", said())
    was_there(place, "kim", "zoe")
    sync(place)
    assert told(place)["#"] == [1, 2, 1, 0], "zoe names nobody any more"
    assert told(place, MET, "--as-of", "2026-03-01") == before, "what was said later changes no day before it"
    assert day
    assert place.peerlore("attendance", MET, "--as-of", "2026-02-28").code == 2


def test_what_is_taken_back_ends_and_stays_for_the_days_before(place: Town) -> None:
    was_there(place, "mara", "zoe")
    number = was_there(place, "zoe", "mara")
    sync(place)
    place.forge.take_away(number)
    sync(place)
    assert told(place)["zoe"] == "named"
    (ended,) = [one for one in kept(place)["sessions"][MET]["sayings"] if "until" in one]
    assert ended["until"] == kept(place)["synced"]


def test_a_closed_session_keeps_its_roster(tmp_path: Path) -> None:
    with circle_town(tmp_path) as place:
        was_there(place, "mara", "zoe")
        sync(place)
        grown = met(status="closed", synthesis={"points": ["Ask for the last time."], "signed_by": "mara", "on": "2026-02-25"})
        place.forge.commit("mara", grown)
        sync(place)
        more = met(
            status="closed", attendees=["nils"], synthesis={"points": ["Ask for the last time."], "signed_by": "mara", "on": "2026-02-25"}
        )
        place.forge.commit("mara", more)
        assert "does not count" not in sync(place)
        assert told(place).keys() == {*CIRCLE, "#"}
        assert len(kept(place)["sessions"][MET]["rosters"]) == 1


def test_evidence_names_nobody_and_keeps_no_text(place: Town) -> None:
    number = was_there(place, "mara", "zoe", "A secret of zoe's")
    sync(place)
    raw = json.dumps(kept(place))
    assert not re.search(rf"mara|zoe|secret|{number}", raw)
    assert len(set(re.findall(r"p-[a-z2-7]{8}", raw))) == 4


def test_two_syncs_write_the_same(place: Town) -> None:
    was_there(place, "mara", "zoe")
    was_there(place, "zoe", "mara")
    sync(place)
    before = kept(place)
    sync(place)
    assert kept(place)["sessions"] == before["sessions"]


def test_records_go_on_beside_what_was_said(place: Town) -> None:
    was_there(place, "mara", "zoe")
    sync(place)
    assert place.verdict("content/modules/circles/ask-a-question.md")[0] == "approved"


def test_a_file_that_nobody_could_have_written_is_neither_shown_nor_lost(place: Town, tmp_path: Path) -> None:
    place.forge.commit("github-actions", {"activity/attendance.json": '{"v":1}'}, branch="evidence")
    place.pull()
    done = place.peerlore("sync")
    assert done.code == 2
    assert "activity/attendance.json on the branch evidence is not as `peerlore sync` writes it" in done.err
    assert place.peerlore("attendance").code == 2
    done = ask(place.clone, "stage", str(tmp_path / "scène"))
    assert (done.code, "left out: who was in which session" in done.out) == (0, True)


def test_programs_read_the_same_as_csv(place: Town) -> None:
    was_there(place, "mara", "zoe")
    was_there(place, "zoe", "mara", how="Remotely")
    sync(place)
    rows = list(csv.DictReader(io.StringIO(place.peerlore("attendance", MET, "--format", "csv").out)))
    assert [(row["handle"], row["state"], row["how"]) for row in rows] == [
        ("kim", "absent", ""),
        ("mara", "present", "onsite"),
        ("sam", "absent", ""),
        ("zoe", "present", "remote"),
    ]
    table = place.peerlore("attendance", MET).out
    assert "2 present + 0 unconfirmed + 2 absent = 4 expected; 0 guests" in table
    assert "not told" in place.peerlore("attendance").out
    assert json.loads(place.peerlore("attendance", "--format", "json").out)["sessions"][MET]["present"] is None


def test_readers_learn_no_number_of_a_small_group_and_no_name(place: Town, tmp_path: Path) -> None:
    was_there(place, "mara", "zoe")
    was_there(place, "zoe", "mara")
    sync(place)
    page = staged(place, tmp_path, PAGE)
    part = page[page.index("## Who was there") :]
    assert "Some say that they were there. Of so few, no numbers are told." in part
    assert not re.search(r"\b[2-4]\b|kim|sam", part.partition("[I was there]")[0])


def test_a_page_that_cannot_be_read_for_a_while_takes_nothing_back(place: Town) -> None:
    was_there(place, "mara", "zoe")
    was_there(place, "zoe", "mara")
    sync(place)
    place.forge.commit("mara", met(status="held", summary=""))
    sync(place)
    assert told(place)["#"] == [2, 0, 2, 0]


def test_a_large_session_tells_counts_but_none_below_five(tmp_path: Path) -> None:
    crowd = tuple(f"reader-{number}" for number in range(12))
    files = met(attendees=list(crowd[:11]))
    with circle_town(tmp_path, files, *crowd) as place:
        for login in crowd[:6]:
            was_there(place, login, *crowd[:8])
        sync(place)
        shown = json.loads(place.peerlore("attendance", "--format", "json").out)["sessions"][MET]
        assert shown == {"expected": 12, "present": 6, "unconfirmed": None, "absent": None, "guests": None}
        page = staged(place, tmp_path, PAGE)
        rows = dict(re.findall(r"^(Expected|Present|Not confirmed|Absent|Guests)\n:   (.*)$", page, re.MULTILINE))
        assert rows["Present"] == "6"
        assert rows["Absent"] == rows["Not confirmed"] == "not told, so that nobody is singled out"
        assert "Guests" not in rows


def test_the_page_leads_to_the_form_that_sync_reads(place: Town, tmp_path: Path) -> None:
    page = staged(place, tmp_path, PAGE)
    address = unescape(re.findall(r"\[I was there\]\((\S+)\)", page)[0])
    fields = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert fields == {"template": "i-was-there.yml", "title": "I was there: Ask once more", "session": MET}
    library = small_library(tmp_path / "autre")
    assert run("generate", cwd=library).code == 0
    form = yaml.safe_load((library / ".github/ISSUE_TEMPLATE" / fields["template"]).read_text("utf-8"))
    asked = [part for part in form["body"] if part["type"] != "markdown"]
    assert "session" in [part["id"] for part in asked]
    answers = {"session": MET, "how": asked[1]["attributes"]["options"][1], "who": "zoe"}
    place.forge.write("mara", "\n\n".join(f"### {part['attributes']['label']}\n\n{answers[part['id']]}" for part in asked))
    sync(place)
    assert told(place)["mara"] == "said"
