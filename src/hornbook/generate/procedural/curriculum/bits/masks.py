"""Bits: binary texts, masks, shifts."""

from hornbook.generate.procedural import Draw, Task, family

_NUMBERS = [0, 1, 2, 3, 7, 8, 12, 255]


@family
def about_bits(r: Draw) -> Task:
    """Read a number bit by bit.

    `n & 1` is the lowest bit, and `n >> 1` drops it. `bin(n)` writes all bits as a text that
    begins with `0b`.
    """
    n = r.name("number")
    label, said, short, update = r.pick(
        ("ones", "the number of ones in the binary form of {}", 'bin({}).count("1")',
         "result += rest & 1"),
        ("zeros", "the number of zeros in the binary form of {}, which is 0 for 0 itself",
         'bin({})[2:].lstrip("0").count("0")', "result += 1 - (rest & 1)"),
        ("bit_length", "how many binary digits {} has, not counting leading zeros",
         "{}.bit_length()", "result += 1"),
        ("twice_the_ones", "twice the number of ones in the binary form of {}",
         '2 * bin({}).count("1")', "result += 2 * (rest & 1)"),
        ("highest_power", "the largest power of two that is at most {}, or 0 for 0",
         "1 << {0}.bit_length() >> 1", "result = 2 * result or 1"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_in_binary", f"count_{label}", f"{label}_of_number"),
        takes={n: "int"},
        gives="int",
        does=(f"Return {said.format(n)}.",),
        notes=r.pick((), (f"The argument {n} is not negative.",)),
        solutions={
            "builtin": f"return {short.format(n)}",
            "loop": f"""
                result = 0
                rest = {n}
                while rest > 0:
                    {update}
                    rest >>= 1
                return result
                """,
        },
        inputs=[*_NUMBERS, *(r.randint(4, 1000) for _ in range(3))],
    )


@family
def single_bit(r: Draw) -> Task:
    """Set, clear, flip and test one bit.

    `1 << k` has a one at place k only. `|` with it sets that bit, `& ~` clears it, `^` flips it,
    and `&` tests it.
    """
    n, k = r.name("number"), r.randint(0, 6)
    label, said, gives, short, arithmetic = r.pick(
        ("set", "{} with bit @ set to 1", "int", "{} | (1 << @)",
         "{} if {} // 2 ** @ % 2 == 1 else {} + 2 ** @"),
        ("clear", "{} with bit @ set to 0", "int", "{} & ~(1 << @)",
         "{} - 2 ** @ if {} // 2 ** @ % 2 == 1 else {}"),
        ("flip", "{} with bit @ inverted", "int", "{} ^ (1 << @)",
         "{} - 2 ** @ if {} // 2 ** @ % 2 == 1 else {} + 2 ** @"),
        ("test", "True if bit @ of {} is 1, otherwise False", "bool", "({} >> @) & 1 == 1",
         "{} // 2 ** @ % 2 == 1"),
        ("keep_low", "the number that the lowest @ bits of {} form", "int",
         "{} & ((1 << @) - 1)", "{} % 2 ** @"),
        ("drop_low", "{} without its lowest @ bits", "int", "{} >> @", "{} // 2 ** @"),
    )  # fmt: skip
    given = r.coin()
    place = r.pick("place", "k", "position", "index") if given else str(k)
    takes = {n: "int", place: "int"} if given else {n: "int"}
    numbers = [*_NUMBERS, 1 << k, (1 << k) - 1, *(r.randint(4, 300) for _ in range(3))]
    inputs = [(number, r.randint(0, 6)) for number in numbers] if given else numbers
    return Task(
        names=(f"{label}_bit", f"{label}_bits", f"{label}_bit_of_number"),
        takes=takes,
        gives=gives,
        does=(f"Return {said.format(n).replace('@', place)}.",),
        notes=("Bits are counted from 0, beginning with the lowest.",),
        solutions={
            "bitwise": f"return {short.replace('{}', n).replace('@', place)}",
            "arithmetic": f"return {arithmetic.replace('{}', n).replace('@', place)}",
        },
        inputs=inputs,
    )


@family
def base_text(r: Draw) -> Task:
    """Write a number in another base.

    The remainder by the base is the last digit; dividing by the base drops it. The digits come
    out last first.
    """
    n, base = r.name("number"), r.choice((2, 3, 4, 5, 6, 7, 8, 9))
    parse = r.coin(0.4)
    text = r.name("text")
    if parse:
        return Task(
            names=(f"from_base_{base}", f"parse_base_{base}", f"read_base_{base}"),
            takes={text: "str"},
            gives="int",
            does=(f"Return the number that {text} is in base {base}.",),
            solutions={
                "builtin": f"return int({text}, {base})",
                "loop": f"""
                    result = 0
                    for digit in {text}:
                        result = result * {base} + int(digit)
                    return result
                    """,
            },
            inputs=["0", "1", "10", "11", "100"]
            + ["".join(str(r.randrange(base)) for _ in range(size)) for size in (2, 3, 4, 5)],
        )
    return Task(
        names=(f"to_base_{base}", f"write_in_base_{base}", f"base_{base}_text"),
        takes={n: "int"},
        gives="str",
        does=(f"Return the text of the non-negative integer {n} in base {base}.",),
        solutions={
            "loop": f"""
                if {n} == 0:
                    return "0"
                digits = ""
                rest = {n}
                while rest > 0:
                    digits = str(rest % {base}) + digits
                    rest //= {base}
                return digits
                """,
            "recursion": f"""
                if {n} < {base}:
                    return str({n})
                return solve({n} // {base}) + str({n} % {base})
                """,
        },
        inputs=[
            0,
            1,
            base - 1,
            base,
            base + 1,
            base * base,
            *(r.randint(9, 999) for _ in range(4)),
        ],
    )


@family
def combine_masks(r: Draw) -> Task:
    """Combine many masks into one.

    A fold starts with a neutral number and combines it with one item after the other: 0 for
    `|` and `^`, and all ones for `&`.
    """
    numbers, k = r.name("bits") + "_list", r.randint(3, 8)
    label, said, start, sign = r.pick(
        ("union", "has a bit set if any number in {} has it set", "0", "|"),
        ("parity", "has a bit set if an odd number of items of {} have it set", "0", "^"),
        (f"common_{k}", f"has those of the lowest {k} bits set that all numbers in {{}} have set",
         str((1 << k) - 1), "&"),
    )  # fmt: skip
    operator = {"|": "or_", "^": "xor", "&": "and_"}[sign]
    return Task(
        names=(f"{label}_of_masks", f"mask_{label}", f"combine_{label}"),
        takes={numbers: "list[int]"},
        gives="int",
        does=(f"Return the number that {said.format(numbers)}.",),
        notes=r.pick((), (f"For an empty list that is {start}.",)),
        solutions={
            "loop": f"""
                result = {start}
                for mask in {numbers}:
                    result {sign}= mask
                return result
                """,
            "reduce": f"return reduce(operator.{operator}, {numbers}, {start})",
        },
        inputs=r.number_lists(low=0, high=(1 << k) - 1),
    )
