"""Functions that make functions: adders, counters, pipelines, guards."""

from hornbook.generate.procedural import Draw, Expression, Task, family


@family
def made_functions(r: Draw) -> Task:
    """Make functions with a function.

    The inner function remembers the value that the outer one was called with, even after the
    outer one has returned. Such a function is called a closure.
    """
    numbers, x, k = (
        r.name("numbers"),
        r.pick("x", "value", "amount", "start", "base"),
        r.randint(2, 9),
    )
    label, said, code = r.pick(
        ("add", "added to {x}", "{x} + n"), ("subtract", "subtracted from {x}", "{x} - n"),
        ("scale", "multiplied by {x}", "{x} * n"),
        (f"scale_{k}", f"multiplied by {k} and added to {{x}}", f"{{x}} + {k} * n"),
        ("limit", "used as an upper limit for {x}", "min({x}, n)"),
        (f"power_{k}", f"added to {k} times {{x}}", f"{k} * {{x}} + n"),
    )  # fmt: skip
    made, inner = (
        r.pick("make", "create", "build", "prepare"),
        r.pick("inner", "apply", "f", "made"),
    )
    return Task(
        names=(f"{label}_all", f"{label}_by_closures", f"results_of_{label}"),
        takes={numbers: "list[int]", x: "int"},
        gives="list[int]",
        does=(
            f"Return a list of the results that each of the {numbers} gives when"
            f" {said.format(x=x)}; make a function of {x} for each of them first.",
            f"Make one function of {x} for each of the {numbers}, in which the number is"
            f" {said.format(x=x)}, call all of them, and return the list of results.",
        ),
        solutions={
            "def": f"""
                def {made}(n):
                    def {inner}({x}):
                        return {code.format(x=x)}

                    return {inner}

                functions = [{made}(n) for n in {numbers}]
                return [function({x}) for function in functions]
                """,
            "lambda": f"""
                functions = []
                for n in {numbers}:
                    functions.append(lambda {x}, n=n: {code.format(x=x)})
                return [function({x}) for function in functions]
                """,
        },
        inputs=[(xs, r.randint(-5, 25)) for xs in r.number_lists()] + [([1, 2, 3], 2), ([5, 0,
         -4], 7)],
    )  # fmt: skip


@family
def counting_closure(r: Draw) -> Task:
    """Let a function count its calls.

    A function can change a variable of the function around it after declaring it `nonlocal`. A
    list or dictionary can be changed without that.
    """
    words, step = r.name("words"), r.randint(1, 5)
    first, test = r.randint(0, 20), r.word_condition()
    some = r.coin()
    condition = f" if {test('word')}" if some else ""
    name = r.pick("next_number", "ticket", "count_up", "draw_number")
    state = r.pick("number", "count", "last", "current")
    only = f" for each string that {test.verb}" if some else " for each string"
    return Task(
        names=("number_by_closure", f"tickets_for_{words}", f"count_by_{step}",
         f"numbers_from_{first}"),
        takes={words: "list[str]"},
        gives="list[tuple[int, str]]",
        does=(
            f"Return a list of tuples (number, string){only} of {words}; the numbers begin with"
            f" {first} and grow by {step}, and come from a function that remembers the last one.",
            f"Number the strings of {words}{', but only those for which the string ' * some}"
            f"{test.verb * some}, from {first} in steps of {step}, with a counter function, and"
            " return the tuples (number, string).",
        ),
        solutions={
            "nonlocal": f"""
                {state} = {first} - {step}

                def {name}():
                    nonlocal {state}
                    {state} += {step}
                    return {state}

                return [({name}(), word) for word in {words}{condition}]
                """,
            "iterator": f"""
                numbers = itertools.count({first}, {step})
                return [(next(numbers), word) for word in {words}{condition}]
                """,
        },
        inputs=r.word_lists(tuple(test.near)),
    )  # fmt: skip


@family
def pipeline(r: Draw) -> Task:
    """Chain functions by their names.

    A dictionary maps names to functions. Each step takes the result of the one before.
    """
    number, steps = r.name("number"), r.pick("steps", "names", "commands", "program", "actions")
    one, two = r.sample([("double", "n * 2", "doubles it"), ("negate", "-n",
     "turns its sign around"),
                         ("square", "n * n", "squares it"), ("halve", "n // 2", "halves it, rounded"
                          " down,"), ("triple", "n * 3", "triples it")], 2)  # fmt: skip
    k = r.randint(2, 9)
    add, name = (
        r.pick("add", "raise", "grow", "more"),
        r.pick("functions", "table", "actions_by_name"),
    )
    unknown = r.coin()
    skip = "; other names do nothing" if unknown else ""
    look = "get(step, lambda n: n)" if unknown else ""
    call = f"{name}.{look}({number})" if unknown else f"{name}[step]({number})"
    end = [(5, ["jump"]), (k, [add, "?", one[0]])] if unknown else []
    return Task(
        names=("run_pipeline", f"apply_{steps}", "chain_functions", f"run_{steps}_on_{number}"),
        takes={number: "int", steps: "list[str]"},
        gives="int",
        does=(
            f"Apply {steps} to {number} one after the other and return the result: {one[0]!r}"
            f" {one[2]} {two[0]!r} {two[2].rstrip(',')}, and {add!r} adds {k}{skip}.".replace(
                f"it {two[0]!r}", f"it, {two[0]!r}").replace(f", {two[0]!r}", f", {two[0]!r}"),
            f"Return what becomes of {number} after all {steps}, of which {one[0]!r}"
            f" {one[2].rstrip(',')}, {two[0]!r} {two[2].rstrip(',')} and {add!r} adds {k}{skip}.",
        ),
        solutions={
            "table": f"""
                {name} = {{
                    "{one[0]}": lambda n: {one[1]},
                    "{two[0]}": lambda n: {two[1]},
                    "{add}": lambda n: n + {k},
                }}
                for step in {steps}:
                    {number} = {call}
                return {number}
                """,
            "branches": f"""
                for step in {steps}:
                    if step == "{one[0]}":
                        {number} = {one[1].replace("n", number)}
                    if step == "{two[0]}":
                        {number} = {two[1].replace("n", number)}
                    if step == "{add}":
                        {number} += {k}
                return {number}
                """,
        },
        inputs=[(7, []), (7, [one[0]]), (7, [two[0]]), (-3, [add]), (5, [one[0], two[0]]),
                (9, [two[0], one[0], add]), (4, [add, add, one[0]]), (3, [one[0], one[0], two[0],
                 add]),
                *end],
    )  # fmt: skip


@family
def remembering_results(r: Draw) -> Task:
    """Remember results instead of computing them again.

    A dictionary keeps the result for each argument. Only what isn't there yet has to be computed;
    counting those computations shows how much is saved.
    """
    f, numbers = r.pick("f", "function", "compute", "slow", "rule"), r.name("numbers")
    label, said, gives, end, plain = r.pick(
        ("computed", f"how often {f} has to be called for all {numbers}, if its results are"
         " remembered", "int", "calls", "len(set({x}))"),
        ("saved", f"how many calls of {f} for all {numbers} are saved if its results are"
         " remembered", "int", "len({x}) - calls", "len({x}) - len(set({x}))"),
    )  # fmt: skip
    memory = r.pick("memory", "known", "cache", "results")
    end = end.format(x=numbers).replace("memory", memory)
    functions = ("lambda n: n * n", "lambda n: n + 7", "lambda n: -n", "abs", "lambda n: n // 3")
    lists = [[], [4], [4, 4], [1, 2, 1, 2, 3], *r.number_lists()]
    return Task(
        names=(f"{label}_with_memory", f"remembered_{label}", f"{label}_of_calls"),
        takes={f: "Callable[[int], int]", numbers: "list[int]"},
        gives=gives,
        does=(f"Return {said}.", f"Find out and return {said}.", f"Determine {said}."),
        solutions={
            "dictionary": f"""
                {memory} = {{}}
                calls = 0
                for n in {numbers}:
                    if n not in {memory}:
                        {memory}[n] = {f}(n)
                        calls += 1
                return {end}
                """,
            "short": f"return {plain.format(x=numbers, f=f)}",
        },
        inputs=[(Expression(r.choice(functions)), xs) for xs in lists],
    )


@family
def composed_functions(r: Draw) -> Task:
    """Make one function of several.

    The composition of functions calls one with the result of the other. Which comes first makes a
    difference.
    """
    a, b = r.pick(("f", "g"), ("first", "second"), ("inner", "outer"), ("one", "two"))
    numbers, test = r.name("numbers"), r.number_condition()
    some = r.coin()
    condition = f" if {test('n')}" if some else ""
    which = f" of the {test.of('numbers')}" if some else ""
    label, said, code = r.pick(
        ("then", f"of {b} for the result of {a} for each item{which}", "{b}({a}(n))"),
        ("after", f"of {a} for the result of {b} for each item{which}", "{a}({b}(n))"),
        ("sum", f"of {a} plus those of {b} for each item{which}", "{a}(n) + {b}(n)"),
        ("twice", f"of {b} for the result of {a} for the result of {a} for each item{which}",
         "{b}({a}({a}(n)))"),
        ("larger", f"of {a} or {b}, whichever is larger, for each item{which}",
         "max({a}(n), {b}(n))"),
    )  # fmt: skip
    code = code.format(a=a, b=b)
    made = r.pick("both", "combined", "together", "composed")
    functions = [Expression(code) for code in (
        "lambda n: n + 1", "lambda n: n * 2", "lambda n: n * n", "lambda n: -n", "lambda n: n - 5",
        "abs", "lambda n: n % 4")]  # fmt: skip
    return Task(
        names=(f"compose_{label}", f"{label}_for_each", f"map_{label}"),
        takes={a: "Callable[[int], int]", b: "Callable[[int], int]", numbers: "list[int]"},
        gives="list[int]",
        does=(
            f"Return the list of results {said} of {numbers}.",
            f"Combine {a} and {b} into one function and return the list of results {said} of"
            f" {numbers}.",
        ),
        solutions={
            "closure": f"""
                def {made}(n):
                    return {code}

                return [{made}(n) for n in {numbers}{condition}]
                """,
            "loop": f"results = []\nfor n in {numbers}:\n    "
            + (f"if {test('n')}:\n        " if some else "")
            + f"results.append({code})\nreturn results",
        },
        inputs=[(*r.sample(functions, 2), xs) for xs in r.number_lists(test.near)],
    )
