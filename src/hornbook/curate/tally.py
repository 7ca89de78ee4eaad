"""What one walk over the syntax tree of a piece of code counts."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from hornbook.curate.vocabulary import (
    MATHEMATICS,
    METHODS,
    PLUMBING,
    REFLECTION_BUILTINS,
    STANDARD,
    TEACHING_BUILTINS,
    TESTING,
)

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
_BITWISE = (ast.LShift, ast.RShift, ast.BitOr, ast.BitXor, ast.BitAnd)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_BLOCKS = (*_LOOPS, ast.If, ast.With, ast.AsyncWith, ast.Try)


@dataclass
class Tally:
    """What one walk over a tree counts."""

    kinds: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    loaded: Counter[str] = field(default_factory=Counter)
    bound: set[str] = field(default_factory=set)
    imported: dict[str, str] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    docstrings: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    arguments: list[int] = field(default_factory=list)
    depth: int = 0
    nesting: int = 0


class Place(NamedTuple):
    """Where a node stands: in how many blocks and loops, in which function."""

    nesting: int = 0
    loops: int = 0
    function: str = ""


def tally(body: Iterable[ast.stmt]) -> Tally:
    """Walk over statements once, without recursion (trees may be deep).

    This is where classifying spends its time: nearly every node leaves its place as it found it,
    so places are shared, and only the fields that can hold nodes are looked at.
    """
    counts = Tally()
    kinds: list[str] = []
    deepest = 0
    stack: list[tuple[ast.AST, int, Place]] = [(node, 0, Place()) for node in body]
    while stack:
        node, depth, place = stack.pop()
        kind, fields, visit, opens = _PLANS.get(node.__class__) or _plan(node.__class__)
        kinds.append(kind)
        if visit is not None:
            visit(counts, node, place)
        if depth > deepest:
            deepest = depth
        if opens:
            place = _inside(counts, node, place)
        depth += 1
        for name in fields:
            value = getattr(node, name, None)
            if value.__class__ is list:
                for item in value:
                    if isinstance(item, ast.AST):
                        stack.append((item, depth, place))
            elif isinstance(value, ast.AST) and value._fields:
                stack.append((value, depth, place))
    counts.depth = deepest
    counts.kinds.update(kinds)
    return counts


class _Plan(NamedTuple):
    """What to do with nodes of one class; ``opens`` tells that its children stand elsewhere."""

    kind: str
    fields: tuple[str, ...]
    visit: Callable[[Tally, ast.AST, Place], None] | None
    opens: bool


_PLANS: dict[type[ast.AST], _Plan] = {}
_NEVER_NODES = frozenset(
    "arg asname attr conversion ctx id is_async kind level module name op simple"
    " type_comment".split()
)


def _plan(cls: type[ast.AST]) -> _Plan:
    fields = tuple(name for name in cls._fields if name not in _NEVER_NODES)
    if cls is ast.Constant:
        fields = ()
    opens = issubclass(cls, (*_FUNCTIONS, *_BLOCKS))
    plan = _Plan(cls.__name__, fields, _VISITS.get(cls.__name__), opens)
    return _PLANS.setdefault(cls, plan)


def _inside(counts: Tally, node: ast.AST, place: Place) -> Place:
    """The place of the children of a function or a block."""
    if isinstance(node, _FUNCTIONS):
        return Place(0, 0, node.name)
    nesting, loops = place.nesting + 1, place.loops
    counts.nesting = max(counts.nesting, nesting)
    if isinstance(node, _LOOPS):
        loops += 1
        counts.marks["nested_loop"] += loops > 1
    return Place(nesting, loops, place.function)


def _docstring(counts: Tally, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        if isinstance(first.value.value, str):
            counts.docstrings.append(first.value.value)
            counts.marks["documented"] += 1


def _function(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, _FUNCTIONS)
    counts.bound.add(node.name)
    counts.names[node.name] += 1
    _docstring(counts, node)
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    counts.lengths.append((node.end_lineno or node.lineno) - node.lineno + 1)
    counts.arguments.append(len(arguments))
    marks = counts.marks
    marks["method"] += bool(arguments) and arguments[0].arg in ("self", "cls")
    marks["private_function"] += node.name.startswith("_") and not node.name.endswith("__")
    marks["dunder"] += node.name.startswith("__") and node.name.endswith("__")
    marks["test_function"] += node.name.startswith("test")
    marks["decorator"] += len(node.decorator_list)
    marks["nested_function"] += bool(place.function)
    marks["variadic"] += (node.args.vararg is not None) + (node.args.kwarg is not None)
    marks["defaults"] += len(node.args.defaults) + len(node.args.kw_defaults)
    marks["annotated"] += sum(argument.annotation is not None for argument in arguments)
    marks["annotated"] += node.returns is not None
    statements = [item for item in node.body if not isinstance(item, ast.Pass)]
    marks["stub"] += len(statements) <= (ast.get_docstring(node, clean=False) is not None)
    marks["one_liner"] += len(node.body) == 1


def _class(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.ClassDef)
    counts.bound.add(node.name)
    counts.names[node.name] += 1
    _docstring(counts, node)
    counts.marks["bases"] += len(node.bases) + len(node.keywords)
    counts.marks["decorator"] += len(node.decorator_list)
    known = {"object", "Exception", "ValueError"}
    foreign = [b for b in node.bases if not (isinstance(b, ast.Name) and b.id in known)]
    counts.marks["foreign_bases"] += len(foreign)


def _name(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.Name)
    counts.names[node.id] += 1
    if isinstance(node.ctx, ast.Load):
        counts.loaded[node.id] += 1
    else:
        counts.bound.add(node.id)


def _argument(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.arg)
    counts.names[node.arg] += 1
    counts.bound.add(node.arg)


def _attribute(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.Attribute)
    counts.names[node.attr] += 1
    if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
        stored = isinstance(node.ctx, ast.Store)
        counts.marks["self_stored" if stored else "self_loaded"] += 1
        counts.marks["self_private"] += node.attr.startswith("_")
    else:
        counts.marks["other_attribute"] += 1
        counts.marks["chained"] += isinstance(node.value, ast.Attribute)


def _call(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.Call)
    called, marks = node.func, counts.marks
    marks["arguments"] += len(node.args)
    marks["keywords"] += len(node.keywords)
    marks["call_in_loop"] += place.loops > 0
    if isinstance(called, ast.Name):
        name = called.id
        marks["recursive"] += name == place.function
        marks["teaching_call"] += name in TEACHING_BUILTINS
        marks["reflection_call"] += name in REFLECTION_BUILTINS
        marks["range_call"] += name == "range"
        marks["print_call"] += name == "print"
        marks["plain_call"] += 1
        marks["class_call"] += name[:1].isupper()
    elif isinstance(called, ast.Attribute):
        marks["method_call"] += 1
        marks["known_method"] += called.attr in METHODS
        marks["assert_call"] += called.attr.startswith("assert")
        if isinstance(called.value, ast.Name):
            marks["self_call"] += called.value.id in ("self", "cls")
            marks["log_call"] += called.value.id in ("logging", "logger", "log", "warnings", "LOG")
            marks["math_call"] += called.value.id in ("math", "np", "numpy", "random")
            marks["parser_call"] += called.value.id == "parser"
            marks["recursive"] += called.value.id == "self" and called.attr == place.function


def _import(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.Import | ast.ImportFrom)
    counts.marks["late_import"] += bool(place.function)
    for alias in node.names:
        local = alias.asname or alias.name.split(".")[0]
        module = alias.name
        if isinstance(node, ast.ImportFrom):
            module = "." if node.level else node.module or "."
        counts.bound.add(local)
        counts.imported[local] = module.split(".")[0] or "."
    root = "."
    if isinstance(node, ast.Import):
        root = node.names[0].name.split(".")[0]
    elif not node.level:
        root = (node.module or ".").split(".")[0]
    marks = counts.marks
    marks["import_relative"] += root == "."
    marks["import_mathematics"] += root in MATHEMATICS
    marks["import_plumbing"] += root in PLUMBING
    marks["import_testing"] += root in TESTING
    marks["import_standard"] += root in STANDARD
    marks["import_foreign"] += root not in STANDARD and root not in MATHEMATICS and root != "."


def _binary(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.BinOp | ast.AugAssign)
    marks = counts.marks
    marks["arithmetic"] += isinstance(node.op, _ARITHMETIC)
    marks["bitwise"] += isinstance(node.op, _BITWISE)
    marks["modulo"] += isinstance(node.op, ast.Mod | ast.FloorDiv)
    marks["arithmetic_in_loop"] += place.loops > 0
    marks["augmented_in_loop"] += place.loops > 0 and isinstance(node, ast.AugAssign)
    left = node.left if isinstance(node, ast.BinOp) else None
    text = isinstance(left, ast.Constant) and isinstance(left.value, str)
    marks["text_formatting"] += text and isinstance(node.op, ast.Mod)


def _compare(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.Compare)
    counts.marks["compare_in_loop"] += place.loops > 0
    counts.marks["ordering"] += isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE)
    counts.marks["identity"] += isinstance(node.ops[0], ast.Is | ast.IsNot)


def _constant(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.Constant)
    value = node.value
    if isinstance(value, str):
        counts.marks["text"] += 1
        counts.marks["long_text"] += len(value) > 80
    elif isinstance(value, bool) or value is None:
        counts.marks["flag"] += 1
    elif isinstance(value, int | float | complex):
        counts.marks["number"] += 1
        counts.marks["small_number"] += value in (0, 1, 2)


def _container(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict)
    size = len(node.keys if isinstance(node, ast.Dict) else node.elts)
    counts.marks["longest_literal"] = max(counts.marks["longest_literal"], size)
    counts.marks["literal_items"] += size


def _assign(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.Assign)
    target = node.targets[0]
    pair = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
    counts.marks["parallel_assignment"] += pair
    counts.marks["index_assignment"] += isinstance(target, ast.Subscript)
    counts.marks["global_assignment"] += not place.function


def _subscript(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.Subscript)
    counts.marks["index_arithmetic"] += isinstance(node.slice, ast.BinOp)
    counts.marks["index_in_loop"] += place.loops > 0


def _raise(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.Raise)
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    named = raised.id if isinstance(raised, ast.Name) else ""
    counts.marks["not_implemented"] += named == "NotImplementedError"


def _return(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.Return)
    counts.marks["return_value"] += node.value is not None
    counts.marks["return_call"] += isinstance(node.value, ast.Call)
    computed = isinstance(node.value, ast.BinOp | ast.Compare | ast.BoolOp | ast.ListComp)
    counts.marks["return_computed"] += computed


def _handler(counts: Tally, node: ast.AST, place: Place) -> None:
    assert isinstance(node, ast.ExceptHandler)
    if node.name:
        counts.bound.add(node.name)


_VISITS = {
    "FunctionDef": _function,
    "AsyncFunctionDef": _function,
    "ClassDef": _class,
    "Name": _name,
    "arg": _argument,
    "Attribute": _attribute,
    "Call": _call,
    "Import": _import,
    "ImportFrom": _import,
    "BinOp": _binary,
    "AugAssign": _binary,
    "Compare": _compare,
    "Constant": _constant,
    "List": _container,
    "Tuple": _container,
    "Set": _container,
    "Dict": _container,
    "Assign": _assign,
    "Subscript": _subscript,
    "Raise": _raise,
    "Return": _return,
    "ExceptHandler": _handler,
}
