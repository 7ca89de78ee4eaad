"""A triple as a conversation: messages as chat endpoints take them, and one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ("system", "query", "response", "task", "pool", "kind", "options", "answer", "verdict")
"""What a trace has beside a document's columns; ``messages`` repeats the first three."""


def messages(system: str, query: str, response: str) -> list[dict[str, str]]:
    """The conversational form of OpenAI and Hugging Face: ``role`` and ``content``.

    An empty system message is left out, so a chat template's own default may take its place.
    """
    turns = [("system", system), ("user", query), ("assistant", response)]
    return [{"role": role, "content": said} for role, said in turns if role != "system" or said]


def text_of(system: str, query: str, response: str) -> str:
    """One text, in ChatML: ``<|im_start|>user``, what is said, ``<|im_end|>``, for each turn.

    ChatML is what SmolLM2, Qwen and many others were trained with. A model with another template
    is trained on ``messages`` by its tokenizer's ``apply_chat_template``. The loss belongs on the
    response alone (2306.02707, §3.2); it stands in a column of its own, and last in the text.
    """
    return "".join(
        f"<|im_start|>{turn['role']}\n{turn['content']}<|im_end|>\n"
        for turn in messages(system, query, response)
    )


def trace(system: str, query: str, response: str, **columns: object) -> dict[str, Any]:
    """The columns of a trace, but for those of a document."""
    return {
        "system": system,
        "query": query,
        "response": response,
        "messages": messages(system, query, response),
        **columns,
    }


def trace_fields() -> list[pa.Field]:
    """The schema of these columns."""
    import pyarrow as pa

    turn = pa.struct([pa.field("role", pa.string()), pa.field("content", pa.string())])
    types = {"kind": pa.int64(), "options": pa.list_(pa.string())}
    return [
        *(pa.field(name, types.get(name, pa.string()), nullable=name == "answer")
          for name in COLUMNS),
        pa.field("messages", pa.list_(turn), nullable=False),
    ]  # fmt: skip
