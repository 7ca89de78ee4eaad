"""How stories go on after somebody has to pay."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.quantity import Unfit
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.twists.twist import after, who_of
from hornbook.generate.problems.words import RELATIVES


@after("paid", "bill")
def gets_change(s: Story, end: Ending) -> Ending:
    who = who_of(end)
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
    who = who_of(end)
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
    who = who_of(end)
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
    who = who_of(end)
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
    who = who_of(end)
    weeks = s.number("weeks", 2, 12)
    s.tell(
        f"{who} spends the same amount every week for {weeks} weeks.",
        f"This happens once a week, {weeks} weeks in a row.",
    )
    total = s.step("spent_in_all", end.total * weeks, "for all weeks together")
    return s.plain(total, f"How much does {who} spend in all {weeks} weeks together?")


@after("paid", "bill")
def paid_with_help(s: Story, end: Ending) -> Ending:
    who, relative = who_of(end), s.one_of(RELATIVES)
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
    who = who_of(end)
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
