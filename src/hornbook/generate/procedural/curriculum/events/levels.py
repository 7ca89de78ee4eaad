"""Levels that events raise and lower, between limits."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.pruned import pruned


@family
def hysteresis(r: Draw) -> Task:
    """Switch on low, switch off high.

    A heater that switches at a single temperature would flicker. With two limits, the state
    between them stays what it was.
    """
    numbers = r.pick("temperatures", "levels", "readings", "pressures", "depths")
    what = r.pick("heater", "pump", "fan", "lamp", "valve", "motor")
    low = r.randint(0, 15)
    high = low + r.randint(3, 9)
    label, said, gives, end = r.pick(
        ("states", f"the list of whether the {what} is on after each of them", "list[bool]",
         "states"),
        ("time_on", f"how many of them leave the {what} on", "int", "sum(states)"),
        ("switches", f"how often the {what} changes", "int",
         "sum(a != b for a, b in zip([False, *states], states))"),
    )  # fmt: skip
    edges = [[low - 1], [low], [low - 1, high], [low - 1, high + 1], [low - 1, low, high, high + 1]]
    both = [[high + 1, low - 1, high, low], [low + 1, low - 1, low + 1, high + 1, low + 1]]
    return Task(
        names=(f"{what}_{label}", f"{label}_of_{what}", f"control_{what}"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(
            f"Return {said}, if the {what} goes on when one of the {numbers} is below {low}, goes"
            f" off when it is above {high}, and otherwise stays as it is. At first it is off.",
            f"Simulate a {what}, off at first, that any of the {numbers} under {low} switches on"
            f" and any over {high} switches off; return {said}.",
        ),
        solutions={
            "branches": f"""
                on, states = False, []
                for n in {numbers}:
                    if n < {low}:
                        on = True
                    elif n > {high}:
                        on = False
                    states.append(on)
                return {end}
                """,
            "expression": f"""
                on, states = False, []
                for n in {numbers}:
                    on = n < {low} or (on and n <= {high})
                    states.append(on)
                return {end}
                """,
        },
        inputs=[[], *edges, *both, *(r.integers(7, low - 6, high + 6) for _ in range(4))],
    )


@family
def battery(r: Draw) -> Task:
    """Use up and fill up within limits.

    A battery can't hold more than it can, nor less than nothing. `min` and `max` keep the charge
    between the limits at every step.
    """
    numbers, full = r.pick("changes", "steps", "loads", "flows", "trips"), r.randint(8, 20)
    what = r.pick("battery", "tank", "barrel", "tub", "reservoir")
    start = r.pick(0, full // 2, full)
    label, said, gives, end = r.pick(
        ("final", f"how much the {what} holds at the end", "int", "charge"),
        ("history", f"the list of how much the {what} holds after each of them", "list[int]",
         "history"),
        ("wasted", f"how much of what is poured into the {what} is lost because it is full", "int",
         "wasted"),
        ("empty_times", f"after how many of them the {what} is empty", "int", "history.count(0)"),
    )  # fmt: skip
    edges = [[], [full], [-full], [full - start], [full - start + 1], [-start], [-start - 1, 1]]
    lists = [[3, -50, 4], [50, -3, -4, 60], [-50, full, 2, -full, 5, -5, -1], [-50, full + 1, 7]]
    return Task(
        names=(f"{what}_{label}", f"{label}_of_{what}", f"simulate_{what}"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(
            f"Return {said}, if it holds {start} at first, at most {full} and at least 0, and"
            f" {numbers} add to it or, if negative, take from it.",
            f"Apply {numbers} one after the other to a {what} with {start} in it, whose content"
            f" always stays between 0 and {full}; return {said}.",
        ),
        solutions={
            "limits": pruned(
                f"""
                charge = {start}
                wasted = 0
                history = []
                for change in {numbers}:
                    wasted += max(0, charge + change - {full})
                    charge = min({full}, max(0, charge + change))
                    history.append(charge)
                return {end}
                """,
                end,
                "wasted",
                "history",
            ),
            "branches": pruned(
                f"""
                charge = {start}
                wasted = 0
                history = []
                for change in {numbers}:
                    charge += change
                    while charge > {full}:
                        charge -= 1
                        wasted += 1
                    charge = max(charge, 0)
                    history.append(charge)
                return {end}
                """,
                end,
                "wasted",
                "history",
            ),
        },
        inputs=[*edges, *lists, *(r.integers(6, -full, full) for _ in range(2))],
    )
