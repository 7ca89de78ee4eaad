"""Iterators: asking for one item after the other, and objects that can be asked."""

from hornbook.generate.procedural import ClassTask, Draw, Expression, Task, family


@family
def take_next(r: Draw) -> Task:
    """Ask an iterator for its next item.

    An iterator hands out each item once. `next` asks for one; with a second argument, that is
    what comes when there are no more.
    """
    items, k, test = r.pick("items", "source", "stream"), r.randint(2, 5), r.number_condition()
    label, said, loop, short, gives = r.pick(
        (f"take_{k}", f"a list of the next {k} items of {items}, or of all there are",
         f"result = []\nfor _ in range({k}):\n    item = next({items}, None)\n"
         "    if item is None:\n        break\n    result.append(item)\nreturn result",
         f"return list(itertools.islice({items}, {k}))", "list[int]"),
        (f"item_{k}", f"the item of {items} that comes after the next {k} ones, or None",
         f"for _ in range({k}):\n    next({items}, None)\nreturn next({items}, None)",
         f"return next(itertools.islice({items}, {k}, None), None)", "int | None"),
        (f"rest_after_{test.label}", f"a list of what {items} holds after the first item that"
         f" {test.verb}", f"for n in {items}:\n    if {test('n')}:\n        break\n"
         f"return list({items})",
         f"next((n for n in {items} if {test('n')}), None)\nreturn list({items})", "list[int]"),
        ("every_second", f"a list of every second item of {items}, beginning with the first",
         f"result = []\nfor item in {items}:\n    result.append(item)\n    next({items}, None)\n"
         "return result", f"return list(itertools.islice({items}, 0, None, 2))", "list[int]"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_of_iterator", f"iterator_{label}", f"next_{label}"),
        takes={items: "Iterator[int]"},
        gives=gives,
        does=(f"Return {said}.",),
        solutions={"next": loop, "other": short},
        inputs=[Expression(f"iter({numbers})") for numbers in r.number_lists(test.near)],
    )


@family
def side_by_side(r: Draw) -> Task:
    """Draw from two iterators at once.

    `zip` stops with the shorter one; `itertools.zip_longest` fills up.
    """
    a, b = r.twins()
    fill = r.randint(-2, 9)
    sign, verb = r.pick(("+", "sum"), ("-", "difference"), ("*", "product"))
    filled = r.coin()
    tail = (
        f"with {fill} in place of items that are missing" if filled else "up to the shorter's end"
    )
    longest = f"itertools.zip_longest({a}, {b}, fillvalue={fill})"
    return Task(
        names=(f"{verb}s_side_by_side", f"pairwise_{verb}s", f"zip_{verb}s"),
        takes={a: "Iterable[int]", b: "Iterable[int]"},
        gives="Iterator[int]",
        does=(f"Yield the {verb} of each item of {a} and the item of {b} at its side, {tail}.",),
        solutions={
            "zip": f"for x, y in {longest if filled else f'zip({a}, {b})'}:\n    yield x {sign} y",
            "next": f"""
                mine, theirs, end = iter({a}), iter({b}), object()
                while True:
                    x, y = next(mine, end), next(theirs, end)
                    if x is end {"and" if filled else "or"} y is end:
                        return
                    {f"x = {fill} if x is end else x" if filled else ""}
                    {f"y = {fill} if y is end else y" if filled else ""}
                    yield x {sign} y
                """,
        },
        inputs=[([], []), ([1], []), ([], [2]),
                *((r.integers(m), r.integers(n)) for m, n in ((2, 2), (3, 1), (1, 4), (4, 3)))],
    )  # fmt: skip


@family
def countdown(r: Draw) -> ClassTask:
    """Write an iterator as a class.

    `__iter__` returns the iterator, here the object itself, and `__next__` the next item;
    StopIteration says that there are no more.
    """
    step, down = r.randint(1, 4), r.coin()
    start, stop = r.pick(("start", "stop"), ("begin", "end"), ("first", "last"))
    sign, test, word = ("-", "<=", "down") if down else ("+", ">=", "up")
    return ClassTask(
        names=(f"Count{word.capitalize()}", "Steps", "Progression"),
        called=r.pick("steps", "counter"),
        does=(f"An iterator that counts {word} from {start} by {step} and ends before {stop}.",),
        methods={
            f"__init__({start}: int, {stop}: int)": f"Begin at {start}.",
            '__iter__() -> "Solve"': "Return the object itself.",
            "__next__() -> int": "Return the next number, or raise StopIteration.",
        },
        raises="StopIteration",
        solutions={
            "value": {
                "__init__": f"self.value = {start}\nself.{stop} = {stop}",
                "__iter__": "return self",
                "__next__": f"if self.value {test} self.{stop}:\n    raise StopIteration\n"
                f"value = self.value\nself.value {sign}= {step}\nreturn value",
            },
            "range": {
                "__init__": f"self.numbers = iter(range({start}, {stop}, {sign}{step}))",
                "__iter__": "return self",
                "__next__": "return next(self.numbers)",
            },
        },
        scripts=[
            ((f"{b}, {a}" if down else f"{a}, {b}"), "next(@)", "list(@)", "list(@)", "next(@)")
            for a, b in ((0, 3 * step), (1, 2), (2, 2), (-4, r.randint(1, 9)), (5, 5 + 2 * step))
        ]
        + [("3, 9" if down else "9, 3", "list(@)", "next(@)"), ("0, 0", "iter(@) is @")],
    )


@family
def peekable(r: Draw) -> ClassTask:
    """Look at what comes next without taking it.

    An object can keep the item that it has looked at, and hand it out later.
    """
    default = r.randint(-9, -1)
    look = r.pick("peek", "look", "ahead")
    return ClassTask(
        names=("Peekable", "Lookahead", "Reader"),
        called=r.pick("reader", "items"),
        does=("An iterator over a list that can be asked for its next item without taking it.",),
        methods={
            "__init__(items: list[int])": "Begin at the first of the items.",
            '__iter__() -> "Solve"': "Return the object itself.",
            "__next__() -> int": "Take the next item, or raise StopIteration.",
            f"{look}() -> int": f"Return the next item without taking it, or {default}.",
            "left() -> int": "Return how many items are left.",
        },
        raises="StopIteration",
        solutions={
            "position": {
                "__init__": "self.items = items\nself.place = 0",
                "__iter__": "return self",
                "__next__": "if self.place == len(self.items):\n    raise StopIteration\n"
                "self.place += 1\nreturn self.items[self.place - 1]",
                look: f"return self.items[self.place] if self.left() else {default}",
                "left": "return len(self.items) - self.place",
            },
            "deque": {
                "__init__": "self.waiting = deque(items)",
                "__iter__": "return self",
                "__next__": "if not self.waiting:\n    raise StopIteration\n"
                "return self.waiting.popleft()",
                look: f"for item in self.waiting:\n    return item\nreturn {default}",
                "left": "return len(self.waiting)",
            },
        },
        scripts=[
            (f"{numbers}", f"{look}()", "left()", "next(@)", f"{look}()", "left()", "sum(@)",
             f"{look}()", "left()", "next(@)")
            for numbers in ([4, 7], r.integers(1), r.integers(3), r.integers(4), r.integers(5))
        ] + [("[]", f"{look}()", "left()", "list(@)", "next(@)")],
    )  # fmt: skip
