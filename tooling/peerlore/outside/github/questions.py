"""What GitHub is asked, in its GraphQL. Every list says how many entries it has and where it goes on."""

from __future__ import annotations

_ACTOR = """
fragment Actor on Actor {
  __typename
  login
  ... on User { databaseId }
  ... on Bot { databaseId }
  ... on Mannequin { databaseId }
  ... on Organization { databaseId }
}
"""

_REVIEWS = """
fragment Reviews on PullRequestReviewConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { state submittedAt commit { oid } author { ...Actor } }
}
"""

# A user is an Actor, but not by that name where the schema says User.
_GIT_ACTORS = """
fragment GitActors on GitActorConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { email user { __typename login databaseId } }
}
"""

_COMMITS = """
fragment Commits on PullRequestCommitConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes {
    commit {
      id
      oid
      authoredDate
      messageHeadline
      authors(first: 10) { ...GitActors }
      committer { email user { __typename login databaseId } }
    }
  }
}
"""

_FORCE_PUSHES = """
fragment ForcePushes on PullRequestTimelineItemsConnection {
  pageInfo { hasNextPage endCursor }
  nodes { ... on HeadRefForcePushedEvent { actor { ...Actor } } }
}
"""

_ASKED = """
fragment Asked on ReviewRequestConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { requestedReviewer { __typename ... on User { login databaseId } ... on Bot { login databaseId } } }
}
"""

_CHANGE = f"""
fragment Change on PullRequest {{
  number
  title
  createdAt
  isDraft
  headRefOid
  headRefName
  headRepository {{ nameWithOwner }}
  author {{ ...Actor }}
  mergedAt
  mergeCommit {{ oid }}
  mergedBy {{ ...Actor }}
  reviews(first: 100) {{ ...Reviews }}
  commits(first: 100) {{ ...Commits }}
  timelineItems(first: 100, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {{ ...ForcePushes }}
  reviewRequests(first: 100) {{ ...Asked }}
}}
{_ACTOR}{_REVIEWS}{_GIT_ACTORS}{_COMMITS}{_FORCE_PUSHES}{_ASKED}"""

REPOSITORY = """
query Repository($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { id }
}
"""

CHANGE = f"""
query Change($owner: String!, $name: String!, $number: Int!) {{
  repository(owner: $owner, name: $name) {{ pullRequest(number: $number) {{ ...Change }} }}
}}
{_CHANGE}"""

OPEN_CHANGES = f"""
query OpenChanges($owner: String!, $name: String!, $branch: String!, $first: Int!, $after: String) {{
  repository(owner: $owner, name: $name) {{
    pullRequests(states: OPEN, baseRefName: $branch, first: $first, after: $after, orderBy: {{field: CREATED_AT, direction: ASC}}) {{
      totalCount
      pageInfo {{ hasNextPage endCursor }}
      nodes {{ ...Change }}
    }}
  }}
}}
{_CHANGE}"""

MERGED_CHANGES = f"""
query MergedChanges($owner: String!, $name: String!, $branch: String!, $first: Int!, $after: String) {{
  repository(owner: $owner, name: $name) {{
    pullRequests(states: MERGED, baseRefName: $branch, first: $first, after: $after, orderBy: {{field: UPDATED_AT, direction: DESC}}) {{
      totalCount
      pageInfo {{ hasNextPage endCursor }}
      nodes {{ ...Change }}
    }}
  }}
}}
{_CHANGE}"""

# GitHub rebases a hundred commits at most, so the last hundred are all that a rebase can have brought.
_CANDIDATE = """
fragment Candidate on PullRequest {
  number
  mergedAt
  mergeCommit { ...Written }
  baseRefName
  baseRepository { id }
  commits(last: 100) { nodes { commit { ...Written } } }
}
fragment Written on Commit { oid authoredDate messageHeadline }
"""

CHANGES_OF_COMMIT = f"""
query ChangesOfCommit($owner: String!, $name: String!, $oid: GitObjectID!, $after: String) {{
  repository(owner: $owner, name: $name) {{
    id
    object(oid: $oid) {{
      ... on Commit {{
        ...Written
        committedDate
        parents(first: 10) {{ nodes {{ oid }} }}
        associatedPullRequests(first: 50, after: $after) {{
          totalCount
          pageInfo {{ hasNextPage endCursor }}
          nodes {{ ...Candidate }}
        }}
      }}
    }}
  }}
}}
{_CANDIDATE}"""

LAST_MERGED = f"""
query LastMerged($owner: String!, $name: String!, $branch: String!) {{
  repository(owner: $owner, name: $name) {{
    pullRequests(states: MERGED, baseRefName: $branch, first: 20, orderBy: {{field: UPDATED_AT, direction: DESC}}) {{
      nodes {{ ...Candidate }}
    }}
  }}
}}
{_CANDIDATE}"""

MORE_REVIEWS = f"""
query MoreReviews($owner: String!, $name: String!, $number: Int!, $after: String!) {{
  repository(owner: $owner, name: $name) {{
    pullRequest(number: $number) {{ headRefOid more: reviews(first: 100, after: $after) {{ ...Reviews }} }}
  }}
}}
{_ACTOR}{_REVIEWS}"""

MORE_COMMITS = f"""
query MoreCommits($owner: String!, $name: String!, $number: Int!, $after: String!) {{
  repository(owner: $owner, name: $name) {{
    pullRequest(number: $number) {{ headRefOid more: commits(first: 100, after: $after) {{ ...Commits }} }}
  }}
}}
{_GIT_ACTORS}{_COMMITS}"""

MORE_FORCE_PUSHES = f"""
query MoreForcePushes($owner: String!, $name: String!, $number: Int!, $after: String!) {{
  repository(owner: $owner, name: $name) {{
    pullRequest(number: $number) {{
      headRefOid
      more: timelineItems(first: 100, after: $after, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {{ ...ForcePushes }}
    }}
  }}
}}
{_ACTOR}{_FORCE_PUSHES}"""

MORE_ASKED = f"""
query MoreAsked($owner: String!, $name: String!, $number: Int!, $after: String!) {{
  repository(owner: $owner, name: $name) {{
    pullRequest(number: $number) {{ headRefOid more: reviewRequests(first: 100, after: $after) {{ ...Asked }} }}
  }}
}}
{_ASKED}"""

MORE_AUTHORS = f"""
query MoreAuthors($commit: ID!, $after: String!) {{
  node(id: $commit) {{ ... on Commit {{ more: authors(first: 100, after: $after) {{ ...GitActors }} }} }}
}}
{_GIT_ACTORS}"""


def _discussions(name: str, more: str = "", fragments: str = "") -> str:
    return f"""
query {name}($owner: String!, $name: String!, $first: Int!, $after: String) {{
  repository(owner: $owner, name: $name) {{
    hasDiscussionsEnabled
    discussions(first: $first, after: $after, orderBy: {{field: CREATED_AT, direction: ASC}}) {{
      totalCount
      pageInfo {{ hasNextPage endCursor }}
      nodes {{
        number
        body
        closed
        isAnswered
        category {{ isAnswerable }}
        comments {{ totalCount }}
        reactionGroups {{ content reactors {{ totalCount }} }}{more}
      }}
    }}
  }}
}}
{fragments}"""


DISCUSSIONS = _discussions("Discussions")

_WHO_ANSWERED = """
        author { ...Actor }
        answer { author { ...Actor } }
        answerChosenAt
        answerChosenBy { ...Actor }"""
ANSWERED_DISCUSSIONS = _discussions("AnsweredDiscussions", _WHO_ANSWERED, _ACTOR)

_THUMBS = """
fragment Thumbs on ReactionConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { user { __typename login databaseId } }
}
"""

# An issue has a hundred labels at most.
_ISSUE = f"""
fragment Told on Issue {{
  number
  title
  body
  state
  createdAt
  updatedAt
  lastEditedAt
  author {{ ...Actor }}
  editor {{ ...Actor }}
  labels(first: 100) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ name }} }}
  reactions(content: THUMBS_UP, first: 100) {{ ...Thumbs }}
}}
{_ACTOR}{_THUMBS}"""

ISSUES = f"""
query Issues($owner: String!, $name: String!, $first: Int!, $after: String) {{
  repository(owner: $owner, name: $name) {{
    hasIssuesEnabled
    issues(first: $first, after: $after, orderBy: {{field: CREATED_AT, direction: ASC}}) {{
      totalCount
      pageInfo {{ hasNextPage endCursor }}
      nodes {{ ...Told }}
    }}
  }}
}}
{_ISSUE}"""

ISSUE = f"""
query Issue($owner: String!, $name: String!, $number: Int!) {{
  repository(owner: $owner, name: $name) {{ issue(number: $number) {{ ...Told }} }}
}}
{_ISSUE}"""

MORE_THUMBS = f"""
query MoreThumbs($owner: String!, $name: String!, $number: Int!, $after: String!) {{
  repository(owner: $owner, name: $name) {{
    issue(number: $number) {{ more: reactions(content: THUMBS_UP, first: 100, after: $after) {{ ...Thumbs }} }}
  }}
}}
{_THUMBS}"""

VIEWER = """
query Viewer { viewer { databaseId } }
"""

QUESTIONS = (
    VIEWER,
    REPOSITORY,
    CHANGE,
    OPEN_CHANGES,
    MERGED_CHANGES,
    CHANGES_OF_COMMIT,
    LAST_MERGED,
    MORE_REVIEWS,
    MORE_COMMITS,
    MORE_FORCE_PUSHES,
    MORE_ASKED,
    MORE_AUTHORS,
    DISCUSSIONS,
    ANSWERED_DISCUSSIONS,
    ISSUES,
    ISSUE,
    MORE_THUMBS,
)
