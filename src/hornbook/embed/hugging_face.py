"""The paper's embedder: the mean of a pretrained model's hidden states."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hornbook.embed.protocol import Embedder, Encoder
from hornbook.errors import HornbookError
from hornbook.pipeline.context import Settings
from hornbook.pipeline.stage import unhashed

Pooling = Literal["mean", "last"]

_SAMPLED = 64
_SAMPLE_BYTES = 1 << 14


@dataclass(frozen=True, kw_only=True)
class HuggingFaceEmbedder(Embedder):
    """Hidden states of any causal LM or encoder, pooled over a text's tokens (phi-1, §2.1).

    The default is the paper's model. The middle layers of a small model tell more of a text than
    its last one does (docs/results/embedding.md). Nothing is downloaded: fetch a model beforehand
    with ``hf download MODEL``, or name a folder. No code of a model's own is run.

    Attributes:
        model: its name on the hub, looked for in the local Hugging Face cache.
        folder: a folder that holds the model, in place of the cache; what identifies it then is
            the content of its files.
        revision: branch, tag or commit on the hub; pin a commit to get the same vectors later.
        layer: which hidden states, 1 for those after the first block; none for the model's last,
            after its final norm. Blocks above it aren't computed.
        pooling: ``mean`` over the tokens, or the ``last`` token's.
        tokens: longer texts are cut to this many.
        batch_tokens: how many tokens are computed at once, padding included.
        device: as torch calls it; none takes the first GPU, or the processor.
    """

    model: str = "Salesforce/codegen-350M-mono"
    folder: str = unhashed("")
    revision: str = "main"
    layer: int | None = None
    pooling: Pooling = "mean"
    tokens: int = 1024
    batch_tokens: int = unhashed(8192)
    device: str = unhashed("")

    def __post_init__(self) -> None:
        if self.layer is not None and self.layer < 1:
            raise HornbookError(f"layer={self.layer}: layers are counted from 1")
        if self.pooling not in ("mean", "last"):
            raise HornbookError(f"pooling={self.pooling!r}: use 'mean' or 'last'")
        if min(self.tokens, self.batch_tokens) < 1:
            raise HornbookError("a HuggingFaceEmbedder's tokens and batch_tokens must be positive")

    @property
    def name(self) -> str:
        """The model, and the layer if it isn't the last."""
        return self.model if self.layer is None else f"{self.model}@{self.layer}"

    def key(self) -> str:
        """The digest of the model's files, and what is taken from it."""
        return f"hf:{folder_digest(self.place())}:{self.layer}:{self.pooling}:{self.tokens}"

    def external(self) -> str:
        """The digest of the folder's files, if a folder is named."""
        return folder_digest(self.place()) if self.folder else ""

    def place(self) -> Path:
        """The folder that holds the model.

        Raises:
            HornbookError: when it isn't there, or isn't in the local cache.
        """
        if self.folder:
            folder = Path(self.folder).expanduser()
            if not (folder / "config.json").is_file():
                raise HornbookError(
                    f"{folder} holds no model (no config.json); give the folder that "
                    "save_pretrained or `hf download --local-dir` wrote"
                )
            return folder
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

        try:
            return Path(
                snapshot_download(self.model, revision=self.revision, local_files_only=True)
            )
        except (LocalEntryNotFoundError, HFValidationError):
            raise HornbookError(
                f"the model {self.model} isn't on this machine; run: hf download {self.model}, "
                "or give HuggingFaceEmbedder folder=… a local folder that holds it"
            ) from None

    def from_hub(self) -> str:
        """The model, unless a folder or the hub's cache on this machine has it."""
        if self.folder:
            return ""
        try:
            self.place()
        except HornbookError:
            return f"the model {self.model} (fetched with: hf download {self.model})"
        return ""

    @contextmanager
    def encoder(self, settings: Settings) -> Iterator[Encoder]:
        """Load the model."""
        from hornbook.embed.states import StatesEncoder

        yield StatesEncoder(
            self.place(),
            layer=self.layer,
            pooling=self.pooling,
            tokens=self.tokens,
            batch_tokens=self.batch_tokens,
            device=self.device,
        )


def folder_digest(folder: Path) -> str:
    """A hash of the names, sizes and pieces of a model's weights, tokenizer and configuration.

    Small files are read whole, of the weights 64 pieces: two models that differ differ everywhere.
    """
    digest = hashlib.sha256()
    names = ("*.safetensors", "*.bin", "*.json", "*.txt", "*.model")
    for path in sorted({path for name in names for path in folder.glob(name)}):
        size = path.stat().st_size
        digest.update(f"{path.name}\n{size}\n".encode())
        with path.open("rb") as file:
            if size <= _SAMPLED * _SAMPLE_BYTES:
                digest.update(file.read())
                continue
            for number in range(_SAMPLED + 1):
                file.seek((size - _SAMPLE_BYTES) * number // _SAMPLED)
                digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:32]
