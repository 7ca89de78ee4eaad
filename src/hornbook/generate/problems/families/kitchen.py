"""Cooking, baking and sharing food."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import Thing

_DISHES = ("pancakes", "soup", "pudding", "curry", "stew", "cake", "bread", "risotto", "muffins")
_STUFF = ("flour", "sugar", "rice", "oats", "lentils", "raisins", "grated cheese", "nuts")
_DRINKS = ("juice", "lemonade", "tea", "cocoa", "milk", "punch", "water", "cider")


@family
def recipe(s: Story) -> Ending:
    who, dish, stuff = s.person(), s.pick(*_DISHES), s.pick(*_STUFF)
    serves, grams = s.number("serves", 2, 8), s.number("grams", 40, 600, 20)
    people = s.multiple("people", serves, 2, 6)
    s.tell(
        f"A recipe for {dish} that serves {serves} needs {grams} grams of {stuff}. {who} cooks for "
        f"{people} people.",
        f"{who} makes {dish} for {people} people. The recipe is for {serves} and takes {grams} "
        "grams "
        f"of {stuff}.",
    )
    times = s.step("times_the_recipe", people // serves, "how often it is needed")
    total = s.step("grams_needed", grams * times, "for all people")
    return s.plain(total, f"How many grams of {stuff} does {who} need?")


@family
def slices(s: Story) -> Ending:
    who, food = s.person(), s.pick("pizza", "cake", "melon", "pie", "quiche", "loaf")
    foods = {"loaf": "loaves"}.get(food, f"{food}s")
    count, cut = s.number(foods, 2, 9), s.number("slices_each", 6, 12)
    people, each = s.number("people", 3, 15), s.number("slices_per_person", 1, 4)
    s.tell(
        f"{who} cuts {count} {foods} into {cut} slices each. {people} people eat as many slices as "
        f"they like: {each.value} each.",
        f"There are {count} {foods} on {who.s} table, each with {cut} slices. Of {people} people, "
        f"everyone takes {each.value}.",
    )
    all_slices = s.step("slices", count * cut, f"of all {foods}")
    eaten = s.step("eaten", people * each, "by all people")
    left = s.step("slices_left", all_slices - eaten, "that nobody took")
    return s.held(
        left,
        who,
        Thing("slice"),
        "How many slices are left?",
        f"How many slices has {who} left over?",
    )


@family
def batches(s: Story) -> Ending:
    who, food = s.person(), Thing(s.pick("cookie", "muffin", "scone", "roll", "cupcake", "macaron"))
    count, size, burnt = (
        s.number("batches", 3, 9),
        s.number("per_batch", 8, 30),
        s.number("burnt", 2, 12),
    )
    s.tell(
        f"{who} bakes {count} batches of {size} {food}. {burnt} of them get burnt.",
        f"On a tray there is room for {size} {food}. {who} fills it {count} times, and {burnt} "
        f"{food} come out burnt.",
    )
    baked = s.step("baked", count * size, "in all batches")
    good = s.step(f"good_{food.key}", baked - burnt, "without the burnt ones")
    return s.held(
        good, who, food, f"How many good {food} does {who} have?", f"How many {food} can be eaten?"
    )


@family
def glasses(s: Story) -> Ending:
    who, drink = s.person(), s.pick(*_DRINKS)
    liters, glass = s.number("liters", 2, 15), s.pick(100, 125, 200, 250)
    size = s.number("milliliters_per_glass", glass, glass)
    drunk = s.number("glasses_drunk", 2, 7)
    s.tell(
        f"{who} has {liters} liters of {drink} and pours it into glasses of {size} milliliters. "
        f"{drunk} glasses are emptied at once.",
        f"A glass takes {size} milliliters. {who} fills glasses with {liters} liters of "
        f"{drink}, and "
        f"{drunk} of them are drunk.",
    )
    milliliters = s.step("milliliters", liters * 1000, "1000 in a liter")
    filled = s.step("glasses", milliliters // size, "that can be filled")
    left = s.step("glasses_left", filled - drunk, "still full")
    return s.plain(left, "How many full glasses are left?")


@family
def bags_of_stuff(s: Story) -> Ending:
    who, stuff = s.person(), s.pick(*_STUFF)
    bags, kilos = s.number("bags", 2, 9), s.number("kilograms_per_bag", 1, 5)
    grams, days = s.number("grams_a_day", 100, 450, 50), s.number("days", 3, 10)
    s.tell(
        f"{who} has {bags} bags of {stuff}. A bag weighs {kilos.value} kg. {who.he} uses {grams} "
        f"grams a day for {days} days.",
        f"On each of {days} days, {who} takes {grams} grams of {stuff} from a store of {bags} bags "
        f"of {kilos.value} kg each.",
    )
    stock = s.step("grams_in_stock", bags * kilos * 1000, "1000 grams in a kilogram")
    used = s.step("grams_used", grams * days, "on all days")
    left = s.step("grams_left", stock - used, "what is still there")
    return s.plain(left, f"How many grams of {stuff} are left?")


@family
def party_food(s: Story) -> Ending:
    who, one, two = s.person(), s.thing("food"), s.thing("food")
    adults, children = s.number("adults", 4, 20), s.number("children", 4, 20)
    a, b = s.number(f"{one.key}_per_adult", 2, 4), s.number(f"{one.key}_per_child", 1, 3)
    s.tell(
        f"{who} plans {a} {one} for each of {adults} adults and {b.value} for each of "
        f"{children} children.",
        f"At {who.s} party there are {adults} adults and {children} children. An adult eats {a} "
        f"{one}, a child {b.value}; nobody wants any {two}.",
    )
    grown = s.step("for_adults", adults * a, "all adults")
    young = s.step("for_children", children * b, "all children")
    total = s.step(f"{one.key}_for_all", grown + young, "for everybody")
    return s.plain(total, f"How many {one} does {who} need?", f"How many {one} are needed?")


@family
def coffee_shop(s: Story) -> Ending:
    who, drink = s.person(), s.pick("coffee", "espresso", "hot chocolate", "green tea", "chai")
    cups, price, days = (
        s.number("cups_a_day", 1, 4),
        s.price("price_per_cup", 2, 6),
        s.number("days", 5, 30),
    )
    home = s.price("cost_at_home", 1, max(1, price.value - 1))
    s.tell(
        f"{who} buys {cups.value} cups of {drink} a day for {price} each. Made at home, a cup "
        "would "
        f"cost {home}. {who} makes it at home for {days} days.",
        f"A cup of {drink} costs {price} at the café and {home} when {who} makes it. Usually "
        f"{who.he} drinks {cups.value} a day at the café; for {days} days {who.he} makes them "
        "at home.",
    )
    saved = s.step("saved_per_cup", price - home, "between café and home")
    daily = s.step("saved_a_day", saved * cups, "for all cups of a day")
    total = s.step("saved", daily * days, "on all days")
    return s.earned(total, who, f"How much money does {who} save?")


@family
def weights(s: Story) -> Ending:
    who, one, two = s.person(), s.thing("food"), s.thing("food")
    a, b = s.number(one.key, 3, 15), s.number(two.key, 3, 15)
    p, q = (
        s.number(f"grams_per_{one.key_one}", 40, 300, 10),
        s.number(f"grams_per_{two.key_one}", 40, 300, 10),
    )
    bag = s.number("bag_grams", 50, 200, 10)
    s.tell(
        f"{who} puts {a} {one} of {p} grams each and {b} {two} of {q} grams each into a bag that "
        f"weighs {bag} grams.",
        f"A bag of {bag} grams holds {a} {one} and {b} {two} of {who.s}. A {one.one} weighs {p} "
        f"grams and a {two.one} {q}.",
    )
    first = s.step(f"{one.key}_weight", a * p, f"all {one}")
    second = s.step(f"{two.key}_weight", b * q, f"all {two}")
    total = s.step("weight", first + second + bag, "with the bag")
    return s.plain(
        total, "How many grams does it all weigh?", "How heavy is the full bag in grams?"
    )
