"""Ranges and sequences of whole numbers."""

from hornbook.generate.procedural import Draw, Task, family


@family
def numbers_in_range(r: Draw) -> Task:
    """List the numbers of a range that meet a condition.

    `range(a, b + 1)` includes both ends. The condition chooses among its numbers.
    """
    test = r.number_condition()
    low, high = r.pick(("start", "end"), ("low", "high"), ("lower", "upper"), ("first", "last"))
    label, said, gives, wrap = r.pick(
        ("list", "a list of all", "list[int]", "[{}]"),
        ("count", "the number of", "int", "len([{}])"),
        ("sum", "the sum of all", "int", "sum({})"),
    )
    inner = f"i for i in range({low}, {high} + 1) if {test('i')}"
    final = {"list": "found", "count": "len(found)", "sum": "sum(found)"}[label]
    return Task(
        names=(f"{test.label}_in_range", f"{label}_{test.label}_in_range"),
        takes={low: "int", high: "int"},
        gives=gives,
        does=(f"Return {said} {test.of('integers')} from {low} to {high}, both ends included.",),
        notes=r.pick((), (f"If {low} is greater than {high}, there are none.",)),
        solutions={
            "comprehension": f"return {wrap.format(inner)}",
            "loop": f"""
                found = []
                for i in range({low}, {high} + 1):
                    if {test("i")}:
                        found.append(i)
                return {final}
                """,
        },
        inputs=[(1, 10), (0, 0), (5, 4), (-5, 5), (-8, 40)]
        + [(n - 2, n + 1) for n in test.near[:2]]
        + [(a, a + r.randint(0, 12)) for a in r.integers(3)],
    )


@family
def sequence_terms(r: Draw) -> Task:
    """Build a sequence where each term follows from the one before.

    The list starts with the first term. Every round computes the next term from the last one
    in the list.
    """
    n, start, k = r.name("number"), r.randint(1, 9), r.randint(2, 5)
    m = r.randint(1, 9)
    label, said, rule = r.pick(
        ("arithmetic", f"the one before plus {k}", f"@ + {k}"),
        ("geometric", f"the one before times {k}", f"@ * {k}"),
        ("linear", f"{k} times the one before, minus {m}", f"{k} * @ - {m}"),
        ("halving", "half of an even number or one more than an odd one",
         "@ // 2 if @ % 2 == 0 else @ + 1"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_sequence", f"{label}_terms", f"first_{label}_terms"),
        takes={n: "int"},
        gives="list[int]",
        does=(
            f"Return the first {n} terms of the sequence that starts with {start} and in which"
            f" each term is {said}.",
        ),
        notes=r.pick((), (f"If {n} is 0, return an empty list.",)),
        solutions={
            "loop": f"""
                terms = []
                term = {start}
                for _ in range({n}):
                    terms.append(term)
                    term = {rule.replace("@", "term")}
                return terms
                """,
            "last_item": f"""
                if {n} == 0:
                    return []
                terms = [{start}]
                while len(terms) < {n}:
                    last = terms[-1]
                    terms.append({rule.replace("@", "last")})
                return terms
                """,
        },
        inputs=[0, 1, 2, 3, 5, 8],
    )


@family
def two_term_sequence(r: Draw) -> Task:
    """Remember the last two terms of a sequence.

    Two variables hold the last two terms. Assigning both at once, `a, b = b, a + b`, needs no
    third variable.
    """
    n, a, b = r.name("number"), r.randint(0, 4), r.randint(1, 5)
    label, said, rule = r.pick(
        ("sum", "the sum of the two terms before it", "{0} + {1}"),
        ("double_sum", "twice the term before it plus the one before that", "2 * {1} + {0}"),
        ("sum_plus_one", "the sum of the two terms before it, plus 1", "{0} + {1} + 1"),
        ("triple_minus", "three times the term before it minus the one before that",
         "3 * {1} - {0}"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_sequence_term", f"nth_{label}_term", f"term_of_{label}_sequence"),
        takes={n: "int"},
        gives="int",
        does=(
            f"Return the term at index {n} of a sequence that starts with {a}, {b} (at index 0"
            f" and 1), where each later term is {said}.",
        ),
        solutions={
            "variables": f"""
                x, y = {a}, {b}
                for _ in range({n}):
                    x, y = y, {rule.format("x", "y")}
                return x
                """,
            "list": f"""
                terms = [{a}, {b}]
                while len(terms) <= {n}:
                    terms.append({rule.format("terms[-2]", "terms[-1]")})
                return terms[{n}]
                """,
        },
        inputs=[0, 1, 2, 3, 4, 7, 10],
    )
