"""The stages that make a tokenizer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from hornbook.errors import HornbookError
from hornbook.model.tokenizer import FILE_NAME, SETTINGS_FILE, Tokenizer, train_bpe
from hornbook.pipeline.context import Context
from hornbook.pipeline.split import Split
from hornbook.pipeline.stage import Stage, unhashed
from hornbook.train.sources import Source, read_texts


@dataclass(frozen=True, kw_only=True)
class TrainTokenizer(Stage[Tokenizer]):
    """Learn a byte-level BPE from documents.

    Attributes:
        sources: what to learn from.
        vocab_size: number of tokens.
        sample: bytes of text to learn from at most, from documents spread over each source.
    """

    version: ClassVar[int] = 2

    sources: tuple[Split, ...]
    vocab_size: int = 4096
    sample: int = 16_000_000

    def run(self, context: Context) -> Tokenizer:
        """Read a sample of the documents and learn merges from it."""
        read = 0

        def texts() -> Iterator[str]:
            nonlocal read
            for split in self.sources:
                for text in _sample(split, context, self.sample // len(self.sources)):
                    read += len(text.encode())
                    yield text

        tracked = context.progress.track(texts(), "reading", unit="docs")
        tokenizer = Tokenizer.write(context.directory, train_bpe(tracked, self.vocab_size))
        if not read:
            raise HornbookError(f"{self.name} has no text to learn from: its sources are empty")
        context.record(bytes_read=read)
        return tokenizer


@dataclass(frozen=True, kw_only=True)
class PretrainedTokenizer(Stage[Tokenizer]):
    """Take the tokenizer of a model on the Hugging Face hub; the default is phi-1's (§2.3).

    It has to be a byte-level BPE that gives every text back exactly, as those of GPT-2, codegen
    and Llama 3 are. No code of a model's own is run.

    Attributes:
        model: its name on the hub.
        revision: branch, tag or commit on the hub; pin a commit to get the same tokens later.
        folder: a folder that holds its ``tokenizer.json``, in place of the hub; what identifies it
            then is the content of its files.
    """

    model: str = "Salesforce/codegen-350M-mono"
    revision: str = "main"
    folder: Path | str = unhashed("")

    def external(self) -> str:
        """The digest of the folder's tokenizer, if a folder is named."""
        if not self.folder:
            return ""
        tokenizer = self._in_folder()
        return f"{tokenizer.digest} {tokenizer.end_text}"

    def from_hub(self) -> str:
        """The tokenizer, unless a folder or the hub's cache on this machine has it."""
        from huggingface_hub import try_to_load_from_cache

        if self.folder:
            return ""
        cached = try_to_load_from_cache(self.model, FILE_NAME, revision=self.revision)
        return "" if isinstance(cached, str) else f"the tokenizer {self.model}"

    def run(self, context: Context) -> Tokenizer:
        """Check the tokenizer and copy it."""
        tokenizer = self._in_folder() if self.folder else self._from_hub()
        tokenizer.check_exact()
        context.record(tokens=tokenizer.size, end=tokenizer.end)
        return tokenizer.copy_to(context.directory)

    def _in_folder(self) -> Tokenizer:
        folder = Path(self.folder).expanduser()
        if not (folder / FILE_NAME).is_file():
            raise HornbookError(
                f"{folder} holds no {FILE_NAME}; give the folder that "
                f"`hf download --local-dir` or a tokenizer's save_pretrained wrote"
            )
        return Tokenizer(folder)

    def _from_hub(self) -> Tokenizer:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError

        wanted = [FILE_NAME, SETTINGS_FILE]
        try:
            folder = Path(
                snapshot_download(self.model, revision=self.revision, allow_patterns=wanted)
            )
        except (HfHubHTTPError, HFValidationError, OSError) as error:
            why = " ".join(str(error).split())[:120]
            raise HornbookError(
                f"can't get the tokenizer {self.model} from the hub ({why}); check its name and "
                f"the network, or give {type(self).__name__} folder=… a folder with its {FILE_NAME}"
            ) from None
        if not (folder / FILE_NAME).is_file():
            raise HornbookError(
                f"{self.model} has no {FILE_NAME} on the hub; write one with transformers' "
                f"AutoTokenizer and save_pretrained, and give {type(self).__name__} its folder=…"
            )
        return Tokenizer(folder)


def _sample(split: Split, context: Context, size: int) -> Iterator[str]:
    """Texts in an order that is the same each time, until they make ``size`` bytes."""
    from hornbook.train.packing import shuffled

    column = read_texts(Source(split=split), context).column("text")
    read = 0
    for row in shuffled(len(column), seed=0, source=0, epoch=0):
        if read >= size:
            return
        text = column[int(row)].as_py()
        read += len(text.encode())
        yield text
