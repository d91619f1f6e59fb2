"""Composed groups: the best there are, no hard rule ever broken, whatever order people come in; and what is private stays so."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from company_kit import DAY, Profile, badness, can_be_a_group, company, every_choice, group, profile, profiles
from peerlore.composing import composer
from peerlore.composing.company import Company
from peerlore.composing.composer import Composition, compose
from peerlore.composing.explaining import Account, Teller
from peerlore.composing.hours import Diary
from peerlore.composing.pools import gather
from peerlore.composing.wishes import COMPOSED, Forbidden, Wish

Pair = frozenset[str]
SIZE = {"circle": 4, "working-group": 4, "pair": 2, "tutoring": 2, "mentoring": 2}
MANY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def cases(draw: st.DrawFn, most: int = 7) -> tuple[list[Profile], set[Pair], set[Pair], Wish]:
    """People, who met before, who must not meet, and a wish."""
    people = draw(profiles(most=most))
    pairs = [frozenset((a["handle"], b["handle"])) for a, b in combinations(people, 2)]
    met, apart = draw(st.sets(st.sampled_from(pairs), max_size=4)), draw(st.sets(st.sampled_from(pairs), max_size=4))
    kind = draw(st.sampled_from(COMPOSED))
    size = draw(st.sampled_from([3, 4])) if kind in ("circle", "working-group") else 2
    return people, met, apart, Wish(kind, "asking", size, draw(st.sampled_from([0, 0, 1, 2])), "", DAY)


def composed(people: list[Profile], met: set[Pair], apart: set[Pair], wish: Wish) -> tuple[Composition, Account]:
    past = [group(f"past-{number}", sorted(pair), kind="pair") for number, pair in enumerate(sorted(met, key=sorted))]
    library = company(people, past)
    pool, others = gather(library, wish)
    everybody = Company(pool, wish)
    found = compose(everybody, Forbidden(frozenset(apart)))
    levels = [level.id for level in library.skills_map.levels]
    return found, Teller(everybody, pool.met, levels, Diary(wish.day)).account(found, others)


def allowed(people: list[Profile], apart: set[Pair], wish: Wish) -> frozenset[Pair]:
    groups = [some for size in wish.sizes for some in combinations(people, size) if can_be_a_group(some, wish.kind)]
    sets = [frozenset(one["handle"] for one in some) for some in groups]
    return frozenset(some for some in sets if not any(pair <= some for pair in apart))


def best(people: list[Profile], met: set[Pair], apart: set[Pair], wish: Wish) -> tuple[int, ...]:
    choices = every_choice(people, allowed(people, apart, wish))
    return min(
        badness(choice, len(people), wish.kind, wish.size, met) for choice in choices if not wish.groups or len(choice) <= wish.groups
    )


def as_profiles(found: Composition, people: list[Profile]) -> list[list[Profile]]:
    known = {one["handle"]: one for one in people}
    return [[known[own.handle] for own in members] for members in found.groups]


def insist_on_the_rules(account: Account, people: list[Profile], apart: set[Pair], wish: Wish) -> None:
    fitting = allowed(people, apart, wish)
    seated = [[seat.person for seat in told.seats] for told in account.groups]
    assert all(frozenset(handles) in fitting for handles in seated)
    assert not wish.groups or len(seated) <= wish.groups
    told = [handle for handles in seated for handle in handles] + [one.handle for one in account.left]
    assert sorted(told) == [one["handle"] for one in people], "everybody stands once, in a group or among those left over"


@MANY
@given(cases())
def test_no_choice_is_better_than_the_one_that_is_called_proven(case: tuple[list[Profile], set[Pair], set[Pair], Wish]) -> None:
    people, met, apart, wish = case
    found, account = composed(people, met, apart, wish)
    insist_on_the_rules(account, people, apart, wish)
    assert found.proven
    assert badness(as_profiles(found, people), len(people), wish.kind, wish.size, met) == best(people, met, apart, wish)


@MANY
@given(cases())
def test_with_many_people_no_rule_is_broken_and_nothing_is_promised_too_much(
    case: tuple[list[Profile], set[Pair], set[Pair], Wish],
) -> None:
    people, met, apart, wish = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(composer, "FEW", 0)  # as if there were too many possible groups to weigh them all
        found, account = composed(people, met, apart, wish)
    insist_on_the_rules(account, people, apart, wish)
    reached, possible = badness(as_profiles(found, people), len(people), wish.kind, wish.size, met), best(people, met, apart, wish)
    assert reached >= possible
    assert found.left_at_least <= possible[0]
    assert not found.proven or reached == possible


def crowd(number: int, seed: int) -> tuple[list[Profile], set[Pair]]:
    """Many people with different hours, languages and teams, and who of them met before."""
    dice = Random(seed)  # noqa: S311 - a game
    people = []
    for one in range(number):
        begin = dice.choice([7, 8, 9, 10])
        hours = [{"days": dice.sample(["mon", "tue", "wed", "thu", "fri"], 4), "from": f"{begin:02}:00", "until": f"{begin + 8}:00"}]
        zone = dice.choice(["Europe/Paris", "Europe/London", "America/Toronto", "Asia/Kolkata"])
        languages = dice.choice([["en"], ["en", "fr"], ["fr"], ["de", "en"]])
        said = {"working_hours": hours, "timezone": zone, "languages": languages, "team": dice.choice("ABCDEFGH")}
        level = dice.choice(["aware", "trying", "able", "fluent", "guiding"])
        people.append(profile(f"p{one:03}", level, learns=[], **said))
    handles = [one["handle"] for one in people]
    return people, {frozenset(dice.sample(handles, 2)) for _ in range(number)}


@pytest.fixture(scope="module")
def crowded() -> tuple[list[Profile], set[Pair], set[Pair], Composition, Account]:
    """Eighty people: too many possible groups to weigh them all."""
    people, met = crowd(80, 7)
    apart = {frozenset((a["handle"], b["handle"])) for a, b in zip(people[::5], people[1::5], strict=True)}
    return people, met, apart, *composed(people, met, apart, Wish("circle", "asking", 4, day=DAY))


def test_a_crowd_is_put_into_groups_that_keep_every_rule(crowded: Any) -> None:
    people, met, apart, found, account = crowded
    for told in as_profiles(found, people):
        assert can_be_a_group(told, "circle")
        assert not any(pair <= {one["handle"] for one in told} for pair in apart)
    assert found.score == badness(as_profiles(found, people), len(people), "circle", 4, met)
    assert len(account.left) <= 4, "all but a few find a place"
    assert found.left_at_least <= len(found.left)


def test_the_order_of_files_makes_no_difference(crowded: Any) -> None:
    people, met, apart, _, account = crowded
    shuffled = people[:]
    Random(3).shuffle(shuffled)  # noqa: S311 - a game
    assert composed(shuffled, met, apart, Wish("circle", "asking", 4, day=DAY))[1] == account


FEW_PEOPLE = [
    profile(f"p{number}", level) for number, level in enumerate(("able", "able", "fluent", "trying", "able", "fluent", "able", "trying"))
]


@MANY
@given(
    st.sets(st.sampled_from([frozenset((a["handle"], b["handle"])) for a, b in combinations(FEW_PEOPLE, 2)])),
    st.sampled_from(["circle", "pair"]),
)
def test_nothing_that_is_told_shows_that_some_must_not_meet(apart: set[Pair], kind: str) -> None:
    wish = Wish(kind, "asking", SIZE[kind], 0, "", DAY)
    _, account = composed(FEW_PEOPLE, set(), apart, wish)
    sentences = [sentence for told in account.groups for sentence in (*told.reasons, *told.gave_way)]
    sentences += [*account.conclusion, *(one.reason for one in account.left)]
    assert {shape(sentence) for sentence in sentences} <= PUBLIC, "only sentences that stand there without a private file too"


def shape(sentence: str) -> str:
    """A sentence without who and when."""
    return re.sub(r"\bp\d\b", "P", re.sub(r"\d{4}-\d\d-\d\d|\d\d:\d\d", "T", re.sub(r"(?<![\d:T-])\b\d+\b(?![\d:-])", "N", sentence)))


PUBLIC = {
    "All speak en.",
    "The first hour that all have free begins on Monday T at T (Europe/Paris).",
    "Their levels lie N step apart: far enough to learn from each other.",
    "Their levels lie N steps apart: far enough to learn from each other.",
    "P leads no group now, and is ready for one more.",
    "No two of them were in a group together before.",
    "It has N members instead of N.",
    "All are at one level.",
    "No other choice keeps these rules better: this is proven.",
    "no place was left in a group that keeps every rule",
}


def test_whoever_is_named_in_no_private_line_is_grouped_the_same(crowded: Any) -> None:
    people, met, _, _, _ = crowded
    wish = Wish("circle", "asking", 4, day=DAY)
    far = {frozenset((a["handle"], b["handle"])) for a, b in combinations(people, 2) if not set(a["languages"]) & set(b["languages"])}
    assert far
    assert composed(people, met, far, wish) == composed(people, met, set(), wish), "who could not meet anyway changes nothing"


def test_levels_give_way_before_teams_and_teams_before_faces() -> None:
    wish = Wish("pair", "asking", 2, day=DAY)
    colours = [("able", "red"), ("able", "blue"), ("fluent", "red"), ("fluent", "blue")]
    people = [profile(f"p{number}", level, team=team) for number, (level, team) in enumerate(colours)]
    strangers = composed(people, set(), set(), wish)[0]
    assert strangers.score == (0, 0, 0, 0, 0)
    met = {frozenset(("p0", "p3")), frozenset(("p1", "p2"))}
    assert composed(people, met, set(), wish)[0].score == (0, 0, 0, 0, 2), "rather two pairs at one level"
    met |= {frozenset(("p0", "p1")), frozenset(("p2", "p3"))}
    assert composed(people, met, set(), wish)[0].score == (0, 0, 0, 2, 0), "rather two pairs of one team than two who know each other"


def test_faces_give_way_before_the_size() -> None:
    people = [profile(f"p{number}", "able" if number % 2 else "fluent") for number in range(8)]
    five, three = range(5), range(5, 8)
    known = {frozenset((f"p{one}", f"p{other}")) for one in five for other in three}
    found = composed(people, known, set(), Wish("circle", "asking", 4, day=DAY))[0]
    assert found.score == (0, 0, 3, 0, 0), "rather three pairs who know each other than a group of five and one of three"


MONDAY, TUESDAY, FRIDAY = ({"days": [day], "from": "09:00", "until": "11:00"} for day in ("mon", "tue", "fri"))


@pytest.mark.parametrize("few", [0, composer.FEW])
@pytest.mark.parametrize(
    "three",
    [
        [{"languages": ["en", "fr"]}, {"languages": ["fr", "de"]}, {"languages": ["de", "en"]}],
        [{"working_hours": [MONDAY, TUESDAY]}, {"working_hours": [TUESDAY, FRIDAY]}, {"working_hours": [FRIDAY, MONDAY]}],
    ],
)
def test_what_any_two_share_must_be_shared_by_all(three: list[Profile], few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composer, "FEW", few)
    people = [profile(f"p{number}", **said) for number, said in enumerate(three)]
    assert composed(people, set(), set(), Wish("circle", "asking", 3, day=DAY))[0].groups == ()
    assert composed([*people, profile("p3", **three[0]), profile("p4", **three[0])], set(), set(), Wish("circle", "asking", 3, day=DAY))[
        0
    ].groups


def test_everything_gives_way_before_somebody_stays_over_and_the_size_last() -> None:
    people = [profile(f"p{number}", "able", team="red") for number in range(6)]
    (four,) = composed(people[:4], {frozenset(("p0", "p1"))}, set(), Wish("circle", "asking", 3, day=DAY))[1].groups
    assert four.gave_way[:2] == ("It has 4 members instead of 3.", "All are at one level.")
    assert four.gave_way[-1] == "p0 and p1 were together before, in past-0."
    known = {frozenset((f"p{one}", f"p{other}")) for one, other in combinations(range(6), 2)}
    assert composed(people, known, set(), Wish("circle", "asking", 3, day=DAY))[0].score == (0, 0, 6, 6, 2), (
        "two of three, not four and nobody"
    )


def test_who_leads_enough_leads_no_more() -> None:
    wish = Wish("circle", "asking", 3, day=DAY)
    lead = profile("p0", "fluent", facilitates_at_most=1)
    others = [profile(f"p{number}", facilitates_at_most=0) for number in (1, 2)]
    (told,) = composed([lead, *others], set(), set(), wish)[1].groups
    assert [seat.role for seat in told.seats] == ["facilitator", "member", "member"]
    leading = group("busy", [{"person": "p0", "role": "facilitator"}, "p8"], status="planned", kind="community")
    pool, _ = gather(company([lead, *others], [leading]), wish)
    assert compose(Company(pool, wish), Forbidden()).groups == ()


def test_a_wish_for_less_groups_leaves_the_others_over() -> None:
    wish = Wish("circle", "asking", 4, 1, "", DAY)
    found, account = composed(FEW_PEOPLE, set(), set(), wish)
    assert [len(told.seats) for told in account.groups] == [4]
    assert {one.reason for one in account.left} == {"only 1 circle was asked for"}
    assert found.proven
    more = composed(FEW_PEOPLE, set(), set(), replace(wish, groups=9))[1]
    assert more.conclusion[0] == "9 circles were asked for, and 2 can be made."
