"""Values as Python source, the same in every process."""

from __future__ import annotations

from hornbook.generate.procedural.task import Expression


def literal(value: object) -> str:
    """The source of a value; unlike ``repr``, the items of a set come sorted.

    Example:
        >>> literal({"b", "a"})
        "{'a', 'b'}"
    """
    text = repr(value)
    if "{" not in text and "set()" not in text and "Expression(" not in text:
        return text  # nothing in it needs care
    if isinstance(value, Expression):
        return value.code
    if isinstance(value, set):
        return "{" + ", ".join(sorted(map(literal, value))) + "}" if value else "set()"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(literal, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    return text
