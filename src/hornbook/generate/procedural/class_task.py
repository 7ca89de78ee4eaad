"""What one class is to do: a draw of a family whose exercise is a class, not a function."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from hornbook.generate.procedural.annotations import abstract_names, typing_style

Script = tuple[str, ...]
_METHOD = re.compile(r"(?:(@\w+) )?(\w+)\((.*)\)(?: -> (.+))?")


@dataclass(frozen=True, kw_only=True)
class ClassTask:
    """A description of one class.

    Attributes:
        names: names that would suit the class, in CapWords.
        called: what an object of it is called in tests and examples: ``stack``.
        does: ways to say what it is, each a noun phrase ("A stack of …").
        methods: what each public method does ("Put item on top."), by its signature without
            ``self``: ``push(item: int) -> bool``, ``__init__(size: int)``, ``@property area() ->
            float``.
        solutions: bodies by style and then by the name of the method, two or more styles. A
            method that only one style has is given by its signature. A body names its own class
            ``Solve``.
        scripts: what to try, simple ones first. Each begins with the arguments of the
            constructor; every further step is an expression whose value is compared, or a
            statement. ``push(1)`` is short for ``@.push(1)``, where ``@`` stands for the object.
        notes: sentences that follow any of ``does``.
        raises: the name of an exception that some of the steps cause.
        bases: what it inherits from.
    """

    names: tuple[str, ...]
    called: str
    does: tuple[str, ...]
    methods: Mapping[str, str]
    solutions: Mapping[str, Mapping[str, str]]
    scripts: Sequence[Script]
    notes: tuple[str, ...] = ()
    raises: str = ""
    bases: str = ""
    takes: Mapping[str, str] = field(default_factory=dict, init=False)

    @property
    def calls(self) -> Sequence[Script]:
        """What is tried, as for functions."""
        return self.scripts

    @property
    def head(self) -> str:
        """The line that begins the class, named ``Solve``."""
        return f"class Solve({self.bases}):" if self.bases else "class Solve:"


@dataclass(frozen=True)
class Method:
    """A method's signature, taken apart.

    Attributes:
        decorator: ``@property``, or nothing.
        takes: parameters after ``self`` with their annotations, as written.
        gives: the type of the result, or nothing.
    """

    decorator: str
    name: str
    takes: str
    gives: str

    @property
    def bare(self) -> str:
        """The parameters without their types."""
        return ", ".join(_bare(self.takes))

    @property
    def call(self) -> str:
        """How prose mentions it: ``push(item)``, or ``area`` where it is a property."""
        return self.name if self.decorator == "@property" else f"{self.name}({self.bare})"

    def line(self, typing: str) -> str:
        """The line that begins it, after its decorator."""
        takes, gives = (self.takes, self.gives) if typing != "untyped" else (self.bare, "")
        if typing == "typing":
            takes, gives = typing_style(takes)[0], typing_style(gives)[0]
        first = {"@staticmethod": "", "@classmethod": "cls"}.get(self.decorator, "self")
        gives = gives or ("None" if self.name == "__init__" and typing != "untyped" else "")
        arrow = f" -> {gives}" if gives else ""
        lines = [self.decorator] if self.decorator else []
        return "\n".join(
            [*lines, f"def {self.name}({', '.join(filter(None, (first, takes)))}){arrow}:"]
        )


@cache
def method(signature: str) -> Method:
    """Take a signature apart.

    Raises:
        ValueError: when it isn't one.
    """
    found = _METHOD.fullmatch(signature)
    if found is None:
        raise ValueError(f"{signature!r} is not a method's signature")
    return Method(*(part or "" for part in found.groups()))


@cache
def _bare(takes: str) -> tuple[str, ...]:
    (function,) = ast.parse(f"def f({takes}): pass").body
    assert isinstance(function, ast.FunctionDef)
    for argument in ast.walk(function.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return tuple(filter(None, ast.unparse(function.args).split(", ")))


def class_body(task: ClassTask, style: str, typing: str = "untyped", *, says: bool = False) -> str:
    """All methods of one solution, not indented.

    Args:
        task: the class.
        style: of the solution.
        typing: how to write types, as for functions.
        says: write each public method's docstring.
    """
    from hornbook.generate.procedural.behaviour import dedent

    bodies = dict(task.solutions[style])
    parts = []
    for signature, told in task.methods.items():
        read = method(signature)
        quoted = textwrap.fill(f'"""{told}"""', 80) if says else ""
        body = "\n".join(filter(None, (quoted, dedent(bodies.pop(read.name)))))
        parts.append(f"{read.line(typing)}\n{textwrap.indent(body, '    ')}")
    for signature, body in bodies.items():  # the style's own
        line = method(signature).line(typing)
        parts.append(f"{line}\n{textwrap.indent(dedent(body), '    ')}")
    return "\n\n".join(parts)


def typing_imports(task: ClassTask, style: str, typing: str) -> list[str]:
    """The imports that the types of a solution's signatures need."""
    own = [name for name in task.solutions[style] if "(" in name]
    kinds = [kind for s in (*task.methods, *own) for kind in (method(s).takes, method(s).gives)]
    names = set[str]()
    for kind in kinds:
        names |= typing_style(kind)[1] if typing == "typing" else abstract_names(kind)
    module = "typing" if typing == "typing" else "collections.abc"
    return (
        [f"from {module} import {', '.join(sorted(names))}"]
        if names and typing != "untyped"
        else []
    )


@lru_cache(maxsize=4096)
def is_expression(step: str) -> bool:
    """Whether a step has a value; otherwise it is a statement."""
    try:
        ast.parse(step, mode="eval")
    except SyntaxError:
        return False
    return True


@lru_cache(maxsize=4096)
def is_closed(step: str) -> bool:
    """Whether an expression can be compared as it is, without parentheses."""
    return isinstance(ast.parse(step, mode="eval").body, ast.Call | ast.Attribute | ast.Subscript)


def step_code(step: str, called: str) -> str:
    """A step of a script as code about the object of that name."""
    if "@" in step or "Solve" in step:
        return step.replace("@", called)
    return f"{called}.{step}"


def gives_nothing(task: ClassTask, step: str) -> bool:
    """Whether a step calls a method that has no result."""
    name = step.partition("(")[0]
    called = (method(signature) for signature in task.methods)
    return any(each.name == name and each.gives in ("", "None") for each in called)
