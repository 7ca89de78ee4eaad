"""Lengths, areas, volumes and what they cost."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import Thing

_PLOTS = ("garden", "meadow", "playground", "yard", "field", "paddock", "courtyard", "orchard")


@family
def fence(s: Story) -> Ending:
    who, plot = s.person(), s.pick(*_PLOTS)
    length, width = s.number("length", 8, 60), s.number("width", 5, 40)
    gate, price = s.number("gate", 2, 5), s.price("price_per_meter", 4, 25)
    s.tell(
        f"{who.s} {plot} is {length} meters long and {width} meters wide. {who.he} puts a fence "
        f"around it, but for a gate of {gate.value} meters. A meter of fence costs {price}.",
        f"A fence at {price} a meter is to go around a {plot} of {length} by {width} meters. {who} "
        f"leaves {gate.value} meters open for a gate.",
    )
    around = s.step("around", (length + width) * 2, "all four sides")
    needed = s.step("meters_of_fence", around - gate, "without the gate")
    cost = s.step("fence_cost", needed * price, "all meters")
    return s.bill(
        cost, who, f"How much does the fence cost {who}?", "What is the price of the fence?"
    )


@family
def floor(s: Story) -> Ending:
    who, room = s.person(), s.pick("kitchen", "hall", "bathroom", "bedroom", "terrace", "studio")
    length, width = s.number("room_length", 3, 15), s.number("room_width", 3, 12)
    price, fee = s.price("price_per_square_meter", 8, 45), s.price("delivery", 15, 60, 5)
    s.tell(
        f"{who} lays new tiles in a {room} of {length} by {width} meters. They cost {price} per "
        f"square meter, and delivery is {fee}.",
        f"The floor of {who.s} {room} is {length} meters long and {width} meters wide. Tiles are "
        f"{price} for a square meter, plus {fee} for bringing them.",
    )
    area = s.step("area", length * width, "in square meters")
    tiles = s.step("tiles_cost", area * price, "for the whole floor")
    total = s.step("floor_cost", tiles + fee, "with delivery")
    return s.bill(total, who, f"How much does {who} pay in all?")


@family
def cut_pieces(s: Story) -> Ending:
    who, what = s.person(), s.pick("rope", "ribbon", "wire", "cable", "plank", "pipe", "string")
    count, length = s.number(f"{what}s", 2, 8), s.number("meters", 4, 20)
    piece = s.pick(20, 25, 40, 50)
    size = s.number("piece_cm", piece, piece)
    used = s.number("pieces_used", 3, 15)
    s.tell(
        f"{who} cuts {count} {what}s of {length} meters each into pieces of {size} centimeters and "
        f"uses {used} of the pieces.",
        f"Each of {count} {what}s is {length} meters long. {who} makes pieces of {size} "
        "centimeters "
        f"of them; {used} pieces are used up.",
    )
    total = s.step("centimeters", count * length * 100, "100 in a meter")
    pieces = s.step("pieces", total // size, "of that size")
    left = s.step("pieces_left", pieces - used, "not used yet")
    return s.plain(left, "How many pieces are left?")


@family
def paint_walls(s: Story) -> Ending:
    who = s.person()
    walls, width, height = (
        s.number("walls", 2, 6),
        s.number("wall_width", 3, 12),
        s.number("wall_height", 2, 5),
    )
    windows, reach = s.number("window_area", 2, 9), s.number("covered_per_can", 6, 15)
    s.tell(
        f"{who} paints {walls} walls that are {width} meters wide and {height.value} meters high. "
        f"Windows take up {windows} square meters of it. A can of paint is enough for {reach} "
        "square "
        f"meters.",
        f"With one can of paint {who} can cover {reach} square meters. There are {walls} walls of "
        f"{width} by {height.value} meters, less {windows} square meters for windows.",
    )
    area = s.step("wall_area", walls * width * height, "all walls")
    painted = s.step("painted_area", area - windows, "without the windows")
    cans = s.step("cans", painted.rounded_up(reach), "rounded up to whole cans")
    return s.plain(cans, f"How many cans of paint does {who} need?")


@family
def water_tank(s: Story) -> Ending:
    who, what = s.person(), s.pick("tank", "pool", "pond", "cistern", "barrel", "aquarium")
    inflow, outflow = s.number("in_per_minute", 12, 40), s.number("out_per_minute", 2, 10)
    start, minutes = s.number("liters_at_first", 20, 200, 10), s.number("minutes", 5, 60)
    s.tell(
        f"{who.s} {what} holds {start} liters of water. Each minute {inflow} liters flow in and "
        f"{outflow} flow out, for {minutes} minutes.",
        f"Through one pipe {inflow} liters a minute run into a {what}, through another {outflow} "
        f"liters a minute run out. {who} waits for {minutes} minutes; there were {start} "
        "liters in it "
        f"before.",
    )
    gain = s.step("gain_per_minute", inflow - outflow, "what stays in")
    total = s.step("liters", start + gain * minutes, "after all minutes")
    return s.plain(total, f"How many liters are in the {what} then?")


@family
def box_volume(s: Story) -> Ending:
    who, what = s.person(), s.pick("crate", "chest", "box", "container", "trunk")
    a, b, c = (
        s.number("cubes_long", 3, 12),
        s.number("cubes_wide", 3, 10),
        s.number("cubes_high", 2, 8),
    )
    count = s.number("cubes_in_it", 4, 20)
    s.tell(
        f"{who} fills a {what} with cubes: {a} fit in its length, {b} in its width and {c} in its "
        f"height. {count} cubes are in it already.",
        f"A {what} is {a} cubes long, {b} cubes wide and {c} cubes high inside. {who} has put "
        f"{count} "
        f"cubes into it so far.",
    )
    layer = s.step("one_layer", a * b, "on the ground")
    room = s.step("room", layer * c, "all layers")
    left = s.step("cubes_missing", room - count, "what is not there yet")
    return s.plain(left, f"How many more cubes does {who} need to fill it?")


@family
def posts(s: Story) -> Ending:
    who, what, where = (
        s.person(),
        Thing(s.pick("lamp", "tree", "post", "bench", "flag")),
        s.pick("street", "path", "canal", "drive"),
    )
    gap = s.number("meters_between", 4, 20)
    count = s.r.randint(6, 40)
    way = s.number("meters", gap.value * count, gap.value * count)
    s.tell(
        f"Along a {where} of {way} meters, {who} sets up {what.a} every {gap} meters, from one "
        "end to "
        f"the other, on both sides.",
        f"On both sides of a {where} that is {way} meters long, {who} wants to have {what.a} every "
        f"{gap} meters, and one at each end.",
    )
    gaps = s.step("gaps", way // gap, "spaces between them")
    side = s.step("on_one_side", gaps + 1, "one more than spaces")
    total = s.step(f"{what.key}_needed", side * 2, "on both sides")
    return s.plain(total, f"How many {what} does {who} need?")


@family
def cooler_and_warmer(s: Story) -> Ending:
    who, place = s.person(), s.pick("greenhouse", "cellar", "sauna", "oven", "cabin", "workshop")
    start, rise, hours = (
        s.number("degrees_at_first", 5, 40),
        s.number("rise_per_hour", 3, 15),
        s.number("hours", 2, 9),
    )
    fall = s.number("fall", 2, 10)
    s.tell(
        f"In {who.s} {place} it is {start} degrees. It gets {rise} degrees warmer every hour for "
        f"{hours} hours; then {who} opens a window, and it gets {fall} degrees cooler.",
        f"{who} heats a {place} from {start} degrees, {rise} degrees an hour for {hours} "
        "hours. After "
        f"that the temperature falls by {fall} degrees.",
    )
    risen = s.step("risen", rise * hours, "in all hours")
    top = s.step("highest", start + risen, "before it falls")
    end = s.step("degrees", top - fall, "in the end")
    return s.plain(end, f"How many degrees is it in the {place} in the end?")


@family
def area_left(s: Story) -> Ending:
    who, plot = s.person(), s.pick(*_PLOTS)
    length, width = s.number("length", 10, 60), s.number("width", 8, 40)
    side = s.number("square_side", 2, 7)
    what = s.pick("pond", "shed", "sandbox", "flower bed", "stage", "hut")
    s.tell(
        f"In the middle of {who.s} {plot}, which is {length} by {width} meters, there is a square "
        f"{what} whose sides are {side} meters long.",
        f"A {plot} of {length} by {width} meters belongs to {who}. A square {what} with sides of "
        f"{side} meters stands on it.",
    )
    whole = s.step("whole_area", length * width, f"the {plot}")
    inner = s.step("taken_area", side * side, f"the {what}")
    left = s.step("free_area", whole - inner, "what is around it")
    return s.plain(left, "How many square meters are left around it?")
