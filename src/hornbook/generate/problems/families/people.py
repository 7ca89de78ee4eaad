"""Groups of people: classes, audiences, passengers."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import EVENTS, GROUPS, PLACES, VEHICLES, Thing


@family
def vehicles_needed(s: Story) -> Ending:
    place, what = s.one_of(PLACES), Thing(s.one_of(VEHICLES))
    classes, each, adults = (
        s.number("classes", 2, 8),
        s.number("children_per_class", 15, 30),
        s.number("adults", 3, 15),
    )
    size = s.number("seats", 8, 50)
    s.tell(
        f"{classes} classes of {each} children each and {adults} adults visit a {place}. One "
        f"{what.one} has {size} seats.",
        f"A school takes {classes} classes with {each} children each to a {place}, with {adults} "
        f"adults. They go by {what.one}, and each {what.one} takes {size} people.",
    )
    children = s.step("children", classes * each, "of all classes")
    people = s.step("people", children + adults, "with the adults")
    total = s.step(
        f"{what.key}_needed", people.rounded_up(size), f"the last {what.one} counts, too"
    )
    return s.plain(total, f"How many {what} are needed?")


@family
def bus_stops(s: Story) -> Ending:
    what, who = s.one_of(VEHICLES), s.person()
    start, off, on = (
        s.number("passengers", 18, 60),
        s.number("got_off", 3, 15),
        s.number("got_on", 3, 20),
    )
    words, factor = s.times()
    first_off = s.number("first_off", 2, 9)
    s.tell(
        f"A {what} that {who} drives leaves with {start} passengers. At the first stop {first_off} "
        f"get off and {words} as many get on. At the second stop {off} get off and {on} get on.",
        f"{who} drives a {what} with {start} people in it. First {first_off} of them leave and "
        f"{words} as many come in; at the next stop {off} leave and {on} come in.",
    )
    boarded = s.step("first_on", first_off * factor, f"{words} as many as got off")
    first = s.step("after_first_stop", start - first_off + boarded, "out and in")
    total = s.step("after_second_stop", first - off + on, "out and in again")
    return s.plain(total, f"How many passengers are in the {what} then?")


@family
def boys_and_girls(s: Story) -> Ending:
    group = s.one_of(GROUPS)
    total = s.number("members", 24, 160, 4)
    words, part = s.fraction(total)
    s.tell(
        f"A {group} has {total} members, and {words} of them are girls.",
        f"{words} of the {total} members of a {group} are girls.",
    )
    girls = s.step("girls", part, f"{words} of all")
    boys = s.step("boys", total - girls, "all others")
    more = s.number("new_boys", 2, 12)
    s.tell(
        f"The others are boys. Then {more} more boys join.",
        f"All others are boys, and {more} boys more come in.",
    )
    now = s.step("boys_now", boys + more, "with the new ones")
    return s.plain(now, f"How many boys are in the {group} now?")


@family
def audience(s: Story) -> Ending:
    event = s.one_of(EVENTS)
    rows, seats, empty = (
        s.number("rows", 8, 30),
        s.number("seats_per_row", 10, 30),
        s.number("empty_seats", 5, 70),
    )
    s.tell(
        f"The hall for a {event} has {rows} rows of {seats} seats, and {empty} seats stay empty.",
        f"At a {event} all seats but {empty} are taken. There are {rows} rows with {seats} seats "
        f"each.",
    )
    places = s.step("seats", rows * seats, "all seats")
    people = s.step("visitors", places - empty, "on the seats that are taken")
    return s.crowd(people, "How many people have come?", f"How many visitors has the {event}?")


@family
def ticket_income(s: Story) -> Ending:
    event = s.one_of(EVENTS)
    a, b = s.number("adult_tickets", 20, 150), s.number("child_tickets", 15, 120)
    q = s.price("child_price", 2, 8)
    extra = s.price("adult_extra", 2, 10)
    cost = s.price("rent", 20, 150, 10)
    s.tell(
        f"For a {event}, {a} tickets for adults and {b} for children are sold. A child's ticket is "
        f"{q}, an adult's {extra} more. The room costs {cost}.",
        f"A {event} has {b} children and {a} adults as guests. Children pay {q}; adults pay "
        f"{extra} "
        f"more than that. Of the income {cost} goes into the rent.",
    )
    price = s.step("adult_price", q + extra, "more than a child's")
    adults = s.step("from_adults", a * price, "all adults")
    children = s.step("from_children", b * q, "all children")
    total = s.step("left_after_rent", adults + children - cost, "less the rent")
    return s.plain(total, "How much money is left after the rent?", "How large is the surplus?")


@family
def election(s: Story) -> Ending:
    (a, b, c), group = s.people(3), s.one_of(GROUPS)
    votes, more, few = (
        s.number(f"votes_for_{a.key}", 15, 90),
        s.number("more_votes", 3, 30),
        s.number("invalid", 2, 12),
    )
    words, part = s.fraction(votes)
    s.tell(
        f"In the election of a {group}, {a} gets {votes} votes. {b} gets {more} more than {a}, and "
        f"{c} gets {words} of the number of {a}. {few} votes are invalid.",
        f"{a}, {b} and {c} want to lead a {group}. {a} has {votes} votes, {b} {more} more than "
        "that, "
        f"and {c} {words} of {a.s} number. Another {few} votes don't count.",
    )
    second = s.step(f"votes_for_{b.key}", votes + more, f"more than {a}")
    third = s.step(f"votes_for_{c.key}", part, f"{words} of {a.s}")
    total = s.step("votes_cast", votes + second + third + few, "with the invalid ones")
    return s.plain(total, "How many people voted?", "How many votes were cast in all?")


@family
def growing_club(s: Story) -> Ending:
    group = s.one_of(GROUPS)
    start, join, leave, months = (
        s.number("members", 15, 80),
        s.number("joining", 5, 14),
        s.number("leaving", 1, 4),
        s.number("months", 3, 12),
    )
    s.tell(
        f"A {group} has {start} members. Each month {join} people join and {leave.value} "
        "leave, for "
        f"{months} months.",
        f"Every month, {join} new people come to a {group} and {leave.value} stop coming. It began "
        f"with {start} members, {months} months ago.",
    )
    growth = s.step("monthly_growth", join - leave, "what is added each month")
    added = s.step("added", growth * months, "in all months")
    total = s.step("members_now", start + added, "old and new ones")
    return s.crowd(total, f"How many members does the {group} have then?")


@family
def teams(s: Story) -> Ending:
    group = s.one_of(GROUPS)
    count, size = s.number("teams", 4, 16), s.number("players_per_team", 4, 12)
    spare, referees = s.number("substitutes", 1, 3), s.number("referees", 2, 9)
    s.tell(
        f"{count} teams with {size} players and {spare.value} substitutes each come to a "
        "tournament "
        f"of a {group}. There are {referees} referees.",
        f"For its tournament a {group} invites {count} teams. A team has {size} players, and "
        f"substitutes besides: {spare.value} for each team. {referees} people are referees.",
    )
    each = s.step("people_per_team", size + spare, "players and substitutes")
    all_teams = s.step("people_in_teams", each * count, "in all teams")
    total = s.step("people_there", all_teams + referees, "with the referees")
    return s.crowd(total, "How many people take part in all?", "How many people are there?")


@family
def guests(s: Story) -> Ending:
    who, event = s.person(), s.one_of(EVENTS)
    invited = s.number("invited", 20, 120, 4)
    words, part = s.fraction(invited)
    each = s.number("brought_along", 2, 12)
    s.tell(
        f"{who} invites {invited} people to a {event}. {words} of them can't come, but {each} "
        "guests "
        f"bring a friend each.",
        f"To {who.s} {event}, {invited} people are invited. {words} of those stay at home. "
        f"{each} of "
        f"the others bring one more person.",
    )
    absent = s.step("not_coming", part, f"{words} of all")
    there = s.step("coming", invited - absent, "of the invited people")
    total = s.step("guests", there + each, "with the friends")
    return s.crowd(total, f"How many guests come to the {event}?")


@family
def survey(s: Story) -> Ending:
    place = s.one_of(PLACES)
    asked = s.number("asked", 40, 400, 20)
    p = s.percent("percent_yes", asked, most=60)
    no = s.percent("percent_no", asked, most=30)
    s.tell(
        f"At a {place}, {asked} people are asked whether they like it there. {p} say yes, {no} say "
        f"no, and the others don't know.",
        f"{asked} visitors of a {place} answer a question. {p} of them say yes and {no} no; "
        "the rest "
        f"can't decide.",
    )
    yes = s.step("yes", asked * p // 100, "who say yes")
    nays = s.step("no", asked * no // 100, "who say no")
    rest = s.step("undecided", asked - yes - nays, "all others")
    return s.plain(rest, "How many people are undecided?")


@family
def handing_out(s: Story) -> Ending:
    who, thing = s.person(), s.thing("paper", "food")
    girls, boys = s.number("girls", 6, 20), s.number("boys", 6, 20)
    each, spare = s.number("each_gets", 2, 6), s.number("spare", 3, 20)
    s.tell(
        f"{who} teaches a class of {girls} girls and {boys} boys. Each child gets {each} "
        f"{thing}, and "
        f"{spare} are kept for later.",
        f"There are {girls} girls and {boys} boys in {who.s} class. {who} hands out {each} "
        f"{thing} to "
        f"every child and has {spare} left.",
    )
    class_ = s.step("class_size", girls + boys, "all children")
    out = s.step("handed_out", class_ * each, "to all of them")
    total = s.step(f"{thing.key}_at_first", out + spare, "with those that are left")
    return s.plain(
        total, f"How many {thing} were there at first?", f"How many {thing} did {who} have before?"
    )
