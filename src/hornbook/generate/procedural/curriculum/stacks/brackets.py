"""What was opened last is closed first: undo, brackets, open questions."""

from hornbook.generate.procedural import Draw, Task, family


@family
def undo_typing(r: Draw) -> Task:
    """Undo with a stack.

    A list works as a stack: `append` puts an item on top and `pop` takes the top one away. Before
    `pop`, make sure that there is one.
    """
    text, mark = r.name("text"), r.pick("<", "#", "-", "!", "~")
    all_ = r.coin(0.3)
    said = "everything typed so far" if all_ else "the character typed just before it, if any"
    loop = f"""
        stack = []
        for ch in {text}:
            if ch != "{mark}":
                stack.append(ch)
            elif stack:
                {"stack.clear()" if all_ else "stack.pop()"}
        return "".join(stack)
        """
    other = f"""
        result = ""
        for ch in {text}:
            if ch == "{mark}":
                result = {'""' if all_ else "result[:-1]"}
            else:
                result += ch
        return result
        """
    word = r.word()
    return Task(
        names=("apply_undo", "typed_text", "erase_marked", "resolve_deletions"),
        takes={text: "str"},
        gives="str",
        does=(
            f"Return what is left of the keystrokes in {text}, where {mark!r} deletes {said}.",
            f"Replay the keystrokes in {text}: {mark!r} erases {said}, and any other character"
            " is typed.",
        ),
        solutions={"stack": loop, "string": other},
        inputs=["", mark, f"a{mark}", f"ab{mark}c", f"{mark}{mark}x", word]
        + [f"{word}{mark * r.randint(1, 3)}{r.word()}" for _ in range(3)],
    )


@family
def bracket_question(r: Draw) -> Task:
    """Follow how brackets open and close.

    A counter goes up at an opening bracket and down at a closing one. It must never become
    negative, and it has to end at zero.
    """
    text = r.name("text")
    left, right = r.pick(("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"))
    label, said, gives, end, fail = r.pick(
        ("balanced", f"Check whether every {left!r} in @ is closed by a later {right!r} and none"
         " is closed that was not opened.", "bool", "depth == 0", "False"),
        ("deepest", f"Return how deeply the brackets {left!r} and {right!r} in @ are nested, or"
         " -1 if they don't match.", "int", "deepest if depth == 0 else -1", "-1"),
        ("open_at_end", f"Return how many {left!r} in @ are still open at its end, or -1 if a"
         f" {right!r} comes too early.", "int", "depth", "-1"),
    )  # fmt: skip
    result = (
        end.replace("depth", "len(stack)") if label != "deepest" else "deepest if not stack else -1"
    )
    return Task(
        names=(f"{label}_brackets", f"brackets_{label}", f"check_{label}"),
        takes={text: "str"},
        gives=gives,
        does=(said.replace("@", text),),
        notes=r.pick((), ("All other characters are ignored.",)),
        solutions={
            "counter": f"""
                depth = deepest = 0
                for ch in {text}:
                    if ch == "{left}":
                        depth += 1
                        deepest = max(deepest, depth)
                    elif ch == "{right}":
                        depth -= 1
                        if depth < 0:
                            return {fail}
                return {end}
                """,
            "stack": f"""
                stack = []
                deepest = 0
                for i, ch in enumerate({text}):
                    if ch == "{left}":
                        stack.append(i)
                        deepest = max(deepest, len(stack))
                    elif ch == "{right}":
                        if not stack:
                            return {fail}
                        stack.pop()
                return {result}
                """,
        },
        inputs=[
            "",
            left,
            right,
            f"{left}{right}",
            f"{right}{left}",
            f"a{left}b{right}c",
            f"{left}{left}{right}{right}",
            f"{left}{left}x{right}",
            f"{left}{right}{left}{left}{right}{right}",
            f"{left}{right}{right}",
        ],
    )


@family
def next_greater(r: Draw) -> Task:
    """Look ahead with a stack of open questions.

    Positions that still wait for an answer lie on a stack. A new item answers those on top that
    it fits, and then waits itself.
    """
    numbers = r.name("numbers")
    label, said, sign = r.pick(
        ("greater", "greater", ">"),
        ("smaller", "less", "<"),
        ("not_smaller", "at least as large", ">="),
    )
    than = "as" if label == "not_smaller" else "than"
    distance = r.coin(0.4)
    missing = r.pick("-1", "None", "0")
    value = "j - i" if distance else f"{numbers}[j]"
    what = "the number of steps to the next number" if distance else "the next number"
    return Task(
        names=(f"next_{label}", f"{'steps_to_' if distance else 'following_'}{label}"),
        takes={numbers: "list[int]"},
        gives="list[int | None]" if missing == "None" else "list[int]",
        does=(
            f"Return a list that holds, for each position of {numbers}, {what} after it that is"
            f" {said} {than} the number there, or {missing} if there is none.",
        ),
        solutions={
            "loops": f"""
                result = []
                for i in range(len({numbers})):
                    answer = {missing}
                    for j in range(i + 1, len({numbers})):
                        if {numbers}[j] {sign} {numbers}[i]:
                            answer = {value}
                            break
                    result.append(answer)
                return result
                """,
            "stack": f"""
                result = [{missing}] * len({numbers})
                waiting = []
                for j in range(len({numbers})):
                    while waiting and {numbers}[j] {sign} {numbers}[waiting[-1]]:
                        i = waiting.pop()
                        result[i] = {value}
                    waiting.append(j)
                return result
                """,
        },
        inputs=[*r.number_lists(), [1, 2, 3], [3, 2, 1], [2, 2, 5, 2]],
    )
