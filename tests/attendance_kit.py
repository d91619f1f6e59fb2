"""A town with a circle that met: everybody says from their own account that they were there, and who else was."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from library_kit import page, run_program
from peerlore.outside.schemas import read_schema
from test_together import GROUP, SESSION
from town import Town, town

REPOSITORY = "https://git.work.example/ours/library"
MET = "2026-02-24-ask-aloud"
CIRCLE = ("mara", "zoe", "sam", "kim")


def met(id: str = MET, **changes: Any) -> dict[str, str]:
    """The files of a circle of four, and of a session of it that took place before the town's first day."""
    group = {**GROUP, "members": [{"person": "mara", "role": "facilitator"}, "zoe", "sam", "kim", {"person": "jon", "role": "observer"}]}
    group.pop("contract")
    session = {**SESSION, "id": id, "status": "held", "date": id[:10], "prepare": [], **changes}
    return {"content/groups/open-questions.md": page(group, "\n"), f"content/sessions/{id}.md": page(session, "\n")}


@contextmanager
def circle_town(folder: Path, files: dict[str, str] | None = None, *people: str, **settings: Any) -> Iterator[Town]:
    """A town whose library has that circle; `people` join besides."""
    with town(folder, files or met(), repository=REPOSITORY, adopt=False, **settings) as place:
        for login in people:
            place.forge.join(login)
        adopted = place.peerlore("review", "adopt", "--by", "mara")
        assert adopted.code == 0, adopted
        yield place


def was_there(place: Town, login: str, *others: str, session: str = MET, how: str = "On site") -> int:
    """Somebody fills in the form; returns the number of the issue."""
    return place.forge.write(login, said(*others, session=session, how=how), "I was there: Ask aloud")


def said(*others: str, session: str = MET, how: str = "On site") -> str:
    """What GitHub makes of the form."""
    named = "\r\n".join(others) or "_No response_"
    return f"### Session\r\n\r\n{session}\r\n\r\n### How were you there?\r\n\r\n{how}\r\n\r\n### Who else was there?\r\n\r\n{named}"


def sync(place: Town) -> str:
    """What a sync says."""
    place.pull()
    done = place.peerlore("sync")
    assert done.code == 0, done
    return done.out


def told(place: Town, session: str = MET, *words: str) -> dict[str, Any]:
    """Who was there, by handle, and the totals."""
    done = place.peerlore("attendance", session, "--format", "json", *words)
    assert done.code == 0, done
    answer: dict[str, Any] = json.loads(done.out)
    assert answer["present"] + answer["unconfirmed"] + answer["absent"] == answer["expected"], "totals tie to the roster"
    return {
        **{one["handle"]: one["state"] for one in answer["people"]},
        "#": [answer[name] for name in ("present", "unconfirmed", "absent", "guests")],
    }


def kept(place: Town, name: str = "attendance") -> Any:
    """A file beside evidence on the remote, which fits its schema."""
    done = run_program("git", "fetch", "-q", "origin", "+refs/heads/evidence:refs/remotes/origin/evidence", cwd=place.clone)
    assert done.code == 0, done
    shown = run_program("git", "show", f"origin/evidence:activity/{name}.json", cwd=place.clone)
    assert shown.code == 0, shown
    value = json.loads(shown.out)
    assert list(Draft202012Validator(read_schema(name)).iter_errors(value)) == []
    return value


def staged(place: Town, folder: Path, page: str) -> str:
    """The text of a page as it is staged."""
    place.pull()
    stage = folder / "scène"
    done = subprocess.run(
        [sys.executable, "-m", "peerlore", "stage", str(stage)], cwd=place.clone, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done
    return (stage / "docs" / page).read_text("utf-8")
