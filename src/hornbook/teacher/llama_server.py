"""The llama.cpp server as a process of its own: ``python -m hornbook.teacher.llama_server``.

A process of its own, because a crash in native code would otherwise take the run with it. It
reads its parameters as one line of JSON from standard input, answers with one line of JSON that
holds its address, and ends when standard input closes: so it never outlives its parent, however
that one dies. It listens on the loopback interface only.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def serve(parameters: dict[str, Any]) -> str:
    """Load the model and start to serve; gives the address and keeps the server referenced.

    Raises:
        RuntimeError: when llama.cpp can't load the model or listen on the port.
    """
    import xllamacpp

    common = xllamacpp.CommonParams()
    common.model.path = parameters["path"]
    common.model_alias = {parameters["name"]}
    common.hostnames = ["127.0.0.1"]
    common.port = parameters["port"]
    common.n_parallel = parameters["slots"]
    common.n_ctx = parameters["slots"] * parameters["context"]
    for processors in (common.cpuparams, common.cpuparams_batch):
        processors.n_threads = parameters["threads"]
        processors.poll = 0  # threads that wait sleep, in builds without OpenMP too
    common.warmup = False
    common.cache_ram_mib = 0  # sections share no long prefix worth 8 GiB of memory
    common.ui = False
    common.endpoint_slots = False
    common.verbosity = parameters.get("verbosity", 1)
    if parameters.get("embedding"):
        common.embedding = True
        common.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
        common.n_batch = common.n_ubatch = parameters["context"]  # a text is pooled in one piece
    server = xllamacpp.Server(common)
    _running.append(server)
    return str(server.listening_address)


_running: list[object] = []


def main() -> None:
    """Serve until standard input closes."""
    reply = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever native code prints goes to the log, never between the lines of JSON
    parameters = json.loads(sys.stdin.readline())
    try:
        answer = {"address": serve(parameters)}
    except (ImportError, RuntimeError) as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    reply.write(json.dumps(answer) + "\n")
    reply.close()
    if "address" in answer:
        sys.stdin.read()
    os._exit(0)  # native threads still hold the model; there is nothing to tidy up


if __name__ == "__main__":
    main()
