"""A seccomp filter: which system calls a confined interpreter may make.

What is not named here fails with ``EPERM``. A few calls are *asked*: the kernel holds them until
the keeper (see ``keeper.py``) answers, which is how the warm parent may fork and start up while
its children, who inherit the very same filter, may not.

Format: https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Callable, Iterable

# What reading, computing, and writing to files already open or allowed by Landlock need. Nothing
# here changes another process, the owner or mode of a file, a mount, a clock, or the kernel.
ALLOWED = """
    access alarm arch_prctl brk chdir clock_getres clock_gettime clock_nanosleep close close_range
    dup dup2 dup3 epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd2
    exit exit_group faccessat faccessat2 fchdir fstat fstatfs ftruncate futex getcpu getcwd
    getdents64 getegid geteuid getgid getgroups getitimer getpeername getpgid getpgrp getpid getppid
    getrandom getresgid getresuid getrlimit getrusage getsid getsockname getsockopt gettid
    gettimeofday getuid get_robust_list lseek lstat madvise mkdir mkdirat mremap munmap nanosleep
    newfstatat open openat pause pipe pipe2 poll ppoll pread64 preadv preadv2 pselect6 pwrite64
    pwritev pwritev2 read readlink readlinkat readv recvfrom recvmsg rename renameat renameat2
    restart_syscall rmdir rseq rt_sigpending rt_sigprocmask rt_sigreturn rt_sigsuspend
    rt_sigtimedwait sched_getaffinity sched_get_priority_max sched_get_priority_min
    sched_getparam sched_getscheduler sched_yield select sendfile sendmsg sendto set_robust_list
    set_tid_address setitimer shutdown sigaltstack stat statfs statx sysinfo time times truncate
    umask uname unlink unlinkat wait4 waitid write writev
""".split()

# A fork, a start: the keeper allows these to the warm parent alone, and the second only at first.
ASKED = ("clone", "execve")
# Asked when they would make memory executable: only while the warm parent loads its modules.
ASKED_IF_EXECUTABLE = ("mmap", "mprotect")

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_FCNTL_COMMANDS = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1032)  # dup, flags, locks, pipe size
_IOCTL_REQUESTS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # terminal? FIONREAD, FIONBIO …
_PROT_EXEC = 4
_AF_UNIX, _SOCK_STREAM, _SOCK_TYPE_MASK = 1, 1, 0xF

_ALLOW, _ASK, _KILL = 0x7FFF0000, 0x7FC00000, 0x80000000
_DENY, _ABSENT = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS

_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06  # BPF_LD|W|ABS, BPF_ALU|AND|K, BPF_RET|K
_IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT = 0x15, 0x35, 0x45  # BPF_JMP | JEQ, JGE, JSET
_NUMBER, _ARCHITECTURE = 0, 4  # offsets in struct seccomp_data

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


def compile_filter(number_of: Callable[[str], int], machine: str | None = None) -> bytes:
    """The filter as an array of ``struct sock_filter``.

    Args:
        number_of: a system call's number on this machine, negative where it has no such call.
        machine: processor architecture, by default this one's.

    Raises:
        OSError: an architecture that this filter wasn't written for.
    """
    machine = machine or platform.machine()
    if machine not in _ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"there is no system call filter for {machine} processors")
    parts: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        _result(_KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 0, 1, 0x40000000),  # x86-64's second, 32-bit numbering
        _result(_DENY),
    ]

    def on(names: Iterable[str], body: list[Instruction]) -> None:
        numbers = (number_of(name) for name in names)
        parts.extend(part for number in numbers if number >= 0 for part in _when(number, body))

    on(ALLOWED, [_result(_ALLOW)])
    on(ASKED, [_result(_ASK)])
    executable = (_IF_ANY_BIT, 0, 1, _PROT_EXEC)
    on(ASKED_IF_EXECUTABLE, [_argument(2), executable, _result(_ASK), _result(_ALLOW)])
    # Python hands a signal's handler the frame that it interrupts, the tests' own perhaps.
    on(["rt_sigaction"], [*_unless_null(1, _ASK), _result(_ALLOW)])
    on(["fcntl"], [_argument(1), *_one_of(_FCNTL_COMMANDS), _result(_DENY)])
    on(["ioctl"], [_argument(1), *_one_of(_IOCTL_REQUESTS), _result(_DENY)])
    on(["prlimit64"], [_argument(0), *_one_of((0,)), _result(_DENY)])  # its own limits only
    on(["socketpair"], _stream_pair())  # asyncio wakes itself through one; nothing else is on it
    on(["clone3"], [_result(_ABSENT)])  # its flags can't be seen from here: libc falls back
    parts.append(_result(_DENY))
    return b"".join(struct.pack("HBBI", *instruction) for instruction in parts)


def _result(action: int) -> Instruction:
    return (_RETURN, 0, 0, action)


def _argument(index: int) -> Instruction:
    """Load the low half of an argument (both architectures are little-endian)."""
    return (_LOAD, 0, 0, 16 + 8 * index)


def _when(value: int, body: list[Instruction]) -> list[Instruction]:
    """Run ``body``, which must return, if the loaded value equals ``value``."""
    return [(_IF_EQUAL, 0, len(body), value), *body]


def _one_of(values: Iterable[int]) -> list[Instruction]:
    return [part for value in values for part in _when(value, [_result(_ALLOW)])]


def _unless_null(index: int, action: int) -> list[Instruction]:
    """Take ``action`` if an argument, a pointer, isn't null."""
    low, any_bit = 16 + 8 * index, 0xFFFFFFFF
    return [
        part
        for half in (low, low + 4)
        for part in ((_LOAD, 0, 0, half), (_IF_ANY_BIT, 0, 1, any_bit), _result(action))
    ]


def _stream_pair() -> list[Instruction]:
    return [
        _argument(0),
        (_IF_EQUAL, 0, 3, _AF_UNIX),
        _argument(1),
        (_AND, 0, 0, _SOCK_TYPE_MASK),
        (_IF_EQUAL, 1, 0, _SOCK_STREAM),
        _result(_DENY),
        _result(_ALLOW),
    ]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def install(instructions: bytes, seccomp_number: int) -> int:
    """Put this process under a filter for good; returns the descriptor that asked calls arrive on.

    Raises:
        OSError: the kernel refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(instructions) // 8, instructions)
    set_filter, with_listener = 1, 1 << 3
    listener = libc.syscall(seccomp_number, set_filter, with_listener, ctypes.byref(program))
    if listener < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return int(listener)
