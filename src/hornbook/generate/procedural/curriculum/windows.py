"""Windows: parts of a list that move along it, of a fixed size or as large as they may be."""

from hornbook.generate.procedural import Draw, Task, family


@family
def slices_in_a_row(r: Draw) -> Task:
    """List the windows of a list.

    There are `len(items) - k + 1` windows of k items; `range` of that number gives the places at
    which they begin.
    """
    xs, k = r.name("numbers"), r.randint(2, 4)
    label, said, gives, item, long = r.pick(
        ("lists", "a list of all windows", "list[list[int]]", f"{xs}[i:i + {k}]", "window"),
        ("largest", "the largest value of each window", "list[int]", f"max({xs}[i:i + {k}])",
         "sorted(window)[-1]"),
        ("smallest", "the smallest value of each window", "list[int]", f"min({xs}[i:i + {k}])",
         "sorted(window)[0]"),
        ("ranges", "the difference of the largest and the smallest value of each window",
         "list[int]", f"max({xs}[i:i + {k}]) - min({xs}[i:i + {k}])",
         "sorted(window)[-1] - sorted(window)[0]"),
        ("distinct", "how many different values each window holds", "list[int]",
         f"len(set({xs}[i:i + {k}]))", "len(Counter(window))"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_of_windows", f"window_{label}", f"{label}_of_{k}_in_a_row"),
        takes={xs: "list[int]"},
        gives=gives,
        does=(
            f"Return {said} of {k} values in {xs}, from left to right.",
            f"Slide a window over {k} values of {xs} and return {said}.",
        ),
        notes=(f"A list of fewer than {k} values has no window.",),
        solutions={
            "slices": f"return [{item} for i in range(len({xs}) - {k - 1})]",
            "window": f"""
                found, window = [], []
                for value in {xs}:
                    window.append(value)
                    if len(window) == {k}:
                        found.append({long}{".copy()" if long == "window" else ""})
                        window.pop(0)
                return found
                """,
        },
        inputs=[
            [], [1], [2, 2], [1, 2, 3], [3, 2, 1], r.integers(k, 0, 9), r.integers(k + 1, 0, 9),
            [5] * (k + 2), *(r.integers(r.randint(4, 8), -5, 12) for _ in range(4)),
        ],
    )  # fmt: skip


@family
def longest_run_without(r: Draw) -> Task:
    """Find the longest stretch in which something holds.

    A counter grows while it holds and falls back to zero where it doesn't; its largest value is
    the answer.
    """
    xs, test = r.name("numbers"), r.number_condition()
    label, gives = r.pick(("length", "int"), ("values", "list[int]"))
    holds = test("value")
    if label == "length":
        said = f"the length of the longest stretch of neighbouring {test.of('values')} in {xs}"
        reset, grown, best = "0", "run + 1", "max(best, run)"
        chosen = "max(map(len, runs), default=0)"
    else:
        said = f"the first longest stretch of neighbouring {test.of('values')} in {xs}"
        reset, grown, best = "[]", "[*run, value]", "max(best, run, key=len)"
        chosen = "max(runs, key=len, default=[])"
    return Task(
        names=(f"longest_{test.label}_stretch", f"{label}_of_longest_run", f"run_of_{test.label}"),
        takes={xs: "list[int]"},
        gives=gives,
        does=(f"Return {said}.",),
        notes=(f"It is {'0' if label == 'length' else 'an empty list'} if there is none.",),
        solutions={
            "counter": f"""
                best = run = {reset}
                for value in {xs}:
                    run = {grown} if {holds} else {reset}
                    best = {best}
                return best
                """,
            "groups": f"""
                groups = itertools.groupby({xs}, key=lambda value: {holds})
                runs = [list(group) for held, group in groups if held]
                return {chosen}
                """,
        },
        inputs=r.number_lists(test.near),
    )


@family
def shortest_window(r: Draw) -> Task:
    """Find the shortest window that is heavy enough.

    The right end moves on; whenever the window is heavy enough, the left end follows as far as
    it can. Each end passes every place once, so the work grows with the length only.
    """
    xs, k = r.name("numbers"), r.randint(6, 20)
    more = r.coin(0.4)
    sign, word = (">", "more than") if more else (">=", "at least")
    other = r.pick("None", "0", "-1")
    return Task(
        names=("shortest_window", "fewest_in_a_row", f"shortest_with_sum_{k}"),
        takes={xs: "list[int]"},
        gives="int | None" if other == "None" else "int",
        does=(
            f"Return the length of the shortest stretch of {xs} with a sum of {word} {k}, or"
            f" {other} if there is none.",
            f"Return how few neighbouring values of {xs} add up to {word} {k}, or {other} if not"
            " even all of them do.",
        ),
        notes=("All values are positive.",),
        solutions={
            "every start": f"""
                lengths = []
                for start in range(len({xs})):
                    total = 0
                    for length, value in enumerate({xs}[start:], 1):
                        total += value
                        if total {sign} {k}:
                            lengths.append(length)
                            break
                return min(lengths, default={other})
                """,
            "two ends": f"""
                lengths = []
                start = total = 0
                for end, value in enumerate({xs}):
                    total += value
                    while total {sign} {k}:
                        lengths.append(end - start + 1)
                        total -= {xs}[start]
                        start += 1
                return min(lengths, default={other})
                """,
        },
        inputs=[
            [], [k], [k - 1], [k + 1], [1, k - 1], [k - 1, 1, 1], [1] * (k + 1), [1] * (k - 1),
            [1] * k, [1, 1, k - 2, 1, 1, k - 1, 1], *(r.integers(n, 1, 9) for n in (3, 5, 7, 8)),
        ],
    )  # fmt: skip


@family
def longest_distinct_window(r: Draw) -> Task:
    """Find the longest part without repetition.

    A set holds what is in the window. Before a value enters that is there already, values leave
    on the left until it is gone.
    """
    t, k = r.name("text"), r.randint(1, 3)
    label, said, test = r.pick(
        ("distinct", "without a repeated character", "len(set(part)) == len(part)"),
        (f"of_{k}_kinds", f"with at most {k} different characters", f"len(set(part)) <= {k}"),
        ("without_doubles", "in which no two neighbouring characters are equal",
         "all(a != b for a, b in zip(part, part[1:]))"),
    )  # fmt: skip
    shown = test.replace("part", "window")
    return Task(
        names=(f"longest_{label}", f"longest_part_{label}", f"length_of_longest_{label}"),
        takes={t: "str"},
        gives="int",
        does=(
            f"Return the length of the longest part of {t} {said}.",
            f"Return how long the longest part of {t} is {said}.",
        ),
        solutions={
            "every start": f"""
                best = 0
                for start in range(len({t})):
                    part = ""
                    for character in {t}[start:]:
                        part += character
                        if {test}:
                            best = max(best, len(part))
                return best
                """,
            "window": f"""
                best, window = 0, ""
                for character in {t}:
                    window += character
                    while not ({shown}):
                        window = window[1:]
                    best = max(best, len(window))
                return best
                """,
        },
        inputs=["", "a", "aa", "ab", "aba", "abba", "abcabcbb", "aaab", "abcdef", "aabbcc",
                "xyzzyx", r.word(), r.word() + r.word(), "".join(r.choices("abc", k=9))],
    )  # fmt: skip


@family
def pairs_within(r: Draw) -> Task:
    """Look at pairs that lie close together.

    Only the items up to k places ahead have to be looked at, not the whole rest of the list.
    """
    xs, k = r.name("numbers"), r.randint(2, 4)
    label, said, test = r.pick(
        ("equal", "are equal", "{} == {}"),
        ("ascending", "grow from the first to the second", "{} < {}"),
        ("opposite", "add up to 0", "{} + {} == 0"),
        ("even_sums", "have an even sum", "({} + {}) % 2 == 0"),
    )
    return Task(
        names=(f"{label}_pairs_within_{k}", f"near_{label}_pairs", f"count_near_{label}"),
        takes={xs: "list[int]"},
        gives="int",
        does=(
            f"Count the pairs of values in {xs} that lie at most {k} places apart and {said}.",
        ),
        solutions={
            "ahead": f"""
                count = 0
                for i, a in enumerate({xs}):
                    for b in {xs}[i + 1:i + {k + 1}]:
                        if {test.format("a", "b")}:
                            count += 1
                return count
                """,
            "index": f"""
                count = 0
                for j in range(len({xs})):
                    for i in range(max(0, j - {k}), j):
                        count += {test.format(f"{xs}[i]", f"{xs}[j]")}
                return count
                """,
        },
        inputs=[
            [], [1], [1, 1], [1, 2], [2, -2], [0, 0, 0, 0, 0, 0], [1, 2, 3, 1], [3, 9, 9, 9, 9, 3],
            *(r.integers(n, -3, 3) for n in (4, 5, 7, 8)),
        ],
    )  # fmt: skip


@family
def recent_values(r: Draw) -> Task:
    """Remember what came lately.

    A `deque` with a maximal length drops its oldest value by itself when a new one comes.
    """
    xs, k = r.name("items"), r.randint(2, 4)
    label, said, test = r.pick(
        ("repeated", f"occurs among the {k} values before it", "value in recent"),
        ("fresh", f"does not occur among the {k} values before it", "value not in recent"),
    )
    index = f"{xs}[max(0, i - {k}):i]"
    what, gives, item = r.pick(("values", "list[str]", "value"), ("positions", "list[int]", "i"))
    return Task(
        names=(f"recently_{label}", f"{label}_{what}", f"{label}_within_{k}"),
        takes={xs: "list[str]"},
        gives=gives,
        does=(
            f"Return the {what} of {xs} at which a value {said}.".replace(
                "the values of", "the values in"
            )
            if what == "positions"
            else f"Return each value of {xs} that {said}, in order.",
        ),
        solutions={
            "deque": f"""
                found, recent = [], deque(maxlen={k})
                for i, value in enumerate({xs}):
                    if {test}:
                        found.append({item})
                    recent.append(value)
                return found
                """,
            "slices": f"""
                return [{item} for i, value in enumerate({xs}) if {test.replace("recent", index)}]
                """,
        },
        inputs=[
            [], ["a"], ["a", "a"], ["a", "b", "a"], ["a", "b", "c", "a"], ["a", "b", "c", "d", "a"],
            ["a", "b", "c", "d", "e", "a"], ["a", "a", "b", "b", "a"],
            *([r.choice("abcd") for _ in range(n)] for n in (5, 7, 9)),
        ],
    )  # fmt: skip
