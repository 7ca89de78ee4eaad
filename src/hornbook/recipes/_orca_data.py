"""What Orca's models learn from: teachers' explanations of FLAN-v2, or the procedural author's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from hornbook.corpus.hub import HubDataset
from hornbook.generate.explanations.author import AuthorExplanations
from hornbook.generate.explanations.bare import AnswerQueries
from hornbook.generate.explanations.pools import QueryFiles, QueryHub, orca_pools
from hornbook.generate.explanations.queries import SampleQueries
from hornbook.generate.explanations.stages import ExplainQueries, by_teacher
from hornbook.generate.prose.stages import AuthorProse
from hornbook.generate.stories.stages import AuthorStories
from hornbook.model.tokenizer import Tokenizer
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage
from hornbook.recipes._orca_numbers import Numbers
from hornbook.report.stages import Written
from hornbook.teacher import Teacher
from hornbook.train.tokenizers import PretrainedTokenizer, TrainTokenizer

COLLECTIONS = {
    "cot": "DataProvenanceInitiative/cot_submix_original",
    "niv2": "DataProvenanceInitiative/niv2_submix_original",
    "flan2021": "DataProvenanceInitiative/flan2021_submix_original",
    "t0": "DataProvenanceInitiative/t0_submix_original",
}
"""The collections of FLAN-v2 that the paper draws from (Table 3), and where the hub has them.

The hub's are mixtures of what the paper draws from, and smaller: where one has fewer queries than
are wanted, all of them are taken, and the run says so."""

HELDOUT = 0.2
"""Share of the procedural kinds that no model learns from."""

ASSISTANT, TEACHER = "gpt-5-mini", "gpt-5"
"""Who stands for ChatGPT and GPT-4 (gpt-3.5-turbo and gpt-4 of 2023) if nobody is named."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Folders in place of the hub; None for the hub.

    Attributes:
        flan: holds a folder for each of the `COLLECTIONS`.
        web: RefinedWeb's.
        tokenizer: codegen's.
    """

    flan: Path | None = None
    web: Path | None = None
    tokenizer: Path | None = None

    def collection(self, name: str) -> QueryFiles | QueryHub:
        """A collection of FLAN-v2."""
        if self.flan is None:
            return QueryHub(path=COLLECTIONS[name])
        return QueryFiles(path=self.flan / name)


@dataclass(frozen=True, kw_only=True)
class Data:
    """What models learn from, and questions of the same sort to test them on.

    Attributes:
        tokenizer: of all of it.
        text: what the base model reads.
        answers: bare answers to all queries.
        assistant: the assistant's explanations of all queries.
        teacher: the teacher's, of a part of them.
        tests: questions with their answers, by title.
        written: what the report shows of it.
    """

    tokenizer: Stage[Tokenizer]
    text: tuple[Split, ...]
    answers: Split
    assistant: Split
    teacher: Split
    tests: tuple[tuple[str, Split], ...]
    written: tuple[Written, ...]


def procedural(numbers: Numbers, seed: int) -> Data:
    """Data that needs nobody: stories and common sense to begin with, then proven explanations.

    The shorter set of queries is the beginning of the longer, as in the paper; so that questions
    kept for tests are of neither, both come from one author.
    """
    prose = Split(AuthorProse(passages=numbers.passages, seed=seed, label="prose"), "prose")
    stories = Split(AuthorStories(stories=numbers.stories, seed=seed, label="stories"), "stories")
    brief = AuthorExplanations(
        explanations=numbers.queries,
        heldout=numbers.questions,
        heldout_share=HELDOUT,
        only=numbers.kinds,
        unseen=numbers.questions,
        style="brief",
        reasoning_gym=False,  # an extra that not everybody has
        seed=seed,
        label="brief explanations",
    )
    full = replace(
        brief,
        explanations=numbers.teacher_queries,
        unseen=0,
        style="explained",
        label="explanations",
    )
    bare = replace(brief, unseen=0, style="answer", label="bare answers")
    taught, assisted, answered = (Split(stage, "train") for stage in (full, brief, bare))
    return Data(
        tokenizer=TrainTokenizer(
            sources=(prose, stories, taught), vocab_size=numbers.vocabulary, label="tokenizer"
        ),
        text=(prose, stories),
        answers=answered,
        assistant=assisted,
        teacher=taught,
        tests=(
            ("trained kinds", Split(brief, "unseen")),
            ("held-out kinds", Split(brief, "heldout")),
        ),
        written=(
            Written(name="Brief explanations", data=brief, unit="explanations"),
            Written(name="Explanations", data=full, unit="explanations"),
            Written(name="Answers", data=bare, unit="answers"),
        ),
    )


def from_teachers(
    numbers: Numbers, assistant: Teacher, teacher: Teacher, places: Places, seed: int
) -> Data:
    """The paper's: queries of FLAN-v2, explained by an assistant, and a part by a teacher (§3.1).

    The base model's text is RefinedWeb, and the tokenizer codegen's: neither is Orca's, whose
    LLaMA brings its own.
    """
    web = HubDataset(
        path="tiiuae/falcon-refinedweb",
        text="content",
        source_column="url",
        licence="ODC-By-1.0",
        folder=places.web or "",
        label="web",
    )
    queries = SampleQueries(
        pools=orca_pools(
            cot=places.collection("cot"),
            niv2=places.collection("niv2"),
            flan2021=places.collection("flan2021"),
            t0=places.collection("t0"),
        ),
        seed=seed,
        label="queries",
    )
    assisted = ExplainQueries(
        teacher=assistant,
        queries=Split(queries, "queries"),
        requests=numbers.queries,
        max_tokens=numbers.answer,
        # What the paper keeps of wrong responses isn't stated; it tells of no such filter.
        keep_wrong=True,
        expected=(numbers.prompt, numbers.response),
        seed=seed,
        label="assistant's explanations",
    )
    taught = by_teacher(
        assisted,
        teacher=teacher,
        requests=numbers.teacher_queries,
        label="teacher's explanations",
    )
    bare = AnswerQueries(
        queries=Split(queries, "queries"), requests=numbers.queries, label="bare answers"
    )
    asked = AuthorExplanations(
        explanations=1, heldout=numbers.questions, reasoning_gym=False, seed=seed, label="questions"
    )
    return Data(
        tokenizer=PretrainedTokenizer(folder=places.tokenizer or "", label="tokenizer"),
        text=(Split(web, "documents"),),
        answers=Split(bare, "answers"),
        assistant=Split(assisted, "explanations"),
        teacher=Split(taught, "explanations"),
        tests=(("procedural kinds", Split(asked, "heldout")),),
        written=(
            Written(name="Assistant's explanations", data=assisted, unit="explanations"),
            Written(name="Teacher's explanations", data=taught, unit="explanations"),
            Written(name="Answers", data=bare, unit="answers"),
        ),
    )
