"""What hostile programs try, and that it neither passes nor does harm."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from hornbook.sandbox import Outcome, Program, Sandbox, Verdict

Run = Callable[..., Verdict]

CHECK = """
def check(candidate):
    for value in range(3):
        assert candidate(value) == value + 1
    assert abs(candidate(0) - 1) < 1e-6
"""

# Each of these wants to pass with a wrong answer. Where ``solve`` isn't defined by the attack, it
# is the wrong one that is put in front of it.
FORGERIES = {
    "leaves with status 0": "import sys\ndef solve(x): sys.exit(0)",
    "leaves at once with status 0": "import os\ndef solve(x): os._exit(0)",
    "exits when it is loaded": "raise SystemExit(0)",
    "prints what a harness might read": "print('passed', 'P', '{\"outcome\": \"passed\"}')",
    "writes success to every descriptor and waits": """
        import os, signal
        def solve(x):
            for number in range(64):
                try: os.write(number, b"P")
                except OSError: pass
            signal.pause()
    """,
    "writes success and goes on": """
        import os
        os.write(3, b"P")
    """,
    "writes success and ends": "import os\nos.write(3, b'P')\nos._exit(0)",
    "writes success at many stack depths": """
        import os, signal
        def deep(n):
            if n: return max([n], key=lambda _: deep(n - 1) or 0)
            os.write(3, b"P")
            signal.pause()
        def solve(x): deep(40)
    """,
    "closes the descriptor that failure is told over": """
        import os
        def solve(x):
            os.close(3)
            return 0
    """,
    "moves the descriptor away": """
        import os
        def solve(x):
            os.dup2(os.open("/dev/null", os.O_WRONLY), 3)
            return 0
    """,
    "defines check beforehand": "def check(candidate): pass",
    "patches AssertionError": "import builtins\nbuiltins.AssertionError = type('A', (), {})",
    "patches built-ins": """
        import builtins
        builtins.range = lambda n: ()
        builtins.abs = lambda x: 0
    """,
    "patches built-ins during the tests": """
        import builtins
        def solve(x):
            builtins.abs = lambda x: 0
            return x + 1 if x or solve.__dict__.setdefault("n", []).append(1) or \\
                len(solve.n) < 2 else 9
    """,
    "shadows built-ins with globals": "def range(n): return ()\ndef abs(x): return 0",
    "patches the import machinery": """
        import builtins
        builtins.__import__ = lambda *a: None
        builtins.exec = builtins.compile = lambda *a: None
        builtins.__build_class__ = None
    """,
    "patches os and signal": """
        import os, signal
        os.write = lambda *a: 1
        os._exit = signal.pause = lambda *a: None
    """,
    "makes a tracer jump to the end of the tests": """
        import sys
        def jump(frame, event, argument):
            frame.f_lineno = 5
            return jump
        def solve(x):
            sys._getframe(1).f_trace = jump
            sys.settrace(jump)
            return 0
    """,
    "rewrites the tests' names through a frame": """
        import sys
        def solve(x):
            sys._getframe(1).f_globals["range"] = lambda n: ()
            return 0
    """,
    "finds a frame in a traceback": """
        def solve(x):
            try: raise ValueError
            except ValueError as error:
                frame = error.__traceback__.tb_frame.f_back
            frame.f_builtins["abs"] = lambda x: 0
            return 0
    """,
    "finds a frame in a generator": """
        def solve(x):
            def g(): yield
            g().gi_frame.f_back
            return 0
    """,
    "finds a frame in a signal's handler": """
        import signal, time
        def handler(number, frame):
            while frame:
                frame.f_globals["range"] = lambda n: ()
                frame = frame.f_back
        def solve(x):
            try: signal.signal(signal.SIGALRM, handler)
            except OSError: return 0
            signal.setitimer(signal.ITIMER_REAL, 0.001)
            time.sleep(0.01)
            return 0
    """,
    "finds a frame by interrupting itself": """
        import signal, _thread
        def solve(x):
            try: signal.signal(signal.SIGALRM, lambda n, f: f.f_back.f_locals)
            except OSError: return 0
            _thread.interrupt_main(signal.SIGALRM)
    """,
    "hunts the tests with gc": """
        import gc
        def solve(x):
            for found in gc.get_objects():
                if getattr(found, "__name__", "") == "check":
                    found.__code__ = (lambda candidate: None).__code__
            return 0
    """,
    "hunts the caller with gc": """
        import gc
        def solve(x):
            gc.get_referrers(solve)[0].clear()
            return 0
    """,
    "makes its own bytecode": """
        def solve(x): return 0
        solve.__code__ = solve.__code__.replace(co_code=bytes(100))
    """,
    "unmarshals its own bytecode": """
        import marshal
        exec(marshal.loads(marshal.dumps(compile("x = 1", "", "exec"))))
        def solve(x): return 0
    """,
    "unmarshals its own bytecode in a library's name": """
        import abc, marshal, sys
        code = marshal.dumps(compile("x = 1", "", "exec"))
        open(abc.__cached__, "rb").close()
        marshal.loads(code)
    """,
    "unmarshals its own bytecode from a file below the library's folder": """
        import abc, marshal, os
        code = marshal.dumps(compile("x = 1", "", "exec"))
        open("own.pyc", "wb").write(bytes(16) + code)
        library = os.path.dirname(abc.__file__)
        open(f"{library}/{os.path.relpath('own.pyc', library)}", "rb").close()
        marshal.loads(code)
    """,
    "calls native code": "import ctypes\nctypes.string_at(0)",
    "calls native code by the classes that are there": """
        names = {c.__name__ for c in object.__subclasses__()}
        assert "_CData" in names
    """,
    "loads a library that it wrote": """
        import shutil, sys, math, glob, os
        from importlib.machinery import ExtensionFileLoader
        from importlib.util import spec_from_loader, module_from_spec
        for path in sys.path:
            for found in glob.glob(path + "/_ctypes.*.so"):
                data = open(found, "rb").read()
                open("_ctypes.so", "wb").write(data[:200000])
        loader = ExtensionFileLoader("_ctypes", os.path.abspath("_ctypes.so"))
        module_from_spec(spec_from_loader("_ctypes", loader))
    """,
    "maps memory that it can execute": """
        import mmap
        mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    """,
    "maps writable code over a library's file": """
        import mmap, os
        file = os.open(os.__file__, os.O_RDONLY)
        mmap.mmap(file, 4096, flags=mmap.MAP_PRIVATE,
                  prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    """,
    "reads its own memory": "open('/proc/self/mem', 'rb')",
    "starts a second interpreter": """
        try: import _interpreters as i
        except ModuleNotFoundError: import _xxsubinterpreters as i
        i.create()
    """,
    "meddles with the harness's module": """
        import sys
        harness = sys.modules["__main__"]
        harness._report = None
    """,
    "hides an exception's type": """
        class Calm(BaseException):
            def __str__(self): raise SystemExit(0)
            __repr__ = __str__
        def solve(x): raise Calm
    """,
    "runs code after its end": """
        import atexit, os
        atexit.register(lambda: os.write(3, b"P"))
        class Late:
            def __del__(self): os.write(3, b"P")
        late = Late()
        def solve(x): return 0
    """,
    "adds a hook of its own": """
        import sys
        sys.addaudithook(lambda event, arguments: None)
        sys._getframe(0)
    """,
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_verdict_cannot_be_forged(run: Run, name: str) -> None:
    attack = textwrap.dedent(FORGERIES[name]).strip()
    verdict = run(f"def solve(x): return 9\n{attack}\n", CHECK, "solve")
    assert verdict.outcome in {Outcome.FAILED, Outcome.ERROR}, verdict


# Each of these wants to reach something. It runs to its end only if it can't.
TRESPASSES = {
    "forks": "import os\nrefused(os.fork)",
    "forks by the other calls": """
        import os
        refused(os.forkpty)
        refused(os.posix_spawn, "/bin/true", ["true"], {})
    """,
    "starts a program": "import subprocess\nrefused(subprocess.run, ['/bin/true'])",
    "replaces itself": "import os, sys\nrefused(os.execv, sys.executable, ['python'])",
    "starts a thread": "import threading\nrefused(threading.Thread(target=print).start)",
    "kills its parent": "import os\nrefused(os.kill, os.getppid(), 9)",
    "kills everything": "import os\nrefused(os.kill, -1, 9)",
    "kills the process group": "import os\nrefused(os.killpg, 0, 9)",
    "signals through a descriptor": """
        import fcntl, os
        r, w = os.pipe()
        refused(fcntl.fcntl, r, fcntl.F_SETOWN, os.getppid())
        refused(fcntl.fcntl, r, 10, 9)
    """,
    "opens sockets": """
        import socket
        for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
                refused(socket.socket, family, kind)
        refused(socket.socketpair, socket.AF_UNIX, socket.SOCK_DGRAM)
        refused(socket.create_connection, ("127.0.0.1", 80))
    """,
    "writes elsewhere": """
        import os
        for path in ("/tmp/trespass", "/dev/shm/trespass", "/etc/trespass", "../trespass"):
            refused(open, path, "w")
        refused(os.mkdir, "../folder")
        refused(os.truncate, os.__file__, 0)
        refused(os.unlink, os.__file__)
        refused(open, os.__file__, "a")
    """,
    "changes modes, owners and times": """
        import os
        refused(os.chmod, "/etc/passwd", 0o777)
        refused(os.chown, ".", 1, 1)
        refused(os.utime, os.__file__)
        refused(os.setxattr, ".", "user.x", b"")
        refused(os.chmod, ".", 0)
    """,
    "links files from elsewhere": """
        import os
        refused(os.link, os.__file__, "mine")
        refused(os.symlink, "/etc", "etc")
        refused(os.rename, ".", "../moved")
        refused(os.mkfifo, "pipe")
    """,
    "reads secrets": """
        import os
        for path in ("/etc/passwd", "/etc/shadow", "/root", "/home", "/proc/1/environ", "/proc",
                     "/proc/self/environ", "/proc/self/maps", "/sys", "/var", "/tmp", "/dev", HOME):
            refused(os.listdir if os.path.isdir(path) else open, path)
    """,
    "opens devices": """
        for path in ("/dev/tty", "/dev/kmsg", "/dev/mem", "/dev/ptmx"):
            refused(open, path)
    """,
    "raises its own limits": """
        import resource
        for limit in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
            soft, hard = resource.getrlimit(limit)
            assert hard != resource.RLIM_INFINITY
            refused(resource.setrlimit, limit, (hard, hard + 1))
        refused(resource.prlimit, 1, resource.RLIMIT_CPU, (1, 1))
    """,
    "becomes someone else": """
        import os
        refused(os.setuid, 1)
        refused(os.setsid)
        refused(os.setpgid, 0, 0)
        refused(os.nice, -5)
        refused(os.sched_setaffinity, 0, {0})
    """,
    "changes the system": """
        import os, socket, time
        refused(os.chroot, ".")
        refused(socket.sethostname, "x")
        refused(time.clock_settime, time.CLOCK_REALTIME, 0)
    """,
    "keeps memory outside its address space": """
        import os
        refused(os.memfd_create, "hidden")
        from multiprocessing import shared_memory
        refused(shared_memory.SharedMemory, create=True, size=4096)
    """,
}
REFUSED = f"""
HOME = {str(Path.home())!r}
def refused(function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except (OSError, RuntimeError, ValueError):
        return
    raise AssertionError(f"{{function}} {{arguments}} was not refused")
"""


@pytest.mark.parametrize("name", TRESPASSES)
def test_nothing_outside_is_reached(run: Run, name: str) -> None:
    verdict = run(REFUSED + textwrap.dedent(TRESPASSES[name]))
    assert verdict.passed, verdict.detail


def test_the_environment_is_not_ours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HORNBOOK_TEST_KEY", "secret")
    with Sandbox(workers=1) as fresh:
        (verdict,) = fresh.execute([Program(id="a", program="import os\nprint(dict(os.environ))")])
    assert verdict.passed and "secret" not in verdict.output
    assert "PYTHONHASHSEED" in verdict.output


def test_it_holds_no_descriptor_but_its_own(run: Run) -> None:
    program = """
import os
held = []
for number in range(1024):
    try: held.append((number, os.fstat(number).st_mode))
    except OSError: pass
print([number for number, _ in held])
"""
    assert run(program).output == "[0, 1, 2, 3]\n"


def test_files_do_not_outlive_their_program(run: Run) -> None:
    first = "import os\nos.makedirs('a/b')\nopen('a/b/c', 'w').write('x')\nopen('d', 'w').write('')"
    assert run(first).passed
    for _ in range(4):  # both workers
        assert run("import os\nassert os.listdir('.') == []").passed


def test_large_files_and_outputs_are_cut_short(run: Run) -> None:
    for program in (
        "open('big', 'wb').write(bytes(1 << 20))",
        "while True: print('x' * 1000)",
        "f = open('big', 'wb')\nf.truncate(1 << 20)",
    ):
        verdict = run(program)
        assert verdict.outcome is Outcome.ERROR and "File too large" in verdict.detail
        assert len(verdict.output) <= 1 << 18


def test_many_files_are_noticed(sandbox: Sandbox) -> None:
    program = """
import time
for n in range(100_000):
    open(f"{n}", "wb").write(bytes(200_000))
    time.sleep(0.0002)
"""
    (verdict,) = sandbox.execute([Program(id="a", program=program)])
    assert verdict.outcome is Outcome.ERROR and "filled its scratch folder" in verdict.detail


def test_a_flood_of_claims_is_only_noise(run: Run) -> None:
    program = "import os\nwhile True: os.write(3, b'x' * 4096)"
    verdict = run(program)
    assert verdict.outcome is Outcome.ERROR and "flooded" in verdict.detail
    assert run("pass").passed


def test_one_program_leaves_nothing_to_the_next(run: Run) -> None:
    run("import builtins, math, sys\nbuiltins.len = math.sqrt = None\nsys.modules.clear()")
    assert run("import math\nassert len('ab') == 2 and math.sqrt(4) == 2").passed


def test_nobody_is_left_behind(run: Run) -> None:
    before = set(Path("/proc/self/fd").iterdir())
    for program in ("import os\nos._exit(1)", "while True: pass", "1 / 0", "pass"):
        run(program)
    assert set(Path("/proc/self/fd").iterdir()) == before
