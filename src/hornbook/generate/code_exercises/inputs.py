"""Inputs for a function, like those that its tests use and unlike them.

Own generators and no hypothesis: the function runs in the sandbox, so that nothing can be shrunk
or steered here, inputs have to be the same under every version of a library, and the values that
tests use say more about what a function takes than its types do. Numbers become negative only
where one was, lists hold what lists there held, and records keep their keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

LONGEST = 160  # characters of a call's arguments
_MOST_ITEMS = 6
_FAR = 60  # the largest number that is made up


@dataclass(frozen=True)
class Call:
    """The arguments of one call, as values of Python's own types."""

    positional: tuple[Any, ...]
    named: Mapping[str, Any] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The arguments as they stand between the parentheses of a call."""
        named = [f"{name}={source_of(value)}" for name, value in self.named.items()]
        return ", ".join([*map(source_of, self.positional), *named])


Constants = Sequence[int | str]


def similar_calls(
    calls: Sequence[Call], count: int, seed: str, constants: Constants = ()
) -> list[Call]:
    """Up to ``count`` calls that differ from ``calls`` and each other, the shortest first.

    All have the arguments of one of ``calls``, some of them changed. The same calls and seed
    give the same.

    Args:
        calls: to take after.
        count: how many are wanted.
        seed: of the draws.
        constants: numbers and texts of the program, around which it may do something else.
    """
    if not calls:
        return []
    r = Random(seed)
    samples: dict[tuple[int, int | str], list[Any]] = {}
    for call in calls:
        for place, value in _arguments(call):
            samples.setdefault((len(call.positional), place), []).append(value)
    samplers = {place: sampler(values, constants) for place, values in samples.items()}
    seen = {call.source for call in calls}
    found: list[Call] = []
    for _ in range(8 * count):
        call = _changed(r.choice(calls), samplers, r)
        source = call.source
        if source not in seen and len(source) <= LONGEST:
            seen.add(source)
            found.append(call)
            if len(found) == count:
                break
    return sorted(found, key=lambda call: len(call.source))


Sampler = Callable[[Random], Any]


def sampler(samples: Sequence[Any], constants: Constants = ()) -> Sampler:
    """Draws values like the samples: of their types, near to one of them or made of their parts.

    Args:
        samples: at least one.
        constants: numbers and texts that are drawn from as well.
    """
    kinds: dict[type, list[Any]] = {}
    for value in samples:
        kinds.setdefault(type(value), []).append(value)
    drawers = [_DRAWN[kind](values, constants) for kind, values in kinds.items()]
    return lambda r: r.choice(drawers)(r)


def source_of(value: object) -> str:
    """The source of a value of Python's own types; the items of a set come sorted."""
    match value:
        case set() | frozenset():
            items = ", ".join(sorted(map(source_of, value)))
            shown = f"{{{items}}}" if value else "set()"
            return f"frozenset({shown if value else ''})" if isinstance(value, frozenset) else shown
        case list():
            return f"[{', '.join(map(source_of, value))}]"
        case tuple():
            return f"({', '.join(map(source_of, value))}{',' if len(value) == 1 else ''})"
        case dict():
            pairs = (f"{source_of(key)}: {source_of(item)}" for key, item in value.items())
            return f"{{{', '.join(pairs)}}}"
    return repr(value)


def _arguments(call: Call) -> list[tuple[int | str, Any]]:
    return [*enumerate(call.positional), *call.named.items()]


def _changed(call: Call, samplers: Mapping[tuple[int, int | str], Sampler], r: Random) -> Call:
    """The call with one argument drawn anew, or with several."""
    number = len(call.positional)
    places = [place for place, _ in _arguments(call)]
    changed = set(r.sample(places, r.choice([1, 1, len(places)]))) if places else set()

    def value(place: int | str, old: object) -> Any:  # noqa: ANN401 - whatever a function takes
        return samplers[number, place](r) if place in changed else old

    return Call(
        tuple(value(place, old) for place, old in enumerate(call.positional)),
        {name: value(name, old) for name, old in call.named.items()},
    )


def _ints(samples: Sequence[int], constants: Constants) -> Sampler:
    least = min(0, *samples) if min(samples) < 0 else 0
    most = min(_FAR, max(10, *samples)) if max(samples) < _FAR else _FAR
    known = [*samples, *(each for each in constants if isinstance(each, int))]

    def draw(r: Random) -> int:
        near = r.choice(known) + r.choice([-1, 0, 1, 2])
        near = near if near >= least else 0
        far = r.randint(max(least, -most), most)
        return r.choice([near, near, r.choice([0, 1, 2]), far, -near if least else near])

    return draw


def _floats(samples: Sequence[float], constants: Constants) -> Sampler:
    least = min(0.0, *samples)
    known = [*samples, *(float(each) for each in constants if isinstance(each, int))]

    def draw(r: Random) -> float:
        near = r.choice(known) + r.choice([-1.0, -0.5, 0.0, 0.5, 1.0])
        return r.choice([max(near, least), 0.0, 1.0, float(r.randint(0, _FAR)) / 2])

    return draw


def _texts(samples: Sequence[str], constants: Constants) -> Sampler:
    known = [each for each in constants if isinstance(each, str)]
    letters: list[str] = sorted({*"".join([*samples, *known])}) or ["a"]
    words: list[str] = sorted({word for text in samples for word in text.split()}) or letters

    def draw(r: Random) -> str:
        text: str = r.choice(samples)
        at = r.randrange(len(text) + 1)
        match r.randrange(9 if known else 8):
            case 0:
                return text[:at] + text[at + 1 :]
            case 1:
                return text[:at] + r.choice(letters) + text[at:]
            case 2:
                return text[:at] + text[at : at + 1] + text[at:]
            case 3:
                return r.choice([text.upper(), text.lower(), text.swapcase(), text.title()])
            case 4:
                return text[::-1]
            case 5:
                return " ".join(r.choices(words, k=r.randint(1, 4)))
            case 8:
                return text[:at] + r.choice(known) + text[at:]
            case 6:
                return "".join(r.choices(letters, k=r.randint(0, 6)))
            case _:
                return r.choice(["", "a", text[:at], text[at:]])

    return draw


def _bytes(samples: Sequence[bytes], constants: Constants) -> Sampler:
    texts = _texts([sample.decode("latin-1") for sample in samples], constants)
    return lambda r: texts(r).encode("latin-1", "replace")


def _lists(samples: Sequence[Sequence[Any]], constants: Constants) -> Sampler:
    """Draws sequences of the samples' own type."""
    kind: Callable[[list[Any]], Any] = type(samples[0])
    items = [item for sample in samples for item in sample]
    # Where all samples are empty, nobody knows what they hold: numbers now, texts then.
    pools: list[list[Any]] = [items] if items else [[1, 2, 3], ["a", "b c"]]
    drawers = [sampler(pool, constants) for pool in pools]

    def draw(r: Random) -> Any:  # noqa: ANN401 - of the samples' type
        values, draw_item = list(r.choice(samples)), r.choice(drawers)
        match r.randrange(6) if values else 5:
            case 0:
                del values[r.randrange(len(values))]
            case 1:
                values.insert(r.randrange(len(values) + 1), r.choice(values))
            case 2:
                values[r.randrange(len(values))] = draw_item(r)
            case 3:
                r.shuffle(values)
            case 4:
                values.insert(r.randrange(len(values) + 1), draw_item(r))
            case _:
                values = [draw_item(r) for _ in range(r.randint(0, _MOST_ITEMS))]
        return kind(values)

    return draw


def _tuples(samples: Sequence[tuple[Any, ...]], constants: Constants) -> Sampler:
    """Tuples of one length have a meaning at each place; others are lists."""
    (length, *others) = {len(sample) for sample in samples}
    if others or not length:
        return _lists(samples, constants)
    places = [sampler([sample[place] for sample in samples], constants) for place in range(length)]

    def draw(r: Random) -> tuple[Any, ...]:
        sample = list(r.choice(samples))
        for place in r.sample(range(length), r.randint(1, length)):
            sample[place] = places[place](r)
        return tuple(sample)

    return draw


def _sets(samples: Sequence[Any], constants: Constants) -> Sampler:
    kind = type(samples[0])
    draw = _lists([sorted(sample, key=source_of) for sample in samples], constants)
    return lambda r: kind(draw(r))


def _dicts(samples: Sequence[dict[Any, Any]], constants: Constants) -> Sampler:
    """Dictionaries that all have the same keys keep them; others gain and lose some."""
    keys = list({key: None for sample in samples for key in sample})
    values: dict[Any, Sampler] = {
        key: sampler([sample[key] for sample in samples if key in sample], constants)
        for key in keys
    }
    fixed = len(samples) > 1 and all(len(sample) == len(keys) for sample in samples)
    draw_key = sampler(keys or ["a", "b"], constants)
    draw_value = sampler(
        [value for sample in samples for value in sample.values()] or [1, 2], constants
    )

    def draw(r: Random) -> dict[Any, Any]:
        made = dict(r.choice(samples))
        if made:
            key = r.choice(list(made))
            made[key] = values[key](r)
        if fixed:
            return made
        match r.randrange(3):
            case 0 if made:
                del made[r.choice(list(made))]
            case 1:
                made[draw_key(r)] = draw_value(r)
            case _:
                made = {r.choice(keys or ["a"]): draw_value(r) for _ in range(r.randint(0, 4))}
        return made

    return draw


_DRAWN: dict[type, Callable[[Any, Constants], Sampler]] = {
    bool: lambda samples, constants: lambda r: r.random() < 0.5,
    bytes: _bytes,
    dict: _dicts,
    float: _floats,
    frozenset: _sets,
    int: _ints,
    list: _lists,
    set: _sets,
    str: _texts,
    tuple: _tuples,
    type(None): lambda samples, constants: lambda r: None,
}
