"""Commands that push and pop, and waiting lines."""

from hornbook.generate.procedural import Draw, Task, family


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
