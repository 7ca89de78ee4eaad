"""Tuples as small records: points in time, versions, ranges, scores."""

import re

from hornbook.generate.procedural import Draw, Task, family


@family
def compare_tuples(r: Draw) -> Task:
    """Compare tuples item by item.

    Tuples are compared like words in a dictionary: the first items decide, and only if they are
    equal do the next ones. Versions and dates can be compared that way.
    """
    a, b = r.twins()
    what, parts = r.pick(("versions", "major, minor, patch"), ("times", "hour, minute, second"),
                         ("dates", "year, month, day"), ("places", "floor, aisle, shelf"),
                         ("marks", "book, chapter, verse"), ("sizes",
                          "miles, yards, feet"))  # fmt: skip
    label, said, gives, less, more, same = r.pick(
        ("compare", f"-1 if {a} comes before {b}, 1 if it comes after it, and 0 if they are equal",
         "int", "-1", "1", "0"),
        ("later", f"the later one of {a} and {b}", "tuple[int, int, int]", b, a, a),
        ("in_order", f"True if {a} comes before {b}, otherwise False", "bool", "True", "False",
         "False"),
        ("word", f"'before', 'after' or 'same', saying how {a} relates to {b}", "str", '"before"',
         '"after"', '"same"'),
    )  # fmt: skip
    low, high, third = r.randint(1, 5), r.randint(6, 11), r.randint(1, 11)
    return Task(
        names=(f"{label}_{what}", f"{what}_{label}", f"{label}_two_{what}"),
        takes={a: "tuple[int, int, int]", b: "tuple[int, int, int]"},
        gives=gives,
        does=(
            f"Compare the {what} {a} and {b}, tuples ({parts}), and return {said}.",
            f"Return {said}, where both are {what} given as tuples ({parts}).",
        ),
        solutions={
            "tuples": f"""
                if {a} < {b}:
                    return {less}
                return {more} if {a} > {b} else {same}
                """
            if label in ("compare", "word")
            else {
                "later": f"return max({a}, {b})",
                "in_order": f"return {a} < {b}",
            }[label],
            "loop": f"""
                for x, y in zip({a}, {b}):
                    if x < y:
                        return {less}
                    if x > y:
                        return {more}
                return {same}
                """,
        },
        inputs=[
            ((low, 0, 0), (high, 0, 0)), ((high, 1, 1), (low, 9, 9)), ((third, low, 9), (third,
             high, 0)),
            ((third, high, low), (third, low, high)), ((third, third, low), (third, third, high)),
            ((third, third, high), (third, third, low)), ((low, high, third), (low, high, third)),
        ],
    )  # fmt: skip


@family
def unpack_and_combine(r: Draw) -> Task:
    """Unpack tuples inside tuples.

    A pattern of names takes a nested tuple apart at once. A star takes as many items as are left
    over.
    """
    entries = r.pick("entries", "rows", "records", "results", "lines", "table")
    label, said, gives, pattern, item, slow = r.pick(
        ("best", "the list of pairs of the name and its largest number", "list[tuple[str, int]]",
         "name, *numbers", "(name, max(numbers))", "(entry[0], max(entry[1:]))"),
        ("sums", "a dictionary from each name to the sum of its numbers", "dict[str, int]",
         "name, *numbers", "name: sum(numbers)", "entry[0]: sum(entry[1:])"),
        ("ends", "the list of pairs of the first and the last number", "list[tuple[int, int]]",
         "_, first, *_, last", "(first, last)", "(entry[1], entry[-1])"),
        ("growth", "a dictionary from each name to the last number minus the first one",
         "dict[str, int]", "name, first, *_, last", "name: last - first",
         "entry[0]: entry[-1] - entry[1]"),
        ("lengths", "a dictionary from each name to how many numbers follow it", "dict[str, int]",
         "name, *numbers", "name: len(numbers)", "entry[0]: len(entry) - 1"),
    )  # fmt: skip
    left, right = ("{", "}") if gives.startswith("dict") else ("[", "]")
    shapes = [(), (2,), (3, 2), (4, 2, 3), (2, 3, 5), (3, 3)]
    names = "Ann Ben Cleo Dan Eva Finn".split()
    samples = [
        [
            (name, *r.integers(n, 0, 30))
            for name, n in zip(r.sample(names, len(each)), each, strict=True)
        ]
        for each in shapes
    ]
    fixed = [("Ann", 3, 9, 4), ("Ben", 5, 5), ("Eva", 8, 1, 0, 2)]
    return Task(
        names=(f"{label}_of_{entries}", f"{label}_by_name", f"unpack_{label}"),
        takes={entries: "list[tuple]"},
        gives=gives,
        does=(
            f"Return {said} for all tuples in {entries}, each of which holds a name and then two or"
            " more numbers.",
            f"Read {entries}, tuples of a name and at least two numbers, and return {said}.",
        ),
        solutions={
            "pattern": f"return {left}{item} for {pattern} in {entries}{right}",
            "index": f"return {left}{slow} for entry in {entries}{right}",
        },
        inputs=[*samples, fixed],
    )


@family
def add_tuples(r: Draw) -> Task:
    """Compute with tuples item by item.

    Tuples can't be changed, so a new one is made. `zip` pairs the items of two tuples, and
    `tuple` turns a generator into one.
    """
    a, b = r.twins()
    label, said, code, k = r.pick(
        ("add", "the sums of the items at equal places", "{x} + {y}", 0),
        ("subtract", "the items of {a} minus those of {b} at the same places", "{x} - {y}", 0),
        ("larger", "the larger ones of the items at equal places", "max({x}, {y})", 0),
        ("weighted", "{k} times each item of {a} plus the item of {b} at its place",
         "{k} * {x} + {y}",
         r.randint(2, 6)),
        ("distance", "the distances of the items at equal places", "abs({x} - {y})", 0),
        ("middle", "the middle, rounded down, between the items at equal places",
         "({x} + {y}) // 2", 0),
    )  # fmt: skip
    said = said.format(a=a, b=b, k=k)
    triple = r.coin()
    kind = "tuple[int, int, int]" if triple else "tuple[int, int]"
    n = 3 if triple else 2
    x, y = r.pick(("x", "y"), ("m", "n"), ("p", "q"), ("i", "j"))
    what = r.pick(
        "vectors", "points", "colors", "positions", "scores", "pairs" if not triple else "sizes"
    )
    names = [f"{a}[{i}]" for i in range(n)], [f"{b}[{i}]" for i in range(n)]
    each = ", ".join(code.format(x=p, y=q, k=k) for p, q in zip(*names, strict=True))
    return Task(
        names=(f"{label}_{what}", f"{label}_tuples", f"{what}_{label}"),
        takes={a: kind, b: kind},
        gives=kind,
        does=(
            f"Return a tuple of {said}, for the two {what} {a} and {b}.",
            f"Combine the {what} {a} and {b} into a tuple with {said}.",
        ),
        solutions={
            "zip": f"return tuple({code.format(x=x, y=y, k=k)} for {x}, {y} in zip({a}, {b}))",
            "index": f"return ({each})",
        },
        inputs=[
            (tuple(r.integers(n)), tuple(r.integers(n))) for _ in range(6)
        ] + [((0, 0, 0)[:n], (1, 2, 3)[:n]), ((5, -3, 8)[:n], (-3, 5, 2)[:n])],
    )  # fmt: skip


@family
def merge_neighbouring_pairs(r: Draw) -> Task:
    """Change tuples into what they stand for.

    A pair can be a short form: a number and how often it is meant, a start and an end, a factor
    and an exponent. Unpacking in the head of a loop names the parts.
    """
    pairs = r.name("pairs")
    label, said, gives, item, loop = r.pick(
        ("repeated", "a list with each first number as often as the second one says", "list[int]",
         "[a for a, b in {x} for _ in range(b)]", "result += [a] * b"),
        ("ranges", "a list of the numbers from each first to each second number, both included",
         "list[int]", "[n for a, b in {x} for n in range(a, b + 1)]",
         "result.extend(range(a, b + 1))"),
        ("powers", "a list of each first number to the power of the second one", "list[int]",
         "[a**b for a, b in {x}]", "result.append(math.prod([a] * b))"),
        ("products", "a list of the products of both numbers", "list[int]",
         "[a * b for a, b in {x}]",
         "result.append(sum([a] * b))"),
        ("ordered", "a list of the pairs with their smaller number first", "list[tuple[int, int]]",
         "[(min(a, b), max(a, b)) for a, b in {x}]",
         "result.append((a, b) if a <= b else (b, a))"),
        ("rising", "a list of the pairs whose second number is greater than the first one",
         "list[tuple[int, int]]", "[(a, b) for a, b in {x} if a < b]",
         "if b > a:\n        result.append((a, b))"),
    )  # fmt: skip
    a, b = r.pick(("a", "b"), ("x", "y"), ("m", "n"), ("p", "q"))

    def named(code: str) -> str:
        return re.sub(r"\ba\b", "A", re.sub(r"\bb\b", "B", code)).replace("A", a).replace("B", b)

    out = r.pick("result", "expanded", "output", "collected")
    if label == "ordered":
        loop = "result.append(tuple(sorted((a, b))))"
    item = item.replace("for n in range", "for step in range").replace("[n for", "[step for")
    samples: list[list[tuple[int, int]]] = [
        [], [(2, 3)], [(4, 0)], [(0, 2), (3, 1)], [(5, 1), (1, 5)], [(2, 2), (3, 4), (1, 0)],
        *([(r.randint(0, 5), r.randint(0, 5)) for _ in range(n)] for n in (2, 3, 4)),
    ]  # fmt: skip
    return Task(
        names=(f"{label}_from_{pairs}", f"expand_{label}", f"{label}_list"),
        takes={pairs: "list[tuple[int, int]]"},
        gives=gives,
        does=(
            f"Return {said} of the tuples in {pairs}.",
            f"Walk through the tuples in {pairs} and return {said}.",
        ),
        solutions={
            "comprehension": f"return {named(item).format(x=pairs)}",
            "loop": f"{out} = []\nfor {a}, {b} in {pairs}:\n"
            f"    {named(loop).replace('result', out)}\nreturn {out}",
        },
        inputs=samples,
    )  # fmt: skip
