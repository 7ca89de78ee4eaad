"""How stories go on after there are people."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.twists.twist import after


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
