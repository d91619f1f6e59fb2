"""Credit: from evidence alone, by rules that the owners approved, never beyond a cap, never for one's own text, and shown only to who wants it."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from library_kit import page
from peerlore.figures.credit import by_person, credit
from peerlore.model.credit import DEED_KINDS, Badge, CreditRules, Deed
from peerlore.outside.schemas import read_schema
from review_kit import LIBRARY, PAGE, policy
from test_together import HELD
from town import Town, text, town

RULES = {
    "points": {"authoring": 10, "translation": 6, "upkeep": 4, "review": 3},
    "caps": {"month": 40, "review": 7},
    "badges": [
        {"id": "first-page", "title": "First page", "summary": "Wrote a page that colleagues approved.", "deed": "authoring", "times": 1},
        {"id": "careful-reader", "title": "Careful reader", "deed": "review", "times": 4},
    ],
}
NEW = "content/modules/circles/listen-first.md"


def profile(handle: str, **fields: Any) -> str:
    return f"---\n{json.dumps({'handle': handle, 'name': handle.capitalize(), **fields})}\n---\n\nAsk me.\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Sam wrote a page, approved by Mara, and mended another twice, approved by Mara and by Jon; Kim wrote one that nobody approved."""
    profiles = {
        "content/people/sam.md": profile("sam", credit=True),
        "content/people/jon.md": profile("jon", credit=True),
    }
    with town(tmp_path_factory.mktemp("town"), profiles, credit=RULES) as made:
        forge = made.forge
        steps: list[tuple[str, dict[str, Any], str]] = [
            ("sam", {NEW: text("listen-first", "Listen, then speak.").replace('authors: ["mara"]', 'authors: ["sam"]')}, "mara"),
            (
                "sam",
                {PAGE: text("ask-a-question", "Ask one question, and wait for the answer as long as it takes; then ask another one.")},
                "mara",
            ),
            (
                "sam",
                {PAGE: text("ask-a-question", "Ask one question, wait for its answer, and say in your own words what you have heard.")},
                "jon",
            ),
        ]
        for who, files, reviewer in steps:
            number = forge.open(who, files, "A change")
            forge.review(number, reviewer)
            forge.merge(number, "merge", by="jon")
            assert made.record().code == 0
        number = forge.open("kim", {"content/modules/circles/draw-it.md": text("draw-it", "Draw it.")}, "Not approved")
        forge.merge(number, "merge", by="jon")
        assert made.record().code == 0
        yield made


def counted(place: Town, *words: str) -> Any:
    done = place.peerlore("credit", "--format", "json", *words)
    assert done.code == 0, done
    return json.loads(done.out)


def test_deeds_are_counted_from_what_was_approved_and_merged(place: Town) -> None:
    said = counted(place)
    by_handle = {own["handle"]: own for own in said["people"]}
    assert by_handle["sam"]["points"] == 10 + 4 + 4
    assert by_handle["sam"]["deeds"] == {"authoring": 1, "translation": 0, "upkeep": 2, "review": 0, "facilitation": 0, "answer": 0}
    assert by_handle["sam"]["badges"] == ["first-page"]
    assert by_handle["jon"]["points"] == 3
    assert by_handle[""]["points"] == 3 + 3  # Mara, who does not want to be named
    assert len(said["people"]) == 3, "whoever wrote what nobody approved gets nothing"
    assert said["evidence"]["count"] == 5


def test_who_led_a_session_is_credited_once_it_is_closed(tmp_path: Path) -> None:
    """In the record that brought the signed synthesis, once, and never for the plan alone."""
    session = {key: value for key, value in HELD.items() if key != "group"}
    session |= {"id": "2026-01-13-ask", "date": "2026-01-13", "facilitators": ["sam"]}
    session["synthesis"] = {**HELD["synthesis"], "signed_by": "sam", "on": "2026-01-14"}
    planned = {key: value for key, value in session.items() if key != "synthesis"} | {"status": "planned"}
    file = f"content/sessions/{session['id']}.md"
    rules = {"points": {"facilitation": 5}}
    with town(tmp_path, {"content/people/sam.md": profile("sam", credit=True)}, credit=rules) as made:

        def bring(said: dict[str, Any], body: str = "Come.") -> Any:
            number = made.forge.open("sam", {file: page(said, f"{body}\n")}, "A session")
            made.forge.review(number, "mara")
            made.forge.merge(number, "merge", by="jon")
            assert made.record().code == 0
            said = json.loads(made.peerlore("credit", "--format", "json").out)
            return [(entry["kind"], entry["record"], entry["points"]) for entry in said["ledger"] if entry["kind"] == "facilitation"]

        assert bring(planned) == []
        first = bring(session)
        assert [(kind, points) for kind, _, points in first] == [("facilitation", 5)]
        assert bring(session, "Come in time.") == first


def test_an_answer_that_somebody_else_chose_is_credited(tmp_path: Path) -> None:
    """Not one's own question, not one's own choice, not a program's; and nobody is read where the library gives nothing for it."""
    mark = "<!-- peerlore:ask-a-question -->"
    profiles = {"content/people/sam.md": profile("sam", credit=True)}
    for points, expected in (({"answer": 2}, [("answer", "sam", 2)]), ({"authoring": 2}, [])):
        folder = tmp_path / str(len(expected))
        folder.mkdir()
        with town(folder, profiles, credit={"points": points}) as made:
            for login, asked_by, chosen_by in (
                ("sam", "zoe", "zoe"),
                ("zoe", "zoe", "mara"),
                ("kim", "zoe", "kim"),
                ("helper", "zoe", "zoe"),
            ):
                made.forge.answer(made.forge.talk(asked_by, mark, question=True), login, chosen_by)
            made.forge.answer(made.forge.talk("zoe", "About nothing", question=True), "sam", "zoe")
            made.pull()
            assert made.peerlore("sync").code == 0
            said = json.loads(made.peerlore("credit", "--format", "json").out)["ledger"]
            assert [(entry["kind"], entry["handle"], entry["points"]) for entry in said if entry["kind"] == "answer"] == expected
            names = made.forge.library.files.git("ls-tree", "-r", "--name-only", "evidence")
            assert ("activity/answers.json" in names) == bool(expected)
            if expected:
                raw = json.loads(made.forge.library.files.git("show", "evidence:activity/answers.json"))
                assert list(Draft202012Validator(read_schema("answers")).iter_errors(raw)) == []
                assert "sam" not in json.dumps(raw)
                before = json.loads(made.peerlore("credit", "--format", "json", "--as-of", "2026-02-28").out or "{}")
                assert not before.get("ledger")


def test_the_ledger_names_only_those_who_want_it(place: Town) -> None:
    rows = list(csv.DictReader(io.StringIO(place.peerlore("credit", "--format", "csv").out)))
    assert {row["handle"] for row in rows} == {"sam", "jon", ""}
    assert sum(int(row["points"]) for row in rows) == 18 + 3 + 6
    assert all(row["person"].startswith("p-") for row in rows)
    table = place.peerlore("credit").out
    assert "mara" not in table
    assert "Fewer than five others have credit too" in table
    assert "sam: First page" in table


def test_everybody_can_look_at_their_own_deeds(place: Town) -> None:
    own = place.peerlore("credit", "--of", "mara").out
    assert "6 points in all" in own
    assert own.count("review") == 2
    refused = place.peerlore("credit", "--of", "nobody-here")
    assert (refused.code, refused.err) == (2, "evidence knows nobody with the handle 'nobody-here'")


def test_the_same_records_give_the_same_numbers_whenever_asked(place: Town) -> None:
    assert place.peerlore("credit", "--format", "json").out == place.peerlore("credit", "--format", "json").out
    before = counted(place, "--as-of", "2001-01-01") if place.peerlore("credit", "--as-of", "2001-01-01").code == 0 else None
    assert before is None, "no rules were in force then"
    refused = place.peerlore("credit", "--as-of", "yesterday")
    assert refused.code == 2
    assert "'yesterday' is no day" in refused.err


def test_other_rules_show_their_effect_before_they_count(place: Town, tmp_path: Path) -> None:
    other = tmp_path / "rules.yml"
    other.write_text(json.dumps({"credit": {"points": {"upkeep": 20}, "caps": {"month": 30}}}), "utf-8")
    done = place.peerlore("credit", "--what-if", str(other), "--format", "json")
    assert json.loads(done.out)["rows"] == [
        {"who": "jon", "now": 3, "then": 0, "difference": -3},
        {"who": "sam", "now": 18, "then": 30, "difference": 12},
    ]
    assert "everybody" not in done.out, "the rest would be one person"
    assert "+12" in place.peerlore("credit", "--what-if", str(other)).out
    assert place.peerlore("credit", "--what-if", str(place.clone / LIBRARY), "--format", "json").code == 0


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ('{"credit": {"points": {"autoring": 3}}}', "autoring"),
        ('{"credit": {"points": {"authoring": -3}}}', "-3"),
        ('{"credit": {}}', "points"),
        ('{"points": {"authoring": 3}}', "has no key `credit`"),
        ("credit: [", "rules.yml"),
    ],
)
def test_rules_that_cannot_be_read_are_told_by_their_place(said: str, because: str, place: Town, tmp_path: Path) -> None:
    other = tmp_path / "rules.yml"
    other.write_text(said, "utf-8")
    refused = place.peerlore("credit", "--what-if", str(other))
    assert refused.code == 2
    assert because in refused.err


def test_rules_count_only_once_owners_approved_them(tmp_path: Path) -> None:
    with town(tmp_path) as made:
        refused = made.peerlore("credit")
        assert refused.code == 2
        assert "gave no credit" in refused.err
        rules = {LIBRARY: policy(evidence="required", owners=["mara", "jon"], profiles="optional", credit=RULES)}
        number = made.forge.open("jon", rules, "Give credit")
        made.forge.merge(number, "merge", by="jon")
        assert made.record().code == 0
        assert made.peerlore("credit").code == 2, "nobody approved them"
        made.forge.review(number := made.forge.open("jon", {LIBRARY: rules[LIBRARY] + "\n"}, "Give credit, reviewed"), "mara")
        made.forge.merge(number, "merge", by="jon")
        assert made.record().code == 0
        said = made.peerlore("credit")
        assert said.code == 0, said
        assert "Nobody has any credit yet" in said.out


def test_pages_show_credit_to_whom_wants_it(place: Town) -> None:
    assert place.peerlore("build").code == 0
    sam = (place.clone / "site/people/sam/index.html").read_text("utf-8")
    assert "18 points" in sam
    assert "First page" in sam
    assert not [page for page in (place.clone / "site").rglob("*.html") if "6 points" in page.read_text("utf-8")]


def test_a_clone_without_evidence_says_what_to_fetch(tmp_path: Path) -> None:
    from review_kit import ask, repository

    made = repository(tmp_path, credit=RULES)
    refused = ask(made.root, "credit")
    assert refused.code == 2
    assert "git fetch origin evidence people" in refused.err


# Whatever people do ------------------------------------------------------------------------------------------------

DEEDS = st.builds(
    Deed,
    at=st.builds("2026-{:02}-{:02}T10:00:00Z".format, st.integers(1, 3), st.integers(1, 28)),
    record=st.integers(1, 50),
    kind=st.sampled_from(DEED_KINDS),
    unit=st.sampled_from(["module:a", "module:b"]),
    person=st.sampled_from(["p-a", "p-b", "p-c"]),
)
AMOUNTS = st.dictionaries(st.sampled_from(DEED_KINDS), st.integers(0, 20))
RULE_SETS = st.builds(CreditRules, AMOUNTS, st.integers(0, 40), AMOUNTS, st.just((Badge("a", "A", "review", 2),)))


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is slow to draw the first lists
@given(st.lists(DEEDS, max_size=12).flatmap(lambda deeds: st.tuples(st.just(deeds), st.permutations(deeds))), RULE_SETS)
def test_credit_never_exceeds_a_cap_and_no_order_matters(both: tuple[list[Deed], list[Deed]], rules: CreditRules) -> None:
    deeds, mixed = both
    entries = credit(deeds, rules)
    months: Counter[tuple[str, str]] = Counter()
    kinds: Counter[tuple[str, str, str]] = Counter()
    for entry in entries:
        deed = entry.deed
        assert 0 <= entry.points <= rules.points.get(deed.kind, 0)
        assert entry.points + entry.lost == rules.points.get(deed.kind, 0)
        months[deed.person, deed.at[:7]] += entry.points
        kinds[deed.person, deed.at[:7], deed.kind] += entry.points
    assert all(not rules.month or points <= rules.month for points in months.values())
    assert all(not (cap := rules.monthly.get(kind, 0)) or points <= cap for (*_, kind), points in kinds.items())
    assert credit(mixed, rules) == entries
    assert by_person(credit(mixed, rules), rules) == by_person(entries, rules)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DEEDS, max_size=12), RULE_SETS)
def test_points_are_lost_only_to_a_cap_that_is_used_up(deeds: list[Deed], rules: CreditRules) -> None:
    entries = credit(deeds, rules)
    for entry in entries:
        if entry.lost:
            own = [other for other in entries if (other.deed.person, other.deed.at[:7]) == (entry.deed.person, entry.deed.at[:7])]
            of_kind = sum(other.points for other in own if other.deed.kind == entry.deed.kind)
            assert sum(other.points for other in own) == rules.month or of_kind == rules.monthly.get(entry.deed.kind)
