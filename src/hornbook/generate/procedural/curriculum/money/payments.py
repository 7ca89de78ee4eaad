"""Payments: change, shares, written amounts, currencies."""

from hornbook.generate.procedural import Draw, Task, family


@family
def give_change(r: Draw) -> Task:
    """Pay with as few coins as possible.

    The greedy way takes the largest coin as often as it fits, then the next. With usual coins
    no other way needs fewer.
    """
    amount = r.pick("amount", "change", "cents", "sum_due")
    coins = r.pick(
        [50, 20, 10, 5, 2, 1], [25, 10, 5, 1], [100, 25, 5, 1], [20, 10, 2, 1], [12, 3, 1]
    )
    label, said, gives, start, update, short = r.pick(
        ("coins", "a list of the coins, from large to small, in", "list[int]", "[]",
         "result += [coin] * count", "[coin] * count"),
        ("number", "how many coins there are in", "int", "0", "result += count", "count"),
        ("counts", "a list with the number of coins of each value, from large to small, in",
         "list[int]", "[]", "result.append(count)", "[count]"),
    )  # fmt: skip
    repeated = {
        "coins": "result.append(coin)",
        "number": "result += 1",
    }.get(label, "result[-1] += 1")
    listed = ", ".join(map(str, coins[:-1]))
    return Task(
        names=(f"change_{label}", f"{label}_for_{amount}", f"pay_{label}", f"count_{label}"),
        takes={amount: "int"},
        gives=gives,
        does=(
            f"Return {said} {amount} cents when it is paid with as few coins of {listed} and"
            f" {coins[-1]} as possible.",
            f"Take the largest coin that still fits, again and again, until {amount} is paid; there"
            f" are coins of {listed} and {coins[-1]}. Return {said.removesuffix(' in')}.",
        ),
        solutions={
            "division": f"""
                result = {start}
                for coin in {coins}:
                    count, {amount} = divmod({amount}, coin)
                    {update}
                return result
                """,
            "subtraction": f"""
                result = {start}
                for coin in {coins}:
                    {"result.append(0)" if label == "counts" else ""}
                    while {amount} >= coin:
                        {amount} -= coin
                        {repeated}
                return result
                """,
            "recursion": f"""
                def pay(rest, coins):
                    if not coins:
                        return {start}
                    coin, count = coins[0], rest // coins[0]
                    return {short} + pay(rest % coin, coins[1:])

                return pay({amount}, {coins})
                """,
        },
        inputs=[0, 1, 2, 4, *coins[:3], coins[0] - 1, sum(coins), 2 * sum(coins) + 1]
        + [r.randint(3, 300) for _ in range(3)],
    )


@family
def share_bill(r: Draw) -> Task:
    """Share an amount fairly.

    The quotient is what everybody gets, and the remainder is less than the number of people: one
    cent more for so many of them.
    """
    total, people = (
        r.pick("total", "bill", "amount", "prize"),
        r.pick("people", "guests", "n", "heirs"),
    )
    last = r.coin()
    label, said, gives, wrap = r.pick(
        ("shares", "a list of the shares", "list[int]", "{}"),
        ("largest_share", "the largest of the shares", "int", "max({})"),
        (
            "running_sums",
            "a list of the running sums of the shares",
            "list[int]",
            "list(itertools.accumulate({}))",
        ),
    )
    size = "share + 1 if i >= {0} - rest else share" if last else "share + 1 if i < rest else share"
    code = size.format(people)
    lists = ("[share] * ({0} - rest) + [share + 1] * rest" if last
             else "[share + 1] * rest + [share] * ({0} - rest)").format(people)  # fmt: skip
    return Task(
        names=(f"{label}_of_{total}", f"split_{total}", f"{label}_for_{people}"),
        takes={total: "int", people: "int"},
        gives=gives,
        does=(
            f"Split {total} cents into {people} shares that differ by one cent at most, the larger"
            f" ones {'last' if last else 'first'}. Return {said}.",
            f"Return {said} when {total} cents are divided among {people} as evenly as whole cents"
            f" allow, with the larger shares {'last' if last else 'first'}.",
        ),
        solutions={
            "repeat": f"""
                share, rest = divmod({total}, {people})
                shares = {lists}
                return {wrap.format("shares")}
                """,
            "loop": f"""
                share = {total} // {people}
                rest = {total} % {people}
                shares = []
                for i in range({people}):
                    shares.append({code})
                return {wrap.format("shares")}
                """,
        },
        inputs=[(0, 1), (7, 1), (6, 3), (7, 3), (8, 3), (2, 5), (100, 7)]
        + [(r.randint(10, 500), r.randint(2, 9)) for _ in range(4)],
    )


@family
def price_text(r: Draw) -> Task:
    """Write an amount with two decimal places.

    `divmod` by 100 separates the whole part from the cents, which need two digits: 5 cents are
    written as 05. An f-string pads with `:02d`.
    """
    cents = r.pick("cents", "amount", "price", "value")
    sign = r.pick("$", "EUR ", "CHF ", "£", "Rs ", "¥", "USD ")
    point, after = r.pick(".", ","), r.coin(0.3)
    name = r.pick("price", "money", "amount", "cents")
    front, back = ("", f" {sign.strip()}") if after else (sign, "")
    ending = f' + "{back}"' if back else ""
    form = f"{front}12{point}05{back}"
    reads = r.coin(0.4)
    if reads:
        text = r.pick("text", "tag", "label", "entry")
        trim = f'{text}.removesuffix("{back}")' if after else f'{text}.removeprefix("{front}")'
        cut = f"{text}[:-{len(back)}]" if after else f"{text}[{len(front)}:]"
        amounts = [0, 5, 99, 100, 1205, *(r.randint(100, 99999) for _ in range(4))]
        return Task(
            names=(f"parse_{name}", f"{name}_to_cents", f"read_{name}"),
            takes={text: "str"},
            gives="int",
            does=(
                f"Return how many cents {text} is, an amount of money in the form '{form}'.",
                f"Convert {text}, written as in '{form}', to a whole number of cents.",
            ),
            solutions={
                "split": f"""
                    whole, part = {trim}.split("{point}")
                    return 100 * int(whole) + int(part)
                    """,
                "digits": f'return int({cut}.replace("{point}", ""))',
            },
            inputs=[f"{front}{n // 100}{point}{n % 100:02d}{back}" for n in amounts],
        )
    return Task(
        names=(f"format_{name}", f"{name}_text", f"write_{name}"),
        takes={cents: "int"},
        gives="str",
        does=(
            f"Write {cents}, which is a number of cents and not negative, in the form '{form}'.",
            f"Return the text of {cents} cents in the form '{form}'."
            if cents != "cents"
            else f"Return the text for a number of cents in the form '{form}'.",
        ),
        solutions={
            "divmod": f"""
                whole, part = divmod({cents}, 100)
                return f"{front}{{whole}}{point}{{part:02d}}{back}"
                """,
            "padding": f"""
                digits = str({cents}).zfill(3)
                return "{front}" + digits[:-2] + "{point}" + digits[-2:]{ending}
                """,
        },
        inputs=[0, 1, 9, 10, 99, 100, 101, 1205, *(r.randint(100, 99999) for _ in range(4))],
    )


@family
def exchange(r: Draw) -> Task:
    """Change currencies.

    A table holds what one unit of each currency is worth in a common one. To go from one
    currency to another, go through the common one.
    """
    amounts, rates = (
        r.pick("amounts", "wallet", "purse", "funds"),
        r.pick("rates", "table", "worth"),
    )
    codes = r.sample(("EUR", "USD", "GBP", "JPY", "CHF", "SEK", "INR", "BRL"), 4)
    label, said, gives, code, start, update = r.pick(
        ("total", "the total worth", "int", "sum({})", "0", "result += {}"),
        ("largest", "the largest worth of a single entry, or 0 if there is none", "int",
         "max([{}], default=0)", "0", "result = max(result, {})"),
        ("each", "a list of the worth of each entry", "list[int]", "[{}]", "[]",
         "result.append({})"),
    )  # fmt: skip
    unknown = r.pick("skip", "one", "none")
    term = {
        "skip": f"amount * {rates}[code]",
        "one": f"amount * {rates}.get(code, 1)",
        "none": f"amount * {rates}[code]",
    }[unknown]
    test = f" if code in {rates}" if unknown == "skip" else ""
    note = {
        "skip": (f"Entries in a currency that {rates} lacks are left out.",),
        "one": (f"A currency that {rates} lacks is worth 1.",),
        "none": (),
    }[unknown]
    table = {code: r.randint(2, 30) for code in codes[:3]}
    pool = codes[:3] if unknown == "none" else codes
    lists = [[(r.choice(pool), r.randint(1, 50)) for _ in range(n)] for n in (1, 2, 3, 4, 5)]
    body = f"""
        result = {start}
        for code, amount in {amounts}:
            {f"if code not in {rates}:" if test else ""}
            {"    continue" if test else ""}
            {update.format(term)}
        return result
        """
    return Task(
        names=(f"{label}_worth", f"exchange_{label}", f"{label}_of_{amounts}"),
        takes={amounts: "list[tuple[str, int]]", rates: "dict[str, int]"},
        gives=gives,
        does=(
            f"Return {said} in {amounts}, pairs of a currency and an amount, where {rates} maps"
            " currencies to what one unit is worth.",
            f"Compute {said} for the pairs of currency and amount in {amounts}, with the worth of"
            f" one unit looked up in {rates}.",
        ),
        notes=note,
        solutions={
            "comprehension": "return " + code.format(f"{term} for code, amount in {amounts}{test}"),
            "loop": body,
        },
        inputs=[([], table), ([(codes[0], 3)], table), ([(pool[-1], 4), (codes[1], 2)], table)]
        + [(entries, table) for entries in lists],
    )
