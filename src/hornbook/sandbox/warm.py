"""The warm parent: forks a child for each program, so that none waits for an interpreter to start.

Started by ``confine.become_warm`` as a script, in a fresh interpreter without site-packages, and
already confined. It imports the standard library only, and no ``ctypes``: a program that could call
native code could rewrite the very memory that it is judged by.

A child can't say that it passed. It ends, if all went well, waiting in ``pause()`` right above the
frame that ran the tests, and the keeper looks from outside whether that is where it stands (see
``keeper.py``). All that a child's word is taken for is failure.
"""

from __future__ import annotations

import builtins
import gc
import json
import os
import random
import resource
import signal
import sys
import types
import warnings
from typing import NoReturn

CLAIMS, JOBS, EVENTS = 3, 4, 5  # descriptors, as numbered in confine.py

# What programs import most, so that they find it loaded.
PRELOADED = """
    abc array bisect builtins calendar cmath collections collections.abc contextlib copy
    dataclasses datetime decimal enum fractions functools hashlib heapq itertools json
    math numbers operator random re statistics string struct textwrap time types typing
    unicodedata
""".split()

# Strings stand for what ``_examination`` puts in their place. The whole state of an examination
# is constants of one code object without line numbers: there is no variable that a program could
# set through a frame, and no line that it could jump to. After the first exception, "F" is written
# before any code of the program's can run again, and ends all hope of passing.
EXAMINATION = """
try:
    try:
        "exec"("program", "names")
        "write"("claims", b"T")
        "share"("names")
        "share"("builtins")
        "exec"("tests", "test names")
        "write"("claims", b"P")
        while True:
            "pause"()
    except:
        "write"("claims", b"F")
        raise
except:
    try:
        "write"("claims", b"F")
    except:
        "exit"(70)
    raise
"""

_unread: list[bytes] = []
_ended_children: list[int] = []
_over: list[bool] = []  # filled when a child can't pass any more


def serve() -> None:
    """Fork a child for each line that comes in; tell the keeper its number and how it ended."""
    for name in PRELOADED:
        __import__(name)
    random.seed(0)
    gc.collect()
    gc.freeze()  # children don't touch these pages, and gc's lists don't show them
    os.write(EVENTS, b"ready\n")
    if address_space := int(_next_line()):
        resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    while line := _next_line():
        child = os.fork()
        if child == 0:
            examine(line)
        os.write(EVENTS, b"%d\n" % child)
        # Left as a zombie until the next line comes, so that its number still means it.
        if end := os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT):
            os.write(EVENTS, b"%d %d\n" % (end.si_code, end.si_status))
        _ended_children.append(child)


def _next_line() -> bytes:
    """The next line that comes in; empty at the end."""
    parts = [_unread.pop()] if _unread else []
    while not parts or b"\n" not in parts[-1]:
        parts.append(os.read(JOBS, 1 << 16))
        if not parts[-1]:
            return b""
    while _ended_children:
        os.waitpid(_ended_children.pop(), 0)
    line, _, rest = b"".join(parts).partition(b"\n")
    if rest:
        _unread.append(rest)
    return line + b"\n"


def examine(line: bytes) -> NoReturn:
    """Run one program and its tests in this process, which ends with it."""
    test = ""
    originals: dict[int, types.CodeType] = {}
    try:
        os.close(JOBS)
        os.close(EVENTS)
        job = json.loads(line)
        test, entry_point = job["test"], job["entry_point"]
        program = compile(job["program"], "<program>", "exec", dont_inherit=True)
        tests = _compile_tests(test, entry_point, originals)
        examination = _examination(program, tests, entry_point)
        sys.implementation.cache_tag = None  # type: ignore[assignment]  # modules come from source: see _refuse on marshal
        sys.addaudithook(_refuse)
        exec(examination)
    except MemoryError:
        os.write(CLAIMS, b'F{"kind": "MemoryError", "detail": "MemoryError"}')
    except BaseException as error:
        os.write(CLAIMS, b"F")
        _over.append(True)
        os.write(CLAIMS, _report(error, originals, test))
    os._exit(0)


def _compile_tests(
    test: str, entry_point: str | None, originals: dict[int, types.CodeType]
) -> types.CodeType:
    """Compile the tests, with the call of ``check`` that HumanEval's form leaves to the harness."""
    tests = compile(test, "<tests>", "exec", dont_inherit=True)
    defined = {part.co_name for part in tests.co_consts if isinstance(part, types.CodeType)}
    if entry_point and "check" in defined:
        whole = f"{test}\ncheck({entry_point})\n"
        tests = compile(whole, "<tests>", "exec", dont_inherit=True)
    return _without_lines(tests, originals)


def _without_lines(code: types.CodeType, originals: dict[int, types.CodeType]) -> types.CodeType:
    """Take the line numbers out, so that no tracer can make the tests jump over an assertion."""
    constants = tuple(
        _without_lines(part, originals) if isinstance(part, types.CodeType) else part
        for part in code.co_consts
    )
    bare = code.replace(co_consts=constants, co_linetable=b"")
    originals[id(bare)] = code
    return bare


def _examination(
    program: types.CodeType, tests: types.CodeType, entry_point: str | None
) -> types.CodeType:
    module = types.ModuleType("program")
    sys.modules["program"] = module
    del sys.modules["__main__"]  # it is this very module
    intact = dict(vars(builtins))
    test_names: dict[str, object] = {"__name__": "tests"}
    # With an entry point the tests need nothing else of the program's by a built-in's name.
    shown = {name: value for name, value in intact.items() if name != entry_point}
    restored = shown if entry_point else {}
    constants: dict[object, object] = {
        "exec": exec,
        "program": program,
        "names": vars(module),
        "write": os.write,
        "claims": CLAIMS,
        "share": test_names.update,
        "builtins": {**restored, "__name__": "tests", "__builtins__": intact},
        "tests": tests,
        "test names": test_names,
        "pause": signal.pause,
        "exit": os._exit,
    }
    return _EXAMINATION.replace(
        co_consts=tuple(
            constants[part] if isinstance(part, str) else part for part in _EXAMINATION.co_consts
        ),
        co_linetable=b"",
    )


def _compile_examination() -> types.CodeType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # "str object is not callable": not yet
        return compile(EXAMINATION, "<examination>", "exec", dont_inherit=True)


_EXAMINATION = _compile_examination()


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: no looking at other frames or at gc's lists, no tracing, no home-made bytecode.

    Once added, a hook can't be removed (PEP 578). It raises ``ValueError``, which the standard
    library expects where it looks at frames for mere convenience (``namedtuple``, ``enum``).
    """
    if (
        event
        in {
            "code.__new__",
            "gc.get_objects",
            "gc.get_referents",
            "gc.get_referrers",
            "marshal.load",
            "marshal.loads",
            "sys._current_exceptions",
            "sys._current_frames",
            "sys._getframe",
            "sys.monitoring.register_callback",
            "sys.setprofile",
            "sys.settrace",
        }
        or event.startswith("ctypes.")
        or (
            event == "object.__getattr__"
            and arguments[1] in {"ag_frame", "cr_frame", "f_code", "gi_frame", "tb_frame"}
        )
        or (
            event == "import"
            and arguments[0]
            in {"_ctypes", "_interpreters", "_testcapi", "_testinternalcapi", "_xxsubinterpreters"}
        )
    ) and not _over:
        raise ValueError(f"not allowed in the sandbox: {event}")


def _report(error: BaseException, originals: dict[int, types.CodeType], test: str) -> bytes:
    """What went wrong and where, as JSON."""
    kind = type(error).__name__
    try:
        message = str(error)
    except BaseException:  # it is the program's own method
        message = ""
    detail = f"{kind}: {message}"[:300] if message else kind
    try:
        detail += _place(error, originals, test)
    except Exception:  # a traceback that the program has tampered with
        pass
    exited = isinstance(error, SystemExit)
    return json.dumps({"kind": "SystemExit" if exited else kind, "detail": detail}).encode()


def _place(error: BaseException, originals: dict[int, types.CodeType], test: str) -> str:
    """The innermost line of the program or the tests that the exception passed through."""
    place = ""
    traceback = error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == "<program>":
            place = f" (program, line {traceback.tb_lineno})"
        elif original := originals.get(id(code)):
            line = list(original.co_positions())[traceback.tb_lasti // 2][0] or 0
            texts = test.splitlines()
            text = f": {texts[line - 1].strip()[:200]}" if 0 < line <= len(texts) else ""
            place = f" (tests, line {line}{text})"
        traceback = traceback.tb_next
    return place


if __name__ == "__main__":
    serve()
