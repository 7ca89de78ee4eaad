"""Whole numbers: divisors, primes, remainders, sequences."""

from hornbook.generate.procedural import Draw, Task, family


@family
def divisors(r: Draw) -> Task:
    """Find the divisors of a number.

    A divisor leaves no remainder: `n % d == 0`. Trying every candidate from 1 to n finds all of
    them in order; the number itself is always the last.
    """
    n, proper = r.name("number"), r.coin()
    label, said, gives, wrap = r.pick(
        ("list", "a sorted list of", "list[int]", "{}"),
        ("count", "the number of", "int", "len({})"),
        ("sum", "the sum of", "int", "sum({})"),
    )
    kind = "proper divisors" if proper else "divisors"
    end = n if proper else f"{n} + 1"
    found = f"[d for d in range(1, {end}) if {n} % d == 0]"
    return Task(
        names=(f"{kind.replace(' ', '_')}_{label}", f"{label}_of_{kind.replace(' ', '_')}"),
        takes={n: "int"},
        gives=gives,
        does=(f"Return {said} the {kind} of the positive integer {n}.",),
        notes=(f"The number itself {'does not count' if proper else 'counts'} as a divisor.",),
        solutions={
            "comprehension": f"return {wrap.format(found)}",
            "loop": f"""
                found = []
                for d in range(1, {end}):
                    if {n} % d == 0:
                        found.append(d)
                return {wrap.format("found")}
                """,
        },
        inputs=[1, 2, 6, 7, 12, 16, *r.integers(4, 8, 60)],
    )


@family
def primes_below(r: Draw) -> Task:
    """Collect prime numbers.

    A prime has no divisor between 1 and itself. It is enough to try divisors up to the square
    root: if a number is a product, one factor is no larger than that.
    """
    limit = r.name("limit")
    label, said, gives, wrap = r.pick(
        ("list", "a list of the", "list[int]", "{}"),
        ("count", "the number of", "int", "len({})"),
        ("sum", "the sum of the", "int", "sum({})"),
    )
    included = r.coin()
    end = f"{limit} + 1" if included else limit
    return Task(
        names=(f"primes_{label}", f"{label}_of_primes", f"prime_numbers_{label}"),
        takes={limit: "int"},
        gives=gives,
        does=(
            f"Return {said} prime numbers {'up to and including' if included else 'less than'}"
            f" {limit}.",
        ),
        solutions={
            "trial": f"""
                primes = []
                for candidate in range(2, {end}):
                    for divisor in range(2, int(candidate ** 0.5) + 1):
                        if candidate % divisor == 0:
                            break
                    else:
                        primes.append(candidate)
                return {wrap.format("primes")}
                """,
            "known_primes": f"""
                primes = []
                for candidate in range(2, {end}):
                    if all(candidate % prime != 0 for prime in primes):
                        primes.append(candidate)
                return {wrap.format("primes")}
                """,
        },
        inputs=[0, 2, 3, 4, 11, 12, *r.integers(3, 13, 60)],
    )


@family
def next_number(r: Draw) -> Task:
    """Search upwards for a number.

    When nobody knows how far to go, a `while` loop tries one candidate after the other until
    the condition holds.
    """
    n, k = r.name("number"), r.randint(3, 12)
    label, said, missing = r.pick(
        (f"multiple_of_{k}", f"is a multiple of {k}", f"{{}} % {k} != 0"),
        ("square_number", "is a perfect square", "int({} ** 0.5) ** 2 != {}"),
        ("palindrome", "reads the same backwards", "str({}) != str({})[::-1]"),
        (f"ending_in_{k % 10}", f"ends in the digit {k % 10}", f"{{}} % 10 != {k % 10}"),
        (f"digit_sum_{k}", f"has digits that add up to {k}", f"sum(map(int, str({{}}))) != {k}"),
    )
    strict = r.coin()
    first = f"{n} + 1" if strict else n
    test = missing.replace("{}", "candidate")
    return Task(
        names=(f"next_{label}", f"find_next_{label}", f"search_{label}"),
        takes={n: "int"},
        gives="int",
        does=(
            f"Return the smallest number {'greater than' if strict else 'not less than'} {n}"
            f" that {said}.",
            f"Find the first number {'after' if strict else 'from'} {n}{'' if strict else ' on'}"
            f" that {said}.",
        ),
        solutions={
            "while": f"""
                candidate = {first}
                while {test}:
                    candidate += 1
                return candidate
                """,
            "endless": f"""
                candidate = {first}
                while True:
                    if not ({test}):
                        return candidate
                    candidate += 1
                """,
        },
        inputs=[1, 8, 9, 10, 16, k, k - 1, *r.integers(4, 10, 150)],
    )


@family
def common_divisor_or_multiple(r: Draw) -> Task:
    """Relate two numbers by their common divisors and multiples.

    Euclid's algorithm replaces the pair (a, b) by (b, a % b) until the second is zero; the first
    is then the greatest common divisor. The product divided by it is the least common multiple.
    """
    a, b = r.twins()
    label, said, code, loop = r.pick(
        ("largest_shared_divisor", f"the largest integer that divides both {a} and {b}",
         f"math.gcd({a}, {b})", "x"),
        ("least_shared_multiple", f"the smallest positive number that both {a} and {b} divide",
         f"math.lcm({a}, {b})", f"{a} * {b} // x"),
        ("are_coprime", f"True if no integer above 1 divides both {a} and {b}, otherwise False",
         f"math.gcd({a}, {b}) == 1", "x == 1"),
        ("reduced_fraction", f"the fraction {a} / {b} in lowest terms, as a pair of integers",
         f"{a} // math.gcd({a}, {b}), {b} // math.gcd({a}, {b})", f"{a} // x, {b} // x"),
    )  # fmt: skip
    gives = {"are_coprime": "bool", "reduced_fraction": "tuple[int, int]"}.get(label, "int")
    return Task(
        names=(label, f"find_{label}", f"{label}_of_two"),
        takes={a: "int", b: "int"},
        gives=gives,
        does=(f"Return {said}.",),
        notes=r.pick((), ("Both numbers are positive.",)),
        solutions={
            "builtin": f"return {code}",
            "euclid": f"""
                x, y = {a}, {b}
                while y:
                    x, y = y, x % y
                return {loop}
                """,
        },
        inputs=[(1, 1), (4, 6), (6, 4), (9, 28), (12, 36), (7, 13)]
        + [(r.randint(2, 60), r.randint(2, 60)) for _ in range(4)],
    )


@family
def repeat_until(r: Draw) -> Task:
    """Repeat a step until a number becomes small.

    The loop changes the number and counts its rounds. It must come closer to its end in every
    round, otherwise it would never stop.
    """
    n, k = r.name("number"), r.randint(2, 9)
    label, said, test, step = r.pick(
        (f"divide_by_{k}", f"divided by {k} (without remainder) until it is 0", "> 0", f"//= {k}"),
        (f"subtract_{k}", f"decreased by {k} until it is 0 or less", "> 0", f"-= {k}"),
        (f"divisible_by_{k}", f"divided by {k} as long as it is a multiple of {k}",
         f"% {k} == 0", f"//= {k}"),
    )  # fmt: skip
    return Task(
        names=(f"rounds_of_{label}", f"count_{label}", f"how_often_{label}"),
        takes={n: "int"},
        gives="int",
        does=(
            f"Return how many times the positive integer {n} can be {said}.",
            f"Count how often {n}, a positive integer, is {said}.",
        ),
        solutions={
            "loop": f"""
                count = 0
                while {n} {test}:
                    {n} {step}
                    count += 1
                return count
                """,
            "recursion": f"""
                def rounds(rest):
                    if not rest {test}:
                        return 0
                    return 1 + rounds(rest {step.replace("=", "")})

                return rounds({n})
                """,
        },
        inputs=[1, 2, k, k + 1, k * k, k**3, 100, *r.integers(4, 2, 500)],
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
