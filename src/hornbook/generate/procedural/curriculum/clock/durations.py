"""Durations and timetables."""

from hornbook.generate.procedural import Draw, Task, family


@family
def add_durations(r: Draw) -> Task:
    """Add up durations.

    Texts such as '3:07' are read as minutes and seconds. The sum in seconds is then written with
    the same units again.
    """
    tracks = r.pick("tracks", "laps", "songs", "clips", "times", "calls")
    label, said, gives, result = r.pick(
        ("total", "their sum in the same form", "str", 'f"{sum(@) // 60}:{sum(@) % 60:02d}"'),
        ("seconds", "their sum in seconds", "int", "sum(@)"),
        ("longest", "the number of seconds of the longest one, or 0 if there are none", "int",
         "max(@, default=0)"),
        ("over_a_minute", "how many of them are longer than a minute", "int",
         "sum(x > 60 for x in @)"),
        ("hours", "their sum in the form 'hours:minutes:seconds', such as '1:02:03'", "str",
         'f"{sum(@) // 3600}:{sum(@) // 60 % 60:02d}:{sum(@) % 60:02d}"'),
        ("minutes", "the full minutes that they last together", "int", "sum(@) // 60"),
    )  # fmt: skip
    seconds = r.pick("seconds", "lengths", "all_seconds")
    lists = [[f"{r.randint(0, 59)}:{r.randint(0, 59):02d}" for _ in range(n)] for n in (2, 3, 5, 6)]
    return Task(
        names=(f"{label}_of_{tracks}", f"{tracks}_{label}", f"{label}_time"),
        takes={tracks: "list[str]"},
        gives=gives,
        does=(
            f"Return for {tracks}, durations such as '3:07' in minutes and seconds, {said}.",
            f"Add up {tracks}, a list of durations of minutes and seconds such as '12:30', and"
            f" return {said}."
            if "sum" in said
            else f"Read {tracks}, a list of durations such as '12:30', and return {said}.",
        ),
        solutions={
            "split": f"""
                {seconds} = []
                for text in {tracks}:
                    minutes, rest = text.split(":")
                    {seconds}.append(60 * int(minutes) + int(rest))
                return {result.replace("@", seconds)}
                """,
            "slices": f"""
                {seconds} = [int(text[:-3]) * 60 + int(text[-2:]) for text in {tracks}]
                return {result.replace("@", seconds)}
                """,
        },
        inputs=[[], ["0:00"], ["1:00"], ["1:01", "0:59"], ["59:59", "0:02", "9:09"], *lists],
    )


@family
def next_departure(r: Draw) -> Task:
    """Read a timetable.

    The next departure is the first one that isn't earlier than now. If there is none today, the
    first one of tomorrow is taken.
    """
    times, now = (
        r.pick("departures", "timetable", "trains", "buses"),
        r.pick("now", "arrival", "at"),
    )
    k = r.randint(3, 30)
    label, said, default, code = r.pick(
        ("next", "the first time that isn't earlier than {now}, or None if there is none", "None",
         "time"),
        ("waiting", "how many minutes one has to wait from {now} until the next one, or -1 if there"
         " is none", "-1", "time - {now}"),
        ("next_or_tomorrow", "the first time that isn't earlier than {now}, or else the first one"
         " of the day plus 1440", "{times}[0] + 1440", "time"),
    )  # fmt: skip
    margin = r.coin(0.4)
    base = f"{now} + {k}" if margin else now
    note = f"One needs {k} minutes to the stop, so earlier ones are missed." if margin else ""
    default, code, said = (x.format(now=now, times=times) for x in (default, code, said))
    tables = [sorted(r.sample(range(300, 1400), size)) for size in (1, 2, 4, 5)]
    inputs: list[object] = []
    for table in tables:
        for time in (table[-1], table[0], r.choice(table)):
            shift = k if margin else 0
            inputs.append((table, time - shift + r.choice((-1, 0, 1, 0))))
    last = tables[0][0] - (k if margin else 0)
    return Task(
        names=(f"{label}_departure", f"{label}_of_{times}", f"{label}_from_{now}"),
        takes={times: "list[int]", now: "int"},
        gives="int | None" if default == "None" else "int",
        does=(
            f"Return from {times}, a sorted list of minutes since midnight, {said}.",
            f"Find in {times}, the sorted times of a day in minutes, {said}.",
        ),
        notes=(note,) if note else (),
        solutions={
            "loop": f"""
                for time in {times}:
                    if time >= {base}:
                        return {code}
                return {default}
                """,
            "comprehension": f"""
                later = [time for time in {times} if time >= {base}]
                return {code.replace("time", "later[0]")} if later else {default}
                """,
            "bisect": f"""
                place = bisect.bisect_left({times}, {base})
                if place == len({times}):
                    return {default}
                return {code.replace("time", f"{times}[place]")}
                """
            if times != "timetable"
            else f"""
                place = sum(1 for time in {times} if time < {base})
                if place == len({times}):
                    return {default}
                return {code.replace("time", "@").replace("@", f"{times}[place]")}
                """,
        },
        inputs=[(tables[0], last - 1), (tables[0], last), (tables[0], last + 1), *inputs],
    )


@family
def parse_duration(r: Draw) -> Task:
    """Read a duration such as '2h 15m'.

    Each part ends in a letter that names its unit. A dictionary from letters to factors turns
    the parts into numbers that can be added.
    """
    text = r.pick("text", "duration", "entry", "span")
    units, said = r.pick(
        ({"h": 60, "m": 1}, "minutes"),
        ({"h": 3600, "m": 60, "s": 1}, "seconds"),
        ({"d": 24, "h": 1}, "hours"),
        ({"w": 7, "d": 1}, "days"),
        ({"y": 12, "m": 1}, "months"),
    )
    sep = r.pick(" ", "+", ", ", "/")
    letters = list(units)
    example = sep.join(f"{r.randint(1, 9)}{letter}" for letter in letters)
    listed = " and ".join(f"'{letter}' counts {units[letter]}" for letter in letters)
    part, total = r.pick("part", "piece", "token"), r.pick("total", "result", "count")
    texts = [
        sep.join(f"{r.randint(0, 60)}{letter}" for letter in sorted(r.sample(letters, size)))
        for size in (1, 1, 2, len(letters), len(letters))
    ]
    first = letters[0]
    heads = {letter: f'elif {part}.endswith("{letter}")' for letter in letters[:-1]}
    heads[first] = heads[first][2:]
    branches = "\n".join(
        f"    {heads.get(letter, 'else')}:\n"
        f"        {total} += {f'{units[letter]} * ' if units[letter] > 1 else ''}number"
        for letter in letters
    )
    return Task(
        names=(f"{said}_of_{text}", f"parse_{said}", f"{text}_in_{said}", f"total_{said}"),
        takes={text: "str"},
        gives="int",
        does=(
            f"Return the number of {said} in {text}, a duration such as '{example}'.",
            f"Convert {text}, which has parts such as '{example}' in any order, to {said}.",
        ),
        notes=(f"Of the units, {listed}.",),
        solutions={
            "table": f"""
                units = {{{", ".join(f'"{letter}": {units[letter]}' for letter in letters)}}}
                return sum(int({part}[:-1]) * units[{part}[-1]] for {part} in {text}.split("{sep}"))
                """,
            "branches": f'{total} = 0\nfor {part} in {text}.split("{sep}"):\n'
            f"    number = int({part}[:-1])\n{branches}\nreturn {total}",
        },
        inputs=[f"0{first}", f"1{first}", *(f"3{letter}" for letter in letters), example, *texts],
    )


@family
def working_time(r: Draw) -> Task:
    """Add up working times.

    Each shift is a pair of minutes since midnight. A rule about breaks or night hours changes
    what a shift counts.
    """
    shifts, k, m = r.pick("shifts", "days", "visits", "stays"), r.randint(4, 9), r.randint(15, 60)
    night = 60 * r.randint(18, 22)
    label, said, code, branch = r.pick(
        (f"break_{m}", f"from each one of more than {k} hours, a break of {m} minutes is taken off",
         f"end - start - ({m} if end - start > {60 * k} else 0)",
         f"if end - start > {60 * k}:\n        total -= {m}"),
        (f"at_most_{k}_hours", f"no more than {k} hours of each are counted",
         f"min(end - start, {60 * k})", f"total -= max(0, end - start - {60 * k})"),
        (f"night_from_{night // 60}", f"minutes from {night // 60}:00 on count twice",
         f"end - start + max(0, end - max(start, {night}))",
         f"total += max(0, min(end - start, end - {night}))"),
        (f"at_least_{m}", f"those shorter than {m} minutes are not counted",
         f"end - start if end - start >= {m} else 0",
         f"if end - start < {m}:\n        total -= end - start"),
    )  # fmt: skip
    start, end = r.pick(("start", "end"), ("begin", "finish"), ("arrived", "left"), ("a", "b"))
    code, branch = (
        re.replace("start", "@1").replace("end", "@2").replace("@1", start).replace("@2", end)
        for re in (code, branch)
    )
    edges = [(480, 480 + x) for y in (60 * k, m) for x in (y - 1, y, y + 1)]
    late = [[(night - 30, night)], [(night - 5, night + 60)], [(night + 10, night + 40)]]
    return Task(
        names=(f"minutes_of_{shifts}", f"{shifts}_{label}", f"worked_{label}"),
        takes={shifts: "list[tuple[int, int]]"},
        gives="int",
        does=(
            f"Return how many minutes the {shifts} count together, each a pair of minutes since"
            f" midnight; {said}.",
            f"Add up the lengths of {shifts}, pairs of a first and a last minute, where {said}.",
        ),
        solutions={
            "sum": f"return sum({code} for {start}, {end} in {shifts})",
            "loop": f"total = 0\nfor {start}, {end} in {shifts}:\n    total += {end} - {start}\n"
            f"    {branch}\nreturn total",
        },
        inputs=[[], *([pair] for pair in edges), edges, *late]
        + [[(a, a + r.randint(1, 700)) for a in r.integers(n, 300, 700)] for n in (2, 3)],
    )
