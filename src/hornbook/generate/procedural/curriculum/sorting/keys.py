"""Sort by keys, and take what comes first."""

from hornbook.generate.procedural import Draw, Task, family


@family
def sort_by_key(r: Draw) -> Task:
    """Sort by a key.

    `sorted` compares the values that the key function returns. Items with equal keys keep their
    order; a tuple as key settles such ties by its second part.
    """
    words_kind = r.coin()
    k = r.randint(2, 9)
    if words_kind:
        things, kind, noun = r.name("words"), "list[str]", "strings"
        label, said, key = r.pick(
            ("length", "their length", "len(x)"),
            ("last_letter", "their last character", "x[-1:]"),
            ("reversed_text", "their text read backwards", "x[::-1]"),
            ("vowels", "their number of vowels (a, e, i, o, u)", 'sum(ch in "aeiou" for ch in x)'),
            ("distinct_letters", "their number of distinct characters", "len(set(x))"),
            ("length_then_alphabet", "their length, those of equal length alphabetically",
             "(len(x), x)"),
        )  # fmt: skip
    else:
        things, kind, noun = r.name("numbers"), "list[int]", "numbers"
        label, said, key = r.pick(
            ("absolute_value", "their absolute value", "abs(x)"),
            ("last_digit", "their last digit", "abs(x) % 10"),
            (f"remainder_{k}", f"their remainder when divided by {k}", f"x % {k}"),
            (f"distance_to_{k}", f"their distance from {k}", f"abs(x - {k})"),
            ("size", "their value", "x"),
            ("parity_then_value", "putting the even ones first, and each group by value",
             "(x % 2, x)"),
        )  # fmt: skip
    down = r.coin(0.4) and "then" not in label
    order = "from largest to smallest" if down else "from smallest to largest"
    if "then" in label:
        order = "in ascending order"
    by = said if said.startswith("putting") else f"by {said}"
    reverse = ", reverse=True" if down else ""
    sign = "<" if down else ">"
    return Task(
        names=(f"sort_by_{label}", f"order_by_{label}", f"sorted_by_{label}"),
        takes={things: kind},
        gives=kind,
        does=(
            f"Return the {noun} of {things} sorted {by}, {order}.",
            f"Sort {things} {by}, {order}, and return the new list.",
        ),
        notes=() if "then" in label else r.pick((), ("Ties keep their original order.",)),
        solutions={
            "builtin": f"return sorted({things}, key=lambda x: {key}{reverse})",
            "insertion": f"""
                def key(x):
                    return {key}

                result = []
                for item in {things}:
                    i = len(result)
                    while i > 0 and key(result[i - 1]) {sign} key(item):
                        i -= 1
                    result.insert(i, item)
                return result
                """,
        },
        inputs=(
            [*r.word_lists(), ["bb", "a", "cc", "b"]]
            if words_kind
            else [*r.number_lists(), [k, -k, k + 1, k - 1, 13, 3]]
        ),
    )


@family
def sort_some(r: Draw) -> Task:
    """Sort what is left after a condition.

    Filtering and sorting are two steps; `sorted` accepts the generator of the first.
    """
    numbers, test, down = r.name("numbers"), r.number_condition(), r.coin()
    unique = r.coin(0.3)
    order = "descending" if down else "ascending"
    a, b = ("{", "}") if unique else ("[", "]")
    reverse = ", reverse=True" if down else ""
    check = f"{test('n')} and n not in chosen" if unique else test("n")
    return Task(
        names=(f"sorted_{test.label}", f"{order}_{test.label}", f"sort_{test.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return the {'distinct ' if unique else ''}{test.of('numbers')} of {numbers} in"
            f" {order} order.",
        ),
        solutions={
            "builtin": f"return sorted({a}n for n in {numbers} if {test('n')}{b}{reverse})",
            "method": f"""
                chosen = []
                for n in {numbers}:
                    if {check}:
                        chosen.append(n)
                chosen.sort({reverse.lstrip(", ")})
                return chosen
                """,
        },
        inputs=r.number_lists(test.near),
    )


@family
def best_few(r: Draw) -> Task:
    """Take the first few of a sorted list.

    After sorting, the largest numbers stand at one end and a slice takes as many as wanted.
    """
    numbers, k, largest = r.name("numbers"), r.randint(2, 5), r.coin()
    word, reverse = ("largest", ", reverse=True") if largest else ("smallest", "")
    label, said, gives, wrap = r.pick(
        ("list", f"the {k} {word} numbers of {{}}, the {word} first", "list[int]", "{}"),
        ("sum", f"the sum of the {k} {word} numbers of {{}}", "int", "sum({})"),
    )
    return Task(
        names=(f"{k}_{word}"[2:] + f"_{k}", f"{label}_of_{k}_{word}", f"{word}_few"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(f"Return {said.format(numbers)}.",),
        notes=(f"If there are fewer than {k} numbers, take all of them.",),
        solutions={
            "slice": f"return {wrap.format(f'sorted({numbers}{reverse})[:{k}]')}",
            "heap": f"return {wrap.format(f'heapq.n{word}({k}, {numbers})')}",
            "loop": f"""
                rest = list({numbers})
                chosen = []
                while rest and len(chosen) < {k}:
                    best = {"max" if largest else "min"}(rest)
                    rest.remove(best)
                    chosen.append(best)
                return {wrap.format("chosen")}
                """,
        },
        inputs=r.number_lists(),
    )


@family
def kth_in_order(r: Draw) -> Task:
    """Find the k-th number in order.

    In a sorted list the k-th smallest number is at index `k - 1`, and the k-th largest at `-k`.
    """
    numbers, k, largest = r.name("numbers"), r.randint(1, 4), r.coin()
    distinct = r.coin()
    nth = {1: "", 2: "second ", 3: "third ", 4: "fourth "}[k]
    word = "largest" if largest else "smallest"
    source = f"set({numbers})" if distinct else numbers
    place = f"[-{k}]" if largest else f"[{k - 1}]"
    fallback = r.pick("None", "0", "-1")
    return Task(
        names=(f"{nth.strip()}_{word}".strip("_"), f"{nth.strip()}_{word}_number".strip("_")),
        takes={numbers: "list[int]"},
        gives="int | None" if fallback == "None" else "int",
        does=(
            f"Return the {nth}{word} number in {numbers}, or {fallback} if there are fewer than"
            f" {k} {'distinct ' if distinct else ''}numbers.",
        ),
        notes=(
            "Equal numbers count only once." if distinct else "Equal numbers count separately.",
        ),
        solutions={
            "sorted": f"""
                ordered = sorted({source})
                if len(ordered) < {k}:
                    return {fallback}
                return ordered{place}
                """,
            "removal": f"""
                rest = list({source})
                for _ in range({k - 1}):
                    if rest:
                        rest.remove({"max" if largest else "min"}(rest))
                return {"max" if largest else "min"}(rest, default={fallback})
                """,
        },
        inputs=[*r.number_lists(), [5, 5, 3, 1], [2, 2, 2, 9]],
    )
