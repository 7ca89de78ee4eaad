"""Decisions by several: votes, quorums, chains of conclusions."""

from hornbook.generate.procedural import Draw, Task, family


@family
def vote_result(r: Draw) -> Task:
    """Decide a vote.

    The votes are counted and compared. Abstentions count for neither side, and a tie needs a
    rule of its own.
    """
    votes = r.pick("votes", "ballots", "answers", "opinions", "replies", "hands")
    yes, no, none = r.pick(
        ("yes", "no", "abstain"), ("for", "against", "none"), ("aye", "nay", "present"),
        ("accept", "reject", "unsure"), ("up", "down", "skip"), ("keep", "drop", "pass"),
    )  # fmt: skip
    won, lost, tied = r.pick(
        ("passed", "failed", "tied"), ("adopted", "refused", "open"), ("in", "out", "again")
    )
    k = r.randint(2, 4)
    quorum = r.coin()
    few = r.pick("invalid", "no quorum", "too few")
    guard = f'if len({votes}) < {k}:\n    return "{few}"\n' if quorum else ""
    said = f" With fewer than {k} {votes} it is {few!r}." if quorum else ""
    samples = [
        [], [yes], [no], [none], [yes, no], [yes, yes, no], [no, none, no], [none] * k,
        [yes] * k, [no] * k, [yes] * (k - 1), [yes, no, none, no], [yes, none, yes, no],
        [r.choice((yes, no, none)) for _ in range(6)],
    ]  # fmt: skip
    return Task(
        names=("vote_result", "decide_vote", "count_votes", f"outcome_of_{votes}"),
        takes={votes: "list[str]"},
        gives="str",
        does=(
            f"Return {won!r} if {yes!r} occurs more often in {votes} than {no!r}, {lost!r} if it"
            f" occurs less often, and otherwise {tied!r}.{said}",
            f"Decide by {votes}: more of {yes!r} than of {no!r} gives {won!r}, fewer {lost!r}, and"
            f" equally many {tied!r}.{said}",
        ),
        notes=r.pick((), (f"{none.capitalize()!r} counts for neither side.",)),
        solutions={
            "count": f"{guard}more = {votes}.count(\"{yes}\") - {votes}.count(\"{no}\")\n"
            f'if more > 0:\n    return "{won}"\nreturn "{lost}" if more < 0 else "{tied}"',
            "loop": f"{guard}balance = 0\nfor vote in {votes}:\n"
            f'    if vote == "{yes}":\n        balance += 1\n'
            f'    elif vote == "{no}":\n        balance -= 1\n'
            f'if balance > 0:\n    return "{won}"\n'
            f'return "{lost}" if balance < 0 else "{tied}"',
        },
        inputs=samples,
    )  # fmt: skip


@family
def weighted_vote(r: Draw) -> Task:
    """Let some votes count more than others.

    Each name comes with a weight. The weights of those who agree are added up and compared with
    a share of all weights, multiplied out so that no fractions are needed.
    """
    weights, agree = r.pick(
        ("weights", "agree"), ("shares", "in_favour"), ("votes", "supporters"),
        ("seats", "coalition"), ("stakes", "signed"), ("points", "backers"),
    )  # fmt: skip
    (top, bottom), sign = r.pick((1, 2), (2, 3), (3, 5), (3, 4)), r.pick(">", ">=")
    word = "more than" if sign == ">" else "at least"
    house = {"a": 3 * bottom, "b": top, "c": bottom - top, "d": 2}
    even = {"a": top, "b": bottom - top, "c": 2 * top, "d": 2 * (bottom - top)}
    part, whole = next((t, n) for n in range(2, 9) for t in range(n) if top * n - bottom * t == 1)
    close = {"p": part, "q": whole - part}
    plain = {name: r.randint(1, 9) for name in "abcde"}
    return Task(
        names=("has_majority", "motion_passes", "weighted_majority", f"enough_{weights}"),
        takes={weights: "dict[str, int]", agree: "list[str]"},
        gives="bool",
        does=(
            f"Check whether the {weights} of the names in {agree} are together {word}"
            f" {top}/{bottom} of all {weights}.",
            f"Return True if those in {agree} hold {word} {top}/{bottom} of the sum of {weights},"
            " otherwise False.",
        ),
        notes=(f"Names that {weights} doesn't have count as 0.",),
        solutions={
            "sums": f"""
                together = sum({weights}.get(name, 0) for name in {agree})
                return {bottom} * together {sign} {top} * sum({weights}.values())
                """,
            "loop": f"""
                together = total = 0
                for name, weight in {weights}.items():
                    total += weight
                    if name in {agree}:
                        together += weight
                return together * {bottom} {sign} total * {top}
                """,
        },
        inputs=[
            (close, ["p"]), (close, ["p", "x"]), (even, ["a", "c", "x"]),
            (even, ["a", "c"]), (even, ["a"]), (even, ["a", "c", "b"]), (even, ["x"]),
            (house, ["a"]), (house, ["b", "d", "z"]), (house, []), ({"a": 1}, ["a"]),
            ({"a": 1}, []), (plain, ["a", "b", "c"]), (plain, ["d", "e"]), (plain, list("abcd")),
            ({"z": 5, "y": 6}, ["y", "x"]), ({"z": 5, "y": 6}, ["x"]),
        ],
    )  # fmt: skip


@family
def conclusions(r: Draw) -> Task:
    """Draw conclusions from facts and rules.

    A rule (a, b) says that b is true if a is. Rules are applied until nothing new follows; with a
    list of things still to look at, each fact is looked at once.
    """
    facts, rules = r.pick(("facts", "rules"), ("known", "steps"), ("start", "links"),
                          ("given", "implications"))  # fmt: skip
    new, true = r.coin(), r.pick("true", "derived", "reached", "certain", "found")
    x, y = r.pick(("a", "b"), ("p", "q"), ("cause", "effect"), ("one", "other"), ("x", "y"))
    end = f"sorted({true} - set({facts}))" if new else f"sorted({true})"
    what = f"what follows beyond {facts} themselves" if new else "everything that is true then"
    a, b, c, d = r.sample(["wet", "cold", "dark", "late", "rain", "snow", "wind", "ice", "fog"], 4)
    samples = [
        ([], [(a, b)]),
        ([a], []),
        ([a], [(a, b)]),
        ([b], [(a, b)]),
        ([a], [(b, c), (a, b)]),
        ([a], [(c, d), (b, c), (a, b)]),
        ([a, d], [(a, b), (b, a), (d, c)]),
        ([a, b], [(a, c), (b, c)]),
        ([c], [(a, b), (b, c)]),
    ]
    return Task(
        names=("conclusions", "what_follows", "draw_conclusions", "apply_rules", "closure"),
        takes={facts: "list[str]", rules: "list[tuple[str, str]]"},
        gives="list[str]",
        does=(
            f"Return a sorted list of {what}, if all {facts} are true and a pair ({x}, {y}) in"
            f" {rules} says that {y} is true when {x} is.",
            f"Apply {rules} to {facts} until nothing new follows, where the rule ({x}, {y}) makes"
            f" {y} true when {x} is, and return {what} as a sorted list.",
        ),
        solutions={
            "rounds": f"""
                {true} = set({facts})
                changed = True
                while changed:
                    more = {{{y} for {x}, {y} in {rules} if {x} in {true}}}
                    changed = not more <= {true}
                    {true} |= more
                return {end}
                """,
            "waiting list": f"""
                {true} = set()
                waiting = list({facts})
                while waiting:
                    fact = waiting.pop()
                    if fact not in {true}:
                        {true}.add(fact)
                        waiting.extend({y} for {x}, {y} in {rules} if {x} == fact)
                return {end}
                """,
        },
        inputs=samples,
    )


@family
def first_rule_that_fits(r: Draw) -> Task:
    """Let the first rule that fits decide.

    Rules stand in a list, each with a limit and an answer. Their order matters: the search ends
    at the first one that fits, and a default answers if none does.
    """
    number, rules = r.name("number"), r.pick("rules", "bands", "tiers", "brackets", "table")
    default = r.pick("none", "other", "unknown", "rest", "too much")
    sign, said = r.pick(("<=", "is at most"), ("<", "is less than"), (">=", "is at least"),
                        (">", "is greater than"))  # fmt: skip
    a, b, c = r.sample(["low", "mid", "high", "top", "red", "blue", "gold", "basic", "fair"], 3)
    low, high = r.randint(0, 9), r.randint(10, 30)
    up = [(low, a), (high, b), (high + 9, c)]
    return Task(
        names=("first_fitting", "find_rule", "classify_by_rules", f"answer_of_{rules}"),
        takes={number: "int", rules: "list[tuple[int, str]]"},
        gives="str",
        does=(
            f"Return the text of the first pair (limit, text) in {rules} for which {number} {said}"
            f" the limit, or {default!r} if there is none.",
            f"Find the first of the {rules}, which are pairs (limit, text), such that {number}"
            f" {said} its limit; return its text, or {default!r}.",
        ),
        solutions={
            "loop": f"""
                for limit, text in {rules}:
                    if {number} {sign} limit:
                        return text
                return "{default}"
                """,
            "next": f"""
                fitting = (text for limit, text in {rules} if {number} {sign} limit)
                return next(fitting, "{default}")
                """,
            "list": f"""
                texts = [text for limit, text in {rules} if {number} {sign} limit]
                return texts[0] if texts else "{default}"
                """,
        },
        inputs=[
            (low, []),
            *((n, up) for n in (low - 1, low, low + 1, high, high + 1, high + 9, high + 10)),
            *((n, up[::-1]) for n in (low, high, high + 8)),
        ],
    )
