"""What the syntax tree of a piece of code says about its worth to a learner."""

from __future__ import annotations

from hornbook.curate.tally import Tally
from hornbook.curate.vocabulary import BUILTINS, MATHEMATICS, STANDARD

KINDS = (
    "AnnAssign Assert Assign AsyncFunctionDef Attribute AugAssign Await BinOp BoolOp Break Call"
    " ClassDef Compare Constant Continue Dict DictComp Expr For FormattedValue FunctionDef"
    " GeneratorExp Global If IfExp Import ImportFrom JoinedStr Lambda List ListComp Name Nonlocal"
    " Pass Raise Return Set SetComp Slice Starred Subscript Try Tuple UnaryOp While With Yield"
    " YieldFrom"
).split()
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
