"""Patterns of bits: parity, reversed bits, subsets as masks, packed fields."""

from hornbook.generate.procedural import Draw, Task, family

_NUMBERS = [0, 1, 2, 3, 5, 6, 8, 10, 15, 16, 21, 37]


@family
def bit_pattern(r: Draw) -> Task:
    """Recognise a pattern of bits.

    Some questions about bits have a famous short answer: `n & (n - 1)` drops the lowest one, and
    `n & (n >> 1)` finds two ones side by side.
    """
    n = r.name("number")
    label, said, short, long = r.pick(
        ("power_of_two", "exactly one bit of {} is 1", "@ > 0 and @ & (@ - 1) == 0",
         'bin(@).count("1") == 1'),
        ("neighbours", "two bits side by side of {} are 1", "@ & (@ >> 1) != 0", '"11" in bin(@)'),
        ("all_ones", "the binary form of {} consists of ones only", "@ > 0 and @ & (@ + 1) == 0",
         'set(bin(@)[2:]) == {"1"}'),
        ("even_parity", "an even number of bits of {} are 1",
         "functools.reduce(operator.xor, map(int, bin(@)[2:])) == 0",
         'bin(@).count("1") % 2 == 0'),
        ("palindrome", "the binary form of {} reads the same backwards",
         "bin(@)[2:] == bin(@)[:1:-1]", "list(f'{@:b}') == list(reversed(f'{@:b}'))"),
        ("alternating", "no two neighbouring bits of the binary form of {} are equal",
         "(@ ^ (@ >> 1)) + 1 == 1 << @.bit_length()",
         'not re.search("00|11", f"{@:b}") and @ > 0 or @ == 0'),
    )  # fmt: skip
    if label == "alternating":
        said += ", where 0 counts as such a number"
        long = 'all(a != b for a, b in zip(f"{@:b}", f"{@:b}"[1:]))'
    return Task(
        names=(f"has_{label}", f"is_{label}", f"{label}_bits", f"check_{label}"),
        takes={n: "int"},
        gives="bool",
        does=(f"Check whether {said.format(n)}.", f"Tell whether {said.format(n)}."),
        notes=(f"The argument {n} is not negative.",),
        solutions={
            "bitwise": f"return {short.replace('@', n)}",
            "text": f"return {long.replace('@', n)}",
        },
        inputs=[*_NUMBERS, 4, 7, 9, 11, 27, 31, 32, 42, 63, 64, r.randint(65, 999)],
    )


@family
def rearrange_bits(r: Draw) -> Task:
    """Move bits to other places.

    Shifting left and right moves all bits; what falls out at one end is put in at the other with
    `|`. Texts with a fixed number of binary digits do the same with slices.
    """
    n, size = r.name("number"), r.choice((4, 6, 8, 8, 16))
    k = r.randint(1, 3)
    top = (1 << size) - 1
    label, said, short, text = r.pick(
        ("reversed", "with the bits in reverse order", "", "@[::-1]"),
        (f"rotated_left_{k}", f"with the bits moved {k} to the left, those that fall out coming in"
         " at the right", f"(# << {k} | # >> {size - k}) & {top}", f"@[{k}:] + @[:{k}]"),
        (f"rotated_right_{k}", f"with the bits moved {k} to the right, those that fall out coming"
         " in at the left", f"(# >> {k} | # << {size - k}) & {top}", f"@[-{k}:] + @[:-{k}]"),
        ("inverted", "with every bit inverted", f"# ^ {top}",
         '"".join("1" if b == "0" else "0" for b in @)'),
        ("halves_swapped", "with its upper and lower half exchanged",
         f"# >> {size // 2} | (# & {(1 << size // 2) - 1}) << {size // 2}",
         f"@[{size // 2}:] + @[:{size // 2}]"),
    )  # fmt: skip
    bits = r.pick("bits", "digits", "text")
    first = f"return {short.replace('#', n)}" if short else (
        f"result = 0\nfor _ in range({size}):\n    result = result << 1 | {n} & 1\n"
        f"    {n} >>= 1\nreturn result")  # fmt: skip
    return Task(
        names=(f"{label}_bits", f"bits_{label}", f"{label}_{size}_bits", f"byte_{label}"),
        takes={n: "int"},
        gives="int",
        does=(
            f"Return {n}, seen as {size} bits, {said}.",
            f"Compute the number of {size} bits that arises from {n} {said}.",
        ),
        solutions={
            "shifts": first,
            "text": f'{bits} = f"{{{n}:0{size}b}}"\nreturn int({text.replace("@", bits)}, 2)',
        },
        inputs=[0, 1, 2, 3, top, top - 1, top >> 1, 1 << (size - 1), *r.integers(5, 0, top)],
    )  # fmt: skip


@family
def subset_masks(r: Draw) -> Task:
    """Use a number as a set.

    Bit i tells whether the item at index i belongs to the set. Counting from 0 to 2 ** n - 1
    therefore goes through all subsets of n items.
    """
    items, mask = (
        r.pick("items", "names", "tools", "options", "colors"),
        r.pick("mask", "flags", "bits"),
    )
    label, said, gives, short, loop = r.pick(
        ("chosen", "a list of the chosen items", "list[str]",
         "[@[i] for i in range(len(@)) if # >> i & 1]", "append"),
        ("left_out", "a list of the items that are not chosen", "list[str]",
         "[@[i] for i in range(len(@)) if not # >> i & 1]", "other"),
        ("text", "a text with the chosen items, joined by '+'", "str",
         '"+".join(@[i] for i in range(len(@)) if # >> i & 1)', "text"),
        ("lengths", "the total length of the chosen items", "int",
         "sum(len(@[i]) for i in range(len(@)) if # >> i & 1)", "length"),
    )  # fmt: skip
    short = short.replace("@", items).replace("#", mask)
    found, item = r.pick("found", "result", "picked"), r.pick("item", "word", "entry")
    test = f"{mask} % 2 == {0 if loop == 'other' else 1}"
    end = {"text": f'"+".join({found})', "length": f"sum(map(len, {found}))"}.get(loop, found)
    pool = [
        r.sample(("red", "blue", "green", "pink", "gold", "cyan", "gray"), n) for n in (3, 4, 4)
    ]
    inputs = [(pool[0], m) for m in (0, 1, 2, 3, 4, 5, 6, 7)]
    inputs += [(row, r.randrange(16)) for row in pool[1:] for _ in range(2)]
    return Task(
        names=(f"{label}_by_{mask}", f"{items}_{label}", f"{label}_of_{mask}"),
        takes={items: "list[str]", mask: "int"},
        gives=gives,
        does=(
            f"Return {said}, when bit i of {mask} (counted from 0, the lowest) tells whether item i"
            f" of {items} is chosen.",
            f"Read {mask} as a choice from {items}, with the lowest bit for the first of them, and"
            f" return {said}.",
        ),
        solutions={
            "shift": f"return {short}",
            "halving": f"""
                {found} = []
                for {item} in {items}:
                    if {test}:
                        {found}.append({item})
                    {mask} //= 2
                return {end}
                """,
        },
        inputs=inputs,
    )
