"""What the syntax tree of a piece of code says about its worth to a learner."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from hornbook.curate.vocabulary import (
    BUILTINS,
    MATHEMATICS,
    METHODS,
    PLUMBING,
    REFLECTION_BUILTINS,
    STANDARD,
    TEACHING_BUILTINS,
    TESTING,
)

KINDS = (
    "AnnAssign Assert Assign AsyncFunctionDef Attribute AugAssign Await BinOp BoolOp Break Call"
    " ClassDef Compare Constant Continue Dict DictComp Expr For FormattedValue FunctionDef"
    " GeneratorExp Global If IfExp Import ImportFrom JoinedStr Lambda List ListComp Name Nonlocal"
    " Pass Raise Return Set SetComp Slice Starred Subscript Try Tuple UnaryOp While With Yield"
    " YieldFrom"
).split()
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


@dataclass(slots=True)
class Place:
    """Where a node stands: how deep, in how many blocks and loops, in which function."""

    depth: int = 0
    nesting: int = 0
    loops: int = 0
    function: str = ""


def tally(body: Iterable[ast.stmt]) -> Tally:
    """Walk over statements once, without recursion (trees may be deep)."""
    counts = Tally()
    stack: list[tuple[ast.AST, Place]] = [(node, Place()) for node in body]
    while stack:
        node, place = stack.pop()
        kind = node.__class__.__name__
        counts.kinds[kind] += 1
        visit = _VISITS.get(kind)
        if visit is not None:
            visit(counts, node, place)
        inside = _inside(counts, node, place)
        for name in node._fields:
            value = getattr(node, name, None)
            if value.__class__ is list:
                stack += [(item, inside) for item in value if isinstance(item, ast.AST)]
            elif isinstance(value, ast.AST) and value._fields:
                stack.append((value, inside))
    return counts


def _inside(counts: Tally, node: ast.AST, place: Place) -> Place:
    """The place of a node's children."""
    depth, nesting, loops = place.depth + 1, place.nesting, place.loops
    counts.depth = max(counts.depth, place.depth)
    if isinstance(node, _FUNCTIONS):
        return Place(depth, 0, 0, node.name)
    if isinstance(node, _BLOCKS):
        nesting += 1
        counts.nesting = max(counts.nesting, nesting)
        if isinstance(node, _LOOPS):
            loops += 1
            counts.marks["nested_loop"] += loops > 1
    return Place(depth, nesting, loops, place.function)


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

MARKS = (
    "annotated arguments arithmetic arithmetic_in_loop assert_call augmented_in_loop bases bitwise"
    " call_in_loop chained class_call compare_in_loop decorator defaults documented dunder flag"
    " foreign_bases global_assignment identity import_foreign import_mathematics import_plumbing"
    " import_relative import_standard import_testing index_arithmetic index_assignment"
    " index_in_loop keywords known_method late_import literal_items log_call long_text"
    " math_call method method_call modulo nested_function nested_loop not_implemented number"
    " one_liner ordering other_attribute parallel_assignment parser_call plain_call print_call"
    " private_function range_call recursive reflection_call return_call return_computed"
    " return_value self_call self_loaded self_private self_stored small_number stub"
    " teaching_call test_function text text_formatting variadic"
).split()


def syntax_features(counts: Tally) -> dict[str, float]:
    """Shares and sizes of what was counted, by name."""
    nodes = max(sum(counts.kinds.values()), 1)
    calls = max(counts.kinds["Call"], 1)
    functions = max(len(counts.lengths), 1)
    values = {f"kind_{kind}": counts.kinds[kind] / nodes for kind in KINDS}
    values |= {f"mark_{mark}": counts.marks[mark] / nodes for mark in MARKS}
    values |= _scope_features(counts, calls)
    definitions = max(len(counts.lengths) + counts.kinds["ClassDef"], 1)
    values |= {
        "documented_share": counts.marks["documented"] / definitions,
        "functions": len(counts.lengths),
        "classes": counts.kinds["ClassDef"],
        "function_lines": sum(counts.lengths) / functions,
        "longest_function": max(counts.lengths, default=0),
        "arguments_per_function": sum(counts.arguments) / functions,
        "methods_share": counts.marks["method"] / functions,
        "stub_share": counts.marks["stub"] / functions,
        "one_liner_share": counts.marks["one_liner"] / functions,
        "known_calls_share": (counts.marks["teaching_call"] + counts.marks["known_method"]) / calls,
        "self_calls_share": counts.marks["self_call"] / calls,
        "calls_per_function": counts.kinds["Call"] / functions,
        "depth": counts.depth,
        "nesting": counts.nesting,
        "nodes": nodes,
        "longest_literal": counts.marks["longest_literal"],
        "recursive_any": min(counts.marks["recursive"], 1),
        "loops_per_function": (counts.kinds["For"] + counts.kinds["While"]) / functions,
        "branches_per_function": counts.kinds["If"] / functions,
    }
    return values


def _scope_features(counts: Tally, calls: int) -> dict[str, float]:
    """How much of what is named is explained here: builtins, own names, imports, or nowhere."""
    loads = max(counts.loaded.total(), 1)
    free = {n: k for n, k in counts.loaded.items() if n not in counts.bound and n not in BUILTINS}
    own = sum(k for n, k in counts.loaded.items() if n in counts.bound - counts.imported.keys())
    strangers = {
        local
        for local, module in counts.imported.items()
        if module not in STANDARD and module not in MATHEMATICS
    }
    foreign = sum(counts.loaded[local] for local in strangers)
    return {
        "free_share": sum(free.values()) / loads,
        "free_names": len(free),
        "own_share": own / loads,
        "foreign_share": foreign / loads,
        "foreign_names": len(strangers),
        "builtin_share": sum(k for n, k in counts.loaded.items() if n in BUILTINS) / loads,
        "unexplained_share": (sum(free.values()) + foreign) / loads,
        "other_attributes_per_call": counts.marks["other_attribute"] / calls,
    }
