"""Paths: folders, names and endings in texts with slashes."""

from hornbook.generate.procedural import Draw, Task, family

FOLDERS = "home data notes music old new src docs tmp photos".split()
NAMES = "list song plan report draft cat main index readme".split()
ENDINGS = "txt py md csv png tar".split()


def _path(r: Draw, depth: int) -> str:
    name = f"{r.choice(NAMES)}.{r.choice(ENDINGS)}"
    return "/".join([*(r.choice(FOLDERS) for _ in range(depth)), name])


def _paths(r: Draw) -> list[str]:
    edges = ["plan.txt", "a/b", "a/b.c/d", "readme", "docs/old.plan.md", "x/y/z/main.py"]
    return [*edges, *(_path(r, depth) for depth in (0, 1, 2, 3))]


@family
def part_of_path(r: Draw) -> Task:
    """Take a path apart.

    The last slash divides the folder from the file's name, the last dot of the name its stem
    from its ending. `rpartition` splits at the last occurrence and is content if there is none.
    """
    p = r.pick("path", "file", "location", "place")
    label, said, short, long = r.pick(
        ("name", "what follows its last slash, or all of it if there is none",
         f'{p}.split("/")[-1]', "name"),
        ("folder", "what comes before its last slash, or an empty string if there is none",
         f'"/".join({p}.split("/")[:-1])', "folder"),
        ("ending", "what follows the last dot of its name, or an empty string if the name has none",
         f'{p}.split("/")[-1].split(".")[-1] if "." in {p}.split("/")[-1] else ""',
         'ending if dot else ""'),
        ("depth", "the number of folders that it names", f'{p}.count("/")',
         'len(folder.split("/")) if folder else 0'),
        ("top", "its first part, be it a folder or the name", f'{p}.split("/")[0]',
         '(folder or name).split("/")[0]'),
    )  # fmt: skip
    ending = label == "ending"
    return Task(
        names=(f"{label}_of_path", f"path_{label}", f"{label}_of_file"),
        takes={p: "str"},
        gives="int" if label == "depth" else "str",
        does=(f"Return the {label} of {p}: {said}.",),
        notes=("Parts of a path are divided by slashes.",),
        solutions={
            "split": f"return {short}",
            "partition": f"""
                folder, _, name = {p}.rpartition("/")
                {"stem, dot, ending = name.rpartition('.')" if ending else ""}
                return {long}
                """,
        },
        inputs=_paths(r),
    )


@family
def change_ending(r: Draw) -> Task:
    """Give a file another ending.

    `removesuffix` takes an ending off if it is there and otherwise leaves the text as it is.
    """
    p = r.pick("path", "file", "filename", "name")
    old, new = r.sample(ENDINGS, 2)
    label, said, short, then, otherwise = r.pick(
        ("replace", f"with .{new} in place of .{old}, or unchanged if it doesn't end in .{old}",
         f'{p}.removesuffix(".{old}") + (".{new}" if {p}.endswith(".{old}") else "")',
         f'{p}[:-{len(old)}] + "{new}"', p),
        ("remove", f"without the ending .{old}, or unchanged if it has another",
         f'{p}.removesuffix(".{old}")', f"{p}[:-{len(old) + 1}]", p),
        ("ensure", f"with .{old} added, unless it ends in that already",
         f'{p}.removesuffix(".{old}") + ".{old}"', p, f'{p} + ".{old}"'),
    )  # fmt: skip
    return Task(
        names=(f"{label}_ending", f"{label}_suffix_{old}", f"{label}_{old}"),
        takes={p: "str"},
        gives="str",
        does=(f"Return {p} {said}.",),
        solutions={
            "suffix": f"return {short}",
            "branch": f"""
                if {p}.endswith(".{old}"):
                    return {then}
                return {otherwise}
                """,
        },
        inputs=[
            f"plan.{old}", f"docs/a.{old}", f"plan.{new}", old, f"x{old}", f"a.{old}.{new}",
            f"a.{old}.{old}", f".{old}", "", *(_path(r, 1) for _ in range(3)),
        ],
    )  # fmt: skip


@family
def join_path(r: Draw) -> Task:
    """Put a path together.

    Exactly one slash stands between two parts, whether or not they bring their own.
    """
    ps = r.pick("parts", "pieces", "names", "folders")
    sign = r.pick("/", "/", ".", "::", "\\\\")
    lead = r.coin(0.4)
    shown = sign.replace("\\\\", "\\")
    said = f", with {shown!r} in front of the first, too" if lead else ""
    cases = [["a"], ["a", "b"], ["", "a"], ["a", ""], ["", ""], ["a", "", "b"], []]
    return Task(
        names=("join_path", "build_path", "path_of_parts"),
        takes={ps: "list[str]"},
        gives="str",
        does=(f"Return {ps} joined by {shown!r}, leaving out empty ones{said}.",),
        solutions={
            "join": f'return {f"{sign!r} + " if lead else ""}"{sign}".join(filter(None, {ps}))'
            if sign != "\\\\" or not lead
            else f'return "{sign}" + "{sign}".join(filter(None, {ps}))',
            "loop": f"""
                path = ""
                for part in {ps}:
                    if part:
                        if path:
                            path += "{sign}"
                        path += part
                return {f'"{sign}" + ' if lead else ""}path
                """,
        },
        inputs=[*cases, *(r.words(size) for size in (2, 3, 4))],
    )


@family
def tidy_path(r: Draw) -> Task:
    """Tidy a path up.

    A dot means the folder itself and can go. Two dots mean the folder above: they take away the
    part before them. A list that grows and shrinks at its end, a stack, does both.
    """
    p, up = r.pick("path", "location", "place", "route", "way"), r.coin(0.6)
    dots = (
        " Two dots take away the part before them; at the beginning they mean nothing."
        if up
        else ""
    )
    tests = ["a/b", "a/./b", "./a", "a//b", "", ".", "a/.", "/a", "a/b/"]
    ups = ["a/../b", "../a", "a/b/../../c", "a/..", "a/b/..", "a/../../b", "a/./../b"]

    def random() -> str:
        return "/".join(r.choice(["..", ".", "", "x", "y", "z"] if up else [".", "", "x", "y"])
                        for _ in range(r.randint(3, 6)))  # fmt: skip

    return Task(
        names=("tidy_path", "simplify_path", "clean_path"),
        takes={p: "str"},
        gives="str",
        does=(
            f"Return {p} without empty parts and parts that are a single dot.{dots}",
            f"Simplify {p}: leave out empty parts and single dots.{dots}",
            f"Return the shortest way to write {p}, in which nothing and a single dot are no"
            f" parts.{dots}",
        ),
        notes=("Parts of a path are divided by slashes.",),
        solutions={
            "stack": f"""
                parts = []
                for part in {p}.split("/"):
                    {"if part == '..':" if up else "if part in ('', '.'):"}
                        {"parts = parts[:-1]" if up else "continue"}
                    {"elif part not in ('', '.'):" if up else ""}
                    {"    " if up else ""}parts.append(part)
                return "/".join(parts)
                """,
            "backwards": f"""
                parts, skip = [], 0
                for part in reversed({p}.split("/")):
                    if part == "..":
                        skip += 1
                    elif part not in ("", "."):
                        if skip == 0:
                            parts.insert(0, part)
                        else:
                            skip -= 1
                return "/".join(parts)
                """
            if up
            else f"""
                return "/".join(part for part in {p}.split("/") if part and part != ".")
                """,
        },
        inputs=[*tests, *(ups if up else []), *(random() for _ in range(4))],
    )


@family
def common_folder(r: Draw) -> Task:
    """Find the folder that two paths share.

    Walking along both at once, the parts are equal up to some place; what comes before it is
    shared.
    """
    a, b = r.twins()
    label, said, gives, result, size = r.pick(
        ("shared", "the leading parts that {} and {} have in common, joined by slashes", "str",
         '"/".join(same)', '"/".join(x[:count])'),
        ("shared_count", "how many leading parts {} and {} have in common", "int",
         "len(same)", "count"),
        ("shared_parts", "a list of the leading parts that {} and {} have in common", "list[str]",
         "same", "x[:count]"),
    )  # fmt: skip
    pairs = [
        ("a/b/c", "a/b/d"), ("a/b", "a/b"), ("a", "b"), ("a/b", "a"), ("a", "a/b"),
        ("a/x/c", "b/x/c"), ("ab/c", "a/b/c"), ("a/b/c/d", "a/b/x/d"), ("docs/old", "docs/older"),
    ]  # fmt: skip
    return Task(
        names=(f"{label}_folders", f"{label}_of_paths", f"common_{label}"),
        takes={a: "str", b: "str"},
        gives=gives,
        does=(
            f"Return {said.format(a, b)}.",
            f"Compare the paths {a} and {b} part by part and return"
            f" {said.format('one', 'the other')}.",
        ),
        notes=("Parts of a path are divided by slashes.",),
        solutions={
            "zip": f"""
                same = []
                for x, y in zip({a}.split("/"), {b}.split("/")):
                    if x != y:
                        break
                    same.append(x)
                return {result}
                """,
            "count": f"""
                x, y = {a}.split("/"), {b}.split("/")
                count = 0
                while x[:count + 1] == y[:count + 1] and count < len(x):
                    count += 1
                return {size}
                """,
        },
        inputs=[*pairs, (_path(r, 2), _path(r, 2)), (_path(r, 1), _path(r, 3))],
    )


@family
def files_by_ending(r: Draw) -> Task:
    """Sort files by their endings.

    A dictionary of lists is the natural home of groups: the ending is the key.
    """
    fs = r.pick("files", "names", "filenames", "paths")
    label, said, gives, add, start, grow = r.pick(
        ("group", "a dictionary from each ending to the list of files with it",
         "dict[str, list[str]]", "groups[ending] = groups.get(ending, []) + [name]",
         "[]", ".append(name)"),
        ("count", "a dictionary from each ending to the number of files with it",
         "dict[str, int]", "groups[ending] = groups.get(ending, 0) + 1", "0", None),
    )  # fmt: skip
    update = "found[ending] += 1" if grow is None else f"found[ending]{grow}"
    return Task(
        names=(f"{label}_by_ending", f"{label}_files", f"endings_{label}"),
        takes={fs: "list[str]"},
        gives=gives,
        does=(
            f"Return {said} in {fs}. A file without a dot has the ending ''.",
            f"Make {said} in {fs}, where the ending of a name without a dot is ''.",
        ),
        notes=("The ending is what follows the last dot.",),
        solutions={
            "get": f"""
                groups = {{}}
                for name in {fs}:
                    ending = name.split(".")[-1] if "." in name else ""
                    {add}
                return groups
                """,
            "setdefault": f"""
                found = {{}}
                for name in {fs}:
                    stem, dot, ending = name.rpartition(".")
                    if not dot:
                        ending = ""
                    found.setdefault(ending, {start})
                    {update}
                return found
                """,
        },
        inputs=[
            [], ["plan"], ["a.txt"], ["a.txt", "b.txt", "c.md"], ["x.tar.gz", "x.gz", "gz"],
            ["readme", "main.py", "test.py", "docs"],
            *([_path(r, 0) for _ in range(n)] for n in (3, 5, 8)),
        ],
    )  # fmt: skip
