"""Where a completion of a function ends.

A model goes on after the function it was asked for. Codex stops where a line begins with
``class``, ``def``, ``#``, ``if`` or ``print`` (arXiv:2107.03374, §2.1), and phi-1 is compared with
it. Here any character in the first column ends the function, unless it lies inside a string,
inside brackets or after a backslash, where Python allows it. After a prompt that has begun none,
as MBPP's, the program goes on to the end of its first function, with what is imported before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

STOP = ("\nclass ", "\ndef ", "\n@", "\nif ", "\nprint(", "\n#", "\n```")
"""Stop strings for the sampler. They only save time: `cut` decides where a completion ends."""

STOP_PROGRAM = ("\nprint(", "\nassert ", "\nif __name__", "\n```")
"""The same where the function is still to begin: perhaps after imports, or behind a decorator."""

_DEFINITION = re.compile(r"(?:async[ \t]+)?def\s|class\s")

# One token at a time, from left to right: so what looks like a bracket or a quote inside a string
# or a comment isn't one. A broken string ends with its line; one in triple quotes with the text.
_TOKEN = re.compile(
    r"""
    (?P<long>   \"\"\" (?: \\ (?: . | \Z ) | [^\\] )*? (?: \"\"\" | \Z )
              | \'\'\' (?: \\ (?: . | \Z ) | [^\\] )*? (?: \'\'\' | \Z ) )
  | (?P<string> " (?: \\. | [^"\\\n] )* "? | ' (?: \\. | [^'\\\n] )* '? )
  | (?P<comment> \# [^\n]* )
  | (?P<continued> \\ \n )
  | (?P<open> [(\[{] )
  | (?P<close> [)\]}] )
  | (?P<line> \n (?= (?: \\ \n )* (?! \\ \n ) \S ) )
    """,
    re.VERBOSE | re.DOTALL,
)


def stop_strings(prompts: Iterable[str]) -> tuple[str, ...]:
    """Those that end no program too early, whichever of the prompts it goes on from."""
    return STOP if all(begins_definition(prompt) for prompt in prompts) else STOP_PROGRAM


def begins_definition(prompt: str) -> bool:
    """Whether a function or class has begun in the first column."""
    return any(_DEFINITION.match(prompt, start) for _, start in _first_columns(prompt))


def cut(prompt: str, completion: str) -> str:
    """The part of ``completion`` that belongs to the function which is asked for.

    It never executes or parses anything, works on broken code and takes time linear in the
    length; cutting a second time changes nothing.

    Args:
        prompt: ends inside a function, mostly after its docstring, or before it.
        completion: what the model wrote.

    Returns:
        ``completion`` up to, not including, the line end before the first statement in the first
        column after a definition. Text in the first column at the very start is left as it is:
        after a prompt that began a function the program is wrong then, and its error should say so.
    """
    program = prompt + completion
    begun = False
    for end, start in _first_columns(program):
        if begun and end >= len(prompt):
            return program[len(prompt) : end]
        begun = begun or bool(_DEFINITION.match(program, start))
    return completion


def _first_columns(program: str) -> Iterator[tuple[int, int]]:
    """Where lines begin with a statement in the first column, each with the end of the last."""
    yield 0, 0
    depth = 0
    for token in _TOKEN.finditer(program):
        match token.lastgroup:
            case "open":
                depth += 1
            case "close":
                depth = max(0, depth - 1)
            case "line" if depth == 0:
                yield token.start(), token.end()
