"""Small languages: sums, marks around a part."""

from hornbook.generate.procedural import Draw, Task, family


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
