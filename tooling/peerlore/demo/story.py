"""What happened in the demonstration's library: who wrote what, who approved it, and how it came to the published branch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Literal

from peerlore.demo import pages
from peerlore.demo.pages import Plan, plan_modules
from peerlore.demo.people import ACCOUNTS, COLLEAGUES, OWNERS, TOPIC_OWNERS, TWO_APPROVALS, library_file, profile, skills_file
from peerlore.demo.pictures import bars
from peerlore.demo.stock import SUBJECTS
from peerlore.demo.together import PROPOSALS, Proposal
from peerlore.model.reviews import Change, Review, ReviewState

MAIN = "refs/heads/main"
LEAST = 32
"""How many modules the story needs: so many that each thing which it tells happens to a page of its own."""

Files = Mapping[str, bytes | None]
Method = Literal["merge", "squash", "rebase"]

_SEED = 7
_BEGIN = datetime(2026, 1, 12, 8, tzinfo=UTC)
_WORKDAYS = 195
_NEWCOMER = "jonas"
_AUTHORS = tuple(person.handle for person in COLLEAGUES if person.handle not in (*OWNERS, _NEWCOMER))
_METHODS: tuple[Method, ...] = ("merge", "squash", "rebase", "squash", "merge")
_SECOND = {False: "Take up what the review said", True: "One more thought"}
"""What the second commit of a pull request is called, whether or not somebody looks at it again."""

_TOUCHES = (
    "Most of us learned it late.",
    "It happens more often than one thinks.",
    "Nobody does it on purpose.",
    "That is true on quiet days too.",
    "Ask anybody who has been here for a while.",
    "A week later nobody remembers why.",
)
_ADDITIONS = (
    ("How long does it take?", "The first time an hour, from the third time on less than ten minutes. It saves that much before the week is over."),
    ("What if the others do not join in?", "Begin alone. After two or three times somebody asks for it, and that is a better beginning than a rule."),
    ("Who should do it?", "Whoever is nearest. It gets done where it is easy, and a role makes it somebody else's business."),
    ("Is there a form?", "There was one, and it was filled in and not read. A blank page with a date has worked better."),
    ("Does it work for large jobs?", "It does, if you do it once for each part. For the whole it gets so general that nobody disagrees."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A commit to be: parents by their marks, people by their handles, and what it does to files; None removes one."""

    mark: int
    ref: str
    parents: tuple[int, ...]
    author: str
    committer: str
    at: datetime
    message: str
    files: Files


@dataclass(frozen=True, slots=True)
class Story:
    """Commits in their order, and what a forge would know of them.

    `changes` holds the pull request of each commit of the published branch, with marks in place of the names of commits.
    `recorded` tells when evidence was written, up to which commit; the first time, an owner adopts what is there.
    """

    commits: tuple[Written, ...]
    changes: Mapping[int, Change]
    recorded: tuple[tuple[int, datetime], ...]
    held: tuple[str, ...]
    withheld: tuple[str, ...]
    moved: tuple[str, str]
    removed: str


@dataclass
class _Teller:
    """Writes the story down, one event after another."""

    events: int
    commits: list[Written] = field(default_factory=list)
    changes: dict[int, Change] = field(default_factory=dict)
    main: list[int] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    recorded: list[tuple[int, datetime]] = field(default_factory=list)
    told: int = 0
    number: int = 0

    def now(self) -> datetime:
        """The time of the next event: evenly spread over working hours."""
        day, part = divmod(self.told * _WORKDAYS / self.events, 1)
        self.told += 1
        return _BEGIN + timedelta(days=day // 5 * 7 + day % 5, seconds=int(part * 8 * 3600))

    def push(self, author: str, message: str, files: Files) -> None:
        """Commit to the published branch without asking anybody."""
        at = self.now()
        self._land(author, author, at, message, files)

    def propose(
        self,
        author: str,
        message: str,
        files: Files,
        reviewers: Sequence[str],
        *,
        first: Files | None = None,
        stale: bool = False,
        co_author: str = "",
    ) -> None:
        """Open a pull request, have it reviewed and merge it.

        `first` is what the author wrote before a reviewer asked for changes. With `stale`, the approval is of that, and
        nobody looked at what was merged.
        """
        at = self.now()
        self.number += 1
        number, start = self.number, self.main[-1]
        method = _METHODS[number % len(_METHODS)]
        opened = max(at - timedelta(hours=26), self.commits[start - 1].at)  # no commit is older than the one below it
        span = at - opened
        heads: list[int] = []
        texts = [(message, first), (_SECOND[stale], files)] if first else [(message, files)]
        for turn, (said, text) in enumerate(texts):
            written = opened + span * (0.6 * turn)
            heads.append(self._write(f"refs/peerlore/pull/{number}", ((heads or [start])[-1],), author, author, written, said, text))
        reviews = _reviews(reviewers, heads, opened, span, stale=stale)
        merger = OWNERS[0] if author != OWNERS[0] else OWNERS[1]
        authors = tuple(ACCOUNTS[handle] for handle in filter(None, (author, co_author)))
        change = Change(
            number,
            str(heads[-1]),
            authors,
            reviews,
            merged_at=_text(at),
            merger=ACCOUNTS[merger],
            title=message,
            since=_text(opened),
        )
        if method == "merge":
            merged = [self._land(merger, merger, at, f"Merge #{number}: {message}", files, heads[-1])]
        elif method == "squash":
            merged = [self._land(author, merger, at, f"{message} (#{number})", files)]
        else:
            merged = [self._land(author, merger, at, said, text) for said, text in texts]
        self.changes.update(dict.fromkeys(merged, replace(change, merge=str(merged[-1]))))

    def _land(self, author: str, committer: str, at: datetime, message: str, files: Files, head: int = 0) -> int:
        before = (self.main[-1],) if self.main else ()
        if self.commits and self.main and self._month(self.main[-1]) != at.month:
            self.record()
        mark = self._write(MAIN, (*before, *((head,) if head else ())), author, committer, at, message, files)
        self.main.append(mark)
        for path, raw in files.items():
            if raw is None:
                del self.texts[path]
            else:
                self.texts[path] = raw
        return mark

    def record(self) -> None:
        """Have evidence written of all that came to the published branch."""
        newest = self.commits[self.main[-1] - 1]
        self.recorded.append((newest.mark, newest.at + timedelta(minutes=10)))

    def _month(self, mark: int) -> int:
        return self.commits[mark - 1].at.month

    def _write(self, ref: str, parents: tuple[int, ...], author: str, committer: str, at: datetime, message: str, files: Files) -> int:
        mark = len(self.commits) + 1
        self.commits.append(Written(mark, ref, parents, author, committer, at, message, files))
        return mark


def tell(modules: int) -> Story:
    """The story of a library of so many modules; the same number tells the same."""
    chance = Random(_SEED)  # noqa: S311 - nothing secret is made here
    plans = plan_modules(modules, _AUTHORS, chance)
    withheld = plans[-1]
    spare = [plan for plan in plans[pages.DOINGS : -1] if not plan.pictured and plan.subject.id != TWO_APPROVALS]
    moved, removed, retired, held, pushed = spare[:5]
    begun = modules // 3
    added = plans[begun:-1]
    teller = _Teller(events=len(added) + len(added) // 3 + 12 + len(PROPOSALS))
    teller.push(OWNERS[0], "Begin the library", _beginning(plans[:begun], chance))
    teller.record()
    own = (moved, removed, retired, held, pushed)
    ordinary = [plan for plan in plans[:begun] if plan not in own]
    together = iter(PROPOSALS)
    for count, plan in enumerate(added, 1):
        _add(teller, plan, chance)
        if plan not in own:
            ordinary.append(plan)
        if count % 3 == 0:
            _edit(teller, chance.choice(ordinary), chance)
        if begun + count == pages.DOINGS:
            _settle(teller)
        if begun + count > pages.DOINGS:
            _gather(teller, islice(together, 1))
    _gather(teller, together)
    new_place = _mishaps(teller, moved, removed, retired, held, pushed, chance)
    _add(teller, withheld, chance, reviewers=("yuki" if withheld.author != "yuki" else "lotte",))
    teller.record()
    return Story(
        tuple(teller.commits),
        teller.changes,
        tuple(teller.recorded),
        tuple(sorted((held.path, pushed.path))),
        (withheld.path,),
        (moved.path, new_place),
        removed.path,
    )


def _beginning(plans: Sequence[Plan], chance: Random) -> Files:
    files: dict[str, bytes | None] = {
        "README.md": b"# What we know\n\nA library for demonstrations: its people, texts and reviews are made up.\n",
        ".gitignore": b"/site/\n/.cache/\n",
        "mkdocs.yml": b"site_name: What we know\ndocs_dir: content\nsite_dir: site\ntheme:\n  name: material\nplugins:\n  - peerlore\n",
        "content/library.yml": library_file(),
        "content/skills.yml": skills_file(),
    }
    for person in COLLEAGUES:
        if person.handle != _NEWCOMER:
            files[f"content/people/{person.handle}.md"] = profile(person)
    for plan in plans:
        files |= _files(plan, chance)
    return files


def _files(plan: Plan, chance: Random) -> dict[str, bytes]:
    files = {plan.path: pages.page(plan, chance).encode()}
    if plan.pictured:
        files[plan.path.replace("index.md", "week.png")] = bars(pages.picture(plan))
    if plan.french:
        files[f"{plan.path.removesuffix('.md')}.fr.md"] = pages.translation(plan, plan.french).encode()
    return files


def _add(teller: _Teller, plan: Plan, chance: Random, reviewers: Sequence[str] = ()) -> None:
    files = _files(plan, chance)
    first: Files | None = None
    if not reviewers and chance.random() < 0.2:
        text = files[plan.path].decode()
        first = {**files, plan.path: text.replace("\n!!! try", "\nTake your time with this one.\n\n!!! try").encode()}
    teller.propose(
        plan.author,
        f"Add {plan.title[0].lower()}{plan.title[1:]}",
        files,
        reviewers or _reviewers(plan),
        first=first,
        co_author="amelie" if plan.french else "",
    )


def _edit(teller: _Teller, plan: Plan, chance: Random) -> None:
    """A small edit, which one person approves everywhere, or a new section."""
    text = teller.texts[plan.path].decode()
    author = chance.choice([handle for handle in _AUTHORS if handle != TOPIC_OWNERS[plan.subject.id]])
    touch, (asked, answer) = chance.choice(_TOUCHES), chance.choice(_ADDITIONS)
    if chance.random() < 0.5 and touch not in text:
        teller.propose(author, f"Say it better in {plan.id}", {plan.path: _touched(text, touch)}, _reviewers(plan)[:1])
    elif asked not in text and not plan.french:  # its translation would lag behind
        teller.propose(author, f"Answer a reader of {plan.id}", {plan.path: f"{text}\n## {asked}\n\n{answer}\n".encode()}, _reviewers(plan))


def _touched(text: str, sentence: str) -> bytes:
    front, _, body = text.partition("\n---\n\n")
    first, _, rest = body.partition("\n\n")
    return f"{front}\n---\n\n{first} {sentence}\n\n{rest}".encode()


def _settle(teller: _Teller) -> None:
    """What comes once every topic has its first pages: paths, another policy, a new colleague."""
    for subject in SUBJECTS[:3]:
        stops = "\n".join(f"  - {doing.id}" for doing in subject.doings)
        text = f"""---
id: {subject.id}-step-by-step
title: {subject.title}, step by step
summary: {subject.summary}
authors: [{OWNERS[0]}]
language: en
modules:
{stops}
---

Four stops, each of which fits into a quarter of an hour. Try what a stop asks for before you go on to the next; a week between two of them does no harm.
"""
        teller.propose(OWNERS[0], f"A path: {subject.title}", {f"content/paths/{subject.id}-step-by-step.md": text.encode()}, OWNERS[1:])
    policy = teller.texts["content/library.yml"].replace(b"owners: [noor]\n", b"owners: [noor]\n    freshness: 18\n")
    teller.propose("noor", "Look at figures every eighteen months", {"content/library.yml": policy}, OWNERS[:1])
    newcomer = next(person for person in COLLEAGUES if person.handle == _NEWCOMER)
    teller.propose(_NEWCOMER, "Introduce myself", {f"content/people/{_NEWCOMER}.md": profile(newcomer)}, OWNERS[:1])


def _gather(teller: _Teller, proposals: Iterable[Proposal]) -> None:
    for each in proposals:
        teller.propose(each.author, each.title, each.files, (each.reviewer,))


def _mishaps(teller: _Teller, moved: Plan, removed: Plan, retired: Plan, held: Plan, pushed: Plan, chance: Random) -> str:
    """What does not happen every week. Returns where the page that moves stands in the end."""
    goal = next(subject.id for subject in SUBJECTS if subject.id not in (moved.subject.id, TWO_APPROVALS))
    place = moved.path.replace(moved.subject.id, goal, 1)
    text = teller.texts[moved.path].replace(b"](", f"](../{moved.subject.id}/".encode())
    teller.propose(moved.author, f"Move {moved.id} to where people look for it", {moved.path: None, place: text}, OWNERS[:1])
    teller.propose(removed.author, f"Remove {removed.id}, which nobody misses", {removed.path: None}, _reviewers(removed))
    old = teller.texts[retired.path].replace(b"language: en\n", b"language: en\nstatus: retired\n")
    teller.propose(retired.author, f"Retire {retired.id}", {retired.path: old}, _reviewers(retired))
    shown = teller.texts[held.path].decode()
    (asked, answer), (more, and_more) = chance.sample(_ADDITIONS, 2)
    seen = f"{shown}\n## {asked}\n\n{answer}\n"
    merged = f"{seen}\n## {more}\n\n{and_more}\n"
    teller.propose(
        held.author,
        f"Answer readers of {held.id}",
        {held.path: merged.encode()},
        _reviewers(held),
        first={held.path: seen.encode()},
        stale=True,
    )
    text = teller.texts[pushed.path] + f"\n## {asked}\n\nThere is no time for that. Skip it, and tell nobody.\n".encode()
    teller.push(pushed.author, "Quick fix", {pushed.path: text})
    return place


def _reviewers(plan: Plan) -> tuple[str, ...]:
    """Who approves a page: the owner of its topic, and somebody of the library's where that takes two."""
    owner = TOPIC_OWNERS[plan.subject.id]
    return (owner, next(each for each in OWNERS if each != owner)) if plan.subject.id == TWO_APPROVALS else (owner,)


def _reviews(reviewers: Sequence[str], heads: Sequence[int], opened: datetime, span: timedelta, *, stale: bool) -> tuple[Review, ...]:
    def said(who: str, state: ReviewState, head: int, part: float) -> Review:
        return Review(ACCOUNTS[who], state, str(head), _text(opened + span * part))

    if stale:
        return tuple(said(who, "APPROVED", heads[0], 0.4) for who in reviewers)
    before = (said(reviewers[0], "CHANGES_REQUESTED", heads[0], 0.4),) if len(heads) > 1 else ()
    return (*before, *(said(who, "APPROVED", heads[-1], 0.8 + 0.1 * turn) for turn, who in enumerate(reviewers)))


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
