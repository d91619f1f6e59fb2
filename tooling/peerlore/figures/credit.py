"""Points for deeds by the library's rules. The same deeds and rules give the same points."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from peerlore.model.credit import Credited, CreditRules, Deed, Entry


def credit(deeds: Iterable[Deed], rules: CreditRules) -> list[Entry]:
    """An entry for each deed, in the order of time. Within a month, earlier deeds use a cap up before later ones."""
    given: Counter[tuple[str, ...]] = Counter()
    entries = []
    for deed in sorted(deeds):
        worth = rules.points.get(deed.kind, 0)
        all_in_month, kind_in_month = (deed.person, deed.at[:7]), (deed.person, deed.at[:7], deed.kind)
        left = [cap - given[key] for key, cap in ((all_in_month, rules.month), (kind_in_month, rules.monthly.get(deed.kind, 0))) if cap]
        points = max(0, min([worth, *left]))
        given[all_in_month] += points
        given[kind_in_month] += points
        entries.append(Entry(deed, points, worth - points))
    return entries


def by_person(entries: Iterable[Entry], rules: CreditRules) -> dict[str, Credited]:
    """What each person got, by their ids, most points first. Badges count the deeds that no cap left without a point."""
    own: Mapping[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        own[entry.deed.person].append(entry)
    credited = {person: _credited(found, rules) for person, found in own.items()}
    return dict(sorted(credited.items(), key=lambda pair: (-pair[1].points, pair[0])))


def _credited(entries: Sequence[Entry], rules: CreditRules) -> Credited:
    counting = Counter(entry.deed.kind for entry in entries if entry.points or not entry.lost)
    badges = tuple(badge for badge in rules.badges if counting[badge.deed] >= badge.times)
    return Credited(sum(entry.points for entry in entries), Counter(entry.deed.kind for entry in entries), badges)
