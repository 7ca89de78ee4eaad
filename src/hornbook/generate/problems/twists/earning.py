"""How stories go on after somebody has got money."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.twists.twist import after, who_of


@after("earned")
def spends_fraction(s: Story, end: Ending) -> Ending:
    who, thing = who_of(end), s.thing()
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
    who = who_of(end)
    before = s.price("earlier_savings", 10, 150, 5)
    s.tell(
        f"{who} puts the money that {who.he} has then into a box that already holds {before}.",
        f"{who} adds the money that {who.he} has then to savings of {before}.",
    )
    total = s.step("all_savings", before + end.total, "old and new money together")
    return s.earned(total, who, f"How much money does {who} have now?")


@after("earned")
def buys_things(s: Story, end: Ending) -> Ending:
    who, thing = who_of(end), s.thing("toy", "paper", "garment")
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
    who, thing = who_of(end), s.thing("tool", "garment")
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
    who = who_of(end)
    heirs = s.divisor("sharers", end.total, 2, 9)
    s.tell(
        f"{who} divides the money that {who.he} has then equally among {heirs} children.",
        f"What {who} has then is split into {heirs} equal parts, one for each of {who.his} nieces.",
    )
    each = s.step("part_each", end.total // heirs, "one equal part")
    return s.plain(each, "How much does each child get?", "How much money is one part?")


@after("earned")
def gives_percent(s: Story, end: Ending) -> Ending:
    who = who_of(end)
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
