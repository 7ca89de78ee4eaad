"""Run lengths and packed numbers."""

from hornbook.generate.procedural import Draw, Task, family


@family
def run_length(r: Draw) -> Task:
    """Encode runs by their lengths.

    Equal neighbours are counted, and a run ends where the next character differs or the text
    is over. Decoding repeats each character as often as its number says.
    """
    text = r.name("text")
    decode, pairs, count_first = r.coin(0.4), r.coin(), r.coin()
    shape = ("n", "ch") if count_first else ("ch", "n")
    order = "(number, character)" if count_first else "(character, number)"
    if decode:
        runs = r.pick("runs", "pieces", "encoded", "groups")
        kinds = "tuple[int, str]" if count_first else "tuple[str, int]"
        head = ", ".join(shape)
        samples = [[], ["a"], ["a", "b"], ["x", "y", "x"], ["7", " ", "z", "z"]]
        inputs = [
            [(n, c) if count_first else (c, n) for c in sample for n in [r.randint(1, 4)]]
            for sample in samples
        ]
        return Task(
            names=("expand_runs", "decode_runs", "unpack_runs"),
            takes={runs: f"list[{kinds}]"},
            gives="str",
            does=(f"Return the text that {runs}, a list of pairs {order}, stands for.",),
            solutions={
                "join": f'return "".join(ch * n for {head} in {runs})',
                "loop": f"""
                    result = ""
                    for {head} in {runs}:
                        result += ch * n
                    return result
                    """,
            },
            inputs=inputs,
        )
    pair = (
        f"({', '.join(shape)})" if pairs else " + ".join("str(n)" if x == "n" else x for x in shape)
    )
    final = "runs" if pairs else '"".join(runs)'
    said = (
        f"a list of pairs {order}"
        if pairs
        else f"a text of {'numbers and characters' if count_first else 'characters and numbers'}"
    )
    kinds = "list[tuple[int, str]]" if count_first else "list[tuple[str, int]]"
    sample = "aab"
    encoded = [(2, "a"), (1, "b")] if count_first else [("a", 2), ("b", 1)]
    flat = "".join(str(x) for piece in encoded for x in piece)
    return Task(
        names=("encode_runs", "run_lengths", "count_runs", "compress_runs"),
        takes={text: "str"},
        gives=kinds if pairs else "str",
        does=(
            f"Describe the runs of equal characters in {text} as {said}: {sample!r} becomes"
            f" {encoded if pairs else repr(flat)}.",
        ),
        solutions={
            "groupby": f"""
                runs = []
                for ch, group in itertools.groupby({text}):
                    n = len(list(group))
                    runs.append({pair})
                return {final}
                """,
            "loop": f"""
                runs = []
                i = 0
                while i < len({text}):
                    ch, n = {text}[i], 1
                    while i + n < len({text}) and {text}[i + n] == ch:
                        n += 1
                    runs.append({pair})
                    i += n
                return {final}
                """,
        },
        inputs=[*r.texts(), "aab", "aaaa", "abba", "xxyyyx"],
    )


@family
def pack_number(r: Draw) -> Task:
    """Pack several small numbers into one.

    In base b, the number `x * b + y` holds both x and y, as long as y is less than b. Division
    and remainder take them apart again.
    """
    base = r.pick(10, 16, 32, 60, 100, 256, 1000)
    numbers, n = r.pick("parts", "digits", "fields", "bytes_list"), r.pick("packed", "code", "n")
    if r.coin():
        return Task(
            names=(f"pack_base_{base}", "pack_parts", "join_digits"),
            takes={numbers: "list[int]"},
            gives="int",
            does=(
                f"Return the number whose digits in base {base} are {numbers}, the most"
                " significant first.",
            ),
            solutions={
                "loop": f"""
                    result = 0
                    for part in {numbers}:
                        result = result * {base} + part
                    return result
                    """,
                "powers": f"""
                    return sum(part * {base} ** i for i, part in enumerate(reversed({numbers})))
                    """,
            },
            inputs=[[], [0], [1, 0], [0, 1], *r.number_lists(low=0, high=min(9, base - 1))[2:]],
        )
    return Task(
        names=(f"unpack_base_{base}", "unpack_parts", "split_digits"),
        takes={n: "int"},
        gives="list[int]",
        does=(
            f"Return the digits of the positive integer {n} in base {base}, the most significant"
            " first.",
        ),
        solutions={
            "loop": f"""
                parts = []
                rest = {n}
                while rest > 0:
                    parts.insert(0, rest % {base})
                    rest //= {base}
                return parts
                """,
            "recursion": f"""
                if {n} < {base}:
                    return [{n}]
                return solve({n} // {base}) + [{n} % {base}]
                """,
        },
        inputs=[1, base - 1, base, base + 1, base**2, *(r.randint(2, base**3) for _ in range(4))],
    )
