"""Scheduling: jobs, deadlines, machines, rooms; greedy choices."""

from hornbook.generate.procedural import Draw, Task, family


@family
def most_meetings(r: Draw) -> Task:
    """Fit in as many meetings as possible.

    Always taking the meeting that ends first leaves the most time for the others. This greedy
    choice is never worse than any other.
    """
    meetings = r.pick("meetings", "talks", "films", "lessons", "shows")
    k = r.randint(1, 3)
    gap = r.coin(0.4)
    wait = f" + {k}" if gap else ""
    note = (
        f"Between two of them there must be a break of at least {k}."
        if gap
        else "One may begin when another ends."
    )
    label, gives, said, result = r.pick(
        ("count", "int", "how many at most can be attended", "len(taken)"),
        ("chosen", "list[tuple[int, int]]", "the list of those that are attended", "taken"),
        ("end", "int", "when the last attended one ends, or 0 if there is none",
         "taken[-1][1] if taken else 0"),
    )  # fmt: skip
    taken = r.pick("taken", "visited", "plan")
    result = result.replace("taken", taken)
    lists = []
    for size in (1, 2, 3, 4, 5, 6):
        starts = r.integers(size, 0, 20)
        lists.append([(start, start + r.randint(1, 8)) for start in starts])
    edges = [
        [(1, 3), (3, 5)],
        [(1, 3), (3 + k, 9)],
        [(1, 3), (2 + k, 9)],
        [(0, 9), (1, 2), (4, 5)],
        [(4, 9), (2, 9)],
    ]
    return Task(
        names=(f"most_{meetings}", f"{label}_of_{meetings}", f"attend_{meetings}_{label}"),
        takes={meetings: "list[tuple[int, int]]"},
        gives=gives,
        does=(
            f"Choose from {meetings}, pairs (start, end), always the next possible one that ends"
            f" first, of equal ends the one that starts first. Return {said}.",
            f"Return {said} of the {meetings}, pairs of start and end, when of those that are"
            " possible next the one with the smallest end (then the smallest start) is taken.",
        ),
        notes=(note,),
        solutions={
            "sorted": f"""
                {taken} = []
                for start, end in sorted({meetings}, key=lambda pair: (pair[1], pair[0])):
                    if not {taken} or start >= {taken}[-1][1]{wait}:
                        {taken}.append((start, end))
                return {result}
                """,
            "repeated_min": f"""
                {taken}, left = [], list({meetings})
                while left:
                    end, start = min((end, start) for start, end in left)
                    {taken}.append((start, end))
                    left = [pair for pair in left if pair[0] >= end{wait}]
                return {result}
                """,
        },
        inputs=[[], *edges, *lists],
    )


@family
def waiting_times(r: Draw) -> Task:
    """Serve one after the other.

    Each customer waits for all before. Serving the quick ones first makes the total of the
    waiting times as small as possible.
    """
    jobs = r.pick("jobs", "services", "tasks", "orders", "repairs")
    order, said = r.pick(("@", "in the given order"), ("sorted(@)", "the shortest first"),
                         ("sorted(@, reverse=True)", "the longest first"))  # fmt: skip
    k = r.randint(2, 12)
    label, told, gives, result = r.pick(
        ("total", "the sum of the waiting times", "int", "sum(waits)"),
        ("longest", "the longest waiting time, or 0 if there is nobody", "int",
         "max(waits, default=0)"),
        (f"late_{k}", f"how many wait longer than {k}", "int", f"sum(w > {k} for w in waits)"),
        ("list", "a list of the waiting times", "list[int]", "waits"),
    )  # fmt: skip
    waits, clock = r.pick("waits", "delays", "starts"), r.pick("clock", "now", "passed")
    result, order = result.replace("waits", waits), order.replace("@", jobs)
    return Task(
        names=(f"{label}_waiting", f"{label}_wait_for_{jobs}", f"waiting_{label}"),
        takes={jobs: "list[int]"},
        gives=gives,
        does=(
            f"Return {told} (until the own turn begins), when the {jobs} take the given times and"
            f" are done one after the other, {said}.",
            f"Do the {jobs}, whose times are listed, {said}; everybody waits until those before"
            f" are done. Return {told}.",
        ),
        solutions={
            "clock": f"""
                {waits}, {clock} = [], 0
                for time in {order}:
                    {waits}.append({clock})
                    {clock} += time
                return {result}
                """,
            "sums": f"""
                line = {order}
                {waits} = [sum(line[:i]) for i in range(len(line))]
                return {result}
                """,
        },
        inputs=[[], [5], [k, 1], [k + 1, 2], [1, 2, 3], [3, 1, 2]]
        + [r.integers(size, 1, 9) for size in (3, 4, 5, 6)],
    )


@family
def machines(r: Draw) -> Task:
    """Distribute work over machines.

    Each job goes to the machine that is free first. A heap hands out the smallest finishing time
    again and again.
    """
    jobs, n = r.pick("jobs", "prints", "washes", "customers"), r.pick("machines", "n", "counters")
    label, said, gives, result = r.pick(
        ("finish", "when all are done", "int", "max(free)"),
        ("first_free", "when the first of them has no more to do", "int", "min(free)"),
        ("loads", "a sorted list of the times at which they have no more to do", "list[int]",
         "sorted(free)"),
        ("spread", "how long after the first the last of them is done", "int",
         "max(free) - min(free)"),
    )  # fmt: skip
    presorted = r.coin(0.4)
    order = f"sorted({jobs}, reverse=True)" if presorted else jobs
    how = "the longest first" if presorted else "in their order"
    free = r.pick("free", "ends", "busy")
    many = "n machines" if n == "n" else n
    result = result.replace("free", free)
    return Task(
        names=(f"{label}_of_{jobs}", f"{jobs}_{label}", f"distribute_{jobs}", f"{label}_times"),
        takes={jobs: "list[int]", n: "int"},
        gives=gives,
        does=(
            f"Give the {jobs}, whose lengths are listed, {how} to {many}: each to the one that is"
            f" free first. All begin at 0. Return {said}.",
            f"Return {said}, when {many} take the {jobs} (a list of times) {how}, each as soon as"
            " it is free.",
        ),
        solutions={
            "heap": f"""
                {free} = [0] * {n}
                for time in {order}:
                    heapq.heappush({free}, heapq.heappop({free}) + time)
                return {result}
                """,
            "index": f"""
                {free} = [0 for _ in range({n})]
                for time in {order}:
                    {free}[{free}.index(min({free}))] += time
                return {result}
                """,
        },
        inputs=[([], 1), ([4], 2), ([3, 2], 1), ([3, 2, 4], 2), ([1, 2, 9], 2), ([2, 2, 2], 3)]
        + [(r.integers(size, 1, 12), r.randint(2, 3)) for size in (4, 5, 6, 7)],
    )


@family
def deadlines(r: Draw) -> Task:
    """Meet deadlines.

    Doing first what is due first makes the largest lateness as small as possible. The time that
    has passed is compared with each deadline in turn.
    """
    tasks = r.pick("tasks", "orders", "papers", "bills")
    by_due = r.coin(0.6)
    order = f"sorted({tasks}, key=lambda task: task[1])" if by_due else tasks
    how = "in the order of their deadlines" if by_due else "in the given order"
    k = r.randint(2, 9)
    label, said, gives, result = r.pick(
        ("late_count", "how many are finished too late", "int", "sum(x > 0 for x in late)"),
        ("largest_lateness", "by how much the deadline of one is exceeded at most, or 0", "int",
         "max([0, *late])"),
        ("all_in_time", "True if all are finished in time, otherwise False", "bool",
         "all(x <= 0 for x in late)"),
        (f"fine_of_{k}", f"the total fine, when each unit of time too late costs {k}", "int",
         f"sum({k} * max(x, 0) for x in late)"),
    )  # fmt: skip
    late, now = r.pick("late", "delays", "over"), r.pick("now", "clock", "passed")
    result = result.replace("late", late)
    lists = [[(r.randint(1, 6), r.randint(2, 14)) for _ in range(n)] for n in (2, 3, 4, 5)]
    return Task(
        names=(f"{tasks}_{label}", f"{label}_of_{tasks}", f"check_{label}"),
        takes={tasks: "list[tuple[int, int]]"},
        gives=gives,
        does=(
            f"Do the {tasks}, pairs of a length and a deadline, one after the other from time 0 on,"
            f" {how}. Return {said}.",
            f"Return {said}; the {tasks} are pairs (length, deadline) and are done without breaks,"
            f" {how}, beginning at 0.",
        ),
        notes=r.pick((), ("Finishing exactly at the deadline is in time.",)),
        solutions={
            "clock": f"""
                {late}, {now} = [], 0
                for length, due in {order}:
                    {now} += length
                    {late}.append({now} - due)
                return {result}
                """,
            "accumulate": f"""
                line = {order}
                ends = itertools.accumulate(length for length, _ in line)
                {late} = [end - due for end, (_, due) in zip(ends, line)]
                return {result}
                """,
        },
        inputs=[
            [],
            [(3, 3)],
            [(3, 2)],
            [(3, 4)],
            [(2, 5), (2, 3)],
            [(1, 1), (2, 3), (3, 6)],
            *lists,
        ],
    )


@family
def pair_greedily(r: Draw) -> Task:
    """Match two sorted lists.

    With both lists sorted, one pass is enough: the smallest that fits is given away, and what is
    too small is skipped for good.
    """
    wants, have = r.pick(("children", "cookies"), ("guests", "rooms"), ("feet", "shoes"),
                         ("parcels", "boxes"), ("plants", "pots"))  # fmt: skip
    k = r.randint(0, 3)
    near = r.coin(0.5)
    fits = f"want <= size <= want + {k + 1}" if near else "size >= want"
    said = (
        f"one fits if it is at least as large and at most {k + 1} larger"
        if near
        else "one fits if it is at least as large"
    )
    label, gives, result = r.pick(("count", "int", "count"), ("left", "int", "len(@) - count"))
    told = {"count": f"how many of the {wants} get one", "left": f"how many {have} are left over"}
    result = result.replace("@", have)
    count = r.pick("count", "given", "matched")
    result = result.replace("count", count)
    pairs = [(r.integers(m, 1, 12), r.integers(n, 1, 14)) for m, n in
             ((2, 2), (3, 2), (2, 4), (4, 4), (5, 6), (4, 5))]  # fmt: skip
    return Task(
        names=(f"match_{wants}", f"{label}_{wants}_{have}", f"give_{have}", f"{have}_{label}"),
        takes={wants: "list[int]", have: "list[int]"},
        gives=gives,
        does=(
            f"Give the {wants} (a list of sizes) one of {have} each, from small to large; {said}."
            f" Return {told[label]}.",
            f"Return {told[label]}, when each of the {wants}, the smallest first, takes the"
            f" smallest of {have} that fits; {said}.",
        ),
        solutions={
            "remove": f"""
                free = sorted({have})
                {count} = 0
                for want in sorted({wants}):
                    fitting = [size for size in free if {fits}]
                    if fitting:
                        free.remove(fitting[0])
                        {count} += 1
                return {result}
                """,
            "two_lists": f"""
                waiting, {count} = sorted({wants}), 0
                for size in sorted({have}):
                    {f"while waiting and waiting[0] < size - {k + 1}:" if near else ""}
                    {"    waiting.pop(0)" if near else ""}
                    if waiting and waiting[0] <= size:
                        waiting.pop(0)
                        {count} += 1
                return {result}
                """,
        },
        inputs=[([], [1]), ([1], []), ([3], [3]), ([3], [2]), ([3], [4]), ([2], [3 + k]),
                ([2], [4 + k]), ([1, 2], [2, 2]), *pairs],
    )  # fmt: skip
