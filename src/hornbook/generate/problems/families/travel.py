"""Distances, speeds and fuel."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import DAYS, PLACES


@family
def two_legs(s: Story) -> Ending:
    who, one, two = (
        s.person(),
        s.pick("cycles", "rides a horse", "skates"),
        s.pick("drives", "takes a train", "takes a bus"),
    )
    a, b = s.number("first_hours", 2, 5), s.number("second_hours", 2, 6)
    p, q = s.number("first_speed", 8, 24), s.number("second_speed", 45, 110, 5)
    s.tell(
        f"{who} {one} for {a} hours at {p} kilometers an hour and then {two} for {b} hours at {q} "
        f"kilometers an hour.",
        f"For {a} hours {who} {one}, with a speed of {p} kilometers an hour. After that {who.he} "
        f"{two} for {b} hours, at {q} kilometers an hour.",
    )
    first = s.step("first_distance", a * p, "the first part")
    second = s.step("second_distance", b * q, "the second part")
    total = s.step("distance", first + second, "both parts")
    return s.far(total, who, f"How many kilometers does {who} cover?", "How far is that in all?")


@family
def there_and_back(s: Story) -> Ending:
    who, place = s.person(), s.one_of(PLACES)
    way, days, detour = (
        s.number("one_way_km", 2, 30),
        s.number("days", 2, 6),
        s.number("detour_km", 2, 15),
    )
    day = s.one_of(DAYS)
    s.tell(
        f"The {place} is {way} kilometers from {who.s} home. {who.he} goes there and back on "
        f"{days} "
        f"days, and on {day} {who.he} makes a detour of {detour} kilometers.",
        f"{who} rides {way} kilometers to the {place} and the same way back, {days} times a week. "
        f"Besides, {who.he} rides {detour} kilometers more on {day}.",
    )
    trip = s.step("round_trip", way * 2, "there and back")
    trips = s.step("all_trips", trip * days, "on all days")
    total = s.step("km", trips + detour, "with the detour")
    return s.far(total, who, f"How many kilometers does {who} ride in a week?")


@family
def fuel(s: Story) -> Ending:
    who, what = s.person(), s.pick("van", "car", "motorboat", "truck", "motorcycle", "tractor")
    use = s.number("liters_per_100_km", 4, 20)
    hundreds = s.r.randint(2, 15)
    way = s.number("trip_km", 100 * hundreds, 100 * hundreds)
    price = s.price("price_of_a_liter", 2, 4)
    s.tell(
        f"{who.s} {what} needs {use} liters of fuel for 100 kilometers. A liter costs {price}, and "
        f"the trip is {way} kilometers long.",
        f"{who} drives {way} kilometers in a {what} that burns {use} liters per 100 kilometers. "
        f"Fuel costs {price} a liter.",
    )
    liters = s.step("liters", way // 100 * use, "for the whole trip")
    cost = s.step("fuel_cost", liters * price, "all liters at their price")
    return s.paid(cost, who, f"How much does {who} pay for fuel?", "What does the fuel cost?")


@family
def tank(s: Story) -> Ending:
    who, what = s.person(), s.pick("car", "van", "motorcycle", "truck", "camper")
    size, per = s.number("tank_liters", 20, 80, 5), s.number("km_per_liter", 6, 22)
    driven = s.number("km_driven", 40, 190, 5)
    s.tell(
        f"The tank of {who.s} {what} holds {size} liters, and the {what} goes {per} kilometers "
        "on a "
        f"liter. Since it was full, {who} has driven {driven} kilometers.",
        f"{who} fills the tank of {who.his} {what}, {size} liters. With one liter {who.he} gets "
        f"{per} kilometers far. Then {who.he} drives {driven} kilometers.",
    )
    reach = s.step("range_km", size * per, "with a full tank")
    left = s.step("km_left", reach - driven, "what has not been driven yet")
    return s.plain(left, f"How many more kilometers can {who} drive?")


@family
def still_on_the_way(s: Story) -> Ending:
    who, place = s.person(), s.one_of(PLACES)
    speed, hours = s.number("speed", 40, 100, 5), s.number("hours", 2, 6)
    rest = s.r.randint(1, 4) * speed.value
    total = speed.value * hours.value + rest
    way = s.number("whole_way", total, total)
    s.tell(
        f"It is {way} kilometers to the {place}. {who} has driven for {hours} hours at {speed} "
        f"kilometers an hour.",
        f"{who} drives to a {place} that is {way} kilometers away, at {speed} kilometers an hour. "
        f"{hours} hours have passed.",
    )
    done = s.step("km_done", speed * hours, "so far")
    left = s.step("km_to_go", way - done, "what is left")
    more = s.step("hours_to_go", left // speed, "at the same speed")
    return s.plain(more, f"How many more hours does {who} need at this speed?")


@family
def laps(s: Story) -> Ending:
    who, where = s.person(), s.pick("track", "park", "lake", "block", "pond", "field")
    length, count, days = (
        s.number("lap_meters", 200, 1000, 50),
        s.number("laps", 3, 12),
        s.number("days", 2, 6),
    )
    s.tell(
        f"One lap around the {where} is {length} meters. {who} runs {count} laps on each of {days} "
        f"days.",
        f"On {days} days of a week, {who} runs {count} times around a {where}, which is {length} "
        f"meters each time.",
    )
    daily = s.step("meters_a_day", length * count, "all laps of a day")
    total = s.step("meters", daily * days, "on all days")
    return s.plain(total, f"How many meters does {who} run in all?", "How many meters are that?")


@family
def train_seats(s: Story) -> Ending:
    cars, seats = s.number("train_cars", 4, 12), s.number("seats_per_car", 30, 80, 2)
    taken = s.number("seats_taken", 20, 110)
    who = s.person()
    s.tell(
        f"{who} takes a train with {cars} cars of {seats} seats each. {taken} seats are taken.",
        f"A train that {who} works on has {cars} cars, and in each there are {seats} seats. "
        f"{taken} people have sat down already.",
    )
    total = s.step("seats", cars * seats, "in the whole train")
    free = s.step("free_seats", total - taken, "those that nobody sits on")
    return s.plain(
        free, "How many seats are still free?", "For how many more people is there a seat?"
    )


@family
def climbing(s: Story) -> Ending:
    who, what = s.person(), s.pick("mountain", "tower", "volcano", "cliff", "hill")
    up, hours = s.number("meters_up_per_hour", 150, 400, 10), s.number("hours_up", 2, 6)
    start, down = s.number("starting_height", 200, 900, 10), s.number("meters_down", 50, 250, 10)
    s.tell(
        f"{who} starts at a height of {start} meters and climbs {up} meters an hour for {hours} "
        f"hours. Then the path goes {down} meters down to a hut.",
        f"A path up a {what} begins {start} meters above the sea. {who} climbs for {hours} hours, "
        f"{up} meters in each, and then goes down {down} meters to a hut.",
    )
    climbed = s.step("meters_climbed", up * hours, "in all hours")
    top = s.step("highest_point", start + climbed, "above the sea")
    hut = s.step("height_of_hut", top - down, "lower than that")
    return s.plain(hut, "At what height, in meters, is the hut?")


@family
def meeting(s: Story) -> Ending:
    a, b = s.people(2)
    p, q, hours = (
        s.number(f"speed_of_{a.key}", 4, 30),
        s.number(f"speed_of_{b.key}", 4, 30),
        s.number("hours", 2, 5),
    )
    s.tell(
        f"{a} and {b} start from the same place in opposite directions. {a} makes {p} "
        "kilometers an "
        f"hour and {b} {q}. They travel for {hours} hours.",
        f"From one village, {a} sets out to the north at {p} kilometers an hour and {b} to the "
        f"south at {q}. {hours} hours go by.",
    )
    apart = s.step("apart_each_hour", p + q, "what is added in an hour")
    total = s.step("apart", apart * hours, "after all hours")
    return s.plain(
        total, "How many kilometers are they apart then?", f"How far is {a} from {b} then?"
    )


@family
def hike(s: Story) -> Ending:
    who = s.person()
    first, (words, factor) = s.number("first_day_km", 6, 20), s.times()
    less = s.number("third_day_less", 2, 5)
    s.tell(
        f"On the first day of a tour {who} covers {first} kilometers, on the second {words} as "
        "many, "
        f"and on the third {less} fewer than on the second.",
        f"{who} is on a tour of three days: {first} kilometers on day one, {words} that on day "
        "two, "
        f"and on day three {less} kilometers less than the day before.",
    )
    second = s.step("second_day_km", first * factor, f"{words} as many")
    third = s.step("third_day_km", second - less, "fewer than that")
    total = s.step("tour_km", first + second + third, "all three days")
    return s.far(
        total, who, "How long is the whole tour in kilometers?", f"How far does {who} get in all?"
    )
