"""Starts, watches and stops a llama.cpp server in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from hornbook.errors import HornbookError

_LAST_WORDS = 200

# OpenMP's threads spin while they wait for one another. Where other work wants the same cores
# that is fatal: on two cores with nine busy processes, 3 tokens/s instead of 27.
_SLEEPING_THREADS = {"OMP_WAIT_POLICY": "PASSIVE"}


@dataclass(kw_only=True)
class LlamaProcess:
    """A llama.cpp server on the loopback interface; ``port`` 0 takes a free one.

    With ``embedding`` it gives vectors instead of text: the mean of the last hidden states.
    """

    path: Path
    name: str
    slots: int
    context: int
    threads: int
    port: int = 0
    embedding: bool = False
    _process: subprocess.Popen[str] | None = field(default=None, init=False)
    _log: IO[bytes] | None = field(default=None, init=False)
    _stopped: bool = field(default=False, init=False)

    def start(self) -> str:
        """Load the model; gives the address, such as ``http://127.0.0.1:40123``.

        Raises:
            HornbookError: when the port is in use or the model can't be served.
        """
        if self.port:
            _check_free(self.port)
        self._log = tempfile.TemporaryFile()
        process = self._process = subprocess.Popen(
            [sys.executable, "-m", "hornbook.teacher.llama_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={**os.environ, **_SLEEPING_THREADS},
            start_new_session=True,  # so that Ctrl-C reaches us alone, and we can finish first
        )
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(self._parameters()) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        answer = json.loads(line) if line else {}
        if "address" in answer:
            return str(answer["address"])
        reason = answer.get("error") or self.cause_of_death() or "no reason given"
        raise HornbookError(
            f"llama.cpp can't serve {self.path.name} ({reason}{self._last_words()}); "
            "check that the file is whole and that xllamacpp is installed"
        )

    def cause_of_death(self) -> str | None:
        """How the process ended, if it did; waits a moment for one that is just ending."""
        if self._process is None or self._stopped:
            return None
        try:
            status = self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            return None
        if status < 0:
            return f"killed by {signal.Signals(-status).name}"
        return f"exit status {status}"

    def stop(self) -> None:
        """End the server by closing its standard input, or by force if it lingers."""
        self._stopped = True
        if self._process is not None:
            assert self._process.stdin is not None and self._process.stdout is not None
            self._process.stdin.close()
            self._process.stdout.close()
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._log is not None:
            self._log.close()

    @property
    def pid(self) -> int | None:
        """The process id, while there is a process."""
        return self._process.pid if self._process is not None else None

    def _parameters(self) -> dict[str, Any]:
        return {
            "path": str(self.path),
            "name": self.name,
            "slots": self.slots,
            "context": self.context,
            "threads": self.threads,
            "port": self.port,
            "embedding": self.embedding,
        }

    def _last_words(self) -> str:
        if self._log is None:
            return ""
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        return f": {lines[-1][-_LAST_WORDS:]}" if lines else ""


def _check_free(port: int) -> None:
    """Ask before llama.cpp does, because it doesn't say why it couldn't listen."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise HornbookError(
                f"port {port} can't be used for the local teacher ({error.strerror}); "
                "choose another, or leave it out to take a free one"
            ) from None
