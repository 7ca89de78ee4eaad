"""How long things take."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import DAYS, PLACES, SUBJECTS


@family
def making_things(s: Story) -> Ending:
    who, one, two = s.person(), s.thing("craft"), s.thing("craft")
    a, b = s.number(one.key, 2, 9), s.number(two.key, 2, 9)
    p, q = (
        s.number(f"minutes_per_{one.key_one}", 8, 45),
        s.number(f"minutes_per_{two.key_one}", 8, 45),
    )
    s.tell(
        f"{who} needs {p} minutes to make {one.a} and {q} minutes for {two.a}. {who.he} makes {a} "
        f"{one} and {b} {two}.",
        f"{a} {one} and {b} {two} are to be made. {who} needs {p} minutes for each {one.one} "
        f"and {q} "
        f"for each {two.one}.",
    )
    first = s.step(f"time_for_{one.key}", a * p, f"all {one}")
    second = s.step(f"time_for_{two.key}", b * q, f"all {two}")
    total = s.step("minutes", first + second, "for everything")
    return s.lasting(
        total, who, f"How many minutes does {who} need?", "How many minutes does that take?"
    )


@family
def homework(s: Story) -> Ending:
    who, one, two = s.person(), s.one_of(SUBJECTS), s.one_of(SUBJECTS)
    a, b = s.number(f"{one}_questions", 5, 20), s.number(f"{two}_questions", 3, 15)
    p, q = s.number(f"{one}_minutes", 2, 8), s.number(f"{two}_minutes", 2, 9)
    s.tell(
        f"{who} has {a} questions in {one}, which take {p} minutes each, and {b} in {two}, which "
        f"take {q} minutes each.",
        f"For homework, {who} answers {a} questions in {one} and {b} in {two}. One in {one} takes "
        f"{who.him} {p} minutes, one in {two} {q}.",
    )
    first = s.step(f"{one}_time", a * p, f"all of {one}")
    second = s.step(f"{two}_time", b * q, f"all of {two}")
    total = s.step("homework_time", first + second, "both subjects")
    return s.lasting(total, who, f"How many minutes does {who.s} homework take?")


@family
def practice(s: Story) -> Ending:
    who, what = (
        s.person(),
        s.pick(
            "the piano",
            "the violin",
            "the drums",
            "the flute",
            "juggling",
            "chess",
            "dancing",
            "Spanish",
        ),
    )
    week, weekend = s.number("weekday_minutes", 15, 60, 5), s.number("weekend_minutes", 20, 120, 5)
    weeks = s.number("weeks", 2, 8)
    s.tell(
        f"{who} practices {what} for {week} minutes on each of the 5 weekdays and for {weekend} "
        f"minutes on each of the 2 days of the weekend. {who.he} does so for {weeks} weeks.",
        f"From Monday to Friday {who} spends {week} minutes a day on {what}, on Saturday and "
        "Sunday "
        f"{weekend} minutes a day. That goes on for {weeks} weeks.",
    )
    first = s.step("on_weekdays", week * 5, "Monday to Friday")
    second = s.step("on_the_weekend", weekend * 2, "Saturday and Sunday")
    total = s.step("practice_minutes", (first + second) * weeks, "in all weeks")
    return s.lasting(total, who, f"How many minutes does {who} practice in all?")


@family
def film_evening(s: Story) -> Ending:
    who, what = s.person(), s.pick("movie", "documentary", "concert recording", "opera")
    films, length = s.number(f"{what}s".replace(" ", "_"), 2, 5), s.number("length", 70, 150, 5)
    breaks = s.number("ad_breaks", 2, 5)
    ad = s.number("ad_minutes", 2, 7)
    s.tell(
        f"{who} watches {films} {what}s of {length} minutes each. In every one there are {breaks} "
        f"breaks of {ad} minutes.",
        f"A {what} on television lasts {length} minutes, and {breaks} breaks of {ad} minutes each "
        f"are added. {who} watches {films} of them.",
    )
    pause = s.step("breaks_per_film", breaks * ad, "breaks in one")
    each = s.step("time_per_film", length + pause, "one with its breaks")
    total = s.step("evening", each * films, "all of them")
    return s.lasting(total, who, f"How many minutes does {who} spend in front of the screen?")


@family
def queue(s: Story) -> Ending:
    who, where = (
        s.person(),
        s.pick("bakery", "post office", "bank", "ticket desk", "ice cream stand", "pharmacy"),
    )
    ahead = s.number("people_ahead", 12, 60, 2)
    desks = s.divisor("desks", ahead, 2, 4)
    each = s.number("minutes_each", 2, 6)
    s.tell(
        f"At the {where}, {ahead} people stand before {who}. {desks} desks are open, and "
        "serving one "
        f"person takes {each} minutes.",
        f"{who} waits at a {where} with {ahead} people ahead of {who.him}. Each of the {desks} "
        f"desks serves a person in {each} minutes.",
    )
    rounds = s.step("people_per_desk", ahead // desks, "at each desk")
    total = s.step("waiting_time", rounds * each, "until all of them are done")
    return s.plain(
        total,
        f"How many minutes pass before it is {who.s} turn?",
        f"How long does {who} wait, in minutes?",
    )


@family
def laundry(s: Story) -> Ending:
    who, thing = s.person(), s.pick("shirt", "towel", "napkin", "sheet", "sock", "apron", "uniform")
    count, load = s.number(f"{thing}s", 20, 120), s.number("per_load", 6, 20)
    wash, dry = s.number("washing_minutes", 25, 70, 5), s.number("drying_minutes", 20, 60, 5)
    s.tell(
        f"{who} has {count} {thing}s to wash, {load} to a load. A load is in the washer for {wash} "
        f"minutes and then in the dryer for {dry}; the next one starts when it is done.",
        f"A load takes {wash} minutes to wash and {dry} minutes to dry, one load after the other. "
        f"{who} has {count} {thing}s, and {load} of them make a load.",
    )
    loads = s.step("loads", count.rounded_up(load), "rounded up to whole loads")
    each = s.step("minutes_per_load", wash + dry, "washing and drying")
    total = s.step("laundry_minutes", loads * each, "all loads")
    return s.lasting(total, who, f"After how many minutes has {who} finished?")


@family
def commute(s: Story) -> Ending:
    who, place = s.person(), s.one_of(PLACES)
    walk, ride = s.number("walk_minutes", 3, 20), s.number("ride_minutes", 10, 50)
    days = s.number("days_a_week", 2, 6)
    s.tell(
        f"To get to the {place}, {who} walks for {walk} minutes and then takes a bus for {ride} "
        f"minutes. {who.he} goes there and back on {days} days a week.",
        f"{who} goes to the {place} {days} times a week. One way is a walk of {walk} minutes and a "
        f"bus ride of {ride} minutes, and the way back takes as long.",
    )
    one = s.step("one_way", walk + ride, "in one direction")
    day = s.step("both_ways", one * 2, "there and back")
    total = s.step("weekly_minutes", day * days, "in a week")
    return s.lasting(total, who, f"How many minutes is {who} on the way each week?")


@family
def machine_rate(s: Story) -> Ending:
    who, thing = s.person(), s.thing("machine")
    rate, machines, hours = (
        s.number("per_hour", 12, 90),
        s.number("machines", 2, 9),
        s.number("hours", 2, 10),
    )
    broken = s.number("faulty", 3, 30)
    s.tell(
        f"In {who.s} factory {machines} machines make {rate} {thing} an hour each. They run for "
        f"{hours} hours, and {broken} of the {thing} are faulty.",
        f"A machine makes {rate} {thing} an hour. {who} lets {machines} such machines run for "
        f"{hours} hours. {broken} {thing} have to be thrown away.",
    )
    hourly = s.step("hourly_output", rate * machines, "of all machines")
    made = s.step(f"{thing.key}_made", hourly * hours, "in all hours")
    total = s.step(f"{thing.key}_usable", made - broken, "without the faulty ones")
    return s.held(total, who, thing, f"How many usable {thing} are there?")


@family
def two_workers(s: Story) -> Ending:
    (a, b), thing = s.people(2), s.thing("paper", "machine", "food")
    p, q = s.number(f"{a.key}_rate", 3, 15), s.number(f"{b.key}_rate", 3, 15)
    together = s.step("rate_together", p + q, "of both in a minute")
    minutes = s.r.randint(4, 40)
    total = s.number(thing.key, together.value * minutes, together.value * minutes)
    s.tell(
        f"{a} packs {p} {thing} a minute and {b} packs {q}. Together they have {total} {thing} to "
        f"pack.",
        f"{total} {thing} must be counted. {a} counts {p} a minute and {b} {q}, and they start "
        f"together.",
    )
    needed = s.step("minutes_needed", total // together, "at that rate")
    return s.lasting(
        needed, a, "How many minutes do they need?", "After how many minutes are they done?"
    )


@family
def screen_time(s: Story) -> Ending:
    who, one, two = s.person(), s.one_of(DAYS), s.one_of(DAYS)
    hours = s.number("hours_allowed", 5, 12)
    a, b = s.number(f"{one}_minutes", 30, 140, 5), s.number(f"{two}_minutes", 20, 120, 5)
    s.tell(
        f"{who} may spend {hours} hours a week on video games. On {one} {who.he} played for {a} "
        f"minutes and on {two} for {b}.",
        f"Of the {hours} hours a week that {who} is allowed to play, {who.he} used {a} minutes on "
        f"{one} and {b} minutes on {two}.",
    )
    allowed = s.step("minutes_allowed", hours * 60, "60 minutes in an hour")
    used = s.step("minutes_used", a + b, "on both days")
    left = s.step("minutes_left", allowed - used, "what may still be used")
    return s.plain(left, f"How many minutes does {who} have left this week?")


@family
def morning(s: Story) -> Ending:
    who = s.person()
    tasks = s.r.sample(
        [
            "take a shower",
            "have breakfast",
            "walk the dog",
            "make the bed",
            "pack a bag",
            "water the plants",
            "feed the cat",
            "read the news",
            "do some exercises",
        ],
        3,
    )
    times = [s.number(f"{task.split()[0]}_minutes", 4, 30) for task in tasks]
    s.tell(
        f"{who} needs {times[0]} minutes to {tasks[0]}, {times[1]} minutes to {tasks[1]} and "
        f"{times[2]} minutes to {tasks[2]}.",
        f"In the morning {who} has to {tasks[0]}, {tasks[1]} and {tasks[2]}. That takes "
        f"{times[0]}, "
        f"{times[1]} and {times[2]} minutes.",
    )
    total = s.step("morning_minutes", times[0] + times[1] + times[2], "all three")
    return s.lasting(total, who, f"How many minutes does {who} need for that?")
