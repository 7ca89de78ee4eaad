"""Ciphers and codes: tables, transpositions, checks, escapes."""

from hornbook.generate.procedural import Draw, Task, family


@family
def column_cipher(r: Draw) -> Task:
    """Write in rows and read in columns.

    A text written line by line into a grid and read column by column is hard to read. A slice with
    a step takes a column without any grid.
    """
    text, k = r.name("text"), r.randint(2, 5)
    back = r.coin()
    columns = r.pick("columns", "parts", "strips", "pieces")
    order = f"range({k - 1}, -1, -1)" if back else f"range({k})"
    rows = f"[{text}[i : i + {k}] for i in range(0, len({text}), {k})]"
    source = f"reversed({columns})" if back else columns
    said = "from the last to the first column" if back else "from the first to the last column"
    return Task(
        names=("column_cipher", f"read_{k}_columns", "transpose_text", "scramble"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Write {text} into rows of {k} characters and return what stands in the columns,"
            f" {said}.",
            f"Encode {text}: it is written in lines of {k} characters and read column by column,"
            f" {said}.",
        ),
        solutions={
            "slices": f'return "".join({text}[i::{k}] for i in {order})',
            "grid": f"""
                rows = {rows}
                {columns} = list(itertools.zip_longest(*rows, fillvalue=""))
                return "".join("".join(column) for column in {source})
                """,
        },
        inputs=[
            "",
            "a",
            "abcdef"[:k],
            "abcdefg"[: k + 1],
            "abcdefghijkl",
            "abcdefghijklm",
            *r.texts()[2:],
        ],
    )


@family
def zigzag_code(r: Draw) -> Task:
    """Turn words around by a rule.

    Each word is changed on its own, and the sentence is put together again. Rules of secret
    languages are of this kind.
    """
    text = r.name("text")
    extra, k = r.pick("ay", "o", "um", "ix", "ki", "po"), r.randint(2, 4)
    label, said, code, other = r.pick(
        ("first_last", f"its first character moved to its end and {extra!r} added",
         'word[1:] + word[0] + "{e}"', 'f"{{word[1:]}}{{word[:1]}}{e}"'),
        ("reversed_long", f"it reversed if it has more than {k} characters",
         "word[::-1] if len(word) > {k} else word",
         '"".join(reversed(word)) if word[{k}:] else word'),
        ("doubled_ends", "its last character written twice", "word + word[-1]",
         "word[:-1] + word[-1] * 2"),
        ("inserted", f"{extra!r} put after its first character", 'word[0] + "{e}" + word[1:]',
         'f"{{word[:1]}}{e}{{word[1:]}}"'),
        ("swapped", "its first and its second half exchanged (the second is the longer one)",
         "word[len(word) // 2 :] + word[: len(word) // 2]",
         '"".join(word[len(word) // 2 + i - len(word)] for i in range(len(word)))'),
    )  # fmt: skip
    code, other = code.format(e=extra, k=k), other.format(e=extra, k=k)
    out = r.pick("words", "coded", "result", "changed")
    return Task(
        names=(f"{label}_words", f"secret_{label}", f"speak_{label}", f"encode_{label}"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return {text} with, in place of each word, {said}.",
            f"Translate {text} into a secret language: each word becomes a word with {said}."
            if label in ("first_last", "doubled_ends", "inserted", "swapped")
            else f"Change {text} word by word: write for each {said}.",
        ),
        notes=("Words are separated by single spaces.",),
        solutions={
            "join": f'return " ".join({code} for word in {text}.split())',
            "loop": f"""
                {out} = []
                for word in {text}.split():
                    {out}.append({other})
                return " ".join({out})
                """,
        },
        inputs=["", "a", "ab cd", "abc", "abcd efg", "one three seventeen", *(r.sentence(n) for n in
                (1, 2, 3, 4))],
    )  # fmt: skip


@family
def check_digit(r: Draw) -> Task:
    """Add a digit that reveals mistakes.

    The check digit is computed from all other digits. Who mistypes one of them gets another check
    digit, and the mistake is found.
    """
    digits, m = r.pick("digits", "code", "number", "card", "label"), r.pick(7, 9, 10, 8)
    (a, b) = r.pick((1, 3), (3, 1), (2, 1), (1, 2), (3, 7), (4, 3))
    label, said, gives, end = r.pick(
        ("check_digit", "the check digit", "int", "total % {m}"),
        ("with_check_digit", "{d} with the check digit at its end", "str",
         "{d} + str(total % {m})"),
        ("complement", f"what is missing from the sum to the next multiple of {m} (0 if it is one)",
         "int", "-total % {m}"),
    )  # fmt: skip
    said, end = said.format(d=digits), end.format(d=digits, m=m)
    sum_said = (
        f"the sum of all digits, those at even positions (0, 2, ...) times {a} and the others times"
        f" {b}"
    )
    rule = f"the sum is {sum_said}" if label == "complement" else (
        f"the check digit is {sum_said}, modulo {m}"
    )  # fmt: skip
    weight = r.pick("weight", "factor", "times", "w")
    return Task(
        names=(label, f"{label}_of_{digits}", f"compute_{label}", f"{label}_modulo_{m}"),
        takes={digits: "str"},
        gives=gives,
        does=(
            f"Return {said} of {digits}, where {rule}.".replace(f"{said} of {digits}", said, 1)
            if label == "with_check_digit" else f"Return {said} for {digits}, where {rule}.",
            f"Compute {said}, for a text of digits, where {rule}.",
        ),
        solutions={
            "slices": f"""
                total = {a} * sum(map(int, {digits}[::2])) + {b} * sum(map(int, {digits}[1::2]))
                return {end}
                """,
            "loop": f"""
                total = 0
                for i, digit in enumerate({digits}):
                    {weight} = {a} if i % 2 == 0 else {b}
                    total += {weight} * int(digit)
                return {end}
                """,
        },
        inputs=["", "0", "1", "01", "10", "9", "12345", "98765", "4444", "13", "031",
                *(str(r.randint(10, 99999)) for _ in range(4))],
    )  # fmt: skip


@family
def escape_characters(r: Draw) -> Task:
    """Escape what has a meaning of its own.

    Characters with a special meaning get a mark in front of them, and the mark itself does, too.
    Reading back, the mark says to take the next character as it is.
    """
    text, mark = r.name("text"), r.pick("%", "~", "^", "!", "#", "@")
    special = r.pick(";", ",", "=", "&", "|", "/", "*")
    back = r.coin()
    out = r.pick("result", "out", "written", "clean")
    m, s = mark, special
    codes = [
        "x~y",
        "",
        "a",
        s,
        m,
        f"a{s}b",
        f"a{m}b",
        f"{m}{s}",
        f"{s}{s}x",
        f"q{m}{m}{s}",
        r.sentence(2) + s,
    ]
    escaped = [c.replace(m, m + m).replace(s, m + s) for c in codes]
    solutions = (
        {
            "flag": f"""
                {out} = ""
                literal = False
                for ch in {text}:
                    if ch == "{m}" and not literal:
                        literal = True
                    else:
                        {out} += ch
                        literal = False
                return {out}
                """,
            "iterator": f"""
                {out} = []
                characters = iter({text})
                for ch in characters:
                    {out}.append(next(characters) if ch == "{m}" else ch)
                return "".join({out})
                """,
        }
        if back
        else {
            "replace": f'return {text}.replace("{m}", "{m}{m}").replace("{s}", "{m}{s}")',
            "loop": f"""
                {out} = ""
                for ch in {text}:
                    if ch in "{m}{s}":
                        {out} += "{m}"
                    {out} += ch
                return {out}
                """,
        }
    )
    verb = "unescape" if back else "escape"
    return Task(
        names=(f"{verb}_text", verb, f"{verb}_special", f"{verb}_{text}"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return {text} without its escapes: each {m!r} is left out, and the character after it"
            " is taken as it is.",
            f"Decode {text}, in which {m!r} stands before a {s!r} or {m!r} that is meant literally,"
            f" by leaving that {m!r} out.",
        )
        if back
        else (
            f"Return {text} with {m!r} in front of each {s!r} and each {m!r}.",
            f"Insert {m!r} before every {s!r} and every {m!r} of {text}.",
        ),
        solutions=solutions,
        inputs=escaped if back else codes,
    )
