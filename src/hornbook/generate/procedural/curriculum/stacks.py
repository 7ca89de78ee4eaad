"""Stacks and queues: brackets, undo, waiting lines."""

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
def waiting_line(r: Draw) -> Task:
    """Serve a queue.

    In a queue the first to come is the first to leave. `deque` takes from the left quickly with
    `popleft`; a list does it with `pop(0)`.
    """
    names, k = r.name("words"), r.randint(2, 4)
    rounds = r.pick("turns", "rounds", "steps")
    label, said, result = r.pick(
        ("order", "the order in which they then stand", "list(line)"),
        ("front", "who then stands in front, or an empty text if nobody is there",
         'line[0] if line else ""'),
    )  # fmt: skip
    removes = r.coin(0.4)
    action = "leaves" if removes else "goes to the back"
    gives = "list[str]" if label == "order" else "str"
    step = "line.popleft()" if removes else "line.append(line.popleft())"
    list_step = "line.pop(0)" if removes else "line.append(line.pop(0))"
    return Task(
        names=(f"{label}_of_line", f"line_after_{rounds}", f"{label}_after_{rounds}"),
        takes={names: "list[str]", rounds: "int"},
        gives=gives,
        does=(
            f"Let the people in {names} wait in line; {rounds} times whoever stands in front"
            f" {action}. Return {said}.",
        ),
        notes=("Nothing happens when the line is empty.",),
        solutions={
            "deque": f"""
                line = deque({names})
                for _ in range({rounds}):
                    if line:
                        {step}
                return {result}
                """,
            "list": f"""
                line = list({names})
                for _ in range({rounds}):
                    if line:
                        {list_step}
                return {result}
                """,
        },
        inputs=[(list(dict.fromkeys(r.words(size))), r.randint(0, 6)) for size in range(7)]
        + [(["ann", "bob", "cy"], k)],
    )


@family
def stack_machine(r: Draw) -> Task:
    """Interpret commands with a stack.

    Each command is looked at in turn: numbers are pushed, and an operation takes its numbers
    from the top of the stack and pushes its result.
    """
    commands = r.pick("commands", "program", "instructions", "steps")
    chosen = r.sample(
        [
            ("add", "replaces the top two numbers by their sum", 2, "stack.pop() + stack.pop()"),
            ("mul", "replaces the top two numbers by their product", 2,
             "stack.pop() * stack.pop()"),
            ("max", "replaces the top two numbers by the larger one", 2,
             "max(stack.pop(), stack.pop())"),
            ("neg", "changes the sign of the top number", 1, "-stack.pop()"),
            ("inc", "adds 1 to the top number", 1, "stack.pop() + 1"),
            ("twice", "doubles the top number", 1, "2 * stack.pop()"),
        ],
        k=2,
    )  # fmt: skip
    (one, says_one, need_one, code_one), (two, says_two, need_two, code_two) = chosen
    first, second, third = (str(n) for n in r.integers(3, 2, 9))
    return Task(
        names=("run_stack_machine", "evaluate_commands", f"run_{one}_and_{two}"),
        takes={commands: "list[str]"},
        gives="list[int]",
        does=(
            f"Run the {commands} on an empty stack and return it: '{one}' {says_one}, '{two}'"
            f" {says_two}, and anything else is a number to push.",
        ),
        solutions={
            "branches": f"""
                stack = []
                for command in {commands}:
                    if command == "{one}":
                        stack.append({code_one})
                    elif command == "{two}":
                        stack.append({code_two})
                    else:
                        stack.append(int(command))
                return stack
                """,
            "slices": f"""
                stack = []
                for command in {commands}:
                    if command == "{one}":
                        {_on_slice(code_one, need_one)}
                    elif command == "{two}":
                        {_on_slice(code_two, need_two)}
                    else:
                        stack = stack + [int(command)]
                return stack
                """,
        },
        inputs=[
            [],
            [first],
            [first, second],
            [first, second, one],
            [first, second, two],
            [first, second, third, two, one],
            [first, second, third, one, two],
        ],
    )


def _on_slice(code: str, need: int) -> str:
    """The same operation without ``pop``."""
    for place in range(1, need + 1):
        code = code.replace("stack.pop()", f"stack[-{place}]", 1)
    return f"stack = stack[:-{need}] + [{code}]"


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
