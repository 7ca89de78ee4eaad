"""Objects that count and remember."""

from hornbook.generate.procedural import ClassTask, Draw, family


@family
def counter(r: Draw) -> ClassTask:
    """Let an object count.

    A class describes what its objects keep and what they can do. `__init__` runs when one is
    made, and `self` is the object that a method was called on.
    """
    step, test = r.randint(1, 9), r.number_condition()
    start = r.pick(0, 0, r.randint(1, 20))
    word = r.pick("add", "record", "see", "note")
    return ClassTask(
        names=("Counter", "Tally", "Meter", "Register"),
        called=r.pick("counter", "tally", "meter"),
        does=(
            f"A counter that begins at {start} and grows by {step} for each number that"
            f" {test.verb}.",
            f"Counts numbers that are seen: begins at {start}, and adds {step} for each number"
            f" that {test.verb}.",
        ),
        methods={
            "__init__()": "Begin to count.",
            f"{word}(n: int) -> None": f"Look at n, and count it if it {test.verb}.",
            "total() -> int": "Return the count so far.",
            "reset() -> None": f"Go back to {start}.",
        },
        solutions={
            "count": {
                "__init__": f"self.count = {start}",
                word: f"if {test('n')}:\n    self.count += {step}",
                "total": "return self.count",
                "reset": f"self.count = {start}",
            },
            "list": {
                "__init__": "self.seen = []",
                word: f"if {test('n')}:\n    self.seen.append(n)",
                "total": f"return {start} + {step} * len(self.seen)",
                "reset": "self.seen = []",
            },
        },
        scripts=[
            ("", "total()", *(f"{word}({n})" for n in numbers), "total()", *end)
            for numbers in (
                test.near[:2],
                test.near,
                r.integers(4),
                [*r.integers(3), *test.near],
                [*test.near, *test.near[::-1]],
            )
            for end in (("reset()", "total()", f"{word}({test.near[0]})", "total()"),)
        ],
    )


@family
def account(r: Draw) -> ClassTask:
    """Keep a balance that can't be overdrawn.

    An exception is how a method says that it couldn't do what was asked for; the state stays as
    it was.
    """
    fee, begin = r.pick(0, 1, 2, 5), r.pick("0", "balance")
    more, less = r.pick(("deposit", "withdraw"), ("add", "remove"), ("pay_in", "pay_out"))
    start = "balance: int" if begin == "balance" else ""
    costs = f" and a fee of {fee}" if fee else ""
    paid = f"amount + {fee}" if fee else "amount"
    included = ", fee included" if fee else ""
    return ClassTask(
        names=("Account", "Wallet", "Purse", "Savings"),
        called=r.pick("account", "wallet", "purse"),
        does=(f"An amount of money that never falls below 0, from {begin} on.",),
        notes=(f"It refuses with a ValueError to pay more than there is{included}.",),
        methods={
            f"__init__({start})": f"Begin with {begin}.",
            f"{more}(amount: int) -> None": "Add the amount.",
            f"{less}(amount: int) -> int": f"Take the amount{costs} away and return what is left,"
            " or raise ValueError if there is too little.",
            "history() -> list[int]": "Return the balances after each change, in their order.",
        },
        raises="ValueError",
        solutions={
            "balance": {
                "__init__": f"self.balance = {begin}\nself.balances = []",
                more: "self.balance += amount\nself.balances.append(self.balance)",
                less: f"if {paid} > self.balance:\n"
                f'    raise ValueError("not enough money")\nself.balance -= {paid}\n'
                "self.balances.append(self.balance)\nreturn self.balance",
                "history": "return list(self.balances)",
            },
            "changes": {
                "__init__": f"self.start = {begin}\nself.changes = []",
                "_balance()": "return self.start + sum(self.changes)",
                more: "self.changes.append(amount)",
                less: f"left = self._balance() - ({paid})\nif left < 0:\n"
                f'    raise ValueError("not enough money")\nself.changes.append(-({paid}))\n'
                "return left",
                "history": "balances = itertools.accumulate(self.changes, initial=self.start)\n"
                "return list(balances)[1:]",
            },
        },
        scripts=[
            ("0" if start else "", f"{more}({a})", f"{less}({b})", f"{less}({a - b - fee})",
             "history()", f"{more}({b + 1 + fee})", f"{less}({b + 2})", f"{less}({b + 1})",
             "history()")
            for a, b in ((20, 5), (r.randint(20, 60), r.randint(1, 9)),
                         (r.randint(30, 90), r.randint(1, 9)), (50, 10), (33, 3))
        ] + [("0" if start else "", f"{more}(25)", f"{less}({25 - fee})", "history()")]
        + ([("30", f"{less}(10)", f"{less}(90)", "history()")] if start else []),
    )  # fmt: skip


@family
def history(r: Draw) -> ClassTask:
    """Take changes back.

    Undo needs the earlier states: a list of them, with the newest at the end.
    """
    change, start = r.number_change(), r.randint(-3, 9)
    do = r.pick("apply", "change", "press")
    return ClassTask(
        names=("Undoable", "Editor", "Value", "Dial"),
        called=r.pick("value", "dial", "editor"),
        does=(f"A number that begins at {start} and remembers what it was before.",),
        methods={
            "__init__()": f"Begin at {start}.",
            f"{do}() -> int": f"Replace the number by {change.of('the number')} and return it.",
            "set(number: int) -> None": "Replace the number.",
            "undo() -> int": "Take the last change back, if there is one, and return the number.",
            "changes() -> int": "Return how many changes could be taken back.",
        },
        solutions={
            "states": {
                "__init__": f"self.states = [{start}]",
                do: f"number = self.states[-1]\nself.states.append({change('number')})\n"
                "return self.states[-1]",
                "set": "self.states.append(number)",
                "undo": "if len(self.states) > 1:\n    self.states.pop()\nreturn self.states[-1]",
                "changes": "return len(self.states) - 1",
            },
            "earlier": {
                "__init__": f"self.number = {start}\nself.earlier = []",
                do: f"self.set({change('self.number')})\nreturn self.number",
                "set": "self.earlier.append(self.number)\nself.number = number",
                "undo": "if self.earlier:\n    self.number = self.earlier.pop()\n"
                "return self.number",
                "changes": "return len(self.earlier)",
            },
        },
        scripts=[
            ("", *(step for n in numbers for step in (f"set({n})", f"{do}()")), "changes()",
             "undo()", "undo()", f"{do}()", "changes()", "undo()", "undo()", "undo()", "changes()")
            for numbers in ([], [1], [-4], r.integers(2), r.integers(3))
        ],
    )  # fmt: skip


@family
def statistics_of(r: Draw) -> ClassTask:
    """Learn from numbers as they come.

    Sums and extremes can be kept up to date without keeping the numbers themselves.
    """
    label, said, empty, start, update, whole = r.pick(
        ("largest", "the largest number", "None", "None",
         "n if self.kept is None else max(self.kept, n)", "max(self.numbers)"),
        ("smallest", "the smallest number", "None", "None",
         "n if self.kept is None else min(self.kept, n)", "min(self.numbers)"),
        ("last", "the number that was added last", "None", "None", "n", "self.numbers[-1]"),
        ("first", "the number that was added first", "None", "None",
         "n if self.kept is None else self.kept", "self.numbers[0]"),
    )  # fmt: skip
    mean = r.coin()
    second = "mean() -> float" if mean else "total() -> int"
    other = second.split("(")[0]
    test = r.number_condition()
    return ClassTask(
        names=("Summary", "Statistics", "Sample", "Readings"),
        called=r.pick("summary", "sample", "readings"),
        does=(f"A summary of all numbers that were added, except for {test.of('numbers')}.",),
        methods={
            "__init__()": "Begin without numbers.",
            "add(n: int) -> None": f"Take a number in, unless it {test.verb}.",
            "count() -> int": "Return how many numbers were taken in.",
            f"{label}() -> int | None": f"Return {said} of those taken in, or None.",
            second: f"Return the {'mean' if mean else 'sum'} of the numbers taken in, 0 if there"
            " are none.",
        },
        solutions={
            "running": {
                "__init__": f"self.size = 0\nself.sum = 0\nself.kept = {start}",
                "add": f"if {test('n')}:\n    return\nself.size += 1\nself.sum += n\n"
                f"self.kept = {update}",
                "count": "return self.size",
                label: "return self.kept",
                other: f"return self.sum / self.size if self.size else {'0.0' if mean else '0'}"
                if mean else "return self.sum",
            },
            "list": {
                "__init__": "self.numbers = []",
                "add": f"if not ({test('n')}):\n    self.numbers.append(n)",
                "count": "return len(self.numbers)",
                label: f"return {whole} if self.numbers else {empty}",
                other: "if not self.numbers:\n    return 0.0\n"
                "return sum(self.numbers) / len(self.numbers)" if mean
                else "return sum(self.numbers)",
            },
        },
        scripts=[
            ("", f"{label}()", f"{other}()", *(f"add({n})" for n in numbers), "count()",
             f"{label}()", f"{other}()", f"add({r.randint(-40, 60)})", f"{label}()", "count()")
            for numbers in (test.near, r.integers(2), r.integers(4), [*r.integers(5), *test.near],
                            sorted(r.integers(4)))
        ],
    )  # fmt: skip


@family
def machine(r: Draw) -> ClassTask:
    """Move from state to state.

    A machine is always in one of a few states. A table says where each event leads from each.
    """
    states, events = r.pick(
        (("closed", "open", "locked"), ("pull", "push", "turn")),
        (("idle", "running", "paused"), ("start", "hold", "stop")),
        (("red", "green", "yellow"), ("go", "slow", "halt")),
        (("asleep", "awake", "busy"), ("wake", "work", "rest")),
    )
    moves: dict[tuple[str, str], str] = {}
    while len(moves) < 4:
        before, after = r.sample(states, 2)
        moves[before, r.choice(events)] = after
    table = "{\n" + "".join(f"    {pair!r}: {after!r},\n" for pair, after in moves.items()) + "}"
    told = "; ".join(f"{e!r} leads from {s!r} to {after!r}" for (s, e), after in moves.items())
    ifs = "".join(
        f"if self.state == {s!r} and event == {e!r}:\n    self.state = {after!r}\n    return True\n"
        for (s, e), after in moves.items()
    )
    return ClassTask(
        names=("Machine", "Device", "States", "Switch"),
        called=r.pick("machine", "device"),
        does=(f"A machine that begins in the state {states[0]!r}.",),
        notes=(f"{told}. Any other event changes nothing.",),
        methods={
            f"__init__(state: str = {states[0]!r})": "Begin in a state.",
            "send(event: str) -> bool": "Take an event in, and return whether the state changed.",
            "run(events: list[str]) -> str": "Take events in one by one, and return the last"
            " state.",
        },
        solutions={
            "table": {
                "__init__": f"self.state = state\nself.moves = {table}",
                "send": "after = self.moves.get((self.state, event))\nif after is None:\n"
                "    return False\nself.state = after\nreturn True",
                "run": "for event in events:\n    self.send(event)\nreturn self.state",
            },
            "ifs": {
                "__init__": "self.state = state",
                "send": f"{ifs}return False",
                "run": "while events:\n    first, *events = events\n    self.send(first)\n"
                "return self.state",
            },
        },
        scripts=[
            *((f"{s!r}" if s != states[0] else "",
               *(part for e in events for part in (f"send({e!r})", "@.state")),
               f"run({[r.choice(events) for _ in range(4)]!r})") for s in states),
            *((f"{s!r}", f"send({e!r})", "@.state", f"run({list(events)!r})", "run([])")
              for s, e in moves),
        ],
    )  # fmt: skip
