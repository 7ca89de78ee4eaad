"""Rules for texts and lists: formats, sums, duplicates, what is wrong where."""

from hornbook.generate.procedural import Draw, Task, family


@family
def list_of_problems(r: Draw) -> Task:
    """Name everything that is wrong.

    A check that only says no is of little help. Collecting the names of all broken rules tells
    the user what to change.
    """
    text, low, high = (
        r.pick("name", "text", "title", "password", "code", "label"),
        r.randint(3, 5),
        r.randint(8, 12),
    )
    short, long = r.pick(("short", "long"), ("too short", "too long"), ("length<", "length>"))
    rules = r.sample(
        [
            ("no digit", "has no digit", "not any(ch.isdigit() for ch in {x})",
             "sum(map(str.isdigit, {x})) == 0"),
            ("spaces", "contains a space", '" " in {x}', '{x}.replace(" ", "") != {x}'),
            ("no capital", "has no uppercase letter", "not any(ch.isupper() for ch in {x})",
             "{x}.lower() == {x}"),
            ("starts low", "begins with a lowercase letter", "{x}[:1].islower()",
             '{x} != "" and {x}[0].islower()'),
            ("repeats", "has the same character twice in a row",
             "any(a == b for a, b in zip({x}, {x}[1:]))",
             "len([i for i in range(1, len({x})) if {x}[i] == {x}[i - 1]]) > 0"),
        ],
        2,
    )  # fmt: skip
    (one, one_said, one_code, one_slow), (two, two_said, two_code, two_slow) = [
        (a, b, c.format(x=text), d.format(x=text)) for a, b, c, d in rules
    ]
    found = r.pick("problems", "found", "wrong", "errors")
    return Task(
        names=(f"problems_of_{text}", f"check_{text}", f"what_is_wrong_with_{text}",
         "broken_rules"),
        takes={text: "str"},
        gives="list[str]",
        does=(
            f"Return a list of what is wrong with {text}: {short!r} if it has fewer than {low}"
            f" characters, {long!r} if it has more than {high}, {one!r} if it {one_said}, and"
            f" {two!r} if it {two_said}, in this order.",
            f"Check {text} and list its problems in this order: {short!r} for fewer than {low}"
            f" characters, {long!r} for more than {high}, {one!r} where it {one_said}, {two!r}"
            " where"
            f" it {two_said}.",
        ),
        solutions={
            "branches": f"""
                {found} = []
                if len({text}) < {low}:
                    {found}.append("{short}")
                if len({text}) > {high}:
                    {found}.append("{long}")
                if {one_code}:
                    {found}.append("{one}")
                if {two_code}:
                    {found}.append("{two}")
                return {found}
                """,
            "table": f"""
                rules = [
                    ("{short}", len({text}) < {low}),
                    ("{long}", len({text}) > {high}),
                    ("{one}", {one_slow}),
                    ("{two}", {two_slow}),
                ]
                return [problem for problem, broken in rules if broken]
                """,
        },
        inputs=["", "a", "A1", "A1bcdefghijklmnop"[:low], "A1bcdefghijklmnop"[: low - 1], "Abc 1de",
                "A1bcdefghijklmnop"[:high], "A1bcdefghijklmnop"[: high + 1], "aabb", "Tea 42",
                 "noon77",
                "xyXy", "abA", "b a", "Bob7 x", "1234", "xxY 9b", "aA", "Xx 9", "qwerty", "1 1"],
    )  # fmt: skip


@family
def dotted_numbers(r: Draw) -> Task:
    """Check a text of numbers between dots.

    The text is cut at the dots, and each part has to be made of digits and to lie in its range.
    The number of parts counts, too.
    """
    text, mark = r.pick("address", "version", "text", "code", "label"), r.pick(".", ":", "-", "/")
    parts, top = r.randint(2, 4), r.pick(9, 59, 99, 100, 255)
    zero = r.coin()
    extra = ' and (len(part) == 1 or part[0] != "0")' if zero else ""
    slow = 'if part.startswith("0") and part != "0":\n        return False\n    ' if zero else ""
    rule = " and without leading zeros" if zero else ""
    good = mark.join(["7", str(top), "0", "1"][:parts])
    values = [good, mark.join(["1"] * parts), mark.join(["1"] * (parts - 1)), good + mark + "2",
              mark.join([str(top + 1), *["1"] * (parts - 1)]), mark.join([*["1"] * (parts - 1),
               "x"]),
              mark.join([*["1"] * (parts - 1), ""]), "", mark * (parts - 1), good.replace("7",
               "07"),
              mark.join([*["2"] * (parts - 1), str(top)]), mark.join([*["0"] * parts]),
              mark.join([*["3"] * (parts - 1), "-1"]), good.replace("7", "00"),
              mark.join(["00", *["1"] * (parts - 1)]),
               mark.join(["10"[: 1 + (top > 9)]] * parts)]  # fmt: skip
    return Task(
        names=(f"is_valid_{text}", f"valid_{text}", f"check_{text}", f"is_{parts}_part_{text}"),
        takes={text: "str"},
        gives="bool",
        does=(
            f"Check whether {text} consists of {parts} numbers from 0 to {top} with {mark!r}"
            " between"
            f" them, written in digits only{rule}.",
            f"Return True if {text} is made of exactly {parts} numbers{rule.replace(' and', ',')}"
            f"{',' * zero} each from 0 to {top} and written in digits, separated by {mark!r};"
            " otherwise"
            " False.",
        ),
        solutions={
            "all": f"""
                parts = {text}.split("{mark}")
                if len(parts) != {parts}:
                    return False
                return all(part.isdigit() and int(part) <= {top}{extra} for part in parts)
                """,
            "loop": f'parts = {text}.split("{mark}")\nfor part in parts:\n'
            f"    if not part.isdigit():\n        return False\n    {slow}"
            f"if int(part) > {top}:\n        return False\nreturn len(parts) == {parts}",
        },
        inputs=values,
    )


@family
def valid_grouping(r: Draw) -> Task:
    """Check a list against rules about all of its items.

    Rules about a whole list ask for its length, its sum, its order or its repetitions. They are
    joined with `and`; the first that fails ends the check.
    """
    numbers, size, top = r.name("numbers"), r.randint(2, 5), r.randint(5, 12)
    label, said, code, slow = r.pick(
        ("distinct", "no number occurs twice", "len(set({x})) == len({x})",
         "all({x}.count(n) == 1 for n in {x})"),
        ("sorted", "they are sorted from small to large", "{x} == sorted({x})",
         "all(a <= b for a, b in zip({x}, {x}[1:]))"),
        ("limited_sum", f"their sum is at most {top * 2}", f"sum({{x}}) <= {top * 2}",
         f"not sum({{x}}) > {top * 2}"),
        ("alternating", "no two neighbours are equal", "all(a != b for a, b in zip({x}, {x}[1:]))",
         "not any({x}[i] == {x}[i + 1] for i in range(len({x}) - 1))"),
        ("even_sum", "their sum is even", "sum({x}) % 2 == 0",
         "sum(n % 2 for n in {x}) % 2 == 0"),
    )  # fmt: skip
    x = numbers
    good = list(range(1, size + 1))
    lists = [[], good, good[:-1], [*good, size + 1], good[::-1], [1] * size, [top] * size, [0,
     *good[1:]],
             [top, *good[1:]], [*good[:-1], top], [*good[:-1], top + 1], [0] * size, [1,
              *[2] * (size - 1)],
             [2, 4, 2, 4, 2][:size], [1, 1, 2, 2, 3][:size], [3, 1, 2, 5, 4][:size], [-1, 2, 1, 3,
              5][:size],
             [2] * size, [4] * size, [1, 3, 3, 3, 4][:size]]  # fmt: skip
    lists += [
        [top, top, 0, 0, 0][:size],
        [top, top, 1, 0, 0][:size],
        [top, top - 1, 1, 1, 0][:size],
    ]
    return Task(
        names=(f"is_valid_{label}", f"valid_{label}", f"check_{label}_{numbers}"),
        takes={numbers: "list[int]"},
        gives="bool",
        does=(
            f"Check whether {numbers} are exactly {size} numbers, each from 1 to {top}, such that"
            f" {said}.",
            f"Return True if {numbers} has {size} items, all of them lie between 1 and {top} (both"
            f" included), and {said}; otherwise False.",
        ),
        solutions={
            "expression": f"""
                in_range = all(1 <= n <= {top} for n in {x})
                return len({x}) == {size} and in_range and {code.format(x=x)}
                """,
            "branches": f"""
                if len({x}) != {size}:
                    return False
                for n in {x}:
                    if n not in range(1, {top} + 1):
                        return False
                return {slow.format(x=x)}
                """,
        },
        inputs=lists,
    )
