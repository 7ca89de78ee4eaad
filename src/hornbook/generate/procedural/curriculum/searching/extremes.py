"""The largest, the nearest, the longest, and where they stand."""

from hornbook.generate.procedural import Draw, Task, family


@family
def extreme_by_condition(r: Draw) -> Task:
    """Find the largest or smallest fitting number.

    The best number so far is remembered; a number that fits and is better replaces it. Before
    the first one is found there is nothing to compare with.
    """
    numbers, test, largest = r.name("numbers"), r.number_condition(), r.coin()
    word, pick, sign = ("largest", "max", ">") if largest else ("smallest", "min", "<")
    fallback = r.pick("None", "None", "0", "-1")
    return Task(
        names=(f"{word}_{test.label}", f"find_{word}_{test.label}"),
        takes={numbers: "list[int]"},
        gives="int | None" if fallback == "None" else "int",
        does=(
            f"Return the {word} number in {numbers} that {test.verb}, or {fallback} if there is"
            " none.",
            f"Find the {word} of the {test.of('numbers')} in {numbers}. If none exists, return"
            f" {fallback}.",
        ),
        solutions={
            "loop": f"""
                best = None
                for n in {numbers}:
                    if {test("n")} and (best is None or n {sign} best):
                        best = n
                return {"best" if fallback == "None" else f"{fallback} if best is None else best"}
                """,
            "builtin": f"return {pick}((n for n in {numbers} if {test('n')}), default={fallback})",
            "list": f"""
                fitting = [n for n in {numbers} if {test("n")}]
                return {pick}(fitting) if fitting else {fallback}
                """,
        },
        inputs=r.number_lists(test.near),
    )


@family
def position_of_extreme(r: Draw) -> Task:
    """Find where the largest or smallest item stands.

    Remembering the index is enough, since the item can be looked up. A strict comparison keeps
    the first of several equal items, `>=` the last.
    """
    numbers, largest, last = r.name("numbers"), r.coin(), r.coin(0.4)
    word, pick, sign = ("largest", "max", ">") if largest else ("smallest", "min", "<")
    sign += "=" if last else ""
    which = "last" if last else "first"
    index = f"{numbers}.index({{}})"
    if last:
        index = f"len({numbers}) - 1 - {numbers}[::-1].index({{}})"
    return Task(
        names=(f"position_of_{word}", f"index_of_{word}", f"where_is_{word}"),
        takes={numbers: "list[int]"},
        gives="int",
        does=(f"Return the index of the {word} number in {numbers}.",),
        notes=(
            f"If it occurs several times, return its {which} position.",
            "For an empty list return -1.",
        ),
        solutions={
            "loop": f"""
                if not {numbers}:
                    return -1
                best = 0
                for i in range(1, len({numbers})):
                    if {numbers}[i] {sign} {numbers}[best]:
                        best = i
                return best
                """,
            "builtin": f"""
                if not {numbers}:
                    return -1
                return {index.format(f"{pick}({numbers})")}
                """,
        },
        inputs=[*r.number_lists(), [5, 1, 5, 1], [2, 2]],
    )


@family
def nearest_number(r: Draw) -> Task:
    """Find the number that is nearest to a target.

    The distance of two numbers is the absolute value of their difference. A tuple as key makes
    clear what happens when two numbers are equally near.
    """
    numbers, target = r.name("numbers"), r.pick("target", "goal", "wanted", "center")
    smaller, farthest = r.coin(), r.coin(0.3)
    word = "farthest from" if farthest else "nearest to"
    distance = f"abs(n - {target})"
    return Task(
        names=("farthest_from_target",) if farthest else ("nearest_to_target", "closest_number"),
        takes={numbers: "list[int]", target: "int"},
        gives="int",
        does=(
            f"Return the number in {numbers} that is {word} {target}.",
            f"Find which item of {numbers} is {word} the integer {target}.",
        ),
        notes=(
            f"Of two at the same distance, return the {'smaller' if smaller else 'larger'} one.",
            "The list is not empty.",
        ),
        solutions={
            "builtin": f"""
                return min({numbers}, key=lambda n: ({"-" if farthest else ""}{distance}, \
{"n" if smaller else "-n"}))
                """,
            "loop": f"""
                best = {numbers}[0]
                for n in {numbers}:
                    gap, least = {distance}, abs(best - {target})
                    if gap {">" if farthest else "<"} least:
                        best = n
                    elif gap == least and n {"<" if smaller else ">"} best:
                        best = n
                return best
                """,
        },
        inputs=[(numbers, r.randint(-5, 25)) for numbers in r.number_lists(empty=False)]
        + [([1, 5, 9], 7), ([9, 5, 1], 3), ([4, 8], 6)],
    )


@family
def longest_run(r: Draw) -> Task:
    """Measure the longest run.

    One variable counts the current run and is set back where the run breaks; another remembers
    the longest run so far.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    between = r.coin(0.4)
    if between:
        label, said, sign = r.pick(
            ("rising", "neighbouring numbers of which each is greater than the one before", ">"),
            ("falling", "neighbouring numbers of which each is less than the one before", "<"),
            ("equal", "equal neighbouring numbers", "=="),
        )
        goes_on = f"i > 0 and {numbers}[i] {sign} {numbers}[i - 1]"
        fresh = "1"
    else:
        label, said = test.label, f"neighbouring numbers that are all {test.before or test.after}"
        said = said.replace("all of at", "all at")
        goes_on, fresh = test(f"{numbers}[i]"), "0"
    return Task(
        names=(f"longest_{label}_run", f"longest_run_of_{label}", f"{label}_streak"),
        takes={numbers: "list[int]"},
        gives="int",
        does=(f"Return the length of the longest run of {said} in {numbers}.",),
        notes=("An empty list has no run, so the result is 0.",),
        solutions={
            "loop": f"""
                longest = current = 0
                for i in range(len({numbers})):
                    if {goes_on}:
                        current += 1
                    else:
                        current = {fresh}
                    longest = max(longest, current)
                return longest
                """,
            "list": f"""
                runs = [0]
                for i in range(len({numbers})):
                    runs.append(runs[-1] + 1 if {goes_on} else {fresh})
                return max(runs)
                """,
        },
        inputs=[*r.number_lists(test.near), [1, 2, 3, 2, 1], [4, 4, 6, 8, 1, 2], [5, 3, 3, 3, 7]],
    )
