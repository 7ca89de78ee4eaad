"""Bags: collections in which a thing may lie several times, kept as counts."""

from hornbook.generate.procedural import Draw, Task, family


def _bags(r: Draw) -> list[dict[str, int]]:
    def bag(size: int) -> dict[str, int]:
        return {word: r.randint(1, 5) for word in sorted(set(r.words(size)))}

    edges = [{}, {"a": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}, {"b": 3}, {"a": 1, "c": 1}]
    return [*edges, *(bag(size) for size in (2, 3, 4, 5))]


def _pairs(r: Draw) -> list[tuple[dict[str, int], dict[str, int]]]:
    edges = _bags(r)[:6]
    more = []
    for size in (2, 3, 4):
        words = r.words(size + 2)
        more.append(
            (
                {word: r.randint(1, 4) for word in words[:size]},
                {word: r.randint(1, 4) for word in words[2:]},
            )
        )
    return [*((one, other) for one in edges for other in r.sample(edges, 3)), *more]


@family
def combine_bags(r: Draw) -> Task:
    """Combine two bags.

    A `Counter` can be added and subtracted, and joined by `|` and `&`, which take the larger and
    the smaller count. None of them keeps a count below one.
    """
    a, b = r.twins()
    label, said, sign, count = r.pick(
        ("sum", f"the counts of {a} and {b} added up", "+", "x + y"),
        ("difference", f"the counts of {a} less those of {b}, without what is then 0 or less",
         "-", "x - y"),
        ("union", f"the larger of the two counts in {a} and {b}", "|", "max(x, y)"),
        ("common", f"the smaller of the two counts in {a} and {b}, without what one of them lacks",
         "&", "min(x, y)"),
    )  # fmt: skip
    update = f"result[thing] = {count}"
    if label in ("difference", "common"):  # the others are never 0
        update = f"if {count} > 0:\n                        {update}"
    return Task(
        names=(f"{label}_of_bags", f"bag_{label}", f"{label}_of_counts"),
        takes={a: "dict[str, int]", b: "dict[str, int]"},
        gives="dict[str, int]",
        does=(f"Return a dictionary with {said}.",),
        notes=("All counts are at least 1; what is not a key has count 0.",),
        solutions={
            "counter": f"return dict(Counter({a}) {sign} Counter({b}))",
            "loop": f"""
                result = {{}}
                for thing in [*{a}, *{b}]:
                    x, y = {a}.get(thing, 0), {b}.get(thing, 0)
                    {update}
                return result
                """,
        },
        inputs=_pairs(r),
    )


@family
def compare_bags(r: Draw) -> Task:
    """Ask whether one bag can be taken from another.

    Enough is there when no thing is wanted more often than it lies in the bag.
    """
    have, need = r.pick(
        ("stock", "order"), ("pantry", "recipe"), ("box", "wanted"), ("supply", "demand"),
    )  # fmt: skip
    label, said, gives, short, start, update = r.pick(
        ("enough", f"True if {have} holds at least as much of everything as {need}, otherwise"
         " False", "bool", f"all({have}.get(k, 0) >= n for k, n in {need}.items())",
         "True", "result = result and n <= {have}.get(k, 0)"),
        ("missing", f"a dictionary of what {need} asks for beyond what {have} holds",
         "dict[str, int]", f"dict(Counter({need}) - Counter({have}))", "{}",
         "if n > {have}.get(k, 0):\n        result[k] = n - {have}.get(k, 0)"),
        ("missing_count", f"how many things {have} lacks in all to give what {need} asks for",
         "int", f"(Counter({need}) - Counter({have})).total()", "0",
         "result += max(n - {have}.get(k, 0), 0)"),
        ("scarce", f"a sorted list of the things of which {have} holds less than {need} asks for",
         "list[str]", f"sorted(k for k in {need} if {have}.get(k, 0) < {need}[k])", "[]",
         "if n > {have}.get(k, 0):\n        result.append(k)"),
    )  # fmt: skip
    loop = f"result = {start}\nfor k, n in sorted({need}.items()):\n    "
    loop += update.format(have=have)
    return Task(
        names=(f"{label}_in_{have}", f"what_is_{label}", f"{label}_for_{need}"),
        takes={have: "dict[str, int]", need: "dict[str, int]"},
        gives=gives,
        does=(f"Return {said}.",),
        notes=("Both map things to how many there are; what is not a key is not there.",),
        solutions={"builtin": f"return {short}", "loop": f"{loop}\nreturn result"},
        inputs=[*_pairs(r), ({"a": 3}, {"a": 2}), ({"a": 2}, {"a": 3}), ({"a": 2}, {"a": 2})],
    )


@family
def about_bag(r: Draw) -> Task:
    """Say something about a bag.

    The values of the dictionary are the counts, so questions about how often are questions about
    them.
    """
    b, k = r.pick("bag", "counts", "basket", "tally"), r.randint(1, 3)
    label, said, gives, short, long = r.pick(
        ("size", "how many things lie in it in all", "int", f"sum({b}.values())",
         "len(unpacked)"),
        ("rare", f"a sorted list of the things that lie in it at most {k} times", "list[str]",
         f"sorted(thing for thing, n in {b}.items() if n <= {k})",
         f"sorted(thing for thing in set(unpacked) if unpacked.count(thing) <= {k})"),
        ("often", f"a sorted list of the things that lie in it more than {k} times", "list[str]",
         f"sorted(thing for thing, n in {b}.items() if n > {k})",
         f"sorted(thing for thing in set(unpacked) if unpacked.count(thing) > {k})"),
        ("unpacked", "a sorted list of all things in it, each as often as it lies there",
         "list[str]", f"sorted(Counter({b}).elements())", "sorted(unpacked)"),
        ("repeats", "how many things could go without making a kind disappear", "int",
         f"sum(n - 1 for n in {b}.values())", "len(unpacked) - len(set(unpacked))"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_of_bag", f"bag_{label}", f"{label}_things"),
        takes={b: "dict[str, int]"},
        gives=gives,
        does=(f"Return {said}, where {b} maps things to how often they lie in a bag.",),
        solutions={
            "counts": f"return {short}",
            "unpack": f"""
                unpacked = []
                for thing, n in {b}.items():
                    unpacked += [thing] * n
                return {long}
                """,
        },
        inputs=[*_bags(r), {"a": k, "b": k + 1}, {"c": k + 1, "d": 1}],
    )


@family
def pack_bag(r: Draw) -> Task:
    """Count things into a bag.

    `counts[x] = counts.get(x, 0) + 1` begins at zero for a new thing. Lists of changes are
    counted the same way, with other numbers than one.
    """
    m, full = r.pick("moves", "changes", "events", "bookings"), r.coin()
    words = r.sample("apples bolts cards pens screws tins".split(), 3)
    rest = " and keep things whose count is 0" if full else ", without things whose count is 0"
    a, b, c = words

    def moves(size: int) -> list[tuple[str, int]]:
        return [(r.choice(words), r.choice((-2, -1, 1, 1, 2, 3))) for _ in range(size)]

    return Task(
        names=("apply_changes", "stock_after_changes", "add_up_changes"),
        takes={m: "list[tuple[str, int]]"},
        gives="dict[str, int]",
        does=(
            f"Add up {m}, pairs of a thing and by how much its count changes, into a dictionary"
            f" of counts{rest}.",
            f"Return how many of each thing there are after {m}, a list of pairs (thing,"
            f" change){rest}.",
            f"Apply {m}, which are pairs (thing, change), to counts that all begin at 0{rest}."
            " Return the counts as a dictionary.",
        ),
        notes=("Counts may become negative.",),
        solutions={
            "get": f"""
                counts = {{}}
                for thing, change in {m}:
                    counts[thing] = counts.get(thing, 0) + change
                {"return counts" if full else
                 "return {thing: n for thing, n in counts.items() if n != 0}"}
                """,
            "sums": f"""
                counts = {{}}
                for thing in dict.fromkeys(thing for thing, _ in {m}):
                    total = sum(change for other, change in {m} if other == thing)
                    {"" if full else "if total:"}
                    {"" if full else "    "}counts[thing] = total
                return counts
                """,
        },
        inputs=[
            [], [(a, 1)], [(a, 1), (a, -1)], [(a, 2), (b, 1), (a, -2)], [(c, -1), (c, 2)],
            [(a, 1), (a, -2)], *(moves(size) for size in (3, 5, 6, 8)),
        ],
    )  # fmt: skip


@family
def bags_of_letters(r: Draw) -> Task:
    """Compare words by their letters.

    Two words are made of the same letters when their bags of letters are equal; one can be laid
    with the letters of another when its bag lies within the other's.
    """
    a, b = r.pick(("word", "letters"), ("small", "big"), ("name", "tiles"), ("left", "right"))
    label, said, gives, short, long = r.pick(
        ("can_spell", f"True if {a} can be laid with the letters of {b}, each used at most once,"
         " otherwise False", "bool", f"not Counter({a}) - Counter({b})", "not missing"),
        ("missing_letters", f"how many letters {b} lacks for laying {a}", "int",
         f"(Counter({a}) - Counter({b})).total()", "len(missing)"),
        ("letters_left", f"the letters of {b} that are left, in their order, when those of {a}"
         " are taken away from the front on", "str", "", "''.join(rest)"),
        ("shared_letters", f"how many letters {a} and {b} have in common, each counted as often as"
         " both have it", "int", f"(Counter({a}) & Counter({b})).total()",
         f"len({a}) - len(missing)"),
    )  # fmt: skip
    counted = (
        f"return {short}"
        if short
        else f"""
                wanted = Counter({a})
                left = ""
                for letter in {b}:
                    if wanted[letter] > 0:
                        wanted[letter] -= 1
                    else:
                        left += letter
                return left
                """
    )
    pairs = [
        ("", ""), ("a", ""), ("", "a"), ("ab", "ba"), ("aab", "ab"), ("ab", "aab"), ("abc", "abd"),
        ("noon", "moon"), ("cat", "tacit"), ("aaa", "aa"), ("aa", "aaaa"),
    ]  # fmt: skip
    return Task(
        names=(label, f"{label}_of_words", f"{label}_in_words"),
        takes={a: "str", b: "str"},
        gives=gives,
        does=(f"Return {said}.",),
        solutions={
            "counter": counted,
            "remove": f"""
                rest, missing = list({b}), []
                for letter in {a}:
                    if letter in rest:
                        rest.remove(letter)
                    else:
                        missing.append(letter)
                return {long}
                """,
        },
        inputs=[*pairs, *((r.word(), r.word()) for _ in range(4))],
    )


@family
def most_in_bag(r: Draw) -> Task:
    """Find what a list holds most often.

    Counting comes first; then the largest count is looked for, and among equals the order is
    settled by a second rule.
    """
    xs, k = r.name("words"), r.randint(1, 3)
    word, sign = r.pick(("most", "-"), ("least", ""))
    first = r.coin()
    rule = "the alphabet" if first else "which comes first in the list"
    many = k > 1
    what = (
        f"the {k} words that occur {word} often" if many else f"the word that occurs {word} often"
    )
    order = "(" + sign + "counts[w], w)" if first else f"{sign}counts[w]"
    ending = f"[:{k}]" if many else "[0]"
    left = f"left = {f'sorted(set({xs}))' if first else f'list(dict.fromkeys({xs}))'}"
    best = f"{'max' if sign else 'min'}(left, key={xs}.count)"
    chosen = (
        f"""
                {left}
                found = []
                while left and len(found) < {k}:
                    best = {best}
                    left.remove(best)
                    found.append(best)
                return found
                """
        if many
        else f"""
                {left}
                return {best}
                """
    )
    return Task(
        names=(f"{word}_frequent", f"{word}_common_words", f"words_{word}_often"),
        takes={xs: "list[str]"},
        gives="list[str]" if many else "str",
        does=(f"Return {what} in {xs}; among equals {rule} decides.",),
        notes=(
            ("If there are fewer different words, all are returned.",)
            if many
            else (f"There is at least one word in {xs}.",)
        ),
        solutions={
            "sorted": f"""
                counts = Counter({xs})
                return sorted(counts, key=lambda w: {order}){ending}
                """,
            "repeat": chosen,
        },
        inputs=[
            *([[]] if many else []),
            ["b"], ["b", "a"], ["a", "b"], ["b", "a", "b"], ["c", "b", "c", "b", "a"],
            ["d", "c", "c", "b", "b", "b"], ["x", "y", "z", "y", "z", "z", "w"],
            *([r.choice(("fig", "ant", "owl", "cat")) for _ in range(n)] for n in (4, 6, 8)),
        ],
    )  # fmt: skip
