"""Signals: readings one after another, smoothed, clipped and searched for peaks."""

from hornbook.generate.procedural import Draw, Task, family


def _readings(r: Draw) -> list[list[int]]:
    return [
        [],
        [r.randint(0, 9)],
        [3, 3],
        [1, 2],
        [5, 1],
        [1, 3, 2],
        [3, 1, 2],
        [2, 2, 2, 2],
        [0, 4, 0, 4, 0],
        *(r.integers(r.randint(4, 8), -5, 12) for _ in range(4)),
    ]


@family
def moving_sums(r: Draw) -> Task:
    """Add up a window that moves along the readings.

    The first window holds the first k readings. Each next one gains a reading on the right and
    loses one on the left, so its sum needs no loop of its own.
    """
    xs, k = r.name("numbers"), r.randint(2, 4)
    label, said, fresh, grown = r.pick(
        ("sums", "the sum", f"sum({xs}[i:i + {k}])", "total"),
        ("doubled_sums", "twice the sum", f"2 * sum({xs}[i:i + {k}])", "2 * total"),
        ("means", "the mean, rounded down,", f"sum({xs}[i:i + {k}]) // {k}", f"total // {k}"),
    )
    return Task(
        names=(f"moving_{label}", f"window_{label}", f"{label}_of_{k}_in_a_row"),
        takes={xs: "list[int]"},
        gives="list[int]",
        does=(
            f"Return {said} of every {k} neighbouring values in {xs}, from left to right.",
            f"Slide a window of {k} values over {xs} and return {said} at each place.",
        ),
        notes=(f"With fewer than {k} values the result is empty.",),
        solutions={
            "slices": f"return [{fresh} for i in range(len({xs}) - {k - 1})]",
            "running": f"""
                result = []
                total = 0
                for i, value in enumerate({xs}):
                    total += value
                    if i >= {k}:
                        total -= {xs}[i - {k}]
                    if i >= {k - 1}:
                        result.append({grown})
                return result
                """,
        },
        inputs=[*_readings(r), r.integers(k, 1, 9), r.integers(k + 1, 1, 9)],
    )


@family
def local_extremes(r: Draw) -> Task:
    """Find peaks and dips.

    A peak is larger than the reading before it and the one after it. The first and the last
    reading have one neighbour only, so they are none.
    """
    xs = r.name("numbers")
    kind, sign, word = r.pick(("peaks", ">", "larger"), ("dips", "<", "smaller"))
    what, gives, item = r.pick(
        ("values", "list[int]", f"{xs}[i]"), ("positions", "list[int]", "i"),
        ("count", "int", "1"),
    )  # fmt: skip
    test = f"{xs}[i - 1] {'<' if sign == '>' else '>'} {xs}[i] {sign} {xs}[i + 1]"
    said = {
        "values": f"Return the {kind} of {xs}",
        "positions": f"Return the positions of the {kind} of {xs}",
        "count": f"Count the {kind} of {xs}",
    }[what]
    neighbours = f"for a, b, c in zip({xs}, {xs}[1:], {xs}[2:])"
    by_three = {
        "values": f"return [b {neighbours} if b {sign} a and b {sign} c]",
        "positions": f"return [i + 1 for i, (a, b, c) in enumerate(zip({xs}, {xs}[1:], {xs}[2:]))"
        f" if b {sign} a and b {sign} c]",
        "count": f"return sum(b {sign} max(a, c) {neighbours})"
        if sign == ">"
        else f"return sum(b < min(a, c) {neighbours})",
    }[what]
    start, update = ("0", "found += 1") if what == "count" else ("[]", f"found.append({item})")
    return Task(
        names=(f"{what}_of_{kind}", f"find_{kind}_{what}", f"{kind}_in_signal"),
        takes={xs: "list[int]"},
        gives=gives,
        does=(f"{said}: values {word} than both of their neighbours.",),
        notes=("The first and the last value have one neighbour only and don't count.",),
        solutions={
            "index": f"""
                found = {start}
                for i in range(1, len({xs}) - 1):
                    if {test}:
                        {update}
                return found
                """,
            "zip": by_three,
        },
        inputs=[*_readings(r), [1, 5, 1], [5, 1, 5], [1, 4, 4, 1], [4, 1, 1, 4], [0, 2, 1, 3, 2]],
    )


@family
def clip_readings(r: Draw) -> Task:
    """Keep readings within bounds.

    `min(value, high)` cuts off what is too large, `max(value, low)` what is too small; one
    around the other does both.
    """
    xs, low = r.name("numbers"), r.randint(-4, 5)
    high = low + r.randint(3, 12)
    label, said, short, new = r.pick(
        ("clip", f"each value below {low} raised to {low} and each above {high} lowered to {high}",
         f"max({low}, min(value, {high}))", f"sorted([{low}, value, {high}])[1]"),
        ("cap", f"each value above {high} lowered to {high}", f"min(value, {high})",
         f"sorted([value, {high}])[0]"),
        ("floor", f"each value below {low} raised to {low}", f"max(value, {low})",
         f"sorted([value, {low}])[1]"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_values", f"{label}_readings", f"{label}_signal"),
        takes={xs: "list[int]"},
        gives="list[int]",
        does=(f"Return a copy of {xs} with {said}.",),
        solutions={
            "builtin": f"return [{short} for value in {xs}]",
            "loop": f"""
                result = []
                for value in {xs}:
                    result.append({new})
                return result
                """,
        },
        inputs=[*_readings(r), [low - 1, low, low + 1], [high - 1, high, high + 1], [low, high]],
    )


@family
def threshold_crossings(r: Draw) -> Task:
    """Notice when a signal passes a level.

    Two neighbours lie on different sides of the level when one is below it and the other is not.
    """
    xs, level = r.name("numbers"), r.randint(0, 6)
    way, said, test, flags = r.pick(
        ("upwards", f"rises from below {level} to {level} or more",
         f"before < {level} <= after", "not was and now"),
        ("downwards", f"falls from {level} or more to below {level}",
         f"after < {level} <= before", "was and not now"),
        ("either", f"passes from below {level} to {level} or more, or back",
         f"(before < {level}) != (after < {level})", "was != now"),
    )  # fmt: skip
    return Task(
        names=(f"crossings_{way}", f"count_{way}_crossings_of_{level}", f"times_passing_{level}"),
        takes={xs: "list[int]"},
        gives="int",
        does=(
            f"Count how many times {xs} {said} from one value to the next.",
            f"Return the number of steps in which {xs} {said}.",
        ),
        solutions={
            "zip": f"return sum(1 for before, after in zip({xs}, {xs}[1:]) if {test})",
            "state": f"""
                count = 0
                was = None
                for value in {xs}:
                    now = value >= {level}
                    if was is not None and {"(" + flags + ")" if "!=" in flags else flags}:
                        count += 1
                    was = now
                return count
                """,
        },
        inputs=[
            *_readings(r),
            [level - 1, level],
            [level, level - 1],
            [level, level + 1],
            [level - 1, level + 1, level - 1, level],
            [level, level - 1, level, level - 1, level - 2],
        ],
    )


@family
def fill_gaps(r: Draw) -> Task:
    """Replace readings that are missing.

    A missing reading is None. What stood before it is the simplest guess, so the loop remembers
    the last value that was there.
    """
    xs, first = r.name("numbers"), r.randint(-3, 9)
    back = r.coin(0.4)
    where, order, ending = ("after", "[::-1]", "[::-1]") if back else ("before", "", "")
    return Task(
        names=(f"fill_gaps_from_{where}", "fill_missing", f"replace_none_by_value_{where}"),
        takes={xs: "list[int | None]"},
        gives="list[int]",
        does=(
            f"Return {xs} with each None replaced by the closest value {where} it,"
            f" or by {first} if there is none.",
        ),
        solutions={
            "remember": f"""
                filled = []
                last = {first}
                for value in {xs}{order}:
                    if value is not None:
                        last = value
                    filled.append(last)
                return filled{ending}
                """,
            "search": f"""
                filled = []
                for i in range(len({xs})):
                    known = [value for value in {xs}{"[i:]" if back else "[:i + 1]"}
                             if value is not None]
                    filled.append(known[{"0" if back else "-1"}] if known else {first})
                return filled
                """,
        },
        inputs=[
            [], [None], [4], [None, 0], [0, None], [None, 7, None], [5, None, None, 6],
            [None, None, 8], [1, None, 2, None, 3], [first + 1, None, None],
        ],
    )  # fmt: skip


@family
def smooth_with_neighbours(r: Draw) -> Task:
    """Smooth a signal by its neighbours.

    Each reading becomes the mean (or the median) of itself and its two neighbours. The ends
    have no two neighbours and stay as they are.
    """
    xs = r.name("numbers")
    label, said, short, long = r.pick(
        ("mean", "the mean, rounded down, of itself and its two neighbours",
         f"sum({xs}[i - 1:i + 2]) // 3", "(a + b + c) // 3"),
        ("median", "the median of itself and its two neighbours",
         f"sorted({xs}[i - 1:i + 2])[1]", "max(min(a, b), min(max(a, b), c))"),
        ("largest", "the largest of itself and its two neighbours",
         f"max({xs}[i - 1:i + 2])", "max(a, b, c)"),
        ("smallest", "the smallest of itself and its two neighbours",
         f"min({xs}[i - 1:i + 2])", "min(a, b, c)"),
    )  # fmt: skip
    return Task(
        names=(f"smooth_by_{label}", f"{label}_filter", f"replace_by_{label}_of_three"),
        takes={xs: "list[int]"},
        gives="list[int]",
        does=(f"Return a copy of {xs} in which every value but the ends is {said}.",),
        notes=("The first and the last value stay as they are.",),
        solutions={
            "copy": f"""
                result = list({xs})
                for i in range(1, len({xs}) - 1):
                    result[i] = {short}
                return result
                """,
            "zip": f"""
                if len({xs}) < 3:
                    return list({xs})
                middle = [{long} for a, b, c in zip({xs}, {xs}[1:], {xs}[2:])]
                return [{xs}[0], *middle, {xs}[-1]]
                """,
        },
        inputs=[*_readings(r), [1, 9, 2], [9, 1, 5], [2, 7, 1, 8, 2, 8]],
    )


@family
def differences_from_first(r: Draw) -> Task:
    """Compare readings with a reference.

    The reference (the first reading, the smallest one …) is found once, before the loop.
    """
    xs = r.name("numbers")
    label, said, value = r.pick(
        ("first", "the first one", f"{xs}[0]"),
        ("smallest", "the smallest one", f"min({xs})"),
        ("largest", "the largest one", f"max({xs})"),
        ("last", "the last one", f"{xs}[-1]"),
    )
    sign, way = r.pick(("value - reference", "less"), ("abs(value - reference)", "its distance"))
    phrase = (
        f"every value in {xs} less {said}"
        if way == "less"
        else f"the distance of every value in {xs} from {said}"
    )
    return Task(
        names=(f"relative_to_{label}", f"differences_from_{label}", f"compare_with_{label}"),
        takes={xs: "list[int]"},
        gives="list[int]",
        does=(f"Return {phrase}, in order.",),
        notes=("The result of an empty list is empty.",),
        solutions={
            "comprehension": f"""
                if not {xs}:
                    return []
                reference = {value}
                return [{sign} for value in {xs}]
                """,
            "loop": f"""
                result = []
                for value in {xs}:
                    reference = {value}
                    result.append({sign})
                return result
                """,
        },
        inputs=_readings(r),
    )


@family
def loudest_stretch(r: Draw) -> Task:
    """Find the stretch with the largest sum.

    Every stretch of k readings is a window. The best one so far is replaced only by a better
    one, so that the first of equals wins.
    """
    xs, k = r.name("numbers"), r.randint(2, 3)
    word, sign, chosen = r.pick(("largest", ">", "max"), ("smallest", "<", "min"))
    return Task(
        names=(f"start_of_{word}_stretch", f"{word}_{k}_in_a_row", f"where_sum_is_{word}"),
        takes={xs: "list[int]"},
        gives="int",
        does=(
            f"Return the position at which the {k} neighbouring values of {xs} with the {word}"
            f" sum begin.",
        ),
        notes=(f"The first of equals counts. There are at least {k} values.",),
        solutions={
            "loop": f"""
                best = 0
                for i in range(1, len({xs}) - {k - 1}):
                    if sum({xs}[i:i + {k}]) {sign} sum({xs}[best:best + {k}]):
                        best = i
                return best
                """,
            "builtin": f"""
                places = range(len({xs}) - {k - 1})
                return {chosen}(places, key=lambda i: sum({xs}[i:i + {k}]))
                """,
        },
        inputs=[
            r.integers(k, 0, 9),
            [1] * (k + 2),
            [0, 1, 2, 3, 4],
            [4, 3, 2, 1, 0],
            [0, 5, 5, 5, 0, 5, 5, 5],
            [9, -9, 9, 9, 9],
            [-9, 9, -9, -9, -9],
            [0, 0, 0, -9, -9, 9],
            [0, 0, 0, 9, 9, -9],
            *(r.integers(r.randint(4, 8), -5, 12) for _ in range(4)),
        ],
    )


@family
def quantize(r: Draw) -> Task:
    """Bring readings onto a grid.

    Whole division by the step drops the remainder; multiplying again gives the level below.
    """
    xs, step = r.name("numbers"), r.choice((3, 4, 5, 10))
    label, said, short, long = r.pick(
        ("down", f"lowered to a multiple of {step}", f"value // {step} * {step}",
         f"value - value % {step}"),
        ("up", f"raised to a multiple of {step}", f"-(-value // {step}) * {step}",
         f"value + -value % {step}"),
        ("level", f"replaced by the number of whole steps of {step} in it",
         f"value // {step}", f"(value - value % {step}) // {step}"),
    )  # fmt: skip
    return Task(
        names=(f"quantize_{label}", f"round_{label}_to_{step}", f"snap_values_to_{step}"),
        takes={xs: "list[int]"},
        gives="list[int]",
        does=(f"Return {xs} with each value {said}.",),
        notes=("A value that is one already stays.",) if label != "level" else (),
        solutions={
            "division": f"return [{short} for value in {xs}]",
            "remainder": f"""
                result = []
                for value in {xs}:
                    result.append({long})
                return result
                """,
        },
        inputs=[*_readings(r), [0, 1, step - 1, step, step + 1], [-1, -step, -step - 1]],
    )
