"""Divisors, primes, remainders; searching for numbers."""

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
