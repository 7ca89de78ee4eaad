"""Words with a known meaning in Python, frozen here so that every Python scores alike."""

from __future__ import annotations

BUILTINS = frozenset(
    """
    abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod
    compile complex delattr dict dir divmod enumerate eval exec exit filter float format frozenset
    getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals
    map max memoryview min next object oct open ord pow print property quit range repr reversed
    round set setattr slice sorted staticmethod str sum super tuple type vars zip
    ArithmeticError AssertionError AttributeError BaseException BlockingIOError BufferError
    ConnectionError DeprecationWarning EOFError Ellipsis EnvironmentError Exception
    FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError
    ImportError IndentationError IndexError InterruptedError IsADirectoryError KeyError
    KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError
    NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning
    PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError
    RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError
    SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError
    UnicodeEncodeError UnicodeError UserWarning ValueError Warning ZeroDivisionError
    __name__ __file__ __doc__ __all__ __debug__ __import__ __package__ __spec__
    """.split()
)

TEACHING_BUILTINS = frozenset(
    """
    abs all any bin bool chr dict divmod enumerate filter float frozenset hex input int iter len
    list map max min next ord pow print range reversed round set sorted str sum tuple zip
    """.split()
)

REFLECTION_BUILTINS = frozenset(
    """
    callable classmethod compile delattr dir eval exec getattr globals hasattr isinstance
    issubclass locals property setattr staticmethod super type vars
    """.split()
)

METHODS = frozenset(
    """
    add append appendleft capitalize clear copy count decode difference discard encode endswith
    extend find format index insert intersection isalpha isdigit items join keys lower lstrip
    most_common pop popitem popleft push read readline readlines remove replace reverse rfind
    rstrip setdefault sort split splitlines startswith strip swapcase title translate union
    update upper values write zfill
    """.split()
)

MATHEMATICS = frozenset(
    """
    bisect cmath collections decimal fractions functools heapq itertools math numbers operator
    random statistics string numpy scipy
    """.split()
)

PLUMBING = frozenset(
    """
    abc argparse asyncio atexit configparser contextlib ctypes distutils getpass gettext importlib
    inspect locale logging multiprocessing optparse os pathlib pickle pkg_resources platform
    setuptools shutil signal six site socket ssl subprocess sys tempfile threading typing
    typing_extensions traceback types warnings weakref
    """.split()
)

TESTING = frozenset("unittest pytest nose hypothesis mock doctest testtools".split())

STANDARD = (
    MATHEMATICS - {"numpy", "scipy"}
    | PLUMBING - {"six", "pkg_resources", "setuptools", "typing_extensions"}
    | frozenset(
        """
        array ast base64 binascii calendar codecs colorsys copy csv dataclasses datetime difflib
        dis email enum errno fnmatch glob gzip hashlib hmac html http io json keyword linecache
        marshal mimetypes netrc ntpath posixpath pprint queue re secrets select shelve shlex
        sqlite3 stat struct symtable tarfile textwrap time timeit tkinter token tokenize turtle
        unicodedata unittest urllib uuid wave xml zipfile zlib __future__
        """.split()
    )
)
