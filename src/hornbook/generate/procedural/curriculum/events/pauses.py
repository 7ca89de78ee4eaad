"""Times and what lies between them."""

from hornbook.generate.procedural import Draw, Task, family


@family
def starts_and_stops(r: Draw) -> Task:
    """Pair starts with stops.

    A start is remembered until its stop comes; the difference is the duration. A dictionary
    remembers the open starts of several names at once.
    """
    log = r.pick("log", "events", "entries", "records", "journal")
    start, stop = r.pick(("start", "stop"), ("in", "out"), ("begin", "end"), ("open", "close"),
                         ("lend", "return"), ("on", "off"), ("arrive", "leave"))  # fmt: skip
    label, said, gives, end = r.pick(
        ("totals", f"a dictionary from each name that has a {stop!r} to its total time between"
         f" {start!r} and {stop!r}", "dict[str, int]", "totals"),
        ("still_open", f"the sorted list of names with a {start!r} that has no later {stop!r}",
         "list[str]", "sorted(open_at)"),
        ("longest", f"the longest time between a {start!r} and the {stop!r} of the same name, or 0",
         "int", "longest"),
    )  # fmt: skip
    samples: list[list[tuple[int, str, str]]] = [
        [],
        [(1, "a", start)],
        [(1, "a", start), (4, "a", stop)],
        [(0, "a", start), (2, "b", start), (3, "a", stop), (9, "b", stop)],
        [(1, "c", start), (2, "c", stop), (5, "c", start), (9, "c", stop)],
        [(3, "b", start), (4, "a", start), (6, "b", stop), (7, "d", start)],
        [(0, "x", start), (8, "x", stop), (9, "x", start), (10, "y", start), (12, "x", stop)],
    ]
    branch = {
        "totals": "totals[name] = totals.get(name, 0) + time - open_at.pop(name)",
        "longest": "longest = max(longest, time - open_at.pop(name))",
        "still_open": "del open_at[name]",
    }[label]
    top = {"totals": "totals = {}", "longest": "longest = 0", "still_open": ""}[label]
    pairs = (
        f"spans = {{}}\nfor time, name, event in {log}:\n"
        "    spans.setdefault(name, []).append(time)"
    )
    final = {
        "totals": "return {\n    name: sum(b - a for a, b in zip(times[::2], times[1::2]))\n"
        "    for name, times in spans.items()\n    if len(times) > 1\n}",
        "longest": "return max(\n    (b - a for times in spans.values()"
        " for a, b in zip(times[::2], times[1::2])),\n    default=0,\n)",
        "still_open": "return sorted(name for name, times in spans.items() if len(times) % 2 == 1)",
    }[label]
    return Task(
        names=(f"{label}_times", f"{label}_of_{log}", f"{start}_{stop}_{label}"),
        takes={log: "list[tuple[int, str, str]]"},
        gives=gives,
        does=(
            f"Return {said}. The {log} are tuples (time, name, event), in order of time, where"
            f" the event is {start!r} or, later, {stop!r}.",
            f"Read {log}, tuples (time, name, event) sorted by time in which the {start!r} and"
            f" {stop!r} of each name alternate, and return {said}.",
        ),
        solutions={
            "dictionary": f"""
                {top}
                open_at = {{}}
                for time, name, event in {log}:
                    if event == "{start}":
                        open_at[name] = time
                    else:
                        {branch}
                return {end}
                """,
            "lists": f"{pairs}\n{final}",
        },
        inputs=samples,
    )


@family
def transitions(r: Draw) -> Task:
    """Count what follows what.

    `zip` of a list with itself, shifted by one, pairs each event with the next one. Counting the
    pairs shows what usually comes after what.
    """
    events = r.pick(
        "events",
        "pages",
        "states",
        "songs",
        "moods",
        "visits",
        "words",
        "moves",
        "keys",
        "tones",
        "colors",
        "signs",
        "steps",
    )
    label, said, gives, counter, loop = r.pick(
        ("pairs", "a dictionary from each pair (a, b) to how often b comes right after a",
         "dict[tuple[str, str], int]", "return dict(Counter(zip({xs}, {xs}[1:])))",
         "counts = {{}}\nfor i in range(len({xs}) - 1):\n    pair = ({xs}[i], {xs}[i + 1])\n"
         "    counts[pair] = counts.get(pair, 0) + 1\nreturn counts"),
        ("followers", "a dictionary from each of them that is followed by another one to the sorted"
         " list of the different ones that come right after it", "dict[str, list[str]]",
         "found = {{}}\nfor a, b in zip({xs}, {xs}[1:]):\n    found.setdefault(a, set()).add(b)\n"
         "return {{a: sorted(after) for a, after in found.items()}}",
         "found = {{}}\nprevious = None\nfor event in {xs}:\n    if previous is not None:\n"
         "        if event not in found.setdefault(previous, []):\n"
         "            found[previous].append(event)\n    previous = event\n"
         "return {{a: sorted(after) for a, after in found.items()}}"),
        ("repeats", "how often one of them is the same as the one before", "int",
         "return sum(a == b for a, b in zip({xs}, {xs}[1:]))",
         "count = 0\nprevious = None\nfor event in {xs}:\n    if event == previous:\n"
         "        count += 1\n    previous = event\nreturn count"),
        ("returns", "how often one of them is the same as the one two places before it", "int",
         "return sum(a == b for a, b in zip({xs}, {xs}[2:]))",
         "count = 0\nfor i, event in enumerate({xs}[2:]):\n    if event == {xs}[i]:\n"
         "        count += 1\nreturn count"),
    )  # fmt: skip
    texts = ["", "a", "aa", "ab", "aba", "abab", "aabb", "abcabd", "aaab", "acbcab"]
    return Task(
        names=(f"{label}_of_{events}", f"count_{label}", f"event_{label}", f"{label}_in_order"),
        takes={events: "list[str]"},
        gives=gives,
        does=(
            f"Return {said}, for the list {events}.",
            f"Go through the list {events} and find {said}.",
        ),
        solutions={"zip": counter.format(xs=events), "loop": loop.format(xs=events)},
        inputs=[list(text) for text in texts] + [[*words, words[0]] for words in
                (r.words(3), r.words(4))],
    )  # fmt: skip


@family
def split_at_gaps(r: Draw) -> Task:
    """Split a series of times at long pauses.

    Visits that follow closely upon each other belong together. A new group begins when the pause
    since the last time is too long.
    """
    times, gap = (
        r.pick(
            "times",
            "clicks",
            "visits",
            "moments",
            "bites",
            "calls",
            "hits",
            "seen",
            "marks",
            "stops",
        ),
        r.randint(3, 12),
    )
    label, said, gives, end = r.pick(
        ("groups", "the list of groups, each a list", "list[list[int]]", "groups"),
        ("count", "how many groups there are", "int", "len(groups)"),
        ("spans", "the list of the time from the first to the last of each group", "list[int]",
         "[group[-1] - group[0] for group in groups]"),
        ("sizes", "the list of how many belong to each group", "list[int]",
         "[len(group) for group in groups]"),
        ("starts", "the list of the first of each group", "list[int]",
         "[group[0] for group in groups]"),
    )  # fmt: skip
    inputs = [
        [], [5], [1, 1 + gap], [1, 2 + gap], [0, gap + 1, gap + 2, 3 * gap + 4], [3, 3, 4],
        [0, gap, 2 * gap, 3 * gap + 1],
    ]  # fmt: skip
    return Task(
        names=(f"session_{label}", f"{label}_of_{times}", f"{label}_after_gaps"),
        takes={times: "list[int]"},
        gives=gives,
        does=(
            f"Split the sorted list {times} into groups wherever two neighbours are more than"
            f" {gap} apart, and return {said}.",
            f"Group the sorted {times}: a pause of more than {gap} begins a new group. Return"
            f" {said}.",
        ),
        solutions={
            "append": f"""
                groups = []
                for time in {times}:
                    if groups and time - groups[-1][-1] <= {gap}:
                        groups[-1].append(time)
                    else:
                        groups.append([time])
                return {end}
                """,
            "cuts": f"""
                pairs = enumerate(zip({times}, {times}[1:]), 1)
                cuts = [0, *(i for i, (a, b) in pairs if b - a > {gap}), len({times})]
                groups = [{times}[a:b] for a, b in zip(cuts, cuts[1:]) if a < b]
                return {end}
                """,
        },
        inputs=[*inputs, *(sorted(r.integers(n, 0, 8 * gap)) for n in (5, 6, 8))],
    )


@family
def crossing_a_limit(r: Draw) -> Task:
    """Find when a sum crosses a limit.

    The running total is compared after every step. The first step that reaches the limit ends
    the search.
    """
    numbers, limit = r.name("numbers"), r.randint(10, 40)
    label, said, gives, none, found = r.pick(
        ("first_step", "the number, counted from 1, of the first of them at which their running sum"
         f" is at least {limit}, or -1", "int", "-1", "i"),
        ("overshoot", f"by how much their running sum exceeds {limit} when it first reaches it, or"
         " None if it never does", "int | None", "None", "total - {limit}"),
        ("used", f"the list of those that are needed until their running sum is at least {limit},"
         " or all of them if it never is", "list[int]", "{xs}", "{xs}[:i]"),
        ("unused", f"the list of those that follow after their running sum has reached {limit}",
         "list[int]", "[]", "{xs}[i:]"),
    )  # fmt: skip
    none, found = (text.format(xs=numbers, limit=limit) for text in (none, found))
    edges = [[], [limit - 1], [limit], [limit + 1], [limit - 1, 1, 5], [limit - 2, 1, 0, 3, 9],
             [5, -2, limit, 3]]  # fmt: skip
    return Task(
        names=(f"{label}_to_{limit}", f"{label}_of_{numbers}", f"reach_{limit}_{label}"),
        takes={numbers: "list[int]"},
        gives=gives,
        does=(
            f"Add up {numbers} one after the other and return {said}.",
            f"Find {said}, when {numbers} are added up in their order.",
        ),
        solutions={
            "loop": f"""
                total = 0
                for i, n in enumerate({numbers}, 1):
                    total += n
                    if total >= {limit}:
                        return {found}
                return {none}
                """,
            "accumulate": f"""
                for i, total in enumerate(itertools.accumulate({numbers}), 1):
                    if not total < {limit}:
                        return {found}
                return {none}
                """,
        },
        inputs=[*edges, *(r.integers(6, 0, limit) for _ in range(4))],
    )
