"""Linked lists: pairs of a value and the rest, ending in None."""

from hornbook.generate.procedural import Draw, Task, family

LINKED = "A linked list is a pair (value, rest), or None when it is empty."


def _linked(values: list[int]) -> object:
    chain: object = None
    for value in reversed(values):
        chain = (value, chain)
    return chain


def _chains(r: Draw, *more: list[int]) -> list[object]:
    plain = [[], [r.randint(1, 9)], [1, 2], [2, 1], [3, 3, 3], [0, 5, 0]]
    return [
        _linked(values)
        for values in [*plain, *more, *(r.integers(r.randint(3, 7), -5, 9) for _ in range(3))]
    ]


@family
def measure_chain(r: Draw) -> Task:
    """Walk along a linked list.

    A loop unpacks the pair into a value and the rest, until the rest is None. Recursion says the
    same: what is true of the rest leads to what is true of the whole.
    """
    c = r.pick("chain", "linked", "node", "head")
    label, said, start, update, last = r.pick(
        ("length", "the number of values in", "0", "result += 1", "1 + solve(rest)"),
        ("sum", "the sum of the values in", "0", "result += value", "value + solve(rest)"),
        ("even_count", "how many even values there are in", "0", "result += 1 - value % 2",
         "1 - value % 2 + solve(rest)"),
        ("squares", "the sum of the squares of the values in", "0", "result += value ** 2",
         "value ** 2 + solve(rest)"),
        ("positive_sum", "the sum of the positive values in", "0", "result += max(value, 0)",
         "max(value, 0) + solve(rest)"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_of_chain", f"chain_{label}", f"linked_list_{label}"),
        takes={c: "tuple | None"},
        gives="int",
        does=(f"Return {said} the linked list {c}.", f"Compute {said} {c}, a linked list."),
        notes=(LINKED,),
        solutions={
            "loop": f"""
                result = {start}
                while {c} is not None:
                    value, {c} = {c}
                    {update}
                return result
                """,
            "recursion": f"""
                if {c} is None:
                    return {start}
                value, rest = {c}
                return {last}
                """,
        },
        inputs=_chains(r),
    )


@family
def chain_to_list(r: Draw) -> Task:
    """Turn a linked list into a list and back.

    Building a linked list begins at its end: the last value is paired with None, the one before
    it with that pair, and so on.
    """
    c, back = r.pick("chain", "linked", "node", "head"), r.coin()
    xs = r.name("numbers")
    turned = r.coin(0.4)
    order = "in reverse order" if turned else "in the same order"
    if back:
        return Task(
            names=("list_to_chain", "build_linked_list", "chain_from_list"),
            takes={xs: "list[int]"},
            gives="tuple | None",
            does=(f"Return a linked list of the values of {xs}, {order}.",),
            notes=(LINKED,),
            solutions={
                "loop": f"""
                    chain = None
                    for value in {xs if turned else f"reversed({xs})"}:
                        chain = (value, chain)
                    return chain
                    """,
                "recursion": f"""
                    if not {xs}:
                        return None
                    return ({xs}[{-1 if turned else 0}], solve({xs}[{":-1" if turned else "1:"}]))
                    """,
            },
            inputs=[[], [4], [1, 2], [2, 1], [3, 3], *(r.integers(n, 0, 9) for n in (3, 4, 6))],
        )
    return Task(
        names=("chain_to_list", "values_of_chain", "unlink_values"),
        takes={c: "tuple | None"},
        gives="list[int]",
        does=(f"Return the values of the linked list {c} as a list, {order}.",),
        notes=(LINKED,),
        solutions={
            "loop": f"""
                values = []
                while {c} is not None:
                    values.append({c}[0])
                    {c} = {c}[1]
                return values{"[::-1]" if turned else ""}
                """,
            "recursion": f"""
                if {c} is None:
                    return []
                value, rest = {c}
                return {"solve(rest) + [value]" if turned else "[value] + solve(rest)"}
                """,
        },
        inputs=_chains(r),
    )


@family
def reverse_chain(r: Draw) -> Task:
    """Reverse a linked list.

    Each value that is taken off the front of the old list goes to the front of the new one, and
    so the order turns round by itself.
    """
    c = r.pick("chain", "linked", "node", "head")
    change = r.number_change() if r.coin(0.6) else None
    item = change("value") if change else "value"
    said = f" and every value {change.done}" if change else ""
    return Task(
        names=("reverse_chain", "reversed_linked_list", "turn_chain_round"),
        takes={c: "tuple | None"},
        gives="tuple | None",
        does=(
            f"Return the linked list {c} in reverse order{said}.",
            f"Build a new linked list with the values of {c} in reverse order{said}.",
        ),
        notes=(LINKED,),
        solutions={
            "loop": f"""
                turned = None
                while {c} is not None:
                    value, {c} = {c}
                    turned = ({item}, turned)
                return turned
                """,
            "list": f"""
                values = []
                while {c} is not None:
                    values.append({c}[0])
                    {c} = {c}[1]
                turned = None
                for value in values:
                    turned = ({item}, turned)
                return turned
                """,
        },
        inputs=_chains(r),
    )


@family
def change_chain(r: Draw) -> Task:
    """Make a linked list out of another.

    Recursion fits a list that is made of a value and a smaller list: treat the value, and leave
    the smaller list to the same function.
    """
    c, test = r.pick("chain", "linked", "node", "head"), r.number_condition()
    change = r.number_change()
    keep = r.coin()
    new = "(value, rest)" if keep else f"({change('value')}, rest)"
    said = (
        f"Return the linked list {c} without its values that are not {test.of('').strip()}"
        if keep and test.before
        else f"Return a linked list of the {test.of('values')} of {c}"
        if keep
        else f"Return the linked list {c} with every value {change.done}"
    )
    label = f"keep_{test.label}" if keep else f"{change.label}_values"
    condition = test("value")
    return Task(
        names=(f"{label}_of_chain", f"chain_{label}", f"{label}_in_linked_list"),
        takes={c: "tuple | None"},
        gives="tuple | None",
        does=(f"{said}.",),
        notes=(LINKED, "The order stays."),
        solutions={
            "recursion": f"""
                if {c} is None:
                    return None
                value, rest = {c}
                rest = solve(rest)
                return {f"{new} if {condition} else rest" if keep else new}
                """,
            "list": f"""
                values = []
                while {c} is not None:
                    value, {c} = {c}
                    {f"if {condition}:" if keep else ""}
                    {"    " if keep else ""}values.append({"value" if keep else change("value")})
                for value in reversed(values):
                    {c} = (value, {c})
                return {c}
                """,
        },
        inputs=_chains(r, list(test.near) or [1, 2, 3], [*test.near, 7, 8]),
    )


@family
def place_in_chain(r: Draw) -> Task:
    """Look up values in a linked list.

    There is no index: to reach the k-th value, k pairs have to be opened.
    """
    c, k = r.pick("chain", "linked", "node", "head"), r.pick("k", "place", "position", "index")
    other = r.pick("None", "-1", "0")
    chains = [[5], [5, 6], [6, 5], [1, 2, 3], [1, 2, 3, 4], r.integers(5, 1, 9)]
    calls = [
        (_linked(values), at) for values in chains for at in (0, 1, len(values) - 1, len(values))
    ]
    return Task(
        names=("value_at", "nth_of_chain", "look_up_in_chain"),
        takes={c: "tuple | None", k: "int"},
        gives="int | None" if other == "None" else "int",
        does=(
            f"Return the value at position {k} of the linked list {c}, counted from 0, or {other}"
            " if there is none.",
            f"Look up the value that has {k} others before it in the linked list {c};"
            f" return {other} if the list ends before.",
        ),
        notes=(LINKED,),
        solutions={
            "loop": f"""
                while {c} is not None:
                    value, {c} = {c}
                    if {k} == 0:
                        return value
                    {k} -= 1
                return {other}
                """,
            "recursion": f"""
                if {c} is None:
                    return {other}
                value, rest = {c}
                return value if {k} == 0 else solve(rest, {k} - 1)
                """,
        },
        inputs=[(None, 0), (None, 1), *calls],
    )


@family
def insert_into_chain(r: Draw) -> Task:
    """Put a value into a sorted linked list.

    Values that come before the new one are passed over; where the first later one stands, the
    new pair goes in.
    """
    c, x = r.pick("chain", "linked", "node", "head"), r.pick("value", "new", "item", "x")
    down = r.coin(0.4)
    word, sign = ("descending", ">") if down else ("ascending", "<")
    chains = [[], [4], [2, 6], [2, 4, 6], [1, 1, 5], [4, 4], sorted(r.integers(5, 0, 9))]
    return Task(
        names=("insert_in_order", "add_to_sorted_chain", f"insert_into_{word}_chain"),
        takes={c: "tuple | None", x: "int"},
        gives="tuple | None",
        does=(
            f"Return the linked list {c}, which is in {word} order, with {x} put in where it"
            f" belongs.",
            f"Insert {x} into the linked list {c} so that its {word} order is kept.",
        ),
        notes=(LINKED,),
        solutions={
            "recursion": f"""
                if {c} is not None and {c}[0] {sign} {x}:
                    return ({c}[0], solve({c}[1], {x}))
                return ({x}, {c})
                """,
            "list": f"""
                values = [{x}]
                while {c} is not None:
                    values.append({c}[0])
                    {c} = {c}[1]
                for value in sorted(values{"" if down else ", reverse=True"}):
                    {c} = (value, {c})
                return {c}
                """,
        },
        inputs=[
            (_linked(sorted(values, reverse=down)), new)
            for values in chains
            for new in (0, 4, r.randint(1, 9))
        ],
    )


@family
def join_chains(r: Draw) -> Task:
    """Join two linked lists.

    The first list is taken apart and its values are put in front of the second, the last one
    first.
    """
    a, b = r.twins()
    label, said, step = r.pick(
        ("append", f"the values of {a} followed by those of {b}",
         f"({a}[0], solve({a}[1], {b}))"),
        ("alternate", f"the values of {a} and {b} by turns, beginning with {a}, and at last the "
         "rest of the longer one", f"({a}[0], solve({b}, {a}[1]))"),
    )  # fmt: skip
    joined = (
        f"joined = values({a}) + values({b})"
        if label == "append"
        else f"x, y = values({a}), values({b})"
    )
    mixing = "" if label == "append" else "joined = [v for pair in zip(x, y) for v in pair]"
    tail = "" if label == "append" else "joined += x[len(y):] + y[len(x):]"
    lists = [[], [1], [2, 3], [3, 2], r.integers(3, 0, 9), r.integers(4, 0, 9)]
    return Task(
        names=(f"{label}_chains", f"{label}_linked_lists", f"chains_{label}ed"),
        takes={a: "tuple | None", b: "tuple | None"},
        gives="tuple | None",
        does=(f"Return a linked list of {said}.", f"Make one linked list of {said}."),
        notes=(LINKED,),
        solutions={
            "recursion": f"""
                if {a} is None:
                    return {b}
                return {step}
                """,
            "lists": f"""
                def values(chain):
                    return [] if chain is None else [chain[0], *values(chain[1])]

                {joined}
                {mixing}
                {tail}
                chain = None
                for value in reversed(joined):
                    chain = (value, chain)
                return chain
                """,
        },
        inputs=[(_linked(x), _linked(y)) for x in lists for y in r.sample(lists, 2)],
    )
