"""Accounts: interest, debts, wages, budgets."""

from hornbook.generate.procedural import Draw, Task, family


@family
def interest(r: Draw) -> Task:
    """Let savings bear interest.

    Interest that stays on the account bears interest itself, so the balance is multiplied in
    every year. A loop does it year by year, with whatever rule comes on top.
    """
    balance, years = (
        r.pick("balance", "savings", "capital", "loan"),
        r.pick("years", "periods", "n"),
    )
    p, k = r.randint(2, 15), 10 * r.randint(1, 12)
    label, said, step = r.pick(
        ("plain", f"{p} percent interest is added, rounded down", f"@ + @ * {p} // 100"),
        (f"plus_{k}", f"{p} percent interest is added, rounded down, and then {k}",
         f"@ + @ * {p} // 100 + {k}"),
        (f"minus_{k}", f"{k} is taken out and then {p} percent interest is added, rounded down",
         f"(@ - {k}) + (@ - {k}) * {p} // 100"),
        (f"fee_{k}", f"{p} percent interest is added, rounded down, but {k} at most",
         f"@ + min(@ * {p} // 100, {k})"),
    )  # fmt: skip
    history = r.coin(0.4)
    start = 100 * r.randint(2, 50)
    pairs = [(start, 0), (start, 1), (start, 2), (start, 3), (start + 17, 4), (start + 70, 6)]
    return Task(
        names=(f"{balance}_with_interest", f"interest_{label}", f"grow_{balance}_{label}"),
        takes={balance: "int", years: "int"},
        gives="list[int]" if history else "int",
        does=(
            f"Return {'a list of what' if history else 'what'} {balance} is after"
            f" {'each of the' if history else 'the given number of'} {years}, when in each of them"
            f" {said}.",
            f"Compute {balance} over {years}: in each one {said}. Return"
            f" {'the amounts after each as a list' if history else 'the final amount'}.",
        ),
        solutions={
            "loop": f"""
                {"history = []" if history else ""}
                for _ in range({years}):
                    {balance} = {step.replace("@", balance)}
                    {f"history.append({balance})" if history else ""}
                return {"history" if history else balance}
                """,
            "recursion": f"""
                if {years} == 0:
                    return {"[]" if history else balance}
                new = {step.replace("@", balance)}
                return {"[new] + " if history else ""}solve(new, {years} - 1)
                """,
        },
        inputs=[*pairs, (10 * k, 3), (100, 5), (0, 2), (k + 1, 1), (start + 33, 3), (start + 1, 7)],
    )


@family
def settle_debts(r: Draw) -> Task:
    """Balance what people owe each other.

    Each payment is taken from one person's balance and added to another's. Who ends above zero
    has received more than paid.
    """
    payments = r.pick("payments", "transfers", "loans", "debts")
    one, other = r.pick(("giver", "taker"), ("payer", "payee"), ("source", "target"), ("p", "q"))
    names = r.sample(("ann", "bob", "cid", "dee", "eva", "finn", "gus", "hal"), 4)
    label, said, gives, result = r.pick(
        ("balances", "a dictionary from each person to the received minus the paid amounts",
         "dict[str, int]", "balance"),
        ("winners", "a sorted list of those who received more than they paid", "list[str]",
         "sorted(who for who in balance if balance[who] > 0)"),
        ("even", "how many of the people received just as much as they paid", "int",
         "sum(value == 0 for value in balance.values())"),
        ("largest_debt", "by how much the payments of a person exceed the received amounts at"
         " most, or 0 if there are none", "int", "max(0, -min(balance.values(), default=0))"),
    )  # fmt: skip
    lists = [
        [(*r.sample(names, 2), r.randint(1, 30)) for _ in range(size)]
        for size in (1, 2, 3, 4, 5, 6)
    ]
    a, b, c, _ = names
    return Task(
        names=(f"{label}_of_{payments}", f"settle_{label}", f"{payments}_{label}"),
        takes={payments: "list[tuple[str, str, int]]"},
        gives=gives,
        does=(
            f"Return {said}, by {payments}.",
            f"Book all {payments} and return {said}.",
        ),
        notes=(f"Each of the {payments} is a tuple (from, to, amount).",),
        solutions={
            "get": f"""
                balance = {{}}
                for {one}, {other}, amount in {payments}:
                    balance[{one}] = balance.get({one}, 0) - amount
                    balance[{other}] = balance.get({other}, 0) + amount
                return {result}
                """,
            "sums": f"""
                people = [who for {one}, {other}, _ in {payments} for who in ({one}, {other})]
                balance = {{}}
                for who in people:
                    got = sum(amount for _, {other}, amount in {payments} if {other} == who)
                    paid = sum(amount for {one}, _, amount in {payments} if {one} == who)
                    balance[who] = got - paid
                return {result}
                """,
        },
        inputs=[
            [],
            [(a, b, 1)],
            [(a, b, 5)],
            [(a, b, 5), (b, a, 5)],
            [(a, b, 4), (b, c, 4)],
            *lists,
        ],
    )


@family
def wages(r: Draw) -> Task:
    """Pay for hours of work.

    Hours up to a limit are paid normally, those above it better. `min` and `max` cut the hours
    into the two parts without a branch.
    """
    hours, rate = r.pick("hours", "shifts", "worked", "week"), r.randint(9, 40)
    limit, extra = r.randint(6, 9), r.randint(2, 15)
    label, said, pay = r.pick(
        ("overtime", f"hours of a day above {limit} earn {extra} more each",
         f"h * {rate} + {extra} * max(0, h - {limit})"),
        ("long_day", f"a day of more than {limit} hours earns {extra} on top",
         f"h * {rate} + ({extra} if h > {limit} else 0)"),
        ("capped", f"no more than {limit} hours of a day are paid", f"{rate} * min(h, {limit})"),
        ("break", f"from a day of {limit} hours or more one hour is taken off as a break",
         f"{rate} * (h - 1 if h >= {limit} else h)"),
    )  # fmt: skip
    branch = {
        "overtime": f"normal = min(h, {limit})\n    total += {extra} * (h - normal)",
        "long_day": f"if h > {limit}:\n        total += {extra}",
        "capped": f"total -= {rate} * max(0, h - {limit})",
        "break": f"if h >= {limit}:\n        total -= {rate}",
    }[label]
    money = r.pick("euros", "dollars", "coins", "credits", "pounds")
    return Task(
        names=(f"wages_{label}", f"pay_{label}", f"{money}_earned", f"wage_with_{label}"),
        takes={hours: "list[int]"},
        gives="int",
        does=(
            f"Return the {money} earned with {hours}, the numbers of hours worked on each day; an"
            f" hour earns {rate}, and {said}.",
            f"Compute the pay in {money} for the days in {hours}, at {rate} an hour, where {said}.",
        ),
        solutions={
            "sum": f"return sum({pay} for h in {hours})",
            "loop": f"total = 0\nfor h in {hours}:\n    total += {rate} * h\n    {branch}\n"
            "return total",
        },
        inputs=[[], [0], [1], [limit - 1], [limit], [limit + 1], [limit + 3, 2, limit]]
        + [r.integers(size, 0, 13) for size in (2, 4, 5)],
    )


@family
def over_budget(r: Draw) -> Task:
    """Compare expenses with a budget.

    First the expenses are added up by category. Then every category of the budget is compared
    with what was spent, which is nothing for one that doesn't occur.
    """
    budget, spent = r.pick("budget", "plan", "limits"), r.pick("expenses", "bills", "spendings")
    label, said, gives, code, keep = r.pick(
        ("exceeded", "a sorted list of the categories in which more was spent than planned",
         "list[str]", "category", "used > planned"),
        ("unused", "a sorted list of the categories in which nothing was spent", "list[str]",
         "category", "used == 0"),
        ("left", "a sorted list of pairs of a category and what is left of it, where something is"
         " left", "list[tuple[str, int]]", "(category, planned - used)", "used < planned"),
        ("spent_exactly", "a sorted list of the categories in which just as much was spent as"
         " planned", "list[str]", "category", "used == planned"),
    )  # fmt: skip
    words = r.sample(("rent", "food", "fun", "fuel", "books", "gifts", "pets", "tea"), 4)
    plan = {word: 10 * r.randint(1, 5) for word in words[:3]}
    exact = [(word, plan[word]) for word in words[:2]]
    inputs = [
        (plan, []),
        (plan, exact),
        (plan, [(words[0], plan[words[0]] + 1), (words[1], plan[words[1]] - 1)]),
        (plan, [*exact, (words[0], 1), (words[3], 9)]),
    ] + [(plan, [(r.choice(words), r.randint(1, 30)) for _ in range(n)]) for n in (3, 4, 6)]
    return Task(
        names=(f"{label}_categories", f"{budget}_{label}", f"{label}_in_{budget}"),
        takes={budget: "dict[str, int]", spent: "list[tuple[str, int]]"},
        gives=gives,
        does=(
            f"Compare {spent}, pairs of a category and an amount, with {budget}, which maps"
            f" categories to planned amounts. Return {said}.",
            f"Return {said}, where {budget} says what is planned and {spent} lists pairs of"
            " category and amount.",
        ),
        notes=(f"Categories that {budget} doesn't hold are ignored.",),
        solutions={
            "totals": f"""
                totals = Counter()
                for category, amount in {spent}:
                    totals[category] += amount
                result = []
                for category, planned in {budget}.items():
                    used = totals[category]
                    if {keep}:
                        result.append({code})
                return sorted(result)
                """,
            "sums": f"""
                result = []
                for category in sorted({budget}):
                    planned = {budget}[category]
                    used = sum(amount for name, amount in {spent} if name == category)
                    if {keep}:
                        result.append({code})
                return result
                """,
        },
        inputs=inputs,
    )
