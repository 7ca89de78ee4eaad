"""The stage that lets a teacher grow a tree of topics: domains, their fields, their topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from hornbook.corpus.document import document_id, document_schema
from hornbook.embed.lexical import LexicalEmbedder
from hornbook.embed.protocol import Embedder
from hornbook.errors import HornbookError
from hornbook.generate.answers import REFUSED, bad_answer
from hornbook.generate.piece import seed_of
from hornbook.generate.prompts import Template
from hornbook.generate.prose.topics import (
    ROOTS,
    check_roots,
    fault_of_topic,
    normal_form,
    read_topics,
)
from hornbook.pipeline.context import Context
from hornbook.pipeline.dataset import Dataset, DatasetWriter
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.teacher import Answer, LocalTeacher, Reply, Request, Teacher, chat
from hornbook.teacher.account import Account
from hornbook.teacher.asking import Questions

if TYPE_CHECKING:
    import pyarrow as pa

    from hornbook.generate.prose.nearness import Nearness
    from hornbook.teacher.client import Client

SLOTS = ("topic", "kind", "count", "known")
_KNOWN = 12  # topics that a prompt names, so that others come


@dataclass(frozen=True, kw_only=True)
class GrowTopics(Stage[Dataset]):
    """Ask a teacher for the fields of domains and the topics of fields, until there are enough.

    Level 0 are the roots; under each stand ``fields``, and under those the topics. When a round
    of requests leaves topics wanting, the fields that have room are asked again and told what
    they have; it ends with enough topics, with ``requests`` made, or with a round that brought
    hardly anything new. A killed run asks nothing twice: the answers are in the cache.

    Splits: ``topics``, the leaves; ``tree``, all rows from the roots down, each with its
    ``parents``; ``rejected``, with the reason.

    Attributes:
        teacher: who is asked.
        topics: how many leaves are wanted.
        roots: the domains.
        fields: how many of each domain.
        requests: the most that are made.
        at_once: how many topics a request asks for.
        near: topics whose embedding is this close to one before are dropped; None compares
            normal forms only.
        embedder: for that.
        least_new: end when less than this share of a round's topics was new.
    """

    version: ClassVar[int] = 1
    teacher: Teacher = field(default_factory=LocalTeacher)
    topics: int = 20_000
    roots: tuple[str, ...] = ROOTS
    fields: int = 25
    requests: int = 6_000
    at_once: int = 20
    near: float | None = 0.92
    embedder: Embedder = field(default_factory=lambda: LexicalEmbedder(dimensions=512))
    least_new: float = 0.02
    seed: int = 0
    max_tokens: int = 400
    temperature: float = 0.9
    top_p: float = 0.95
    template: str = unhashed("topics")

    def __post_init__(self) -> None:
        check_roots(self.roots)
        if min(self.topics, self.fields, self.requests, self.at_once) < 1:
            raise HornbookError("topics, fields, requests and at_once must be at least 1")
        if self.near is not None and not 0 < self.near <= 1:
            raise HornbookError(f"near={self.near}: give a cosine above 0 and up to 1")

    def external(self) -> str:
        """The template, the teacher's files and the embedder's."""
        template = Template.load(self.template)
        template.check(SLOTS)
        parts = (template.digest, self.teacher.external(), self.embedder.external())
        return " ".join(filter(None, parts))

    def asks(self, context: Context) -> tuple[Questions, ...]:
        """The requests for fields; those for topics follow from their answers."""
        template = Template.load(self.template)
        roots = self.roots[: self.requests]

        def requests() -> Iterator[Request]:
            for name in roots:
                yield self.request(template, _Node(name, 0), "fields", self.fields, 0)

        follow_ups = -(-(self.requests - len(roots)) // len(roots))
        return (
            Questions(
                teacher=self.teacher,
                requests=requests,
                count=len(roots),
                template=template.name,
                follow_ups=follow_ups,
            ),
        )

    def request(
        self, template: Template, node: _Node, kind: str, count: int, number: int
    ) -> Request:
        """The prompt about a node: so many of a kind, beside those that it has."""
        known = "; ".join(node.below[-_KNOWN:])
        return chat(
            template.fill(topic=node.path, kind=kind, count=str(count), known=known),
            max_tokens=self.max_tokens,
            temperature=self.temperature,
            top_p=self.top_p,
            seed=seed_of(self.seed, node.path, number),
        )

    def run(self, context: Context) -> Dataset:
        """Grow level by level, and write the tree."""
        with ExitStack() as opened:
            client = opened.enter_context(self.teacher.open(context.cache, context.settings))
            nearness = None
            if self.near is not None:
                from hornbook.generate.prose.nearness import Nearness

                session = self.embedder.open(context.cache, context.settings)
                nearness = Nearness(opened.enter_context(session), self.near)
            growth = _Growth(self, context, client, nearness)
            growth.run()
        return growth.write()


@dataclass
class _Node:
    """A topic in the tree.

    Attributes:
        name: what it is about.
        level: 0 for roots.
        above: the node it stands under.
        request: the hash of the request whose answer named it; empty for roots.
    """

    name: str
    level: int
    above: _Node | None = None
    request: str = ""
    below: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        """From the root down."""
        return f"{self.above.path} > {self.name}" if self.above else self.name

    @property
    def root(self) -> _Node:
        """The domain it belongs to."""
        return self.above.root if self.above else self


class _Growth:
    """One run: the nodes so far, and what may still be asked."""

    def __init__(
        self, stage: GrowTopics, context: Context, client: Client, nearness: Nearness | None
    ) -> None:
        self.stage = stage
        self.context = context
        self.client = client
        self.nearness = nearness
        self.template = Template.load(stage.template)
        self.roots = [_Node(name, 0) for name in stage.roots]
        self.fields: list[_Node] = []
        self.topics: list[_Node] = []
        self.rejected: list[dict[str, Any]] = []
        self.rounds: list[dict[str, int]] = []
        self.forms = {normal_form(name) for name in stage.roots}
        self.asked = self.parsed = 0
        if nearness:
            nearness.close(stage.roots)

    def run(self) -> None:
        """Fields first, then topics in rounds until they are enough or hardly any is new."""
        stage = self.stage
        with self.context.progress.bar(
            "growing topics", total=stage.topics, unit="topics"
        ) as self.bar:
            self._round(self.roots, "fields", stage.fields, self.fields, stage.fields)
            quota = -(-stage.topics // max(1, len(self.fields)))
            while self.fields and len(self.topics) < stage.topics and self.asked < stage.requests:
                hungry = [node for node in self.fields if len(node.below) < quota]
                if not hungry:
                    quota += stage.at_once
                    continue
                said, new = self._round(hungry, "topics", stage.at_once, self.topics, quota)
                if new < max(1, stage.least_new * said):
                    break
        failures = self.client.usage.failures
        if self.asked and failures == self.asked:
            raise HornbookError(
                f"{stage.teacher.name} answered nothing: {self.rejected[0]['reason']}"
            )

    def _round(
        self, nodes: Sequence[_Node], kind: str, count: int, into: list[_Node], quota: int
    ) -> tuple[int, int]:
        """Ask about each node once; how many topics were said, and how many of them were new."""
        nodes = nodes[: self.stage.requests - self.asked]
        number = len(self.rounds)
        said, before = 0, len(into)
        with closing(self._replies(nodes, kind, count, number)) as replies:
            for node, reply in zip(nodes, replies, strict=True):
                self.asked += 1
                names = self._named(node, reply)
                said += len(names)
                self.parsed += bool(names)
                self._take(node, names, reply.key, into, quota)
                if into is self.topics and len(into) >= self.stage.topics:
                    break
        self.rounds.append({"requests": len(nodes), "said": said, "new": len(into) - before})
        return said, len(into) - before

    def _replies(
        self, nodes: Sequence[_Node], kind: str, count: int, number: int
    ) -> Generator[Reply]:
        from hornbook.teacher.client import in_order

        def requests() -> Iterator[Request]:
            for node in nodes:
                yield self.stage.request(self.template, node, kind, count, number)

        with closing(self.client.complete(requests())) as replies:
            yield from in_order(replies)

    def _named(self, node: _Node, reply: Reply) -> list[str]:
        """What an answer names, rejecting a bad answer as a whole."""
        if not isinstance(reply, Answer):
            self._reject(node, "", f"the teacher didn't answer: {reply.reason}")
            return []
        if bad_answer(reply.text) == REFUSED:
            self._reject(node, reply.text, REFUSED)
            return []
        names = read_topics(reply.text)
        if reply.finish_reason == "length" and names:
            names.pop()  # torn
        if not names:
            self._reject(node, reply.text, "no topics in the answer")
        return names

    def _take(
        self, node: _Node, names: list[str], request: str, into: list[_Node], quota: int
    ) -> None:
        fresh: list[str] = []
        for name in names:
            form = normal_form(name)
            reason = fault_of_topic(name) or ("said before" if form in self.forms else "")
            if reason:
                self._reject(node, name, reason)
            else:
                self.forms.add(form)
                fresh.append(name)
        near = self.nearness.close(fresh) if self.nearness else [False] * len(fresh)
        for name, close in zip(fresh, near, strict=True):
            if close:
                self._reject(node, name, "close to another topic")
            elif len(node.below) >= quota or len(into) >= self._room(into):
                self._reject(node, name, "its branch has enough")
            else:
                node.below.append(name)
                into.append(_Node(name, node.level + 1, node, request))
                self.bar.advance(1 if into is self.topics else 0, note=f"{self.asked} requests")

    def _room(self, into: list[_Node]) -> int:
        return self.stage.topics if into is self.topics else len(self.roots) * self.stage.fields

    def _reject(self, node: _Node, text: str, reason: str) -> None:
        self.rejected.append({**self._row(text, node.level + 1, node), "reason": reason})

    def _row(self, name: str, level: int, above: _Node | None, request: str = "") -> dict[str, Any]:
        return {
            "id": document_id(name),
            "text": name,
            "source": f"teacher:{self.stage.teacher.name}" if level else "roots",
            "parents": [document_id(above.name)] if above else [],
            "stage": self.context.name,
            "level": level,
            "path": f"{above.path} > {name}" if above else name,
            "branch": above.root.name if above else name,
            "request": request,
        }

    def write(self) -> Dataset:
        """The splits, and what is worth knowing."""
        with DatasetWriter(self.context.directory, **schemas()) as writer:
            for node in (*self.roots, *self.fields, *self.topics):
                row = self._row(node.name, node.level, node.above, node.request)
                writer.add("tree", row)
                if node.level == 2:
                    writer.add("topics", row)
            writer.extend("rejected", self.rejected)
        branches = Counter(node.root.name for node in self.topics)
        if len(self.topics) < self.stage.topics:
            self.context.progress.say(
                f"{self.context.name}: {len(self.topics):,} topics after {self.asked:,} requests, "
                f"not {self.stage.topics:,}"
            )
        account = Account(
            teacher=self.stage.teacher.name,
            template=self.template.name,
            template_digest=self.template.digest,
            asked=self.asked,
            parsed=self.parsed,
            kept=len(self.fields) + len(self.topics),
            usage=self.client.usage,
        )
        self.context.record(
            accounts=[account.record()],
            rounds=self.rounds,
            branches=dict(branches.most_common()),
            reasons=dict(Counter(row["reason"] for row in self.rejected).most_common()),
        )
        return Dataset(self.context.directory)


def schemas() -> dict[str, pa.Schema]:
    """Columns of all splits."""
    import pyarrow as pa

    columns = [
        pa.field("level", pa.int64(), nullable=False),
        pa.field("path", pa.string(), nullable=False),
        pa.field("branch", pa.string(), nullable=False),
        pa.field("request", pa.string(), nullable=False),
    ]
    reason = pa.field("reason", pa.string(), nullable=False)
    return {
        "topics": document_schema(*columns),
        "tree": document_schema(*columns),
        "rejected": document_schema(*columns, reason),
    }
