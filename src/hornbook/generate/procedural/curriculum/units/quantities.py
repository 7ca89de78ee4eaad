"""Quantities: compound measures, packs, recipes, travel."""

from hornbook.generate.procedural import Draw, Task, family


@family
def add_compound(r: Draw) -> Task:
    """Compute with compound units.

    A measure of two units, such as feet and inches, is a pair. After adding, the smaller unit may
    overflow into the larger one, like a digit that is carried.
    """
    a, b = r.twins()
    large, small, k = r.pick(
        ("feet", "inches", 12),
        ("pounds", "ounces", 16),
        ("minutes", "seconds", 60),
        ("weeks", "days", 7),
        ("years", "months", 12),
        ("dozens", "eggs", 12),
        ("days", "hours", 24),
    )
    label, said, sign = r.pick(
        ("sum", "the sum of {} and {}", "+"), ("difference", "{} minus {}, which is smaller", "-")
    )
    carry = (
        f"if low >= {k}:\n    low -= {k}\n    high += 1"
        if sign == "+"
        else f"if low < 0:\n    low += {k}\n    high -= 1"
    )
    steps = f"high = {a}[0] {sign} {b}[0]\nlow = {a}[1] {sign} {b}[1]\n{carry}\nreturn high, low"
    pairs = []
    for low, other in (
        (0, 0),
        (k - 1, 1),
        (k - 1, 2),
        (k - 2, 1),
        (3, k - 1),
        (2, 2),
        (0, 1),
        (5, 4),
    ):
        big = r.randint(5, 30)
        pairs.append(((big, low), (r.randint(0, 4), other)))
    return Task(
        names=(f"{label}_of_{large}", f"{large}_and_{small}_{label}", f"{label}_in_{small}"),
        takes={a: "tuple[int, int]", b: "tuple[int, int]"},
        gives="tuple[int, int]",
        does=(
            f"Return {said.format(a, b)}, all as pairs of {large} and {small}, with fewer than {k}"
            f" {small}.",
            f"Compute {said.format(a, b)}. Each is a pair of {large} and {small}, and the"
            f" {small} of the result are below {k}.",
        ),
        solutions={
            "divmod": f"""
                total = {k} * ({a}[0] {sign} {b}[0]) + {a}[1] {sign} {b}[1]
                return divmod(total, {k})
                """,
            "carry": steps,
        },
        inputs=pairs,
    )


@family
def packs_needed(r: Draw) -> Task:
    """Count packs.

    Rounding up is what is needed when something is only sold whole. `-(-n // k)` and
    `math.ceil(n / k)` both do it.
    """
    n, k = r.pick("pieces", "people", "tiles", "pages", "bottles", "n"), r.randint(3, 24)
    pack = r.pick("box", "bus", "pack", "crate", "van", "bag")
    many = {"box": "boxes", "bus": "buses"}.get(pack, f"{pack}s")
    p, q = r.randint(2, 30), r.randint(1, 5)
    label, said, gives, up, other = r.pick(
        (many, f"how many {many} are needed", "int", "-(-{n} // {k})", "math.ceil({n} / {k})"),
        ("empty_places", f"how many places stay empty in the last {pack}", "int",
         "-{n} % {k}", "math.ceil({n} / {k}) * {k} - {n}"),
        (f"{many}_cost", f"what the {many} that are needed cost at {p} each", "int",
         "-(-{n} // {k}) * {p}", "math.ceil({n} / {k}) * {p}"),
        (f"{many}_with_{q}_spare", f"how many {many} are needed when {q} more are to fit in",
         "int", "-(-({n} + {q}) // {k})", "math.ceil(({n} + {q}) / {k})"),
        (f"full_{many}", f"how many {many} get full", "int", "{n} // {k}", "math.floor({n} / {k})"),
        (f"last_{pack}", f"how many are in the last {pack}, when all others are full", "int",
         "{n} % {k} or min({n}, {k})", "{n} - {k} * (math.ceil({n} / {k}) - 1) if {n} else 0"),
    )  # fmt: skip
    counted = f"{n} things" if n == "n" else n
    return Task(
        names=(label, f"{label}_for_{n}", f"count_{label}"),
        takes={n: "int"},
        gives=gives,
        does=(
            f"Return {said} to hold {counted}, when each {pack} holds {k}.",
            f"Compute {said}: each {pack} has {k} places, and there are {counted} in all."
            if n == "n"
            else f"Compute {said}: each {pack} has {k} places, and {n} says how many there are.",
        ),
        solutions={
            "operators": f"return {up.format(n=n, k=k, p=p, q=q)}",
            "rounding": f"return {other.format(n=n, k=k, p=p, q=q)}",
        },
        inputs=[0, 1, k - 1, k, k + 1, 2 * k, 2 * k + 1, k - q, k - q + 1, *r.integers(3, 2, 200)],
    )


@family
def scale_recipe(r: Draw) -> Task:
    """Scale a recipe.

    Every amount is multiplied by the wanted number and divided by the given one. Multiplying
    first keeps the numbers whole for as long as possible.
    """
    recipe, people = (
        r.pick("recipe", "ingredients", "mixture", "list_of_needs"),
        r.pick("people", "guests", "servings", "wanted"),
    )
    base = r.randint(2, 6)
    label, said, code = r.pick(
        ("down", "rounded down", f"@ * {people} // {base}"),
        ("up", "rounded up", f"-(-@ * {people} // {base})"),
        ("missing", "minus what the recipe says, rounded down", f"@ * {people} // {base} - @"),
        ("exact", "as floats", f"@ * {people} / {base}"),
    )
    gives = "dict[str, float]" if label == "exact" else "dict[str, int]"
    words = r.sample(("flour", "sugar", "eggs", "milk", "butter", "salt", "rice", "oats"), 5)
    tables = [{word: r.randint(1, 300) for word in words[:n]} for n in (1, 2, 3, 4)]
    item, amount = r.pick(("item", "amount"), ("name", "grams"), ("what", "number"))
    new = code.replace("@", amount)
    return Task(
        names=(f"{recipe}_for_{people}", f"scale_{recipe}_{label}", f"scaled_{label}"),
        takes={recipe: "dict[str, int]", people: "int"},
        gives=gives,
        does=(
            f"Return the amounts of {recipe}, which is for {base} persons, as they are needed for"
            f" {people}, {said}.",
            f"Compute from {recipe} for {base} persons a dictionary with the amounts for {people}"
            f" persons, {said}.",
        ),
        solutions={
            "comprehension": f"""
                return {{{item}: {new} for {item}, {amount} in {recipe}.items()}}
                """,
            "loop": f"""
                scaled = {{}}
                for {item} in {recipe}:
                    {amount} = {recipe}[{item}]
                    scaled[{item}] = {new}
                return scaled
                """,
        },
        inputs=[({}, 3), (tables[0], 0), (tables[1], base), (tables[2], 2 * base + 1)]
        + [(table, r.randint(1, 9)) for table in tables],
    )


@family
def travel(r: Draw) -> Task:
    """Relate distance, speed and time.

    Distance is speed times time. With speeds in kilometres per hour and times in minutes, a
    factor of 60 comes in.
    """
    d, v = r.pick("distance", "way", "route"), r.pick("speed", "pace", "velocity")
    rest, p = r.randint(5, 40), r.randint(1, 9)
    label, said, code, loop = r.pick(
        ("minutes", "how many whole minutes it takes, rounded up",
         "-(-@d * 60 // @v)", "while minutes * @v < @d * 60:\n    minutes += 1\nreturn minutes"),
        (f"minutes_with_rest_of_{rest}",
         f"how many whole minutes it takes, rounded up, with a rest of {rest} minutes before the"
         " start",
         f"-(-@d * 60 // @v) + {rest}",
         f"while minutes * @v < @d * 60:\n    minutes += 1\nreturn minutes + {rest}"),
        (f"minutes_against_wind_{p}",
         f"how many whole minutes it takes, rounded up, against a wind that slows by {p}",
         f"-(-@d * 60 // (@v - {p}))",
         f"while minutes * (@v - {p}) < @d * 60:\n    minutes += 1\nreturn minutes"),
        ("full_hours", "how many full hours pass on the way", "@d // @v",
         "while (minutes + 1) * @v <= @d:\n    minutes += 1\nreturn minutes"),
    )  # fmt: skip

    unit = "hours" if label == "full_hours" else r.pick("minutes", "passed")

    def put(text: str) -> str:
        return text.replace("@d", d).replace("@v", v)

    return Task(
        names=(f"{label}_of_travel", f"travel_{label}", f"{label}_for_{d}"),
        takes={d: "int", v: "int"},
        gives="int",
        does=(
            f"Return {said}, for a {d} in kilometers at a {v} in kilometers per hour.",
            f"Compute {said}, when {d} (in km) is covered at {v} (in km/h).",
        ),
        notes=r.pick((), (f"The {v} is greater than {p}.",)),
        solutions={
            "formula": f"return {put(code)}",
            "search": put("minutes = 0\n" + loop).replace("minutes", unit),
        },
        inputs=[(0, 10), (1, 60), (1, 59), (1, 61), (60, 30), (90, 30), (59, 60), (61, 60)]
        + [(r.randint(1, 200), r.randint(10, 90)) for _ in range(4)],
    )
