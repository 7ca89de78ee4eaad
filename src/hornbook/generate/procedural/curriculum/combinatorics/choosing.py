"""Combinatorics: subsets, orders, ways to choose."""

from hornbook.generate.procedural import Draw, Task, family


@family
def count_subsets(r: Draw) -> Task:
    """Go through all choices of k items.

    `itertools.combinations` yields every choice once, in the order of the list. For pairs and
    triples nested loops do the same.
    """
    numbers, k = r.name("numbers"), r.randint(2, 3)
    goal = r.randint(3, 20)
    label, said, test = r.pick(
        (f"sum_{goal}", f"whose sum is {goal}", f"sum(@) == {goal}"),
        (f"sum_below_{goal}", f"whose sum is less than {goal}", f"sum(@) < {goal}"),
        ("even_sum", "whose sum is even", "sum(@) % 2 == 0"),
        (f"span_{goal % 6 + 2}",
         f"whose largest and smallest number differ by {goal % 6 + 2} at most",
         f"max(@) - min(@) <= {goal % 6 + 2}"),
        ("all_distinct", "without equal numbers", f"len(set(@)) == {k}"),
    )  # fmt: skip
    word = {2: "pairs", 3: "triples"}[k]
    names = ["i", "j", "m"][:k]
    at = "(" + ", ".join(f"{numbers}[{name}]" for name in names) + ")"
    size = f"len({numbers})"
    if k == 2:
        loops = f"""
            count = 0
            for i in range({size}):
                for j in range(i + 1, {size}):
                    if {test.replace("@", at)}:
                        count += 1
            return count
            """
    else:
        loops = f"""
            count = 0
            for i in range({size}):
                for j in range(i + 1, {size}):
                    for m in range(j + 1, {size}):
                        if {test.replace("@", at)}:
                            count += 1
            return count
            """
    return Task(
        names=(f"count_{word}_{label}", f"{word}_{label}", f"number_of_{word}_{label}"),
        takes={numbers: "list[int]"},
        gives="int",
        does=(f"Count the {word} of numbers from different positions of {numbers} {said}.",),
        solutions={
            "combinations": f"""
                chosen = itertools.combinations({numbers}, {k})
                return sum(1 for group in chosen if {test.replace("@", "group")})
                """,
            "loops": loops,
        },
        inputs=[*r.number_lists(low=-2, high=12), [1, 2, 3, 4, 5], [0, goal, goal - 1, 1]],
    )


@family
def all_texts(r: Draw) -> Task:
    """List all texts over an alphabet.

    Every text of length n arises from one of length n - 1 by adding a letter; for length zero
    there is just the empty text.
    """
    n, alphabet = r.name("number"), r.pick("ab", "01", "xyz", "HT", "abc", "+-", "LR")
    label, said, test = r.pick(
        ("all", "", ""),
        ("no_twins", " in which no two neighbours are equal", "text[-1:] != ch"),
        ("sorted", " whose characters are in alphabetical order", "text[-1:] <= ch"),
        ("few_first", f" in which {alphabet[0]!r} occurs at most twice",
         f'(text + ch).count("{alphabet[0]}") <= 2'),
    )  # fmt: skip
    letters = "".join(sorted(alphabet))
    guard = f" if {test}" if test else ""
    full = {
        "all": "True",
        "no_twins": "all(a != b for a, b in zip(t, t[1:]))",
        "sorted": "list(t) == sorted(t)",
        "few_first": f't.count("{alphabet[0]}") <= 2',
    }[label]
    condition = "" if label == "all" else f" if {full}"
    count = r.coin(0.4)
    wrap = "len({})" if count else "{}"
    return Task(
        names=(f"{label}_texts", f"texts_{label}", f"count_{label}" if count else f"list_{label}"),
        takes={n: "int"},
        gives="int" if count else "list[str]",
        does=(
            f"Return {'the number' if count else 'a sorted list'} of all texts of {n} characters"
            f" that consist of {', '.join(map(repr, letters))} only{',' if said else ''}{said}.",
        ),
        solutions={
            "grow": f"""
                texts = [""]
                for _ in range({n}):
                    texts = [text + ch for text in texts for ch in "{letters}"{guard}]
                return {wrap.format("texts")}
                """,
            "product": f"""
                texts = ["".join(t) for t in itertools.product("{letters}", repeat={n})]
                texts = [t for t in texts{condition}]
                return {wrap.format("texts")}
                """,
        },
        inputs=[0, 1, 2, 3, 4],
    )


@family
def ways_to_pay(r: Draw) -> Task:
    """Count the ways to reach a sum.

    A table holds the answer for every smaller sum. The last step to a sum can be any of the
    allowed steps, so its number of ways is the sum over them.
    """
    total, fewest = r.pick("total", "height", "stairs", "target"), r.coin(0.4)
    steps = sorted(r.sample(range(1 + fewest, 7), r.randint(2, 3)))
    listed = ", ".join(map(str, steps[:-1])) + f" and {steps[-1]}"
    options = "[" + ", ".join(map(str, steps)) + "]"
    if fewest:
        solutions = {
            "table": f"""
                best = [0]
                for n in range(1, {total} + 1):
                    options = [best[n - s] for s in {options} if s <= n and best[n - s] >= 0]
                    best.append(min(options) + 1 if options else -1)
                return best[-1]
                """,
            "levels": f"""
                reached, count = {{0}}, 0
                seen = {{0}}
                while {total} not in reached:
                    reached = {{n + s for n in reached for s in {options}}}
                    reached = {{n for n in reached if n <= {total} and n not in seen}}
                    if not reached:
                        return -1
                    seen |= reached
                    count += 1
                return count
                """,
        }
    else:
        solutions = {
            "table": f"""
                ways = [1]
                for n in range(1, {total} + 1):
                    ways.append(sum(ways[n - s] for s in {options} if s <= n))
                return ways[-1]
                """,
            "recursion": f"""
                if {total} == 0:
                    return 1
                return sum(solve({total} - s) for s in {options} if s <= {total})
                """,
        }
    return Task(
        names=("fewest_steps", "fewest_pieces") if fewest else ("count_ways", "ways_to_reach"),
        takes={total: "int"},
        gives="int",
        does=(
            f"Return the smallest number of summands from {listed} that add up to {total}, or -1 if"
            " that is impossible."
            if fewest
            else f"Count the ordered ways to write {total} as a sum of the numbers {listed}.",
        ),
        notes=("A number may be used more than once.",),
        solutions=solutions,
        inputs=[0, 1, 2, 3, 4, 5, 7, 9],
    )


@family
def paths_and_triangles(r: Draw) -> Task:
    """Build a table from its neighbours.

    Every entry is computed from entries that are already there, above it and to its left.
    """
    rows, columns = r.pick(("rows", "columns"), ("height", "width"), ("m", "n"))
    edge, k = r.randint(1, 3), r.randint(1, 3)
    label, said, code = r.pick(
        ("sum", "the sum of the number above and the one to the left", "up + left"),
        ("max_plus", f"{k} more than the larger of the number above and the one to the left",
         f"max(up, left) + {k}"),
        ("weighted", f"{k + 1} times the number above plus the one to the left",
         f"{k + 1} * up + left"),
        ("difference", "the number above minus the one to the left", "up - left"),
        ("min_plus",
         "the smaller of the number above and the one to the left, plus the column index",
         "min(up, left) + j"),
    )  # fmt: skip
    return Task(
        names=(f"corner_of_{label}_table", f"{label}_table_corner", f"fill_{label}_table"),
        takes={rows: "int", columns: "int"},
        gives="int",
        does=(
            f"Fill a table of {rows} by {columns} cells: the first row and column hold {edge}, and"
            f" every other cell {said}. Return the number in the last cell.",
        ),
        notes=r.pick((), ("Both sizes are at least 1.",)),
        solutions={
            "table": f"""
                table = [[{edge}] * {columns} for _ in range({rows})]
                for i in range(1, {rows}):
                    for j in range(1, {columns}):
                        up, left = table[i - 1][j], table[i][j - 1]
                        table[i][j] = {code}
                return table[-1][-1]
                """,
            "row": f"""
                row = [{edge}] * {columns}
                for _ in range(1, {rows}):
                    for j in range(1, {columns}):
                        up, left = row[j], row[j - 1]
                        row[j] = {code}
                return row[-1]
                """,
        },
        inputs=[(1, 1), (1, 4), (3, 1), (2, 2), (2, 3), (3, 3), (4, 3), (3, 5)],
    )
