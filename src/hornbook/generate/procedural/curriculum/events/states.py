"""Machines with states: events move them from one state to another."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.pruned import pruned


@family
def state_machine(r: Draw) -> Task:
    """Follow a table of states.

    A dictionary says for a state and an event which state comes next. Events that the table
    doesn't know leave everything as it is.
    """
    events = r.pick("events", "commands", "inputs", "signals", "actions", "steps")
    what, start, moves = r.pick(
        ("door", "closed", [("closed", "open", "opened"), ("opened", "close", "closed"),
                            ("closed", "lock", "locked"), ("locked", "unlock", "closed")]),
        ("player", "stopped", [("stopped", "play", "playing"), ("playing", "pause", "paused"),
                               ("paused", "play", "playing"), ("playing", "stop", "stopped")]),
        ("letter", "draft", [("draft", "sign", "ready"), ("ready", "send", "sent"),
                             ("sent", "return", "draft"), ("ready", "edit", "draft")]),
        ("robot", "idle", [("idle", "start", "moving"), ("moving", "grab", "loaded"),
                           ("loaded", "drop", "moving"), ("moving", "halt", "idle")]),
        ("order", "new", [("new", "pay", "paid"), ("paid", "ship", "sent"),
                          ("paid", "refund", "new"), ("sent", "reject", "paid")]),
        ("lamp", "off", [("off", "press", "dim"), ("dim", "press", "bright"),
                         ("bright", "press", "off"), ("bright", "wait", "dim")]),
        ("gate", "shut", [("shut", "coin", "free"), ("free", "walk", "shut"),
                          ("shut", "push", "alarm"), ("alarm", "reset", "shut")]),
    )  # fmt: skip
    label, said, gives, end = r.pick(
        ("end", "the state at the end", "str", "state"),
        ("states", "the list of all states, the first included, in order", "list[str]", "states"),
        ("changes", "how often the state changes", "int", "len(states) - 1"),
    )
    table = ", ".join(f'("{a}", "{event}"): "{b}"' for a, event, b in moves)
    told = ", ".join(f"{a} -{event}-> {b}" for a, event, b in moves)
    names = sorted({event for _, event, _ in moves})
    path = [moves[0][1], moves[1][1], moves[2][1], moves[3][1]]
    walks = [[r.choice(names) for _ in range(n)] for n in (3, 5, 8, 12)]
    branches = "\n".join(
        f'    {"el" * (i > 0)}if state == "{a}" and event == "{event}":\n        state = "{b}"\n'
        f"        states.append(state)"
        for i, (a, event, b) in enumerate(moves)
    )
    states = [path[:n] for n in range(5)]
    return Task(
        names=(f"{what}_{label}", f"follow_{what}", f"{label}_of_{what}", f"run_{what}"),
        takes={events: "list[str]"},
        gives=gives,
        does=(
            f"Return {said} of a {what} that is {start!r} at first and changes with {events} as"
            f" follows: {told}.",
            f"Follow a {what} through {events}: it begins as {start!r} and changes {told}. Return"
            f" {said}.",
        ),
        notes=("Other events change nothing.",),
        solutions={
            "table": f"""
                moves = {{{table}}}
                states = ["{start}"]
                for event in {events}:
                    if (states[-1], event) in moves:
                        states.append(moves[states[-1], event])
                state = states[-1]
                return {end}
                """,
            "branches": f'state = "{start}"\nstates = [state]\nfor event in {events}:\n'
            f"{branches}\nreturn {end}",
        },
        inputs=[*states, [*path, *path], ["jump"], *walks,
                *([*before, event] for before in states for event in names)],
    )  # fmt: skip


@family
def vending_machine(r: Draw) -> Task:
    """Pay with coins until it is enough.

    The machine remembers what was paid. When it is enough, a purchase gives the thing and keeps
    or returns the change.
    """
    events, price = r.pick("events", "steps", "inputs", "actions", "presses"), r.randint(3, 12)
    thing = r.pick("drink", "snack", "ticket", "token", "stamp", "card", "sticker")
    label, said, gives, end = r.pick(
        (f"{thing}s", f"how many times a {thing} comes out", "int", "sold"),
        ("change", "how much money is in the machine at the end and not spent", "int", "paid"),
        ("both", f"a tuple of how many times a {thing} comes out and how much money is left unspent"
         " at the end", "tuple[int, int]", "(sold, paid)"),
    )  # fmt: skip
    buy, back = r.pick((0, -1), (0, -2), (-1, -5))
    samples = [
        [], [buy], [price], [price, buy], [price - 1, buy], [price - 1, 1, buy, buy],
        [price + 2, buy, back, price, buy], [2 * price, buy, buy, buy], [1, 2, back, price, buy],
        [price, back, buy, 3, buy], [1, back, price - 1, buy],
    ]  # fmt: skip
    return Task(
        names=(f"machine_{label}", f"sell_{thing}s", f"{thing}_machine", f"{label}_of_machine"),
        takes={events: "list[int]"},
        gives=gives,
        does=(
            f"Return {said}, if each positive number in {events} is money put into a machine,"
            f" {buy} asks for a {thing} at a price of {price}, and {back} takes all unspent money"
            " out again.",
            f"Simulate a machine that sells a {thing} for {price}: positive numbers in {events}"
            f" are coins, {buy} buys if the money suffices, {back} gives the money back. Return"
            f" {said}.",
        ),
        notes=("Asking with too little money does nothing.",),
        solutions={
            "branches": pruned(
                f"""
                paid = 0
                sold = 0
                for event in {events}:
                    if event == {back}:
                        paid = 0
                    elif event != {buy}:
                        paid += event
                    elif paid >= {price}:
                        sold += 1
                        paid -= {price}
                return {end}
                """,
                end,
                "sold",
            ),
            "coins": pruned(
                f"""
                coins = []
                sold = 0
                for event in {events}:
                    if event == {back}:
                        coins.clear()
                    elif event != {buy}:
                        coins.append(event)
                    elif sum(coins) > {price - 1}:
                        coins.append(-{price})
                        sold += 1
                paid = sum(coins)
                return {end}
                """,
                end,
                "sold",
            ),
        },
        inputs=samples,
    )


@family
def walk_with_turns(r: Draw) -> Task:
    """Turn and step.

    The direction is a number that grows with each turn to the right; its remainder modulo 4
    chooses how a step changes the place.
    """
    moves = r.pick("moves", "commands", "path", "program", "steps", "route", "keys", "orders")
    left, right, go = r.pick(
        ("L", "R", "F"), ("l", "r", "s"), ("<", ">", "^"), ("-", "+", "*"), ("a", "b", "c"),
        ("u", "d", "m"), ("[", "]", "F"),
    )  # fmt: skip
    x, y = r.pick(("x", "y"), ("east", "north"), ("column", "row"), ("a", "b"))
    label, said, gives, end = r.pick(
        ("place", f"the place ({x}, {y}) at the end", "tuple[int, int]", f"({x}, {y})"),
        ("sum", f"the sum of {x} and {y} at the end", "int", f"{x} + {y}"),
        ("difference", f"{x} minus {y} at the end", "int", f"{x} - {y}"),
        ("reversed_place", f"the place at the end as a tuple ({y}, {x})", "tuple[int, int]",
         f"({y}, {x})"),
    )  # fmt: skip
    walks = [
        "", go, left, right, left + go, right + go, f"{right}{right}{go}", f"{go}!{go}{go}",
        f"{left}{left}{left}{go}", f"{go}{go}{right}{go}{right}{go}{go}{go}",
        f"{go}{left}{go}{go}{left}{left}{go}!{left}", f"{go}{go}{go}{right}{right}{go}",
        f"{go}{right}{right}{go}", f"{right}{go}{left}{left}{go}", f"{go}{right}{go}",
    ]  # fmt: skip
    walks += [f"{left}{go}{left}{go}{left}{go}{left}{go}", f"{right}{go}{right}{go}{right}{go}"]
    walks += ["".join(r.choice(left + right + go + go) for _ in range(10)) for _ in range(3)]
    return Task(
        names=(f"walk_{label}", f"{label}_after_walk", f"robot_{label}", f"turtle_{label}"),
        takes={moves: "str"},
        gives=gives,
        does=(
            f"Return {said} of a walk that starts at (0, 0) looking north (along {y}): {left!r}"
            f" turns left, {right!r} turns right, and {go!r} goes one step ahead.",
            f"Follow {moves} from (0, 0), first looking along {y} to the north, where {left!r} and"
            f" {right!r} are turns to the left and to the right and {go!r} is a step; return"
            f" {said}.",
        ),
        notes=("Other characters mean nothing.",),
        solutions={
            "table": f"""
                {x} = {y} = turns = 0
                for move in {moves}:
                    if move == "{left}":
                        turns -= 1
                    elif move == "{right}":
                        turns += 1
                    elif move == "{go}":
                        {x} += [0, 1, 0, -1][turns % 4]
                        {y} += [1, 0, -1, 0][turns % 4]
                return {end}
                """,
            "vector": f"""
                {x}, {y} = 0, 0
                ahead = (0, 1)
                for move in {moves}:
                    if move == "{left}":
                        ahead = (-ahead[1], ahead[0])
                    if move == "{right}":
                        ahead = (ahead[1], -ahead[0])
                    if move == "{go}":
                        {x}, {y} = {x} + ahead[0], {y} + ahead[1]
                return {end}
                """,
        },
        inputs=walks,
    )
