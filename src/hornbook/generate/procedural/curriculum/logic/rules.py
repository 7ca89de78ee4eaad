"""Rules in words and in code: who may enter, what it costs, who wins."""

from hornbook.generate.procedural import Draw, Task, family


@family
def entry_rule(r: Draw) -> Task:
    """Combine conditions with and, or and not.

    `and` binds more strongly than `or`; parentheses make clear what belongs together. Where a
    rule has an exception, `not` expresses it.
    """
    low, high = r.randint(10, 17), r.randint(55, 70)
    number, flag = r.pick(
        ("age", "accompanied"), ("age", "member"), ("years", "invited"), ("height", "permitted"),
        ("score", "referred"), ("speed", "escorted"), ("level", "sponsored"), ("weight", "tested"),
    )  # fmt: skip
    label, said, code, other = r.pick(
        ("admitted", f"{number} is at least {low}, or {flag} is true",
         f"{number} >= {low} or {flag}",
         f"if {flag}:\n    return True\nreturn {number} > {low - 1}"),
        ("free", f"{number} is less than {low} or greater than {high}, and {flag} is true",
         f"({number} < {low} or {number} > {high}) and {flag}",
         f"if not {flag}:\n    return False\nreturn not {low} <= {number} <= {high}"),
        ("allowed", f"{number} lies between {low} and {high} (both included) and {flag} is false",
         f"{low} <= {number} <= {high} and not {flag}",
         f"if {flag}:\n    return False\nreturn {number} in range({low}, {high + 1})"),
        ("checked", f"{number} is greater than {high}, or it is less than {low} and {flag} is"
         " false", f"{number} > {high} or ({number} < {low} and not {flag})",
         f"if {flag}:\n    return {number} > {high}\nreturn {number} > {high} or {number} < {low}"),
        ("refused", f"{flag} is false and {number} is not exactly {low}",
         f"not {flag} and {number} != {low}", f"return not ({flag} or {number} == {low})"),
    )  # fmt: skip
    numbers = (low - 1, low, low + 1, high - 1, high, high + 1, 0)
    return Task(
        names=(label, f"is_{label}", f"{label}_by_{number}", f"may_be_{label}"),
        takes={number: "int", flag: "bool"},
        gives="bool",
        does=(
            f"Return True if {said}, otherwise False.",
            f"Check whether {said}.",
            f"Decide by a rule: the answer is True exactly if {said}.",
        ),
        solutions={"expression": f"return {code}", "branches": other},
        inputs=[(n, yes) for n in numbers for yes in (True, False)],
    )


@family
def price_rule(r: Draw) -> Task:
    """Compute a price from several rules.

    The rules are applied one after the other: a price by age, then what is added or taken off.
    The order matters, and the text has to say it.
    """
    child, adult, senior = r.randint(2, 6), r.randint(8, 15), r.randint(5, 9)
    young, old = r.randint(6, 18), r.randint(60, 70)
    off, group = r.randint(1, 2), r.randint(3, 10)
    age, people = r.pick(("age", "people"), ("years", "visitors"), ("age", "size"),
                         ("age", "tickets"))  # fmt: skip
    what = r.pick("ticket", "visit", "ride", "tour", "entry", "lesson")
    return Task(
        names=(f"{what}_price", f"price_of_{what}", f"cost_of_{what}", f"{what}_fee"),
        takes={age: "int", people: "int"},
        gives="int",
        does=(
            f"Return the price of a {what}: {child} for an {age} below {young}, {senior} from"
            f" {old} on, and otherwise {adult}; {off} less if {people} is at least {group}.",
            f"Compute what a {what} costs. Below an {age} of {young} it is {child}, from {old} on"
            f" {senior}, otherwise {adult}, and {off} is taken off if {people} is {group} or more.",
        ),
        solutions={
            "branches": f"""
                if {age} < {young}:
                    price = {child}
                elif {age} < {old}:
                    price = {adult}
                else:
                    price = {senior}
                if {people} >= {group}:
                    price -= {off}
                return price
                """,
            "expression": f"""
                price = {child} if {age} < {young} else {senior} if {age} >= {old} else {adult}
                return price - {off} if {people} >= {group} else price
                """,
        },
        inputs=[
            (a, n)
            for a in (young - 1, young, 40, old - 1, old, old + 1)
            for n in (1, group - 1, group, group + 1)
        ],
    )


@family
def game_of_hands(r: Draw) -> Task:
    """Decide who wins by a table of what beats what.

    A dictionary says for each move which one it beats. Equal moves are a draw, and whoever's move
    doesn't beat the other's has lost.
    """
    a, b = r.twins()
    moves = r.pick(
        ("rock", "scissors", "paper"), ("fire", "wood", "water"), ("cat", "mouse", "dog"),
        ("sun", "ice", "rain"), ("axe", "bow", "shield"), ("red", "green", "blue"),
        ("king", "knight", "thief"), ("fox", "hen", "hound"),
    )  # fmt: skip
    one, two, three = moves
    label, said, win, lose, tie, gives = r.pick(
        ("winner", f"'{a}' if {a} wins, '{b}' if {b} wins, or 'draw'", f'"{a}"', f'"{b}"',
         '"draw"', "str"),
        ("points", f"1 if {a} wins, -1 if {b} wins, and 0 for a draw", "1", "-1", "0", "int"),
        ("score", f"3 points if {a} wins, 1 for a draw, and 0 if {b} wins", "3", "0", "1", "int"),
    )  # fmt: skip
    beats, wins = r.pick(("beats", "wins"), ("table", "pairs"), ("weaker", "winning"))
    order = f'["{one}", "{three}", "{two}"]'
    return Task(
        names=(f"{label}_of_game", f"game_{label}", f"{one}_{two}_{three}_{label}"),
        takes={a: "str", b: "str"},
        gives=gives,
        does=(
            f"Return {said}, where {one!r} beats {two!r}, {two!r} beats {three!r}, and {three!r}"
            f" beats {one!r}.",
            f"Decide a game between the moves {a} and {b}: {one!r} beats {two!r}, which beats"
            f" {three!r}, which beats {one!r}. The result is {said}.",
        ),
        solutions={
            "table": f"""
                {beats} = {{"{one}": "{two}", "{two}": "{three}", "{three}": "{one}"}}
                if {a} == {b}:
                    return {tie}
                return {win} if {beats}[{a}] == {b} else {lose}
                """,
            "circle": f"""
                order = {order}
                steps = (order.index({a}) - order.index({b})) % 3
                return [{tie}, {win}, {lose}][steps]
                """,
            "pairs": f"""
                {wins} = [("{one}", "{two}"), ("{two}", "{three}"), ("{three}", "{one}")]
                if ({a}, {b}) in {wins}:
                    return {win}
                return {lose} if ({b}, {a}) in {wins} else {tie}
                """,
        },
        inputs=[(x, y) for x in moves for y in moves],
    )


@family
def divisible_words(r: Draw) -> Task:
    """Say words instead of multiples.

    The case in which both rules hold has to come first, or the words are put together one after
    the other, each if its rule holds.
    """
    n = r.name("number")
    (a, b), (one, two) = r.pick((2, 5), (3, 4), (3, 7), (2, 7), (4, 9), (5, 6), (3, 8)), r.pick(
        ("tick", "tock"), ("ping", "pong"), ("hip", "hop"), ("left", "right"), ("zig", "zag"),
        ("tip", "top"), ("ding", "dong"), ("sing", "song"), ("black", "white"), ("salt", "pepper"),
    )  # fmt: skip
    many = r.coin()
    loop = f"""
        words = []
        for i in range(1, {n} + 1):
            word = ""
            if i % {a} == 0:
                word += "{one}"
            if i % {b} == 0:
                word += "{two}"
            words.append(word or str(i))
        return words
        """
    single = f"""
        if {n} % {a} == 0 and {n} % {b} == 0:
            return "{one}{two}"
        if {n} % {a} == 0:
            return "{one}"
        if {n} % {b} == 0:
            return "{two}"
        return str({n})
        """
    product = f'("{one}" * (i % {a} == 0) + "{two}" * (i % {b} == 0)) or str(i)'
    rule = (
        f"{one!r} for multiples of {a}, {two!r} for multiples of {b}, {one + two!r} for multiples"
        " of both, and otherwise the number itself"
    )
    return Task(
        names=(f"{one}_{two}", f"say_{one}_{two}", f"{one}_and_{two}", f"{one}_or_{two}"),
        takes={n: "int"},
        gives="list[str]" if many else "str",
        does=(
            f"Return a list of texts for the numbers from 1 to {n}: {rule}.",
            f"Count from 1 to {n}, but say {rule}; return what is said as a list of texts.",
        )
        if many
        else (
            f"Return {rule}, as a text, for the number {n}.",
            f"Give {n} a text: {rule}.",
        ),
        solutions={
            "branches": loop if many else single,
            "product": f"return [{product} for i in range(1, {n} + 1)]"
            if many
            else f"return {product.replace('i %', n + ' %').replace('str(i)', f'str({n})')}",
        },
        inputs=(0, 1, a, b, a * b, 2 * a * b + 1) if many else (1, a, b, a * b, a * b + 1, 2 * a,
                                                                2 * b, 2 * a * b, a + 1, b + 1),
    )  # fmt: skip


@family
def two_signs(r: Draw) -> Task:
    """Ask how two numbers relate.

    Questions about two numbers can often be asked in one comparison or in two joined ones. Zero
    is neither positive nor negative and deserves a look.
    """
    a, b = r.twins()
    k = r.randint(2, 9)
    label, said, code, other = r.pick(
        ("opposite_signs", "one of {a} and {b} is positive and the other negative", "{a} * {b} < 0",
         "({a} > 0 and {b} < 0) or ({a} < 0 and {b} > 0)"),
        ("same_sign", "{a} and {b} are both positive or both negative", "{a} * {b} > 0",
         "min({a}, {b}) > 0 or max({a}, {b}) < 0"),
        (f"close_within_{k}", f"{{a}} and {{b}} differ by at most {k}",
         f"abs({{a}} - {{b}}) <= {k}",
         f"{{a}} - {k} <= {{b}} <= {{a}} + {k}"),
        ("same_parity", "{a} and {b} are both even or both odd", "({a} - {b}) % 2 == 0",
         "{a} % 2 == {b} % 2"),
        ("double", "one of {a} and {b} is twice the other", "{a} == 2 * {b} or {b} == 2 * {a}",
         "2 * {b} - {a} == 0 or 2 * {a} - {b} == 0"),
        ("neighbours", "{a} and {b} differ by exactly 1", "abs({a} - {b}) == 1",
         "{b} in ({a} - 1, {a} + 1)"),
        ("same_last_digit", "{a} and {b}, without their signs, end in the same digit",
         "abs({a}) % 10 == abs({b}) % 10", "str({a})[-1] == str({b})[-1]"),
        (f"both_below_{k}", f"both {{a}} and {{b}} are less than {k}", f"max({{a}}, {{b}}) < {k}",
         f"{{a}} < {k} and {{b}} < {k}"),
    )  # fmt: skip
    said, code, other = (text.format(a=a, b=b) for text in (said, code, other))
    pairs = [
        (0, 0), (0, 5), (5, 0), (0, -3), (-3, 0), (1, -1), (-1, 1), (2, 3), (-2, -3), (3, 6),
        (6, 3), (4, -4), (12, 22), (7, 8), (-7, 7), (1, k + 1), (1, k + 2), (k + 1, 1), (k + 2, 1),
        (k, 1), (1, k), (k - 1, k - 1), (k, k), (-13, 3), (1, 1), (-1, 2), (2, -1), (-2, 11),
        (-k, 0), (-k - 1, 0), (15, 5),
        (-1, -2), (2, 1), (1, 2), (20, 10), (10, 20), (10, 20), (30, 10),
    ]  # fmt: skip
    return Task(
        names=(label, f"have_{label}", f"check_{label}"),
        takes={a: "int", b: "int"},
        gives="bool",
        does=(
            f"Return True if {said}, otherwise False.",
            f"Check whether {said}.",
            f"Tell whether {said}.",
        ),
        solutions={
            "expression": f"return {code}",
            "other": f"return {other}",
        },
        inputs=pairs,
    )
