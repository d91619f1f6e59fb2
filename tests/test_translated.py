"""A translation that names the text it was made of: `peerlore translated` writes it, and the check tells what happened since."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library_kit import commit, run, small_library
from peerlore import pipeline
from peerlore.model.errors import CannotRun
from peerlore.model.findings import Finding
from peerlore.model.sources import SourceFile
from story import BASE

PAGE = "content/modules/tools/choose-a-screwdriver.md"
FRENCH = "content/modules/tools/choose-a-screwdriver.fr.md"
RECORD = re.compile(r"\bsource\W+(?P<record>[b-t]{5}(?: [b-t]{5}){5}(?: [b-t]{8})*)\b")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "Bibliothèque d'atelier"
    shutil.copytree(BASE, root)
    return root


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_what_was_translated_is_written_down_and_what_happens_then_is_told(library: Path) -> None:
    first = run("translated", FRENCH, cwd=library)
    assert (first.code, first.err) == (0, "")
    assert "from now on" in first.out
    assert run("check", cwd=library).code == 0
    again = run("translated", FRENCH, cwd=library)
    assert (again.code, again.out) == (0, f"{FRENCH} is up to date with {PAGE} already\n")

    change(library / PAGE, "A tip that is too small slips.", "A tip that is too large slips.")
    change(library / PAGE, "## Look at the head", "## Look at the screw")
    told = run("check", cwd=library)
    assert re.findall(r": (\w\d{3} .*)\n", told.out) == [
        "G004 the source has changed what stands above its first heading",
        "G004 the source has changed the heading of a passage to 'Look at the screw'",
    ]
    command = re.search(r"`peerlore (translated) (\S+)`", told.out)
    assert command is not None
    done = run(*command.groups(), cwd=library / "content")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1:] == [
        "    line 16: the source has changed what stands above its first heading",
        "    line 18: the source has changed the heading of a passage to 'Look at the screw'",
    ]
    assert run("check", cwd=library).code == 0


def test_whoever_changes_a_module_hears_which_passage_its_translations_lack(library: Path) -> None:
    run("translated", FRENCH, cwd=library)
    change(library / PAGE, "A tip that is too small slips.", "A tip that is too large slips.")
    commit(library, "An opening that nobody has translated yet")
    change(library / PAGE, "title: Choose a", "title: Choose your")
    told = run("check", "--changed-since", "HEAD", cwd=library)
    assert re.findall(r": (\w\d{3} .*)\n", told.out) == ["G004 the source has changed its title"]


def test_nothing_mends_a_translation_that_is_behind_but_its_translator(library: Path) -> None:
    run("translated", FRENCH, cwd=library)
    change(library / PAGE, "A tip that is too small slips.", "A tip that is too large slips.")
    before = (library / FRENCH).read_bytes()
    assert run("check", "--fix", cwd=library).code == 1
    assert (library / FRENCH).read_bytes() == before
    assert '"fix"' not in run("check", "--format", "json", cwd=library).out


FRONTS = {
    "below the language": ("language: fr\n", "language: fr\nsource: RECORD\n"),
    "below a comment": ("language: fr  # of France\n", "language: fr  # of France\nsource: RECORD\n"),
    "in place of an old one": ('source: "0123456789ab"  # old\nlanguage: fr\n', "source: RECORD  # old\nlanguage: fr\n"),
    "in place of one in quotes": ("language: fr\nsource: 'bcdfg'\n", "language: fr\nsource: RECORD\n"),
    "in place of one on several lines": ("language: fr\nsource: >-\n  bcdfg\n  bcdfg\n", "language: fr\nsource: RECORD\n"),
}


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("place", FRONTS)
def test_only_the_record_changes(library: Path, place: str, end: str, mark: str) -> None:
    before, after = FRONTS[place]
    text = mark + (library / FRENCH).read_text("utf-8").replace("\n", end)
    (library / FRENCH).write_bytes(text.replace(f"language: fr{end}", before.replace("\n", end)).encode())
    vouched = pipeline.vouch(library, FRENCH)
    assert vouched.raw is not None
    written = text.replace(f"language: fr{end}", after.replace("\n", end)).replace("RECORD", str(vouched.voucher.record))
    assert vouched.raw.decode() == written


def test_front_matter_in_braces_gets_its_record_too(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    file = "content/modules/circles/ask-a-question.fr.md"
    assert run("translated", root / file, cwd=root).code == 0
    assert RECORD.search((root / file).read_text("utf-8"))
    assert run("check", "--select", "R,S,G", cwd=root).code == 0


@pytest.mark.parametrize("front", ["source: [a, b]\n", "source: {a: b}\n"])
def test_where_no_program_can_be_sure_the_record_is_shown(library: Path, front: str) -> None:
    change(library / FRENCH, "language: fr\n", f"language: fr\n{front}")
    with pytest.raises(CannotRun) as refusal:
        pipeline.vouch(library, FRENCH)
    assert RECORD.search(str(refusal.value))


def test_a_command_that_cannot_vouch_for_all_vouches_for_none(library: Path) -> None:
    before = (library / FRENCH).read_bytes()
    (library / "elsewhere.fr.md").write_text("Bonjour.\n", "utf-8")
    lonely = library / "content/modules/tools/saw.fr.md"
    lonely.write_text((library / FRENCH).read_text("utf-8"), "utf-8")
    torn = library / "content/modules/safety/lock-the-power.fr.md"
    torn.write_text("---\nid: [\n---\n", "utf-8")
    for other, why in (
        (PAGE, "is no translation"),
        ("elsewhere.fr.md", "is no translation"),
        ("content/modules/tools", "is a folder; name each"),
        ("nowhere.fr.md", "there is no nowhere.fr.md"),
        ("../away.fr.md", "there is no ../away.fr.md"),
        (BASE / FRENCH, "does not belong to the library"),
        (lonely, "there is no content/modules/tools/saw.md"),
        (torn, "mend it first"),
    ):
        refused = run("translated", FRENCH, other, cwd=library)
        assert (refused.code, refused.out) == (2, ""), other
        assert why in refused.err
        assert refused.err.count("\n") == 1
    assert (library / FRENCH).read_bytes() == before
    assert run("translated", cwd=library).code == 2, "no file is meant by accident"


def test_the_fiftieth_section_takes_along_what_follows(library: Path) -> None:
    numbers = [(number, number) for number in range(70)]
    (library / PAGE).write_bytes(module(numbers))
    change(library / FRENCH, "## Regardez la tête", "\n".join(f"## Titre {number}\n" for number in range(70)))
    vouched = pipeline.vouch(library, FRENCH)
    assert vouched.raw is not None
    (library / FRENCH).write_bytes(vouched.raw)
    assert run("check", "--select", "R,S,G004", cwd=library).code == 0
    found = findings(library, [*numbers[:60], (60, 0), *numbers[61:]], vouched.raw)
    assert [finding.message for finding in found] == ["the source has changed its passage 'Heading 49'"]
    assert vouched.raw.decode().split("\n")[found[0].place.line - 1] == "## Titre 49"


Sections = Sequence[tuple[int, int]]
"""Sections by the number of their heading and that of their text."""


def module(sections: Sections) -> bytes:
    text = (BASE / PAGE).read_text("utf-8").partition("A tip")[0]
    return (text + "A tip.\n" + "".join(f"\n## Heading {heading}\n\nText {words}.\n" for heading, words in sections)).encode()


def findings(root: Path, sections: Sections, french: bytes) -> list[Finding]:
    texts = {PAGE: module(sections), FRENCH: french}
    sources = {**pipeline.read_library(root), **{file: SourceFile(file, raw, len(raw)) for file, raw in texts.items()}}
    return [finding for finding in pipeline.check(sources.values()).findings if finding.code == "G004"]


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(then=st.lists(st.integers(0, 9), max_size=7, unique=True), data=st.data())
def test_whatever_happens_to_sections_is_told_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, then: list[int], data: st.DataObject
) -> None:
    root = tmp_path_factory.getbasetemp() / "sections"
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    (root / PAGE).write_bytes(module([(number, number) for number in then]))
    vouched = pipeline.vouch(root, FRENCH)
    assert vouched.raw is not None
    order = data.draw(st.permutations(then)) if data.draw(st.booleans()) else then
    kept = [number for number in order if data.draw(st.booleans())]
    changed = {number for number in kept if data.draw(st.booleans())}
    now = [(number, number + 100 if number in changed else number) for number in kept]
    for number in range(data.draw(st.integers(0, 2))):
        now.insert(data.draw(st.integers(0, len(now))), (number + 10, number + 10))

    found = findings(root, now, vouched.raw)
    told = [finding.message for finding in found]
    lasting = [number for number in then if number in kept] == kept
    new = {heading for heading, _ in now if heading >= 10}
    for number in changed:
        assert sum(f"changed its passage 'Heading {number}'" in message for message in told) == 1
    for number in new:
        assert sum(bool(re.search(rf"(?:a new passage|anew, now) 'Heading {number}'", message)) for message in told) == 1
    for number in set(kept) - changed:
        about = [message for message in told if re.search(rf"passage 'Heading {number}'", message)]
        assert all("moved" in message for message in about)
        assert not (lasting and about), "what stands as before is not mentioned"
    anew = sum("anew, now" in message for message in told)
    gone = sum(int((re.search(r"taken out (\d+)", message) or [0, 1])[1]) for message in told if "taken out" in message)
    assert gone + anew == len(then) - len(kept)
    assert bool(told) == (now != [(number, number) for number in then])


def test_whatever_a_question_says_belongs_to_what_was_translated(library: Path) -> None:
    quiz = """another kind?
quiz:
  - {question: "How many?", number: {is: 12, within: 1, unit: Nm}, why: Because.}
  - {question: "What comes first?", order: [look, choose, turn], hint: Look at it., why: Because.}
  - {question: "What is for what?", pairs: [{text: hexagon, with: a key}, {text: slot, with: a blade}], why: Because.}
  - {question: "It will do.", holds: false, why: Because.}
  - {question: "What is it called?", accept: [torque], why: Because.}
  - {question: "It will not do.", holds: true, after: 14, why: Because.}
"""
    change(library / PAGE, "another kind?\n", quiz)
    change(library / FRENCH, "remplacer ?\n", quiz.replace("another kind?", "remplacer ?"))
    assert run("translated", FRENCH, cwd=library).code == 0
    assert "G004" not in run("check", "--select", "G004", cwd=library).out
    translated = (library / PAGE).read_text("utf-8")
    for old, new in (
        ("within: 1", "within: 2"),
        ("unit: Nm", "unit: newton metres"),
        ("[look, choose, turn]", "[choose, look, turn]"),
        ("with: a key", "with: a wrench"),
        ("after: 14", "after: 28"),
        ("hint: Look at it.", "hint: Look at the head."),
        ("holds: false", "holds: true"),
        ("[torque]", "[torque, moment]"),
    ):
        change(library / PAGE, old, new)
        assert "G004 the source has changed its quiz" in run("check", "--select", "G004", cwd=library).out, new
        (library / PAGE).write_text(translated, "utf-8")
