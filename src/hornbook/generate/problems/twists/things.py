"""How stories go on after somebody has things."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.twists.twist import after, thing_of, who_of
from hornbook.generate.problems.words import RELATIVES


@after("held")
def gives_away(s: Story, end: Ending) -> Ending:
    who, thing, relative = who_of(end), thing_of(end), s.one_of(RELATIVES)
    given = s.below("given_away", end.total)
    s.tell(
        f"{who} gives {given} of the {thing} to {who.his} {relative}.",
        f"Later, {who.s} {relative} gets {given} of these {thing}.",
    )
    left = s.step(f"{thing.key}_left", end.total - given, f"{thing} that stay")
    return s.held(
        left, who, thing, f"How many {thing} does {who} have left?", f"How many {thing} remain?"
    )


@after("held")
def loses_fraction(s: Story, end: Ending) -> Ending:
    who, thing = who_of(end), thing_of(end)
    words, part = s.fraction(end.total)
    what, past = s.pick(("lost", "get lost"), ("damaged", "are damaged"), ("sold", "are sold"))
    s.tell(
        f"Then {words} of the {thing} that {who} has {past}.",
        f"Later {words} of the {thing} that {who} has by then {past}.",
    )
    gone = s.step(f"{what}_{thing.key}", part, f"{thing} that are {what}")
    left = s.step(f"remaining_{thing.key}", end.total - gone, "all but those")
    return s.held(
        left, who, thing, f"How many {thing} are left?", f"How many {thing} does {who} still have?"
    )


@after("held")
def packs_in_containers(s: Story, end: Ending) -> Ending:
    who, thing, box = who_of(end), thing_of(end), s.container()
    size = s.number(f"{box.key_one}_size", 3, 12)
    s.tell(
        f"{who} packs all the {thing} that {who.he} has then into {box.many} that hold {size} "
        "each.",
        f"A {box.one} has room for {size} {thing}, and {who} wants to put all that {who.he} "
        "has then "
        f"into such {box.many}.",
    )
    boxes = s.step(
        f"{box.key}_needed", end.total.rounded_up(size), f"rounded up: the last {box.one} counts"
    )
    return s.plain(
        boxes,
        f"How many {box.many} does {who} need?",
        f"What is the smallest number of {box.many} that is enough?",
    )


@after("held")
def sells_each(s: Story, end: Ending) -> Ending:
    who, thing = who_of(end), thing_of(end)
    price = s.price(f"{thing.key_one}_price", 2, 9)
    s.tell(
        f"{who} sells all the {thing} that {who.he} has then for {price} each.",
        f"A neighbor takes all the {thing} that {who} has then and pays {price} for each.",
    )
    income = s.step("income", end.total * price, f"all {thing} at their price")
    return s.earned(
        income, who, f"How much money does {who} get?", f"What does {who} earn with the {thing}?"
    )


@after("held")
def shares_equally(s: Story, end: Ending) -> Ending:
    who, thing = who_of(end), thing_of(end)
    friends = s.divisor("friends", end.total, 2, 9)
    s.tell(
        f"{who} shares out all the {thing} that {who.he} has then equally among {friends} friends.",
        f"{friends} friends of {who.s} get all the {thing} that {who.he} has then, each the same "
        f"number.",
    )
    each = s.step(f"{thing.key}_each", end.total // friends, "for one friend")
    return s.plain(each, f"How many {thing} does each friend get?")


@after("held")
def lasts_days(s: Story, end: Ending) -> Ending:
    who, thing = who_of(end), thing_of(end)
    daily = s.number("used_daily", 2, 7)
    s.tell(
        f"From then on {who} gives away {daily} of the {thing} a day.",
        f"Every day after that, {daily} of the {thing} are used up.",
    )
    days = s.step("full_days", end.total.rounded_down(daily), "whole days")
    return s.plain(
        days, f"For how many full days do the {thing} last?", "On how many days is that possible?"
    )


@after("held")
def gets_more(s: Story, end: Ending) -> Ending:
    who, thing, other = who_of(end), thing_of(end), s.person()
    words, factor = s.times()
    s.tell(
        f"{other} has {words} as many {thing} as {who} has then.",
        f"{other} owns {words} as many {thing} as {who} does then.",
    )
    theirs = s.step(f"{other.key}_{thing.key}", end.total * factor, f"{words} as many")
    both = s.step(f"{thing.key}_of_both", end.total + theirs, "both together")
    return s.plain(
        both,
        f"How many {thing} do {who} and {other} have together?",
        f"How many {thing} are there when both put theirs together?",
    )
