"""The peers of ``decontamination.py``; runs in an environment that has them and not Hornbook.

    PYTHON decontamination_peers.py janitor|datatrove|levenshtein < requests > answers

One JSON object a line. The first request is ``{"items": [[prompt, solution], …]}`` (trees for
levenshtein), each other one ``{"texts": […]}``; an answer has the flags of the texts, or the
number of pairs that match, with the wall and processor seconds of that alone.
"""

import contextlib
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Search = Callable[[list[str]], object]


def janitor(items: list[list[str]]) -> Search:
    """lm-eval's, in its Python mode; a text is flagged when anything is removed from it."""
    with contextlib.redirect_stderr(io.StringIO()):
        from lm_eval.decontamination.janitor import Janitor
    search = Janitor(minimum_slice_length=0)
    for prompt, solution in items:
        search.register_contaminant_python(prompt + solution)
    return lambda texts: [search.clean_python(text) != [text] for text in texts]


def datatrove(items: list[list[str]]) -> Search:
    """The filter of datatrove, with the hashes of its own indexer."""
    import numpy as np
    from datatrove.data import Document
    from datatrove.pipeline.decont import NGramsDecontConfig, NGramsDecontFilter
    from datatrove.pipeline.decont.n_grams import NGramsDecontIndexer

    folder = tempfile.mkdtemp()
    config = NGramsDecontConfig(n_grams=13, find_query_ngrams=True)
    search: Any = NGramsDecontFilter(folder, config=config)
    # An indexer can't be made without lighteval; the filter has all that its hashing needs.
    hashes = {
        value
        for prompt, solution in items
        for value in NGramsDecontIndexer.compute_hashes(search, solution, prompt)
    }
    array = np.array(sorted(hashes), dtype=config.hash_config.np_descr)
    array.tofile(Path(folder) / "benchmark.index.hashes")
    return lambda texts: [search.filter(Document(text=text, id="")) is not True for text in texts]


def levenshtein(trees: list[str]) -> Search:
    """Every pair in a loop, as one would write it; counts those that match at 0.8."""
    import Levenshtein

    def count(texts: list[str]) -> int:
        found = 0
        for text in texts:
            for tree in trees:
                longer = max(len(text), len(tree), 1)
                if 1 - Levenshtein.distance(text, tree) / longer >= 0.8 - 1e-9:
                    found += 1
        return found

    return count


def main() -> None:
    requests = map(json.loads, sys.stdin)
    build = {"janitor": janitor, "datatrove": datatrove, "levenshtein": levenshtein}[sys.argv[1]]
    answers = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # the peers chat
        search = build(next(requests)["items"])
        for request in requests:
            wall, processor = time.perf_counter(), time.process_time()
            found = search(request["texts"])
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
            answer = {"found": found, "wall": wall, "processor": processor}
            print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
