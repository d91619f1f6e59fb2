"""A library with texts of several days, translations, a hostile title, a retired page and a draft, as programs are told of it."""

from __future__ import annotations

import json
from pathlib import Path

from library_kit import GIT, module, run, run_program, small_files, small_library, write

HOSTILE = """</script><!-- "R&D" <script>alert(1)</script> 'à côté'"""
CIRCLES = "content/modules/circles"


def settings(**fields: object) -> str:
    """The `library.yml` of the small library with other fields."""
    return json.dumps({**json.loads(small_files()["content/library.yml"]), **fields}, ensure_ascii=False, indent=1)


def commit_on(library: Path, day: str, message: str = "A change") -> None:
    """Commit everything that changed, on a day at noon."""
    who = {f"GIT_{part}_{key}": value for part in ("AUTHOR", "COMMITTER") for key, value in _signed(day).items()}
    if not (library / ".git").exists():
        run_program("git", "init", "--quiet", "--initial-branch=main", cwd=library)
    run_program("git", "add", "--all", cwd=library)
    done = run_program("git", "commit", "--quiet", "--message", message, cwd=library, **GIT, **who)
    assert done.code == 0, done


def _signed(day: str) -> dict[str, str]:
    return {"NAME": "Zoé Ångström", "EMAIL": "zoe@work.example", "DATE": f"{day}T12:00:00+00:00"}


def told_library(folder: Path, **fields: object) -> Path:
    """The library, committed on four days and not built yet."""
    library = small_library(
        folder,
        {
            "content/library.yml": settings(
                visibility="public", licence="CC-BY-4.0", repository="https://git.work.example/ours/library", **fields
            ),
            f"{CIRCLES}/send-a-fax.md": module("send-a-fax", title="Send a telefax", status="retired"),
            f"{CIRCLES}/write-a-poem.md": module("write-a-poem", title="Write a limerick", status="draft"),
        },
    )
    commit_on(library, "2026-03-01", "Begin")
    write(
        library / f"{CIRCLES}/trust-nobody.md", module("trust-nobody", title=HOSTILE, summary=f"Learn all about {HOSTILE} in ten minutes.")
    )
    commit_on(library, "2026-03-04")
    page = library / f"{CIRCLES}/ask-a-question.fr.md"
    write(page, page.read_text("utf-8").replace("Une question ouverte", "Une question bien ouverte"))
    commit_on(library, "2026-03-06")
    return library


def built(library: Path) -> Path:
    """The site of a library."""
    outcome = run("build", cwd=library)
    assert outcome.code == 0, outcome
    return library / "site"
