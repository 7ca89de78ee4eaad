"""Waiting lines: who is served when."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.pruned import pruned

_NAMES = "Ann Ben Cleo Dan Eva Finn Gia Hugo Ida Jon".split()


def _people(r: Draw, size: int) -> list[str]:
    return r.sample(_NAMES, size)


@family
def served_first(r: Draw) -> Task:
    """Serve a line in groups.

    A queue gives out at the front what was put in at the back. `popleft` of a deque takes the
    first one without moving all the others, which `pop(0)` of a list has to do.
    """
    line, size = r.pick("line", "queue", "waiting", "people", "guests", "cars"), r.randint(2, 4)
    last = r.coin()
    said = f"the last group may be smaller than {size}" if last else (
        f"those who don't fill a group of {size} keep waiting and are left out"
    )  # fmt: skip
    test = queue = r.pick("queue", "rest", "remaining", "left")
    test = queue if last else f"len({queue}) >= {size}"
    stop = f"len({line})" if last else f"len({line}) - {size} + 1"
    group = r.pick("group", "boat", "table", "cabin", "batch")
    return Task(
        names=(f"serve_in_{group}s", f"fill_{group}s", f"{group}s_of_{size}", f"load_{group}s"),
        takes={line: "list[str]"},
        gives="list[list[str]]",
        does=(
            f"Serve {line} from the front in groups of {size} and return the list of groups;"
            f" {said}.",
            f"Return the groups of {size} in which {line} is served, the first in the line"
            f" first; {said}.",
        ),
        solutions={
            "deque": f"""
                {queue} = deque({line})
                {group}s = []
                while {test}:
                    {group} = []
                    while {queue} and len({group}) < {size}:
                        {group}.append({queue}.popleft())
                    {group}s.append({group})
                return {group}s
                """,
            "slices": f"return [{line}[i : i + {size}] for i in range(0, {stop}, {size})]",
        },
        inputs=[_people(r, n) for n in (0, 1, size - 1, size, size + 1, 2 * size, 2 * size + 1)],
    )


@family
def waiting_times(r: Draw) -> Task:
    """Compute how long each one waits.

    Whoever stands in a line waits until all before are served: the waiting time is the running
    sum of the times before.
    """
    times, desks = r.pick("times", "durations", "minutes", "jobs", "loads"), r.randint(1, 3)
    label, said, end = r.pick(
        ("waits", "a list of how long each of them waits", "waits"),
        ("longest", "the longest time that one of them waits, or 0", "max(waits, default=0)"),
        ("finish", "a list of when each of them is done", "ends"),
        ("total", "the sum of the times that they wait", "sum(waits)"),
    )
    desk = f"{desks} desks" if desks > 1 else "one desk"
    lists = [[], [5], [3, 4], [4, 3, 2], [1, 1, 1, 1], [5, 1, 1, 1, 1], [2, 9, 1, 3, 4]]
    waits = "list[int]" if label in ("waits", "finish") else "int"
    return Task(
        names=(f"{label}_in_line", f"waiting_{label}", f"{label}_at_{desks}_desks"),
        takes={times: "list[int]"},
        gives=waits,
        does=(
            f"Return {said}, if people with the service times in {times} come at once and {desk}"
            f" serve{'s' * (desks == 1)} them in this order.",
            f"Simulate {desk} for people who arrive together and need {times}, first come, first"
            f" served: return {said}.",
        ),
        notes=(
            "Whoever is next goes to the desk that is free first.",) if desks > 1 else (),
        solutions={
            "heap": pruned(f"""
                free = [0] * {desks}
                waits = []
                ends = []
                for time in {times}:
                    start = heapq.heappop(free)
                    waits.append(start)
                    ends.append(start + time)
                    heapq.heappush(free, start + time)
                return {end}
                """, end, "waits", "ends"),
            "minimum": pruned(f"""
                desks = [0 for _ in range({desks})]
                waits = []
                ends = []
                for time in {times}:
                    desk = desks.index(min(desks))
                    waits.append(desks[desk])
                    desks[desk] += time
                    ends.append(desks[desk])
                return {end}
                """, end, "waits", "ends"),
        },
        inputs=[*lists, r.integers(5, 1, 9), r.integers(6, 1, 9)],
    )  # fmt: skip


@family
def priority_line(r: Draw) -> Task:
    """Serve the most urgent first.

    A heap always gives out its smallest entry. An entry (urgency, number, name) keeps those of
    equal urgency in the order in which they came.
    """
    items = r.pick("patients", "letters", "jobs", "calls", "requests", "alarms", "orders")
    high, k = r.coin(), r.pick(0, 2, 3)
    word = "largest" if high else "smallest"
    sign = "-" if high else ""
    cut = f"[:{k}]" if k else ""
    first = f" of the first {k} to be served" if k else ""
    samples: list[list[tuple[str, int]]] = [
        [], [("a", 1)], [("a", 1), ("b", 2)], [("a", 2), ("b", 1), ("c", 2)],
        [("b", 3), ("a", 3), ("d", 1), ("c", 1)], [("e", 5), ("d", 4), ("c", 5), ("b", 4)],
    ]  # fmt: skip
    samples += [[(name, r.randint(1, 4)) for name in _people(r, n)] for n in (4, 5, 6)]
    return Task(
        names=("by_priority", f"serve_{items}", f"order_of_{items}", "most_urgent_first"),
        takes={items: "list[tuple[str, int]]"},
        gives="list[str]",
        does=(
            f"Return the names{first}, if of the {items}, pairs (name, urgency) that all wait at"
            f" once, the one with the {word} urgency is always served next.",
            f"Order the {items}, pairs (name, urgency), so that the {word} urgency comes first,"
            f" and return the names{first}.",
        ),
        notes=("Equally urgent ones keep their order.",),
        solutions={
            "heap": f"""
                heap = [({sign}urgency, i, name) for i, (name, urgency) in enumerate({items})]
                heapq.heapify(heap)
                served = []
                while heap{f" and len(served) < {k}" if k else ""}:
                    served.append(heapq.heappop(heap)[-1])
                return served
                """,
            "sorted": f"""
                ordered = sorted({items}, key=lambda pair: {sign}pair[1])
                return [name for name, urgency in ordered]{cut}
                """,
            "levels": f"""
                levels = sorted({{urgency for name, urgency in {items}}}{
                    ", reverse=True" if high else ""})
                return [
                    name for level in levels for name, urgency in {items} if urgency == level
                ]{cut}
                """,
        },
        inputs=samples,
    )  # fmt: skip


@family
def limited_line(r: Draw) -> Task:
    """Turn away who finds the line full.

    A waiting room has so many places. Arrivals and services are replayed in order; an arrival
    that finds no place is turned away.
    """
    events, places = r.pick("events", "log", "steps", "happenings", "moves"), r.randint(2, 4)
    serve = r.pick("serve", "next", "call", "done", "out")
    label, said, end = r.pick(
        ("turned_away", "the names that are turned away", "away"),
        ("served", "the names that are served", "served"),
        ("still_waiting", "the names that wait at the end, the front first", "list(line)"),
    )
    keep = {"turned_away": "away", "served": "served"}.get(label, "")
    names = _people(r, 6)
    samples = [
        [], [names[0]], [serve], [names[0], serve, serve], names[:places], names[: places + 1],
        [*names[:places], serve, names[4], names[5]], [*names[: places + 2], serve, serve],
        [*names[: places + 1], *[serve] * (places + 2)],
        [names[0], serve, *names[1:], serve, names[0]],
    ]  # fmt: skip
    return Task(
        names=(label, f"{label}_names", f"find_{label}", f"replay_{label}"),
        takes={events: "list[str]"},
        gives="list[str]",
        does=(
            f"Replay {events} in a waiting room with {places} places: a name arrives, and"
            f" {serve!r} serves who has waited longest, if anybody. Return {said}.",
            f"Return {said}, where each of the {events} is {serve!r} (the first in the line, if"
            f" any, is served) or a name that joins the line of at most {places}.",
        ),
        notes=("Who finds the room full is turned away.",),
        solutions={
            "deque": f"""
                line = deque()
                {f"{keep} = []" if keep else ""}
                for event in {events}:
                    if event == "{serve}":
                        if line:
                            {
                "served.append(line.popleft())" if keep == "served" else "line.popleft()"
            }
                    elif len(line) < {places}:
                        line.append(event)
                    {"else:" if keep == "away" else ""}
                        {"away.append(event)" if keep == "away" else ""}
                return {end}
                """,
            "lists": f"""
                line = []
                {f"{keep} = []" if keep else ""}
                for event in {events}:
                    if event == "{serve}":
                        {"served += line[:1]" if keep == "served" else ""}
                        line = line[1:]
                    elif len(line) == {places}:
                        {"away.append(event)" if keep == "away" else "continue"}
                    else:
                        line.append(event)
                return {end}
                """,
        },
        inputs=samples,
    )
