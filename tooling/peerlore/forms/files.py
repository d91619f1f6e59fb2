"""All generated files of a library with their texts, each under a header by which it is known again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peerlore.forms.attendance import presence
from peerlore.forms.issues import chooser, fix, need, outdated, proposal, talk
from peerlore.forms.owners import render_owners
from peerlore.forms.questionnaires import asked, form_of
from peerlore.importing.yaml_text import render_yaml
from peerlore.library import Library

COMMAND = "peerlore generate"
_MARK = f"# Written by `{COMMAND}`"
HEADER = f"{_MARK} from content/library.yml, content/skills.yml and the schemas.\n# Change those and run it again; what is changed here is lost.\n"

FORMS = ".github/ISSUE_TEMPLATE"
TALKS = ".github/DISCUSSION_TEMPLATE"
OWNERS = ".github/CODEOWNERS"


Fields = Mapping[str, Mapping[str, Any]]


def build_files(library: Library, fields: Fields, need_fields: Fields) -> dict[str, str]:
    """The text of every generated file by its path. `fields` are those of a module, `need_fields` those of a need, by the schemas.

    The discussion form opens in the category called "Modules": GitHub finds forms by the names of categories.
    """
    forms = {
        f"{FORMS}/propose-a-module.yml": proposal(library, fields),
        f"{FORMS}/declare-a-need.yml": need(library, need_fields),
        f"{FORMS}/suggest-a-fix.yml": fix(library),
        f"{FORMS}/out-of-date.yml": outdated(library),
        f"{FORMS}/i-was-there.yml": presence(),
        **{f"{FORMS}/{form_of(one)}": asked(one) for one in library.settings.questionnaires},
        f"{FORMS}/config.yml": chooser(library),
        f"{TALKS}/modules.yml": talk(library),
    }
    texts = {OWNERS: render_owners(library.settings), **{file: render_yaml(form) for file, form in forms.items()}}
    return {file: HEADER + text for file, text in texts.items()}


def is_ours(text: str) -> bool:
    """Whether a file was written by this command, by this version or another."""
    return text.startswith(_MARK)
