"""What came last: recent items, windows in time, memory of limited size."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.pruned import pruned


@family
def queue_commands(r: Draw) -> Task:
    """Carry out the commands of a queue.

    "First in, first out": what was added first leaves first. Commands that find the queue empty
    have to be thought of.
    """
    commands = r.pick("commands", "orders", "operations", "lines", "script", "requests")
    add, take, look = r.pick(
        ("add", "take", "look"), ("push", "pop", "peek"), ("join", "leave", "first"),
        ("put", "get", "show"), ("in", "out", "front"), ("enqueue", "dequeue", "next"),
    )  # fmt: skip
    none = r.pick("none", "empty", "-", "nobody", "nothing")
    texts = [
        [], [take], [look], [f"{add} a", look, take, take], [f"{add} a", f"{add} b", take, look],
        [f"{add} x", f"{add} y", look, look, take, take, look],
        [f"{add} b", take, f"{add} c", f"{add} d", take, f"{add} e", look, take],
        [f"{add} {take}", take],
    ]  # fmt: skip
    return Task(
        names=("run_queue", "queue_results", "replay_queue", f"answers_to_{commands}"),
        takes={commands: "list[str]"},
        gives="list[str]",
        does=(
            f"Run {commands} on an empty queue and return a list of the answers: '{add} x' puts x"
            f" at the end and answers nothing, {take!r} removes the first item and answers it, and"
            f" {look!r} answers the first item without removing it.",
            f"Return the answers of a queue to {commands}. After '{add} x' the item x stands last,"
            f" {take!r} gives and removes the first item, and {look!r} only gives it.",
        ),
        notes=(f"For an empty queue, {take!r} and {look!r} answer {none!r}.",),
        solutions={
            "deque": f"""
                queue, answers = deque(), []
                for command in {commands}:
                    word, _, item = command.partition(" ")
                    if word == "{add}":
                        queue.append(item)
                    elif not queue:
                        answers.append("{none}")
                    else:
                        answers.append(queue.popleft() if word == "{take}" else queue[0])
                return answers
                """,
            "position": f"""
                items, answers = [], []
                front = 0
                for command in {commands}:
                    parts = command.split(" ")
                    if len(parts) == 2:
                        items.append(parts[1])
                        continue
                    answers.append(items[front] if front < len(items) else "{none}")
                    if parts[0] == "{take}":
                        front = min(front + 1, len(items))
                return answers
                """,
        },
        inputs=texts,
    )


@family
def last_few(r: Draw) -> Task:
    """Remember only the last few.

    A deque with a maximal length drops the oldest item when a new one comes. It is a memory that
    never grows.
    """
    numbers, k = r.name("numbers"), r.randint(2, 4)
    label, said, code, each = r.pick(
        ("means", f"rounded down, of the average of each item and up to {k - 1} items before it",
         "sum(last) // len(last)", "sum({w}) // len({w})"),
        ("maxima", f"of the largest among each item and up to {k - 1} items before it", "max(last)",
         "max({w})"),
        ("minima", f"of the smallest among each item and up to {k - 1} items before it",
         "min(last)", "min({w})"),
        ("sums", f"of the sum of each item and up to {k - 1} items before it", "sum(last)",
         "sum({w})"),
        ("spreads", f"of the difference between the largest and the smallest of each item and up to"
         f" {k - 1} items before it", "max(last) - min(last)", "max({w}) - min({w})"),
    )  # fmt: skip
    window = f"{numbers}[max(0, i - {k - 1}) : i + 1]"
    return Task(
        names=(f"recent_{label}", f"{label}_of_last_{k}", f"running_{label}"),
        takes={numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return a list, for {numbers}, {said}.",
            f"Walk through {numbers} and collect the list {said}.",
        ),
        solutions={
            "deque": f"""
                last = deque(maxlen={k})
                result = []
                for n in {numbers}:
                    last.append(n)
                    result.append({code})
                return result
                """,
            "slices": f"""
                result = []
                for i in range(len({numbers})):
                    window = {window}
                    result.append({each.format(w="window")})
                return result
                """,
        },
        inputs=[[5, 1, 4, 2, 3, 9, 0], *r.number_lists()],
    )


@family
def recent_events(r: Draw) -> Task:
    """Count what happened lately.

    A queue holds the times of the last few minutes. With each new time, those that have become
    too old leave at the front, and the length of the queue is the count.
    """
    times, span = r.pick("times", "moments", "calls", "pings", "hits", "visits"), r.randint(3, 12)
    unit = r.pick("seconds", "minutes", "hours", "days")
    label, said, gives, end = r.pick(
        ("counts", f"a list that says for each of the {times} how many of them, itself included,"
         f" are at most {span} {unit} older", "list[int]", "counts"),
        ("busiest", f"the largest number of {times} that lie within {span} {unit}, or 0", "int",
         "max(counts, default=0)"),
    )  # fmt: skip
    lists = [
        [], [5], [0, span], [0, span + 1], [1, 2, span + 1, span + 2, span + 3], [3, 3, 3],
        [0, span, 2 * span, 3 * span],
    ]  # fmt: skip
    lists += [sorted(r.integers(n, 0, 4 * span)) for n in (5, 6, 7)]
    return Task(
        names=(f"recent_{label}", f"{label}_within_{span}", f"{label}_of_{times}"),
        takes={times: "list[int]"},
        gives=gives,
        does=(
            f"Return {said}.",
            f"Count in the sorted list {times}, given in {unit}, and return {said}.",
        ),
        notes=("The list is sorted.",),
        solutions={
            "deque": f"""
                recent, counts = deque(), []
                for time in {times}:
                    recent.append(time)
                    while time - recent[0] > {span}:
                        recent.popleft()
                    counts.append(len(recent))
                return {end}
                """,
            "bisect": f"""
                counts = []
                for i, time in enumerate({times}, 1):
                    counts.append(i - bisect.bisect_left({times}, time - {span}))
                return {end}
                """,
            "nested": f"""
                counts = []
                for i, time in enumerate({times}):
                    counts.append(sum(time - other <= {span} for other in {times}[: i + 1]))
                return {end}
                """,
        },
        inputs=lists,
    )


@family
def move_to_front(r: Draw) -> Task:
    """Keep what was used last at the front.

    Every use takes the item out of the list and puts it in front. What hasn't been used for long
    ends up at the back, where it can be dropped.
    """
    uses, size = r.pick("uses", "opened", "visits", "pages", "files", "calls"), r.randint(2, 4)
    label, said, gives, end = r.pick(
        ("recent", f"the {size} items used last, the latest first and each only once", "list[str]",
         "memory"),
        ("dropped", f"the items that are dropped from a memory of the {size} items used last, in"
         " this order", "list[str]", "dropped"),
        ("misses", f"how many {uses} don't find their item in a memory of the {size} items used"
         " last, which is empty at first", "int", "misses"),
    )  # fmt: skip
    texts = ["", "a", "aa", "ab", "aba", "abcd", "abcab", "abcdeab", "abacada", "aabbccddee"]
    samples = [list(text) for text in texts] + [r.choices("abcde", k=8) for _ in range(2)]
    return Task(
        names=(f"{label}_{uses}", f"memory_{label}", f"{label}_of_last_{size}"),
        takes={uses: "list[str]"},
        gives=gives,
        does=(
            f"Return {said}, for the sequence {uses}.",
            f"Go through {uses} and find {said}; return the result.",
        ),
        solutions={
            "list": pruned(
                f"""
                memory = []
                dropped = []
                misses = 0
                for item in {uses}:
                    misses += item not in memory
                    memory = [item, *(other for other in memory if other != item)]
                    dropped += memory[{size}:]
                    memory = memory[:{size}]
                return {end}
                """,
                end,
                "misses",
                "dropped",
            ),
            "dictionary": pruned(
                f"""
                last = {{}}
                dropped = []
                misses = 0
                for time, item in enumerate({uses}):
                    misses += item not in last
                    last[item] = time
                    if len(last) > {size}:
                        oldest = min(last, key=last.get)
                        del last[oldest]
                        dropped.append(oldest)
                return {end.replace("memory", "sorted(last, key=last.get, reverse=True)")}
                """,
                end,
                "misses",
                "dropped",
            ),
        },
        inputs=samples,
    )
