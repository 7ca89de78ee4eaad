"""Look at every item: count, keep, drop, add up, find."""

from hornbook.generate.procedural import Draw, Task, family


@family
def count_matching(r: Draw) -> Task:
    """Count the items that meet a condition.

    A counter starts at zero. The loop looks at each item once and adds one to the counter
    whenever the condition holds. At the end the counter is the answer, and for an empty list
    it is still zero.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    return Task(
        names=(f"count_{test.label}", f"number_of_{test.label}", f"how_many_{test.label}"),
        takes={numbers: "list[int]"},
        gives="int",
        does=(
            f"Count the {test.of('numbers')} in {numbers}.",
            f"Return how many {test.of('numbers')} there are in {numbers}.",
            f"Return the number of items in {numbers} for which the item {test.verb}.",
        ),
        solutions={
            "loop": f"""
                count = 0
                for n in {numbers}:
                    if {test("n")}:
                        count += 1
                return count
                """,
            "builtin": f"return sum(1 for n in {numbers} if {test('n')})",
            "comprehension": f"return len([n for n in {numbers} if {test('n')}])",
        },
        inputs=r.number_lists(test.near),
    )


@family
def keep_matching(r: Draw) -> Task:
    """Keep the items that meet a condition.

    Filtering builds a new list. Each item is looked at in turn, and it is appended to the
    result only when the condition holds, so the order stays the same and the original list is
    not changed. A list comprehension with an `if` says the same in one line.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    return Task(
        names=(f"keep_{test.label}", f"filter_{test.label}", f"only_{test.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a list of the {test.of('numbers')} in {numbers}, in their original order.",
            f"Keep only the {test.of('numbers')} of {numbers}.",
            f"Select every item of {numbers} that {test.verb}.",
        ),
        solutions={
            "loop": f"""
                result = []
                for n in {numbers}:
                    if {test("n")}:
                        result.append(n)
                return result
                """,
            "comprehension": f"return [n for n in {numbers} if {test('n')}]",
            "builtin": f"return list(filter(lambda n: {test('n')}, {numbers}))",
        },
        inputs=r.number_lists(test.near),
    )


@family
def drop_matching(r: Draw) -> Task:
    """Remove the items that meet a condition.

    Removing is keeping the others: the condition is turned around with `not`, or the loop
    skips an item with `continue`. Building a new list is safer than deleting from a list
    while a loop runs over it.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    return Task(
        names=(f"remove_{test.label}", f"drop_{test.label}", f"without_{test.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Remove the {test.of('numbers')} from {numbers}.",
            f"Return a copy of {numbers} without the {test.of('numbers')}.",
            f"Return a new list with all items of {numbers} except the {test.of('numbers')}.",
        ),
        solutions={
            "loop": f"""
                result = []
                for n in {numbers}:
                    if {test("n")}:
                        continue
                    result.append(n)
                return result
                """,
            "comprehension": f"return [n for n in {numbers} if not ({test('n')})]",
        },
        inputs=r.number_lists(test.near),
    )


@family
def sum_matching(r: Draw) -> Task:
    """Add up the items that meet a condition.

    The total starts at zero and grows by each item for which the condition holds; the others
    are passed over. `sum` with a generator expression does it in one line.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    return Task(
        names=(f"sum_{test.label}", f"total_of_{test.label}", f"add_up_{test.label}"),
        takes={numbers: "list[int]"},
        gives="int",
        does=(
            f"Return the sum of the {test.of('numbers')} in {numbers}.",
            f"Add up the {test.of('numbers')} in {numbers}.",
            f"Compute the total of all items of {numbers} where the item {test.verb}.",
        ),
        notes=r.pick((), ("If there are none, the result is 0.",)),
        solutions={
            "loop": f"""
                total = 0
                for n in {numbers}:
                    if {test("n")}:
                        total += n
                return total
                """,
            "builtin": f"return sum(n for n in {numbers} if {test('n')})",
        },
        inputs=r.number_lists(test.near),
    )


@family
def any_or_all(r: Draw) -> Task:
    """Ask whether some item, or every item, meets a condition.

    `any` is true as soon as one item meets the condition, and false for an empty list. `all`
    is false as soon as one item fails it, and true for an empty list. Written as a loop, both
    return early, from inside the loop.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    every = r.coin()
    word = "all" if every else "any"
    opposite = f"not ({test('n')})" if every else test("n")
    return Task(
        names=(f"{word}_{test.label}", f"has_{word}_{test.label}", f"check_{word}_{test.label}"),
        takes={numbers: "list[int]"},
        gives="bool",
        does=(
            f"Check whether {'every' if every else 'at least one'} number in {numbers}"
            f" {test.verb}.",
            f"Return True if {'each' if every else 'any'} item of {numbers} {test.verb},"
            " and False otherwise.",
        ),
        notes=r.pick((), (f"For an empty list the answer is {every}.",)),
        solutions={
            "builtin": f"return {word}({test('n')} for n in {numbers})",
            "loop": f"""
                for n in {numbers}:
                    if {opposite}:
                        return {not every}
                return {every}
                """,
        },
        inputs=[*r.number_lists(test.near), *([n] for n in test.near), [8, 20, 40], [-3, -1]],
    )


@family
def first_matching(r: Draw) -> Task:
    """Find the first item that meets a condition.

    The loop returns from inside as soon as it meets a fitting item. Only when the loop runs to
    its end without returning is the fallback returned.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    last = r.coin(0.3)
    fallback = r.pick("None", "None", "-1", "0")
    which = "last" if last else "first"
    order = f"reversed({numbers})" if last else numbers
    return Task(
        names=(f"{which}_{test.label}", f"find_{which}_{test.label}"),
        takes={numbers: "list[int]"},
        gives="int | None" if fallback == "None" else "int",
        does=(
            f"Return the {which} number in {numbers} that {test.verb}, or {fallback} if there"
            " is none.",
            f"Find the {which} item of {numbers} that {test.verb}. Return {fallback} when no"
            " item does.",
        ),
        solutions={
            "loop": f"""
                for n in {order}:
                    if {test("n")}:
                        return n
                return {fallback}
                """,
            "builtin": f"return next((n for n in {order} if {test('n')}), {fallback})",
        },
        inputs=[*r.number_lists(test.near), [2, 9, 4, 13, -6, 7]],
    )


@family
def positions_matching(r: Draw) -> Task:
    """Collect the positions of the items that meet a condition.

    `enumerate` gives each item together with its index, starting at zero, so the loop can look
    at the item and remember the index.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    return Task(
        names=(f"positions_of_{test.label}", f"indices_of_{test.label}", f"where_{test.label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return the indices of the {test.of('numbers')} in {numbers}.",
            f"Find at which positions of {numbers} the number {test.verb}, counting from 0.",
        ),
        solutions={
            "loop": f"""
                positions = []
                for i, n in enumerate({numbers}):
                    if {test("n")}:
                        positions.append(i)
                return positions
                """,
            "comprehension": f"return [i for i, n in enumerate({numbers}) if {test('n')}]",
            "index": f"""
                return [i for i in range(len({numbers})) if {test(f"{numbers}[i]")}]
                """,
        },
        inputs=r.number_lists(test.near),
    )


@family
def split_by_condition(r: Draw) -> Task:
    """Split a list in two by a condition.

    Each item goes to exactly one of two lists: the first takes those that meet the condition,
    the second takes the rest. Both keep the original order.
    """
    numbers, test = r.name("numbers"), r.number_condition()
    return Task(
        names=(f"split_by_{test.label}", f"partition_{test.label}", f"separate_{test.label}"),
        takes={numbers: "list[int]"},
        gives="tuple[list[int], list[int]]",
        does=(
            f"Return two lists: the {test.of('numbers')} in {numbers}, and all the others.",
            f"Separate {numbers} into a pair of lists, where the first holds the"
            f" {test.of('numbers')} and the second the rest.",
        ),
        solutions={
            "loop": f"""
                matching, others = [], []
                for n in {numbers}:
                    if {test("n")}:
                        matching.append(n)
                    else:
                        others.append(n)
                return matching, others
                """,
            "comprehension": f"""
                matching = [n for n in {numbers} if {test("n")}]
                others = [n for n in {numbers} if not ({test("n")})]
                return matching, others
                """,
        },
        inputs=r.number_lists(test.near),
    )
