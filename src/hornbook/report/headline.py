"""What was made, how good it is and what it cost: one sentence, and a few large figures."""

from __future__ import annotations

from collections.abc import Sequence

from hornbook.report.view import Estimate, Figure, Figure1, FunnelTrack, Measure, Node, Spend
from hornbook.report.wording import count, in_unit, money, seconds, short_count

NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def headline(
    figure1: Figure1 | None,
    funnel: Sequence[FunnelTrack],
    nodes: Sequence[Node],
    spends: Sequence[Spend],
    parameters: int = 0,
) -> str:
    """The first sentence of the page. It states both ends of the comparison, whichever wins."""
    cost = _cost(nodes, spends)
    measure = _telling(figure1) if figure1 else None
    if figure1 is None or measure is None:
        made = ", ".join(
            f"{count(track.steps[-1].count)} {track.unit}" for track in funnel if track.steps
        )
        return f"{made[:1].upper()}{made[1:] or 'The run was'} made {cost}."
    arms = figure1.arms
    how_many = NUMBERS[len(arms)] if len(arms) < len(NUMBERS) else str(len(arms))
    models = f"{how_many.capitalize()} model{'s' if len(arms) > 1 else ''}"
    if parameters:
        models += f" of {short_count(parameters)} parameters"
    last = _result(measure, -1)
    sentence = f"{models}, made {cost}: the one trained on “{arms[-1]}” "
    sentence += _claim(measure, last)
    first = _result(measure, 0)
    if len(arms) > 1 and first:
        sentence += f", the one on “{arms[0]}” {in_unit(first.value, measure.unit)}"
    return sentence + "."


def figures(
    figure1: Figure1 | None, nodes: Sequence[Node], spends: Sequence[Spend]
) -> tuple[Figure, ...]:
    """The last data set's results, then time and money."""
    shown = []
    for measure in figure1.measures[:3] if figure1 else ():
        last, first = _result(measure, -1), _result(measure, 0)
        if last:
            note = ""
            if figure1 and first and len(figure1.arms) > 1:
                note = f"{figure1.arms[0]}: {in_unit(first.value, measure.unit)}"
            shown.append(Figure(in_unit(last.value, measure.unit), measure.name, note))
    if nodes:
        total = sum(node.seconds for node in nodes)
        shown.append(Figure(seconds(total), "for all stages", f"{len(nodes)} stages"))
    if spends:
        tokens = sum(spend.prompt_tokens + spend.completion_tokens for spend in spends)
        shown.append(Figure(_money(spends), "for teachers", f"{short_count(tokens)} tokens"))
    return tuple(shown)


def _telling(figure1: Figure1) -> Measure | None:
    """The measure to put first: the highest share solved; if nothing was, one that is smooth."""
    shares = [measure for measure in figure1.measures if measure.unit == "share"]
    solved = {
        measure.name: max(each.value for each in (*measure.base, *measure.tuned) if each)
        for measure in shares
        if any((*measure.base, *measure.tuned))
    }
    if solved and max(solved.values()) > 0:
        return max(shares, key=lambda measure: solved.get(measure.name, -1.0))
    measured = [measure for measure in figure1.measures if any((*measure.base, *measure.tuned))]
    smooth = [measure for measure in measured if measure.unit != "share"]
    return next(iter([*smooth, *measured]), None)


def _result(measure: Measure, arm: int) -> Estimate | None:
    return measure.tuned[arm] or measure.base[arm]


def _claim(measure: Measure, estimate: Estimate | None) -> str:
    if estimate is None:
        return f"has no result for {measure.name}"
    test, _, what = measure.name.rpartition(", ")
    value = in_unit(estimate.value, measure.unit)
    if measure.unit != "share":
        return f"reaches {value} {what} on {test}" if test else f"reaches {value} on {what}"
    tries = what.removeprefix("pass@")
    within = "at the first try" if tries == "1" else f"within {tries} tries"
    return f"solves {value} of {test} {within}"


def _cost(nodes: Sequence[Node], spends: Sequence[Spend]) -> str:
    parts = [f"in {seconds(sum(node.seconds for node in nodes))}"] if nodes else ["just now"]
    if spends:
        tokens = sum(spend.prompt_tokens + spend.completion_tokens for spend in spends)
        parts.append(f"with {short_count(tokens)} tokens of a teacher for {_money(spends)}")
    return " ".join(parts)


def _money(spends: Sequence[Spend]) -> str:
    costs = [spend.cost for spend in spends]
    return money(None if None in costs else sum(cost for cost in costs if cost))
