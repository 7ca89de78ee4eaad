"""Sequences and texts that grow by a rule."""

from hornbook.generate.procedural import Draw, Task, family


@family
def last_terms_sum(r: Draw) -> Task:
    """Add up the last few terms.

    Each term depends on a fixed number of terms before it. A slice with a negative start,
    `terms[-3:]`, holds just those.
    """
    n, k = r.name("number"), r.randint(2, 4)
    starts = [r.randint(0, 5) for _ in range(k)]
    starts[-1] = r.randint(1, 6)
    m = r.randint(1, 9)
    label, said, rule = r.pick(
        ("sums", f"the sum of the {k} terms before it", "sum({})"),
        (f"sums_plus_{m}", f"{m} more than the sum of the {k} terms before it", f"sum({{}}) + {m}"),
        ("largest_plus_smallest",
         f"the sum of the largest and the smallest of the {k} terms before it, plus 1",
         "max({0}) + min({0}) + 1"),
        (f"sums_modulo_{m + 10}",
         f"the remainder of the sum of the {k} terms before it, divided by {m + 10}",
         f"sum({{}}) % {m + 10}"),
    )  # fmt: skip
    all_terms = r.coin()
    listed = ", ".join(map(str, starts))
    window, terms = r.pick("window", "last", "recent"), r.pick("terms", "sequence", "series")
    if all_terms:
        what, gives = f"a list of the first {n} terms", "list[int]"
    else:
        what, gives = f"the term at index {n}", "int"
    if all_terms:
        solutions = {
            "slice": f"""
                {terms} = []
                for i in range({n}):
                    {terms}.append({starts}[i] if i < {k} else {rule.format(f"{terms}[-{k}:]")})
                return {terms}
                """,
            "deque": f"""
                {window} = deque({starts}, maxlen={k})
                {terms} = []
                for _ in range({n}):
                    {terms}.append({window}[0])
                    {window}.append({rule.format(window)})
                return {terms}
                """,
        }
    else:
        solutions = {
            "slice": f"""
                {terms} = {starts}
                while len({terms}) <= {n}:
                    {terms}.append({rule.format(f"{terms}[-{k}:]")})
                return {terms}[{n}]
                """,
            "deque": f"""
                {window} = deque({starts}, maxlen={k})
                for _ in range({n}):
                    {window}.append({rule.format(window)})
                return {window}[0]
                """,
        }
    return Task(
        names=(f"{label}_sequence", f"{label}_of_last_{k}", f"last_{k}_{label}"),
        takes={n: "int"},
        gives=gives,
        does=(
            f"Return {what} of the sequence that begins with {listed} and in which each later term"
            f" is {said}.",
            f"Compute {what} of a sequence: it begins with {listed}, and each further term is"
            f" {said}.",
        ),
        notes=() if all_terms else ("Indices begin at 0.",),
        solutions=solutions,
        inputs=[0, 1, k - 1, k, k + 1, k + 2, 8, 11],
    )


@family
def self_counting_text(r: Draw) -> Task:
    """Describe a text, and the description again.

    Each round reads the text as runs of equal characters and writes down the length and the
    character of each run. `itertools.groupby` finds the runs.
    """
    text, rounds = r.pick("text", "seed", "start", "digits"), r.pick("rounds", "n", "times", "k")
    swap = r.coin()
    pair = "ch + str(size)" if swap else "str(size) + ch"
    label, said, gives, wrap = r.pick(
        ("text", "the text", "str", "{}"),
        ("length", "the length of the text", "int", "len({})"),
        ("ones", "how many ones are in the text", "int", '{}.count("1")'),
        ("digit_sum", "the sum of the digits of the text", "int", "sum(int(d) for d in {})"),
    )
    how = "its character and its length" if swap else "its length and its character"
    new = r.pick("new", "described", "parts")
    return Task(
        names=(f"describe_runs_{label}", f"{label}_after_describing", f"read_aloud_{label}"),
        takes={text: "str", rounds: "int"},
        gives=gives,
        does=(
            f"Replace {text}, a text of digits, {rounds} times by its description, which gives for"
            f" every run of equal digits {how}. Return {said} after that.",
            f"Return {said} that arises from {text}, when {rounds} times over each run of equal"
            f" digits is replaced by {how}.",
        ),
        solutions={
            "groupby": f"""
                for _ in range({rounds}):
                    {new} = []
                    for ch, run in itertools.groupby({text}):
                        size = len(list(run))
                        {new}.append({pair})
                    {text} = "".join({new})
                return {wrap.format(text)}
                """,
            "loop": f"""
                for _ in range({rounds}):
                    {new}, size = "", 0
                    for i, ch in enumerate({text}):
                        size += 1
                        if {text}[i + 1:i + 2] != ch:
                            {new} += {pair}
                            size = 0
                    {text} = {new}
                return {wrap.format(text)}
                """,
        },
        inputs=[("1", 0), ("1", 1), ("1", 4), ("22", 1), ("112", 2), ("3331", 3)]
        + [("".join(r.choices("123", k=size)), r.randint(0, 3)) for size in (3, 5, 6, 7)],
    )


@family
def rewriting(r: Draw) -> Task:
    """Let a text grow by rules.

    In each round every character is replaced at the same time, as plants are drawn by rewriting
    systems. Building a new text keeps replaced parts from being replaced again.
    """
    a, b = r.pick(("A", "B"), ("x", "y"), ("L", "S"), ("0", "1"), ("F", "G"))
    first = r.choice((a + b, b + a, a + a + b, a + b + a))
    second = r.choice((a, b + a, a + a, "", b))
    rounds, what = r.pick("rounds", "n", "steps", "generations"), r.choice((0, 0, 1, 2))
    said, gives, wrap = (
        ("the text", "str", "{}"),
        ("the length of the text", "int", "len({})"),
        ("the text backwards", "str", "{}[::-1]"),
    )[what]
    if what == 1:
        second = r.choice((a, "", b))
    then = f"{b!r} by {second!r}" if second else f"{b!r} is removed"
    text = r.pick("text", "word", "state", "line")
    return Task(
        names=(f"rewrite_{a}_{b}".lower(), "grow_text", "apply_rules", f"after_{rounds}"),
        takes={rounds: "int"},
        gives=gives,
        does=(
            f"Begin with the text {a!r} and replace in each of {rounds} rounds every {a!r} by"
            f" {first!r} and every {then if second else then.replace('is removed', 'by nothing')},"
            f" all at once. Return {said} at the end.",
            f"Return {said} that {a!r} becomes in {rounds} rounds, in each of which {a!r} turns"
            f" into {first!r} and {b!r} into {second!r} at the same time.",
        ),
        solutions={
            "table": f"""
                rules = {{"{a}": "{first}", "{b}": "{second}"}}
                {text} = "{a}"
                for _ in range({rounds}):
                    {text} = "".join(rules[ch] for ch in {text})
                return {wrap.format(text)}
                """,
            "loop": f"""
                {text} = "{a}"
                for _ in range({rounds}):
                    new = ""
                    for ch in {text}:
                        if ch == "{a}":
                            new += "{first}"
                        {"else:" if second else ""}
                            {f'new += "{second}"' if second else ""}
                    {text} = new
                return {wrap.format(text)}
                """,
        },
        inputs=[0, 1, 2, 3, 4, 5],
    )
