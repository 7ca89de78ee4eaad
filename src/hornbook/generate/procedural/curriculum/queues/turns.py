"""Taking turns: in a circle, one after the other, from two lines."""

from hornbook.generate.procedural import Draw, Task, family

_NAMES = "Ann Ben Cleo Dan Eva Finn Gia Hugo Ida Jon".split()


def _people(r: Draw, size: int) -> list[str]:
    return r.sample(_NAMES, size)


@family
def take_turns(r: Draw) -> Task:
    """Let everybody have a turn, again and again.

    Whoever isn't finished after a turn goes to the end of the line. A deque of pairs holds who
    waits and how much is left.
    """
    jobs, k = r.pick("jobs", "tasks", "games", "loads", "orders", "dishes"), r.randint(2, 5)
    label, said, kind = r.pick(
        ("finished", "the names in the order in which they are finished", "finished"),
        ("turns", "the names in the order of their turns", "turns"),
    )
    record = "turns.append(name)" if label == "turns" else ""
    done = "finished.append(name)" if label == "finished" else ""
    samples = [
        {}, {"a": 1}, {"a": k}, {"a": k + 1, "b": 1}, {"a": 2 * k, "b": k, "c": k + 1},
        {"a": 3 * k, "b": 2, "c": 2 * k + 1}, {"x": k + 2, "y": k - 1, "z": 2 * k},
    ]  # fmt: skip
    samples += [{name: r.randint(1, 3 * k) for name in _people(r, n)} for n in (3, 4)]
    last = f"""
        finished, turns = [], []
        left = dict({jobs})
        while left:
            for name in list(left):
                turns.append(name)
                left[name] -= {k}
                if left[name] <= 0:
                    del left[name]
                    finished.append(name)
        return {kind}
        """
    return Task(
        names=("round_robin", f"{label}_in_turn", f"order_of_{jobs}", f"{label}_with_{k}"),
        takes={jobs: "dict[str, int]"},
        gives="list[str]",
        does=(
            f"Return {said}, if the {jobs} take turns of {k} units each until every one has got as"
            " many units as its value says.",
            f"Serve the {jobs}, which map names to units of work, in turns of at most {k} units;"
            f" whoever has work left goes to the end of the line. Return {said}.",
        ),
        solutions={
            "deque": f"""
                {kind} = []
                waiting = deque({jobs}.items())
                while waiting:
                    name, units = waiting.popleft()
                    {record}
                    if units > {k}:
                        waiting.append((name, units - {k}))
                    {"else:" if done else ""}
                        {done}
                return {kind}
                """,
            "rounds": last,
        },
        inputs=samples,
    )


@family
def counting_out(r: Draw) -> Task:
    """Count out in a circle.

    Those who are passed over go from the front of the queue to its end; the one who is counted
    leaves. With a list, the next position is computed with a remainder.
    """
    players, k = r.pick("players", "children", "circle", "names", "team", "group"), r.randint(2, 6)
    label, said, gives, end = r.pick(
        ("order", "the order in which they leave", "list[str]", "out"),
        ("last", "who is left at last, or None for an empty circle", "str | None",
         "out[-1] if out else None"),
        ("last_two", "the last two to leave, in this order (fewer if there are fewer)",
         "list[str]", "out[-2:]"),
    )  # fmt: skip
    return Task(
        names=(f"count_out_{label}", f"counting_rhyme_{label}", f"{label}_counted_out"),
        takes={players: "list[str]"},
        gives=gives,
        does=(
            f"Return {said}, if {players} stand in a circle and, counting on from the first, every"
            f" {k}th one leaves it until nobody is left.",
            f"Simulate a counting-out game: starting with the first of {players}, every {k}th who"
            f" still stands in the circle leaves. Return {said}.",
        ),
        solutions={
            "deque": f"""
                circle, out = deque({players}), []
                while circle:
                    circle.rotate(-{k - 1})
                    out.append(circle.popleft())
                return {end}
                """,
            "positions": f"""
                circle, out = list({players}), []
                place = 0
                while circle:
                    place = (place + {k - 1}) % len(circle)
                    out.append(circle.pop(place))
                return {end}
                """,
            "queue": f"""
                waiting, out = list({players}), []
                while waiting:
                    for _ in range({k - 1}):
                        waiting.append(waiting.pop(0))
                    out.append(waiting.pop(0))
                return {end}
                """,
        },
        inputs=[_people(r, n) for n in (0, 1, 2, 3, 5, 6, 7)],
    )


@family
def deal_cards(r: Draw) -> Task:
    """Deal things out in turn.

    The item at index i goes to the player i modulo the number of players. A slice with a step
    takes every item of one player at once.
    """
    items, k = r.pick("cards", "tasks", "letters", "coins", "seeds", "pages"), r.randint(2, 4)
    numbers = r.coin()
    kind = "int" if numbers else "str"
    label, said, gives, piles, loop = r.pick(
        ("hands", f"the list of the {k} lists of what each gets", f"list[list[{kind}]]",
         "[{xs}[i::{k}] for i in range({k})]", "hands"),
        ("last_hand", "the list of what the last of them gets", f"list[{kind}]",
         "{xs}[{k} - 1::{k}]", "hands[-1]"),
        ("sizes", "the list of how many each gets", "list[int]",
         "[len({xs}[i::{k}]) for i in range({k})]", "[len(hand) for hand in hands]"),
    )  # fmt: skip
    who = r.pick("players", "children", "boxes", "machines", "neighbours")
    lists: list[list[int]] | list[list[str]] = r.number_lists() if numbers else r.word_lists()
    sizes = (list(range(n)) if numbers else list("abcdefghi"[:n]) for n in (k - 1, k, k + 1, 2 * k))
    return Task(
        names=(f"deal_{items}", f"{label}_of_{who}", f"deal_to_{k}", f"dealt_{label}"),
        takes={items: f"list[{kind}]"},
        gives=gives,
        does=(
            f"Deal {items} in turn to {k} {who} and return {said}.",
            f"Distribute {items} one after the other among {k} {who}, beginning again after the"
            f" last one; return {said}.",
        ),
        solutions={
            "slices": f"return {piles.format(xs=items, k=k)}",
            "remainder": f"""
                hands = [[] for _ in range({k})]
                for i, item in enumerate({items}):
                    hands[i % {k}].append(item)
                return {loop}
                """,
            "deque": f"""
                rest = deque({items})
                hands = [[] for _ in range({k})]
                while rest:
                    for hand in hands:
                        if rest:
                            hand.append(rest.popleft())
                return {loop}
                """,
        },
        inputs=[*lists, *sizes],
    )


@family
def two_lines_into_one(r: Draw) -> Task:
    """Merge two lines at a crossing.

    Each line keeps its order. A rule says how many of one go before one of the other goes, and
    when a line is empty the other one just goes on.
    """
    (a, b), kind, k = (
        r.twins(),
        r.pick("cars", "people", "ships", "trains", "sheep", "trams", "carts", "bikes"),
        r.randint(1, 4),
    )
    say = f"{k} of {a}" if k > 1 else f"one of {a}"
    return Task(
        names=("merge_lines", "zip_lines", f"merge_{kind}", f"{kind}_in_order"),
        takes={a: "list[str]", b: "list[str]"},
        gives="list[str]",
        does=(
            f"Merge two lines of {kind}: in turn, {say} and one of {b} may go. Return the order;"
            " when one line has ended, the rest of the other follows.",
            f"Return the order in which the {kind} of {a} and {b} go, if always {say} (or what is"
            f" left of it) is followed by one of {b}.",
        ),
        solutions={
            "deque": f"""
                one, two, order = deque({a}), deque({b}), []
                while one or two:
                    for _ in range({k}):
                        if one:
                            order.append(one.popleft())
                    if two:
                        order.append(two.popleft())
                return order
                """,
            "slices": f"""
                order = []
                for i in range(len({a}) + len({b})):
                    order += {a}[{"i" if k == 1 else f"{k} * i"} : {k} * i + {k}]
                    order += {b}[i : i + 1]
                return order
                """,
        },
        inputs=[
            (list("abcdefghijkl"[:n]), list("uvwxyz"[:m]))
            for n, m in (
                (0, 0),
                (0, 2),
                (2, 0),
                (1, 1),
                (3, 1),
                (3, 3),
                (7, 2),
                (2, 5),
                (6, 3),
                (12, 4),
            )
        ],
    )
