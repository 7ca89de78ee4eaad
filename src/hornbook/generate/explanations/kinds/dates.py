"""Days of the week, days of the year, years of age."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hornbook.generate.explanations.question import Draw, Question, Step, kind

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January February March April May June July August September October November December".split()
)


def _told(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _read(text: str) -> date:
    found = re.search(rf"(\d+) ({'|'.join(MONTHS)}) (\d+)", text)
    assert found is not None
    return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))


def _weekday(text: str) -> str:
    today = next(day for day in DAYS if day in text)
    found = re.search(r"(\d+) days", text)
    count = int(found[1]) if found else 0
    step = -1 if "before" in text or "ago" in text else 1
    place = DAYS.index(today)
    for _ in range(count):
        place += step
    return DAYS[place % 7]


@kind(_weekday)
def weekday(draw: Draw) -> Question:
    """Which weekday it is some days from another."""
    (who,) = draw.people(1)
    place, count, back = draw.randrange(7), draw.randint(8, 120), draw.coin()
    weeks, rest = divmod(count, 7)
    if not rest:
        count, rest = count + 1, 1
    answer = DAYS[(place - count if back else place + count) % 7]
    other = DAYS[(place + count if back else place - count) % 7]
    way = "back" if back else "on"
    when = f"{count} days {'before' if back else 'after'} that day"
    event = draw.pick("piano lesson", "visit to the dentist", "chess match", "swimming test")
    options = tuple(sorted({answer, other, DAYS[place], DAYS[(place + rest + 2) % 7]}))
    return Question(
        definition=draw.pick(
            "Find the day of the week a number of days before or after a given one.",
            "Count days along the week and name the one you come to.",
        ),
        given=draw.pick(
            f"{who}'s {event} is on a {DAYS[place]}.", f"A {event} of {who}'s is on {DAYS[place]}."
        ),
        asks=draw.pick(
            f"Which day of the week is it {when}?", f"What day of the week falls {when}?"
        ),
        rules=(
            ("The week repeats every 7 days", f"{weeks} weeks change nothing"),
            ("Only the days beyond whole weeks count", f"of {count} days that is {rest}"),
        ),
        steps=(
            Step(
                f"{count} days hold {weeks} whole weeks: {weeks} × 7 = {weeks * 7}.",
                "after each week the same day comes again",
            ),
            Step(f"{count} - {weeks * 7} = {rest}, so {rest} more to count."),
            Step(
                f"Going {way} {rest} from {DAYS[place]} leads to {answer}.",
                f"the days pass one by one: {_walk(place, rest, back)}",
            ),
        ),
        answer=answer,
        picture="The week is a merry-go-round with seven horses, and we ride past them one by one",
        fact="Weekdays repeat with a period of seven, so only the remainder by 7 matters",
        options=options,
        why_not={
            each: (
                "no day has passed by then"
                if each == DAYS[place]
                else "that counts in the wrong direction"
                if each == other
                else f"{rest} days {way} from {DAYS[place]} it isn't {each} yet or any more"
            )
            for each in options
        },
    )


def _walk(place: int, rest: int, back: bool) -> str:
    step = -1 if back else 1
    return ", ".join(DAYS[(place + step * number) % 7] for number in range(1, rest + 1))


def _later(text: str) -> str:
    found = re.search(r"(\d+) days", text)
    count = int(found[1]) if found else 0
    day = _read(text)
    for _ in range(count):
        day = day - timedelta(1) if "earlier" in text else day + timedelta(1)
    return _told(day)


@kind(_later)
def deadline(draw: Draw) -> Question:
    """A date some days later, over the end of a month."""
    (who,) = draw.people(1)
    year, month = draw.randint(1990, 2035), draw.randint(1, 12)
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(1)).day
    start = date(year, month, draw.randint(last - 12, last - 1))
    left = last - start.day
    count = left + draw.randint(2, 25)
    end = start + timedelta(count)
    wrong = [end + timedelta(1), end - timedelta(1), start + timedelta(left)]
    thing = draw.pick("library book", "parcel", "permit", "bicycle", "costume")
    name = MONTHS[month - 1]
    return Question(
        definition=draw.pick(
            "Find the date that lies a number of days after another.",
            "Count days over the end of a month and give the date (day month year).",
        ),
        given=draw.pick(
            f"{who} borrows a {thing} on {_told(start)} and has {count} days to bring it back.",
            f"On {_told(start)} {who} is told that the {thing} will be there {count} days later.",
        ),
        asks=draw.pick(
            f"What is the date {count} days after {_told(start)}?",
            "Which date is that (day month year)?",
        ),
        rules=(
            (f"{name} {year} has {last} days", f"after the {start.day}th {left} are left"),
            (
                "Days that are left over run into the next month",
                f"they begin on 1 {MONTHS[month % 12]}",
            ),
        ),
        steps=(
            Step(
                f"To the end of {name} it is {last} - {start.day} = {left} days.",
                f"{name} {year} has {last} days",
            ),
            Step(f"That leaves {count} - {left} = {count - left} days for {MONTHS[month % 12]}."),
            Step(f"The date is {_told(end)}.", "counting goes on from the first of that month"),
        ),
        answer=_told(end),
        picture="We tear one page after another off the calendar and read what the next one says",
        fact=(
            "April, June, September and November have 30 days, February 28, or 29 in leap years, "
            "all others 31"
        ),
        wrong=(
            (_told(wrong[0]), "it counts a day too many"),
            (_told(wrong[1]), "it counts the first day, too, and so ends a day early"),
            (_told(wrong[2]), f"that is only the end of {name}, {left} days later"),
        ),
    )


def _ages(text: str) -> str:
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    born, gap, year = numbers
    return str(year - born + gap if "older" in text else year - born - gap)


@kind(_ages)
def ages(draw: Draw) -> Question:
    """How old somebody is in a year, by somebody else's birth."""
    one, two = draw.people(2)
    born, gap = draw.randint(1935, 2004), draw.randint(2, 14)
    year = born + draw.randint(gap + 3, 70)
    age, older = year - born, draw.coin()
    answer = age + gap if older else age - gap
    sign = "+" if older else "-"
    word = "older" if older else "younger"
    return Question(
        definition=draw.pick(
            "Work out a person's age in a given year.",
            "From a year of birth and a difference in age, find how old someone turns.",
        ),
        given=draw.pick(
            f"{one} was born in {born}. {two} is {gap} years {word} than {one}.",
            f"{one} came into the world in {born}, and {two} is {word} by {gap} years.",
        ),
        asks=draw.pick(
            f"How old does {two} turn in {year}?", f"In {year}, which birthday does {two} have?"
        ),
        rules=(
            ("An age is the year less the year of birth", f"{one} turns {age} in {year}"),
            (f"Who is {word} has {'more' if older else 'fewer'} years", f"{gap} of them"),
        ),
        steps=(
            Step(f"In {year} {one} turns {year} - {born} = {age}.", f"{one} was born in {born}"),
            Step(f"{two} turns {age} {sign} {gap} = {answer}.", f"{two} is {gap} years {word}"),
        ),
        answer=str(answer),
        picture="Everybody gets one candle more each year, so we count the candles on two cakes",
        fact="The difference between two people's ages never changes",
        wrong=(
            (str(age), f"that is how old {one} turns"),
            (
                str(age - gap if older else age + gap),
                f"it takes {two} for {'younger' if older else 'older'} than {one}",
            ),
            (str(gap), "that is only the difference between the two"),
        ),
    )
