"""Times of day: moving, comparing and writing them."""

from hornbook.generate.procedural import Draw, Task, family


def _times(r: Draw, size: int) -> list[str]:
    return [f"{r.randint(0, 23):02d}:{r.randint(0, 59):02d}" for _ in range(size)]


@family
def later_time(r: Draw) -> Task:
    """Move a time of day.

    A clock starts again after its last minute. The remainder by the minutes of a day does the
    same to a number of minutes, for times before midnight as well as after it.
    """
    hour, minute = r.pick(("hour", "minute"), ("h", "m"), ("hours", "minutes"))
    k = r.randint(2, 400)
    label, said, delta = r.pick(
        (f"{k}_minutes_later", f"{k} minutes later", f"+ {k}"),
        (f"{k}_minutes_earlier", f"{k} minutes earlier", f"- {k}"),
    )
    day = r.pick(24, 24, 12)
    sized = f"on a clock whose hours go from 0 to {day - 1}"
    inputs = [(0, 0), (0, k % 60), (day - 1, 59), (k // 60 % day, k % 60), (3, -k % 60), (5, 30)]
    return Task(
        names=(
            f"time_{label.split('_', 1)[1]}",
            f"clock_{label.split('_', 1)[1]}",
            f"move_clock_{k}",
        ),
        takes={hour: "int", minute: "int"},
        gives="tuple[int, int]",
        does=(
            f"Return the time {said} than {hour} and {minute}, as a pair, {sized}.",
            f"Compute hour and minute {said}, {sized} that shows {hour} and {minute}.",
        ),
        solutions={
            "divmod": f"return divmod(({hour} * 60 + {minute} {delta}) % {day * 60}, 60)",
            "parts": f"""
                total = {minute} {delta}
                return ({hour} + total // 60) % {day}, total % 60
                """,
        },
        inputs=inputs + [(r.randrange(day), r.randrange(60)) for _ in range(5)],
    )


@family
def time_between(r: Draw) -> Task:
    """Find how long it is from one time of day to another.

    If the second time is earlier, it belongs to the next day. The remainder by 24 hours takes
    care of that without a branch.
    """
    start, end = r.pick(("start", "end"), ("begin", "finish"), ("departure", "arrival"), ("a", "b"))
    k = r.randint(10, 90)
    label, said, result = r.pick(
        ("minutes", "how many minutes pass", "passed"),
        ("hours", "how many full hours pass", "passed // 60"),
        (f"minutes_without_{k}", f"how many minutes pass, apart from a break of {k} minutes, but"
         " never less than 0", f"max(0, passed - {k})"),
        ("clock", "how much time passes, written as hours and minutes like '1:05',",
         'f"{passed // 60}:{passed % 60:02d}"'),
        ("tuple", "how many full hours and further minutes pass, as a pair,",
         "divmod(passed, 60)"),
    )  # fmt: skip
    gives = {"clock": "str", "tuple": "tuple[int, int]"}.get(label, "int")
    times = _times(r, 6)
    pairs = [("00:00", "00:00"), ("08:15", "09:00"), ("23:50", "00:10"), ("09:00", "08:59")]
    return Task(
        names=(f"{label}_between_times", f"{label}_from_{start}_to_{end}", f"{label}_passed"),
        takes={start: "str", end: "str"},
        gives=gives,
        does=(
            f"Return {said} from {start} to {end}, two times of day such as '08:30'.",
            f"Compute {said} between {start} and the next time when a clock shows {end}; both are"
            " texts such as '17:05'.",
        ),
        notes=(f"If {end} is earlier than {start}, it is on the next day.",),
        solutions={
            "remainder": f"""
                hours, minutes = (int(part) for part in {start}.split(":"))
                first = hours * 60 + minutes
                hours, minutes = (int(part) for part in {end}.split(":"))
                passed = (hours * 60 + minutes - first) % 1440
                return {result}
                """,
            "branch": f"""
                first = int({start}[:2]) * 60 + int({start}[3:])
                second = int({end}[:2]) * 60 + int({end}[3:])
                if second < first:
                    second += 1440
                passed = second - first
                return {result}
                """,
        },
        inputs=[*pairs, (times[0], times[0]), *zip(times, reversed(times), strict=True)]
        + [("10:00", f"{10 + (k + x) // 60}:{(k + x) % 60:02d}") for x in (-1, 0, 1)],
    )


@family
def twelve_hours(r: Draw) -> Task:
    """Change between 12 and 24 hours.

    On a clock of 12 hours, 0 o'clock is written as 12 am and noon as 12 pm. So the remainder by
    12 has to be replaced by 12 where it is 0.
    """
    time = r.pick("time", "clock", "moment", "when", "text")
    am, pm = r.pick(("am", "pm"), ("AM", "PM"), (" am", " pm"), (" a.m.", " p.m."))
    if r.coin():
        cut = len(am)
        return Task(
            names=("to_twelve_hours", f"{time}_in_twelve_hours", "american_time", "add_am_pm"),
            takes={time: "str"},
            gives="str",
            does=(
                f"Convert {time}, such as '14:05', to a clock of twelve hours, such as '2:05{pm}'.",
                f"Write {time}, a time of day such as '07:30', with {am.strip()!r} or"
                f" {pm.strip()!r}, such as '7:30{am}'.",
            ),
            solutions={
                "remainder": f"""
                    hours, minutes = {time}.split(":")
                    half = "{am}" if int(hours) < 12 else "{pm}"
                    return f"{{int(hours) % 12 or 12}}:{{minutes}}{{half}}"
                    """,
                "branches": f"""
                    hour = int({time}[:2])
                    if hour == 0:
                        return "12" + {time}[2:] + "{am}"
                    if hour < 12:
                        return str(hour) + {time}[2:] + "{am}"
                    if hour > 12:
                        hour -= 12
                    return str(hour) + {time}[2:] + "{pm}"
                    """,
            },
            inputs=[*"00:00 00:59 01:00 11:59 12:00 12:01 13:00 23:59".split(), *_times(r, 4)],
        )
    cut = len(am)
    edges = ((12, "00"), (12, "59"), (1, "05"), (11, "59"))
    clocks = [f"{h}:{m}{half}" for h, m in edges for half in (am, pm)]
    return Task(
        names=("to_twenty_four_hours", f"{time}_in_full_hours", "military_time", "without_am_pm"),
        takes={time: "str"},
        gives="str",
        does=(
            f"Convert {time}, such as '2:05{pm}', to a clock of 24 hours, such as '14:05'.",
            f"Write {time}, a time such as '7:30{am}' or '12:00{pm}', with hours from 00 to 23.",
        ),
        solutions={
            "remainder": f"""
                hours, minutes = {time}[:-{cut}].split(":")
                hour = int(hours) % 12
                if {time}.endswith("{pm}"):
                    hour += 12
                return f"{{hour:02d}}:{{minutes}}"
                """,
            "branches": f"""
                hours, minutes = {time}.removesuffix("{am}").removesuffix("{pm}").split(":")
                hour = int(hours)
                if hour == 12:
                    hour = 0
                if "{pm}" in {time}:
                    hour = hour + 12
                return str(hour).zfill(2) + ":" + minutes
                """,
        },
        inputs=clocks
        + [f"{r.randint(1, 12)}:{r.randint(0, 59):02d}{r.choice((am, pm))}" for _ in range(6)],
    )


@family
def clock_hands(r: Draw) -> Task:
    """Find the angles of a clock's hands.

    The minute hand turns by 6 degrees a minute. The hour hand turns by 30 degrees an hour, and
    moves on by half a degree every minute.
    """
    hour, minute = r.pick(("hour", "minute"), ("h", "m"), ("hours", "minutes"))
    label, said, result = r.pick(
        ("minute_hand", "the angle between the minute hand and 12, clockwise, in half degrees",
         "long"),
        ("hour_hand", "the angle between the hour hand and 12, clockwise, in half degrees",
         "short"),
        ("between_hands", "the smaller angle between the two hands, in half degrees",
         "min(abs(long - short), 720 - abs(long - short))"),
        ("larger", "True if the minute hand's angle from 12 is larger than that of the hour hand,"
         " otherwise False", "long > short"),
    )  # fmt: skip
    lines = [f"long = 12 * {minute}"] if "long" in result else []
    lines += [f"short = 60 * ({hour} % 12) + {minute}"] if "short" in result else []
    other = [line.replace(f"60 * ({hour} % 12) + {minute}", f"({hour} * 60 + {minute}) % 720")
             .replace(f"12 * {minute}", f"{minute} * 720 // 60") for line in lines]  # fmt: skip
    return Task(
        names=(f"angle_{label}", f"{label}_angle", f"clock_{label}"),
        takes={hour: "int", minute: "int"},
        gives="bool" if label == "larger" else "int",
        does=(
            f"Return {said}, when it is {hour} o'clock and {minute} minutes."
            if hour == "h" or hour == "hour"
            else f"Return {said}, at the time of {hour} and {minute}.",
            f"Compute {said}, of a clock that shows {hour} (0 to 23) and {minute} (0 to 59).",
        ),
        notes=r.pick(("A full turn has 720 half degrees.",), ("Two half degrees are one degree.",)),
        solutions={
            "angles": "\n".join([*lines, f"return {result}"]),
            "turns": "\n".join([*other, f"return {result}"]),
        },
        inputs=[(0, 0), (3, 0), (6, 0), (12, 0), (11, 59), (10, 55), (13, 30), (9, 15), (23, 1)]
        + [(r.randrange(24), r.randrange(60)) for _ in range(4)],
    )


@family
def is_open(r: Draw) -> Task:
    """Tell whether a time lies in opening hours.

    Opening hours over midnight are two parts: from the opening to midnight and from midnight to
    the closing. Two comparisons are then joined with `or` and not with `and`.
    """
    time = r.pick("time", "hour", "moment", "t")
    place = r.pick("bar", "shop", "pool", "museum", "bakery", "office", "club")
    a, b = sorted(r.sample(range(1, 23), 2))
    over = r.coin()
    begin, end = (b, a) if over else (a, b)
    closed = r.coin(0.3)
    test = f"{begin} <= {time} or {time} < {end}" if over else f"{begin} <= {time} < {end}"
    negated = f"not ({test})" if over else f"not {test}"
    word, sign = ("closed", ">=") if closed else ("open", "<")
    return Task(
        names=(f"{place}_is_{word}", f"is_{word}_at", f"{word}_at_{time}", f"is_{place}_{word}"),
        takes={time: "int"},
        gives="bool",
        does=(
            f"Check whether a {place} is {word} at {time}, an hour from 0 to 23, when it opens at"
            f" {begin} and closes at {end}{' on the next day' if over else ''}.",
            f"Tell whether a {place} that is open from {begin} to {end} o'clock"
            f"{', over midnight,' if over else ''} is {word} at the full hour {time}.",
        ),
        notes=(f"At {begin} o'clock it is open, at {end} o'clock it is closed.",),
        solutions={
            "comparison": f"return {negated if closed else test}",
            "remainder": f"return ({time} - {begin}) % 24 {sign} {(end - begin) % 24}",
        },
        inputs=[0, begin - 1, begin, begin + 1, end - 1, end, end + 1, 23, 12],
    )
