"""Find a recipe by name or path, and give it parameters typed on the command line."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hornbook.errors import HornbookError, suggestion
from hornbook.pipeline.artifact import Artifact
from hornbook.pipeline.stage import Stage

Recipe = Callable[..., Stage[Artifact]]

_REQUIRED = inspect.Parameter.empty
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


@dataclass(frozen=True)
class Parameter:
    """One parameter of a recipe, as ``hornbook run RECIPE name=value`` takes it."""

    name: str
    type: Any
    default: Any


def names() -> list[str]:
    """The recipes that come with Hornbook: the modules of `hornbook.recipes` without underscore."""
    package = importlib.import_module("hornbook.recipes")
    modules = pkgutil.iter_modules(package.__path__)
    return sorted(module.name for module in modules if not module.name.startswith("_"))


def load(reference: str) -> Recipe:
    """The recipe called ``nano``, or the function in ``path/to/mine.py:recipe``.

    Raises:
        HornbookError: when there is no such recipe, file or function.
    """
    if ".py:" in reference or reference.endswith(".py"):
        path, _, function = reference.partition(":")
        return _from_file(Path(path), function)
    if reference not in names():
        raise HornbookError(f"no recipe is called {reference!r}; {suggestion(reference, names())}")
    recipe: Recipe = getattr(importlib.import_module(f"hornbook.recipes.{reference}"), reference)
    return recipe


def parameters(recipe: Recipe) -> list[Parameter]:
    """The recipe's own parameters, in order."""
    hints = get_type_hints(recipe)
    return [
        Parameter(each.name, hints.get(each.name, str), each.default)
        for each in inspect.signature(recipe).parameters.values()
    ]


def folders(recipe: Recipe) -> list[str]:
    """The parameters that take a folder or a file."""
    return [each.name for each in parameters(recipe) if Path in (each.type, *get_args(each.type))]


def build(recipe: Recipe, assignments: Sequence[str]) -> Stage[Artifact]:
    """Call ``recipe`` with ``name=value`` texts, each read as its parameter's type.

    Raises:
        HornbookError: for an unknown or missing parameter, or a value that doesn't fit.
    """
    known = {each.name: each for each in parameters(recipe)}
    values: dict[str, Any] = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if not equals:
            raise HornbookError(f"{assignment!r} is not of the form name=value")
        if name not in known:
            hint = suggestion(name, known, "it has")
            raise HornbookError(f"the recipe has no parameter {name!r}; {hint}")
        values[name] = _read(text, known[name])
    absent = [p.name for p in known.values() if p.default is _REQUIRED and p.name not in values]
    if absent:
        raise HornbookError(f"the recipe needs a value for {absent[0]}; add {absent[0]}=…")
    stage = recipe(**values)
    if not isinstance(stage, Stage):
        raise HornbookError(f"the recipe returned {type(stage).__name__}, not a stage")
    return stage


def command_line(recipe: Recipe, values: Mapping[str, object]) -> str:
    """The command that runs ``recipe`` with ``values``, as far as they differ from the defaults."""
    given = [
        f"{each.name}={values[each.name]}"
        for each in parameters(recipe)
        if each.name in values and values[each.name] != each.default
    ]
    return " ".join(["hornbook", "run", recipe.__name__, *given])


def _read(text: str, parameter: Parameter) -> Any:  # noqa: ANN401 - typed by the parameter
    try:
        return _convert(text, parameter.type)
    except _Unlisted as choices:
        raise HornbookError(f"{parameter.name}={text!r} is none of: {choices}") from None
    except ValueError:
        expected = getattr(parameter.type, "__name__", str(parameter.type))
        raise HornbookError(f"{parameter.name}={text} is not {_article(expected)}") from None


class _Unlisted(ValueError):
    """A value that is none of those that there are, which it names."""


def _convert(text: str, kind: Any) -> Any:  # noqa: ANN401 - typed by the parameter
    if get_origin(kind) is tuple:
        return tuple(_convert(item.strip(), get_args(kind)[0]) for item in text.split(",") if item)
    if type(None) in get_args(kind):
        if text.lower() == "none":
            return None
        return _convert(text, next(each for each in get_args(kind) if each is not type(None)))
    if get_origin(kind) is Literal:
        if text not in get_args(kind):
            raise _Unlisted(", ".join(get_args(kind)))
        return text
    if kind is bool:
        if text.lower() not in _TRUE + _FALSE:
            raise ValueError(text)
        return text.lower() in _TRUE
    if kind is int:
        return int(text.replace("_", ""))
    parse = getattr(kind, "parse", kind)  # a Teacher, a Budget
    return parse(text)


def _article(type_name: str) -> str:
    names = {"int": "a whole number", "float": "a number", "bool": "true or false"}
    return names.get(type_name, f"a value of type {type_name}")


def _from_file(path: Path, function: str) -> Recipe:
    if not path.is_file():
        raise HornbookError(f"{path} is not a file; give path/to/file.py:recipe")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise HornbookError(f"{path} can't be read as Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look their module up here
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise HornbookError(f"{path}, line {error.lineno}: {error.msg}") from None
    found = getattr(module, function or "recipe", None)
    if not callable(found):
        raise HornbookError(f"{path} has no function {function or 'recipe'!r}")
    recipe: Recipe = found
    return recipe
