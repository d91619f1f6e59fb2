"""The shapes of GitHub's answers. What lacks a field has no shape, and raises ValueError."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


def _in_utc(said: str) -> str:
    return datetime.fromisoformat(said).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


Moment = Annotated[str, AfterValidator(_in_utc)]
"""A time as `2026-03-01T10:00:00Z`."""

CommitName = Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]


class Said(BaseModel):
    """Some of what GitHub says, with its names in our way of writing."""

    model_config = ConfigDict(alias_generator=to_camel, frozen=True, strict=True)


Node = TypeVar("Node")


class PageInfo(Said):
    """Where a list goes on."""

    has_next_page: bool
    end_cursor: str | None


class Listed(Said, Generic[Node]):
    """One page of a list."""

    nodes: list[Node]
    page_info: PageInfo
    total_count: int | None = None


class Actor(Said):
    """Whoever did something. An enterprise's own account has no number."""

    kind: str = Field(alias="__typename")
    login: str
    number: int | None = Field(default=None, alias="databaseId")


class GitActor(Said):
    """Whom a commit names, and the account that has this address."""

    email: str | None
    user: Actor | None


class Oid(Said):
    """A commit by its name."""

    oid: CommitName


class ReviewSaid(Said):
    """A review. One that is not sent yet has no time."""

    state: Literal["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"]
    submitted_at: Moment | None
    commit: Oid | None
    author: Actor | None


class Written(Oid):
    """A commit with what a rebase keeps of it."""

    authored_date: Moment
    message_headline: str


class CommitSaid(Written):
    """A commit with everybody whom it names; `id` is GitHub's own name for it."""

    id: str
    authors: Listed[GitActor]
    committer: GitActor | None


class CommitOfChange(Said):
    """A commit as one of a pull request."""

    commit: CommitSaid


class ForcePush(Said):
    """That the branch of a pull request was put elsewhere."""

    actor: Actor | None


class Reviewer(Actor):
    """Who is asked for a review: a person, a program, or a team, which has no login."""

    login: str = ""


class ReviewRequest(Said):
    """That somebody is asked for a review; None for whom this token does not see."""

    requested_reviewer: Reviewer | None


class Named(Said):
    """A repository as `owner/name`."""

    name_with_owner: str = Field(pattern=r"^[A-Za-z0-9_-]+/[A-Za-z0-9._-]+$")


class PullRequest(Said):
    """A pull request, with the first page of each of its lists."""

    number: int
    title: str
    created_at: Moment
    is_draft: bool
    head_ref_oid: CommitName
    head_ref_name: str
    head_repository: Named | None
    author: Actor | None
    merged_at: Moment | None
    merge_commit: Oid | None
    merged_by: Actor | None
    reviews: Listed[ReviewSaid]
    commits: Listed[CommitOfChange]
    timeline_items: Listed[ForcePush]
    review_requests: Listed[ReviewRequest]


class Id(Said):
    """Something by GitHub's own name for it."""

    id: str


class OidList(Said):
    """The first page of a list of commits."""

    nodes: list[Oid]


class HeldCommit(Said):
    """A commit as one of a pull request, by what a rebase keeps of it."""

    commit: Written


class HeldCommits(Said):
    """The last commits of a pull request, oldest first."""

    nodes: list[HeldCommit]


class Candidate(Said):
    """A pull request that may have brought a commit."""

    number: int
    merged_at: Moment | None
    merge_commit: Written | None
    base_ref_name: str
    base_repository: Id | None
    commits: HeldCommits


class Candidates(Said):
    """Some of them."""

    nodes: list[Candidate]


class CommitWithChanges(Written):
    """A commit, and the pull requests that GitHub connects with it."""

    committed_date: Moment
    parents: OidList
    associated_pull_requests: Listed[Candidate]


class CommitInRepository(Id):
    """A repository and a commit of it; None where it has none of that name."""

    object: CommitWithChanges | None


class Counted(Said):
    """A list of which the length alone is asked."""

    total_count: int


class ReactionGroup(Said):
    """Reactions of one kind. Who gave them is not asked."""

    content: str = Field(pattern=r"^[A-Z_]+$")
    reactors: Counted


class Category(Said):
    """A category of discussions; in one for questions, an answer can be chosen."""

    is_answerable: bool


class ChosenAnswer(Said):
    """The comment that was chosen as the answer to a question, by who wrote it."""

    author: Actor | None


class Discussion(Said):
    """A discussion. Nobody's name is asked but, where answers count, of who opened it and who gave and chose its answer."""

    number: int
    body: str
    closed: bool
    is_answered: bool | None
    category: Category
    comments: Counted
    reaction_groups: list[ReactionGroup] | None
    author: Actor | None = None
    answer: ChosenAnswer | None = None
    answer_chosen_at: Moment | None = None
    answer_chosen_by: Actor | None = None


class Discussions(Said):
    """A page of the discussions of a repository, and whether it has them at all."""

    has_discussions_enabled: bool
    discussions: Listed[Discussion]


class Label(Said):
    """A label of an issue."""

    name: str


class Thumb(Said):
    """That somebody put a thumb up; None for an account that is gone."""

    user: Actor | None


class Issue(Said):
    """An issue. Its text was edited last by `editor`, None where nobody edited it or their account is gone."""

    number: int
    title: str
    body: str
    state: Literal["OPEN", "CLOSED"]
    created_at: Moment
    updated_at: Moment
    last_edited_at: Moment | None
    author: Actor | None
    editor: Actor | None
    labels: Listed[Label] | None
    reactions: Listed[Thumb]


class Issues(Said):
    """A page of the issues of a repository, and whether it has them at all."""

    has_issues_enabled: bool
    issues: Listed[Issue]


class RestActor(Said):
    """Whoever did something, as REST says it."""

    kind: str = Field(alias="type")
    login: str
    number: int = Field(alias="id")


class Run(BaseModel):
    """The run of a workflow that kept something."""

    id: int
    head_sha: str


class Artifact(BaseModel):
    """What a run kept."""

    id: int
    expired: bool
    workflow_run: Run | None


class Artifacts(BaseModel):
    """A page of what runs kept, the newest first."""

    artifacts: list[Artifact]


class Push(BaseModel):
    """A push, merge or deletion, as REST says it."""

    model_config = ConfigDict(frozen=True, strict=True)

    after: str
    timestamp: Moment
    activity_type: str
    actor: RestActor | None
