"""``results.json``: what a run found, for programs to read.

It lies beside ``report.html``, in the artifact of the report and in the run's folder. Its format::

    {
      "format": 1,
      "title": "Hornbook nano",
      "command": "hornbook run nano seed=0",
      "tables": [
        {
          "title": "Figure 1 in small",
          "note": "…",
          "entrants": ["raw", "filtered"],
          "columns": [
            {
              "test": "HumanEval", "key": "pass@1", "unit": "share", "higher_is_better": true,
              "cells": [
                {"value": 0.02, "low": 0.0, "high": 0.05, "of": 164,
                 "seeds": [0.01, 0.03], "basis": "seeds and items"},
                …
              ],
              "differences": [
                null,
                {"value": 0.01, "low": -0.01, "high": 0.03, "p_value": 0.2,
                 "higher": 4, "lower": 2, "basis": "seeds and items"}
              ]
            }
          ]
        }
      ],
      "choosing": [{"name": "125M", "results": {…}}]
    }

Fields and their meanings are those of `hornbook.report.result_table`; ``cells`` and
``differences`` have one value an entrant, null where nothing was measured. A run's ``arms`` are
tables, too: one of the models before finetuning, one of those after. ``choosing`` holds what each
`BestOfN` recorded. A reader should refuse a ``format`` that it doesn't know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hornbook.errors import HornbookError
from hornbook.report.result_table import Basis, Cell, Column, Difference, ResultTable

FILE_NAME = "results.json"
FORMAT = 1


@dataclass(frozen=True)
class RunResults:
    """What ``results.json`` holds.

    Attributes:
        title: of the report.
        command: what makes the same again.
        tables: the comparisons, the arms' first.
        choosing: by name, the results of choosing among candidates.
    """

    title: str
    command: str
    tables: tuple[ResultTable, ...]
    choosing: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def write(self, directory: Path) -> None:
        """Write the file below ``directory``."""
        values = {
            "format": FORMAT,
            "title": self.title,
            "command": self.command,
            "tables": [asdict(table) for table in self.tables],
            "choosing": [
                {"name": name, "results": results} for name, results in self.choosing.items()
            ],
        }
        text = json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False)
        (directory / FILE_NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, directory: Path) -> RunResults:
        """Read the file below ``directory``.

        Raises:
            HornbookError: when there is none, it is damaged, or of another format.
        """
        path = directory / FILE_NAME
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            if values["format"] != FORMAT:
                raise HornbookError(
                    f"{path} is of format {values['format']!r}, this Hornbook reads {FORMAT}; "
                    f"write it anew with: hornbook report {directory}"
                )
            return cls(
                title=values["title"],
                command=values["command"],
                tables=tuple(_table(each) for each in values["tables"]),
                choosing={each["name"]: each["results"] for each in values["choosing"]},
            )
        except FileNotFoundError:
            message = f"{directory} has no {FILE_NAME}; write it with: hornbook report {directory}"
            raise HornbookError(message) from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise HornbookError(
                f"{path} is damaged ({type(error).__name__}); write it anew with: "
                f"hornbook report {directory}"
            ) from None


def _table(values: dict[str, Any]) -> ResultTable:
    columns = tuple(_column(each) for each in values["columns"])
    return ResultTable(values["title"], tuple(values["entrants"]), columns, values["note"])


def _column(values: dict[str, Any]) -> Column:
    cells = tuple(
        each and Cell(**{**each, "seeds": tuple(each["seeds"]), "basis": Basis(each["basis"])})
        for each in values["cells"]
    )
    differences = tuple(
        each and Difference(**{**each, "basis": Basis(each["basis"])})
        for each in values["differences"]
    )
    return Column(**{**values, "cells": cells, "differences": differences})
