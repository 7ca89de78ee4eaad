"""Version numbers: read, compared, raised."""

from hornbook.generate.procedural import Draw, Task, family


def _versions(r: Draw) -> list[str]:
    edges = ["0.0.0", "0.0.9", "0.9.9", "1.0.0", "9.9.9", "1.10.2", "10.0.1", "1.2.10"]
    return [*edges, *(".".join(str(r.randint(0, 12)) for _ in range(3)) for _ in range(4))]


@family
def read_version(r: Draw) -> Task:
    """Take a version number apart.

    `version.split(".")` gives its parts as texts. They have to become numbers before they are
    compared, because "10" comes before "9" in the alphabet.
    """
    v = r.pick("version", "release", "tag", "number")
    label, said, gives, short, place = r.pick(
        ("major", "the first number", "int", f'int({v}.split(".")[0])', "numbers[0]"),
        ("minor", "the second number", "int", f'int({v}.split(".")[1])', "numbers[1]"),
        ("patch", "the last number", "int", f'int({v}.split(".")[-1])', "numbers[2]"),
        ("parts", "all three numbers as a list", "list[int]",
         f'[int(part) for part in {v}.split(".")]', "numbers"),
        ("sum", "the sum of its three numbers", "int", f'sum(map(int, {v}.split(".")))',
         "numbers[0] + numbers[1] + numbers[2]"),
    )  # fmt: skip
    return Task(
        names=(f"{label}_of_version", f"version_{label}", f"read_{label}_version"),
        takes={v: "str"},
        gives=gives,
        does=(f"Return {said} of the version {v}, which is written like 1.4.12.",),
        solutions={
            "split": f"return {short}",
            "pattern": f"""
                numbers = [int(found) for found in re.findall("[0-9]+", {v})]
                return {place}
                """,
        },
        inputs=_versions(r),
    )


@family
def raise_version(r: Draw) -> Task:
    """Raise a version number.

    When one part grows by one, all parts after it start again at zero.
    """
    v = r.pick("version", "release", "tag", "current")
    place = r.randrange(3)
    label = ("major", "minor", "patch")[place]
    zeros = ", the parts after it being 0 again" if place < 2 else ""
    new = ["major", "minor", "patch"]
    new[place] += " + 1"
    new[place + 1 :] = ["0"] * (2 - place)
    shown = ".".join(part if part == "0" else "{" + part + "}" for part in new)
    return Task(
        names=(f"next_{label}_version", f"bump_{label}", f"raise_{label}_number"),
        takes={v: "str"},
        gives="str",
        does=(
            f"Return the version after {v} when its {label} number grows by one{zeros}.",
            f"Raise the {label} number of {v} by one{zeros}, and return the new version.",
        ),
        notes=("A version is written MAJOR.MINOR.PATCH.",),
        solutions={
            "unpack": f"""
                major, minor, patch = map(int, {v}.split("."))
                return f"{shown}"
                """,
            "list": f"""
                parts = [int(part) for part in {v}.split(".")]
                parts[{place}] += 1
                {f"parts[{place + 1}:] = [0] * {2 - place}" if place < 2 else ""}
                return ".".join(map(str, parts))
                """,
        },
        inputs=_versions(r),
    )


@family
def compare_versions(r: Draw) -> Task:
    """Compare version numbers.

    Lists of numbers are compared from left to right, the first difference decides. That is just
    what versions need.
    """
    a, b = r.twins()
    label, said, gives, short, end = r.pick(
        ("newer", f"the newer of the versions {a} and {b}", "str",
         f"max({a}, {b}, key=key)", (a, b, a)),
        ("older", f"the older of the versions {a} and {b}", "str",
         f"min({a}, {b}, key=key)", (b, a, a)),
        ("is_newer", f"True if version {a} is newer than {b}, otherwise False", "bool",
         f"key({a}) > key({b})", ("True", "False", "False")),
        ("at_least", f"True if version {a} is {b} or newer, otherwise False", "bool",
         f"key({a}) >= key({b})", ("True", "False", "True")),
    )  # fmt: skip
    pairs = [
        ("1.0.0", "1.0.0"), ("1.2.0", "1.10.0"), ("2.0.0", "10.0.0"), ("1.0.9", "1.0.10"),
        ("0.9.9", "1.0.0"), ("3.1.4", "3.1.3"), ("1.5.0", "1.4.9"),
    ]  # fmt: skip
    versions = _versions(r)
    return Task(
        names=(f"{label}_version", f"version_{label}", f"{label}_of_two_releases"),
        takes={a: "str", b: "str"},
        gives=gives,
        does=(f"Return {said}. Versions are written like 1.4.12.",),
        solutions={
            "lists": f"""
                def key(version):
                    return [int(part) for part in version.split(".")]

                return {short}
                """,
            "pairs": f"""
                for x, y in zip({a}.split("."), {b}.split(".")):
                    if int(x) > int(y):
                        return {end[0]}
                    if int(x) < int(y):
                        return {end[1]}
                return {end[2]}
                """,
        },
        inputs=[*pairs, *((y, x) for x, y in pairs), (versions[-1], versions[-2])],
    )


@family
def latest_version(r: Draw) -> Task:
    """Find the latest of many versions.

    `max` with a key compares the keys and gives the item, here the text itself.
    """
    vs = r.pick("versions", "releases", "tags")
    word, chosen, place = r.pick(("latest", "max", -1), ("earliest", "min", 0))
    within = r.coin(0.5)
    major = r.randint(1, 3)
    given = f" whose major number is {major}" if within else ""
    start = f'{vs} = [v for v in {vs} if v.split(".")[0] == "{major}"]' if within else ""
    test = f"if key[0] == {major}" if within else ""
    return Task(
        names=(f"{word}_version", f"{word}_release", f"find_{word}"),
        takes={vs: "list[str]"},
        gives="str | None",
        does=(f"Return the {word} version in {vs}{given}, or None if there is none.",),
        notes=("A version is written MAJOR.MINOR.PATCH, and no version occurs twice.",),
        solutions={
            "key": f"""
                {start}
                return {chosen}({vs}, key=lambda v: tuple(map(int, v.split("."))), default=None)
                """,
            "sort": f"""
                keys = [[int(part) for part in version.split(".")] for version in {vs}]
                keys = sorted(key for key in keys {test})
                return ".".join(map(str, keys[{place}])) if keys else None
                """,
        },
        inputs=[
            [], ["1.0.0"], ["4.0.0"], ["1.9.0", "1.10.0"], ["1.10.0", "1.9.0"],
            ["2.0.0", "1.99.99", "2.0.1"], ["3.0.9", "3.0.10", "3.0.8", "1.5.0"],
            ["1.0.0", "2.0.0", "3.0.0", "1.1.0", "2.2.0", "3.3.0"],
            list(dict.fromkeys(_versions(r))),
        ],
    )  # fmt: skip


@family
def versions_in_order(r: Draw) -> Task:
    """Sort version numbers.

    Sorting texts would put 1.10.0 before 1.9.0. A key of numbers sorts them as people do.
    """
    vs = r.pick("versions", "releases", "tags")
    back = r.coin()
    word, extra = ("newest first", ", reverse=True") if back else ("oldest first", "")
    return Task(
        names=(f"sort_versions_{word.replace(' ', '_')}", "order_releases", "versions_in_order"),
        takes={vs: "list[str]"},
        gives="list[str]",
        does=(f"Return {vs} in order, {word}.", f"Sort {vs} by their numbers, {word}."),
        notes=("A version is written MAJOR.MINOR.PATCH.",),
        solutions={
            "key": f"return sorted({vs}, key=lambda v: [int(p) for p in v.split('.')]{extra})",
            "pairs": f"""
                numbered = []
                for version in {vs}:
                    numbered.append((tuple(map(int, version.split("."))), version))
                numbered.sort({"reverse=True" if back else ""})
                return [version for _, version in numbered]
                """,
        },
        inputs=[
            [], ["1.0.0"], ["1.10.0", "1.9.0"], ["1.9.0", "1.10.0"], ["2.0.0", "1.0.0", "1.0.0"],
            ["0.0.10", "0.0.9", "0.1.0"], _versions(r), _versions(r)[::-1],
        ],
    )  # fmt: skip


@family
def compatible_versions(r: Draw) -> Task:
    """Decide whether versions fit together.

    By the rules of semantic versioning, releases with the same major number fit each other, as
    long as the one that is installed isn't older than the one that is needed.
    """
    have, need = r.pick(
        ("installed", "required"), ("current", "wanted"), ("found", "needed"), ("have", "need"),
        ("ours", "theirs"), ("offered", "asked"),
    )  # fmt: skip
    strict = r.coin()
    same = "major and the same minor number" if strict else "major number"
    parts = 2 if strict else 1
    return Task(
        names=("is_compatible", "versions_fit", "satisfies_requirement"),
        takes={have: "str", need: "str"},
        gives="bool",
        does=(
            f"Return True if version {have} has the same {same} as {need} and is not older,"
            " otherwise False.",
            f"Tell whether {have} will do where {need} is asked for: the {same}, and not older.",
            f"Decide whether {have} satisfies {need}, which takes the {same} and no older release.",
        ),
        notes=("A version is written MAJOR.MINOR.PATCH.",),
        solutions={
            "lists": f"""
                a = [int(part) for part in {have}.split(".")]
                b = [int(part) for part in {need}.split(".")]
                return a[:{parts}] == b[:{parts}] and a >= b
                """,
            "steps": f"""
                a = {have}.split(".")
                b = {need}.split(".")
                for i in range(3):
                    if int(a[i]) < int(b[i]):
                        return False
                    if int(a[i]) > int(b[i]):
                        return i >= {parts}
                return True
                """,
        },
        inputs=[
            ("1.2.3", "1.2.3"), ("1.2.4", "1.2.3"), ("1.2.2", "1.2.3"), ("1.3.0", "1.2.9"),
            ("1.1.9", "1.2.0"), ("2.0.0", "1.9.9"), ("1.9.9", "2.0.0"), ("1.10.0", "1.9.0"),
            ("1.2.10", "1.2.9"), ("10.0.0", "9.0.0"), ("0.0.1", "0.0.0"),
        ],
    )  # fmt: skip


@family
def version_kind_of_change(r: Draw) -> Task:
    """Name what changed between two releases.

    Parts are compared from the left; the first one that differs names the kind of change.
    """
    a, b = r.pick(
        ("before", "after"), ("old", "new"), ("previous", "current"), ("here", "there"),
    )  # fmt: skip
    words = r.pick(
        ("major", "minor", "patch", "none"),
        ("breaking", "feature", "fix", "same"),
        ("era", "edition", "correction", "nothing"),
        ("big", "middle", "small", "equal"),
    )
    return Task(
        names=("kind_of_change", "what_changed", "upgrade_kind"),
        takes={a: "str", b: "str"},
        gives="str",
        does=(
            f"Return {words[0]!r}, {words[1]!r} or {words[2]!r} when the first, second or third"
            f" number is the first in which {a} and {b} differ, and {words[3]!r} when they are"
            f" equal.",
            f"Compare {a} with {b} part by part and name the first difference: {words[0]!r},"
            f" {words[1]!r} or {words[2]!r}; {words[3]!r} if there is none.",
        ),
        notes=("A version is written MAJOR.MINOR.PATCH.",),
        solutions={
            "zip": f"""
                names = {list(words[:3])!r}
                for name, x, y in zip(names, {a}.split("."), {b}.split(".")):
                    if x != y:
                        return name
                return {words[3]!r}
                """,
            "branches": f"""
                x, y = {a}.split("."), {b}.split(".")
                if x[0] != y[0]:
                    return {words[0]!r}
                if x[1] != y[1]:
                    return {words[1]!r}
                return {words[2]!r} if x[2] != y[2] else {words[3]!r}
                """,
        },
        inputs=[
            ("1.0.0", "1.0.0"), ("1.0.0", "2.0.0"), ("1.0.0", "1.1.0"), ("1.0.0", "1.0.1"),
            ("1.2.3", "2.2.3"), ("1.2.3", "1.3.4"), ("1.2.3", "2.3.4"), ("4.5.6", "4.5.60"),
        ],
    )  # fmt: skip
