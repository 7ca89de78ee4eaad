"""How old people are, were and will be."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story


@family
def older_and_later(s: Story) -> Ending:
    (a, b), relative = s.people(2), s.pick("cousin", "neighbor", "best friend", "colleague", "boss")
    age, (words, factor), years = (
        s.number(f"{a.key}_age", 6, 20),
        s.times(),
        s.number("years", 2, 15),
    )
    s.tell(
        f"{a} is {age} years old. {a.his} {relative} {b} is {words} as old.",
        f"{b} is {words} as old as {a}, who is {age}.",
    )
    other = s.step(f"{b.key}_age", age * factor, f"{words} as old")
    then = s.step(f"{b.key}_then", other + years, "years later")
    return s.plain(
        then,
        f"How old will {b} be in {years} years?",
        f"What will be {b.s} age {years} years from now?",
    )


@family
def sum_of_ages(s: Story) -> Ending:
    a, b, c = s.people(3)
    age, more, less = (
        s.number(f"{a.key}_age", 12, 50),
        s.number("years_older", 2, 20),
        s.number("years_younger", 2, 9),
    )
    s.tell(
        f"{a} is {age} years old, {b} is {more} years older than {a}, and {c} is {less} years "
        f"younger than {b}.",
        f"{b} is {more} years older than {a} and {less} years older than {c}. {a} is {age}.",
    )
    second = s.step(f"{b.key}_age", age + more, f"older than {a}")
    third = s.step(f"{c.key}_age", second - less, f"younger than {b}")
    total = s.step("ages_together", age + second + third, "all three")
    return s.plain(
        total,
        "How old are the three together?",
        f"What is the sum of the ages of {a}, {b} and {c}?",
    )


@family
def years_ago(s: Story) -> Ending:
    a, b = s.people(2)
    before, (words, factor), years = (
        s.number("age_before", 5, 15),
        s.times(),
        s.number("years_since", 3, 15),
    )
    s.tell(
        f"{years} years ago {a} was {before} years old, and {b} was {words} as old.",
        f"{a} was {before} when {b} was {words} as old as {a}. That was {years} years ago.",
    )
    then = s.step(f"{b.key}_then", before * factor, f"{words} as old")
    now = s.step(f"{b.key}_now", then + years, "years later")
    mine = s.step(f"{a.key}_now", before + years, "years later, too")
    total = s.step("together_now", now + mine, "both")
    return s.plain(total, f"How old are {a} and {b} together now?")


@family
def from_the_total(s: Story) -> Ending:
    a, b = s.people(2)
    young, more = s.r.randint(5, 40), s.r.randint(2, 30)
    gap = s.number("age_difference", more, more)
    both = s.number("ages_together", 2 * young + more, 2 * young + more)
    years = s.number("years_ahead", 2, 12)
    s.tell(
        f"{a} and {b} are {both} years old together. {b} is {gap} years older than {a}.",
        f"The ages of {a} and {b} add up to {both}, and {a} is {gap} years younger than {b}.",
    )
    twice = s.step("twice_the_younger", both - gap, f"as if {b} were as young as {a}")
    age = s.step(f"{a.key}_age", twice // 2, f"the age of {a}")
    total = s.step(f"{a.key}_later", age + years, "years later")
    return s.plain(total, f"How old will {a} be in {years} years?")


@family
def generations(s: Story) -> Ending:
    who = s.person()
    mother = s.number("mother_at_birth", 20, 38)
    grandmother = s.number("grandmother_at_birth", 20, 38)
    age = s.number("age", 4, 30)
    s.tell(
        f"{who} is {age} years old. {who.his} mother was {mother} when {who.he} was born, and "
        f"{who.his} grandmother was {grandmother} when the mother was born.",
        f"When {who.s} mother was born, the grandmother was {grandmother}; when {who} was "
        "born, the "
        f"mother was {mother}. {who} is {age} now.",
    )
    parent = s.step("mother_now", age + mother, "years since her own birth")
    total = s.step("grandmother_now", parent + grandmother, "one generation more")
    return s.plain(total, f"How old is {who.s} grandmother?")


@family
def average_age(s: Story) -> Ending:
    a, b, c = s.people(3)
    ages = [s.number(f"{who.key}_age", 7, 70) for who in (a, b, c)]
    s.tell(
        f"{a} is {ages[0]}, {b} is {ages[1]} and {c} is {ages[2]} years old.",
        f"{a}, {b} and {c} are {ages[0]}, {ages[1]} and {ages[2]} years old.",
    )
    total = s.step("all_ages", ages[0] + ages[1] + ages[2], "added up")
    mean = s.step("average_age", total // 3, "for three people")
    return s.plain(mean, "What is the average of their ages?", "How old are they on average?")
