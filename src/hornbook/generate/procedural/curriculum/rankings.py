"""Rankings: places, ties, podiums and tables of results."""

from hornbook.generate.procedural import Draw, Task, family

PEOPLE = "Ada Ben Cleo Dan Eve Finn Gwen Hugo Iris Jon".split()


def _tables(r: Draw) -> list[dict[str, int]]:
    def table(size: int, high: int) -> dict[str, int]:
        return {name: r.randint(0, high) for name in r.sample(PEOPLE, size)}

    return [
        {},
        {"Ada": 3},
        {"Ada": 3, "Ben": 5},
        {"Ben": 5, "Ada": 5},
        {"Cleo": 1, "Ada": 4, "Ben": 4, "Dan": 4},
        {"Dan": 7, "Cleo": 7, "Ada": 2, "Eve": 9},
        {"Ada": 0, "Ben": 0, "Cleo": 0},
        *(table(r.randint(3, 7), high) for high in (4, 9, 30)),
    ]


@family
def order_of_results(r: Draw) -> Task:
    """Order players by their points.

    A key that is a pair sorts by its first part, and by the second where the first is equal.
    The minus turns the order of the points round without touching that of the names.
    """
    t = r.pick("points", "scores", "results", "table")
    low = r.coin(0.35)
    word, sign = ("fewest", "") if low else ("most", "-")
    pairs = r.coin(0.4)
    what = "pairs (name, points)" if pairs else "names"
    found = f"sorted({t}.items(), key=lambda item: ({sign}item[1], item[0]))"
    second = "ordered" if pairs else "[name for name, _ in ordered]"
    return Task(
        names=(f"{what.split()[0]}_by_{word}_points", f"ranking_by_{word}", "order_of_players"),
        takes={t: "dict[str, int]"},
        gives="list[tuple[str, int]]" if pairs else "list[str]",
        does=(
            f"Return the {what} of {t}, those with the {word} points first, equal ones in"
            " alphabetical order.",
            f"Sort {t} into a list of {what}: the {word} points first, and by name among equals.",
        ),
        solutions={
            "key": f"return {found if pairs else f'[name for name, _ in {found}]'}",
            "stable": f"""
                ordered = sorted({t}.items())
                ordered.sort(key=lambda item: item[1]{"" if low else ", reverse=True"})
                return {second}
                """,
        },
        inputs=_tables(r),
    )


@family
def places_with_ties(r: Draw) -> Task:
    """Give places to points, equal points the same place.

    With "competition" places, one is behind as many as have more points: 1, 2, 2, 4. With
    "dense" places nothing is left out: 1, 2, 2, 3.
    """
    xs, low = r.name("numbers"), r.coin(0.35)
    dense = r.coin()
    word, sign = ("smallest", "<") if low else ("largest", ">")
    pool = f"set({xs})" if dense else xs
    order = "" if low else ", reverse=True"
    after = (
        "the next place follows without a gap" if dense else "the places after them are left out"
    )
    return Task(
        names=("places", f"{'dense' if dense else 'shared'}_places", f"rank_{word}_first"),
        takes={xs: "list[int]"},
        gives="list[int]",
        does=(
            f"Return the place of each value in {xs}; the {word} value has place 1, equal values"
            f" share a place, and {after}.",
        ),
        solutions={
            "count": f"return [1 + sum(other {sign} value for other in {pool}) for value in {xs}]",
            "sorted": f"""
                ordered = sorted({pool}{order})
                return [ordered.index(value) + 1 for value in {xs}]
                """,
        },
        inputs=[
            [], [5], [1, 2], [2, 1], [4, 4], [3, 1, 3, 2], [1, 2, 2, 3], [9, 7, 7, 7, 5, 5],
            *(r.integers(r.randint(4, 7), 0, 6) for _ in range(3)),
        ],
    )  # fmt: skip


@family
def podium(r: Draw) -> Task:
    """Find the best few.

    A slice of the sorted list takes the first ones, and is content if there are fewer.
    """
    t, k = r.pick("points", "scores", "results", "table"), r.randint(2, 4)
    low = r.coin(0.35)
    word = "fewest" if low else "most"
    label, said, gives, shown = r.pick(
        ("names", "the names", "list[str]", "names[:{k}]"),
        ("sum", "the sum of the points", "int", "sum({t}[name] for name in names[:{k}])"),
        ("last", "the name of the last", "str | None",
         "names[:{k}][-1] if names else None"),
    )  # fmt: skip
    shown = shown.format(k=k, t=t)
    chosen = {"names": "best", "sum": f"sum({t}[name] for name in best)",
              "last": "best[-1] if best else None"}[label]  # fmt: skip
    return Task(
        names=(f"{label}_of_best_{k}", f"top_{k}_{label}", f"podium_{label}"),
        takes={t: "dict[str, int]"},
        gives=gives,
        does=(
            f"Return {said} of the {k} players with the {word} points in {t}, or of all if there"
            " are fewer.",
        ),
        notes=("Players with equal points come in alphabetical order.",),
        solutions={
            "sorted": f"""
                names = sorted({t}, key=lambda name: ({"" if low else "-"}{t}[name], name))
                return {shown}
                """,
            "repeat": f"""
                left = sorted({t})
                best = []
                while left and len(best) < {k}:
                    best.append({"min" if low else "max"}(left, key={t}.get))
                    left.remove(best[-1])
                return {chosen}
                """,
        },
        inputs=_tables(r),
    )


@family
def winners(r: Draw) -> Task:
    """Find everyone with the best result.

    The best value is found first; who has it comes second. There may be several.
    """
    t = r.pick("points", "scores", "results", "table")
    word, chosen = r.pick(("most", "max"), ("fewest", "min"))
    alone = r.coin(0.4)
    said = (
        f"the name of the player with the {word} points in {t}, or None if several have them"
        if alone
        else f"the names of all players with the {word} points in {t}, in alphabetical order"
    )
    one = "found[0] if len(found) == 1 else None"
    return Task(
        names=(f"players_with_{word}_points", "winners", f"{'sole_' if alone else ''}leaders"),
        takes={t: "dict[str, int]"},
        gives="str | None" if alone else "list[str]",
        does=(f"Return {said}.",),
        notes=(f"An empty table gives {'None' if alone else 'an empty list'}.",),
        solutions={
            "best": f"""
                best = {chosen}({t}.values(), default=0)
                found = sorted(name for name, value in {t}.items() if value == best)
                return {one if alone else "found"}
                """,
            "groups": f"""
                groups = defaultdict(list)
                for name in sorted({t}):
                    groups[{t}[name]].append(name)
                found = groups[{chosen}(groups)] if groups else []
                return {one if alone else "found"}
                """,
        },
        inputs=_tables(r),
    )


@family
def league_points(r: Draw) -> Task:
    """Add up the points of a league.

    Each match gives points to two teams. A dictionary that begins at zero for everyone collects
    them, in the order in which teams first played.
    """
    m = r.pick("matches", "games", "results")
    win, draw = r.pick((3, 1), (2, 1), (4, 2), (5, 2))
    teams = r.sample("Reds Blues Greens Whites Foxes Owls".split(), 3)
    x, y, z = teams

    def played(count: int) -> list[tuple[str, int, str, int]]:
        found = []
        for _ in range(count):
            home, away = r.sample(teams, 2)
            found.append((home, r.randint(0, 3), away, r.randint(0, 3)))
        return found

    return Task(
        names=("league_points", "points_of_teams", "league_table"),
        takes={m: "list[tuple[str, int, str, int]]"},
        gives="dict[str, int]",
        does=(
            f"Return the points of every team after {m}, each of which is (home, goals, away,"
            f" goals): {win} for a win, {draw} for a draw and 0 for a defeat.",
            f"Add up the league points in {m}, a list of (home, goals, away, goals), with {win}"
            f" for a win and {draw} for a draw.",
        ),
        solutions={
            "branches": f"""
                points = {{}}
                for home, scored, away, conceded in {m}:
                    points.setdefault(home, 0)
                    points.setdefault(away, 0)
                    if scored > conceded:
                        points[home] += {win}
                    elif scored < conceded:
                        points[away] += {win}
                    else:
                        points[home] += {draw}
                        points[away] += {draw}
                return points
                """,
            "sides": f"""
                points = {{}}
                for home, scored, away, conceded in {m}:
                    for team, margin in ((home, scored - conceded), (away, conceded - scored)):
                        gained = {win} if margin > 0 else {draw} if margin == 0 else 0
                        points[team] = points.get(team, 0) + gained
                return points
                """,
        },
        inputs=[
            [], [(x, 1, y, 0)], [(x, 0, y, 1)], [(x, 2, y, 2)], [(x, 0, y, 0), (y, 1, x, 0)],
            [(x, 1, y, 0), (y, 3, z, 3), (z, 0, x, 2)], played(4), played(6), played(8),
        ],
    )  # fmt: skip


@family
def moved_places(r: Draw) -> Task:
    """Compare two rankings.

    A dictionary from names to places answers where somebody stood before, without a search for
    each of them.
    """
    old, new = r.pick(("before", "after"), ("old", "new"), ("last", "current"))
    label, said, test = r.pick(
        ("climbed", "stand nearer to the front in", "<"), ("fell", "stand further back in", ">"),
        ("stayed", "stand at the same place in", "=="),
    )  # fmt: skip
    than = f"{new} as in {old}" if label == "stayed" else f"{new} than in {old}"

    def shuffled(size: int) -> tuple[list[str], list[str]]:
        names = r.sample(PEOPLE, size)
        return names, r.sample(names, size)

    return Task(
        names=(f"who_{label}", f"players_that_{label}", f"names_which_{label}"),
        takes={old: "list[str]", new: "list[str]"},
        gives="list[str]",
        does=(f"Return the names that {said} {than}, in the order of {new}.",),
        notes=("Both lists hold the same names, each once.",),
        solutions={
            "index": f"""
                return [name for name in {new} if {new}.index(name) {test} {old}.index(name)]
                """,
            "dictionary": f"""
                places = {{name: place for place, name in enumerate({old})}}
                found = []
                for place, name in enumerate({new}):
                    if place {test} places[name]:
                        found.append(name)
                return found
                """,
        },
        inputs=[
            ([], []), (["Ada"], ["Ada"]), (["Ada", "Ben"], ["Ben", "Ada"]),
            (["Ada", "Ben"], ["Ada", "Ben"]), (["Ada", "Ben", "Eve"], ["Ben", "Eve", "Ada"]),
            *(shuffled(size) for size in (3, 4, 5, 6)),
        ],
    )  # fmt: skip


@family
def knockout_round(r: Draw) -> Task:
    """Play a round of a knockout.

    Neighbours meet; of each pair one goes on. Repeating the round until one is left gives the
    winner.
    """
    xs, whole = r.name("numbers"), r.coin(0.5)
    word, chosen = r.pick(("stronger", "max"), ("weaker", "min"))
    sizes = (1, 2, 2, 3, 4, 5, 6, 7)
    inputs = [*(r.integers(size, 0, 20) for size in sizes), [1, 2, 3], [3, 2, 1], [5, 5, 4, 6]]
    step = f"[{chosen}({xs}[i:i + 2]) for i in range(0, len({xs}), 2)]"
    if whole:
        return Task(
            names=("rounds_of_knockout", "knockout_rounds", "how_many_rounds"),
            takes={xs: "list[int]"},
            gives="list[int]",
            does=(
                f"Return how many are left of {xs} after each round of a knockout, in which"
                " neighbours meet and one of two goes on, until one is left.",
            ),
            notes=("Who has no neighbour goes on without a match.",),
            solutions={
                "loop": f"""
                    left = []
                    size = len({xs})
                    while size > 1:
                        size = (size + 1) // 2
                        left.append(size)
                    return left
                    """,
                "recursion": f"""
                    if len({xs}) < 2:
                        return []
                    half = {xs}[::2]
                    return [len(half), *solve(half)]
                    """,
            },
            inputs=[*inputs, list(range(8)), list(range(9)), list(range(17))],
        )
    return Task(
        names=(f"{word}_of_neighbours", "one_round", "knockout_round"),
        takes={xs: "list[int]"},
        gives="list[int]",
        does=(
            f"Return who goes on from {xs} when neighbours meet and the {word} of two goes on.",
            f"Play a knockout round between neighbours in {xs}; the {word} of two goes on.",
        ),
        notes=("Who has no neighbour goes on without a match.",),
        solutions={
            "slices": f"return {step}",
            "pairs": f"""
                going_on = [{chosen}(a, b) for a, b in zip({xs}[::2], {xs}[1::2])]
                if len({xs}) % 2 == 1:
                    going_on.append({xs}[-1])
                return going_on
                """,
        },
        inputs=inputs,
    )
