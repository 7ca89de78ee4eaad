"""Animals, gardens and harvests."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import Thing

_CROPS = ("apple", "pear", "plum", "cherry", "peach", "orange", "lemon", "fig", "apricot", "quince")


@family
def eggs(s: Story) -> Ending:
    who, bird = s.person(), s.pick("hen", "duck", "quail", "turkey")
    birds, each = s.number(f"{bird}s", 4, 25), s.number("eggs_each_week", 3, 7)
    used = s.number("eggs_used", 3, 11)
    s.tell(
        f"{who} keeps {birds} {bird}s. Each lays {each} eggs a week, and {who.s} family uses "
        f"{used} "
        f"eggs a week.",
        f"Every one of {who.s} {birds} {bird}s lays {each} eggs in a week. {used} of the eggs are "
        f"eaten at home.",
    )
    laid = s.step("eggs_laid", birds * each, f"by all {bird}s")
    rest = s.step("eggs_left", laid - used, "that are not eaten")
    return s.held(rest, who, Thing("egg"), "How many eggs are left each week?")


@family
def legs(s: Story) -> Ending:
    who = s.person()
    four = s.pick("goat", "horse", "cow", "donkey", "rabbit", "dog", "llama", "pony")
    two = s.pick("duck", "hen", "ostrich", "goose", "turkey", "peacock")
    birds = Thing(two)
    a, b = s.number(f"{four}s", 3, 18), s.number(birds.key, 3, 25)
    s.tell(
        f"{who} has {a} {four}s and {b} {birds} on a farm.",
        f"In {who.s} yard there are {b} {birds} and {a} {four}s.",
    )
    first = s.step(f"{four}_legs", a * 4, f"4 legs to a {four}")
    second = s.step(f"{two}_legs", b * 2, f"2 legs to a {two}")
    total = s.step("legs", first + second, "all legs")
    return s.plain(
        total, "How many legs do the animals have together?", "How many legs are that in all?"
    )


@family
def heads_and_legs(s: Story) -> Ending:
    who, four, two = (
        s.person(),
        s.pick("goat", "cow", "rabbit", "pig"),
        s.pick("duck", "hen", "turkey"),
    )
    fours, twos = s.r.randint(3, 30), s.r.randint(3, 30)
    heads = s.number("heads", fours + twos, fours + twos)
    legs = s.number("legs", 4 * fours + 2 * twos, 4 * fours + 2 * twos)
    s.tell(
        f"{who} counts {heads} heads and {legs} legs among {who.his} {four}s and {two}s.",
        f"There are only {four}s and {two}s in {who.s} barn: {heads} animals with {legs} legs "
        "in all.",
    )
    fewest = s.step("legs_if_all_had_two", heads * 2, f"as if all were {two}s")
    extra = s.step("extra_legs", legs - fewest, "what is too few by that")
    total = s.step(f"{four}s", extra // 2, f"each {four} has 2 legs more")
    return s.plain(total, f"How many {four}s are there?", f"How many of the animals are {four}s?")


@family
def harvest(s: Story) -> Ending:
    who, fruit = s.person(), Thing(s.pick(*_CROPS))
    trees, each, bad = (
        s.number(f"{fruit.key_one}_trees", 4, 30),
        s.number(f"{fruit.key}_per_tree", 20, 150, 5),
        s.number("rotten", 5, 60),
    )
    s.tell(
        f"{who} picks {each} {fruit} from each of {trees} trees. {bad} of them are rotten.",
        f"In {who.s} orchard {trees} trees bear {each} {fruit} each, but {bad} {fruit} can't "
        "be used.",
    )
    picked = s.step("picked", trees * each, "from all trees")
    good = s.step(f"good_{fruit.key}", picked - bad, "without the bad ones")
    return s.held(
        good, who, fruit, f"How many good {fruit} are there?", f"How many {fruit} can {who} use?"
    )


@family
def feed(s: Story) -> Ending:
    who, animal = s.person(), s.thing("animal")
    count, each, days = (
        s.number(animal.key, 3, 20),
        s.number("cups_a_day", 2, 6),
        s.number("days", 5, 30),
    )
    s.tell(
        f"{who} feeds {count} {animal}. Each gets {each} cups of food a day. {who} buys food for "
        f"{days} days.",
        f"One of {who.s} {animal} eats {each} cups of food a day, and there are {count} of "
        "them. The "
        f"food has to last for {days} days.",
    )
    daily = s.step("daily_cups", count * each, "for all of them in a day")
    total = s.step("cups", daily * days, "for all days")
    return s.plain(total, "How many cups of food are needed?", f"How many cups must {who} have?")


@family
def feed_lasts(s: Story) -> Ending:
    who, animal = s.person(), s.thing("animal")
    bags, size = s.number("bags", 3, 12), s.number("cups_per_bag", 20, 60, 4)
    count, each = s.number(animal.key, 2, 9), s.number("cups_each", 2, 5)
    s.tell(
        f"{who} has {bags} bags with {size} cups of food each for {count} {animal} that eat {each} "
        f"cups a day each.",
        f"Each day, every one of {who.s} {count} {animal} gets {each} cups of food. There are "
        f"{bags} "
        f"bags in stock, with {size} cups to a bag.",
    )
    stock = s.step("cups_in_stock", bags * size, "in all bags")
    daily = s.step("cups_daily", count * each, f"for all {animal}")
    days = s.step("whole_days", stock.rounded_down(daily), "whole days only")
    return s.plain(days, "For how many whole days does the food last?")


@family
def garden_beds(s: Story) -> Ending:
    who, plant, other = s.person(), s.thing("plant"), s.thing("plant")
    beds, rows, each = (
        s.number("beds", 2, 8),
        s.number("rows_per_bed", 2, 6),
        s.number("plants_per_row", 4, 15),
    )
    words = s.number(f"beds_with_{other.key}", 1, max(1, beds.value - 1))
    s.tell(
        f"{who} has {beds} beds, each with {rows} rows of {each} plants. In {words.value} of the "
        f"beds grow {other}, in the rest {plant}.",
        f"A garden of {who.s} is divided into {beds} beds with {rows} rows each, and there are "
        f"{each} plants in a row. {plant} grow everywhere but in {words.value} of the beds.",
    )
    wanted = s.step(f"beds_with_{plant.key}", beds - words, f"beds for {plant}")
    bed = s.step("plants_per_bed", rows * each, "in one bed")
    total = s.step(plant.key, wanted * bed, f"in all beds with {plant}")
    return s.held(
        total, who, plant, f"How many {plant} are there?", f"How many {plant} does {who} have?"
    )


@family
def seeds(s: Story) -> Ending:
    who, plant = s.person(), s.thing("plant")
    packets, each = s.number("packets", 3, 12), s.number("seeds_per_packet", 10, 40, 5)
    sown = s.step("seeds", packets * each, "in all packets")
    rate = s.percent("sprouting_percent", sown)
    s.tell(
        f"{who} sows {packets} packets of seeds for {plant}, {each} to a packet. {rate} of the "
        f"seeds sprout.",
        f"A packet holds {each} seeds for {plant}. {who} sows {packets} packets, and {rate} of all "
        f"the seeds come up.",
    )
    total = s.step(f"{plant.key}_sprouted", sown * rate // 100, "the part that comes up")
    return s.held(total, who, plant, f"How many {plant} does {who} get?", f"How many {plant} grow?")


@family
def milk(s: Story) -> Ending:
    who, animal = s.person(), s.pick("cow", "goat", "sheep", "buffalo")
    herd = Thing(animal)
    count, liters, price = (
        s.number(herd.key, 4, 25),
        s.number("liters_each", 3, 20),
        s.price("price_per_liter", 1, 4),
    )
    own = s.number("liters_kept", 2, 10)
    s.tell(
        f"Each of {who.s} {count} {herd} gives {liters} liters of milk a day. {who} keeps {own} "
        f"liters and sells the rest for {price} a liter.",
        f"{who} milks {count} {herd}, which give {liters} liters each. {own} liters are for the "
        f"family; the others are sold at {price} each.",
    )
    milk_ = s.step("liters", count * liters, "of all animals")
    sold = s.step("liters_sold", milk_ - own, "what is not kept")
    total = s.step("milk_money", sold * price, "at that price")
    return s.earned(total, who, f"How much does {who} earn a day with the milk?")


@family
def fish_pond(s: Story) -> Ending:
    who, fish = s.person(), s.pick("carp", "goldfish", "trout", "koi", "catfish", "perch")
    start, born, months = (
        s.number("fish", 15, 60),
        s.number("born_monthly", 4, 15),
        s.number("months", 2, 9),
    )
    caught = s.number("caught_monthly", 1, 3)
    s.tell(
        f"There are {start} {fish} in {who.s} pond. Every month {born} are born and {who} catches "
        f"{caught.value}. {months} months pass.",
        f"{who} puts {start} {fish} into a pond. Each month {born} young ones are added and "
        f"{caught.value} are caught, for {months} months.",
    )
    growth = s.step("monthly_growth", born - caught, "what is added each month")
    total = s.step("fish_in_the_end", start + growth * months, "after all months")
    return s.plain(total, f"How many {fish} are in the pond then?")
