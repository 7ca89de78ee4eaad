"""Objects that hold others."""

from hornbook.generate.procedural import ClassTask, Draw, family


@family
def limited_stack(r: Draw) -> ClassTask:
    """Guard the state of an object.

    Methods are the only door to what an object keeps, so they can refuse what would break its
    rules.
    """
    limit, first = r.pick("limit", "size", "capacity", "room"), r.coin(0.4)
    kind, put, take = r.pick(("queue", "put", "take"), ("line", "join", "leave")) if first else (
        r.pick(("stack", "push", "pop"), ("pile", "put", "take"))
    )  # fmt: skip
    end = "first" if first else "last"
    return ClassTask(
        names=(f"Limited{kind.capitalize()}", f"Bounded{kind.capitalize()}", kind.capitalize()),
        called=kind,
        does=(f"A {kind} of integers that holds at most {limit} items.",),
        notes=r.pick((), (f"The item that was put in {end} comes out first.",)),
        methods={
            f"__init__({limit}: int)": f"Begin empty; hold at most {limit} items.",
            f"{put}(item: int) -> bool": "Put item in and return True, or return False if it is"
            " full.",
            f"{take}() -> int | None": f"Remove the item that was put in {end} and return it, or"
            " return None if there is none.",
            "__len__() -> int": "Return the number of items.",
        },
        solutions={
            "list": {
                "__init__": f"self.{limit} = {limit}\nself.items = []",
                put: f"if len(self.items) == self.{limit}:\n    return False\n"
                "self.items.append(item)\nreturn True",
                take: f"return self.items.pop({'0' if first else ''}) if self.items else None",
                "__len__": "return len(self.items)",
            },
            "deque": {
                "__init__": f"self.left = {limit}\nself.items = deque()",
                put: "if self.left == 0:\n    return False\nself.left -= 1\n"
                "self.items.append(item)\nreturn True",
                take: f"if not self.items:\n    return None\nself.left += 1\n"
                f"return self.items.pop{'left' if first else ''}()",
                "__len__": "return len(self.items)",
            },
        },
        scripts=[
            (f"{size}", f"{take}()", *(f"{put}({n})" for n in r.integers(size)), "len(@)",
             f"{put}({r.randint(40, 99)})", "len(@)", f"{take}()", "len(@)", f"{take}()",
             f"{put}({r.randint(40, 99)})", f"{take}()", f"{take}()",
             *(f"{put}({n})" for n in r.integers(size + 1)), "len(@)")
            for size in (0, 1, 2, 3, 4)
        ],
    )  # fmt: skip


@family
def store(r: Draw) -> ClassTask:
    """Hide a dictionary behind methods.

    The class gives the operations names from its own world, and decides what happens to keys
    that are missing.
    """
    k, verb = r.randint(1, 9), r.pick("add", "put", "receive")
    low = r.randint(2, 12)
    lacking, code, said = r.pick(
        ("0", "self.counts.get(name, 0)", "0 if there is none"),
        ("None", "self.counts.get(name)", "None if there is none"),
        ("-1", "self.counts.get(name, -1)", "-1 if there is none"),
    )
    rule, rare, each = r.pick(
        ("scarce", f"fewer than {low} pieces", f"count < {low}"),
        ("plenty", f"at least {low} pieces", f"count >= {low}"),
        ("even", "an even number of pieces", "count % 2 == 0"),
    )
    w = r.sample(("apple", "nail", "book", "lamp", "fig", "rope"), 3)
    return ClassTask(
        names=("Inventory", "Stock", "Storeroom", "Supplies"),
        called=r.pick("stock", "store", "inventory"),
        does=("A store that knows how many pieces of each thing it holds.",),
        methods={
            "__init__()": "Begin without any thing.",
            f"{verb}(name: str, count: int = {k}) -> None": "Add pieces of a thing.",
            "count(name: str) -> int | None" if lacking == "None" else "count(name: str) -> int":
            f"Return the number of pieces of a thing, {said}.",
            f"{rule}() -> list[str]": f"Return the sorted names of things with {rare}.",
            "__contains__(name: str) -> bool": "Return whether there ever was such a thing.",
        },
        solutions={
            "get": {
                "__init__": "self.counts = {}",
                verb: "self.counts[name] = self.counts.get(name, 0) + count",
                "count": f"return {code}",
                rule: f"return sorted(name for name, count in self.counts.items() if {each})",
                "__contains__": "return name in self.counts",
            },
            "if": {
                "__init__": "self.counts = {}",
                verb: "if name not in self.counts:\n    self.counts[name] = 0\n"
                "self.counts[name] += count",
                "count": f"if name in self.counts:\n    return self.counts[name]\nreturn {lacking}",
                rule: "found = []\nfor name in sorted(self.counts):\n"
                "    count = self.counts[name]\n"
                f"    if {each}:\n        found.append(name)\nreturn found",
                "__contains__": "return any(each == name for each in self.counts)",
            },
        },
        scripts=[
            ("", f"count({w[0]!r})", f"{verb}({w[0]!r}, {n})", f"{verb}({w[1]!r})", f"{rule}()",
             f"{verb}({w[2]!r}, {m})", f"{verb}({w[0]!r}, {m})", f"count({w[0]!r})",
             f"count({w[1]!r})", f"{rule}()", f"{w[1]!r} in @", f"{'zinc'!r} in @")
            for n, m in ((1, 2), (low, low - 1), (low + 1, low), r.integers(2, 1, 30))
        ] + [("", f"{rule}()", f"{w[1]!r} in @", f"{verb}({w[1]!r})", f"{rule}()")],
    )  # fmt: skip


@family
def cache_of(r: Draw) -> ClassTask:
    """Forget the oldest.

    A memory of limited size has to decide what goes first: what came first, or what was used
    least recently.
    """
    size, used = r.randint(2, 4), r.coin()
    oldest = "that was asked for or put in longest ago" if used else "that was put in longest ago"
    touch = "self.items[key] = self.items.pop(key)\n    " if used else ""
    touched = "self.keys.remove(key)\n    self.keys.append(key)\n    " if used else ""
    keys = "abcdef"
    return ClassTask(
        names=("Cache", "Memory", "RecentItems", "Shelf"),
        called=r.pick("cache", "memory", "shelf"),
        does=(f"A memory for at most {size} values by their keys.",),
        notes=(f"When a new key is one too many, the key {oldest} is forgotten.",),
        methods={
            "__init__()": "Begin empty.",
            "put(key: str, value: int) -> None": "Keep a value; a key that is put in again counts"
            " as new.",
            "get(key: str) -> int | None": "Return the value of a key, or None.",
            "keys_kept() -> list[str]": "Return the keys, the oldest first.",
        },
        solutions={
            "dict": {
                "__init__": "self.items = {}",
                "put": f"self.items.pop(key, None)\nself.items[key] = value\n"
                f"if len(self.items) > {size}:\n    del self.items[next(iter(self.items))]",
                "get": f"if key in self.items:\n    {touch}return self.items[key]\nreturn None",
                "keys_kept": "return list(self.items)",
            },
            "lists": {
                "__init__": "self.keys = []\nself.values = {}",
                "put": "if key in self.values:\n    self.keys.remove(key)\n"
                "self.keys.append(key)\nself.values[key] = value\n"
                f"if len(self.keys) > {size}:\n    del self.values[self.keys.pop(0)]",
                "get": f"if key in self.values:\n    {touched}return self.values[key]\nreturn None",
                "keys_kept": "return self.keys[:]",
            },
        },
        scripts=[
            ("", *(f"put({key!r}, {r.randint(0, 99)})" for key in keys[:size]), "keys_kept()",
             f"get({keys[place]!r})", f"put({keys[size]!r}, 5)", f"get({keys[0]!r})",
             f"get({keys[1]!r})", f"put({keys[size - 1]!r}, 7)", "keys_kept()",
             f"put({keys[size + 1]!r}, 8)", "keys_kept()", f"get({keys[size - 1]!r})")
            for place in (0, 1, size - 1, size)
        ] + [("", "keys_kept()", "get('a')", "put('a', 1)", "get('a')", "put('a', 2)",
              "keys_kept()", "get('a')")],
    )  # fmt: skip


@family
def grid(r: Draw) -> ClassTask:
    """Walk about on a grid.

    The state is a place; each command changes it, and the edges set limits.
    """
    size, wraps = r.randint(3, 8), r.coin()
    edge = "comes back in on the other side" if wraps else "stays where it is"
    names = r.pick(("up", "down"), ("left", "right"), ("back", "forward"))
    low = f"(self.place - 1) % {size}" if wraps else "max(self.place - 1, 0)"
    high = f"(self.place + 1) % {size}" if wraps else f"min(self.place + 1, {size - 1})"
    low_if = f"{size - 1}" if wraps else "0"
    high_if = "0" if wraps else f"{size - 1}"
    begin = r.randrange(size)
    return ClassTask(
        names=("Walker", "Robot", "Marker", "Piece"),
        called=r.pick("walker", "robot", "piece"),
        does=(f"Something that moves on places 0 to {size - 1}, beginning at {begin}.",),
        notes=(f"Where a step would leave the places, it {edge}.",),
        methods={
            "__init__()": f"Begin at place {begin}.",
            f"{names[0]}() -> int": "Go one place lower and return the place.",
            f"{names[1]}() -> int": "Go one place higher and return the place.",
            "visited() -> set[int]": "Return all places where it has been.",
        },
        solutions={
            "compute": {
                "__init__": f"self.place = {begin}\nself.seen = {{{begin}}}",
                names[0]: f"self.place = {low}\nself.seen.add(self.place)\nreturn self.place",
                names[1]: f"self.place = {high}\nself.seen.add(self.place)\nreturn self.place",
                "visited": "return set(self.seen)",
            },
            "if": {
                "__init__": f"self.path = [{begin}]",
                names[0]: f"place = self.path[-1]\nplace = {low_if} if place == 0 else place - 1\n"
                "self.path.append(place)\nreturn place",
                names[1]: f"place = self.path[-1]\nplace = {high_if} if place == {size - 1} else"
                " place + 1\nself.path.append(place)\nreturn place",
                "visited": "return set(self.path)",
            },
        },
        scripts=[
            ("", "visited()", *(f"{names[0]}()" for _ in range(a)), "visited()",
             *(f"{names[1]}()" for _ in range(b)), "visited()", f"{names[0]}()")
            for a, b in ((0, size + 1), (size + 1, 0), (1, 1), (begin + 1, 2), (0, size - begin))
        ],
    )  # fmt: skip
