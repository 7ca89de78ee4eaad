"""Log lines: a time, a level, a message."""

from hornbook.generate.procedural import Draw, Task, family

_LEVELS = ("INFO", "WARN", "ERROR", "DEBUG")


def _log(r: Draw, size: int) -> list[str]:
    """Lines such as "09:15 WARN disk full", sorted by time."""
    times = sorted(r.randint(0, 24 * 60 - 1) for _ in range(size))
    return [
        f"{time // 60:02}:{time % 60:02} {r.choice(_LEVELS)} {' '.join(r.words(r.randint(1, 3)))}"
        for time in times
    ]


def _logs(r: Draw) -> list[list[str]]:
    fixed = [
        "08:00 INFO start",
        "08:05 ERROR disk full",
        "09:10 WARN ERROR near",
        "09:59 ERROR end",
    ]
    other = ["00:00 DEBUG x", "00:59 INFO y z", "10:00 INFO tea", "23:59 WARN w", "23:59 DEBUG q"]
    return [[], fixed[:1], fixed, other, [*other, *fixed[1:]], *(_log(r, n) for n in (2, 4, 6))]


@family
def choose_log_lines(r: Draw) -> Task:
    """Choose the log lines of a level.

    A line is split at its spaces, but only twice, so that the message stays in one piece. The
    word ERROR inside a message doesn't make an error of it.
    """
    lines, level = r.pick("lines", "log", "entries", "records", "messages"), r.choice(_LEVELS)
    sign = r.pick("==", "==", "!=")
    that = f"whose level is {level!r}" if sign == "==" else f"whose level is not {level!r}"
    label, said, gives, code = r.pick(
        ("messages", "the list of messages of the lines", "list[str]", "{m}"),
        ("times", "the list of times of the lines", "list[str]", "{t}"),
        ("lines", "the list of those lines", "list[str]", "line"),
        ("positions", "the list of positions, counted from 0, of the lines", "list[int]", "i"),
    )  # fmt: skip
    head = f"for i, line in enumerate({lines})" if label == "positions" else f"for line in {lines}"
    item = code.format(m='line.split(" ", 2)[2]', t='line.split(" ")[0]')
    parts = code.format(m="message", t="time")
    unused = {"messages": "_, level, message", "times": "time, level, _"}
    names = unused.get(label, "_, level, _")
    return Task(
        names=(f"{level.lower()}_{label}", f"{label}_of_{level.lower()}", f"find_{level.lower()}"),
        takes={lines: "list[str]"},
        gives=gives,
        does=(
            f"Return {said} of {lines} {that}. A line looks like '09:15 INFO some message'.",
            f"Look through {lines} such as '12:40 WARN some message' and return {said} {that}.",
        ),
        solutions={
            "comprehension": f'return [{item} {head} if line.split(" ")[1] {sign} "{level}"]',
            "loop": f"""
                found = []
                {head}:
                    {names} = line.split(" ", 2)
                    if level {sign} "{level}":
                        found.append({parts})
                return found
                """,
        },
        inputs=[*_logs(r), [f"07:00 {level} a b", f"07:30 {level} c", "08:00 OTHER d"]],
    )


@family
def count_in_log(r: Draw) -> Task:
    """Count log lines by what they have in common.

    Whatever the lines are to be counted by becomes the key of a dictionary: the level, the hour,
    the first word of the message.
    """
    lines, level = r.pick("lines", "log", "entries", "records", "messages"), r.choice(_LEVELS)
    label, said, kind, key, slow = r.pick(
        ("levels", "level", "str", 'line.split(" ")[1]', 'line[6:].split(" ")[0]'),
        ("hours", "hour, as a number,", "int", "int(line[:2])", 'int(line.split(":")[0])'),
        ("first_words", "first word of the message", "str", 'line.split(" ")[2]',
         'line[6:].split(" ")[1]'),
        ("minutes", "minute, as a number,", "int", "int(line[3:5])",
         'int(line.split(" ")[0].split(":")[1])'),
    )  # fmt: skip
    some = label != "levels" and r.coin()
    only = f" of level {level!r}" if some else ""
    condition = f' if line.split(" ")[1] == "{level}"' if some else ""
    guard = f'if line.split(" ")[1] != "{level}":\n        continue\n    ' if some else ""
    counts = r.pick("counts", "result", "tally", "found", "seen")
    return Task(
        names=(f"count_{label}", f"{label}_in_{lines}", f"{label}_of_log", f"tally_{label}"),
        takes={lines: "list[str]"},
        gives=f"dict[{kind}, int]",
        does=(
            f"Return a dictionary from each {said} that occurs in {lines} to the number of lines"
            f"{only} with it. A line looks like '09:15 INFO some message'.",
            f"Count the lines{only} for every {said} in {lines}, where a line looks like"
            " '17:05 DEBUG some message'.",
        ),
        solutions={
            "counter": f"return dict(Counter({key} for line in {lines}{condition}))",
            "loop": f"{counts} = {{}}\nfor line in {lines}:\n    {guard}key = {slow}\n"
            f"    {counts}[key] = {counts}.get(key, 0) + 1\nreturn {counts}",
        },
        inputs=[*_logs(r), [f"07:00 {level} a b", f"07:30 {level} a c", "08:30 OTHER a b"]],
    )


@family
def parse_log_line(r: Draw) -> Task:
    """Take one log line apart.

    `partition` cuts a text at the first occurrence of a mark and gives what is before it and what
    is after it. What has been cut off can be cut again.
    """
    line = r.pick("line", "entry", "record", "message", "row")
    left, right = r.pick(("[", "]"), ("<", ">"), ("(", ")"), ("{", "}"))
    mark = r.pick(": ", " - ", " | ", " = ", " -> ")
    label, said, gives, result = r.pick(
        ("parts", "the tuple (level, place, message)", "tuple[str, str, str]",
         "({l}, {p}, {m})"),
        ("entry", "a dictionary with the keys 'level', 'place' and 'message'", "dict[str, str]",
         '{{"level": {l}, "place": {p}, "message": {m}}}'),
        ("summary", "the text 'message (place)'", "str", '{m} + " (" + {p} + ")"'),
        ("place", "the tuple (place, level)", "tuple[str, str]", "({p}, {l})"),
    )  # fmt: skip
    shape = f"{left}LEVEL{right} place{mark}message".replace("{", "<").replace("}", ">")
    if left == "{":
        left, right = "<", ">"
    end = len(right)
    direct = result.format(
        l=f'{line}[1 : {line}.index("{right}")]',
        p=f'{line}[{line}.index("{right}") + 2 : {line}.index("{mark}")]',
        m=f'{line}[{line}.index("{mark}") + {len(mark)} :]',
    )
    lines = [
        f"{left}{level}{right} {place}{mark}{message}"
        for level, place, message in (
            ("INFO", "main", "started"), ("ERROR", "disk", "no space left"), ("W", "net", "slow"),
            ("DEBUG", "a", f"b{mark}c"), (r.word().upper(), r.word(), r.sentence(2)),
            ("INFO", r.word(), " ".join(r.words(3))), ("", "x", "y"), ("LOW", "tank", ""),
        )
    ]  # fmt: skip
    return Task(
        names=(f"log_{label}", f"parse_{line}", f"{label}_of_line", f"split_{line}"),
        takes={line: "str"},
        gives=gives,
        does=(
            f"Return {said} of {line}, which has the form '{shape}'.",
            f"Split {line}, of the form '{shape}', and return {said}.",
        ),
        notes=("The message may contain anything.",) if end else (),
        solutions={
            "partition": f"""
                head, _, message = {line}.partition("{mark}")
                level, _, place = head[1:].partition("{right} ")
                return {result.format(l="level", p="place", m="message")}
                """,
            "index": f"return {direct}",
            "split": f"""
                head, message = {line}.split("{mark}", 1)
                level, place = head.split(" ")
                return {result.format(l="level[1:-1]", p="place", m="message")}
                """,
        },
        inputs=lines,
    )  # fmt: skip


@family
def log_times(r: Draw) -> Task:
    """Compute with the times in a log.

    A time such as 09:15 becomes a number of minutes, and then differences and comparisons are
    easy. The lines are in order, so neighbours belong together.
    """
    lines, gap = r.pick("lines", "log", "entries", "records", "messages"), r.randint(5, 90)
    label, said, gives, end, other = r.pick(
        ("span", "the minutes between the first and the last line, or 0", "int",
         "minutes[-1] - minutes[0] if minutes else 0",
         "max(minutes, default=0) - min(minutes or [0])"),
        ("longest_gap", "the most minutes between a line and the next one, or 0", "int",
         "max((b - a for a, b in zip(minutes, minutes[1:])), default=0)",
         "max([0] + [minutes[i + 1] - n for i, n in enumerate(minutes[:-1])])"),
        ("gaps", f"how often more than {gap} minutes lie between a line and the next one", "int",
         f"sum(b - a > {gap} for a, b in zip(minutes, minutes[1:]))",
         f"len([i for i, n in enumerate(minutes[1:]) if n - minutes[i] > {gap}])"),
        ("after_gaps", f"the list of the lines that come more than {gap} minutes after the line"
         " before them", "list[str]",
         f"[{lines}[i + 1] for i, (a, b) in enumerate(zip(minutes, minutes[1:])) if b - a > {gap}]",
         f"[line for line, a, b in zip({lines}[1:], minutes, minutes[1:]) if b - a > {gap}]"),
    )  # fmt: skip
    late = f"0{(55 + gap) // 60}:{(55 + gap) % 60:02} INFO b"
    wide = [f"0{8 + n // 60}:{n % 60:02} INFO {n}" for n in (0, gap, 2 * gap + 1) if n < 120]
    exact = [f"0{1 + n // 60}:{n % 60:02} INFO {n}" for n in (0, gap, 2 * gap + 1, 3 * gap + 3)]
    return Task(
        names=(f"log_{label}", f"{label}_in_minutes", f"{label}_of_{lines}", f"time_{label}"),
        takes={lines: "list[str]"},
        gives=gives,
        does=(
            f"Return {said}, in {lines} like '09:15 INFO some message' that are sorted by time.",
            f"Read the times at the beginning of {lines}, sorted lines such as '17:05 WARN text',"
            f" and return {said}.",
        ),
        solutions={
            "slices": f"""
                minutes = [int(line[:2]) * 60 + int(line.split(" ")[0][3:]) for line in {lines}]
                return {end}
                """,
            "split": f"""
                minutes = []
                for line in {lines}:
                    hour, minute = line.split(" ")[0].split(":")
                    minutes.append(60 * int(hour) + int(minute))
                return {other}
                """,
        },
        inputs=[*map(sorted, _logs(r)), wide, exact, ["00:55 INFO a", late]],
    )


@family
def latest_of_each(r: Draw) -> Task:
    """Remember the last word of each source.

    Assigning to a key that is already there replaces its value, so after the loop each source has
    its last message. The first ones are kept with `setdefault`.
    """
    lines, mark = (
        r.pick("lines", "log", "reports", "updates", "notes"),
        r.pick(": ", "=", " > ", ";"),
    )
    label, said, gives, update, final = r.pick(
        ("last", "the last message", "dict[str, str]", "result[name] = message", "messages[-1]"),
        ("first", "the first message", "dict[str, str]", "result.setdefault(name, message)",
         "messages[0]"),
        ("number", "how many messages it has", "dict[str, int]",
         "result[name] = result.get(name, 0) + 1", "len(messages)"),
        ("all", "the list of its messages", "dict[str, list[str]]",
         "result.setdefault(name, []).append(message)", "messages"),
        ("longest", "the length of its longest message", "dict[str, int]",
         "result[name] = max(result.get(name, 0), len(message))", "max(map(len, messages))"),
    )  # fmt: skip
    name = r.pick("name", "source", "sender", "key", "who")
    update = update.replace("name", name)
    short = 'for line in {x}:\n    {n}, _, message = line.partition("{m}")\n'
    head = short.format(x=lines, n=name, m=mark)
    if label == "number":
        head = f'for line in {lines}:\n    {name} = line.split("{mark}")[0]\n'
    texts = [
        [], ["a1"], ["a1", "b2"], ["a1", "b2", "a3"], ["c9", "c8", "c75", "b2", "c4"],
        ["b33", "a1", "b2", "a22"],
    ]  # fmt: skip
    samples = [[f"{line[0]}{mark}{line[1:]}" for line in text] for text in texts]
    samples += [[f"{r.choice('xyz')}{mark}{r.word()}" for _ in range(n)] for n in (3, 5, 6)]
    samples += [[f"k{mark}p{mark}q"]]
    return Task(
        names=(f"{label}_by_{name}", f"{label}_messages", f"{label}_of_each_{name}"),
        takes={lines: "list[str]"},
        gives=gives,
        does=(
            f"Return a dictionary from each name to {said}, where {lines} are texts of the form"
            f" 'name{mark}message'.",
            f"Read {lines} of the form 'name{mark}message' and map every name to {said}.",
        ),
        notes=("A message may contain the mark again.",),
        solutions={
            "dictionary": f"result = {{}}\n{head}    {update}\nreturn result",
            "groups": f"""
                groups = {{}}
                for line in {lines}:
                    {name}, message = line.split("{mark}", 1)
                    groups.setdefault({name}, []).append(message)
                return {{{name}: {final} for {name}, messages in groups.items()}}
                """,
        },
        inputs=samples,
    )
