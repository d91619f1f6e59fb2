"""The best choice out of many groups, so that nobody is in two of them. What knows the solver stands here alone.

This is set packing: a whole number for each group, a row for each person. HiGHS (https://highs.dev) solves it by branch and bound.
With one thread, a seed, and a limit on nodes instead of time, it says the same of the same, however fast the machine is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from peerlore.composing.company import Fit, Score, added
from peerlore.model.errors import CannotRun

_SETTINGS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
}
"""What is weighed are whole numbers, so half of one is no difference."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The groups that were chosen, whether no others are better, and how many people stay over at least, whatever one chooses."""

    chosen: tuple[Fit, ...]
    proven: bool
    left_at_least: int


def pack(fits: Sequence[Fit], people: Collection[int], most: int, nodes: int, now: Collection[Fit] = ()) -> Packed:
    """Choose groups of some people, at most so many (0: any number); `now` is a choice to begin with, and nothing worse is chosen.

    `nodes` says how many branches are looked at. Raises CannotRun where the solver is not installed.
    """
    if not fits:
        return Packed((), True, len(people))
    try:
        import highspy
    except ImportError:
        raise CannotRun("composing groups needs the extra `compose` of peerlore: `pip install 'peerlore[compose]'`") from None
    row = {one: at for at, one in enumerate(sorted(people))}
    # One more row counts the groups.
    columns = [[*(row[one] for one in fit.members), *([len(row)] if most else [])] for fit in fits]
    weights = _weights(len(people), max(len(fit.members) for fit in fits))
    problem = highspy.HighsLp()
    problem.num_col_, problem.num_row_ = len(fits), len(row) + (1 if most else 0)
    problem.sense_ = highspy.ObjSense.kMaximize
    problem.col_cost_ = [float(weights[0] * len(fit.members) - _weighed(fit.score, weights)) for fit in fits]
    problem.col_lower_, problem.col_upper_ = [0.0] * len(fits), [1.0] * len(fits)
    problem.integrality_ = [highspy.HighsVarType.kInteger] * len(fits)
    problem.row_lower_ = [-highspy.kHighsInf] * problem.num_row_
    problem.row_upper_ = [1.0] * len(row) + ([float(most)] if most else [])
    problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    problem.a_matrix_.start_ = [0, *accumulate(map(len, columns))]
    problem.a_matrix_.index_ = list(chain.from_iterable(columns))
    problem.a_matrix_.value_ = [1.0] * sum(map(len, columns))
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in {**_SETTINGS, "mip_max_nodes": nodes}.items():
        solver.setOptionValue(name, value)
    solver.passModel(problem)
    if now:
        known, start = set(now), highspy.HighsSolution()
        start.col_value = [float(fit in known) for fit in fits]
        solver.setSolution(start)
    solver.run()
    chosen = tuple(fit for fit, value in zip(fits, solver.getSolution().col_value, strict=True) if value > 0.5)
    if not chosen or _score(now, people) <= _score(chosen, people):
        chosen = tuple(now) or chosen
    proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    bound = solver.getInfo().mip_dual_bound
    placed_at_most = -(-int(bound + 0.5) // weights[0]) if proven or bound < highspy.kHighsInf else len(people)
    return Packed(chosen, proven, max(0, len(people) - placed_at_most))


def _score(fits: Collection[Fit], people: Collection[int]) -> Score:
    left = len(people) - sum(len(fit.members) for fit in fits)
    return added([(left, 0, 0, 0, 0), *(fit.score for fit in fits)])


def _weights(people: int, size: int) -> Score:
    """What one of each thing counts, so that it outweighs all that can follow it: as digits of a number whose places have different bases."""
    groups, pairs = people // 2 + 1, people * size // 2 + 1
    repeats = groups * pairs
    off = repeats * pairs
    return off * groups, off, repeats, groups, 1


def _weighed(score: Score, weights: Score) -> int:
    return sum(many * weight for many, weight in zip(score, weights, strict=True))
