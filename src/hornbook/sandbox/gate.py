"""Answers the system calls that the seccomp filter asks about (see ``seccomp.py``)."""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import re
import struct
from pathlib import Path

from hornbook.sandbox import confine


class Gate:
    """Lets the warm parent do what its children may not.

    The warm parent runs only our own code and may go on. A child may map code into its memory when
    that comes from the system's libraries, ``ctypes`` and its like excepted: it is one thread, and
    held by the kernel meanwhile, so that what is looked at here is what it gets. Anything else that
    it asks for fails.
    """

    _RECEIVE, _SEND = 0xC0502100, 0xC0182101  # SECCOMP_IOCTL_NOTIF_RECV, _SEND
    _CONTINUE = 1
    _REFUSED = re.compile(r"_ctypes|_test|_xxtest|_xxsub|_xxinterp|_interp|libffi")

    def __init__(self, listener: int, warm: int, map_number: int) -> None:
        self.listener = listener
        self.warm = warm
        self._map_number = map_number  # of the system call mmap
        self._libraries = tuple(f"{path}/" for path in confine.library_paths())

    def answer(self) -> None:
        """Answer the call that is waiting."""
        notice = bytearray(80)  # struct seccomp_notif: id, pid, flags, nr, arch, ip, args
        try:
            fcntl.ioctl(self.listener, self._RECEIVE, notice, True)
            identity, caller, _, call, _, _, *arguments = struct.unpack("QIIiIQ6Q", notice)
            trusted = caller == self.warm or (
                call == self._map_number and self._maps_library(caller, *arguments)
            )
            error, flags = (0, self._CONTINUE) if trusted else (-errno.EPERM, 0)
            fcntl.ioctl(self.listener, self._SEND, struct.pack("QqiI", identity, 0, error, flags))
        except FileNotFoundError:
            pass  # the caller was killed meanwhile

    def _maps_library(
        self, caller: int, _address: int, _length: int, access: int, flags: int, file: int, _at: int
    ) -> bool:
        if access & mmap.PROT_WRITE or flags & mmap.MAP_ANONYMOUS:
            return False  # code of the program's own making
        try:
            path = os.readlink(f"/proc/{caller}/fd/{file}")  # noqa: PTH115
        except OSError:
            return False
        return path.startswith(self._libraries) and not self._REFUSED.match(Path(path).name)
