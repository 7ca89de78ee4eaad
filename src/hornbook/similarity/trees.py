"""Syntax trees as strings, so that an edit distance tells how alike two programs are.

phi-1 compares programs by the edit distance of their syntax trees, which sees neither names nor
comments nor docstrings (arXiv:2306.11644, §5.2); it doesn't say how it writes a tree down. Here a
tree becomes one character a node, in the order of the source, with a mark where a block ends:

- Variables, parameters and the functions that a program defines or takes from elsewhere are all
  one character, so renaming changes nothing. Python's own functions (``len``) and the methods of
  its own types (``.append``) are not the author's choice and keep a character each.
- A constant is its kind: changing a number or a text changes nothing.
- Docstrings, type hints and contexts (load, store) are left out.

All characters are below 256: rapidfuzz compares such strings fastest.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

LONGEST = 1_000_000
"""Characters beyond which a program isn't parsed: Python's parser takes some 500 bytes each."""

# New entries go to the end of a table: a tree's spelling is part of what stages have published.
_NODES = (
    "Module Interactive Expression FunctionDef AsyncFunctionDef ClassDef Return Delete Assign "
    "AugAssign For AsyncFor While If With AsyncWith Match Raise Try TryStar Assert Import "
    "ImportFrom Global Nonlocal Expr Pass Break Continue BoolOp NamedExpr BinOp UnaryOp Lambda "
    "IfExp Dict Set ListComp SetComp DictComp GeneratorExp Await Yield YieldFrom Compare Call "
    "FormattedValue JoinedStr Starred List Tuple Subscript Slice And Or Add Sub Mult MatMult Div "
    "Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv Invert Not UAdd USub Eq NotEq Lt LtE Gt "
    "GtE Is IsNot In NotIn comprehension ExceptHandler keyword alias withitem match_case "
    "MatchValue MatchSingleton MatchSequence MatchMapping MatchClass MatchStar MatchAs MatchOr "
    "TypeAlias TemplateStr Interpolation"
).split()
_BUILTINS = (
    "abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate filter "
    "float format frozenset getattr hasattr hash hex id input int isinstance issubclass iter len "
    "list map max min next object oct open ord pow print range repr reversed round set setattr "
    "slice sorted str sum super tuple type vars zip Exception IndexError KeyError TypeError "
    "ValueError"
).split()
_METHODS = (
    "add append capitalize center clear copy count difference discard encode decode endswith "
    "extend find format get index insert intersection isalnum isalpha isdigit islower isspace "
    "isupper items join keys ljust lower lstrip partition pop popitem remove replace reverse "
    "rfind rjust rstrip setdefault sort split splitlines startswith strip swapcase symmetric_"
    "difference title union update upper values zfill"
).split()
_OTHERS = "name attribute number text bytes truth none dots end-of-block unknown".split()

_CODES = iter(range(1, 256))
_NODE = {name: chr(next(_CODES)) for name in _NODES}
_OTHER = {name: chr(next(_CODES)) for name in _OTHERS}
_BUILTIN = {name: chr(next(_CODES)) for name in _BUILTINS}
_METHOD = {name: chr(next(_CODES)) for name in _METHODS}

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SKIPPED = frozenset(["annotation", "returns", "type_params", "ctx", "type_comment", "kind"])
_CONSTANTS: dict[type, str] = {
    bool: _OTHER["truth"],
    int: _OTHER["number"],
    float: _OTHER["number"],
    complex: _OTHER["number"],
    str: _OTHER["text"],
    bytes: _OTHER["bytes"],
    type(None): _OTHER["none"],
    type(...): _OTHER["dots"],
}


def parse(text: str) -> ast.Module | None:
    """The tree of a program, or None where it isn't one, nests too deeply or is too long."""
    if len(text) > LONGEST:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in strings are their author's business
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def program_tokens(text: str) -> str | None:
    """A whole program as a string of nodes; None where it doesn't parse."""
    tree = parse(text)
    return None if tree is None else tree_tokens(tree)


def outer_functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions that lie in no other function, methods included, in the source's order."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _FUNCTIONS):
            yield node
        else:
            inside = [child for child in ast.iter_child_nodes(node) if _may_hold_functions(child)]
            waiting.extend(reversed(inside))


def tree_tokens(tree: ast.AST) -> str:
    """A tree as a string: equal for two programs that differ in names, constants and hints only.

    Cost: one visit a node; recursion is not used, so depth is no matter.
    """
    written: list[str] = []
    names: list[tuple[int, str]] = []  # where in ``written`` a name was read, and which
    bound: set[str] = set()
    waiting: list[object] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            written.append(node)
        elif isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                names.append((len(written), node.id))
            else:
                bound.add(node.id)
            written.append(_OTHER["name"])
        elif isinstance(node, ast.Constant):
            written.append(_CONSTANTS.get(type(node.value), _OTHER["unknown"]))
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
            written.append(_OTHER["name"])
        elif isinstance(node, ast.AST):
            _open(node, written, waiting, bound)
    for place, name in names:
        if name in _BUILTIN and name not in bound:
            written[place] = _BUILTIN[name]
    return "".join(written)


def _open(node: ast.AST, written: list[str], waiting: list[object], bound: set[str]) -> None:
    """Write a node's own character and put its children before all that waits."""
    kind = type(node)
    if isinstance(node, ast.Attribute):
        written.append(_METHOD.get(node.attr, _OTHER["attribute"]))
        waiting.append(node.value)
        return
    if isinstance(node, ast.AnnAssign):
        if node.value is not None:  # without a value it is a type hint and nothing else
            written.append(_NODE["Assign"])
            waiting += [node.value, node.target]
        return
    if kind is not ast.arguments:
        written.append(_NODE.get(kind.__name__, _OTHER["unknown"]))
    bound.update(_names_given(node))
    children: list[object] = []
    for field in kind._fields:
        if field in _SKIPPED:
            continue
        value = getattr(node, field, None)
        if isinstance(value, ast.AST):
            children.append(value)
        elif isinstance(value, list) and value:
            if isinstance(value[0], ast.stmt):
                children.extend(value[1:] if _is_text(value[0]) else value)
                children.append(_OTHER["end-of-block"])
            else:
                children.extend(child for child in value if isinstance(child, ast.AST))
    waiting.extend(reversed(children))


def _names_given(node: ast.AST) -> Iterator[str]:
    """Names that a node binds without a child that says so."""
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
        yield node.name
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest


def _is_text(statement: ast.stmt) -> bool:
    """Whether a statement is a bare string, as docstrings are."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _may_hold_functions(node: ast.AST) -> bool:
    return isinstance(node, (ast.stmt, ast.ExceptHandler, ast.match_case))
