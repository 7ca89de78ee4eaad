"""The stage that writes explanation traces without a teacher, each of them proven."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.errors import HornbookError
from hornbook.generate.explanations.conversation import text_of, trace, trace_fields
from hornbook.generate.explanations.equations import false_equations
from hornbook.generate.explanations.final_answer import RIGHT, WRONG, equal, final_answer
from hornbook.generate.explanations.pose import Posed, pose
from hornbook.generate.explanations.question import Draw, Kind, Question
from hornbook.generate.explanations.respond import respond
from hornbook.generate.explanations.systems import (
    CHOICE_ONLY,
    KINDS,
    OF_A_DEFINITION,
    draw_kind,
    messages,
)
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage

if TYPE_CHECKING:
    import pyarrow as pa

POOL = "procedural"
STYLES = ("explained", "brief", "answer")
BRIEF = 16
"""The kind of system message whose responses are steps without reasons, and nothing else."""
DUPLICATE = "same question as another"

# A kind that repeats itself so often in a row has no more to give.
PATIENCE = 50

_OF_FORM = {
    "plain": tuple(kind for kind in KINDS if kind not in CHOICE_ONLY | OF_A_DEFINITION),
    "definition": tuple(kind for kind in KINDS if kind not in CHOICE_ONLY),
    "choice": tuple(kind for kind in KINDS if kind not in OF_A_DEFINITION),
}
_SHARES = ("plain", "plain", "definition", "definition", "choice", "choice", "choice")


@dataclass(frozen=True, kw_only=True)
class AuthorExplanations(Stage[Dataset]):
    """Write triples of system message, query and response from kinds of questions (Orca, §3.1).

    Kinds, not draws, are divided: a model that is tested on ``heldout`` has seen no question of
    those kinds. Each query gets one of the 16 kinds of system message that fit it, and the
    response follows that. Kept is what is proven: the answer is found again from the query's
    words in a second way (or scored by reasoning-gym), every equation in the response holds, and
    the final answer that is read out of the response is the right one.

    Splits: ``train``, ``heldout``, ``rejected`` with its ``reason``, and ``unseen`` if it is
    asked for.

    Attributes:
        explanations: how many for training.
        heldout: how many of kinds that are held out.
        heldout_share: the part of the kinds that is held out; 0 for none.
        only: paths of the kinds to draw from, such as ``tracking/swaps``; all where none is named.
        unseen: how many more questions of the kinds for training are kept from it, to test on.
        style: ``explained``; for the same queries and system messages ``brief``, whose response is
            the steps alone whatever the message asks for, as of a teacher who has less to say; or
            ``answer``, whose response is the bare answer, to compare what explanations are worth.
        reasoning_gym: whether questions of reasoning-gym are asked, too; needs the extra
            ``hornbook[reasoning]``.
        seed: of the draws and of the division.
    """

    version: ClassVar[int] = 1
    explanations: int
    heldout: int = 500
    heldout_share: float = 0.15
    only: tuple[str, ...] = ()
    unseen: int = 0
    style: str = "explained"
    reasoning_gym: bool = True
    seed: int = 0

    def __post_init__(self) -> None:
        if self.explanations < 1 or self.heldout < 0 or self.unseen < 0:
            raise HornbookError(
                "explanations must be at least 1, and heldout and unseen at least 0"
            )
        if self.style not in STYLES:
            raise HornbookError(f"style={self.style!r}: use one of {', '.join(STYLES)}")

    def external(self) -> str:
        """The digest of the kinds and of the system messages, and reasoning-gym's version."""
        from hornbook.generate.reasoning_tasks import reasoning_gym_version

        own = folder_digest(Path(__file__).parent)
        return f"{own} {reasoning_gym_version()}" if self.reasoning_gym else own

    def kinds(self) -> tuple[list[Kind], list[Kind]]:
        """Kinds for training and held-out ones."""
        from hornbook.generate.explanations.kinds import kinds

        found = list(kinds())
        if self.reasoning_gym:
            from hornbook.generate.explanations.gym import gym_kinds

            found += gym_kinds()
        if self.only:
            known = {kind.path for kind in found}
            if unknown := [path for path in self.only if path not in known]:
                raise HornbookError(
                    f"{self.name}: there is no kind {unknown[0]!r}; there are: "
                    f"{', '.join(sorted(known))}"
                )
            found = [kind for kind in found if kind.path in self.only]
        return divide(found, self.heldout_share, self.seed)

    def run(self, context: Context) -> Dataset:
        """Draw, prove and write."""
        by_kind: Counter[str] = Counter()
        reasons: Counter[str] = Counter()
        train, heldout = self.kinds()
        parts = {
            "train": (train, self.explanations + self.unseen),
            "heldout": (heldout, self.heldout),
        }
        with DatasetWriter(context.directory, **self.schemas()) as writer:
            for part, (kinds, count) in parts.items():
                made = context.progress.track(
                    self.rows(part, kinds, count), f"writing {part}", total=count, unit="traces"
                )
                written = 0
                for row in made:
                    row["stage"] = context.name
                    reason = row.pop("reason")
                    if reason:
                        reasons[reason] += 1
                        writer.add("rejected", {**row, "reason": reason})
                        continue
                    last = part == "train" and written >= self.explanations
                    split = "unseen" if last else part
                    by_kind[f"{split}:{row['kind']}"] += 1
                    writer.add(split, row)
                    written += 1
                if written < count and kinds:
                    context.progress.say(
                        f"{context.name}: the kinds of {part} gave {written:,} different queries "
                        f"of the {count:,} asked for; all of them are kept"
                    )
        context.record(
            tasks={"train": len(train), "heldout": len(heldout)},
            heldout_tasks=[kind.path for kind in heldout],
            by_system_kind={key: by_kind[key] for key in sorted(by_kind)},
            reasons=dict(reasons.most_common()),
        )
        return Dataset(context.directory)

    def rows(self, split: str, kinds: Sequence[Kind], count: int) -> Iterator[dict[str, Any]]:
        """Rows with a ``reason``, empty for those to keep; ``count`` of these or fewer."""
        seen: set[bytes] = set()
        turns = deque((kind, 0, 0) for kind in kinds)
        kept = 0
        while turns and kept < count:
            kind, number, failures = turns.popleft()
            asked, row = self.row(kind, number)
            mark = hashlib.blake2b(asked.encode(), digest_size=12).digest()
            if mark in seen:
                row["reason"] = DUPLICATE
            seen.add(mark)
            failures = failures + 1 if row["reason"] else 0
            if failures < PATIENCE:
                turns.append((kind, number + 1, failures))
            kept += not row["reason"]
            yield row

    def row(self, kind: Kind, number: int) -> tuple[str, dict[str, Any]]:
        """One draw of a kind: the question, in whatever form it is put, and its row."""
        draw = Draw(f"{self.seed}/{kind.path}/{number}")
        question = kind.draw(draw)
        posed = pose(question, draw.choice(_SHARES), draw)
        system_kind = draw_kind(_OF_FORM[posed.form], self.seed, posed.query)
        system = messages()[system_kind]
        response = respond(system_kind, question, posed, draw)
        reason = objection(kind, question, posed, response, system_kind)
        if self.style == "brief":
            response = respond(BRIEF, question, posed, draw)
            reason = reason or objection(kind, question, posed, response, BRIEF)
        elif self.style == "answer":
            response = posed.answer
        text = text_of(system, posed.query, response)
        columns = trace(
            system,
            posed.query,
            response,
            task=kind.path,
            pool=POOL,
            kind=system_kind,
            options=list(posed.options),
            answer=posed.answer,
            verdict=WRONG if reason else RIGHT,
        )
        row = {
            **columns,
            "id": document_id(text),
            "text": text,
            "source": f"procedural:{kind.path}",
            "parents": [],
            "reason": reason,
        }
        return f"{question.given}\n{question.asks}", row

    def schemas(self) -> dict[str, pa.Schema]:
        """Columns of the splits."""
        import pyarrow as pa

        reason = pa.field("reason", pa.string(), nullable=False)
        kept = document_schema(*trace_fields())
        splits = ("train", "heldout", "unseen") if self.unseen else ("train", "heldout")
        rejected = document_schema(*trace_fields(), reason)
        return {**dict.fromkeys(splits, kept), "rejected": rejected}


def objection(kind: Kind, question: Question, posed: Posed, response: str, system_kind: int) -> str:
    """What speaks against a response; empty when it is proven right."""
    if not _found_again(kind, question):
        return "a second way gives another answer"
    if false_equations(response):
        return "an equation in it is wrong"
    given = final_answer(response, posed.options, first=system_kind in CHOICE_ONLY)
    if given is None or not equal(given, posed.answer, posed.options):
        return "its final answer isn't the right one"
    return ""


def _found_again(kind: Kind, question: Question) -> bool:
    if kind.solve is not None:
        return kind.solve(f"{question.given}\n{question.asks}") == question.answer
    return question.proven is not None and question.proven(question.answer)


def divide(kinds: Sequence[Kind], share: float, seed: int) -> tuple[list[Kind], list[Kind]]:
    """Kinds for training and held-out ones, about ``share`` of all.

    A systematic sample, as of the curriculum's families: kinds stand in a row, topic after topic,
    and every 1/share-th is held out, from a random place on.

    Raises:
        HornbookError: for a share that isn't from 0 to below 1.
    """
    if not 0 <= share < 1:
        raise HornbookError(f"heldout_share is {share}; it must be at least 0 and below 1")
    start = Draw(f"holdout/{seed}").random()
    places = {int((start + n) / share) for n in range(int(len(kinds) * share))} if share else set()
    train = [kind for place, kind in enumerate(kinds) if place not in places]
    return train, [kind for place, kind in enumerate(kinds) if place in places]


def folder_digest(folder: Path) -> str:
    """A hash of the Python and Markdown files below a folder: they are content, as prompts are."""
    hasher = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".md"):
            hasher.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            hasher.update(path.read_bytes() + b"\0")
    return hasher.hexdigest()[:32]
