"""The best choice of items."""

from hornbook.generate.procedural import Draw, Task, family


@family
def best_without_neighbours(r: Draw) -> Task:
    """Choose items that don't stand side by side.

    For each item there are two cases: it is taken together with the best before its neighbour, or
    it is left out. Two variables are enough to remember both.
    """
    xs, gap = r.name("numbers"), r.pick(1, 1, 2)
    said = (
        "no two of them neighbours" if gap == 1 else "any two of them at least three places apart"
    )
    k = r.randint(0, 3)
    label, value, worth = r.pick(
        ("sum", "the largest sum", "x"),
        (f"sum_less_{k + 1}_each", f"the largest sum, less {k + 1} for each chosen number,",
         f"x - {k + 1}"),
        ("sum_of_squares", "the largest sum of squares", "x * x"),
        ("double_sum", "twice the largest sum", "2 * x"),
    )  # fmt: skip
    best, x = r.pick("best", "table", "sums"), r.pick("x", "item", "current")
    worth = worth.replace("x", x)
    return Task(
        names=(f"largest_{label}_apart", f"best_{label}", f"{label}_without_neighbours"),
        takes={xs: "list[int]"},
        gives="int",
        does=(
            f"Return {value.rstrip(',')} of numbers chosen from {xs}, {said}.",
            f"Choose numbers from {xs}, {said}, and return {value.rstrip(',')} that is possible.",
        ),
        notes=("Choosing nothing counts 0.",),
        solutions={
            "table": f"""
                {best} = {[0] * (gap + 1)}
                for {x} in {xs}:
                    {best}.append(max({best}[-1], {best}[-{gap + 1}] + {worth}))
                return {best}[-1]
                """,
            "recursion": f"""
                def visit(i):
                    if i >= len({xs}):
                        return 0
                    {x} = {xs}[i]
                    return max(visit(i + 1), visit(i + {gap + 1}) + {worth})

                return visit(0)
                """,
        },
        inputs=[[], [4], [-3], [5, 1, 5], [1, 9, 1], [7, 2, 3, 9], [4, 9, 6, 1, 8]]
        + [r.integers(size, -5, 20) for size in (2, 4, 6, 8)],
    )


@family
def best_segment(r: Draw) -> Task:
    """Find the best stretch of a list.

    The best stretch that ends at an item either goes on from the one before it or begins anew.
    Comparing the two at every item finds the best of all in one pass.
    """
    xs = r.name("numbers")
    label, said, pick, times = r.pick(
        ("largest_sum", "the largest sum of numbers that stand next to each other", "max", ""),
        ("smallest_sum", "the smallest sum of numbers that stand next to each other", "min", ""),
        ("largest_gain", "the largest sum of numbers that stand next to each other, or 0 if none is"
         " positive", "max", ""),
        ("largest_product", "the largest product of numbers that stand next to each other", "max",
         ", operator.mul"),
    )  # fmt: skip
    best = r.pick("best", "record", "top")
    start = "max(0, current)" if label == "largest_gain" else "current"
    if times:
        loop = f"""
            {best} = low = high = {xs}[0]
            for x in {xs}[1:]:
                ends = (x, x * low, x * high)
                low, high = min(ends), max(ends)
                {best} = max({best}, high)
            return {best}
            """
    else:
        loop = f"""
            current = {xs}[0]
            {best} = {start}
            for x in {xs}[1:]:
                current = {pick}(current + x, x)
                {best} = {pick}({best}, current)
            return {best}
            """
    short = f"""
        starts = range(len({xs}))
        values = [x for i in starts for x in itertools.accumulate({xs}[i:]{times})]
        return {pick}({"[0, *values]" if label == "largest_gain" else "values"})
        """
    small = r.pick(3, 5)
    return Task(
        names=(f"{label}_of_stretch", f"{label}_of_neighbours", f"{label}_in_{xs}"),
        takes={xs: "list[int]"},
        gives="int",
        does=(f"Return {said} in {xs}.", f"Find {said} in {xs}, which isn't empty."),
        solutions={"one_pass": loop, "all_stretches": short},
        inputs=[
            [4],
            [-4],
            [-3, -2],
            [-2, -3],
            [2, -5, 3],
            [3, -1, 4],
            [-2, 5, -3, 6],
            [1, 2],
            [0, -1],
        ]
        + [r.integers(size, -small, small + 3) for size in (3, 4, 5, 6)],
    )


@family
def subset_sums(r: Draw) -> Task:
    """Find out which sums are possible.

    Each number doubles the possibilities: with it or without it. A set of all sums so far forgets
    in how many ways they arise, which keeps it small.
    """
    xs, goal = r.name("numbers"), r.pick("goal", "target", "wanted")
    label, said, gives, result, other = r.pick(
        ("possible", "True if some of the numbers in {xs} add up to {goal}, otherwise False",
         "bool", "{goal} in sums", "any(sum(part) == {goal} for part in parts)"),
        ("best_below", "the largest sum of some numbers in {xs} that isn't greater than {goal}",
         "int", "max(s for s in sums if s <= {goal})",
         "max(sum(part) for part in parts if sum(part) <= {goal})"),
        ("nearest_distance", "the smallest distance of a sum of some numbers in {xs} from {goal}",
         "int", "min(abs(s - {goal}) for s in sums)",
         "min(abs(sum(part) - {goal}) for part in parts)"),
        ("count_above", "how many different sums of some numbers in {xs} exceed {goal}", "int",
         "sum(s > {goal} for s in sums)", "len({{sum(p) for p in parts if sum(p) > {goal}}})"),
    )  # fmt: skip
    result, other, said = (x.format(xs=xs, goal=goal) for x in (result, other, said))
    sums, x = r.pick("sums", "reached", "totals"), r.pick("x", "item", "number")
    x = "x" if x == xs else x
    sums = "sums" if sums == xs else sums
    lists = [r.integers(size, 1, 15) for size in (2, 3, 4, 5, 6)]
    inputs: list[object] = [
        ([], 0),
        ([], 3),
        ([4], 4),
        ([4], 3),
        ([4], 5),
        ([3, 5], 8),
        ([3, 5], 7),
    ]
    return Task(
        names=(f"subset_sum_{label}", f"{label}_sum", f"{label}_with_{goal}"),
        takes={xs: "list[int]", goal: "int"},
        gives=gives,
        does=(f"Return {said}.", f"Find {said}; each number may be used once."),
        notes=("The numbers are positive, and the sum of none of them is 0.",),
        solutions={
            "set": f"""
                {sums} = {{0}}
                for {x} in {xs}:
                    {sums} |= {{s + {x} for s in {sums}}}
                return {result.replace("sums", sums)}
                """,
            "subsets": f"""
                parts = [[]]
                for {x} in {xs}:
                    parts += [[*part, {x}] for part in parts]
                return {other}
                """,
        },
        inputs=inputs
        + [(row, sum(row[::2]) + r.choice((-1, 0, 0, 1))) for row in lists]
        + [(row, sum(row) // 2) for row in lists],
    )


@family
def knapsack(r: Draw) -> Task:
    """Pack the most valuable things.

    A table holds the best value for each number of free places. Each thing is tried for every
    size, from large to small if there is only one of it.
    """
    things, room = r.pick("things", "items", "goods", "offers"), r.pick("room", "capacity", "space")
    many = r.coin()
    a, b = r.pick(("size", "value"), ("weight", "price"), ("cost", "gain"), ("hours", "points"))
    best = r.pick("best", "table", "top")
    order = f"range({a}, {room} + 1)" if many else f"range({room}, {a} - 1, -1)"
    often = "may be taken any number of times" if many else "can be taken once"
    lists = [[(r.randint(1, 6), r.randint(1, 12)) for _ in range(n)] for n in (1, 2, 3, 4)]
    return Task(
        names=(f"best_{b}_for_{room}", "pack_best", f"most_{b}", f"fill_{room}"),
        takes={things: "list[tuple[int, int]]", room: "int"},
        gives="int",
        does=(
            f"Return the largest sum of {b}s that fits into {room}, where {things} are pairs"
            f" ({a}, {b}), and each {often}.",
            f"Choose from {things}, pairs of {a} and {b}, so that the {a} in all is at most {room}."
            f" Each {often}. Return the largest possible {b} in all.",
        ),
        solutions={
            "table": f"""
                {best} = [0] + [0] * {room}
                for {a}, {b} in {things}:
                    for free in {order}:
                        {best}[free] = max({best}[free], {best}[free - {a}] + {b})
                return {best}[{room}]
                """,
            "recursion": f"""
                def visit(i, free):
                    if i == len({things}):
                        return 0
                    {a}, {b} = {things}[i]
                    without = visit(i + 1, free)
                    if {a} > free:
                        return without
                    return max(without, {b} + visit({"i" if many else "i + 1"}, free - {a}))

                return visit(0, {room})
                """,
        },
        inputs=[([], 5), ([(3, 4)], 2), ([(3, 4)], 3), ([(2, 3), (3, 5)], 6), ([(1, 1), (4, 9)], 4)]
        + [(row, room_size) for row in lists for room_size in (r.randint(2, 6), r.randint(5, 11))],
    )


@family
def cut_rod(r: Draw) -> Task:
    """Cut something into the most valuable pieces.

    The first piece can have any length; what is left is a smaller question of the same kind.
    Answers for small lengths are kept, so that none is computed twice.
    """
    prices, n = r.pick("prices", "values", "worths"), r.pick("n", "length", "rod")
    cost = r.randint(0, 3)
    label, said, extra = r.pick(
        ("", "", ""),
        (
            f"_with_cost_{cost + 1}",
            f", where each piece costs {cost + 1} to make",
            f" - {cost + 1}",
        ),
    )
    fewest = r.pick("max", "max", "min")
    word = {"max": "largest", "min": "smallest"}[fewest]
    best = r.pick("best", "table", "top")
    return Task(
        names=(f"{word}_cut{label}", f"cut_{n}{label}", f"{word}_worth_of_pieces"),
        takes={prices: "list[int]", n: "int"},
        gives="int",
        does=(
            f"Cut a rod of length {n} into whole pieces; a piece of length i is worth the i-th"
            f" number of {prices}, counted from 1{said}. Return the {word} possible total worth.",
            f"Return the {word} total worth of pieces with lengths that add up to {n}, when"
            f" {prices} holds what pieces of length 1, 2, 3 and so on are worth{said}.",
        ),
        notes=r.pick((), (f"The list is at least as long as {n}.",)),
        solutions={
            "table": f"""
                {best} = [0]
                for size in range(1, {n} + 1):
                    sizes = range(1, size + 1)
                    options = [{prices}[i - 1] + {best}[size - i]{extra} for i in sizes]
                    {best}.append({fewest}(options))
                return {best}[{n}]
                """,
            "recursion": f"""
                if {n} == 0:
                    return 0
                rests = [solve({prices}, {n} - 1 - i) for i in range({n})]
                return {fewest}({prices}[i] + rest{extra} for i, rest in enumerate(rests))
                """,
        },
        inputs=[([3], 0), ([3], 1), ([1, 5], 2), ([3, 5], 2), ([1, 5, 8, 9], 4), ([4, 5, 6, 7], 3)]
        + [(r.integers(5, 1, 20), size) for size in (2, 3, 4, 5)],
    )
