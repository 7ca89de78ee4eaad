"""Letters as numbers, shifted and substituted."""

from hornbook.generate.procedural import Draw, Task, family


@family
def letter_numbers(r: Draw) -> Task:
    """Turn letters into numbers.

    `ord` gives the code of a character and `chr` the character of a code. The letters have
    consecutive codes, so `ord(ch) - ord("a")` numbers them from zero.
    """
    word, start = r.name("word"), r.pick(0, 1, 1)
    label, said, gives, code, update, empty = r.pick(
        ("numbers", "the numbers of the letters of {}", "list[int]", "[{} for ch in @]",
         "result.append({})", "[]"),
        ("sum", "the sum of the numbers of the letters of {}", "int", "sum({} for ch in @)",
         "result += {}", "0"),
        ("largest", "the largest of the numbers of the letters of {}, or 0 for no letters", "int",
         "max([0] + [{} for ch in @])", "result = max(result, {})", "0"),
        ("text", "the numbers of the letters of {}, each followed by a dot, as one text", "str",
         '"".join(str({}) + "." for ch in @)', 'result += str({}) + "."', '""'),
    )  # fmt: skip
    number = 'ord(ch) - ord("a")' + (" + 1" if start else "")
    place = '"abcdefghijklmnopqrstuvwxyz".index(ch)' + (" + 1" if start else "")
    return Task(
        names=(f"letter_{label}", f"{label}_of_letters", f"alphabet_{label}"),
        takes={word: "str"},
        gives=gives,
        does=(f"Return {said.format(word)}, where 'a' counts {start}, 'b' {start + 1} and so on.",),
        notes=r.pick((), (f"All characters of {word} are lowercase letters.",)),
        solutions={
            "ord": f"return {code.format(number).replace('@', word)}",
            "index": f"""
                result = {empty}
                for ch in {word}:
                    {update.format(place)}
                return result
                """,
        },
        inputs=["", "a", "z", "ab", "ba", *r.words(5)],
    )


@family
def shift_letters(r: Draw) -> Task:
    """Shift letters along the alphabet.

    The remainder modulo 26 leads from 'z' back to 'a'. Other characters stay as they are.
    """
    text, k, back = r.name("text"), r.randint(1, 25), r.coin(0.3)
    upper = r.coin(0.3)
    first = "A" if upper else "a"
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if upper else "abcdefghijklmnopqrstuvwxyz"
    sign, direction = ("-", "backward") if back else ("+", "forward")
    case = "uppercase" if upper else "lowercase"
    return Task(
        names=(f"shift_{case}_{direction}", f"shift_by_{k}", f"move_letters_{direction}"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Replace every {case} letter of {text} by the one {k} places {direction} in the"
            " alphabet, going round at its end.",
        ),
        notes=("All other characters stay as they are.",),
        solutions={
            "loop": f"""
                result = ""
                for ch in {text}:
                    if "{first}" <= ch <= "{alphabet[-1]}":
                        place = (ord(ch) - ord("{first}") {sign} {k}) % 26
                        result += chr(ord("{first}") + place)
                    else:
                        result += ch
                return result
                """,
            "find": f"""
                letters = "{alphabet}"
                result = ""
                for ch in {text}:
                    place = letters.find(ch)
                    result += ch if place < 0 else letters[(place {sign} {k}) % 26]
                return result
                """,
        },
        inputs=[
            *(t.upper() if upper else t for t in r.texts()),
            alphabet[:3],
            alphabet[-3:],
            "Hi 5!",
        ],
    )


@family
def substitute(r: Draw) -> Task:
    """Replace characters by a table.

    A dictionary says what each character becomes; `get(ch, ch)` keeps those that it doesn't
    list. `str.maketrans` and `translate` do the same for a whole text.
    """
    text, size = r.name("text"), r.randint(2, 4)
    old = r.sample("aeiostlr", size)
    new = r.sample("4310572xyz", size)
    listed = ", ".join(f"{a!r} by {b!r}" for a, b in zip(old, new, strict=True))
    table = ", ".join(f'"{a}": "{b}"' for a, b in zip(old, new, strict=True))
    chain = "".join(f'.replace("{a}", "{b}")' for a, b in zip(old, new, strict=True))
    return Task(
        names=("substitute", "encode_letters", "replace_by_table", "disguise"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return {text} with these letters replaced: {listed}.",
            f"Replace in {text} {listed}, and keep all other characters.",
        ),
        solutions={
            "dictionary": f"""
                table = {{{table}}}
                return "".join(table.get(ch, ch) for ch in {text})
                """,
            "replace": f"return {text}{chain}",
            "translate": f"""
                codes = str.maketrans("{"".join(old)}", "{"".join(new)}")
                return {text}.translate(codes)
                """,
        },
        inputs=[*r.texts(), "".join(old), "street tales", "asteroid"],
    )
