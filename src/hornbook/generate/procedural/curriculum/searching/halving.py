"""Halving and walking: roots, boundaries, first positions, pairs in sorted lists."""

import re

from hornbook.generate.procedural import Draw, Task, family


@family
def count_in_sorted(r: Draw) -> Task:
    """Count in a sorted list without looking at every item.

    `bisect_left` and `bisect_right` find where a number would go before and after its equals. The
    difference of two such places is a count.
    """
    numbers, low = r.name("numbers"), r.pick("low", "first", "start", "smallest")
    high = r.pick("high", "last", "end", "largest")
    label, said, code, slow = r.pick(
        ("within", "from {a} to {b}, both included", ("right", "b", "left", "a"),
         "{a} <= n <= {b}"),
        ("between", "greater than {a} and less than {b}", ("left", "b", "right", "a"),
         "{a} < n < {b}"),
        ("from", "of at least {a} and less than {b}", ("left", "b", "left", "a"), "{a} <= n < {b}"),
        ("above", "greater than {a} and at most {b}", ("right", "b", "right", "a"),
         "{a} < n <= {b}"),
    )  # fmt: skip
    upper, lower = (f"bisect.bisect_{side}({numbers}, {low if which == 'a' else high})"
                    for side, which in (code[:2], code[2:]))  # fmt: skip
    said, slow = said.format(a=low, b=high), slow.format(a=low, b=high)
    items = r.coin(0.4)
    return Task(
        names=(f"count_{label}", f"{label}_in_sorted", f"{numbers}_{label}"),
        takes={numbers: "list[int]", low: "int", high: "int"},
        gives="list[int]" if items else "int",
        does=(
            f"Return {'the list of' if items else 'how many'} numbers of the sorted list {numbers}"
            f" {'that are ' if items else 'are '}{said}.",
            f"{'Collect' if items else 'Count'} the numbers {said}, in the sorted list {numbers}.",
        ),
        notes=(f"The value of {low} is less than that of {high}.",),
        solutions={
            "bisect": f"return {numbers}[{lower} : {upper}]" if items
             else f"return {upper} - {lower}",
            "filter": f"return [n for n in {numbers} if {slow}]"
            if items
            else f"return sum({slow} for n in {numbers})",
        },
        inputs=[
            ([], 1, 5), ([1, 5], 1, 5), ([1, 2, 3, 4, 5], 1, 5), ([1, 1, 1, 5, 5], 1, 5), ([0, 6,
             7], 1, 5),
            ([2, 3, 3, 4], 1, 5), ([1, 1, 2, 9], 2, 8), ([-4, -2, 0, 3, 3, 8], -2, 3),
            (sorted(r.integers(8)), 3, 15),
        ],
    )  # fmt: skip


@family
def smallest_fitting(r: Draw) -> Task:
    """Search for the smallest number that is enough.

    If a number is enough, every larger one is, too. Then halving finds the boundary: the half in
    which it can't be is thrown away.
    """
    n, k = r.name("number"), r.randint(2, 9)
    label, said, test = r.pick(
        ("square", "whose square is at least {n}", "m * m >= {n}"),
        ("cube", "whose cube is at least {n}", "m**3 >= {n}"),
        (f"times_{k}", f"that, times {k}, is at least {{n}}", f"m * {k} >= {{n}}"),
        ("triangle", "such that the sum of the numbers up to it is at least {n}",
         "m * (m + 1) // 2 >= {n}"),
        (f"square_plus_{k}", f"whose square plus {k} times itself is at least {{n}}",
         f"m * m + {k} * m >= {{n}}"),
    )  # fmt: skip
    test, said = test.format(n=n), said.format(n=n)
    low, high = r.pick(("low", "high"), ("left", "right"), ("start", "end"), ("a", "b"))
    half = re.sub(r"\bm\b", "middle", test)
    last = r.coin(0.3)
    what = "the number before the smallest" if last else "the smallest number, 0 or more,"
    minus = " - 1" if last else ""
    return Task(
        names=(f"smallest_{label}", f"least_{label}", f"find_{label}", f"{label}_boundary"),
        takes={n: "int"},
        gives="int",
        does=(
            f"Return {what} {said}.",
            f"Find {what} {said}.",
        ),
        notes=r.pick((), (f"The value of {n} is not negative.",)),
        solutions={
            "count up": f"""
                m = 0
                while not {test}:
                    m += 1
                return m{minus}
                """,
            "halve": f"""
                {low}, {high} = 0, {n}
                while {low} < {high}:
                    middle = ({low} + {high}) // 2
                    if {half}:
                        {high} = middle
                    else:
                        {low} = middle + 1
                return {low}{minus}
                """,
        },
        inputs=[0, 1, 2, 3, 4, 5, 8, 9, 10, 27, 28, 26, 36, 37, k, k + 1, 2 * k + 1, r.randint(50,
         150)],
    )  # fmt: skip


@family
def first_and_last_place(r: Draw) -> Task:
    """Find the first and the last place of an item.

    A loop that runs to its end keeps the last match; one that stops keeps the first. `index`
    finds the first one and raises a ValueError if there is none.
    """
    kind = r.pick("int", "str")
    items = r.name("numbers" if kind == "int" else "words")
    wanted = r.pick("wanted", "target", "item", "value", "goal")
    label, said, gives, end, none = r.pick(
        ("both", "a tuple of the first and the last position", "tuple[int, int]",
         "(places[0], places[-1])", "(-1, -1)"),
        ("last", "the last position", "int", "places[-1]", "-1"),
        ("second", "the second position", "int", "places[1]", "-1"),
        ("distance", "the distance between the first and the last position", "int",
         "places[-1] - places[0]", "-1"),
    )  # fmt: skip
    places = r.pick("places", "found", "positions", "where")
    end = end.replace("places", places)
    test = f"len({places}) < 2" if label == "second" else f"not {places}"
    missing = "there are fewer than two" if label == "second" else "it doesn't occur"
    index = {
        "both": f"({items}.index({wanted}), len({items}) - 1 - {items}[::-1].index({wanted}))",
        "last": f"len({items}) - 1 - {items}[::-1].index({wanted})",
        "second": f"{items}.index({wanted}, {items}.index({wanted}) + 1)",
        "distance": f"len({items}) - 1 - {items}[::-1].index({wanted}) - {items}.index({wanted})",
    }[label]
    texts = ["", "a", "b", "ab", "aa", "bab", "abab", "bbaab", "aaba", "baac"]
    pool = dict(zip("abc", (7, 3, 5) if kind == "int" else ("tea", "ant", "owl"), strict=True))
    return Task(
        names=(f"{label}_position", f"{label}_place_of_{wanted}", f"find_{label}"),
        takes={items: f"list[{kind}]", wanted: kind},
        gives=gives,
        does=(
            f"Return {said} of {wanted} in {items}, or {none} if {missing}.",
            f"Search {items} for {wanted} and return {said}; if {missing}, return {none}.",
        ),
        solutions={
            "collect": f"""
                {places} = [i for i, entry in enumerate({items}) if entry == {wanted}]
                if {test}:
                    return {none}
                return {end}
                """,
            "index": f"""
                try:
                    return {index}
                except ValueError:
                    return {none}
                """,
        },
        inputs=[([pool[ch] for ch in text], pool["a"]) for text in texts],
    )
