"""How stories go on after somebody has covered a distance."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.twists.twist import after, who_of


@after("kilometers")
def burns_fuel(s: Story, end: Ending) -> Ending:
    who = who_of(end)
    price = s.price("cost_per_km", 2, 6)
    s.tell(
        f"Every kilometer costs {who} {price} in all.",
        f"{who} pays {price} for each kilometer.",
    )
    cost = s.step("travel_cost", end.total * price, "all kilometers at their price")
    return s.paid(cost, who, f"How much does that cost {who}?")


@after("kilometers")
def raises_money(s: Story, end: Ending) -> Ending:
    who = who_of(end)
    sponsor = s.price("pledge_per_km", 2, 8)
    s.tell(
        f"A sponsor gives {who} {sponsor} for each kilometer.",
        f"For every kilometer of {who.s}, a company donates {sponsor}.",
    )
    raised = s.step("raised", end.total * sponsor, "all kilometers at their price")
    return s.earned(raised, who, f"How much money does {who} raise?")


@after("kilometers")
def still_to_go(s: Story, end: Ending) -> Ending:
    who = who_of(end)
    more = s.r.randint(5, 90)
    goal = s.number("goal_km", end.total.value + more, end.total.value + more)
    s.tell(f"{who.s} goal is {goal} kilometers.", f"{who} wants to reach {goal} kilometers.")
    left = s.step("km_left", goal - end.total, "what is missing")
    return s.plain(
        left, "How many kilometers are missing?", f"How far does {who} still have to go?"
    )
