"""How stories go on after something has taken time."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.twists.twist import after, who_of


@after("minutes")
def in_seconds(s: Story, end: Ending) -> Ending:
    seconds = s.step("seconds", end.total * 60, "60 seconds in a minute")
    return s.plain(
        seconds, "How many seconds does that take in all?", "How long is that in seconds?"
    )


@after("minutes")
def takes_breaks(s: Story, end: Ending) -> Ending:
    who = who_of(end)
    breaks, each = s.number("breaks", 2, 5), s.number("break_minutes", 3, 12)
    s.tell(
        f"In between, {who} takes {breaks} breaks of {each} minutes.",
        f"There are also {breaks} breaks, and each of them lasts {each} minutes.",
    )
    pauses = s.step("time_in_breaks", breaks * each, "all breaks")
    total = s.step("time_with_breaks", end.total + pauses, "work and breaks")
    return s.lasting(
        total,
        who,
        "How many minutes pass with the breaks included?",
        f"After how many minutes is {who} done?",
    )


@after("minutes")
def has_planned_time(s: Story, end: Ending) -> Ending:
    who = who_of(end)
    hours = -(-(end.total.value + 1) // 60) + s.r.randint(0, 1)
    planned = s.number("hours_planned", hours, hours)
    unit = "hour" if hours == 1 else "hours"
    s.tell(
        f"{who} has planned {planned} {unit} for this.",
        f"There are {planned} {unit} for all of it."
        if hours > 1
        else "There is one hour for all of it.",
    )
    minutes = s.step("minutes_planned", planned * 60, "60 minutes in an hour")
    left = s.step("minutes_left", minutes - end.total, "what is not needed")
    return s.plain(
        left, f"How many minutes does {who} have to spare?", "How many minutes are left over?"
    )


@after("minutes")
def every_day(s: Story, end: Ending) -> Ending:
    who = who_of(end)
    days = s.number("days_in_a_row", 2, 14)
    s.tell(
        f"{who} does all of this every day for {days} days.",
        f"It is the same on each of {days} days.",
    )
    total = s.step("minutes_in_all", end.total * days, "all days together")
    return s.plain(
        total,
        "How many minutes is that in all?",
        f"How many minutes does {who} need on all these days together?",
    )
