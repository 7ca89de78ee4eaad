"""Lines that belong together, and the words of a command."""

from hornbook.generate.procedural import Draw, Task, family


@family
def continued_lines(r: Draw) -> Task:
    """Join lines that belong together.

    A mark at the end of a line says that it goes on in the next one, or spaces at the beginning
    say that it continues the one before.
    """
    lines, joint = (
        r.pick("lines", "rows", "text_lines", "script", "source"),
        r.pick(" ", "", "|", ", "),
    )
    mark = r.pick("+", "_", "&", ",", "~", "^")
    said = f"with {joint!r} between them" if joint else "without anything between them"
    out = r.pick("result", "joined", "whole", "logical")
    samples = [
        [], ["a"], [f"a{mark}", "b"], [f"a{mark}", f"b{mark}", "c", "d"], ["a", f"b{mark}"],
        ["x", f"y{mark}", "z", f"w{mark}", "v"], [f"a{mark}b", "c"], [mark, mark, "q"], ["",
         f"k{mark}", ""],
        [f"{r.word()}{mark}", r.word(), r.word()],
    ]  # fmt: skip
    return Task(
        names=("join_continued", "continued_lines", "unfold_lines", "logical_lines"),
        takes={lines: "list[str]"},
        gives="list[str]",
        does=(
            f"Return {lines} with each line that ends in {mark!r} joined to the next one, {said}"
            f" and without the {mark!r}.",
            f"Join every line of {lines} that ends in {mark!r} with the following line, {said},"
            f" dropping the {mark!r} itself.",
        ),
        notes=(f"At the end of the last line {mark!r} is just dropped.",),
        solutions={
            "flag": f"""
                {out} = []
                open_line = False
                for line in {lines}:
                    part = line.removesuffix("{mark}")
                    if open_line:
                        {out}[-1] += {f'"{joint}" + part' if joint else "part"}
                    else:
                        {out}.append(part)
                    open_line = line.endswith("{mark}")
                return {out}
                """,
            "groups": f"""
                groups = [[]]
                for line in {lines}:
                    if line[-1:] == "{mark}":
                        groups[-1].append(line[:-1])
                    else:
                        groups[-1].append(line)
                        groups.append([])
                return ["{joint}".join(group) for group in groups if group]
                """,
        },
        inputs=samples,
    )


@family
def command_options(r: Draw) -> Task:
    """Read the options of a command.

    Words that begin with two dashes are options, with a value behind an equals sign or without
    one. All others are plain arguments.
    """
    words, dash = (
        r.pick("words", "arguments", "args", "parts", "tokens"),
        r.pick("--", "-", "/", "+"),
    )
    label, said, gives = r.pick(
        ("both", "a tuple of the list of plain arguments and the dictionary of options",
         "tuple[list[str], dict[str, str]]"),
        ("options", "the dictionary of options", "dict[str, str]"),
        ("plain", "the list of plain arguments", "list[str]"),
    )  # fmt: skip
    yes, n = r.pick("yes", "on", "true", "1"), len(dash)
    end = {"both": "plain, options", "options": "options", "plain": "plain"}[label]
    keep, take = label != "options", label != "plain"
    samples = [
        [], ["a"], [f"{dash}x"], [f"{dash}x=1"], ["a", f"{dash}v", "b", f"{dash}size=3"],
        [f"{dash}p=q=r", "z"], [f"{dash}a=1", f"{dash}a=2", "f"], ["k=v", f"{dash}k="], ["x", "y"],
        [f"{r.word()}{dash}", f"{dash}{r.word()}={r.randint(1, 9)}"],
    ]  # fmt: skip
    return Task(
        names=(f"parse_{words}", f"{label}_of_command", f"read_{label}", f"command_{label}"),
        takes={words: "list[str]"},
        gives=gives,
        does=(
            f"Return {said} in {words}. An option is '{dash}name=value' or '{dash}name', whose"
            " value"
            f" is then {yes!r}; every other word is a plain argument.",
            f"Split {words} into plain arguments and options ('{dash}name=value', or '{dash}name'"
            f" for the value {yes!r}), and return {said}.",
        ),
        notes=("The last of several equal names counts.",) if take else (),
        solutions={
            "loop": f"""
                {"plain = []" if keep else ""}
                {"options = {}" if take else ""}
                for word in {words}:
                    if {"not " if not take else ""}word.startswith("{dash}"):
                        {f'name, found, value = word[{n}:].partition("=")' if take else
                         "plain.append(word)"}
                        {f'options[name] = value if found else "{yes}"' if take else ""}
                    {"else:" if keep and take else ""}
                        {"plain.append(word)" if keep and take else ""}
                return {end}
                """,
            "comprehension": f"""
                {f"plain = [word for word in {words} if word[:{n}] != '{dash}']" if keep else ""}
                {f"given = [word[{n}:] for word in {words} if word.startswith('{dash}')]"
                 if take else ""}
                {f"pairs = [word if '=' in word else word + '={yes}' for word in given]"
                 if take else ""}
                {"options = dict(pair.split('=', 1) for pair in pairs)" if take else ""}
                return {end}
                """,
        },
        inputs=samples,
    )  # fmt: skip
