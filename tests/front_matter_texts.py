"""Ways to write front matter, odd ones included, with what each says; None is a text that the checks must refuse.

What they say is YAML 1.2 without anchors, tags, merge keys and second documents, whatever other readers make of them.
"""

from __future__ import annotations

from typing import Any

LICENCES: dict[str, str | None] = {
    # Booleans and nothing, as YAML 1.1 had them
    **{word: word for word in ("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "tRue", "nULL", "None")},
    **dict.fromkeys(("true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL", "~", "", " ")),
    # Dates and times
    **{text: text for text in ("2026-01-02", "2026-1-2", "2026-01-02T10:00:00Z", "2026-01-02 10:00:00", "2026-13-45", "12:30", "1:20", "190:20:30")},
    **{text: text for text in ("10:30:00", "20:30.15", "-1:30", "2001-12-14t21:59:43.10-05:00")},
    # Numbers
    **{text: text for text in ("0o14", "0x1F", "0b101", "1_000", "1_0.5", ".inf", "-.Inf", "+.inf", ".nan", ".NaN", "0.0.1", "1,000", "9" * 20, "1e999")},
    **dict.fromkeys(("012", "0012", "12", "+12", "-12", "1.10", "1.", ".5", "1e3", "12e-03", "-0", "00")),
    # Signs at the start
    **dict.fromkeys(("@a", "`a`", "%a b", "|a", ">a", "- a", "? a", ": a", "[a", "{a", "]a", "}a", ",a", "#a", "# comment", "[CC]", "{a: b}", "CC: 4")),
    **{text: text for text in ("CC:4", "CC :4", "CC#4", "-CC", "?CC", ":CC", "--- CC", "...CC", "<<", "==", "C:\\x", "\\n", "$x", "(CC)", "CC | BY", "CC!")},
    "CC # comment": "CC",
    "CC-BY   ": "CC-BY",
    "CC\t": "CC",
    "\tCC": "CC",
    # Anchors, aliases, tags
    **dict.fromkeys(("&a CC", "*a", "&a", "!!str CC", "!!int 3", "!x CC", "! CC", "!!binary aGk=", "!!set {a}", "!!timestamp 2026-01-01", "&nbsp;CC")),
    **dict.fromkeys(("!!python/object/apply:os.abort []", "!<tag:yaml.org,2002:str> CC", "!!null ''")),
    # Quotes
    "'CC'": "CC",
    '"CC"': "CC",
    "'it''s'": "it's",
    '"a\\tb"': "a\tb",
    '"a\\nb"': "a\nb",
    '"\\x41B"': "AB",
    '"\\u00e9t\\u00E9"': "été",
    '"\\U0001F600!"': "😀!",
    '"\\/a"': "/a",
    '"a\\"b"': 'a"b',
    '"  CC  "': "  CC  ",
    '"\\_a"': "\u00a0a",
    '"yes"': "yes",
    "'2026-01-02'": "2026-01-02",
    "'012'": "012",
    "'null'": "null",
    "'*a'": "*a",
    "'&a'": "&a",
    "'!!str a'": "!!str a",
    "“CC”": "“CC”",
    "‘CC’": "‘CC’",
    "«CC»": "«CC»",
    **dict.fromkeys(('"\\e[31m"', '"\\0a"', '"\\Na"', '"\\La"', '"\\Pa"', '"\\ud800"', '"\\u202ea"', '"\\ufeffa"', '"\\b\\b"', '"\\x7f."', '"\\q"', '"\\"', '"\\x4"')),
    **dict.fromkeys(("''", '""', '"CC', "'CC", '"CC" x', "'CC'x", '"a" "b"', "'it's'")),
    # Several lines
    "|\n  CC": "CC\n",
    "|-\n  CC": "CC",
    "|+\n  CC\n": "CC\n\n",
    ">\n  CC\n  BY": "CC BY\n",
    ">-\n  CC\n  BY": "CC BY",
    ">-\n  CC\n\n  BY": "CC\nBY",
    ">-\n  CC\n    BY\n  SA": "CC\n  BY\nSA",
    "|2-\n    CC": "  CC",
    "|- # comment\n  CC": "CC",
    "|-\n  # no comment": "# no comment",
    "|-\n  a: &b *c": "a: &b *c",
    "\n  CC": "CC",
    "CC\n  BY": "CC BY",
    "CC\n\n  BY": "CC\nBY",
    "'a\n  b'": "a b",
    '"a\n  b"': "a b",
    '"a\n\n  b"': "a\nb",
    '"a\\\n  b"': "ab",
    **dict.fromkeys(("CC\nBY", "|0\n  CC", "|x\n  CC", "| CC", "|-\nCC", "CC\n  # comment\n  BY", "CC\n  BY: 4")),
    # Letters and signs of the world
    **{text: text for text in ("été", "e\u0301te\u0301", "日本", "😀😀", "👩🏽‍🚒", "שלום", "\u00a0CC", "CC\u00a0BY", "CC\tBY", "\ud7ffa", "\ue000a", "\U0010fffda", "ＣＣ", "−12", "–", "—–")[:13]},
    **dict.fromkeys(("CC\u2028BY", "CC\u2029BY", "CC\x85BY", "CC\ufeffBY", "CC\u202eYB", "CC\u2066BY", "CC\0BY", "CC\x1bBY", "CC\x7fBY", "CC\rBY", "CC\uffff")),
    # What templates and browsers could take for their own
    **{text: text for text in ("<b>CC</b>", "a & b", "a &amp; b", "a < b", "a > b", "</script>", "<!-- a -->", "a{{ b }}", "a{% b %}", "$(a)", "a\"b'c")},
    '"{{ 7*7 }}"': "{{ 7*7 }}",
    "'{% include x %}'": "{% include x %}",
    **dict.fromkeys(("{{ 7*7 }}", "{% x %}")),
}  # fmt: skip
"""What stands behind `licence:`, and the text it means."""

DURATIONS: dict[str, int | None] = {
    "12": 12, "012": 12, "00012": 12, "+12": 12, "480": 480, "12 # comment": 12, "12  ": 12, "\n  12": 12, "12.0": 12, "1.2e1": 12, "12.": 12, "1e1": 10,
    **dict.fromkeys(("-12", "0", "481", "0o14", "0x1F", "0b11", "1_0", "12:30", "1:20", "1 2", "'12'", '"12"', "９", "١٢", ".5", "12.5", "1e99", "1e999")),
    **dict.fromkeys(("true", "null", "~", "", "[12]", "{a: 1}", "|\n  12", "12 min", "+", "-", "--12", "9" * 18, "9" * 20, "!!int 12", "!!int '12'", "yes")),
}  # fmt: skip
"""What stands behind `duration:`, and the minutes it means."""

TAGS: dict[str, list[str] | None] = {
    "[a1, b1]": ["a1", "b1"],
    "[a1, b1,]": ["a1", "b1"],
    "[ a1 ,b1 ]": ["a1", "b1"],
    "[]": [],
    "[a1\n  , b1]": ["a1", "b1"],
    "[a1, # comment\n  b1]": ["a1", "b1"],
    "[a1\n  b1]": ["a1 b1"],
    "[yes, no, on]": ["yes", "no", "on"],
    "[2026-01-01, 12:30]": ["2026-01-01", "12:30"],
    "[a1:b1]": ["a1:b1"],
    "[\"a1\", 'b1']": ["a1", "b1"],
    "['a1, b1']": ["a1, b1"],
    "[a-1, +b, .c]": ["a-1", "+b", ".c"],
    "\n  - a1\n  - b1": ["a1", "b1"],
    "\n- a1\n- b1": ["a1", "b1"],
    "\n  -\n    a1": ["a1"],
    "\n  -   a1": ["a1"],
    "\n  - a1 # comment\n  # comment\n  - b1": ["a1", "b1"],
    "\n\n  - a1\n\n  - b1": ["a1", "b1"],
    "\n  - >-\n    a1\n    b1\n  - b1": ["a1 b1", "b1"],
    **dict.fromkeys(("[a1,, b1]", "[,a1]", "[12, a1]", "[1.10]", "[true]", "[null]", "[~]", "[a1: b1]", "[a1, [b1]]", "[{a: b}]", "[*a]", "[&a a1]", "[!x a1]")),
    **dict.fromkeys(("[a1, b1", "a1]", "[a1}", "a1, b1", "[a1, a1]", "\n  - a1\n - b1", "\n  - - a1", "\n  - a1: b", "\n  - a1\n  -", "\n  -a1", "- a1")),
}  # fmt: skip
"""What stands behind `tags:`, and the list it means."""

LINES: dict[str, dict[str, Any] | None] = {
    "x-a: 1": {"x-a": 1},
    "'x-a': 1": {"x-a": 1},
    '"x-\\u0061": 1': {"x-a": 1},
    "x-a : 1": {"x-a": 1},
    "? x-a\n: 1": {"x-a": 1},
    "x-a:": {"x-a": None},
    "x-a: yes": {"x-a": "yes"},
    "x-a: 2026-01-02": {"x-a": "2026-01-02"},
    "x-a: 1.10": {"x-a": 1.1},
    "x-a: {b: no, c: [on, 12:30, 012]}": {"x-a": {"b": "no", "c": ["on", "12:30", 12]}},
    "x-a: {b: , c}": {"x-a": {"b": None, "c": None}},
    'x-a: {"b":1}': {"x-a": {"b": 1}},
    "x-a:\n  on: off\n  1: 2\n  null: 3": {"x-a": {"on": "off", "1": 2, "null": 3}},
    "x-a:\n- b:\n  - c": {"x-a": [{"b": ["c"]}]},
    "x-a:\t1": {"x-a": 1},
    "x-<<: 1": {"x-<<": 1},
    "x-a: 1\n# comment\nx-b: 2": {"x-a": 1, "x-b": 2},
    "# comment": {},
    "#x-a: 1": {},
    "": {},
    "\n\n": {},
    "   ": {},
    "...": {},
    "x-a: [[[[[[1]]]]]]": {"x-a": [[[[[[1]]]]]]},
    **dict.fromkeys(("title: Again", '"title": Again', "? title\n: Again", "x-a: 1\nx-a: 2", "x-a: {b: 1, b: 2}", "x-a: {b: 1, 'b': 2}")),
    **dict.fromkeys(("<<: {x-b: 1}", "<<: [{x-b: 1}]", "x-a: {<<: {b: 1}}", '"<<": 1', "x-a: &a {b: 1}\n<<: *a", "x-a: &a [*a]", "x-a: *b", "&k x-a: 1", "!t x-a: 1")),
    **dict.fromkeys(("? [a]\n: 1", "? {a: b}\n: 1", "[a]: 1", "{a: b}: 1", "1: a", "on: a", "null: a", "~: a", ": a", "TITLE: x", "Title: x", "ti tle: x")),
    **dict.fromkeys(("\tx-a: 1", " x-a: 1", "x-a: 1\n  x-b: 2", "x-a: 1\n\tx-b: 2", "%YAML 1.1", "%TAG ! tag:x,2026:", "...\nx-a: 1", "--- x-a: 1", "- a")),
    **dict.fromkeys(("{x-a: 1}", "[x-a]", "x-a", "x-a 1", "x-a:1", "x-a: [[[[[[[[[[1]]]]]]]]]]", "x-a: " + "[" * 500, "x-a: " + "b" * 5000, "x-a: [" + "1," * 2000 + "]")),
    **dict.fromkeys(("--- ", "---\t", "----", "-----", "--", "–––", "———", "−−−", "—")),
    **dict.fromkeys(("template: redirect.html", "hide: [toc]", "search: {exclude: true}", "icon: x", "description: x", "date: 2026-01-01", "slug: x", "layout: x")),
}  # fmt: skip
"""Further lines of the front matter, and what they add to it."""
