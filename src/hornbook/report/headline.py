"""What was made, how good it is and what it cost: one sentence, and a few large figures."""

from __future__ import annotations

from collections.abc import Sequence

from hornbook.report.result_table import ResultTable
from hornbook.report.view import Estimate, Figure, Figure1, FunnelTrack, Measure, Node, Spend
from hornbook.report.wording import count, in_unit, money, seconds, short_count

NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def headline(
    figure1: Figure1 | None,
    funnel: Sequence[FunnelTrack],
    nodes: Sequence[Node],
    spends: Sequence[Spend],
    parameters: int = 0,
    tables: Sequence[ResultTable] = (),
) -> str:
    """The first sentence of the page. It states both ends of the comparison, whichever wins."""
    cost = _cost(nodes, spends)
    shown = figure1 or _of_table(tables)
    measure = _telling(shown) if shown else None
    if shown is None or measure is None:
        made = ", ".join(
            f"{count(track.steps[-1].count)} {track.unit}" for track in funnel if track.steps
        )
        return f"{made[:1].upper()}{made[1:] or 'The run was'} made {cost}."
    subjects = ("the one trained on ", "the one on ") if figure1 else ("", "")
    models = _models(len(shown.arms), parameters) + ", made" if figure1 else "Made"
    sentence = f"{models} {cost}: {subjects[0]}“{shown.arms[-1]}” "
    sentence += _claim(measure, _result(measure, -1))
    first = _result(measure, 0)
    if len(shown.arms) > 1 and first:
        sentence += f", {subjects[1]}“{shown.arms[0]}” {in_unit(first.value, measure.unit)}"
    seeds = 1 if figure1 else _seeds(tables[0])
    return sentence + (f" (means of {_number(seeds)} seeds)." if seeds > 1 else ".")


def _models(number: int, parameters: int) -> str:
    models = f"{_number(number).capitalize()} model{'s' if number > 1 else ''}"
    return models + (f" of {short_count(parameters)} parameters" if parameters else "")


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _of_table(tables: Sequence[ResultTable]) -> Figure1 | None:
    """The first comparison, as if its entrants were data sets."""
    if not tables or not tables[0].columns:
        return None
    measures = tuple(
        Measure(
            name=column.name,
            unit=column.unit,
            higher_is_better=column.higher_is_better,
            base=(None,) * len(column.cells),
            tuned=tuple(
                Estimate(cell.value, cell.low, cell.high, cell.of) if cell else None
                for cell in column.cells
            ),
        )
        for column in tables[0].columns
    )
    return Figure1(tables[0].entrants, measures)


def _seeds(table: ResultTable) -> int:
    """How many there were of every entrant; 1 where they had different numbers of them."""
    counts = {len(cell.seeds) for column in table.columns for cell in column.cells if cell}
    return counts.pop() if len(counts) == 1 else 1


def figures(
    figure1: Figure1 | None,
    nodes: Sequence[Node],
    spends: Sequence[Spend],
    tables: Sequence[ResultTable] = (),
) -> tuple[Figure, ...]:
    """The last data set's or entrant's results, then time and money."""
    figure1, shown = figure1 or _of_table(tables), []
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
    if not what.startswith("pass@"):
        return f"reaches {value} in {measure.name}"
    tries = what.removeprefix("pass@")
    within = "at the first try" if tries == "1" else f"within {tries} tries"
    return f"solves {value} of {test} {within}"


def _cost(nodes: Sequence[Node], spends: Sequence[Spend]) -> str:
    # Stages may have been made side by side, so that the run was sooner done.
    work = f"in {seconds(sum(node.seconds for node in nodes))} of work"
    parts = [work if nodes else "just now"]
    if spends:
        tokens = sum(spend.prompt_tokens + spend.completion_tokens for spend in spends)
        known = all(spend.cost is not None for spend in spends)
        paid = f"for {_money(spends)}" if known else "at a price that nobody gave"
        parts.append(f"with {short_count(tokens)} tokens of a teacher {paid}")
    return " ".join(parts)


def _money(spends: Sequence[Spend]) -> str:
    costs = [spend.cost for spend in spends]
    return money(None if None in costs else sum(cost for cost in costs if cost))
