"""Find the way through nested dictionaries."""

from hornbook.generate.procedural import Draw, Task, family

_KEYS = "name size color price owner city street code unit kind day hour".split()


@family
def get_by_path(r: Draw) -> Task:
    """Follow a path of keys.

    Each key leads one level deeper. When a key is missing, or when there is no dictionary any
    more to look into, a default is the answer.
    """
    tree, path = r.pick(("data", "path"), ("tree", "keys"), ("settings", "names"),
                        ("config", "steps"), ("document", "way"), ("record", "route"))  # fmt: skip
    default, dotted = r.pick(0, -1, None, "?", "none", "missing", 99), r.coin()
    steps = f'{path}.split(".")' if dotted else path
    shown = repr(default).replace("'", '"')
    a, b, c = r.sample(_KEYS, 3)
    data = {a: {b: {c: 5}, c: 7}, b: 3}
    ways = [[a, b, c], [a, c], [b], [a, b, a], [c], [b, c], [a, c, b], [b, a, a]]
    join = ".".join
    inputs: list[object] = [(data, join(way) if dotted else way) for way in ways]
    inputs += [({a: n}, a if dotted else [a]) for n in range(2)]
    inputs += [({}, a if dotted else [a])]
    return Task(
        names=("get_by_path", "deep_get", "look_up_path", f"find_in_{tree}"),
        takes={tree: "dict[str, object]", path: "str" if dotted else "list[str]"},
        gives="object",
        does=(
            f"Return what stands in the nested dictionary {tree} at the end of {path}, "
            f"{'keys joined by dots' if dotted else 'a list of keys'}, or {default!r} if there is"
            " nothing.",
            f"Follow {path}{', whose keys are separated by dots,' if dotted else ''} into the"
            f" nested dictionary {tree} and return the value found, or {default!r} if the way ends"
            " too early.",
        ),
        solutions={
            "loop": f"""
                value = {tree}
                for key in {steps}:
                    if not isinstance(value, dict) or key not in value:
                        return {shown}
                    value = value[key]
                return value
                """,
            "exceptions": f"""
                value = {tree}
                try:
                    for key in {steps}:
                        value = value[key]
                except (KeyError, TypeError):
                    return {shown}
                return value
                """,
        },
        inputs=inputs,
    )


@family
def set_by_path(r: Draw) -> Task:
    """Put a value into a nested dictionary.

    On the way down, missing dictionaries are made. Copying each level that changes leaves the
    original as it was.
    """
    tree, path, value = r.pick(
        ("data", "path", "value"), ("tree", "keys", "new"), ("settings", "names", "value"),
        ("config", "steps", "number"), ("document", "way", "leaf"), ("record", "route", "entry"),
    )  # fmt: skip
    add, level = r.coin(), r.pick("inner", "level", "current", "node", "place")
    what = f"increased by {value} (a missing number counts as 0)" if add else f"set to {value}"
    last = f"{level}.get(key, 0) + {value}" if add else value
    deep = f"({tree} or 0) + {value}" if add else value
    a, b, c = r.sample(_KEYS, 3)
    return Task(
        names=("set_by_path", "deep_set", "put_at_path", f"update_{tree}"),
        takes={tree: "dict[str, object]", path: "list[str]", value: "int"},
        gives="dict[str, object]",
        does=(
            f"Return a copy of the nested dictionary {tree} in which the number at the end of"
            f" {path}, a list of keys, is {what}.",
            f"Change a copy of the nested dictionary {tree}, in which the number that the keys of"
            f" {path} lead to is {what}, and return it.",
        ),
        notes=(f"Missing dictionaries on the way are added; {tree} stays as it was.",),
        solutions={
            "loop": f"""
                result = dict({tree})
                {level} = result
                for key in {path}[:-1]:
                    {level}[key] = dict({level}.get(key, {{}}))
                    {level} = {level}[key]
                key = {path}[-1]
                {level}[key] = {last}
                return result
                """,
            "recursive": f"""
                def change(tree, keys):
                    if not keys:
                        return {deep.replace(tree, "tree")}
                    key, rest = keys[0], keys[1:]
                    below = tree.get(key) if tree else None
                    return {{**(tree or {{}}), key: change(below, rest)}}

                return change({tree}, {path})
                """,
        },
        inputs=[
            ({}, [a], 5), ({}, [a, b], 4), ({a: 3}, [a], 2), ({a: 3}, [b], 6),
            ({a: {b: 7}}, [a, b], 1),
            ({a: {b: 7}}, [a, c], 8), ({a: {b: {c: 2}}, b: 9}, [a, b, c], 3),
            ({a: {}}, [a, b, c], 2),
        ],
    )  # fmt: skip


@family
def path_to_value(r: Draw) -> Task:
    """Search for a value at any depth.

    The search looks into every dictionary on its way and gives back the keys that led to the
    value, from the outside to the inside.
    """
    tree, wanted = r.pick(("data", "wanted"), ("tree", "target"), ("settings", "value"),
                          ("config", "number"), ("nested", "goal"), ("menu", "item"))  # fmt: skip
    label, said, gives, yes, here, end = r.pick(
        ("path", "the list of keys on the way to it, or None", "list[str] | None", "[key]",
         "[key, *found]", "None"),
        ("path_text", "the keys on the way to it joined by '/', or an empty text", "str", "key",
         'key + "/" + found', '""'),
        ("depth", "how many keys lead to it, or 0", "int", "1", "found + 1", "0"),
    )  # fmt: skip
    inner = r.pick("inner", "node", "branch", "level", "part")
    shown = {"path": "[*path, key]", "path_text": '"/".join([*path, key])',
             "depth": "len(path) + 1"}[label]  # fmt: skip
    a, b, c = r.sample(_KEYS, 3)
    data = {a: 1, b: {a: 2, b: {c: 3}}, c: {c: 4, a: {}}}
    return Task(
        names=(f"{label}_to_value", f"find_{label}", f"{label}_of_{wanted}", f"search_{label}"),
        takes={tree: "dict[str, object]", wanted: "int"},
        gives=gives,
        does=(
            f"Search the nested dictionary {tree} for the number {wanted} and return {said} if it"
            " is missing.",
            f"Find the number {wanted} somewhere in the nested dictionary {tree}; return {said} if"
            " it isn't there.",
        ),
        notes=("No number occurs twice.",),
        solutions={
            "recursive": f"""
                def search({inner}):
                    for key, value in {inner}.items():
                        if value == {wanted}:
                            return {yes}
                        found = search(value) if isinstance(value, dict) else {end}
                        if found:
                            return {here}
                    return {end}

                return search({tree})
                """,
            "queue": f"""
                todo = [([], {tree})]
                for path, {inner} in todo:
                    for key, value in {inner}.items():
                        if value == {wanted}:
                            return {shown}
                        if isinstance(value, dict):
                            todo.append(([*path, key], value))
                return {end}
                """,
        },
        inputs=[({}, 1), *((data, n) for n in range(6)), ({a: {b: {c: {a: 9}}}}, 9)],
    )
