"""Dictionaries of dictionaries, dictionaries of lists, lists of lists."""

from hornbook.generate.procedural import Draw, Task, family

_PEOPLE = "Ann Ben Cleo Dan Eva Finn Gia".split()
_THINGS = "tea milk rice corn salt figs nuts".split()


def _tables(r: Draw, low: int = 0, high: int = 20) -> list[dict[str, dict[str, int]]]:
    """Dictionaries of dictionaries of numbers."""

    def inner(size: int) -> dict[str, int]:
        return {thing: r.randint(low, high) for thing in r.sample(_THINGS, size)}

    fixed = {"Ann": {"tea": 2, "milk": 5}, "Ben": {"milk": 3}, "Eva": {}}
    sizes = ((), (1,), (2, 2), (3, 1, 2), (0, 2, 3, 2))
    tables = [
        dict(zip(r.sample(_PEOPLE, len(each)), map(inner, each), strict=True)) for each in sizes
    ]
    return [*tables, fixed, {"Dan": {"salt": 4, "figs": 4}, "Gia": {"figs": 4, "salt": 1}}]


@family
def total_of_inner(r: Draw) -> Task:
    """Summarise every inner dictionary.

    The outer loop takes a name and its dictionary, and an inner computation makes one number of
    the values there.
    """
    table, test = (
        r.pick("sales", "stock", "scores", "orders", "baskets", "budget"),
        r.number_condition(),
    )
    label, said, code, start, update = r.pick(
        ("total", "the sum of its numbers", "sum(inner.values())", "0", "result += n"),
        ("count", f"how many of its numbers are {test.of('ones')}",
         f"sum(1 for n in inner.values() if {test('n')})", "0",
         f"if {test('n')}:\n            result += 1"),
        ("partial_sum", f"the sum of its numbers that are {test.of('ones')}",
         f"sum(n for n in inner.values() if {test('n')})", "0",
         f"if {test('n')}:\n            result += n"),
        ("largest", "its largest number, or 0 if there is none above 0",
         "max([0, *inner.values()])", "0", "result = max(result, n)"),
    )  # fmt: skip
    near = {"x": {f"{n}": n for n in test.near}, "y": {"a": -1, "b": 0, "c": 1}}
    return Task(
        names=(f"{label}_for_each", f"{label}_of_{table}", f"{label}_by_name", f"inner_{label}s"),
        takes={table: "dict[str, dict[str, int]]"},
        gives="dict[str, int]",
        does=(
            f"Return a dictionary from each key of {table}, whose values are dictionaries of"
            f" numbers, to {said}.",
            f"Compute for every dictionary inside {table} {said}, as a dictionary with the same"
            " keys.",
        ),
        solutions={
            "comprehension": f"return {{name: {code} for name, inner in {table}.items()}}",
            "loops": f"totals = {{}}\nfor name, inner in {table}.items():\n    result = {start}\n"
            f"    for n in inner.values():\n        {update}\n    totals[name] = result\n"
            "return totals",
        },
        inputs=[*_tables(r), near],
    )


@family
def swap_levels(r: Draw) -> Task:
    """Exchange the two levels of a table.

    A table of tables can be read by rows or by columns. Exchanging the levels makes the inner
    keys the outer ones.
    """
    table = r.pick("sales", "stock", "scores", "orders", "grades", "distances", "table", "prices")
    label, said, gives, merge = r.pick(
        ("swap", "to a dictionary from the outer keys that have it to its numbers there",
         "dict[str, dict[str, int]]", "{r}.setdefault(inner, {{}})[outer] = n"),
        ("total", "to the sum of its numbers", "dict[str, int]",
         "{r}[inner] = {r}.get(inner, 0) + n"),
        ("owners", "to the list of the outer keys that have it", "dict[str, list[str]]",
         "{r}.setdefault(inner, []).append(outer)"),
    )  # fmt: skip
    result = r.pick("result", "turned", "by_inner", "columns", "collected")
    second = {
        "swap": f"{{outer: {table}[outer][inner] for outer in {table} if inner in {table}[outer]}}",
        "total": f"sum(row.get(inner, 0) for row in {table}.values())",
        "owners": f"[outer for outer, row in {table}.items() if inner in row]",
    }[label]
    return Task(
        names=(f"{label}_by_inner_key", f"{label}_levels", f"{label}_of_{table}_by_column"),
        takes={table: "dict[str, dict[str, int]]"},
        gives=gives,
        does=(
            f"Return a dictionary from each key that occurs in the dictionaries inside {table}"
            f" {said}.",
            f"Map every inner key of {table}, a dictionary of dictionaries of numbers, {said}.",
        ),
        solutions={
            "loops": f"""
                {result} = {{}}
                for outer, row in {table}.items():
                    for inner, n in row.items():
                        {merge.format(r=result)}
                return {result}
                """
            if label != "owners"
            else f"""
                {result} = {{}}
                for outer in {table}:
                    for inner in {table}[outer]:
                        {merge.format(r=result)}
                return {result}
                """,
            "keys first": f"""
                keys = {{inner: None for row in {table}.values() for inner in row}}
                return {{inner: {second} for inner in keys}}
                """,
        },
        inputs=_tables(r),
    )


@family
def merge_nested(r: Draw) -> Task:
    """Merge two tables of tables.

    A key that only one of them has is taken over; where both have a dictionary, these are merged
    in turn. Nothing of the originals may change.
    """
    (a, b), how = r.twins(), r.pick("add", "second", "first", "larger")
    merged = r.pick("merged", "result", "union", "both", "combined", "whole")
    name, key = r.pick(("name", "key"), ("outer", "inner"), ("person", "thing"), ("k", "j"))
    said = {
        "add": "their sum counts",
        "second": f"the one of {b} counts",
        "first": f"the one of {a} counts",
        "larger": "the larger one counts",
    }[how]
    inner = {
        "add": f"row[{key}] = row.get({key}, 0) + y",
        "second": f"row[{key}] = y",
        "first": f"row.setdefault({key}, y)",
        "larger": f"row[{key}] = max(row.get({key}, y), y)",
    }[how]
    pick = {
        "add": f"{a}[{name}][{key}] + {b}[{name}][{key}]",
        "second": f"{b}[{name}][{key}]",
        "first": f"{a}[{name}][{key}]",
        "larger": f"max({a}[{name}][{key}], {b}[{name}][{key}])",
    }[how]
    tables = _tables(r, 1)
    one = {"Ann": {"tea": 1, "rice": 9}, "Ben": {"tea": 4}}
    two = {"Ann": {"tea": 7, "rice": 2, "corn": 3}, "Cleo": {"salt": 5}}
    return Task(
        names=("merge_nested", f"merge_{how}", "deep_merge", f"combine_{a}_and_{b}"),
        takes={a: "dict[str, dict[str, int]]", b: "dict[str, dict[str, int]]"},
        gives="dict[str, dict[str, int]]",
        does=(
            f"Merge {a} and {b}, dictionaries of dictionaries of numbers, into a new one; where"
            f" both have a number for the same two keys, {said}.",
            f"Return a dictionary with the inner entries of {a} and {b}. If both have a number at"
            f" the same place, {said}.",
        ),
        solutions={
            "copy": f"""
                {merged} = {{{name}: dict(row) for {name}, row in {a}.items()}}
                for {name} in {b}:
                    row = {merged}.setdefault({name}, {{}})
                    for {key}, y in {b}[{name}].items():
                        {inner}
                return {merged}
                """,
            "both": f"""
                {merged} = {{}}
                for {name} in [*{a}, *{b}]:
                    {merged}[{name}] = {{**{a}.get({name}, {{}}), **{b}.get({name}, {{}})}}
                for {name} in {a}.keys() & {b}.keys():
                    for {key} in {a}[{name}].keys() & {b}[{name}].keys():
                        {merged}[{name}][{key}] = {pick}
                return {merged}
                """,
        },
        inputs=[(one, two), (two, one), ({}, one), (one, {}), (one, one),
                *((x, y) for x in tables[2:4] for y in tables[3:6])],
    )  # fmt: skip


@family
def count_pairs_nested(r: Draw) -> Task:
    """Count pairs in a dictionary of dictionaries.

    The first `setdefault` finds or makes the inner dictionary, in which the second key is counted
    like in any other dictionary.
    """
    pairs = r.pick("pairs", "trips", "matches", "messages", "votes", "flights", "gifts", "calls")
    label, said, gives, end = r.pick(
        ("counts", "to a dictionary from each second item to how often the pair occurs",
         "dict[str, dict[str, int]]", "counts"),
        ("most", "to how often it occurs with the same second item, at most",
         "dict[str, int]", "{a: max(row.values()) for a, row in counts.items()}"),
    )  # fmt: skip
    first, second = r.pick(("a", "b"), ("one", "two"), ("giver", "taker"), ("x", "y"))
    texts = ["", "ab", "ab ab", "ab ac", "ab ac ac", "ba ab ba", "ac ab", "aa bb ab ab ba bc"]
    samples = [[(p[0], p[1]) for p in text.split()] for text in texts]
    samples += [[(r.choice("abc"), r.choice("xyz")) for _ in range(n)] for n in (6, 8)]
    other = f"""
            counts = {{{first}: {{}} for {first}, {second} in {pairs}}}
            for ({first}, {second}), n in Counter({pairs}).items():
                counts[{first}][{second}] = n
            return {end}
            """
    return Task(
        names=(f"{label}_of_{pairs}", f"nested_{label}", f"pair_{label}"),
        takes={pairs: "list[tuple[str, str]]"},
        gives=gives,
        does=(
            f"Return a dictionary from each first item of the tuples in {pairs} {said}.",
            f"Map every first item in {pairs}, a list of tuples, {said}.",
        ),
        solutions={
            "setdefault": f"""
                counts = {{}}
                for {first}, {second} in {pairs}:
                    row = counts.setdefault({first}, {{}})
                    row[{second}] = row.get({second}, 0) + 1
                return {end}
                """,
            "other": other,
        },
        inputs=samples,
    )
