"""Claims on requests, so that of several processes with one cache only one asks the same thing."""

from __future__ import annotations

import fcntl
import os
import struct
from pathlib import Path
from types import TracebackType
from typing import Self


class Claims:
    """Locks on single bytes of a file, one for each request under way.

    The kernel lets go of a lock when its holder dies, so nothing is left behind by a kill. The
    file stays empty: bytes beyond its end can be locked (fcntl(2), open file description locks).
    Where a file system has no locks, every claim is granted.

    A claim may be taken several times through the same `Claims` and is held until it has been
    released as often.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._file)

    def take(self, key: str) -> bool:
        """Claim a request; false while somebody else holds it."""
        if key not in self._held and not self._lock(key, fcntl.F_WRLCK):
            return False
        self._held[key] = self._held.get(key, 0) + 1
        return True

    def release(self, key: str) -> None:
        """Give back a claim."""
        self._held[key] -= 1
        if not self._held[key]:
            del self._held[key]
            self._lock(key, fcntl.F_UNLCK)

    def _lock(self, key: str, kind: int) -> bool:
        place = int(key[:15], 16)  # 60 bits, which fit a file offset
        # struct flock: type, whence, start, length, process (0 for these locks).
        record = struct.pack("hhqqi4x", kind, os.SEEK_SET, place, 1, 0)
        try:
            fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, record)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
