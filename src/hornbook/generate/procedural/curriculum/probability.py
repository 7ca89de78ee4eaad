"""Probability: counting equally likely cases, tables of chances, expected values."""

from hornbook.generate.procedural import Draw, Task, family


@family
def dice_chance(r: Draw) -> Task:
    """Count equally likely cases.

    The probability of an event is the number of cases in which it occurs, divided by the number
    of all cases. `itertools.product` yields all results of several dice.
    """
    n, sides = r.pick("n", "dice", "count"), r.choice((3, 4, 5, 6, 6))
    k, digits = sides + r.randint(1, 6), r.randint(2, 4)
    label, said, test = r.pick(
        (f"sum_at_least_{k}", f"the sum is at least {k}", f"sum(t) >= {k}"),
        (f"sum_{k}", f"the sum is {k}", f"sum(t) == {k}"),
        ("two_kinds", "there are at most two different numbers", "len(set(t)) <= 2"),
        ("all_different", "all show different numbers", "len(set(t)) == len(t)"),
        (f"highest_{sides - 1}", f"the highest number is {sides - 1}", f"max(t) == {sides - 1}"),
        (f"some_{sides}", f"at least one shows {sides}", f"{sides} in t"),
        ("even_sum", "the sum is a multiple of 3", "sum(t) % 3 == 0"),
    )
    count = r.coin(0.4)
    throw = r.pick("throw", "case", "t")
    test = test.replace("(t)", f"({throw})").replace("in t", f"in {throw}")
    result = "good" if count else f"round(good / {sides} ** {n}, {digits})"
    return Task(
        names=(f"chance_of_{label}", f"{'cases' if count else 'chance'}_{label}", f"dice_{label}"),
        takes={n: "int"},
        gives="int" if count else "float",
        does=(
            f"Return {'in how many of all cases' if count else 'the probability that'} with {n}"
            f" dice of {sides} sides {said}{'' if count else f', rounded to {digits} places'}.",
            f"Use {n} dice with {sides} sides each: return"
            f" {'in how many cases' if count else 'how likely it is that'} {said}"
            f"{'' if count else f' (rounded to {digits} decimal places)'}.",
        ),
        solutions={
            "product": f"""
                throws = itertools.product(range(1, {sides + 1}), repeat={n})
                good = sum(1 for {throw} in throws if {test})
                return {result}
                """,
            "grow": f"""
                cases = [()]
                for _ in range({n}):
                    cases = [(*case, side) for case in cases for side in range(1, {sides} + 1)]
                good = len([{throw} for {throw} in cases if {test}])
                return {result}
                """,
        },
        inputs=[1, 2, 3, 4, 5],
    )


@family
def draw_chance(r: Draw) -> Task:
    """Draw from an urn.

    Without putting back, each draw changes the numbers for the next. Ways to choose are counted
    by `math.comb`; multiplying the chances of the single draws gives the same.
    """
    red, blue = r.pick(("red", "blue"), ("good", "bad"), ("white", "black"), ("wins", "blanks"))
    k, back, digits = r.randint(2, 3), r.coin(0.4), r.randint(3, 5)
    label = r.pick("all", "none")
    many = red if label == "all" else blue
    kind = f"they are all {red}" if label == "all" else f"none of them is {red}"
    how = "each is put back at once" if back else "none is put back"
    if back:
        one = f"({many} / ({red} + {blue})) ** {k}"
        step = f"chance *= {many} / ({red} + {blue})"
    else:
        one = f"math.comb({many}, {k}) / math.comb({red} + {blue}, {k})"
        step = f"chance *= max({many} - i, 0) / ({red} + {blue} - i)"
    counts = r.sample([(m, n) for m in range(1, 9) for n in range(1, 9) if m + n > 3], 8)
    return Task(
        names=(f"chance_of_{label}_{red}", f"{label}_{red}_chance", f"draw_{k}_{label}"),
        takes={red: "int", blue: "int"},
        gives="float",
        does=(
            f"Return the probability, rounded to {digits} places, that of {k} balls drawn from"
            f" {red} and {blue} ones {kind}, when {how}.",
            f"Draw {k} balls out of an urn with two kinds, {red} and {blue}, of which the arguments"
            f" are the numbers; {how}. Return how likely it is that {kind}, rounded to {digits}"
            " decimal places.",
        ),
        solutions={
            "counting": f"return round({one}, {digits})",
            "steps": f"chance = 1.0\nfor {'_' if back else 'i'} in range({k}):\n    {step}\n"
            f"return round(chance, {digits})",
        },
        inputs=[(2, 2), (1, 3), (3, 1), (5, 5), *counts],
    )


@family
def expected_value(r: Draw) -> Task:
    """Compute an expected value.

    Each result counts with its chance. With numbers of cases instead of chances, the sum is
    divided by the number of all cases at the end.
    """
    table = r.pick("cases", "chances", "tickets", "outcomes", "weights")
    k = r.randint(2, 9)
    label, said, gives, one, two = r.pick(
        ("mean", "the expected value", "float",
         "sum(x * w for x, w in @.items()) / sum(@.values())",
         "total / count"),
        (f"chance_above_{k}", f"the probability of more than {k}", "float",
         f"sum(w for x, w in @.items() if x > {k}) / sum(@.values())", "above / count"),
        ("likeliest", "the most likely result, the smallest of several", "int",
         "min(x for x in @ if @[x] == max(@.values()))",
         "sorted(@, key=lambda x: (-@[x], x))[0]"),
        ("median", "the smallest result that is not exceeded in at least half of the cases", "int",
         "min(x for x in @ if 2 * sum(w for y, w in @.items() if y <= x) >= sum(@.values()))",
         "sorted(y for y in @ for _ in range(@[y]))[(sum(@.values()) - 1) // 2]"),
    )  # fmt: skip
    loop = f"""
        {"total = count" if label == "mean" else "above = count"} = 0
        for x, w in {table}.items():
            {"total += x * w" if label == "mean" else f"above += w if x > {k} else 0"}
            count += w
        return {two}
        """
    if gives == "int":
        loop = f"return {two.replace('@', table)}"
    tables = [{x: r.randint(1, 6) for x in r.sample(range(12), size)} for size in (2, 3, 3, 4, 5)]
    edges = [{k: 1}, {k + 1: 1, k: 1}, {k: 2, k + 1: 2, 0: 1}, {1: 1, 2: 2, 3: 3}, {9: 2, 4: 2}]
    return Task(
        names=(f"{label}_of_{table}", f"{table}_{label}", f"compute_{label}"),
        takes={table: "dict[int, int]"},
        gives=gives,
        does=(
            f"Return {said}, when {table} maps every possible result to the number of equally"
            " likely cases that have it.",
            f"Compute {said} from {table}, a dictionary from results to how many of the equally"
            " likely cases lead to each.",
        ),
        solutions={"expression": f"return {one.replace('@', table)}",
                   "loop" if gives == "float" else "sorted": loop},
        inputs=[*edges, *tables],
    )  # fmt: skip


@family
def sum_table(r: Draw) -> Task:
    """Tabulate the chances of a sum.

    Adding one more die turns a table of sums into the next: each entry is passed on to as many
    sums as the die has sides.
    """
    dice = r.pick("dice", "wheels", "spinners", "sides")
    label, said, gives, result = r.pick(
        ("table", "a dictionary from each possible sum, in ascending order, to the number of cases"
         " that give it", "dict[int, int]", "{s: ways[s] for s in sorted(ways)}"),
        ("most_likely", "the smallest of the most likely sums", "int",
         "min(s for s in ways if ways[s] == max(ways.values()))"),
        ("peak", "in how many cases the most likely sum arises", "int", "max(ways.values())"),
        ("even", "in how many cases the sum is even", "int",
         "sum(ways[s] for s in ways if s % 2 == 0)"),
        ("single", "a sorted list of the sums that arise in one case only", "list[int]",
         "sorted(s for s in ways if ways[s] == 1)"),
    )  # fmt: skip
    ways, low = r.pick("ways", "cases", "counts"), r.pick(0, 1)
    result = result.replace("ways", ways)
    top = "n" if low == 0 else "n + 1"
    numbers = f"0 to {'n - 1' if low == 0 else 'n'}" if low == 0 else "1 to n"
    lists = [[r.randint(2, 6) for _ in range(size)] for size in (1, 2, 2, 3, 3)]
    return Task(
        names=(f"{label}_of_sums", f"sums_of_{dice}_{label}", f"{dice}_{label}"),
        takes={dice: "list[int]"},
        gives=gives,
        does=(
            f"Use one die for each number n in {dice}, which shows {numbers}. Return {said}.",
            f"Return {said}, when for each n in {dice} one of the numbers from {numbers} is drawn"
            " and they are added up.",
        ),
        solutions={
            "table": f"""
                {ways} = {{0: 1}}
                for n in {dice}:
                    new = Counter()
                    for total, count in {ways}.items():
                        for side in range({low}, {top}):
                            new[total + side] += count
                    {ways} = new
                return {result}
                """,
            "product": f"""
                sides = [range({low}, {top}) for n in {dice}]
                {ways} = Counter(sum(throw) for throw in itertools.product(*sides))
                return {result}
                """,
        },
        inputs=[[], [2], [3, 3], [2, 4], [6, 6], [2, 2, 2], [5, 3, 4], *lists],
    )
