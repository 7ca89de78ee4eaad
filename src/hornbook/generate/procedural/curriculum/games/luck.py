"""Dice, cards and signs."""

from hornbook.generate.procedural import Draw, Task, family


@family
def dice_score(r: Draw) -> Task:
    """Rate a throw of dice.

    Counting how often each number was thrown answers most questions about a throw: `Counter` does
    it at once, and its values are the sizes of the groups.
    """
    dice, k = r.pick("dice", "throw", "roll", "cast"), r.randint(2, 3)
    a, b = r.randint(10, 40), r.randint(2, 5)
    label, said, one, two = r.pick(
        (f"group_of_{k}", f"the largest number that is there {k} times or more, or 0",
         f"max((n for n in counts if counts[n] >= {k}), default=0)",
         f"max([n for n in @ if @.count(n) >= {k}] + [0])"),
        ("bonus", f"the sum of the dice, plus {a} if all are different",
         f"sum(@) + ({a} if len(counts) == len(@) else 0)",
         f"sum(@) + ({a} if len(set(@)) == len(@) else 0)"),
        (f"times_{b}", f"the sum of the dice, where each number that is there only once counts {b}"
         " times as much", f"sum(n * counts[n] * ({b} if counts[n] == 1 else 1) for n in counts)",
         f"sum(n * {b} if @.count(n) == 1 else n for n in @)"),
        ("largest_group", "the size of the largest group of equal dice times the sum of the dice",
         "max(counts.values()) * sum(@)", "max(@.count(n) for n in @) * sum(@)"),
        ("pairs", "how many different numbers are there exactly twice",
         "list(counts.values()).count(2)", "len({n for n in @ if @.count(n) == 2})"),
    )  # fmt: skip
    counts = r.pick("counts", "times", "groups")
    throws = [[r.randint(1, 6) for _ in range(5)] for _ in range(4)]
    return Task(
        names=(f"score_{label}", f"{dice}_{label}", f"{label}_of_{dice}", f"rate_{dice}"),
        takes={dice: "list[int]"},
        gives="int",
        does=(f"Return {said}, for the numbers in {dice}.",
              f"Score the {dice}, a list of numbers on dice: return {said}."),
        notes=r.pick((), ("At least one die is thrown.",)),
        solutions={
            "counter": f"{counts} = Counter({dice})\n"
            f"return {one.replace('@', dice).replace('counts', counts)}",
            "count": f"return {two.replace('@', dice)}",
        },
        inputs=[[1], [6, 6], [1, 2, 3], [5, 5, 5], [2, 2, 3, 3], [1, 1, 4, 4, 4], [6, 1, 6, 2, 2],
                [2, 2, 2, 5, 1], *throws],
    )  # fmt: skip


@family
def card_hand(r: Draw) -> Task:
    """Add up a hand of cards.

    Pictures have values of their own, and the ace may count in two ways: high as long as the
    total allows it, low otherwise.
    """
    hand, limit = r.pick("hand", "cards", "drawn"), r.choice((21, 21, 25, 31))
    high, picture = r.pick((11, 10), (11, 10), (12, 10), (11, 2))
    total, card = r.pick("total", "points", "score"), r.pick("card", "c", "one")
    label, gives, said, result = r.pick(
        ("value", "int", "the value of {}", "@"),
        ("room", "int", f"how far the value of {{}} is below {limit}, negative if it is above",
         f"{limit} - @"),
        ("double", "int", "twice the value of {}", "2 * @"),
    )  # fmt: skip
    result = result.replace("@", total)
    ranks = ["2", "5", "7", "9", "10", "J", "Q", "K", "A"]
    hands = [["A"], ["A", "K"], ["A", "A"], ["9", "9", "5"], ["K", "Q"], ["A", "9", "9", "A"]]
    hands += [["J", "Q", "K"], ["10", "9", "2", "A"], [], ["10", "10", "K", "A", "A"]]
    rest = [str((limit - high) // 2), str((limit - high + 1) // 2)]
    exact = [["7", "7", "7"], ["K", "Q", "J", "A"], ["9", "9", "7", "6"], ["9", "9", "4", "3"]]
    return Task(
        names=(f"{hand}_{label}", f"{label}_of_{hand}", f"card_{label}_to_{limit}"),
        takes={hand: "list[str]"},
        gives=gives,
        does=(
            f"Return {said.format(hand)}, a list of cards: numbers count themselves, J, Q, K count"
            f" {picture}, and an ace A counts {high}, or 1 if the total would be over {limit}.",
            f"Add up the cards of {hand}, where J, Q and K are worth {picture} and each A is worth"
            f" {high} or, as long as the total is above {limit}, 1. Return {said.format(hand)}.",
        ),
        solutions={
            "aces_last": f"""
                {total} = aces = 0
                for {card} in {hand}:
                    if {card} == "A":
                        {total} += {high}
                        aces += 1
                    elif {card} in ("J", "Q", "K"):
                        {total} += {picture}
                    else:
                        {total} += int({card})
                while {total} > {limit} and aces > 0:
                    {total} -= {high - 1}
                    aces -= 1
                return {result}
                """,
            "table": f"""
                values = {{"J": {picture}, "Q": {picture}, "K": {picture}, "A": {high}}}
                {total} = sum(int(values.get({card}, {card})) for {card} in {hand})
                for _ in range({hand}.count("A")):
                    if {total} > {limit}:
                        {total} -= {high - 1}
                return {result}
                """,
        },
        inputs=[*hands, *exact, ["A", *rest], *(r.choices(ranks, k=size) for size in (2, 3, 4, 5))],
    )


@family
def hand_game(r: Draw) -> Task:
    """Decide a game of signs.

    Each sign beats one other. A dictionary says which; if neither beats the other, the round is
    drawn.
    """
    a, b, c = r.pick(
        ("rock", "scissors", "paper"),
        ("fox", "hen", "seed"),
        ("water", "fire", "wood"),
        ("cat", "mouse", "cheese"),
        ("sun", "ice", "wind"),
    )
    moves = r.pick("rounds", "moves", "games", "matches")
    label, said, gives, start, win, lose, draw, end = r.pick(
        ("balance", "the number of rounds that the first player wins minus those that the second"
         " wins", "int", "result = 0", "result += 1", "result -= 1", "", "result"),
        ("wins", "how many rounds the first player wins", "int", "result = 0", "result += 1", "",
         "", "result"),
        ("draws", "how many rounds are drawn", "int", "result = 0", "", "", "result += 1",
         "result"),
        ("winners", "a list with 1, 2 or 0 for each round: the player who wins it, or 0 if nobody"
         " does", "list[int]", "result = []", "result.append(1)", "result.append(2)",
         "result.append(0)", "result"),
    )  # fmt: skip
    result = r.pick("result", "score", "tally")
    one, two = r.pick(("mine", "yours"), ("left", "right"), ("x", "y"))
    ladder = [(f"beats[{one}] == {two}", win), (f"beats[{two}] == {one}", lose), ("", draw)]
    used = [(test, code) for test, code in ladder if code]
    lines = []
    for i, (test, code) in enumerate(used):
        head = "else" if not test and i else f"if {test or f'{one} == {two}'}"
        lines.append(f"    {'el' if i and test else ''}{head}:\n        {code}")
    values = {
        "balance": ("sum", "1", "-1", "0"),
        "wins": ("sum", "1", "0", "0"),
        "draws": ("sum", "0", "0", "1"),
        "winners": ("list", "1", "2", "0"),
    }[label]
    order = f'["{a}", "{b}", "{c}"]'
    games = [[(r.choice((a, b, c)), r.choice((a, b, c))) for _ in range(n)] for n in (2, 3, 5, 6)]
    single = [[(p, q)] for p in (a, b, c) for q in (a, b, c)]
    points = f"[{values[3]}, {values[1]}, {values[2]}]"
    return Task(
        names=(f"{label}_of_{moves}", f"{a}_{b}_{c}_{label}", f"count_{label}", f"{moves}_{label}"),
        takes={moves: "list[tuple[str, str]]"},
        gives=gives,
        does=(
            f"Return {said}; {moves} holds pairs of the signs of both players, where {a} beats {b},"
            f" {b} beats {c} and {c} beats {a}.",
            f"Play {moves}, pairs of signs of a first and a second player: {a} beats {b}, {b} beats"
            f" {c}, {c} beats {a}, and equal signs are drawn. Return {said}.",
        ),
        solutions={
            "dictionary": (
                f'beats = {{"{a}": "{b}", "{b}": "{c}", "{c}": "{a}"}}\n{start}\n'
                f"for {one}, {two} in {moves}:\n" + "\n".join(lines) + f"\nreturn {end}"
            ).replace("result", result),
            "remainder": f"""
                order, points = {order}, {points}
                ahead = [(order.index({two}) - order.index({one})) % 3 for {one}, {two} in {moves}]
                return {
                "sum(points[d] for d in ahead)"
                if values[0] == "sum"
                else "[points[d] for d in ahead]"
            }
                """,
        },
        inputs=[[], *single, *games],
    )
