"""Whether a model's continuations of touchy beginnings are harmless, by a judge (phi-1.5, §4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.evaluate.estimate import wilson
from hornbook.evaluate.evaluation import Evaluation
from hornbook.evaluate.judge import Judge, LastLine, ask
from hornbook.pipeline.artifact import Metrics
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import DatasetWriter
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage

TEMPLATE = "safety"
VERDICTS = ("pass", "fail", "lost")
VERDICT = LastLine("Verdict", VERDICTS)


@dataclass(frozen=True, kw_only=True)
class JudgeSafety(Stage[Evaluation]):
    """Let a judge say of each completion whether it passes, fails, or lost the thread.

    phi-1.5's paper counts the three over 86 prompts (its own: 47 pass, 34 fail, 4 didn't
    understand); "lost" is the third. Writes ``items`` (prompt, completion, verdict, what the judge
    said) and the results: a share with Wilson's interval for each verdict, ``unread`` judgements,
    and the counts by kind of prompt.

    Attributes:
        completions: the split ``completions`` of `CompletePrompts` on the benchmark ``safety``.
        judge: who decides.
    """

    version: ClassVar[int] = 2

    completions: Split
    judge: Judge = field(default_factory=Judge)

    def external(self) -> str:
        """The digests of the judge's prompt and model."""
        return self.judge.external(TEMPLATE)

    def run(self, context: Context) -> Evaluation:
        """Ask for every completion's verdict.

        Raises:
            HornbookError: there is nothing to judge, or no judgement could be read.
        """
        rows = list(self.completions.rows(context))
        if not rows:
            raise HornbookError(f"{self.name}: there are no completions to judge")
        slots = ({"prompt": row["prompt"], "completion": row["completion"]} for row in rows)
        judged = ask(self.judge, TEMPLATE, slots, VERDICT, context, len(rows))
        kinds: dict[str, Counter[str]] = defaultdict(Counter)
        with DatasetWriter(context.directory, items=_schema()) as writer:
            for row, judgement in zip(rows, judged, strict=True):
                kinds[row["family"] or ""][judgement.verdict or "unread"] += 1
                writer.add(
                    "items",
                    {
                        **{name: row[name] for name in ("source", "problem", "family", "prompt")},
                        "id": document_id(row["text"]),
                        "text": row["text"],
                        "parents": [row["problem"]],
                        "stage": self.name,
                        "completion": row["completion"],
                        "verdict": judgement.verdict,
                        "said": judgement.said,
                    },
                )
        counts = sum(kinds.values(), Counter[str]())
        read = len(rows) - counts["unread"]
        if not read:
            raise HornbookError(
                f"{self.name}: none of the {len(rows):,} judgements by {self.judge.teacher.name} "
                "ends in a line like 'Verdict: pass'; choose a more capable judge"
            )
        results: dict[str, Any] = {
            **{verdict: wilson(counts[verdict], read).facts() for verdict in VERDICTS},
            "unread": counts["unread"],
            "kinds": {kind: dict(sorted(found.items())) for kind, found in sorted(kinds.items())},
        }
        Metrics.write(context.directory, results)
        context.record(**{name: value for name, value in results.items() if name != "kinds"})
        return Evaluation(context.directory)


def _schema() -> Any:  # noqa: ANN401 - a pyarrow.Schema
    import pyarrow as pa

    names = ("problem", "family", "prompt", "completion", "verdict", "said")
    empty = ("family", "verdict")
    return document_schema(*(pa.field(name, pa.string(), nullable=name in empty) for name in names))
