"""How a story goes on after what its family told: one more fact, one more step, a new question.

They fit any family that ends in the same kind of thing, so that each family gives problems of one,
two and three parts. A twist returns an ending that another may go on from.
"""

# ruff: noqa: D103 - the names say what the functions tell

from __future__ import annotations

from collections.abc import Callable

from hornbook.generate.problems.quantity import Unfit
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import RELATIVES, Person, Thing

Twist = Callable[[Story, Ending], Ending]

TWISTS: dict[str, list[Twist]] = {}


def after(*kinds: str) -> Callable[[Twist], Twist]:
    """Declare a twist that fits endings of some kinds."""

    def declare(twist: Twist) -> Twist:
        for kind in kinds:
            TWISTS.setdefault(kind, []).append(twist)
        return twist

    return declare


# --- somebody pays -------------------------------------------------------------------------


@after("paid", "bill")
def gets_change(s: Story, end: Ending) -> Ending:
    who = _who(end)
    fit = [note for note in (20, 50, 100, 200, 500, 1000) if note > end.total.value]
    if not fit:
        raise Unfit
    note = s.price("cash", fit[0], fit[0])
    s.tell(f"{who} pays with {note}.", f"At the till, {who.he} hands over {note}.")
    change = s.step("change", note - end.total, "what comes back")
    return s.plain(
        change, f"How much change does {who} get?", f"How much money does {who} get back?"
    )


@after("paid", "bill")
def uses_coupon(s: Story, end: Ending) -> Ending:
    who = _who(end)
    coupon = s.price("coupon", 1, max(1, min(20, end.total.value - 1)))
    s.tell(
        f"{who} has a coupon that takes {coupon} off what {who.he} has to pay.",
        f"In the end, a voucher makes it {coupon} cheaper for {who}.",
    )
    final = s.step("final_price", end.total - coupon, "the bill less the coupon")
    return s.paid(
        final, who, f"How much does {who} pay in the end?", f"What does {who} have to pay then?"
    )


@after("paid", "bill")
def shares_bill(s: Story, end: Ending) -> Ending:
    who = _who(end)
    sharing = s.divisor("people_sharing", end.total, 2, 8)
    s.tell(
        f"{who} and some friends, {sharing.value} people in all, share equally what is to be paid.",
        f"What is to be paid is split evenly among {who} and {who.his} friends, who are "
        f"{sharing.value} people together.",
    )
    each = s.step("share_each", end.total // sharing, "each one's part of the bill")
    return s.paid(each, who, f"How much does {who} pay?", f"What is {who.s} part of the bill?")


@after("paid", "bill")
def had_money(s: Story, end: Ending) -> Ending:
    who = _who(end)
    extra = s.r.randint(5, 80)
    savings = s.price("savings", end.total.value + extra, end.total.value + extra)
    s.tell(
        f"Before that, {who} had {savings}.",
        f"{who} had saved {savings} for this.",
        f"{who} took {savings} along.",
    )
    left = s.step("money_left", savings - end.total, "what stays of the money")
    return s.plain(
        left, f"How much money does {who} have left?", f"How much is left for {who.him}?"
    )


@after("paid")
def every_week(s: Story, end: Ending) -> Ending:
    who = _who(end)
    weeks = s.number("weeks", 2, 12)
    s.tell(
        f"{who} spends the same amount every week for {weeks} weeks.",
        f"This happens once a week, {weeks} weeks in a row.",
    )
    total = s.step("spent_in_all", end.total * weeks, "for all weeks together")
    return s.plain(total, f"How much does {who} spend in all {weeks} weeks together?")


@after("paid", "bill")
def paid_with_help(s: Story, end: Ending) -> Ending:
    who, relative = _who(end), s.one_of(RELATIVES)
    words, part = s.fraction(end.total)
    s.tell(
        f"{who.s} {relative} pays {words} of what {who} would have to pay.",
        f"Of what is to be paid in the end, {words} comes from {who.s} {relative}.",
    )
    helped = s.step(f"paid_by_{relative}", part, f"the part of the {relative}")
    rest = s.step("own_part", end.total - helped, "the rest")
    return s.paid(rest, who, f"How much is left for {who} to pay?")


@after("paid", "bill")
def saves_up(s: Story, end: Ending) -> Ending:
    who = _who(end)
    saved = s.price("saved_weekly", 2, 15)
    s.tell(
        f"{who} can put aside {saved} a week for it.",
        f"To afford it, {who.he} saves {saved} each week.",
    )
    weeks = s.step("weeks_needed", end.total.rounded_up(saved), "rounded up to whole weeks")
    return s.plain(
        weeks,
        f"After how many weeks does {who} have enough?",
        f"For how many weeks does {who} need to save?",
    )


# --- somebody has got money ----------------------------------------------------------------


@after("earned")
def spends_fraction(s: Story, end: Ending) -> Ending:
    who, thing = _who(end), s.thing()
    words, part = s.fraction(end.total)
    s.tell(
        f"{who} spends {words} of the money that {who.he} has then on {thing}.",
        f"Of the money that {who} has then, {words} goes into {thing}.",
    )
    spent = s.step(f"spent_on_{thing.key}", part, f"the money for {thing}")
    left = s.step("money_kept", end.total - spent, "what is not spent")
    return s.earned(
        left, who, f"How much money does {who} keep?", f"How much is left for {who.him}?"
    )


@after("earned")
def adds_to_savings(s: Story, end: Ending) -> Ending:
    who = _who(end)
    before = s.price("earlier_savings", 10, 150, 5)
    s.tell(
        f"{who} puts the money that {who.he} has then into a box that already holds {before}.",
        f"{who} adds all this to savings of {before} that {who.he} has at home.",
    )
    total = s.step("all_savings", before + end.total, "old and new money together")
    return s.earned(total, who, f"How much money does {who} have now?")


@after("earned")
def buys_things(s: Story, end: Ending) -> Ending:
    who, thing = _who(end), s.thing("toy", "paper", "garment")
    price = s.price(f"price_of_{thing.key_one}", 2, 12)
    s.tell(
        f"With all the money that {who} has then, {who.he} buys {thing} at {price} each, as "
        "many as "
        f"possible.",
        f"{who} spends what {who.he} has then on {thing}, which cost {price} apiece, and takes as "
        f"many as {who.he} can.",
    )
    bought = s.step(
        f"{thing.key}_bought", end.total.rounded_down(price), "whole ones that the money is for"
    )
    return s.held(bought, who, thing, f"How many {thing} does {who} get?")


@after("earned")
def misses_for_goal(s: Story, end: Ending) -> Ending:
    who, thing = _who(end), s.thing("tool", "garment")
    more = s.r.randint(3, 120)
    goal = s.price(f"price_of_{thing.key_one}", end.total.value + more, end.total.value + more)
    s.tell(
        f"{who} wants to buy {thing.a} that costs {goal}.",
        f"{thing.a} that {who} would like costs {goal}.",
    )
    missing = s.step("missing", goal - end.total, "the price less the money")
    return s.plain(missing, f"How much more money does {who} need?", f"How much is {who} short?")


@after("earned")
def shares_with_siblings(s: Story, end: Ending) -> Ending:
    who = _who(end)
    heirs = s.divisor("sharers", end.total, 2, 9)
    s.tell(
        f"{who} divides the money that {who.he} has then equally among {heirs} children.",
        f"What {who} has then is split into {heirs} equal parts, one for each of {who.his} nieces.",
    )
    each = s.step("part_each", end.total // heirs, "one equal part")
    return s.plain(each, "How much does each child get?", "How much money is one part?")


@after("earned")
def gives_percent(s: Story, end: Ending) -> Ending:
    who = _who(end)
    rate = s.percent("donated_percent", end.total)
    s.tell(
        f"{who} donates {rate} of the money that {who.he} has then.",
        f"{rate} of what {who} has then goes to an animal shelter.",
    )
    given = s.step("donation", end.total * rate // 100, "the donated part")
    if s.pick(True, False):
        return s.plain(given, f"How much does {who} donate?", "How large is the donation?")
    left = s.step("after_donation", end.total - given, "what is kept")
    return s.earned(left, who, f"How much money does {who} keep?")


# --- somebody has things -------------------------------------------------------------------


@after("held")
def gives_away(s: Story, end: Ending) -> Ending:
    who, thing, relative = _who(end), _thing(end), s.one_of(RELATIVES)
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
    who, thing = _who(end), _thing(end)
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
    who, thing, box = _who(end), _thing(end), s.container()
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
    who, thing = _who(end), _thing(end)
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
    who, thing = _who(end), _thing(end)
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
    who, thing = _who(end), _thing(end)
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
    who, thing, other = _who(end), _thing(end), s.person()
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


# --- it takes time -------------------------------------------------------------------------


@after("minutes")
def in_seconds(s: Story, end: Ending) -> Ending:
    seconds = s.step("seconds", end.total * 60, "60 seconds in a minute")
    return s.plain(
        seconds, "How many seconds does that take in all?", "How long is that in seconds?"
    )


@after("minutes")
def takes_breaks(s: Story, end: Ending) -> Ending:
    who = _who(end)
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
    who = _who(end)
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
    who = _who(end)
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


# --- somebody covers a distance ------------------------------------------------------------


@after("kilometers")
def burns_fuel(s: Story, end: Ending) -> Ending:
    who = _who(end)
    price = s.price("cost_per_km", 2, 6)
    s.tell(
        f"Every kilometer costs {who} {price} in all.",
        f"{who} pays {price} for each kilometer.",
    )
    cost = s.step("travel_cost", end.total * price, "all kilometers at their price")
    return s.paid(cost, who, f"How much does that cost {who}?")


@after("kilometers")
def raises_money(s: Story, end: Ending) -> Ending:
    who = _who(end)
    sponsor = s.price("pledge_per_km", 2, 8)
    s.tell(
        f"A sponsor gives {who} {sponsor} for each kilometer.",
        f"For every kilometer of {who.s}, a company donates {sponsor}.",
    )
    raised = s.step("raised", end.total * sponsor, "all kilometers at their price")
    return s.earned(raised, who, f"How much money does {who} raise?")


@after("kilometers")
def still_to_go(s: Story, end: Ending) -> Ending:
    who = _who(end)
    more = s.r.randint(5, 90)
    goal = s.number("goal_km", end.total.value + more, end.total.value + more)
    s.tell(f"{who.s} goal is {goal} kilometers.", f"{who} wants to reach {goal} kilometers.")
    left = s.step("km_left", goal - end.total, "what is missing")
    return s.plain(
        left, "How many kilometers are missing?", f"How far does {who} still have to go?"
    )


# --- there are people ----------------------------------------------------------------------


@after("people")
def sit_at_tables(s: Story, end: Ending) -> Ending:
    seats = s.number("seats_per_table", 4, 10)
    s.tell(
        f"Those who are there then sit down at tables for {seats} people each.",
        f"All who are there then have dinner at tables with {seats} seats each.",
    )
    tables = s.step("tables", end.total.rounded_up(seats), "rounded up to whole tables")
    return s.plain(tables, "How many tables are needed so that everybody has a seat?")


@after("people")
def pay_entry(s: Story, end: Ending) -> Ending:
    fee = s.price("fee", 2, 15)
    s.tell(
        f"Each of those who are there then pays {fee}.",
        f"Everyone who is there then has to pay a fee of {fee}.",
    )
    total = s.step("fees", end.total * fee, "all fees together")
    return s.plain(total, "How much do they pay in all?", "How much money is collected?")


@after("people")
def some_leave(s: Story, end: Ending) -> Ending:
    words, part = s.fraction(end.total)
    s.tell(
        f"After an hour {words} of those who are there leave.",
        f"In the end {words} of all who are there go home early.",
    )
    gone = s.step("people_gone", part, "those who leave")
    left = s.step("people_left", end.total - gone, "those who stay")
    return s.crowd(left, "How many people stay?", "How many people are still there?")


@after("people")
def each_gets(s: Story, end: Ending) -> Ending:
    thing = s.thing("food", "paper")
    each = s.number(f"{thing.key}_per_person", 2, 5)
    s.tell(
        f"Each of those who are there then gets {each} {thing}.",
        f"There are to be {each} {thing} for everyone who is there then.",
    )
    total = s.step(f"{thing.key}_needed", end.total * each, "for everybody")
    return s.plain(total, f"How many {thing} are needed?", f"How many {thing} must be bought?")


def _who(end: Ending) -> Person:
    if end.who is None:
        raise Unfit
    return end.who


def _thing(end: Ending) -> Thing:
    if end.thing is None:
        raise Unfit
    return end.thing
