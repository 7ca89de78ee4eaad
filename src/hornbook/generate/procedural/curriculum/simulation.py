"""Simulation: accounts, games, machines that change step by step."""

from hornbook.generate.procedural import Draw, Task, family


@family
def account(r: Draw) -> Task:
    """Keep an account.

    The balance is the state; every booking changes it, and a rule may refuse a booking or add a
    fee.
    """
    bookings, start = r.pick("bookings", "changes", "transfers", "moves"), r.randint(0, 50)
    fee = r.randint(1, 5)
    label, said, body = r.pick(
        ("refuse", "a withdrawal that would make the balance negative is refused",
         "if balance + n >= 0:\n        balance += n"),
        ("fee", f"every withdrawal costs a fee of {fee}",
         f"balance += n\n    if n < 0:\n        balance -= {fee}"),
        ("cap", f"the balance never goes above {start + 40}",
         f"balance = min(balance + n, {start + 40})"),
        ("floor", "the balance never falls below 0", "balance = max(balance + n, 0)"),
        ("bonus", f"every deposit of more than 10 earns {fee} on top",
         f"balance += n\n    if n > 10:\n        balance += {fee}"),
        ("overdraft", f"while the balance is negative, every booking costs {fee}",
         f"if balance < 0:\n        balance -= {fee}\n    balance += n"),
    )  # fmt: skip
    result, gives, told = r.pick(
        ("balance", "int", "the final balance"),
        ("lowest", "int", "the lowest balance on the way, the first one included"),
    )
    follow = "\n    lowest = min(lowest, balance)" if result == "lowest" else ""
    first = f"balance = lowest = {start}" if result == "lowest" else f"balance = {start}"
    loop = f"{first}\nfor n in {bookings}:\n    {body}{follow}\nreturn {result}"
    history = (
        f"def book(balance, n):\n    {body}\n    return balance\n\nhistory = [{start}]\n"
        f"for n in {bookings}:\n    history.append(book(history[-1], n))\n"
        f"return {'min(history)' if result == 'lowest' else 'history[-1]'}"
    )
    return Task(
        names=(f"{result}_with_{label}", f"account_{label}", f"{label}_account"),
        takes={bookings: "list[int]"},
        gives=gives,
        does=(
            f"Book the {bookings} on an account that holds {start} at first: positive numbers are"
            f" deposits, negative ones withdrawals, and {said}. Return {told}.",
        ),
        solutions={"loop": loop, "history": history},
        inputs=[
            *r.number_lists(low=-30, high=30),
            [-start],
            [-start - 1],
            [41, -5, -90, 12, 3],
            [0, 10, 11, 0],
        ],
    )


@family
def inventory(r: Draw) -> Task:
    """Apply orders to a stock.

    A dictionary holds what is there. Each order names an item and a number, and the rule says
    what happens when there is not enough.
    """
    stock, orders = r.name("counts"), r.pick("orders", "requests", "sales", "wishes")
    label, said, rule = r.pick(
        ("all_or_nothing", "an order that can't be filled completely is left out",
         "if left.get(item, 0) >= count:\n        left[item] -= count"),
        ("as_much_as_possible", "an order takes as many as there are, if there are too few",
         "if item in left:\n        left[item] = max(0, left[item] - count)"),
        ("backlog", "numbers may become negative, and unknown items begin at 0",
         "left[item] = left.get(item, 0) - count"),
        ("restock", "every order adds to the item instead, and unknown items begin at 0",
         "left[item] = left.get(item, 0) + count"),
    )  # fmt: skip
    other = {
        "all_or_nothing": "if item in left and count <= left[item]:\n"
        "        left[item] = left[item] - count",
        "as_much_as_possible": "if item in left:\n        left[item] -= min(left[item], count)",
        "backlog": "left.setdefault(item, 0)\n    left[item] -= count",
        "restock": "left.setdefault(item, 0)\n    left[item] += count",
    }[label]
    what, gives, result = r.pick(
        ("the stock that is left", "dict[str, int]", "left"),
        ("the total number of items that are left", "int", "sum(left.values())"),
        ("a sorted list of the items whose number is 0 at the end", "list[str]",
         "sorted(item for item in left if left[item] == 0)"),
    )  # fmt: skip
    head = f"left = dict({stock})\nfor item, count in {orders}:\n    "
    known = r.sample(("nut", "bolt", "lamp", "rope", "cup", "pen"), 3)
    first = {item: r.randint(0, 9) for item in known}
    first[known[0]] = 3
    samples = [
        [(r.choice([*known, "hat"]), r.randint(1, 6)) for _ in range(size)]
        for size in (1, 2, 3, 4, 5)
    ]
    return Task(
        names=(f"stock_{label}", f"orders_{label}", f"process_{label}"),
        takes={stock: "dict[str, int]", orders: "list[tuple[str, int]]"},
        gives=gives,
        does=(
            f"Take the {orders}, pairs of an item and a number, one after the other out of {stock};"
            f" {said}. Return {what}."
            if label != "restock"
            else f"Apply the {orders}, pairs of an item and a number, to {stock}: {said}. Return"
            f" {what}.",
        ),
        notes=r.pick((), (f"Don't change {stock} itself.",)),
        solutions={
            "get": f"{head}{rule}\nreturn {result}",
            "other": f"{head}{other}\nreturn {result}",
        },
        inputs=[(first, []), (first, [(known[0], 3)]), (first, [(known[0], 4), ("hat", 1)])]
        + [(first, sample) for sample in samples],
    )


@family
def game_score(r: Draw) -> Task:
    """Keep score by rules.

    Each event is looked up in a table of points; a special event may change what later ones
    count.
    """
    events = r.pick("events", "rounds", "moves", "results")
    a, b, c = r.sample(("win", "draw", "loss", "hit", "miss", "bonus", "goal", "foul"), 3)
    x, y, z = r.randint(2, 9), r.randint(1, 5), r.randint(-5, -1)
    special = r.pick("none", "floor", "double", "stop")
    extra = {
        "none": "",
        "floor": " The score never falls below 0.",
        "double": " Points are doubled for an event that repeats the one before it.",
        "stop": f" The game ends as soon as the score is at least {2 * x}.",
    }[special]
    add = {
        "none": "score += points[event]",
        "floor": "score = max(0, score + points[event])",
        "double": "score += points[event] * (2 if event == last else 1)\n    last = event",
        "stop": f"score += points[event]\n    if score >= {2 * x}:\n        break",
    }[special]
    setup = "last = None\n" if special == "double" else ""
    chain = (
        f'if event == "{a}":\n        gain = {x}\n    elif event == "{b}":\n'
        f"        gain = {y}\n    else:\n        gain = {z}\n    "
    )
    table = f'points = {{"{a}": {x}, "{b}": {y}, "{c}": {z}}}\n'
    return Task(
        names=(f"score_{a}_{b}_{c}", "total_score", f"score_with_{special}", "final_score"),
        takes={events: "list[str]"},
        gives="int",
        does=(
            f"Return the score after the {events}, where '{a}' counts {x}, '{b}' {y} and '{c}'"
            f" {z}.{extra}",
        ),
        solutions={
            "table": f"{table}{setup}score = 0\nfor event in {events}:\n    {add}\nreturn score",
            "branches": f"{setup}score = 0\nfor event in {events}:\n    {chain}"
            f"{add.replace('points[event]', 'gain')}\nreturn score",
        },
        inputs=[[], [a], [b], [c], [a, a], [c, a], [a, b, c], [a, a, b, a]]
        + [r.choices((a, b, c), k=size) for size in (3, 4, 5)],
    )


@family
def lights(r: Draw) -> Task:
    """Switch lights.

    The state is a list of booleans. Pressing a switch inverts some of them, which `not` does.
    """
    n, presses = r.pick("n", "size", "width"), r.pick("presses", "switches", "buttons")
    neighbours = r.coin()
    said = (
        "the lamp at its position and its neighbours" if neighbours else "the lamp at its position"
    )
    what, gives, result = r.pick(
        ("how many lamps are then on", "int", "sum(on)"),
        ("a list of the positions of the lamps that are then on", "list[int]",
         "[i for i in range(len(on)) if on[i]]"),
        ("a text with '1' for each lamp that is then on and '0' for the others", "str",
         '"".join("1" if lamp else "0" for lamp in on)'),
    )  # fmt: skip
    touched = "(p - 1, p, p + 1)" if neighbours else "(p,)"
    loop = f"""
        on = [False] * {n}
        for p in {presses}:
            for i in {touched}:
                if 0 <= i < {n}:
                    on[i] = not on[i]
        return {result}
        """
    count = f"""
        on = []
        for i in range({n}):
            times = sum(1 for p in {presses} if {"abs(p - i) <= 1" if neighbours else "p == i"})
            on.append(times % 2 == 1)
        return {result}
        """
    samples = [
        (size, [r.randrange(size) for _ in range(r.randint(1, 6))]) for size in (2, 3, 4, 5, 6)
    ]
    return Task(
        names=("switch_lights", "lamps_after_presses", "press_switches", "toggle_lamps"),
        takes={n: "int", presses: "list[int]"},
        gives=gives,
        does=(
            f"Switch {n} lamps in a row that are all off at first. Each item of {presses}"
            f" is a position, counted from 0, and inverts {said}. Return {what}.",
        ),
        solutions={"simulate": loop, "count": count},
        inputs=[(1, []), (3, [0]), (3, [1, 1]), (4, [3, 0]), *samples],
    )


@family
def growth(r: Draw) -> Task:
    """Simulate growth, round by round.

    The loop runs for a number of rounds, or until a goal is reached while it counts the rounds.
    """
    start = r.pick("start", "amount", "population", "savings")
    factor, plus, goal = r.randint(2, 4), r.randint(1, 20), r.randint(50, 400)
    label, said, step = r.pick(
        (f"times_{factor}", f"is multiplied by {factor}", f"@ * {factor}"),
        (f"plus_{plus}", f"grows by {plus}", f"@ + {plus}"),
        (f"half_more_plus_{plus}", f"grows by half of itself, rounded down, and then by {plus}",
         f"@ + @ // 2 + {plus}"),
        (f"double_minus_{plus}", f"doubles and then loses {plus}, but gains at least 1",
         f"max(2 * @ - {plus}, @ + 1)"),
    )  # fmt: skip
    until = r.coin()
    rounds = r.pick("rounds", "years", "days", "steps")
    if until:
        takes, does = (
            {start: "int"},
            (
                f"Count how many rounds it takes until {start} is at least {goal}, when it {said}"
                " in every round.",
            ),
        )
        solutions = {
            "loop": f"""
                count = 0
                while {start} < {goal}:
                    {start} = {step.replace("@", start)}
                    count += 1
                return count
                """,
            "recursion": f"""
                if {start} >= {goal}:
                    return 0
                return 1 + solve({step.replace("@", start)})
                """,
        }
        inputs: list[object] = [1, 2, 5, goal - 1, goal, goal + 1, *r.integers(3, 3, 40)]
    else:
        takes, does = (
            {start: "int", rounds: "int"},
            (
                f"Return what becomes of {start} in the given number of {rounds}, when in each of"
                f" them it {said}.",
            ),
        )
        solutions = {
            "loop": f"""
                for _ in range({rounds}):
                    {start} = {step.replace("@", start)}
                return {start}
                """,
            "recursion": f"""
                if {rounds} == 0:
                    return {start}
                return solve({step.replace("@", start)}, {rounds} - 1)
                """,
        }
        inputs = [(r.randint(1, 20), n) for n in (0, 1, 2, 3, 4, 5)]
    return Task(
        names=(f"rounds_until_{goal}", f"count_{label}") if until else (f"grow_{label}", label),
        takes=takes,
        gives="int",
        does=does,
        solutions=solutions,
        inputs=inputs,
    )
