"""Statistics: averages, spreads, shares, rankings."""

from typing import Any

from hornbook.generate.procedural import Draw, Task, family


@family
def average(r: Draw) -> Task:
    """Average the numbers that meet a condition.

    The average is the sum divided by the number of items. Dividing by zero is an error, so the
    case that nothing is left needs an answer of its own.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    plain = r.coin(0.3)
    said = f"all items of {numbers}" if plain else f"the {test.of('numbers')} in {numbers}"
    fallback = r.pick("0.0", "0.0", "None", "-1.0")
    kept = numbers if plain else f"[n for n in {numbers} if {test('n')}]"
    guard = "True" if plain else test("n")
    body = "total += n\n                    count += 1"
    loop = f"if {guard}:\n                        total += n\n                        count += 1"
    return Task(
        names=("average" if plain else f"average_of_{test.label}", f"mean_{test.label}"),
        takes={numbers: "list[int]"},
        gives="float | None" if fallback == "None" else "float",
        does=(
            f"Return the average of {said}, or {fallback} if there are none.",
            f"Compute the arithmetic mean of {said}. Without any, return {fallback}.",
        ),
        solutions={
            "builtin": f"""
                chosen = {kept}
                if not chosen:
                    return {fallback}
                return sum(chosen) / len(chosen)
                """,
            "loop": f"""
                total = count = 0
                for n in {numbers}:
                    {body if plain else loop}
                return total / count if count else {fallback}
                """,
        },
        inputs=r.number_lists(test.near),
    )


@family
def share(r: Draw) -> Task:
    """Express a count as a share.

    A share is a part divided by the whole; times 100 it is a percentage. `round(x, 2)` keeps two
    decimal places.
    """
    things = r.pick("numbers", "words", "text")
    name = r.name(things)
    conditions = {
        "numbers": r.number_condition,
        "words": r.word_condition,
        "text": r.character_condition,
    }
    test = conditions[things]()
    digits, percent = r.pick(1, 2, 3), r.coin()
    kind = {"numbers": "list[int]", "words": "list[str]", "text": "str"}[things]
    noun = {"numbers": "numbers", "words": "strings", "text": ""}[things]
    inputs: dict[str, list[Any]] = {
        "numbers": [*r.number_lists(), list(test.near)],
        "words": [*r.word_lists(), list(test.near)],
        "text": [*r.texts(), "ab 12", "eel"],
    }
    factor = "100 * " if percent else ""
    word = "percentage" if percent else "share"
    return Task(
        names=(f"{word}_of_{test.label}", f"{test.label}_{word}"),
        takes={name: kind},
        gives="float",
        does=(
            f"Return the {word} of {test.of(noun)} in {name}, rounded to {digits} decimal places.",
            f"Compute what {word} of the items of {name} are {test.of(noun)}, rounded to {digits}"
            " decimal places.",
        ),
        notes=(f"If {name} is empty, return 0.0.",),
        solutions={
            "builtin": f"""
                if not {name}:
                    return 0.0
                count = sum(1 for x in {name} if {test("x")})
                return round({factor}count / len({name}), {digits})
                """,
            "loop": f"""
                count = 0
                for x in {name}:
                    if {test("x")}:
                        count += 1
                return round({factor}count / len({name}), {digits}) if {name} else 0.0
                """,
        },
        inputs=inputs[things],
    )


@family
def most_common(r: Draw) -> Task:
    """Find the most or least frequent item.

    After counting, the item with the largest count is wanted. A rule for ties makes the answer
    definite.
    """
    kind, name = r.pick(("int", "numbers"), ("str", "words"))
    things, rare, late = r.name(name), r.coin(0.35), r.coin()
    word, pick = ("least", "min") if rare else ("most", "max")
    tie = "largest" if late else "smallest"
    tie_said = {"int": tie, "str": f"alphabetically {'last' if late else 'first'}"}[kind]
    fallback = "None"
    order = f"sorted(set({things}){', reverse=True' if late else ''})"
    samples: list[object] = list(r.number_lists(low=0, high=5) if kind == "int" else r.word_lists())
    extra: list[object] = [3, 1, 3, 2, 2] if kind == "int" else ["b", "a", "b", "c", "a"]
    return Task(
        names=(f"{word}_common", f"{word}_frequent", f"{word}_frequent_item"),
        takes={things: f"list[{kind}]"},
        gives=f"{kind} | None",
        does=(f"Return the item that occurs {word} often in {things}.",),
        notes=(
            f"Of several such items return the {tie_said}.",
            f"For an empty list return {fallback}.",
        ),
        solutions={
            "builtin": f"return {pick}({order}, key={things}.count, default={fallback})",
            "counter": f"""
                counts = Counter({things})
                best = {fallback}
                for item in {order}:
                    if best is None or counts[item] {"<" if rare else ">"} counts[best]:
                        best = item
                return best
                """,
        },
        inputs=[*samples, extra],
    )


@family
def spread(r: Draw) -> Task:
    """Describe how far numbers spread.

    The range is the distance of the extremes; deviations are the distances from the mean, and
    they can be averaged or compared.
    """
    numbers = r.name("numbers")
    label, said, gives, code = r.pick(
        ("range", "the difference between the largest and the smallest number", "int",
         "max(@) - min(@)"),
        ("midrange", "the number halfway between the smallest and the largest number", "float",
         "(max(@) + min(@)) / 2"),
        ("above_mean", "how many numbers are greater than the mean", "int",
         "sum(n > sum(@) / len(@) for n in @)"),
        ("below_mean", "how many numbers are less than the mean", "int",
         "sum(n < sum(@) / len(@) for n in @)"),
        ("variance", "the mean of the squared distances from the mean", "float",
         "sum((n - sum(@) / len(@)) ** 2 for n in @) / len(@)"),
        ("largest_deviation", "the largest distance of a number from the mean", "float",
         "max(abs(n - sum(@) / len(@)) for n in @)"),
        ("mean_without_extremes", "the mean of all numbers but one smallest and one largest, or 0.0"
         " if none is left", "float", "sum(sorted(@)[1:-1]) / max(1, len(@) - 2)"),
    )  # fmt: skip
    steps = {
        "range": "return high - low",
        "midrange": "return (low + high) / 2",
        "above_mean": "return len([n for n in @ if n > mean])",
        "below_mean": "return len([n for n in @ if n < mean])",
        "variance": "return sum((n - mean) ** 2 for n in @) / len(@)",
        "largest_deviation": "return max(high - mean, mean - low)",
        "mean_without_extremes": "rest = max(1, len(@) - 2)\n"
        "return (sum(@) - low - high) / rest if len(@) > 2 else 0.0",
    }[label]
    needs_mean, needs_ends = "mean" in steps, "low" in steps
    lines = ["mean = sum(@) / len(@)"] if needs_mean else []
    lines += ["low, high = min(@), max(@)"] if needs_ends else []
    return Task(
        names=(label, f"{label}_of_numbers", f"compute_{label}"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(f"Return {said} in {numbers}.", f"Compute {said} in {numbers}."),
        notes=("The list is not empty.",),
        solutions={
            "expression": f"return {code.replace('@', numbers)}",
            "steps": "\n".join([*lines, steps]).replace("@", numbers),
        },
        inputs=[*r.number_lists(empty=False), [1, 2, 9], [4, 4], [0, 10, 3]],
    )


@family
def moving_window(r: Draw) -> Task:
    """Summarise every window of a list.

    A window of size k starts at each index from 0 to `len(items) - k`; a slice cuts it out.
    """
    numbers, k = r.name("numbers"), r.randint(2, 4)
    label, said, gives, code = r.pick(
        ("sums", "the sum", "list[int]", "sum({})"),
        ("maxima", "the largest number", "list[int]", "max({})"),
        ("minima", "the smallest number", "list[int]", "min({})"),
        ("averages", "the average", "list[float]", f"sum({{}}) / {k}"),
        ("ranges", "the difference of the largest and the smallest number", "list[int]",
         "max({0}) - min({0})"),
    )  # fmt: skip
    window = f"{numbers}[i:i + {k}]"
    return Task(
        names=(f"window_{label}", f"moving_{label}", f"{label}_of_{k}"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(
            f"Return a list with {said} of every {k} consecutive numbers in {numbers}.",
            f"Slide a window of size {k} over {numbers} and return {said} of each window in a"
            " list.",
        ),
        notes=r.pick((), (f"With fewer than {k} numbers the list is empty.",)),
        solutions={
            "comprehension": f"""
                return [{code.format(window)} for i in range(len({numbers}) - {k - 1})]
                """,
            "loop": f"""
                result = []
                window = []
                for n in {numbers}:
                    window.append(n)
                    if len(window) > {k}:
                        window.pop(0)
                    if len(window) == {k}:
                        result.append({code.format("window")})
                return result
                """,
        },
        inputs=[*r.number_lists(), list(range(k)), list(range(k - 1))],
    )


@family
def rank_scores(r: Draw) -> Task:
    """Turn scores into grades or ranks.

    A rank is one more than the number of better scores, so equal scores share a rank.
    """
    numbers, low = r.name("numbers"), r.pick(True, False)
    label, said, code = r.pick(
        ("ranks", "its rank, where 1 is the {} number and equal numbers share a rank",
         "1 + sum(m {} n for m in @)"),
        ("counts_beaten", "how many numbers in the list it beats, where the {} number beats all"
         " others", "sum(n {} m for m in @)"),
    )  # fmt: skip
    best = "smallest" if low else "largest"
    sign = "<" if low else ">"
    expression = code.format(sign).replace("@", numbers)
    count = "m {} n" if label == "ranks" else "n {} m"
    return Task(
        names=(f"{label}_by_{best}", label, f"{label}_of_all"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(f"Return a list that holds for each number in {numbers} {said.format(best)}.",),
        solutions={
            "comprehension": f"return [{expression} for n in {numbers}]",
            "loops": f"""
                result = []
                for n in {numbers}:
                    count = {1 if label == "ranks" else 0}
                    for m in {numbers}:
                        if {count.format(sign)}:
                            count += 1
                    result.append(count)
                return result
                """,
        },
        inputs=[*r.number_lists(), [4, 4, 1], [1, 2, 3]],
    )
