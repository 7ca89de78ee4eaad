"""Prices: discounts, taxes, tariffs, baskets, offers."""

from hornbook.generate.procedural import Draw, Task, family


@family
def discount(r: Draw) -> Task:
    """Reduce a price.

    Amounts of money are best kept as whole numbers of cents, because floats can't hold most
    fractions of a cent exactly. A percentage is then a multiplication and a division by 100.
    """
    price, p = r.pick("price", "cost", "amount", "fee"), r.randint(3, 60)
    limit = 10 * r.randint(3, 90)
    cut = f"{price} * {p} // 100"
    label, said, code, steps = r.pick(
        ("percent", f"reduced by {p} percent", f"{price} - {cut}",
         f"cut = {cut}\nreturn {price} - cut"),
        (f"from_{limit}", f"reduced by {p} percent if it is at least {limit} cents",
         f"{price} - ({cut} if {price} >= {limit} else 0)",
         f"if {price} < {limit}:\n    return {price}\nreturn {price} - {cut}"),
        (f"above_{limit}", f"reduced by {p} cents if it is more than {limit} cents",
         f"{price} - {p} * ({price} > {limit})",
         f"if {price} > {limit}:\n    {price} -= {p}\nreturn {price}"),
        (f"flat_{p}", f"reduced by {p} cents, but not below 0", f"max({price} - {p}, 0)",
         f"return {price} - min({price}, {p})"),
        (f"capped_{limit}", f"reduced by {p} percent, but by no more than {limit} cents",
         f"{price} - min({cut}, {limit})", f"return max({price} - {cut}, {price} - {limit})"),
    )  # fmt: skip
    border = 100 * limit // p
    return Task(
        names=(f"discount_{label}", f"reduced_{price}_{label}", f"{price}_with_discount"),
        takes={price: "int"},
        gives="int",
        does=(
            f"Return {price}, an amount in cents, {said}.",
            f"Compute the discounted {price} in cents: it is {said}.",
        ),
        notes=r.pick((), ("Fractions of a cent in a reduction are dropped.",))
        if "percent" in said
        else (),
        solutions={
            "expression": f"return {code}",
            "steps": steps,
        },
        inputs=[
            0,
            1,
            p - 1,
            p,
            p + 1,
            limit - 1,
            limit,
            limit + 1,
            border,
            border + 101,
            2 * border,
        ]
        + [r.randint(100, 3000) for _ in range(3)],
    )


@family
def basket_total(r: Draw) -> Task:
    """Add up a basket.

    A price list is a dictionary from goods to prices. The basket tells how many of each are
    bought; the sum goes over its entries.
    """
    prices, basket = r.pick("prices", "price_list", "tariff"), r.pick("basket", "cart", "order")
    k, p = r.randint(2, 5), r.randint(1, 9)
    label, said, term, keep = r.pick(
        ("known_only", "Goods without a price are free", "@.get(item, 0) * count", ""),
        (f"fallback_{p}", f"Goods without a price cost {p}", f"@.get(item, {p}) * count", ""),
        (f"pack_of_{k}", f"Of every {k} pieces of a kind one is free, and all goods have a price",
         f"@[item] * (count - count // {k})", ""),
        ("skip_negative", "Entries with a negative number are left out, and all goods have a price",
         "@[item] * count", "count >= 0"),
        (f"bulk_{k}", f"From {k} pieces of a kind on, each costs 1 less; all goods have a price",
         f"(@[item] - 1 if count >= {k} else @[item]) * count", ""),
    )  # fmt: skip
    term = term.replace("@", prices)
    goods = r.sample(("tea", "salt", "rice", "soap", "milk", "jam", "oil", "pen", "ink"), 4)
    table = {item: r.randint(3, 40) for item in goods}
    unknown = label == "known_only" or label.startswith("fallback")
    extra = (
        [(table, {"gold": 2, goods[0]: 1})] if unknown else [(table, {goods[0]: -1, goods[1]: 2})]
    )
    return Task(
        names=(f"{basket}_total", f"total_{label}", f"{basket}_sum_{label}"),
        takes={prices: "dict[str, int]", basket: "dict[str, int]"},
        gives="int",
        does=(
            f"Return what the goods in {basket} cost together; {basket} maps goods to numbers of"
            f" pieces and {prices} maps goods to prices.",
            f"Add up the prices of a {basket} of goods, given with their numbers of pieces, by"
            f" looking each up in {prices}.",
        ),
        notes=(f"{said}.",),
        solutions={
            "sum": f"return sum({term} for item, count in {basket}.items()"
            f"{f' if {keep}' if keep else ''})",
            "loop": f"""
                total = 0
                for item in {basket}:
                    count = {basket}[item]
                    {f"if {keep}:" if keep else ""}
                    {"    " if keep else ""}total += {term}
                return total
                """,
        },
        inputs=[(table, {}), (table, {goods[1]: 0}), (table, {goods[2]: 1}), *extra]
        + [(table, {goods[3]: k - 1, goods[0]: k}), (table, {goods[2]: k + 1})]
        + [(table, {item: r.randint(1, 9) for item in r.sample(goods, n)}) for n in (2, 3, 4)],
    )


@family
def tiered_price(r: Draw) -> Task:
    """Look up a tier.

    The tiers stand in order, and the first whose limit isn't exceeded decides. A chain of
    branches does the same as a loop over a table.
    """
    weight = r.pick("weight", "size", "distance", "age", "pieces", "length", "volume")
    a = r.randint(2, 20)
    b, c = a + r.randint(2, 30), a + r.randint(40, 90)
    x, y, z, rest = (100 * r.randint(k, k + 4) - r.randint(0, 60) for k in (1, 6, 11, 16))
    thing = r.pick("the postage", "the fee", "the fare", "the ticket price", "the charge")
    word = thing.split(" ", 1)[1].replace(" ", "_")
    return Task(
        names=(f"{word}_by_{weight}", f"{word}_for_{weight}", f"tier_{word}"),
        takes={weight: "int"},
        gives="int",
        does=(
            f"Return {thing} in cents for a {weight} (not negative): {x} up to {a}, {y} up to {b},"
            f" {z} up to {c} and {rest} above that.",
            f"Find {thing} by {weight}, where up to {a} costs {x} cents, up to {b} costs {y}, up to"
            f" {c} costs {z}, and anything more costs {rest}.",
        ),
        notes=r.pick((), ("Each limit belongs to the cheaper tier.",)),
        solutions={
            "branches": f"""
                if {weight} <= {a}:
                    return {x}
                if {weight} <= {b}:
                    return {y}
                if {weight} <= {c}:
                    return {z}
                return {rest}
                """,
            "table": f"""
                for limit, price in [({a}, {x}), ({b}, {y}), ({c}, {z})]:
                    if {weight} <= limit:
                        return price
                return {rest}
                """,
            "bisect": f"return [{x}, {y}, {z}, {rest}][bisect.bisect_left([{a}, {b}, {c}],"
            f" {weight})]",
        },
        inputs=[0, 1, a - 1, a, a + 1, b - 1, b, b + 1, c - 1, c, c + 1, c + 100, r.randint(1, c)],
    )


@family
def bracket_tax(r: Draw) -> Task:
    """Tax an income by brackets.

    Each rate applies only to the part of the income that lies in its bracket, so earning more
    never leaves less. The part in a bracket is what lies between its limits.
    """
    income = r.pick("income", "salary", "profit", "earnings", "gain")
    a = 100 * r.randint(1, 20)
    b = a + 100 * r.randint(2, 30)
    p, q, s = r.randint(1, 12), r.randint(13, 25), r.randint(26, 50)
    return Task(
        names=(f"tax_on_{income}", f"{income}_tax", "bracket_tax", "progressive_tax"),
        takes={income: "int"},
        gives="int",
        does=(
            f"Return the tax on {income} in cents: {p} cents for each coin up to {a}, {q} for each"
            f" from there to {b}, and {s} for each above {b}.",
            f"Compute in cents the tax on {income}, where the first {a} coins are taxed at {p}"
            f" percent, the next {b - a} at {q} percent and the rest at {s} percent.",
        ),
        notes=r.pick((), ("A coin has 100 cents.",)),
        solutions={
            "parts": f"""
                low = min({income}, {a})
                middle = max(0, min({income}, {b}) - {a})
                high = max(0, {income} - {b})
                return {p} * low + {q} * middle + {s} * high
                """,
            "steps": f"""
                tax = {p} * {income}
                tax += {q - p} * max(0, {income} - {a})
                tax += {s - q} * max(0, {income} - {b})
                return tax
                """,
            "table": f"""
                tax = 0
                for start, more in [(0, {p}), ({a}, {q - p}), ({b}, {s - q})]:
                    tax += more * max(0, {income} - start)
                return tax
                """,
        },
        inputs=[0, 1, 99, a - 1, a, a + 1, b - 1, b, b + 1, 2 * b, 3 * b + 33, r.randint(a, b)],
    )


@family
def best_offer(r: Draw) -> Task:
    """Compare prices per unit.

    What costs less in all may cost more per gram. Dividing the price by the size makes offers
    comparable, and `min` with a key picks one.
    """
    offers = r.pick("offers", "packs", "bids", "products", "deals")
    label, said, key, pick = r.pick(
        ("cheapest", "the lowest price per gram", "offer[1] / offer[2]", "min"),
        ("dearest", "the highest price per gram", "offer[1] / offer[2]", "max"),
        ("most_grams", "the most grams per cent", "offer[2] / offer[1]", "max"),
        ("lowest_price", "the lowest price, whatever its size", "offer[1]", "min"),
        ("biggest", "the largest size, whatever its price", "offer[2]", "max"),
    )
    gives = r.pick("name", "offer")
    part = "[0]" if gives == "name" else ""
    sign = "<" if pick == "min" else ">"
    names = ("red", "blue", "gold", "mini", "maxi", "plus", "eco")
    lists = [
        [(name, r.randint(20, 400), 10 * r.randint(5, 60)) for name in r.sample(names, size)]
        for size in (1, 2, 2, 3, 3, 4, 5)
    ]
    return Task(
        names=(f"{label}_of_{offers}", f"find_{label}", f"{label}_{gives}"),
        takes={offers: "list[tuple[str, int, int]]"},
        gives="str" if part else "tuple[str, int, int]",
        does=(
            f"Return the {'name of the ' if part else ''}item of {offers} with {said}.",
            f"Find which of the {offers} has {said}, and return its {'name' if part else 'tuple'}.",
        ),
        notes=(
            f"Each of the {offers} is a tuple of a name, a price in cents and a size in grams;"
            " of equally good ones the first counts.",
        ),
        solutions={
            "key": f"return {pick}({offers}, key=lambda offer: {key}){part}",
            "loop": f"""
                best = {offers}[0]
                for offer in {offers}:
                    if {key} {sign} {key.replace("offer", "best")}:
                        best = offer
                return best{part}
                """,
        },
        inputs=[
            *lists,
            [("a", 100, 50), ("b", 200, 100)],
            [("x", 90, 10), ("y", 40, 5), ("z", 3, 4)],
        ],
    )


@family
def rounded_price(r: Draw) -> Task:
    """Round to a multiple.

    Dividing without remainder and multiplying again rounds down. Adding the divisor minus one
    before rounds up, and adding half of it rounds to the nearest multiple.
    """
    price = r.pick("price", "cents", "amount", "sum_due", "cost")
    k = r.choice((5, 10, 20, 25, 50, 100))
    label, said, code, steps = r.pick(
        ("down", f"rounded down to a multiple of {k}", f"{price} // {k} * {k}",
         f"return {price} - {price} % {k}"),
        ("up", f"rounded up to a multiple of {k}", f"({price} + {k - 1}) // {k} * {k}",
         f"rest = {price} % {k}\nreturn {price} + {k} - rest if rest else {price}"),
        ("nearest", f"rounded to the nearest multiple of {k}, and up from the middle on",
         f"({price} + {k // 2}) // {k} * {k}",
         f"rest = {price} % {k}\n"
         f"return {price} - rest if 2 * rest < {k} else {price} - rest + {k}"),
        ("ending", "raised to the next number that ends in 9 if it doesn't",
         f"({price} // 10) * 10 + 9",
         f"while {price} % 10 != 9:\n    {price} += 1\nreturn {price}"),
    )  # fmt: skip
    return Task(
        names=(f"round_{label}_{k}", f"{label}_rounded_{price}", f"round_{price}_{label}"),
        takes={price: "int"},
        gives="int",
        does=(
            f"Return {price}, a whole number of cents that is not negative, {said}.",
            f"Compute the value of {price} {said}.",
        ),
        solutions={"expression": f"return {code}", "remainder": steps},
        inputs=[0, 1, k // 2 - 1, k // 2, k // 2 + 1, k - 1, k, k + 1, 9, 10, 2 * k, 7 * k + 1]
        + [r.randint(20, 999) for _ in range(4)],
    )
