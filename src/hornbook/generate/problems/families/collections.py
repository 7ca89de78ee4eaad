"""Things that people have, find, give away and put together."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import RELATIVES


@family
def boxes_and_loose(s: Story) -> Ending:
    who, thing, box = s.person(), s.thing("food", "toy", "paper", "find"), s.container()
    boxes, each = s.number(box.key, 3, 12), s.number(f"{thing.key}_per_{box.key_one}", 4, 20)
    loose = s.number("loose", 2, 11)
    s.tell(
        f"{who} has {boxes} {box.many} with {each} {thing} in each, and {loose} {thing} that "
        "did not "
        f"fit in.",
        f"On {who.s} shelf there are {boxes} {box.many}. Every {box.one} holds {each} {thing}, and "
        f"{loose} more {thing} lie beside them.",
    )
    packed = s.step(f"packed_{thing.key}", boxes * each, f"{thing} in {box.many}")
    total = s.step(f"all_{thing.key}", packed + loose, "with the loose ones")
    return s.held(
        total,
        who,
        thing,
        f"How many {thing} does {who} have?",
        f"How many {thing} are there in all?",
    )


@family
def rows_with_gaps(s: Story) -> Ending:
    who, thing = s.person(), s.thing("plant", "toy", "find", "machine")
    rows, columns = s.number("rows", 3, 15), s.number(f"{thing.key}_per_row", 4, 20)
    gaps = s.number("gaps", 2, 11)
    s.tell(
        f"{who} arranges {thing} in {rows} rows of {columns}, but {gaps} places stay empty.",
        f"There is room for {rows} rows with {columns} {thing} each. {who} fills all but {gaps} of "
        f"the places.",
    )
    places = s.step("places", rows * columns, "all places")
    total = s.step(f"{thing.key}_in_place", places - gaps, "without the empty ones")
    return s.held(
        total, who, thing, f"How many {thing} are there?", f"How many {thing} has {who} put there?"
    )


@family
def more_every_day(s: Story) -> Ending:
    who, thing = s.person(), s.thing("find")
    first, more = s.number("monday", 4, 20), s.number("more_each_day", 2, 9)
    s.tell(
        f"On Monday {who} finds {first} {thing}. On Tuesday {who.he} finds {more} more than on "
        f"Monday, and on Wednesday {more} more than on Tuesday.",
        f"{who} collects {thing}: {first} on Monday, and on both Tuesday and Wednesday {more} more "
        f"than the day before.",
    )
    tuesday = s.step("tuesday", first + more, "more than on Monday")
    wednesday = s.step("wednesday", tuesday + more, "more than on Tuesday")
    total = s.step(f"{thing.key}_found", first + tuesday + wednesday, "on the three days")
    return s.held(total, who, thing, f"How many {thing} has {who} after these days?")


@family
def three_collectors(s: Story) -> Ending:
    (a, b, c), thing = s.people(3), s.thing("find", "toy")
    own, (words, factor) = s.number(f"{a.key}_{thing.key}", 4, 30), s.times()
    less = s.number("fewer", 2, 12)
    s.tell(
        f"{a} has {own} {thing}. {b} has {words} as many as {a}, and {c} has {less} fewer than "
        f"{b}.",
        f"{b} owns {words} as many {thing} as {a}, who owns {own}. {c} owns {less} fewer than {b}.",
    )
    second = s.step(f"{b.key}_{thing.key}", own * factor, f"{words} as many as {a}")
    third = s.step(f"{c.key}_{thing.key}", second - less, f"fewer than {b}")
    total = s.step(f"{thing.key}_of_all", own + second + third, "all three")
    return s.plain(
        total,
        f"How many {thing} do the three have together?",
        f"How many {thing} do {a}, {b} and {c} have in all?",
    )


@family
def gave_and_got(s: Story) -> Ending:
    who, thing, one, two = (
        s.person(),
        s.thing("toy", "paper", "find"),
        s.one_of(RELATIVES),
        s.one_of(RELATIVES),
    )
    start = s.number(f"{thing.key}_at_first", 15, 90)
    given, got = s.below("given", start, 3), s.number("got", 3, 40)
    s.tell(
        f"{who} had {start} {thing}. {who.he} gave {given} to {who.his} {one} and got {got} "
        "new ones "
        f"from {who.his} {two}.",
        f"Of {who.his} {start} {thing}, {who} gives {given} to {who.his} {one}. For {who.his} "
        f"birthday {who.he} gets {got} more from {who.his} {two}.",
    )
    left = s.step("after_giving", start - given, f"without those for the {one}")
    total = s.step(f"{thing.key}_now", left + got, f"with those from the {two}")
    return s.held(total, who, thing, f"How many {thing} does {who} have now?")


@family
def part_then_some(s: Story) -> Ending:
    who, thing, other = s.person(), s.thing(), s.person()
    start = s.number(thing.key, 12, 120, 4)
    words, part = s.fraction(start)
    s.tell(
        f"{who} has {start} {thing} and sells {words} of them.",
        f"{words} of {who.s} {start} {thing} are sold.",
    )
    sold = s.step(f"sold_{thing.key}", part, f"{words} of all")
    rest = s.step("rest", start - sold, "what was not sold")
    some = s.below(f"for_{other.key}", rest)
    s.tell(f"After that, {other} takes {some} of the rest.", f"{other} gets {some} of the others.")
    left = s.step(f"{thing.key}_left_over", rest - some, f"without those for {other}")
    return s.held(
        left,
        who,
        thing,
        f"How many {thing} does {who} have after that?",
        f"How many {thing} stay with {who}?",
    )


@family
def packs_to_buy(s: Story) -> Ending:
    who, thing, box = s.person(), s.thing("food", "paper"), s.container()
    people, each = s.number("guests", 8, 40), s.number(f"{thing.key}_per_guest", 2, 5)
    size = s.number(f"{thing.key}_in_{box.key_one}", 6, 24)
    s.tell(
        f"{who} expects {people} guests and wants to have {each} {thing} for each of them. {thing} "
        f"come in {box.many} of {size}.",
        f"A {box.one} contains {size} {thing}. {who} needs {each} {thing} for every one of "
        f"{people} "
        f"guests.",
    )
    needed = s.step(f"{thing.key}_needed", people * each, "for all guests")
    packs = s.step(f"{box.key}_to_buy", needed.rounded_up(size), f"whole {box.many}, rounded up")
    return s.plain(
        packs, f"How many {box.many} must {who} buy?", f"How many {box.many} are enough?"
    )


@family
def left_over(s: Story) -> Ending:
    who, thing, box = s.person(), s.thing("food", "find", "craft"), s.container()
    first, second = s.number("first_lot", 15, 70), s.number("second_lot", 15, 70)
    size = s.number(f"{box.key_one}_holds", 4, 12)
    s.tell(
        f"{who} has {first} {thing} and gets {second} more. {who.he} fills as many {box.many} with "
        f"{size} {thing} as {who.he} can.",
        f"With {first} old and {second} new {thing}, {who} fills {box.many} to the full, {size} to "
        f"a {box.one}.",
    )
    total = s.step(f"{thing.key}_together", first + second, "both lots")
    rest = s.step("left_over", total % size, f"what does not fill a {box.one}")
    return s.plain(
        rest, f"How many {thing} are left over?", f"How many {thing} stay outside the {box.many}?"
    )


@family
def difference_after_gift(s: Story) -> Ending:
    (a, b), thing = s.people(2), s.thing("toy", "find", "paper")
    low = s.number(f"{b.key}_{thing.key}", 5, 40)
    more = s.r.randint(12, 60)
    high = s.number(f"{a.key}_{thing.key}", low.value + more, low.value + more)
    gift = s.number("gift", 2, 5)
    s.tell(
        f"{a} has {high} {thing} and {b} has {low}. {a} gives {b} {gift} of {a.his} {thing}.",
        f"{b} has {low} {thing}. {a}, who has {high}, makes {b.him} a present of {gift}.",
    )
    first = s.step(f"{a.key}_after", high - gift, f"what {a} has then")
    second = s.step(f"{b.key}_after", low + gift, f"what {b} has then")
    gap = s.step("difference", first - second, "between the two")
    return s.plain(gap, f"How many more {thing} than {b} does {a} have then?")


@family
def jewelry(s: Story) -> Ending:
    who, bead = s.person(), s.pick("pearl", "glass bead", "wooden bead", "shell", "silver ring")
    a, b = s.number("necklaces", 3, 12), s.number("bracelets", 3, 15)
    p, q = s.number("beads_per_necklace", 15, 40), s.number("beads_per_bracelet", 6, 14)
    s.tell(
        f"{who} makes {a} necklaces with {p} {bead}s each and {b} bracelets with {q} {bead}s each.",
        f"A necklace takes {p} {bead}s and a bracelet {q}. {who} wants to make {a} necklaces "
        f"and {b} "
        f"bracelets.",
    )
    first = s.step("in_necklaces", a * p, f"{bead}s for all necklaces")
    second = s.step("in_bracelets", b * q, f"{bead}s for all bracelets")
    total = s.step("beads", first + second, "for everything")
    return s.plain(total, f"How many {bead}s does {who} need?")


@family
def wheels(s: Story) -> Ending:
    who = s.person()
    (one, n), (two, m) = s.pick(
        (("bicycle", 2), ("car", 4)),
        (("tricycle", 3), ("bicycle", 2)),
        (("cart", 4), ("scooter", 2)),
        (("motorcycle", 2), ("truck", 6)),
        (("wagon", 4), ("unicycle", 1)),
        (("tricycle", 3), ("truck", 8)),
    )
    a, b = s.number(f"{one}s", 3, 20), s.number(f"{two}s", 3, 20)
    s.tell(
        f"{who} repairs {a} {one}s and {b} {two}s and puts new tires on every wheel. A {one} "
        f"has {n} "
        f"of them, a {two} {m}.",
        f"In a garage there are {a} {one}s with {n} wheels each and {b} {two}s with {m} each. "
        f"{who} "
        f"checks all wheels.",
    )
    first = s.step(f"{one}_wheels", a * n, f"wheels of the {one}s")
    second = s.step(f"{two}_wheels", b * m, f"wheels of the {two}s")
    total = s.step("all_wheels", first + second, "all of them")
    return s.plain(total, "How many wheels are that?", f"How many wheels does {who} deal with?")


@family
def doubles(s: Story) -> Ending:
    who, thing = s.person(), s.thing("find", "toy", "plant")
    start, days, lost = (
        s.number(f"first_{thing.key}", 3, 15),
        s.number("times_doubled", 2, 4),
        s.number("lost", 2, 9),
    )
    s.tell(
        f"{who} has {start} {thing}. The number doubles every month for {days} months; then {lost} "
        f"are lost.",
        f"{who} starts with {start} {thing} and doubles {who.his} collection {days} times. "
        f"Afterwards {lost} of them get lost.",
    )
    many = start
    for number in range(1, days.value + 1):
        many = s.step(f"after_{number}", many * 2, "twice as many")
    total = s.step(f"final_{thing.key}", many - lost, "less what was lost")
    return s.held(total, who, thing, f"How many {thing} does {who} have in the end?")


@family
def album(s: Story) -> Ending:
    who, thing = (
        s.person(),
        s.pick("photo", "stamp", "sticker", "pressed flower", "coin", "recipe card"),
    )
    pages, each = s.number("pages", 8, 40), s.number("per_page", 4, 12)
    full = s.below("full_pages", pages, 2)
    s.tell(
        f"An album of {who.s} has {pages} pages with room for {each} {thing}s on each. {full} "
        "pages "
        f"are full, the others empty.",
        f"{who} has filled {full} of the {pages} pages of an album. Every page takes {each} "
        f"{thing}s.",
    )
    empty = s.step("empty_pages", pages - full, "pages that are left")
    room = s.step("room", empty * each, f"{thing}s for those pages")
    return s.plain(room, f"For how many more {thing}s is there room?")


@family
def two_piles(s: Story) -> Ending:
    (a, b), thing = s.people(2), s.thing("toy", "find", "food")
    one, two = s.number(f"from_{a.key}", 8, 60), s.number(f"from_{b.key}", 8, 60)
    total = s.step("pile", one + two, "everything together")
    sharing = s.divisor("children", total, 3, 9)
    s.tell(
        f"{a} brings {one} {thing} and {b} brings {two}. They divide them equally among {sharing} "
        f"children.",
        f"{sharing} children share {one} {thing} that {a} has brought and {two} that {b} has "
        f"brought, and each gets as many as the others.",
    )
    each = s.step(f"{thing.key}_for_each", total // sharing, "for one child")
    return s.plain(each, f"How many {thing} does each child get?")


@family
def missing_to_a_set(s: Story) -> Ending:
    who, thing = s.person(), s.thing("toy", "find")
    sets, size = s.number("sets", 3, 9), s.number("set_size", 6, 20)
    full = s.step("needed", sets * size, "for all sets")
    own = s.below("already_there", full, 5)
    weekly = s.number("per_week", 2, 6)
    s.tell(
        f"{who} wants to complete {sets} sets of {size} {thing}. {who.he} has {own} of them "
        "and gets "
        f"{weekly} new ones a week, never one twice.",
        f"A set consists of {size} {thing}, and {who} collects {sets} different sets. {own} "
        f"{thing} "
        f"are there already; each week {weekly} are added.",
    )
    missing = s.step("missing_pieces", full - own, "what is not there yet")
    weeks = s.step("weeks_to_go", missing.rounded_up(weekly), "rounded up to whole weeks")
    return s.plain(weeks, f"After how many weeks are {who.s} sets complete?")
