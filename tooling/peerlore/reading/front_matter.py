"""YAML 1.2 at the door: one pass over libyaml's events guards, builds plain values and notes where each stands.

Decided once for gate and publisher: no anchors, aliases, merge keys, tags or second documents; bounded depth, count
and size; no key twice; `Yes`, dates and `12:30` stay text. Knows nothing of schemas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any

import yaml

from peerlore.model.documents import KeyPath, Marks
from peerlore.reading.characters import HIDDEN, INSTEAD, RUN, hidden_in
from peerlore.reading.limits import PAGE, Limits
from peerlore.reading.scalars import plain_value
from peerlore.reading.usual_yaml import PARSER, read_usual
from peerlore.reading.yaml_errors import explain


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a YAML text; line and column count from 1 in that text."""

    code: str
    line: int
    column: int
    message: str
    hint: str


@dataclass
class Values:
    """What a YAML text says: plain values, and where values and keys stand in that text.

    Where reading had to stop, `complete` is false and the rest holds what stands above that spot. `find_marks` tells
    where things stand; few ask, so nothing is looked up before.
    """

    meta: Any = None
    faults: list[Fault] = field(default_factory=list)
    complete: bool = True
    find_marks: Callable[[], Marks] = Marks

    @cached_property
    def marks(self) -> Marks:
        """Where values and keys stand."""
        return self.find_marks()


class _Refused(Exception):
    """Carries the fault after which reading on makes no sense."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


_MOST_HIDDEN = 20
_KEY_HINT = "Write a word before the colon; text that starts with [ or { needs quotes."


def read_values(text: str, limits: Limits) -> Values:
    """Read one YAML text. Never raises for what the text says: faults come back in the values."""
    text = text.replace("\r\n", "\n")
    found, meta = read_usual(text, limits)
    if found:
        return Values(meta, find_marks=lambda: read_with_care(text, limits).marks)
    return read_with_care(text, limits)


def read_with_care(text: str, limits: Limits) -> Values:
    """Read one YAML text and say what is wrong with it and where everything stands."""
    values, marks = Values(), Marks()
    values.find_marks = lambda: marks
    text = _without_hidden(text, values.faults)
    size = len(text.encode("utf-8"))
    if size > limits.size:
        message = f"{limits.text} has {size:,} bytes, more than the {limits.size:,} allowed"
        values.faults.append(Fault("R007", 1, 1, message, _too_much(limits)))
        values.complete = False
        return values
    parser = PARSER(text)
    try:
        _Builder(values, marks, limits).build(parser)
    except _Refused as refused:
        values.faults.append(refused.fault)
        values.complete = False
    except yaml.YAMLError as error:
        values.faults.append(Fault("R004", *explain(error, text, limits.text)))
        values.complete = False
    finally:
        parser.dispose()
    if not text.endswith("\n"):
        _pull_in(values, marks, (text.count("\n") + 1, len(text) - text.rfind("\n")))
    return values


def _pull_in(values: Values, marks: Marks, end: tuple[int, int]) -> None:
    """libyaml adds a line end to a text without one, and sees the text end on the line behind it."""
    for places in (marks.places, marks.ends, marks.keys):
        places.update({path: end for path, place in places.items() if place > end})
    values.faults[:] = [
        replace(fault, line=end[0], column=end[1]) if (fault.line, fault.column) > end else fault for fault in values.faults
    ]


def _without_hidden(text: str, faults: list[Fault]) -> str:
    """YAML refuses some of these characters and takes others for line ends, after which no line number would fit."""
    for run in islice(RUN.finditer(text), _MOST_HIDDEN):
        before = text[: run.start()]
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        faults.append(Fault("R003", *place, f"{hidden_in(run.group())} here", "Write this spot again without it."))
    return HIDDEN.sub(INSTEAD, text) if faults else text


def _too_much(limits: Limits) -> str:
    return "Move text into the body; front matter holds short facts." if limits is PAGE else "Make it shorter."


@dataclass(slots=True)
class _Open:
    """A collection that is not finished: its value and path, and in a mapping the key that waits for its value.

    `keep` is false below a key that stands twice, so that the second one leaves no trace; `keep_next` is that of the key
    that waits.
    """

    value: Any
    path: KeyPath
    mapping: bool
    keep: bool = True
    key: str = ""
    has_key: bool = False
    keep_next: bool = True


class _Builder:
    """Turns events into values with a stack of open collections, so that depth costs memory and never the call stack."""

    def __init__(self, values: Values, marks: Marks, limits: Limits) -> None:
        self.values = values
        self.marks = marks
        self.limits = limits
        self.nodes = 0
        self.open: list[_Open] = []

    def build(self, parser: Any) -> None:
        documents = 0
        for event in _events(parser):
            name = type(event)
            if name is yaml.ScalarEvent or name is yaml.MappingStartEvent or name is yaml.SequenceStartEvent:
                self._guard(event)
                self._node(event)
            elif name is yaml.MappingEndEvent or name is yaml.SequenceEndEvent:
                self.open.pop()
            elif name is yaml.AliasEvent:
                raise _Refused(_shorthand(event, f"*{event.anchor}", "refers to a value elsewhere"))
            elif name is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    place = event.start_mark.line + 1, event.start_mark.column + 1
                    raise _Refused(Fault("R009", *place, "a second block of keys starts here", "Keep one block, and remove this line."))

    def _node(self, event: Any) -> None:
        """Put a scalar or a collection that starts where it belongs, or keep it as the key of what follows."""
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        parent = self.open[-1] if self.open else None
        if parent and parent.mapping and not parent.has_key:
            parent.key, parent.keep_next = self._key(event, parent, place)
            parent.has_key = True
            return
        scalar = type(event) is yaml.ScalarEvent
        value: Any = {} if type(event) is yaml.MappingStartEvent else []
        if scalar:
            value = event.value if event.style else plain_value(event.value)
        here: KeyPath = ()
        keep = parent is None or (parent.keep_next if parent.mapping else parent.keep)
        if parent is None:
            self.values.meta = value
        elif parent.mapping:
            here = (*parent.path, parent.key)
            parent.has_key = False
            if keep:
                parent.value[parent.key] = value
        else:
            here = (*parent.path, len(parent.value))
            parent.value.append(value)
        if keep:
            self.marks.places[here] = place
            if scalar:
                self.marks.ends[here] = (event.end_mark.line + 1, event.end_mark.column + 1)
        if not scalar:
            self.open.append(_Open(value, here, isinstance(value, dict), keep))
            if len(self.open) > self.limits.depth:
                message = f"this stands inside {self.limits.depth} other lists and groups, which is too deep"
                raise _Refused(Fault("R008", *place, message, "Make this list or group flatter."))

    def _guard(self, event: Any) -> None:
        self.nodes += 1
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if self.nodes > self.limits.nodes:
            message = f"{self.limits.text} has more than {self.limits.nodes:,} values"
            raise _Refused(Fault("R007", line, column, message, _too_much(self.limits)))
        if event.anchor is not None:
            raise _Refused(_shorthand(event, f"&{event.anchor}", "names a value so that others can refer to it"))
        if event.tag is not None:
            raise _Refused(_shorthand(event, event.tag.replace("tag:yaml.org,2002:", "!!"), "says of which type a value is"))
        if type(event) is yaml.ScalarEvent:
            text = event.value
            if len(text) > self.limits.scalar:
                message = f"this value has {len(text):,} characters, more than the {self.limits.scalar:,} allowed"
                raise _Refused(Fault("R007", line, column, message, "Move long text into the body."))
            hidden = RUN.search(text)
            if hidden:
                # An escape such as "\u202e" hides in plain sight, so the value is searched and not the source.
                message = f"{hidden_in(hidden.group())} in this value"
                self.values.faults.append(Fault("R003", line, column, message, "Write the value again without it."))

    def _key(self, event: Any, parent: _Open, place: tuple[int, int]) -> tuple[str, bool]:
        if type(event) is not yaml.ScalarEvent:
            raise _Refused(Fault("R010", *place, "a list or group stands where a key belongs", _KEY_HINT))
        key = event.value
        if key == "<<" and not event.style:
            raise _Refused(_shorthand(event, "<<", "takes over the keys of another group"))
        if key in parent.value:
            message = f"the key {key!r} stands here a second time"
            self.values.faults.append(Fault("R006", *place, message, "Keep one of the two and remove the other."))
            return key, False
        if parent.keep:
            self.marks.keys[(*parent.path, key)] = place
        parent.value[key] = None
        return key, parent.keep


def _events(parser: Any) -> Iterator[Any]:
    while parser.check_event():
        yield parser.get_event()


def _shorthand(event: Any, sign: str, meaning: str) -> Fault:
    mark = event.start_mark
    hint = "Write those keys out." if sign == "<<" else f"Write the value out; text that starts with {sign[0]} needs quotes."
    return Fault("R005", mark.line + 1, mark.column + 1, f"{sign!r} {meaning}, which is not allowed", hint)
