"""Parsing: lines with fields, settings, small languages."""

from hornbook.generate.procedural import Draw, Task, family


@family
def parse_pairs(r: Draw) -> Task:
    """Read settings from a text.

    The text is split twice: first into entries, then each entry at its first separator.
    `partition` splits once and never fails.
    """
    text = r.pick("text", "line", "settings", "config")
    outer, inner = r.pick(";", ",", "&", "|", "\\n"), r.pick("=", ":", "->")
    number = r.coin()
    said_outer = "line breaks" if outer == "\\n" else repr(outer)
    value = "int(value)" if number else "value"
    sep = "\n" if outer == "\\n" else outer

    def sample(size: int) -> str:
        keys = dict.fromkeys(r.words(size))
        return sep.join(f"{key}{inner}{r.randint(0, 99) if number else r.word()}" for key in keys)

    return Task(
        names=("parse_settings", "read_pairs", "parse_entries", "text_to_dict"),
        takes={text: "str"},
        gives="dict[str, int]" if number else "dict[str, str]",
        does=(
            f"Return a dictionary from {text}, whose entries are separated by {said_outer} and"
            f" have the form key{inner}value.",
        ),
        notes=(
            *(("The values are integers.",) if number else ()),
            "An empty text gives an empty dictionary.",
        ),
        solutions={
            "loop": f"""
                result = {{}}
                for entry in {text}.split("{outer}"):
                    if entry:
                        key, value = entry.split("{inner}")
                        result[key] = {value}
                return result
                """,
            "comprehension": f"""
                if not {text}:
                    return {{}}
                parts = [entry.partition("{inner}") for entry in {text}.split("{outer}")]
                return {{key: {value} for key, _, value in parts}}
                """,
        },
        inputs=["", *(sample(size) for size in (1, 2, 2, 3, 4))],
    )


@family
def parse_numbers(r: Draw) -> Task:
    """Read numbers from a text.

    `split` cuts the text at the separator, and `int` ignores spaces around a number.
    """
    text, test = r.name("text"), r.number_condition()
    gap = r.pick(",", ";", " ", "/", "|")
    label, said, gives, wrap = r.pick(
        ("sum", "the sum of the numbers", "int", "sum(@)"),
        ("list", "a list of the numbers", "list[int]", "@"),
        ("largest", "the largest of the numbers", "int | None",
         "max(@, default=None)"),
        ("count", "the number of the numbers", "int", "len(@)"),
    )  # fmt: skip
    some = r.coin()
    which = f" that are {test.before or test.after.removeprefix('of ')}" if some else ""
    guard = f" if {test('n')}" if some else ""
    said_gap = "spaces" if gap == " " else repr(gap)
    lists = r.number_lists(test.near)
    return Task(
        names=(f"parse_{label}", f"{label}_from_text", f"read_{label}"),
        takes={text: "str"},
        gives=gives,
        does=(
            f"Return {said} in {text}{which}, where {text} holds integers separated by {said_gap}.",
        ),
        notes=("Without any, return None.",) if label == "largest" else (),
        solutions={
            "comprehension": f"""
                parts = {text}.split({"" if gap == " " else repr(gap)})
                numbers = [int(part) for part in parts if part]
                chosen = [n for n in numbers{guard}]
                return {wrap.replace("@", "chosen")}
                """,
            "loop": f"""
                chosen = []
                for part in {text}.split("{gap}"):
                    if part == "":
                        continue
                    n = int(part)
                    {f"if {test('n')}:" if some else "chosen.append(n)"}
                    {"    chosen.append(n)" if some else ""}
                return {wrap.replace("@", "chosen")}
                """,
        },
        inputs=[gap.join(map(str, numbers)) for numbers in lists],
    )


@family
def table_column(r: Draw) -> Task:
    """Read one column of a table.

    Lines are the rows of the table, and splitting a line gives its cells. Columns are counted
    from zero, as indices are.
    """
    text = r.pick("table", "text", "csv", "data")
    gap, column, head = r.pick(",", ";", "|", ":"), r.randint(0, 2), r.coin()
    label, said, gives, wrap = r.pick(
        ("values", "a list of the texts", "list[str]", "{}"),
        ("total", "the sum of the integers", "int", "sum(int(cell) for cell in {})"),
        ("longest", "the length of the longest text", "int", "max(len(cell) for cell in {})"),
        ("distinct", "the number of distinct texts", "int", "len(set({}))"),
    )
    nth = ("first", "second", "third")[column]

    def sample(size: int) -> str:
        rows = [gap.join(str(r.randint(0, 120)) for _ in range(3)) for _ in range(size)]
        return "\n".join(([gap.join(("1", "22", "333"))] if head else []) + rows)

    return Task(
        names=(f"{label}_of_{nth}_column", f"{nth}_column_{label}", f"column_{label}"),
        takes={text: "str"},
        gives=gives,
        does=(
            f"Return {said} in the {nth} column of {text}, whose lines hold three cells each,"
            f" separated by {gap!r}.",
        ),
        notes=("The first line is a heading and is skipped.",) if head else (),
        solutions={
            "comprehension": f"""
                lines = {text}.split("\\n"){"[1:]" if head else ""}
                cells = [line.split("{gap}")[{column}] for line in lines]
                return {wrap.format("cells")}
                """,
            "loop": f"""
                cells = []
                for line in {text}.splitlines():
                    parts = line.split("{gap}")
                    cells.append(parts[{column}])
                {"cells = cells[1:]" if head else ""}
                return {wrap.format("cells")}
                """,
        },
        inputs=[sample(size) for size in (1, 1, 2, 3, 4)],
    )


@family
def small_sums(r: Draw) -> Task:
    """Evaluate a small expression.

    The expression is read from left to right: every operator applies to the result so far and
    the number behind it.
    """
    text = r.pick("expression", "formula", "text", "line")
    plus, minus = r.pick(("+", "-"), ("plus", "minus"), ("add", "sub"), ("up", "down"))
    times = r.pick("", "*", "times")
    more = f", {times!r} multiplies" if times else ""
    branch = (
        f"""elif operator == "{times}":
                        result *= number"""
        if times
        else ""
    )
    case = f', "{times}": result * number' if times else ""
    operators = [plus, minus, *([times] if times else [])]

    def sample(size: int) -> str:
        parts = [str(r.randint(0, 20))]
        for _ in range(size):
            parts += [r.choice(operators), str(r.randint(0, 9))]
        return " ".join(parts)

    return Task(
        names=(
            "evaluate",
            "calculate",
            "compute_expression",
            f"evaluate_{plus}_and_{minus}" if plus.isalpha() else "evaluate_sums",
        ),
        takes={text: "str"},
        gives="int",
        does=(
            f"Evaluate {text} from left to right: {plus!r} adds, {minus!r} subtracts{more}."
            " Numbers and operators are separated by single spaces.",
        ),
        solutions={
            "branches": f"""
                parts = {text}.split()
                result = int(parts[0])
                for i in range(1, len(parts), 2):
                    operator, number = parts[i], int(parts[i + 1])
                    if operator == "{plus}":
                        result += number
                    elif operator == "{minus}":
                        result -= number
                    {branch}
                return result
                """,
            "dictionary": f"""
                parts = {text}.split(" ")
                result = int(parts[0])
                for operator, part in zip(parts[1::2], parts[2::2]):
                    number = int(part)
                    cases = {{"{plus}": result + number, "{minus}": result - number{case}}}
                    result = cases[operator]
                return result
                """,
        },
        inputs=["7", f"1 {plus} 2", f"1 {minus} 2", *(sample(size) for size in (1, 2, 2, 3, 4))],
    )


@family
def between_marks(r: Draw) -> Task:
    """Cut out what stands between two marks.

    `find` gives the position of a mark, or -1; a second argument says where to begin looking.
    """
    text = r.name("text")
    left, right = tuple(r.pick("[]", "()", "<>", "##", "''", "||", "::"))
    every = r.coin()
    missing = r.pick("''", "None") if not every else ""
    found = missing.replace("'", '"')
    says = (
        f"Return a list of the parts of {text} that stand between {left!r} and the next {right!r}."
        if every
        else f"Return what stands in {text} between the first {left!r} and the next {right!r} after"
        f" it, or {missing if missing == 'None' else 'an empty text'} if they are not both there."
    )
    loop_one = f"""
        start = {text}.find("{left}")
        end = {text}.find("{right}", start + 1)
        if start < 0 or end < 0:
            return {found}
        return {text}[start + 1:end]
        """
    split_one = f"""
        _, mark, rest = {text}.partition("{left}")
        inside, end, _ = rest.partition("{right}")
        return inside if mark and end else {found}
        """
    loop_all = f"""
        parts = []
        start = {text}.find("{left}")
        while start >= 0:
            end = {text}.find("{right}", start + 1)
            if end < 0:
                break
            parts.append({text}[start + 1:end])
            start = {text}.find("{left}", end + 1)
        return parts
        """
    state_all = f"""
        parts = []
        current = None
        for ch in {text}:
            if current is None:
                if ch == "{left}":
                    current = ""
            elif ch == "{right}":
                parts.append(current)
                current = None
            else:
                current += ch
        return parts
        """
    a, b, c = r.words(3)
    return Task(
        names=("all_between_marks", "marked_parts") if every else ("between_marks", "marked_part"),
        takes={text: "str"},
        gives="list[str]" if every else "str" if missing == "''" else "str | None",
        does=(says,),
        solutions={"find": loop_all, "states": state_all}
        if every
        else {"find": loop_one, "partition": split_one},
        inputs=[
            "",
            a,
            f"{left}{a}{right}",
            f"{a} {left}{b}{right} {c}",
            f"{left}{a}",
            f"{a}{right}{b}",
            f"{left}{a}{right}{left}{b}{right}",
            f"x{left}{right}y{left}{c}{right}z",
        ],
    )
