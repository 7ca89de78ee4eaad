"""What the funnel says of rows that were left out."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from hornbook.pipeline.dataset import Dataset
from hornbook.report.funnel import reasons


def test_reasons_that_differ_in_names_and_numbers_alone_are_one(tmp_path: Path) -> None:
    said = [
        f"its function '{name}' has {share}% of the syntax tree of MBPP/{problem}"
        for name, share, problem in (("ends_in", 100, 77), ("rounds", 95, 365), ("rounds", 91, 9))
    ]
    said += ["shares 13 words in a row with MBPP/2", "shares 13 words in a row with MBPP/3: a b"]
    Dataset.write(tmp_path, contaminated=pa.table({"reason": [*said, None]}))
    assert reasons(Dataset(tmp_path), "contaminated") == (
        ("its function … has …% of the syntax tree of MBPP/…", 3),
        ("shares 13 words in a row with MBPP/…", 2),
        ("no reason given", 1),
    )
