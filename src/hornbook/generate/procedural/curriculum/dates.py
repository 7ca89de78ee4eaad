"""Dates and clocks: days, months, weekdays, times of day."""

from hornbook.generate.procedural import Draw, Task, family


def _dates(r: Draw, size: int = 6) -> list[str]:
    found = [
        f"{r.randint(1990, 2030)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"
        for _ in range(size)
    ]
    return ["2024-02-29", "2023-12-31", "2000-01-01", "2021-03-06", *found]


@family
def clock_minutes(r: Draw) -> Task:
    """Read a clock time.

    `split(":")` takes hours and minutes apart, and `int` makes numbers of them. As minutes since
    midnight, times can be added and compared.
    """
    time = r.pick("time", "clock", "moment", "start")
    k = r.randint(5, 180)
    label, said, gives, result = r.pick(
        ("minutes", "the number of minutes since midnight", "int", "total"),
        ("minutes_left", "the number of minutes until the next midnight", "int", "24 * 60 - total"),
        ("is_after_lunch", "True if it is 12:30 or later, otherwise False", "bool",
         "total >= 12 * 60 + 30"),
        (f"after_{k}_minutes", f"the time {k} minutes later, in the same form", "str",
         f'f"{{(total + {k}) // 60 % 24:02d}}:{{(total + {k}) % 60:02d}}"'),
        (f"before_{k}_minutes", f"the time {k} minutes earlier, in the same form", "str",
         f'f"{{(total - {k}) // 60 % 24:02d}}:{{(total - {k}) % 60:02d}}"'),
        ("quarters", "how many full quarters of an hour have passed since midnight", "int",
         "total // 15"),
    )  # fmt: skip
    turns = [f"05:{(59 - k) % 60:02d}", f"12:{k % 60:02d}", f"23:{-k % 60:02d}"]
    return Task(
        names=(f"clock_{label}", f"{label}_of_time", f"time_{label}"),
        takes={time: "str"},
        gives=gives,
        does=(f"Return for {time}, a clock time such as '08:30', {said}.",),
        solutions={
            "split": f"""
                hours, minutes = {time}.split(":")
                total = int(hours) * 60 + int(minutes)
                return {result}
                """,
            "slices": f"""
                total = 60 * int({time}[:2]) + int({time}[3:])
                return {result}
                """,
        },
        inputs=["00:00", "00:01", "00:59", "12:29", "12:30", "12:40", "23:59", *turns]
        + [f"{r.randint(0, 23):02d}:{r.randint(0, 59):02d}" for _ in range(5)],
    )


@family
def duration_text(r: Draw) -> Task:
    """Write a duration.

    `divmod` peels off one unit after the other. In an f-string, `:02d` writes a number with at
    least two digits.
    """
    seconds = r.pick("seconds", "total", "duration", "elapsed")
    label, said, code = r.pick(
        ("hms", "in the form 'hours:minutes:seconds', where minutes and seconds have two digits",
         'f"{hours}:{minutes:02d}:{rest:02d}"'),
        ("letters", "in the form '1h 2m 3s'", 'f"{hours}h {minutes}m {rest}s"'),
        ("minutes", "in the form 'minutes:seconds', where the seconds have two digits and the"
         " minutes may exceed 59", 'f"{60 * hours + minutes}:{rest:02d}"'),
        ("padded", "in the form 'hours-minutes-seconds', each with two digits at least",
         'f"{hours:02d}-{minutes:02d}-{rest:02d}"'),
    )  # fmt: skip
    return Task(
        names=(f"format_{label}", f"duration_as_{label}", f"write_{label}"),
        takes={seconds: "int"},
        gives="str",
        does=(
            f"Write a duration of {seconds} seconds {said}."
            if seconds != "seconds"
            else f"Write a duration in seconds {said}.",
            f"Return the text of {seconds}, a number of seconds, {said}.",
        ),
        solutions={
            "divmod": f"""
                minutes, rest = divmod({seconds}, 60)
                hours, minutes = divmod(minutes, 60)
                return {code}
                """,
            "operators": f"""
                hours = {seconds} // 3600
                minutes = {seconds} % 3600 // 60
                rest = {seconds} % 60
                return {code}
                """,
        },
        inputs=[0, 59, 60, 61, 3599, 3600, 3661, *(r.randint(1, 90000) for _ in range(4))],
    )


@family
def month_length(r: Draw) -> Task:
    """Know how long months and years are.

    A year is a leap year if it is divisible by 4, but full centuries only if they are divisible
    by 400. `calendar.monthrange` knows the length of every month.
    """
    year = r.pick("year", "y")
    label, said, gives, code, other = r.pick(
        ("leap_year", "True if {y} is a leap year, otherwise False", "bool",
         "{y} % 4 == 0 and ({y} % 100 != 0 or {y} % 400 == 0)", "calendar.isleap({y})"),
        ("february_days", "the number of days that February has in the year {y}", "int",
         "29 if {y} % 4 == 0 and ({y} % 100 != 0 or {y} % 400 == 0) else 28",
         "calendar.monthrange({y}, 2)[1]"),
        ("year_days", "the number of days in the year {y}", "int",
         "366 if {y} % 4 == 0 and ({y} % 100 != 0 or {y} % 400 == 0) else 365",
         "365 + calendar.isleap({y})"),
        ("century", "the century of the year {y}, where 1801 to 1900 is the 19th", "int",
         "({y} + 99) // 100", "math.ceil({y} / 100)"),
        ("decade", "the first year of the decade of {y}, such as 1990 for 1997", "int",
         "{y} // 10 * 10", "{y} - {y} % 10"),
        ("next_leap_year", "the first leap year after {y}", "int",
         "next(x for x in range({y} + 1, {y} + 9) if x % 4 == 0 and (x % 100 or x % 400 == 0))",
         "next(x for x in range({y} + 1, {y} + 9) if calendar.isleap(x))"),
    )  # fmt: skip
    return Task(
        names=(label, f"find_{label}", f"get_{label}"),
        takes={year: "int"},
        gives=gives,
        does=(f"Return {said.format(y=year)}.",),
        solutions={
            "arithmetic": f"return {code.format(y=year)}",
            "library": f"return {other.format(y=year)}",
        },
        inputs=[
            1600,
            1696,
            1700,
            1900,
            2000,
            2001,
            2004,
            2100,
            *(r.randint(1800, 2099) for _ in range(5)),
        ],
    )


@family
def between_dates(r: Draw) -> Task:
    """Compute with dates.

    `date.fromisoformat` reads a text such as '2024-02-29'. The difference of two dates is a
    timedelta whose `days` count the days between them.
    """
    a, b = r.twins()
    label, said, gives, code, other = r.pick(
        ("days_between", "the number of days between {a} and {b}, never negative", "int",
         "abs((y - x).days)", "abs(y.toordinal() - x.toordinal())"),
        ("days_until", "how many days {b} comes after {a}, negative if it is earlier", "int",
         "(y - x).days", "y.toordinal() - x.toordinal()"),
        ("full_weeks", "how many full weeks lie between {a} and {b}", "int",
         "abs((y - x).days) // 7", "abs(y.toordinal() - x.toordinal()) // 7"),
        ("same_weekday", "True if {a} and {b} fall on the same day of the week, otherwise False",
         "bool",
         "(y - x).days % 7 == 0", "x.weekday() == y.weekday()"),
        ("same_month",
         "True if {a} and {b} are in the same month of the same year, otherwise False",
         "bool", "(x.year, x.month) == (y.year, y.month)", "{a}[:7] == {b}[:7]"),
        ("months_apart", "the difference of the months of {a} and {b}, each counted from year 0,"
         " as a number that is never negative", "int",
         "abs(12 * (y.year - x.year) + y.month - x.month)",
         "abs((12 * y.year + y.month) - (12 * x.year + x.month))"),
    )  # fmt: skip
    dates = _dates(r)
    pairs = list(zip(dates, reversed(dates), strict=True))
    same = dates[-1]
    return Task(
        names=(label, f"{label}_dates", f"count_{label}"),
        takes={a: "str", b: "str"},
        gives=gives,
        does=(f"Return {said.format(a=a, b=b)}.",),
        notes=("Dates are texts such as '2024-02-29'.",),
        solutions={
            "difference": f"""
                x, y = date.fromisoformat({a}), date.fromisoformat({b})
                return {code}
                """,
            "other": f"""
                x = date.fromisoformat({a})
                y = date.fromisoformat({b})
                return {other.format(a=a, b=b)}
                """,
        },
        inputs=[("2024-01-01", "2024-01-08"), ("2024-02-28", "2024-03-01"), (same, same), *pairs],
    )


@family
def about_date(r: Draw) -> Task:
    """Ask something about one date.

    `weekday()` counts from Monday, which is 0. Adding a timedelta moves a date, over the ends of
    months and years.
    """
    day, k = r.pick("day", "when", "today", "text"), r.randint(2, 60)
    label, said, gives, code, other = r.pick(
        ("weekend", "True if it is a Saturday or Sunday, otherwise False", "bool",
         "d.weekday() >= 5", "d.isoweekday() in (6, 7)"),
        (f"plus_{k}_days", f"the date {k} days later, in the same form", "str",
         f"(d + timedelta(days={k})).isoformat()",
         f"str(date.fromordinal(d.toordinal() + {k}))"),
        (f"minus_{k}_days", f"the date {k} days earlier, in the same form", "str",
         f"(d - timedelta(days={k})).isoformat()",
         f"str(date.fromordinal(d.toordinal() - {k}))"),
        ("day_of_year", "the number of the day in its year, where January 1 is 1", "int",
         "(d - date(d.year, 1, 1)).days + 1", "d.timetuple().tm_yday"),
        ("quarter", "the quarter of the year, from 1 to 4", "int", "(d.month + 2) // 3",
         "(d.month - 1) // 3 + 1"),
        ("days_left_in_month", "how many days of its month are still to come", "int",
         "calendar.monthrange(d.year, d.month)[1] - d.day",
         "(date(d.year + d.month // 12, d.month % 12 + 1, 1) - d).days - 1"),
        ("slashes", "the date in the form 'day/month/year' without leading zeros", "str",
         'f"{d.day}/{d.month}/{d.year}"', '"/".join(str(x) for x in (d.day, d.month, d.year))'),
    )  # fmt: skip
    return Task(
        names=(label, f"{label}_of_date", f"date_{label}"),
        takes={day: "str"},
        gives=gives,
        does=(f"Return for {day}, a date such as '2024-02-29', {said}.",),
        solutions={
            "one": f"""
                d = date.fromisoformat({day})
                return {code}
                """,
            "other": f"""
                d = date.fromisoformat({day})
                return {other}
                """,
        },
        inputs=_dates(r),
    )
