"""Chains of steps: until a number comes down or comes back."""

from hornbook.generate.procedural import Draw, Task, family


@family
def step_chain(r: Draw) -> Task:
    """Follow a rule until a number comes down.

    The rule is applied again and again, with different steps for different numbers. It isn't
    always obvious that such a chain ends, but the loop only has to check the end.
    """
    n, goal = r.pick("n", "start", "number", "seed", "value"), 1
    label, said, test, yes, no = r.pick(
        ("collatz", "an even number is halved and an odd one becomes three times itself plus 1",
         "% 2 == 0", "@ // 2", "3 * @ + 1"),
        ("halving", "an even number is halved and an odd one decreases by 1", "% 2 == 0", "@ // 2",
         "@ - 1"),
        ("thirds", "a multiple of 3 is divided by 3 and any other number grows by 1", "% 3 == 0",
         "@ // 3", "@ + 1"),
        ("fifths", "a multiple of 5 is divided by 5 and any other number decreases by 1",
         "% 5 == 0", "@ // 5", "@ - 1"),
        ("half_or_more", "an even number is halved and an odd one grows by 1", "% 2 == 0",
         "@ // 2", "@ + 1"),
    )  # fmt: skip
    if label == "thirds":
        goal = 2
    what, gives, start, each, rest = r.pick(
        ("how many steps it takes", "int", "0", "result += 1", "1 + solve({})"),
        (f"a list of all numbers on the way, {n} and {goal} included", "list[int]", f"[{n}]",
         "result.append({})", "[{n}] + solve({})"),
        (f"the sum of all numbers on the way, {n} and {goal} included", "int", n, "result += {}",
         "{n} + solve({})"),
    )  # fmt: skip
    base = {"0": "0", n: str(goal), f"[{n}]": f"[{goal}]"}[start]
    rule = f"{yes} if @ {test} else {no}".replace("@", n)
    return Task(
        names=(f"{label}_chain", f"{label}_steps", f"follow_{label}", f"{label}_from_{n}"),
        takes={n: "int"},
        gives=gives,
        does=(
            f"Begin with {n} and go on until {goal} is reached: {said}. Return {what}.",
            f"Return {what} from {n} to {goal}, when in each step {said}.",
        ),
        solutions={
            "loop": f"""
                result = {start}
                while {n} != {goal}:
                    {n} = {rule}
                    {each.format(n)}
                return result
                """,
            "recursion": f"""
                if {n} == {goal}:
                    return {base}
                if {n} {test}:
                    return {rest.format(yes.replace("@", n), n=n)}
                return {rest.format(no.replace("@", n), n=n)}
                """,
        },
        inputs=[goal, goal + 1, goal + 2, 4, 5, 6, 7, 9, 10, 12, 15, *r.integers(3, 8, 60)],
    )


@family
def seen_sequence(r: Draw) -> Task:
    """Build a sequence that remembers its past.

    Whether a number occurred before decides about the next one. A set answers that question
    quickly, however long the sequence is.
    """
    n, k = r.pick("n", "length", "count", "terms_wanted"), r.randint(1, 4)
    start, new = r.randint(1, 3), r.pick("new", "following", "after")
    label, said, rule, setup, other = r.pick(
        ("last_gap",
         "says how many places ago the last one had occurred before, and is 0 if it had not",
         "next((j for j in range(1, len(terms)) if terms[-1 - j] == last), 0)", "places = {}",
         "= i - places[last] if last in places else 0\n    places[last] = i"),
        ("occurrences", f"is {k} times the number of terms so far that are equal to the last one",
         f"{k} * terms.count(last)", "counts = Counter()",
         f"= {k} * (counts[last] + 1)\n    counts[last] += 1"),
        ("digit_totals", f"is the sum of the digits of all terms so far, plus {k}",
         f"sum(int(d) for term in terms for d in str(term)) + {k}", f"total = {k}",
         "= total = total + sum(map(int, str(last)))"),
        ("variety", f"is the number of different terms so far, times {k}, minus the last one",
         f"len(set(terms)) * {k} - last", "seen = set()",
         f"= {k} * len(seen | {{last}}) - last\n    seen.add(last)"),
    )  # fmt: skip
    first = f"""
        terms = [{start}]
        for _ in range(1, {n}):
            last = terms[-1]
            terms.append({rule})
        return terms[:{n}]
        """
    second = (
        f"terms, last = [], {start}\n{setup}\nfor {'i' if ' i ' in other else '_'} in range({n}):\n"
        f"    terms.append(last)\n    {new} {other}\n    last = {new}\nreturn terms"
    )
    return Task(
        names=(f"{label}_sequence", f"{label}_terms", f"sequence_{label}"),
        takes={n: "int"},
        gives="list[int]",
        does=(
            f"Return a list of the first {n} terms of the sequence that begins with {start} and in"
            f" which each later term {said}.",
            f"Build the first {n} terms of a sequence. It begins with {start}, and"
            f" each later term {said}.",
        ),
        solutions={"list": first, "memory": second},
        inputs=[0, 1, 2, 3, 5, 8, 12, 20],
    )


@family
def cycle_of_steps(r: Draw) -> Task:
    """Find when a sequence repeats.

    A rule that maps a finite set to itself must come back to a number sooner or later. Keeping
    the index of every number in a dictionary tells when, and how long the cycle is.
    """
    start = r.pick("start", "seed", "n", "x", "first")
    m, size = r.randint(1, 9), r.randint(11, 60)
    rule, said = r.pick(
        (f"(@ * @ + {m}) % {size}", f"the square of the one before plus {m}, modulo {size}"),
        ("sum(int(d) ** 2 for d in str(@))", "the sum of the squares of the digits of the one"
         " before"),
        (f"sum(int(d) ** 2 for d in str(@)) + {m}", "the sum of the squares of the digits of the"
         f" one before, plus {m}"),
    )  # fmt: skip
    what, gives, one, other = r.pick(
        ("how many different numbers it has", "int", "len(places)", "len(seen)"),
        ("the first number that occurs a second time", "int", start, start),
        ("the largest number of it", "int", "max(places)", "max(seen)"),
        ("how many numbers come before its cycle", "int", f"places[{start}]",
         f"seen.index({start})"),
    )  # fmt: skip
    return Task(
        names=("find_cycle", "cycle_of_steps", f"repetition_from_{start}", "steps_until_repeat"),
        takes={start: "int"},
        gives=gives,
        does=(
            f"Return for the sequence that begins with {start}, and in which each number is {said},"
            f" {what}.",
            f"Find {what}, of the sequence from {start} on in which each number is {said}.",
        ),
        solutions={
            "dictionary": f"""
                places = {{}}
                while {start} not in places:
                    places[{start}] = len(places)
                    {start} = {rule.replace("@", start)}
                return {one}
                """,
            "list": f"""
                seen = []
                while {start} not in seen:
                    seen.append({start})
                    {start} = {rule.replace("@", start)}
                return {other}
                """,
        },
        inputs=[0, 1, 2, 3, 4, 7, 10, *r.integers(4, 5, 99)],
    )


@family
def difference_table(r: Draw) -> Task:
    """Extrapolate a sequence by its differences.

    The differences of neighbours often follow a simpler rule than the numbers. Differences of
    differences become constant for every polynomial, and the next number follows backwards.
    """
    xs, order = r.name("numbers"), r.pick(1, 2, 2, 3)
    label, said, gives, result = r.pick(
        ("next", "the next number", "int", "{xs}[-1] + {row}[-1]"),
        ("extended", "a copy of the list with the next number", "list[int]",
         "{xs} + [{xs}[-1] + {row}[-1]]"),
    ) if order == 1 else r.pick(
        ("differences", f"a list of the differences of order {order}", "list[int]", ""),
        ("next", f"the next number if the differences of order {order} stay the same", "int", ""),
    )  # fmt: skip
    row = r.pick("row", "line", "level", "diffs")
    if order == 1:
        said += ", if the last difference between neighbours repeats,"
        solutions = {
            "differences": f"""
                {row} = [b - a for a, b in zip({xs}, {xs}[1:])]
                return {result.format(xs=xs, row=row)}
                """,
            "index": f"""
                new = 2 * {xs}[-1] - {xs}[-2]
                return {"[*" + xs + ", new]" if label == "extended" else "new"}
                """,
        }
    else:
        keep, add = ("", "") if label == "differences" else ("ends = []", f"ends.append({row}[-1])")
        last = row if label == "differences" else f"sum(ends) + {row}[-1]"
        solutions = {
            "rounds": f"""
                {row} = {xs}
                {keep}
                for _ in range({order}):
                    {add}
                    {row} = [b - a for a, b in zip({row}, {row}[1:])]
                return {last}
                """,
            "recursion": f"""
                def visit(items, depth):
                    if depth == 0:
                        return {"items" if label == "differences" else "items[-1]"}
                    steps = [items[i] - items[i - 1] for i in range(1, len(items))]
                    return {"" if label == "differences" else "items[-1] + "}visit(steps, depth - 1)

                return visit({xs}, {order})
                """,
        }
    lists = []
    for size in (order + 2, order + 2, order + 3, order + 4):
        a, b, c, d = r.integers(4, -4, 9)
        lists.append([a + b * i + c * i * i + d * i**3 for i in range(size)])
    return Task(
        names=(f"{label}_by_differences", f"{label}_of_order_{order}", f"difference_{label}"),
        takes={xs: "list[int]"},
        gives=gives,
        does=(f"Return {said.rstrip(',')} of {xs}." if label == "differences"
              else f"Return {said} for {xs}.",
              f"Compute {said.rstrip(',')}, by taking differences of neighbours in {xs}"
              f"{f' {order} times' if order > 1 else ''}."),
        notes=(f"There are at least {order + 1} numbers.",),
        solutions=solutions,
        inputs=[list(range(order + 1)), [i * i for i in range(order + 3)],
                r.integers(order + 1, -9, 30), r.integers(order + 2, -9, 30), *lists],
    )  # fmt: skip
