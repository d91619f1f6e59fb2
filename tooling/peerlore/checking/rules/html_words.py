"""Elements of HTML that a page cannot carry, and what to write instead."""

from __future__ import annotations

_ANOTHER_SITE = "A page runs no programs and shows no other site inside of it; link to it instead: [what one finds there](https://…)."
_LOOKS = "The site decides how pages look; remove it."
_FORM = "A page holds no forms; link to the form instead: [Join the next circle](https://…)."
_RECORDING = "Link to the recording, [Watch the recording](https://…), and say in the text what it shows."
_DRAWING = "Export the drawing as PNG beside index.md, and write ![what one sees](drawing.png)."
_PARTS = "Structure the page with headings such as `## Try it`, and with boxes such as `!!! note`."
_STRESS = "Write **strong words** or *stressed words* instead."
_TEXT = "Write the text without it."

_GROUPS: tuple[tuple[str, str], ...] = (
    ("applet embed frame frameset iframe noframes noscript object param portal script template slot", _ANOTHER_SITE),
    ("base basefont body head html link meta style title", _LOOKS),
    ("button datalist dialog fieldset form input keygen legend menu menuitem meter optgroup option output progress select textarea", _FORM),
    ("audio bgsound source track video", _RECORDING),
    ("area canvas circle ellipse g image line map path picture polygon polyline rect svg text use", _DRAWING),
    ("address article aside footer header hgroup main nav search section", _PARTS),
    ("big blink font marquee", _STRESS),
    ("bdi bdo center data nobr rb rp rt rtc ruby spacer time wbr", _TEXT),
    ("dir listing plaintext xmp", "Write a list with hyphens, or code between ``` lines."),
    ("math maction merror mfrac mi mn mo mrow msub msup mtext semantics", "Write the formula in TeX between `\\(` and `\\)`, or in words."),
    ("acronym", 'Write <abbr title="what it stands for">…</abbr>.'),
    ("strike", "Write <del>…</del>."),
    ("tt", "Write it between backticks."),
)

INSTEAD: dict[str, str] = {name: hint for names, hint in _GROUPS for name in names.split()}
"""What to write instead of an element of HTML, by its name."""

ENDS_BY_ITSELF = frozenset(
    ("caption", "colgroup", "dd", "dt", "li", "p", "rb", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr", "option", "optgroup")
)
"""Elements whose end tag may be left out (HTML Living Standard, section 13.1.2.4)."""

PARTS_OF_TABLES = frozenset(("caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"))
"""Elements that mean nothing outside of a table."""
