"""What the commands do, as functions: `import hornbook`, then ``hornbook.run("nano")`` and so on.

Nothing heavy is imported before a function is called.
"""

from hornbook.api.models import ask, export, measure
from hornbook.api.recipes import Run, plan, run
from hornbook.api.rows import (
    Divided,
    Rows,
    classify,
    drop_contaminated,
    drop_duplicates,
    execute,
    load,
)

__all__ = [
    "Divided",
    "Rows",
    "Run",
    "ask",
    "classify",
    "drop_contaminated",
    "drop_duplicates",
    "execute",
    "export",
    "load",
    "measure",
    "plan",
    "run",
]
