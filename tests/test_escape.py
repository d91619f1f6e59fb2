"""Front matter that we write: whatever strangers put into it comes back as text, escaped once."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from peerlore.staging.escape import front_matter, html_values, read_front_matter

TEXTS = st.text() | st.text("ab\"\\'<>&\u2028\u0085\x7f\t\n/:#{}[]")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS | TEXTS.map(Markup),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["title", "url", "why", "a'b", "&", "x\\\\"]), inner, max_size=3)
    ),
    max_leaves=12,
)
FRONT = st.dictionaries(st.sampled_from(["title", "head", "module", "found"]), VALUES, min_size=1)


@given(FRONT)
def test_front_matter_says_every_value_escaped_once(values: dict[str, Any]) -> None:
    written = front_matter(values)
    assert read_front_matter(written + "Text.") == (html_values(values), "Text.")


@given(FRONT)
def test_front_matter_is_yaml(values: dict[str, Any]) -> None:
    block = front_matter(values).removeprefix("---\n").removesuffix("---\n")
    said = yaml.safe_load(block)
    assert json.dumps(said, sort_keys=True) == json.dumps(html_values(values), sort_keys=True)
