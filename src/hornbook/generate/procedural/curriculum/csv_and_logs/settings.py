"""Settings: key=value lines, sections, comments, overrides."""

from hornbook.generate.procedural import Draw, Task, family


@family
def read_settings(r: Draw) -> Task:
    """Read settings, skipping comments.

    Empty lines and comments are passed over; every other line is cut at its first equals sign,
    and spaces around both parts are stripped.
    """
    text, mark, note = r.name("text"), r.pick("=", ":", "->", ":="), r.pick("#", ";", "//", "%")
    first, only = r.coin(0.3), r.coin(0.4)
    said = "first" if first else "last"
    put = "settings.setdefault(key, value)" if first else "settings[key] = value"
    text_lines = [
        "", f"a{mark}1", f"{note} x{mark}2", f"a {mark} 1\n\nb{mark}2",
         f"  {note} no\n k {mark}v w ",
        f"a{mark}1\na{mark}2\nb{mark}3", f"p{mark}q{mark}r",
         f"n{mark}\n{note}{note}\nm{mark}5 {note} x",
        "\n".join(f"{r.word()} {mark} {r.randint(1, 50)}" for _ in range(3)),
    ]  # fmt: skip
    settings = r.pick("settings", "options", "values", "found", "result")
    put = put.replace("settings", settings)
    lower = ".lower()" if only else ""
    return Task(
        names=("read_settings", "parse_options", "load_config", "settings_of_text"),
        takes={text: "str"},
        gives="dict[str, str]",
        does=(
            f"Return a dictionary of the settings in {text}, one 'key {mark} value' to a line,"
            f"{' with keys in lower case and' * only} without spaces around keys and values.",
            f"Read the lines of {text} as 'key {mark} value' into a dictionary, stripping the"
            f" spaces around both{' and turning keys to lower case' * only}.",
        ),
        notes=(
            f"Empty lines and lines that start with {note!r} are skipped.",
            f"If a key occurs twice, the {said} one counts.",
        ),
        solutions={
            "loop": f"""
                {settings} = {{}}
                for line in {text}.split("\\n"):
                    line = line.strip()
                    if not line or line.startswith("{note}"):
                        continue
                    key, _, value = line.partition("{mark}")
                    key, value = key.strip(){lower}, value.strip()
                    {put}
                return {settings}
                """,
            "comprehension": f"""
                lines = [line.strip() for line in {text}.splitlines()]
                kept = [line for line in lines if line and line[:{len(note)}] != "{note}"]
                {"kept = kept[::-1]" if first else ""}
                pairs = [line.split("{mark}", 1) for line in kept]
                found = {{key.strip(){lower}: value.strip() for key, value in pairs}}
                return {"{key: found[key] for key in reversed(found)}" if first else "found"}
                """,
        },
        inputs=[*text_lines, f"Key{mark}X\nkey{mark}Y", f"B{mark}1\nc{mark}2"],
    )  # fmt: skip


@family
def sections_of_settings(r: Draw) -> Task:
    """Read settings that stand in sections.

    A line in brackets opens a section, and the lines after it belong to it until the next one.
    The loop remembers which section it is in.
    """
    lines = r.pick("lines", "rows", "config", "file_lines", "document")
    left, right = r.pick(("[", "]"), ("<", ">"), ("(", ")"), ("==", "=="))
    label, said, gives, new, add = r.pick(
        ("lines", "the list of its lines", "dict[str, list[str]]", "[]", "{s}[name].append(line)"),
        ("sizes", "the number of its lines", "dict[str, int]", "0", "{s}[name] += 1"),
        ("lengths", "the number of characters in its lines", "dict[str, int]", "0",
         "{s}[name] += len(line)"),
        ("last", "its last line (or an empty text)", "dict[str, str]", '""', "{s}[name] = line"),
    )  # fmt: skip
    s, top = (
        r.pick("sections", "parts", "chapters", "result"),
        r.pick("top", "main", "start", "none"),
    )
    a, b = len(left), len(right)
    fold = {
        "lines": "inside", "sizes": "len(inside)", "lengths": 'len("".join(inside))',
        "last": '[""][0] if not inside else inside[-1]',
    }[label]  # fmt: skip
    if label == "last":
        fold = '["", *inside][-1]'
    first, second = r.word(), r.word()
    samples = [
        [], ["x"], [f"{left}a{right}"], [f"{left}a{right}", "x=1", "y=2"],
        ["q", f"{left}{first}{right}", "x", f"{left}{second}0{right}", "yy", "z"],
        [f"{left}b{right}", f"{left}c{right}", "w", "ww"], ["one", "two", f"{left}k{right}"],
        [f"{left}a{right}", "p", f"{left}b{right}", "q", f"{left}a{right}", "rrr"],
    ]  # fmt: skip
    return Task(
        names=(f"{label}_of_sections", f"section_{label}", f"read_sections_{label}"),
        takes={lines: "list[str]"},
        gives=gives,
        does=(
            f"Return a dictionary from each section of {lines} to {said}. The line"
            f" '{left}name{right}' begins the section of that name; lines before the first one"
            f" belong to {top!r}, which is always there.",
            f"Split {lines} into sections that begin with a line '{left}name{right}', the first"
            f" of them being {top!r}, and map each name to {said}.",
        ),
        notes=("A section that comes again goes on.",),
        solutions={
            "loop": f"""
                name = "{top}"
                {s} = {{name: {new}}}
                for line in {lines}:
                    if line.startswith("{left}"):
                        name = line[{a}:-{b}]
                        {s}.setdefault(name, {new})
                    else:
                        {add.format(s=s)}
                return {s}
                """,
            "groups": f"""
                {s} = {{"{top}": []}}
                inside = {s}["{top}"]
                for line in {lines}:
                    if line[:{a}] == "{left}":
                        inside = {s}.setdefault(line.removeprefix("{left}")[:-{b}], [])
                    else:
                        inside.append(line)
                return {{name: {fold} for name, inside in {s}.items()}}
                """,
        },
        inputs=samples,
    )


@family
def override_settings(r: Draw) -> Task:
    """Let later settings override earlier ones.

    Defaults come first, then what the user says. Only known names count, and a minus sign takes a
    setting away.
    """
    defaults, changes = r.pick(("defaults", "changes"), ("settings", "overrides"), ("base",
     "updates"),
                               ("config", "arguments"), ("standard", "wishes"))  # fmt: skip
    mark, minus = r.pick("=", ":", "~"), r.pick("-", "!", "no:", "del ")
    known = r.coin()
    rule = f" if it is in {defaults}" if known else ""
    test = f"key in {defaults}" if known else "key"
    strict = f"if {test}:\n            " if known else ""
    base = {"color": "red", "size": "5", "name": "x"}
    return Task(
        names=("override", "apply_changes", "final_settings", f"update_{defaults}"),
        takes={defaults: "dict[str, str]", changes: "list[str]"},
        gives="dict[str, str]",
        does=(
            f"Return a copy of {defaults} after {changes}: 'key{mark}value' sets the value of a key"
            f"{rule}, and '{minus}key' removes the key, if it is there.",
            f"Apply {changes} to a copy of {defaults}, where 'key{mark}value' gives a key a new"
            f" value{rule} and '{minus}key' takes it away.",
        ),
        solutions={
            "branches": f"result = dict({defaults})\nfor change in {changes}:\n"
            f'    if change.startswith("{minus}"):\n'
            f"        result.pop(change[{len(minus)}:], None)\n    else:\n"
            f'        key, _, value = change.partition("{mark}")\n'
            f"        {strict}result[key] = value\nreturn result",
            "new dictionary": f"""
                result = {{**{defaults}}}
                for change in {changes}:
                    name = change.removeprefix("{minus}")
                    if name != change:
                        result = {{key: result[key] for key in result if key != name}}
                        continue
                    key, value = change.split("{mark}", 1)
                    {f"result = {{**result, key: value}} if {test} else result" if known else
                     "result = {**result, key: value}"}
                return result
                """,
        },
        inputs=[
            ({}, []), ({}, [f"a{mark}1"]), (base, []), (base, [f"size{mark}7"]), (base,
             [f"{minus}name"]),
            (base, [f"{minus}zoo"]), (base, [f"new{mark}1", f"color{mark}blue", f"{minus}size"]),
            (base, [f"{minus}size", f"size{mark}9"]), (base, [f"name{mark}a{mark}b"]),
            ({"k": "v"}, [f"k{mark}w", f"k{mark}u"]),
        ],
    )  # fmt: skip
