"""Generators: functions that yield one value after the other instead of returning them all."""

from hornbook.generate.procedural import Draw, Task, family


@family
def yield_matching(r: Draw) -> Task:
    """Yield the items that meet a condition.

    A function with `yield` in it is a generator function. Calling it runs nothing yet; each value
    is computed when the caller asks for it.
    """
    numbers, test, change = r.name("numbers"), r.number_condition(), r.number_change()
    changed = r.coin()
    item = change("n") if changed else "n"
    said = f"{change.of('each')} of the {test.of('numbers')}" if changed else (
        f"the {test.of('numbers')}"
    )  # fmt: skip
    return Task(
        names=(f"yield_{test.label}", f"generate_{test.label}", f"iterate_{test.label}"),
        takes={numbers: "list[int]"},
        gives="Iterator[int]",
        does=(
            f"Yield {said} in {numbers}, in their order.",
            f"Generate {said} in {numbers} one by one.",
        ),
        solutions={
            "loop": f"""
                for n in {numbers}:
                    if {test("n")}:
                        yield {item}
                """,
            "expression": f"yield from ({item} for n in {numbers} if {test('n')})",
            "returned": f"return ({item} for n in {numbers} if {test('n')})",
        },
        inputs=r.number_lists(test.near),
    )


@family
def count_on(r: Draw) -> Task:
    """Count without an end.

    A generator may go on for ever, because the caller decides how many values to take. `islice`
    takes the first few.
    """
    start, step = r.pick("start", "first", "n"), r.pick("step", "by", "k")
    shown = r.randint(3, 6)
    label, said, update = r.pick(
        ("count_by", f"{start}, then always {step} more than before", f"value += {step}"),
        ("multiply_by", f"{start}, then always {step} times as much", f"value *= {step}"),
        ("count_down_by", f"{start}, then always {step} less than before", f"value -= {step}"),
    )
    later = {
        "count_by": f"{start} + {step} * i",
        "multiply_by": f"{start} * {step} ** i",
        "count_down_by": f"{start} - {step} * i",
    }[label]
    return Task(
        names=(f"{label}_forever", f"endless_{label}", f"{label}_without_end"),
        takes={start: "int", step: "int"},
        gives="Iterator[int]",
        observe=f"list(islice({{}}, {shown}))",
        does=(f"Yield without end {said}.", f"Generate an endless series: {said}."),
        solutions={
            "while": f"value = {start}\nwhile True:\n    yield value\n    {update}",
            "itertools": f"for i in itertools.count():\n    yield {later}",
        },
        inputs=[
            (0, 1),
            (1, 2),
            *((r.randint(-9, 20), r.randint(2, 9)) for _ in range(4)),
        ],
    )


@family
def running(r: Draw) -> Task:
    """Yield what has been reached so far.

    A generator keeps its variables between two values, so a running total needs no list.
    """
    numbers, k = r.name("numbers"), r.randint(2, 9)
    label, said, start, code = r.pick(
        ("totals", "the sum of the items so far", "0", "x + n"),
        ("maxima", "the largest item so far, or 0 as long as none is larger", "0", "max(x, n)"),
        ("minima", "the smallest item so far, or 0 as long as none is smaller", "0", "min(x, n)"),
        (f"totals_modulo_{k}", f"the remainder of the sum so far divided by {k}", "0",
         f"(x + n) % {k}"),
        (f"balances_from_{k * 10}", f"{k * 10} minus the sum of the items so far", str(k * 10),
         "x - n"),
        ("totals_from_zero", "the sum so far, but at least 0, from which it goes on", "0",
         "max(0, x + n)"),
        (f"weighted_totals_{k}", f"{k} times the value before (0 at first) plus the item", "0",
         f"{k} * x + n"),
    )  # fmt: skip
    return Task(
        names=(f"running_{label}", f"yield_{label}", f"{label}_so_far"),
        takes={numbers: "list[int]"},
        gives="Iterator[int]",
        does=(f"Yield as many values as {numbers} has items: for each item, {said}.",),
        solutions={
            "loop": f"""
                x = {start}
                for n in {numbers}:
                    x = {code}
                    yield x
                """,
            "accumulate": f"""
                values = itertools.accumulate({numbers}, lambda x, n: {code}, initial={start})
                next(values)
                yield from values
                """,
        },
        inputs=r.number_lists(),
    )


@family
def chunks(r: Draw) -> Task:
    """Yield a list in pieces.

    Slices cut a list into pieces of one length; the last one may be shorter.
    """
    items, k = r.name("items"), r.randint(2, 5)
    keep = r.coin()
    rest = "the last one may be shorter" if keep else "a shorter rest is left out"
    stop = f"len({items})" if keep else f"len({items}) - {k - 1}"
    tail = "if piece:\n    yield piece" if keep else ""
    return Task(
        names=(f"pieces_of_{k}", f"chunks_of_{k}", f"batches_of_{k}"),
        takes={items: "list[int]"},
        gives="Iterator[list[int]]",
        does=(f"Yield {items} in lists of {k}; {rest}.",
              f"Split {items} into lists of {k} and yield one after the other; {rest}."),
        solutions={
            "slices": f"""
                for start in range(0, {stop}, {k}):
                    yield {items}[start:start + {k}]
                """,
            "collect": f"piece = []\nfor item in {items}:\n    piece.append(item)\n"
            f"    if len(piece) == {k}:\n        yield piece\n        piece = []\n{tail}",
        },
        inputs=[[], [1], *(r.integers(size) for size in (k - 1, k, k + 1, 2 * k, 2 * k + 1))],
    )  # fmt: skip


@family
def windows(r: Draw) -> Task:
    """Yield neighbours together.

    `zip` of a list and the same list one further pairs each item with the next.
    """
    numbers, gap = r.name("numbers"), r.randint(1, 3)
    far = "the next one" if gap == 1 else f"the one {gap} places later"
    label, said, code = r.pick(
        ("pairs", f"each item together with {far}, as a tuple", "(a, b)"),
        ("differences", f"by how much {far} exceeds each item", "b - a"),
        ("sums", f"the sum of each item and {far}", "a + b"),
        ("larger", f"the larger of each item and {far}", "max(a, b)"),
        ("rises", f"True if {far} is larger, and otherwise False, for each item", "a < b"),
        ("products", f"the product of each item and {far}", "a * b"),
    )
    gives = {"pairs": "tuple[int, int]", "rises": "bool"}.get(label, "int")
    return Task(
        names=(f"neighbour_{label}", f"yield_{label}_at_distance_{gap}", f"adjacent_{label}"),
        takes={numbers: "list[int]"},
        gives=f"Iterator[{gives}]",
        does=(f"Yield {said} of {numbers} that has one.",),
        solutions={
            "zip": f"for a, b in zip({numbers}, {numbers}[{gap}:]):\n    yield {code}",
            "index": f"""
                for i in range(len({numbers}) - {gap}):
                    a, b = {numbers}[i], {numbers}[i + {gap}]
                    yield {code}
                """,
        },
        inputs=r.number_lists(),
    )


@family
def repeat_items(r: Draw) -> Task:
    """Yield items more than once.

    A loop in a loop yields several values for each item. Which loop is inside decides the order.
    """
    items, k = r.name("words"), r.randint(2, 4)
    whole = r.coin()
    said = f"{items} from beginning to end {k} times over" if whole else (
        f"each item of {items} {k} times in a row"
    )  # fmt: skip
    outer, inner = f"for _ in range({k}):", f"for item in {items}:"
    first, second = (outer, inner) if whole else (inner, outer)
    short = f"{items} * {k}" if whole else f"[x for x in {items} for _ in range({k})]"
    return Task(
        names=(f"{'cycle' if whole else 'repeat'}_{k}_times", f"yield_{k}_fold"),
        takes={items: "list[str]"},
        gives="Iterator[str]",
        does=(f"Yield {said}.", f"Generate {said}."),
        solutions={
            "loops": f"{first}\n    {second}\n        yield item",
            "list": f"yield from {short}",
        },
        inputs=r.word_lists(),
    )


@family
def until(r: Draw) -> Task:
    """Stop early.

    `return` ends a generator, and with it the loop of the caller, wherever in the function it
    stands.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    included = r.coin()
    end = "that one included" if included else "without that one"
    body = ("yield n", f"if {test('n')}:\n        return") if included else (
        f"if {test('n')}:\n        return", "yield n",
    )  # fmt: skip
    short = f"""
        kept = list(itertools.takewhile(lambda n: not ({test("n")}), {numbers}))
        yield from {numbers}[:len(kept){" + 1" if included else ""}]
        """
    return Task(
        names=(f"until_{test.label}", f"up_to_{test.label}", f"yield_until_{test.label}"),
        takes={numbers: "list[int]"},
        gives="Iterator[int]",
        does=(f"Yield the items of {numbers} up to the first one that {test.verb}, {end}.",),
        notes=r.pick((), ("If there is no such item, yield all of them.",)),
        solutions={
            "loop": f"for n in {numbers}:\n    {body[0]}\n    {body[1]}",
            "takewhile": short,
        },
        inputs=[*r.number_lists(test.near), [*r.integers(3), *test.near]],
    )


@family
def flatten(r: Draw) -> Task:
    """Hand on what another iterable yields.

    `yield from` yields every item of an iterable, so one loop is enough for lists in a list.
    """
    rows, test = r.name("matrix"), r.number_condition()
    back = r.coin(0.4)
    order = ", each row backwards" if back else ""
    row = "reversed(row)" if back else "row"
    kept = r.coin()
    said = f"the {test.of('numbers')} of all rows" if kept else "all numbers of the rows"
    where = f" if {test('n')}" if kept else ""
    inner = f"if {test('n')}:\n            yield n" if kept else "yield n"
    return Task(
        names=(f"flatten_{test.label}" if kept else "flatten_rows", "walk_rows", "yield_cells"),
        takes={rows: "list[list[int]]"},
        gives="Iterator[int]",
        does=(f"Yield {said} of {rows}, row by row{order}.".replace("rows of", "lists in"),),
        solutions={
            "loops": f"for row in {rows}:\n    for n in {row}:\n        {inner}",
            "yield_from": f"for row in {rows}:\n    yield from (n for n in {row}{where})",
        },
        inputs=[[], [[]], *([r.integers(3), [], list(test.near), r.integers(2)] for _ in range(5))],
    )


@family
def interleave(r: Draw) -> Task:
    """Take from two lists in turn.

    Two positions, or two iterators, move on side by side; what is left of the longer list needs
    a decision.
    """
    a, b = r.twins()
    rest = r.coin()
    end = "then the rest of the longer one" if rest else "until one of them ends"
    tail = f"shorter = min(len({a}), len({b}))\nyield from {a}[shorter:] or {b}[shorter:]"
    both = f"for i in range(min(len({a}), len({b}))):\n    yield {a}[i]\n    yield {b}[i]"
    zipped = f"for x, y in zip({a}, {b}):\n    yield x\n    yield y"
    more = f"for i in range(max(len({a}), len({b}))):\n    yield from {a}[i:i + 1]\n"
    more += f"    yield from {b}[i:i + 1]"
    return Task(
        names=("interleave", "take_turns", "alternate", "zip_flat"),
        takes={a: "list[int]", b: "list[int]"},
        gives="Iterator[int]",
        does=(
            f"Yield an item of {a}, an item of {b}, the next of {a}, and so on, {end}.",
            f"Yield the items of {a} and {b} by turns, beginning with {a}, {end}.",
        ),
        solutions={
            "index": more if rest else both,
            "zip": f"{zipped}\n{tail}" if rest else zipped,
        },
        inputs=[
            ([], []),
            ([1], []),
            ([], [2]),
            *((r.integers(x), r.integers(y)) for x, y in ((2, 2), (3, 1), (1, 4), (4, 3))),
        ],
    )


@family
def digits_of(r: Draw) -> Task:
    """Take a number apart, one digit at a time.

    The remainder modulo the base is the last digit, and division without remainder drops it.
    """
    n, base = r.name("number"), r.pick(2, 3, 5, 8, 10, 16)
    down = f"digits of {n} in base {base}"
    return Task(
        names=(f"digits_base_{base}", f"base_{base}_digits", f"yield_base_{base}_digits"),
        takes={n: "int"},
        gives="Iterator[int]",
        does=(f"Yield the {down}, the last one first.",
              f"Generate the {down} as integers, from the last to the first."),
        notes=("For 0, yield a single 0.",),
        solutions={
            "while": f"rest = {n}\nwhile True:\n    yield rest % {base}\n    rest //= {base}\n"
            "    if rest == 0:\n        return",
            "recursion": f"yield {n} % {base}\nif {n} >= {base}:\n"
            f"    yield from solve({n} // {base})",
        },
        inputs=[0, 1, base - 1, base, base + 1, *(r.randint(base, 5000) for _ in range(4))],
    )  # fmt: skip


@family
def numbered(r: Draw) -> Task:
    """Yield items with their number.

    `enumerate` counts along while a loop runs; its second argument is the number to begin with.
    """
    words, start, test = r.name("words"), r.randint(0, 5), r.word_condition()
    kept = r.coin()
    which = f"for the {test.of('items')} of {words}" if kept else f"for each item of {words}"
    where = f" if {test('word')}" if kept else ""
    label, said, code, gives = r.pick(
        ("pairs", "a tuple of number and item", "(i, word)", "tuple[int, str]"),
        ("lines", "a line of its number, a colon, a space and the item", 'f"{i}: {word}"', "str"),
        ("swapped", "a tuple of item and number", "(word, i)", "tuple[str, int]"),
    )
    loop = f"i = {start}\nfor word in {words}:\n"
    loop += f"    if {test('word')}:\n        yield {code}\n" if kept else f"    yield {code}\n"
    return Task(
        names=(f"numbered_{label}", f"yield_numbered_{label}", f"count_along_{label}"),
        takes={words: "list[str]"},
        gives=f"Iterator[{gives}]",
        does=(f"Yield {said}, {which}, where all items are numbered from {start} on.",),
        solutions={
            "enumerate": f"yield from ({code} for i, word in enumerate({words}, {start}){where})",
            "counter": f"{loop}    i += 1",
        },
        inputs=r.word_lists(test.near),
    )


@family
def grow(r: Draw) -> Task:
    """Yield a growing sequence up to a limit.

    The next value comes from the one before; the loop ends when it would exceed the limit.
    """
    limit, a, b = r.name("limit"), r.randint(1, 4), r.randint(2, 5)
    label, said, first, step = r.pick(
        (f"times_{b}", f"{a}, then always {b} times the value before", a, f"x * {b}"),
        (f"plus_{b}", f"{a}, then always {b} more than the value before", a, f"x + {b}"),
        (f"twice_plus_{a}", f"{b}, then always twice the value before plus {a}", b, f"2 * x + {a}"),
        ("squares", f"{b}, then always the square of the value before", b, "x * x"),
    )
    return Task(
        names=(f"grow_{label}", f"{label}_up_to", f"yield_{label}"),
        takes={limit: "int"},
        gives="Iterator[int]",
        does=(f"Yield {said}, as long as the values are at most {limit}.",
              f"Generate {said}, and stop before a value exceeds {limit}."),
        solutions={
            "while": f"x = {first}\nwhile x <= {limit}:\n    yield x\n    x = {step}",
            "recursion": f"""
                def follow(x):
                    if x <= {limit}:
                        yield x
                        yield from follow({step})

                yield from follow({first})
                """,
        },
        inputs=[0, first - 1, first, first + 1, *(r.randint(5, 200) for _ in range(4))],
    )  # fmt: skip
