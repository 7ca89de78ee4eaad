"""Chains in lists, and texts compared."""

from hornbook.generate.procedural import Draw, Task, family


@family
def rising_subsequence(r: Draw) -> Task:
    """Find the longest chain inside a list.

    The best chain that ends at an item is one longer than the best of those that end at an
    earlier, fitting item. Looking at all pairs of places finds it.
    """
    xs = r.name("numbers")
    k = r.randint(2, 5)
    label, said, test = r.pick(
        ("rising", "each larger than the one before", "a < b"),
        ("not_falling", "none smaller than the one before", "a <= b"),
        ("falling", "each smaller than the one before", "a > b"),
        (f"rising_by_{k}", f"each at least {k} larger than the one before", f"b - a >= {k}"),
        (f"close_{k}", f"each at most {k} away from the one before", f"abs(b - a) <= {k}"),
        ("dividing", "each a multiple of the one before", "b % a == 0"),
    )
    low = 1 if label == "dividing" else -5
    weighted = r.coin(0.4)
    what = "the largest sum of numbers" if weighted else "the largest number of items"
    one = "b" if weighted else "1"
    best = r.pick("best", "chains", "table")
    lists = [r.integers(size, low, 15) for size in (4, 5, 6, 7)]
    return Task(
        names=(f"longest_{label}", f"{label}_chain", f"{label}_subsequence", f"best_{label}_chain"),
        takes={xs: "list[int]"},
        gives="int",
        does=(
            f"Return {what} that can be left of {xs} by leaving out others, so that they are"
            f" {said}.",
            f"Take numbers out of {xs} in their order, {said}. Return {what} that is possible.",
        ),
        notes=("For an empty list that is 0.",),
        solutions={
            "table": f"""
                {best} = []
                for i, b in enumerate({xs}):
                    fitting = [{best}[j] for j, a in enumerate({xs}[:i]) if {test}]
                    {best}.append({one} + max([0, *fitting]))
                return max({best}, default=0)
                """,
            "recursion": f"""
                def visit(i):
                    b = {xs}[i]
                    return {one} + max([0] + [visit(j) for j in range(i) if {test.replace("a", "@")
                        .replace("@bs", "abs").replace("@", f"{xs}[j]")}])

                return max([visit(i) for i in range(len({xs}))], default=0)
                """,
        },
        inputs=[[], [3], [1, 2], [2, 1], [2, 2], [1, 1 + k], [1, k], [1 + k, 1], [2, 3 + k, 4],
                [4, 8, 6, 2, 16], *lists],
    )  # fmt: skip


@family
def edit_distance(r: Draw) -> Task:
    """Compare two texts by what turns one into the other.

    The answer for two texts follows from those for texts that are one character shorter. A table
    with a row for each character of one and a column for each of the other holds them all.
    """
    a, b = r.pick(("one", "other"), ("a", "b"), ("first", "second"), ("source", "target"))
    replace = r.randint(1, 3)
    label, said, first, same, change = r.pick(
        ("edits", "how many characters have to be inserted, removed or replaced to turn {a} into"
         " {b}", "i + j", "diagonal", "1 + min(up, left, diagonal)"),
        ("indels", "how many characters have to be inserted or removed to turn {a} into {b}",
         "i + j", "diagonal", "1 + min(up, left)"),
        ("common", "the length of the longest text that arises from both {a} and {b} by removing"
         " characters", "0", "diagonal + 1", "max(up, left)"),
        (f"cost_{replace}", "the smallest cost to turn {a} into {b}, when inserting or"
         f" removing a character costs 2 and replacing one costs {replace}", "2 * (i + j)",
         "diagonal",
         f"min(up + 2, left + 2, diagonal + {replace})"),
    )  # fmt: skip
    said = said.format(a=a, b=b)
    recursive = f"""
        def visit(i, j):
            if i == 0 or j == 0:
                return {first}
            up, left, diagonal = visit(i - 1, j), visit(i, j - 1), visit(i - 1, j - 1)
            return {same} if {a}[i - 1] == {b}[j - 1] else {change}

        return visit(len({a}), len({b}))
        """
    pairs = [
        ("", ""),
        ("", "ab"),
        ("abc", ""),
        ("a", "a"),
        ("a", "b"),
        ("ab", "ba"),
        ("kite", "kit"),
    ]
    words = [r.word()[:5] for _ in range(5)]
    pairs += [(word, "".join(r.sample(word, len(word)))) for word in words]
    pairs += [("abcd", "bcd"), ("xabc", "abcy"), (words[0], words[1])]
    return Task(
        names=(f"text_{label}", f"{label}_of_texts", f"count_{label}", f"{label}_between"),
        takes={a: "str", b: "str"},
        gives="int",
        does=(f"Return {said}.", f"Compute {said}."),
        solutions={
            "table": f"""
                table = [[{first} for j in range(len({b}) + 1)] for i in range(len({a}) + 1)]
                for i in range(1, len({a}) + 1):
                    for j in range(1, len({b}) + 1):
                        up, left, diagonal = table[i - 1][j], table[i][j - 1], table[i - 1][j - 1]
                        table[i][j] = {same} if {a}[i - 1] == {b}[j - 1] else {change}
                return table[-1][-1]
                """,
            "recursion": recursive,
        },
        inputs=pairs,
    )
