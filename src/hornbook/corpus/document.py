"""What a row of text is, wherever it came from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def document_id(text: str) -> str:
    """The content hash that names a text: 32 hexadecimal digits of BLAKE2b."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def document_schema(*extra: pa.Field) -> pa.Schema:
    """The columns every row of text has, followed by ``extra`` ones.

    ``source`` says where the text came from (``pypi:rich==15.0.0/rich/console.py``,
    ``procedural:lists/rotate``, ``teacher:SmolLM2-135M-Instruct``); ``parents`` holds the ids of
    the rows it was made from; ``stage`` is the name of the stage that made it.
    """
    import pyarrow as pa

    columns = [
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("parents", pa.list_(pa.string()), nullable=False),
        pa.field("stage", pa.string(), nullable=False),
    ]
    return pa.schema([*columns, *extra])
