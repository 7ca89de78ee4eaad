"""Parts of a whole: fractions, percentages and ratios."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import PLACES, Thing


@family
def budget(s: Story) -> Ending:
    who = s.person()
    income = s.price("income", 600, 4000, 60)
    one, first = s.fraction(income)
    names = s.r.sample(["rent", "food", "travel", "clothes", "books", "music lessons"], 2)
    spent = s.step(f"spent_on_{names[0]}", first, f"{one} of the income")
    rest = s.step("income_left", income - spent, "after that")
    two, second = s.fraction(rest)
    s.tell(
        f"Of an income of {income}, {who} spends {one} on {names[0]} and {two} of what is left on "
        f"{names[1]}.",
        f"{who} has {income} a month. {one} goes into {names[0]}, and {two} of the rest into "
        f"{names[1]}.",
    )
    more = s.step(f"spent_on_{names[1]}", second, f"{two} of the rest")
    total = s.step("left_in_the_end", rest - more, "after both")
    return s.earned(total, who, f"How much money does {who} have left?")


@family
def ratio(s: Story) -> Ending:
    (a, b), thing = s.people(2), s.thing("find", "toy", "food")
    p, q = s.number(f"parts_of_{a.key}", 2, 7), s.number(f"parts_of_{b.key}", 2, 9)
    if p.value == q.value:
        q = s.number(f"parts_for_{b.key}", p.value + 1, p.value + 3)
    each = s.r.randint(3, 25)
    total = s.number(thing.key, (p.value + q.value) * each, (p.value + q.value) * each)
    s.tell(
        f"{a} and {b} share {total} {thing} in the ratio {p.value}:{q.value}.",
        f"{total} {thing} are divided between {a} and {b} so that {a} gets {p.value} whenever {b} "
        f"gets {q.value}.",
    )
    parts = s.step("parts", p + q, "in all")
    one = s.step("one_part", total // parts, f"{thing} in a part")
    mine = s.step(f"{b.key}_gets", one * q, f"all parts of {b}")
    return s.held(mine, b, thing, f"How many {thing} does {b} get?")


@family
def battery(s: Story) -> Ending:
    who, what = s.person(), s.pick("phone", "laptop", "camera", "drone", "tablet", "e-bike")
    full = s.number("minutes_when_full", 120, 600, 20)
    charge = s.percent("charge_percent", full)
    used = s.number("minutes_used", 5, 30)
    s.tell(
        f"A full battery of {who.s} {what} lasts {full} minutes. It is charged to {charge}, "
        f"and {who} "
        f"uses it for {used} minutes.",
        f"{who.s} {what} runs for {full} minutes when it is full. Now it shows {charge}. {used} "
        f"minutes later it is still in use.",
    )
    now = s.step("minutes_at_first", full * charge // 100, "at that charge")
    left = s.step("minutes_left", now - used, "after using it")
    return s.plain(left, f"For how many more minutes does the {what} run?")


@family
def town_growth(s: Story) -> Ending:
    place = s.pick("village", "town", "colony", "island", "suburb", "settlement")
    start = s.number("inhabitants", 400, 9000, 100)
    rate = s.percent("growth_percent", start, most=25)
    away = s.number("moved_away", 20, 95)
    s.tell(
        f"A {place} with {start} inhabitants grows by {rate} in a year. Then {away} people "
        "move away.",
        f"In one year, the number of people in a {place} rises by {rate}. There were {start} "
        "of them "
        f"before. The year after, {away} leave.",
    )
    more = s.step("new_inhabitants", start * rate // 100, "in the first year")
    high = s.step("after_growth", start + more, "after that year")
    total = s.step("inhabitants_now", high - away, "without those who left")
    return s.plain(total, f"How many people live in the {place} now?")


@family
def colors(s: Story) -> Ending:
    who, thing = s.person(), s.thing("toy", "paper", "garment", "plant")
    one, two, three = s.r.sample(
        ["red", "blue", "green", "yellow", "white", "black", "purple", "orange"], 3
    )
    total = s.number(thing.key, 20, 240, 20)
    p = s.percent(f"{one}_percent", total, most=50)
    words, part = s.fraction(total)
    s.tell(
        f"Of {who.s} {total} {thing}, {p} are {one}, {words} are {two}, and the rest are {three}.",
        f"{who} has {total} {thing} in three colors: {p} of them {one}, {words} {two}, all others "
        f"{three}.",
    )
    first = s.step(one, total * p // 100, f"the {one} ones")
    second = s.step(two, part, f"the {two} ones")
    rest = s.step(three, total - first - second, "all others")
    return s.held(
        rest,
        who,
        Thing(f"{three} {thing.one}") if " of " not in thing.one else thing,
        f"How many of the {thing} are {three}?",
    )


@family
def half_each_day(s: Story) -> Ending:
    who, thing = s.person(), s.thing("food")
    end, days = s.r.randint(2, 20), s.pick(2, 3)
    start = s.number(thing.key, end * 2**days, end * 2**days)
    more = s.number("bought", 3, 20)
    when = "on Monday and Tuesday" if days == 2 else "on Monday, Tuesday and Wednesday"
    s.tell(
        f"{who} has {start} {thing}. {when}, half of what is there gets eaten each day. Then {who} "
        f"buys {more} more.",
        f"There are {start} {thing} in {who.s} kitchen, and {when} half of them disappear "
        "every day. "
        f"{who} adds {more} new ones after that.",
    )
    left = start
    for day in ("monday", "tuesday", "wednesday")[:days]:
        left = s.step(f"after_{day}", left // 2, "half of it")
    total = s.step(f"{thing.key}_now", left + more, "with the new ones")
    return s.held(total, who, thing, f"How many {thing} are there then?")


@family
def share_of_group(s: Story) -> Ending:
    place = s.one_of(PLACES)
    total = s.number("visitors", 60, 900, 60)
    one, first = s.fraction(total)
    adults = s.step("adults", first, f"{one} of all visitors")
    rate = s.percent("percent_women", adults)
    s.tell(
        f"A {place} has {total} visitors on one day. {one} of them are adults, and {rate} of the "
        f"adults are women.",
        f"Of {total} people who come to a {place}, {one} are grown up. {rate} of those are women.",
    )
    women = s.step("women", adults * rate // 100, "that part of the adults")
    men = s.step("men", adults - women, "all other adults")
    return s.plain(men, "How many men are among the visitors?", "How many of the visitors are men?")


@family
def alloy(s: Story) -> Ending:
    who, what = (
        s.person(),
        s.pick("green paint", "concrete", "bronze", "fruit punch", "potting soil", "bird seed"),
    )
    parts = [s.number(f"parts_{letter}", 1, 6) for letter in ("a", "b", "c")]
    each = s.r.randint(2, 12)
    whole = sum(part.value for part in parts) * each
    total = s.number("kilograms", whole, whole)
    s.tell(
        f"To make {what}, {who} mixes three things in the ratio {parts[0].value}:{parts[1].value}:"
        f"{parts[2].value}. {who.he} needs {total} kilograms in all.",
        f"{who} wants {total} kilograms of {what}. There are three things in it, and their weights "
        f"are as {parts[0].value} to {parts[1].value} to {parts[2].value}.",
    )
    count = s.step("parts", parts[0] + parts[1] + parts[2], "all parts")
    one = s.step("kilograms_per_part", total // count, "the weight of one part")
    wanted = s.step("kilograms_of_third", one * parts[2], "all parts of the third")
    return s.plain(wanted, f"How many kilograms of the third thing does {who} take?")
