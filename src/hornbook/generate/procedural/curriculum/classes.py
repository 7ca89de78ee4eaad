"""Classes: objects that keep a state and offer methods."""

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
def limited_stack(r: Draw) -> ClassTask:
    """Guard the state of an object.

    Methods are the only door to what an object keeps, so they can refuse what would break its
    rules.
    """
    limit, first = r.pick("limit", "size", "capacity", "room"), r.coin(0.4)
    kind, put, take = r.pick(("queue", "put", "take"), ("line", "join", "leave")) if first else (
        r.pick(("stack", "push", "pop"), ("pile", "put", "take"))
    )  # fmt: skip
    end = "first" if first else "last"
    return ClassTask(
        names=(f"Limited{kind.capitalize()}", f"Bounded{kind.capitalize()}", kind.capitalize()),
        called=kind,
        does=(f"A {kind} of integers that holds at most {limit} items.",),
        notes=r.pick((), (f"The item that was put in {end} comes out first.",)),
        methods={
            f"__init__({limit}: int)": f"Begin empty; hold at most {limit} items.",
            f"{put}(item: int) -> bool": "Put item in and return True, or return False if it is"
            " full.",
            f"{take}() -> int | None": f"Remove the item that was put in {end} and return it, or"
            " return None if there is none.",
            "__len__() -> int": "Return the number of items.",
        },
        solutions={
            "list": {
                "__init__": f"self.{limit} = {limit}\nself.items = []",
                put: f"if len(self.items) == self.{limit}:\n    return False\n"
                "self.items.append(item)\nreturn True",
                take: f"return self.items.pop({'0' if first else ''}) if self.items else None",
                "__len__": "return len(self.items)",
            },
            "deque": {
                "__init__": f"self.left = {limit}\nself.items = deque()",
                put: "if self.left == 0:\n    return False\nself.left -= 1\n"
                "self.items.append(item)\nreturn True",
                take: f"if not self.items:\n    return None\nself.left += 1\n"
                f"return self.items.pop{'left' if first else ''}()",
                "__len__": "return len(self.items)",
            },
        },
        scripts=[
            (f"{size}", f"{take}()", *(f"{put}({n})" for n in r.integers(size)), "len(@)",
             f"{put}({r.randint(40, 99)})", "len(@)", f"{take}()", "len(@)", f"{take}()",
             f"{put}({r.randint(40, 99)})", f"{take}()", f"{take}()")
            for size in (0, 1, 2, 3, 4)
        ],
    )  # fmt: skip


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
        ] + ([("30", f"{less}(10)", f"{less}(90)", "history()")] if start else []),
    )  # fmt: skip


@family
def vector(r: Draw) -> ClassTask:
    """Let operators work on objects.

    `a + b` calls `a.__add__(b)`. Such a method returns a new object and leaves both as they were.
    """
    x, y = r.pick(("x", "y"), ("a", "b"), ("east", "north"), ("width", "height"))
    norm, said, short = r.pick(
        ("taxi", "sum of the absolute values", "abs({}) + abs({})"),
        ("square_length", "sum of the squares", "{} ** 2 + {} ** 2"),
        ("largest", "largest of the absolute values", "max(abs({}), abs({}))"),
        ("product", "product", "{} * {}"),
    )
    sign, verb, word, done = r.pick(
        ("+", "add", "sum", "added"), ("-", "sub", "difference", "subtracted")
    )
    p, q = r.integers(2), r.integers(2)
    init = {"__init__": f"self.{x} = {x}\nself.{y} = {y}"}
    pair = {"__init__": f"self.parts = ({x}, {y})"}
    return ClassTask(
        names=("Vector", "Point", "Offset", "Move"),
        called=r.pick("v", "vector", "point", "one"),
        does=(f"A pair of numbers, {x} and {y}, that can be {done} and compared.",),
        methods={
            f"__init__({x}: int, {y}: int)": f"Keep {x} and {y}.",
            f'__{verb}__(other: "Solve") -> "Solve"': f"Return the {word} of both, part by part.",
            "__eq__(other: object) -> bool": "Return whether all parts are equal.",
            f"{norm}() -> int": f"Return the {said} of both parts.",
            "__repr__() -> str": f"Return the parts as '<{x}, {y}>', with their values.",
        },
        solutions={
            "fields": {
                **init,
                f"__{verb}__": f"{x} = self.{x} {sign} other.{x}\n"
                f"{y} = self.{y} {sign} other.{y}\nreturn Solve({x}, {y})",
                "__eq__": f"return self.{x} == other.{x} and self.{y} == other.{y}",
                norm: "return " + short.format(f"self.{x}", f"self.{y}"),
                "__repr__": f'return f"<{{self.{x}}}, {{self.{y}}}>"',
            },
            "tuple": {
                **pair,
                f"__{verb}__": f"pairs = zip(self.parts, other.parts)\n"
                f"return Solve(*(mine {sign} theirs for mine, theirs in pairs))",
                "__eq__": "return self.parts == other.parts",
                norm: f"{x}, {y} = self.parts\nreturn " + short.format(x, y),
                "__repr__": 'return "<{}, {}>".format(*self.parts)',
            },
        },
        scripts=[
            (f"{a}, {b}", "repr(@)", f"{norm}()", f"repr(@ {sign} Solve({c}, {d}))",
             f"(@ {sign} Solve({d}, {c})).{norm}()", f"@ == Solve({a}, {b})",
             f"@ == Solve({a + 1}, {b})", f"@ == Solve({a}, {b + 1})", f"@ != Solve({a}, {b})")
            for a, b, c, d in ((0, 0, 1, 2), (-3, 4, 1, 0), (*p, *q), (*q, *p), (5, -12, 3, 3))
        ],
    )  # fmt: skip


@family
def shape(r: Draw) -> ClassTask:
    """Compute from what an object knows.

    A property looks like a value and is computed when it is asked for, so it never is out of date.
    """
    a, b = r.pick(("width", "height"), ("length", "width"), ("rows", "columns"))
    k = r.randint(2, 5)
    extra, said, code = r.pick(
        ("perimeter", "twice the sum of the sides", f"2 * (self.{a} + self.{b})"),
        (
            "diagonal_squared",
            "the sum of the squares of the sides",
            f"self.{a} ** 2 + self.{b} ** 2",
        ),
        ("longer_side", "the longer side", f"max(self.{a}, self.{b})"),
        ("shorter_side", "the shorter side", f"min(self.{a}, self.{b})"),
        ("difference", "by how much the sides differ", f"abs(self.{a} - self.{b})"),
    )
    grown = r.pick(a, b)
    other = {"perimeter": f"return self.{a} + self.{b} + self.{a} + self.{b}",
             "diagonal_squared": f"return sum(side * side for side in (self.{a}, self.{b}))",
             "longer_side": f"return self.{a} if self.{a} > self.{b} else self.{b}",
             "shorter_side": f"return self.{a} if self.{a} < self.{b} else self.{b}",
             "difference": f"sides = sorted([self.{a}, self.{b}])\nreturn sides[1] - sides[0]",
    }[extra]  # fmt: skip
    keep = {"__init__": f"self.{a} = {a}\nself.{b} = {b}"}
    return ClassTask(
        names=("Rectangle", "Board", "Field", "Tile", "Screen"),
        called=r.pick("shape", "board", "tile", "area"),
        does=(f"A rectangle with the sides {a} and {b}.",),
        methods={
            f"__init__({a}: int, {b}: int)": "Keep the sides.",
            "@property area() -> int": "The product of the sides.",
            f"@property {extra}() -> int": f"{said.capitalize()}.",
            "is_square() -> bool": "Return whether both sides are equal.",
            f"grow(times: int = {k}) -> None": f"Multiply {grown} by times.",
        },
        solutions={
            "direct": {**keep, "area": f"return self.{a} * self.{b}", extra: f"return {code}",
                       "is_square": f"return self.{a} == self.{b}",
                       "grow": f"self.{grown} *= times"},
            "other": {**keep, "area": f"product = self.{a} * self.{b}\nreturn product",
                      extra: other, "is_square": f"return not self.{a} != self.{b}",
                      "grow": f"self.{grown} = self.{grown} * times"},
        },
        scripts=[
            (f"{m}, {n}", "@.area", f"@.{extra}", "is_square()", "grow()", "@.area", f"@.{extra}",
             f"grow({r.randint(2, 6)})", f"@.{grown}", "is_square()", "@.area", f"@.{extra}")
            for m, n in ((1, 1), (2, 3), (7, 4), (k, 1), (1, k), r.integers(2, 1, 20))
        ],
    )  # fmt: skip


@family
def store(r: Draw) -> ClassTask:
    """Hide a dictionary behind methods.

    The class gives the operations names from its own world, and decides what happens to keys
    that are missing.
    """
    k, verb = r.randint(1, 9), r.pick("add", "put", "receive")
    low = r.randint(2, 12)
    lacking, code, said = r.pick(
        ("0", "self.counts.get(name, 0)", "0 if there is none"),
        ("None", "self.counts.get(name)", "None if there is none"),
        ("-1", "self.counts.get(name, -1)", "-1 if there is none"),
    )
    rule, rare, each = r.pick(
        ("scarce", f"fewer than {low} pieces", f"count < {low}"),
        ("plenty", f"at least {low} pieces", f"count >= {low}"),
        ("even", "an even number of pieces", "count % 2 == 0"),
    )
    w = r.sample(("apple", "nail", "book", "lamp", "fig", "rope"), 3)
    return ClassTask(
        names=("Inventory", "Stock", "Storeroom", "Supplies"),
        called=r.pick("stock", "store", "inventory"),
        does=("A store that knows how many pieces of each thing it holds.",),
        methods={
            "__init__()": "Begin without any thing.",
            f"{verb}(name: str, count: int = {k}) -> None": "Add pieces of a thing.",
            "count(name: str) -> int | None" if lacking == "None" else "count(name: str) -> int":
            f"Return the number of pieces of a thing, {said}.",
            f"{rule}() -> list[str]": f"Return the sorted names of things with {rare}.",
            "__contains__(name: str) -> bool": "Return whether there ever was such a thing.",
        },
        solutions={
            "get": {
                "__init__": "self.counts = {}",
                verb: "self.counts[name] = self.counts.get(name, 0) + count",
                "count": f"return {code}",
                rule: f"return sorted(name for name, count in self.counts.items() if {each})",
                "__contains__": "return name in self.counts",
            },
            "if": {
                "__init__": "self.counts = {}",
                verb: "if name not in self.counts:\n    self.counts[name] = 0\n"
                "self.counts[name] += count",
                "count": f"if name in self.counts:\n    return self.counts[name]\nreturn {lacking}",
                rule: "found = []\nfor name in sorted(self.counts):\n"
                "    count = self.counts[name]\n"
                f"    if {each}:\n        found.append(name)\nreturn found",
                "__contains__": "return any(each == name for each in self.counts)",
            },
        },
        scripts=[
            ("", f"count({w[0]!r})", f"{verb}({w[0]!r}, {n})", f"{verb}({w[1]!r})", f"{rule}()",
             f"{verb}({w[2]!r}, {m})", f"{verb}({w[0]!r}, {m})", f"count({w[0]!r})",
             f"count({w[1]!r})", f"{rule}()", f"{w[1]!r} in @", f"{'zinc'!r} in @")
            for n, m in ((1, 2), (low, low - 1), (low + 1, low), r.integers(2, 1, 30))
        ] + [("", f"{rule}()", f"{w[1]!r} in @", f"{verb}({w[1]!r})", f"{rule}()")],
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
def cache_of(r: Draw) -> ClassTask:
    """Forget the oldest.

    A memory of limited size has to decide what goes first: what came first, or what was used
    least recently.
    """
    size, used = r.randint(2, 4), r.coin()
    oldest = "that was asked for or put in longest ago" if used else "that was put in longest ago"
    touch = "self.items[key] = self.items.pop(key)\n    " if used else ""
    touched = "self.keys.remove(key)\n    self.keys.append(key)\n    " if used else ""
    keys = "abcdef"
    return ClassTask(
        names=("Cache", "Memory", "RecentItems", "Shelf"),
        called=r.pick("cache", "memory", "shelf"),
        does=(f"A memory for at most {size} values by their keys.",),
        notes=(f"When a new key is one too many, the key {oldest} is forgotten.",),
        methods={
            "__init__()": "Begin empty.",
            "put(key: str, value: int) -> None": "Keep a value; a key that is put in again counts"
            " as new.",
            "get(key: str) -> int | None": "Return the value of a key, or None.",
            "keys_kept() -> list[str]": "Return the keys, the oldest first.",
        },
        solutions={
            "dict": {
                "__init__": "self.items = {}",
                "put": f"self.items.pop(key, None)\nself.items[key] = value\n"
                f"if len(self.items) > {size}:\n    del self.items[next(iter(self.items))]",
                "get": f"if key in self.items:\n    {touch}return self.items[key]\nreturn None",
                "keys_kept": "return list(self.items)",
            },
            "lists": {
                "__init__": "self.keys = []\nself.values = {}",
                "put": "if key in self.values:\n    self.keys.remove(key)\n"
                "self.keys.append(key)\nself.values[key] = value\n"
                f"if len(self.keys) > {size}:\n    del self.values[self.keys.pop(0)]",
                "get": f"if key in self.values:\n    {touched}return self.values[key]\nreturn None",
                "keys_kept": "return self.keys[:]",
            },
        },
        scripts=[
            ("", *(f"put({key!r}, {r.randint(0, 99)})" for key in keys[:size]), "keys_kept()",
             f"get({keys[place]!r})", f"put({keys[size]!r}, 5)", f"get({keys[0]!r})",
             f"get({keys[1]!r})", f"put({keys[size - 1]!r}, 7)", "keys_kept()",
             f"put({keys[size + 1]!r}, 8)", "keys_kept()", f"get({keys[size - 1]!r})")
            for place in (0, 1, size - 1, size)
        ] + [("", "keys_kept()", "get('a')", "put('a', 1)", "get('a')", "put('a', 2)",
              "keys_kept()", "get('a')")],
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
def grid(r: Draw) -> ClassTask:
    """Walk about on a grid.

    The state is a place; each command changes it, and the edges set limits.
    """
    size, wraps = r.randint(3, 8), r.coin()
    edge = "comes back in on the other side" if wraps else "stays where it is"
    names = r.pick(("up", "down"), ("left", "right"), ("back", "forward"))
    low = f"(self.place - 1) % {size}" if wraps else "max(self.place - 1, 0)"
    high = f"(self.place + 1) % {size}" if wraps else f"min(self.place + 1, {size - 1})"
    low_if = f"{size - 1}" if wraps else "0"
    high_if = "0" if wraps else f"{size - 1}"
    begin = r.randrange(size)
    return ClassTask(
        names=("Walker", "Robot", "Marker", "Piece"),
        called=r.pick("walker", "robot", "piece"),
        does=(f"Something that moves on places 0 to {size - 1}, beginning at {begin}.",),
        notes=(f"Where a step would leave the places, it {edge}.",),
        methods={
            "__init__()": f"Begin at place {begin}.",
            f"{names[0]}() -> int": "Go one place lower and return the place.",
            f"{names[1]}() -> int": "Go one place higher and return the place.",
            "visited() -> set[int]": "Return all places where it has been.",
        },
        solutions={
            "compute": {
                "__init__": f"self.place = {begin}\nself.seen = {{{begin}}}",
                names[0]: f"self.place = {low}\nself.seen.add(self.place)\nreturn self.place",
                names[1]: f"self.place = {high}\nself.seen.add(self.place)\nreturn self.place",
                "visited": "return set(self.seen)",
            },
            "if": {
                "__init__": f"self.path = [{begin}]",
                names[0]: f"place = self.path[-1]\nplace = {low_if} if place == 0 else place - 1\n"
                "self.path.append(place)\nreturn place",
                names[1]: f"place = self.path[-1]\nplace = {high_if} if place == {size - 1} else"
                " place + 1\nself.path.append(place)\nreturn place",
                "visited": "return set(self.path)",
            },
        },
        scripts=[
            ("", "visited()", *(f"{names[0]}()" for _ in range(a)), "visited()",
             *(f"{names[1]}()" for _ in range(b)), "visited()", f"{names[0]}()")
            for a, b in ((0, size + 1), (size + 1, 0), (1, 1), (begin + 1, 2), (0, size - begin))
        ],
    )  # fmt: skip


@family
def ranked(r: Draw) -> ClassTask:
    """Keep things in order.

    What is kept sorted answers questions about the first and the last at once.
    """
    most, high = r.randint(2, 5), r.coin()
    word = "highest" if high else "lowest"
    add = r.pick("add", "enter", "submit")
    sign = "-" if high else ""
    return ClassTask(
        names=("Ranking", "Scoreboard", "Results", "TopList"),
        called=r.pick("ranking", "board", "results"),
        does=(f"A list of the {most} {word} scores with the names of their players.",),
        notes=("Of equal scores, the name that comes first in the alphabet stands first.",),
        methods={
            "__init__()": "Begin without scores.",
            f"{add}(name: str, score: int) -> bool": f"Enter a score; return whether it is among"
            f" the {most} {word}.",
            "names() -> list[str]": f"Return the names in the list, the {word} score first.",
            "best() -> int | None": f"Return the {word} score, or None.",
        },
        solutions={
            "sort": {
                "__init__": "self.entries = []",
                add: f"entry = ({sign}score, name)\nself.entries.append(entry)\n"
                f"self.entries.sort()\ndel self.entries[{most}:]\nreturn entry in self.entries",
                "names": "return [name for _, name in self.entries]",
                "best": f"return {sign}self.entries[0][0] if self.entries else None",
            },
            "bisect": {
                "__init__": "self.entries = []",
                add: f"bisect.insort(self.entries, ({sign}score, name))\n"
                f"place = self.entries.index(({sign}score, name))\n"
                f"self.entries = self.entries[:{most}]\nreturn place < {most}",
                "names": "return [entry[1] for entry in self.entries]",
                "best": f"if not self.entries:\n    return None\nscore, _ = self.entries[0]\n"
                f"return {sign}score",
            },
        },
        scripts=[
            ("", "best()", *(f"{add}({name!r}, {r.randint(0, 12)})" for name in chosen), "names()",
             "best()", f"{add}('zoe', {extra})", "names()", "best()")
            for extra in (0, 5, 6, 20)
            for chosen in (r.sample("ann bob cem dia eva fay gus hal".split(), most + 1),)
        ] + [("", "names()", f"{add}('eve', 3)", f"{add}('adam', 3)", "names()")],
    )  # fmt: skip


@family
def money(r: Draw) -> ClassTask:
    """Give a class another way to be made.

    A class method gets the class itself and returns an object of it, here from a text.
    """
    big, small, sep = r.pick(
        ("hours", "minutes", ":"),
        ("euros", "cents", "."),
        ("feet", "inches", "'"),
        ("dozens", "pieces", "+"),
        ("kilos", "grams", ","),
    )
    base = {"hours": 60, "euros": 100, "feet": 12, "dozens": 12, "kilos": 1000}[big]
    width = {"hours": 2, "euros": 2, "kilos": 3}.get(big, 1)
    form = f":0{width}" if width > 1 else ""
    unit = f'f"{{self.{small} // {base}}}{sep}{{self.{small} % {base}{form}}}"'
    some = [(r.randint(2, 30), r.randrange(base)) for _ in range(2)]
    texts = [f"{a}{sep}{b:0{width}}" for a, b in ((0, 0), (0, 5), (1, base - 1), *some)]
    return ClassTask(
        names=("Amount", "Quantity", "Measure"),
        called=r.pick("amount", "quantity"),
        does=(f"An amount in {big} and {small}; {base} {small} are one of the {big}.",),
        methods={
            f"__init__({small}: int)": f"Keep the amount in {small}.",
            '@classmethod parse(text: str) -> "Solve"': f"Make one from a text such as"
            f" {texts[3]!r}: {big}, {sep!r}, {small}.",
            "__str__() -> str": "Return the text that would be parsed to the same amount"
            + (f", {small} with {width} digits." if width > 1 else "."),
            '__lt__(other: "Solve") -> bool': "Return whether it is less than the other.",
        },
        solutions={
            "small": {
                "__init__": f"self.{small} = {small}",
                "parse": f"{big}, {small} = text.split({sep!r})\n"
                f"return cls(int({big}) * {base} + int({small}))",
                "__str__": f"return {unit}",
                "__lt__": f"return self.{small} < other.{small}",
            },
            "divmod": {
                "__init__": f"self.{small} = {small}",
                "parse": f"{big}, _, {small} = text.partition({sep!r})\n"
                f"return cls({base} * int({big}) + int({small}))",
                "__str__": f"{big}, {small} = divmod(self.{small}, {base})\n"
                f'return f"{{{big}}}{sep}{{{small}{form}}}"',
                "__lt__": f"return other.{small} > self.{small}",
            },
        },
        scripts=[
            (f"{n}", "str(@)", f"Solve.parse({text!r}).{small}", f"@ < Solve.parse({text!r})",
             f"Solve.parse({text!r}) < @", f"str(Solve.parse({text!r}))", f"@ < Solve({n + 1})",
             f"@ < Solve({n})")
            for n, text in zip((0, 1, base - 1, base, r.randint(base, 9999)), texts, strict=True)
        ],
    )  # fmt: skip
