"""Gaps, cuts and schedules: several intervals seen together."""

from hornbook.generate.procedural import Draw, Task, family


def _lists(r: Draw) -> list[list[tuple[int, int]]]:
    found = []
    for size in (1, 2, 3, 4, 5):
        starts = r.integers(size, 0, 25)
        found.append([(start, start + r.randint(1, 8)) for start in starts])
    return [[], [(1, 3), (3, 5)], [(0, 9), (2, 4)], [(6, 8), (1, 2), (4, 6)], *found]


@family
def free_gaps(r: Draw) -> Task:
    """Find the free time between intervals.

    After sorting, whatever lies between the end of all intervals so far and the start of the next
    one is free. The end so far is the largest, not the last.
    """
    spans, k = r.name("intervals"), r.randint(2, 4)
    label, said, gives, result = r.pick(
        ("list", "a list of the gaps, as pairs,", "list[tuple[int, int]]", "gaps"),
        ("count", "how many gaps there are", "int", "len(gaps)"),
        ("starts", "a list of the starts of the gaps", "list[int]", "[a for a, b in gaps]"),
        (f"from_{k}", f"a list of the gaps with a length of at least {k}", "list[tuple[int, int]]",
         f"[(a, b) for a, b in gaps if b - a >= {k}]"),
        ("first", "the first gap as a pair, or None", "tuple[int, int] | None",
         "gaps[0] if gaps else None"),
    )  # fmt: skip
    gaps = r.pick("gaps", "free", "between")
    result = result.replace("gaps", gaps)
    return Task(
        names=(f"gaps_{label}", f"{label}_of_gaps", f"free_{label}_between", f"{label}_gaps"),
        takes={spans: "list[tuple[int, int]]"},
        gives=gives,
        does=(
            f"Return {said.rstrip(',')} between the intervals of {spans}, parts that none of them"
            " covers."
            if label != "first" and "there" not in said
            else f"Return {said}, where gaps are the parts between the intervals of {spans} that"
            " none of them covers.",
            f"Find the gaps between the {spans}, pairs of start and end, which may overlap. Return"
            f" {said.rstrip(',')}.",
        ),
        notes=r.pick((), ("The time before the first and after the last one doesn't count.",)),
        solutions={
            "sweep": f"""
                {gaps}, reached = [], None
                for start, end in sorted({spans}):
                    if reached is not None and start > reached:
                        {gaps}.append((reached, start))
                    reached = end if reached is None else max(reached, end)
                return {result}
                """,
            "points": f"""
                {gaps} = []
                for _, end in sorted({spans}, key=lambda pair: pair[1]):
                    later = [start for start, _ in {spans} if start > end]
                    if later and not any(start <= end < other for start, other in {spans}):
                        {gaps}.append((end, min(later)))
                {gaps} = sorted(set({gaps}))
                return {result}
                """,
        },
        inputs=[*_lists(r), [(0, 1), (1 + k, 9)], [(0, 1), (k, 9)], [(0, 9), (2, 4), (6, 12)]],
    )


@family
def cut_interval(r: Draw) -> Task:
    """Cut an interval by others.

    Taking one interval out of another leaves nothing, one part or two. Clipping keeps what lies
    inside. Both compare the four ends.
    """
    spans, low = r.name("intervals"), r.randint(3, 9)
    high = low + r.randint(3, 9)
    label, said, test, new = r.pick(
        ("clip", f"what lies of each inside ({low}, {high}), without empty parts",
         f"min(end, {high}) > max(start, {low})", f"(max(start, {low}), min(end, {high}))"),
        ("inside", f"those that lie inside ({low}, {high}) completely",
         f"{low} <= start and end <= {high}", "(start, end)"),
        ("outside", f"those that have no inner point in common with ({low}, {high})",
         f"end <= {low} or start >= {high}", "(start, end)"),
        ("left_part", f"what lies of each before {low}, without empty parts", f"start < {low}",
         f"(start, min(end, {low}))"),
        ("crossing", f"those that contain {low} or {high} inside, not at an end",
         f"start < {low} < end or start < {high} < end", "(start, end)"),
    )  # fmt: skip
    count = r.coin(0.3)
    wrap = "sum(b - a for a, b in {})" if count else "{}"
    result = r.pick("result", "found", "kept")
    ends = [(low - 1, low), (low, low + 1), (low - 1, low + 1), (high - 1, high), (high, high + 1)]
    more = [(high - 1, high + 1), (low, high), (low - 1, high), (low, high + 1), (0, high + 9)]
    return Task(
        names=(f"{label}_intervals", f"{label}_{spans}", f"{spans}_{label}", f"{label}_all"),
        takes={spans: "list[tuple[int, int]]"},
        gives="int" if count else "list[tuple[int, int]]",
        does=(
            f"Return {'the total length' if count else 'a list'} of {said}; the {spans} are pairs"
            " (start, end).",
            f"Go through {spans}, pairs of a start and a larger end, and collect {said}. Return"
            f" {'their total length' if count else 'them as a list'}.",
        ),
        solutions={
            "comprehension": f"""
                {result} = [{new} for start, end in {spans} if {test}]
                return {wrap.format(result)}
                """,
            "loop": f"""
                {result} = []
                for start, end in {spans}:
                    if {test}:
                        {result}.append({new})
                return {wrap.format(result)}
                """,
        },
        inputs=[*_lists(r), *([pair] for pair in ends), *([pair] for pair in more), ends, more],
    )


@family
def fewest_rooms(r: Draw) -> Task:
    """Count how many rooms are needed.

    At any start, as many rooms are needed as intervals are running. It is enough to look at the
    starts, since the number only grows there.
    """
    spans, k = r.name("intervals"), r.randint(1, 4)
    clean = r.coin(0.4)
    wait = f" + {k}" if clean else ""
    label, said, result, other = r.pick(
        ("rooms", "how many rooms are needed", "len(rooms)", "max(running, default=0)"),
        ("reused", "how often a room is used again", "len(@) - len(rooms)",
         "len(@) - max(running, default=0)"),
        ("seats_for_two", "how many seats are needed, two in each room", "2 * len(rooms)",
         "2 * max(running, default=0)"),
    )  # fmt: skip
    result, other = result.replace("@", spans), other.replace("@", spans)
    note = (
        f"After each use a room has to be cleaned for a time of {k}."
        if clean
        else "A room can be used again as soon as it is free."
    )
    return Task(
        names=(f"{label}_for_{spans}", f"{label}_needed", f"fewest_{label}", f"count_{label}"),
        takes={spans: "list[tuple[int, int]]"},
        gives="int",
        does=(
            f"Return {said}, when each of the {spans}, pairs (start, end), needs a room of its own"
            " for its time.",
            f"Give a room to each of {spans}, pairs of start and end, using as few rooms as"
            f" possible. Return {said}.",
        ),
        notes=(note,),
        solutions={
            "heap": f"""
                rooms = []
                for start, end in sorted({spans}):
                    if rooms and rooms[0] <= start:
                        heapq.heappop(rooms)
                    heapq.heappush(rooms, end{wait})
                return {result}
                """,
            "starts": f"""
                running = []
                for start, _ in {spans}:
                    running.append(sum(a <= start < b{wait} for a, b in {spans}))
                return {other}
                """,
        },
        inputs=[*_lists(r), [(0, 2), (2 + k, 9)], [(0, 2), (1 + k, 9)], [(1, 4), (1, 4), (1, 2)]],
    )
