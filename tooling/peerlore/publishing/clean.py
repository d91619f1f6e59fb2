"""The allow-list at work: HTML and the words of a heading without anything that could harm a reader."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import nh3

from peerlore.reading import html

# A parser opens each of these anew in every block that follows until it is closed (HTML, section 13.2.4.3), so that a few
# hundred unclosed ones and as many blocks make millions of elements.
_FORMATTING = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/>]", re.IGNORECASE)
_MOST_REPEATED = 200_000
_MOST_ELEMENTS = 5_000
LARGEST = 8 * 1024 * 1024
"""Characters of HTML that a page may have: thirty times those of its text."""


def clean_html(text: str) -> str:
    """`text` with everything dropped that is not on the allow-list."""
    return _cleaner().clean(text)


def clean_label(text: str) -> str:
    """The words of `text` without any tag, escaped: what the contents list shows of a heading."""
    return nh3.clean(text, tags=set())


def may_take_long(text: str) -> bool:
    """Whether the parser might sit over this HTML for more than some tenths of a second.

    Counts what could be an element, wherever it stands, since only the parser knows what is one.
    """
    elements = text.count("<")
    return elements > _MOST_ELEMENTS or (elements > 400 and elements * len(_FORMATTING.findall(text)) > _MOST_REPEATED)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(html.TAGS),
        clean_content_tags=set(html.SWALLOWED),
        attributes={tag: set(html.attributes_of(tag)) for tag in html.TAGS},
        attribute_filter=lru_cache(maxsize=1024)(html.kept_value),  # most are the classes of coloured code
        url_schemes=set(html.SCHEMES),
        link_rel=None,
    )
