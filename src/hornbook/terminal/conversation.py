"""A loop in which a model goes on with what is typed, as it comes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from hornbook.errors import HornbookError
from hornbook.model.checkpoint import Checkpoint
from hornbook.model.sampling import Sampling
from hornbook.terminal.wording import shown

HELP = '''The model goes on with each line. An empty line lets it go on from where it stopped;
""" alone on a line begins and ends a text of several lines.
/again draws another answer, /quit or Ctrl-D ends, Ctrl-C stops an answer.'''

_FENCE = '"""'
_WARM = 0.8  # what another answer is drawn at, where the likeliest is taken otherwise


@dataclass
class Conversation:
    """What was said last, and how the model answers.

    Attributes:
        prompt: what the model went on with last.
        answer: with what.
        again: how many other answers were drawn to it.
    """

    checkpoint: Checkpoint
    sampling: Sampling
    prompt: str = ""
    answer: str = ""
    again: int = 0

    def run(self, *, shorten: bool) -> None:
        """Answer what is typed, or piped in line by line, until it ends.

        Args:
            shorten: ask for no more tokens than the context holds, instead of refusing.
        """
        self.model, self.tokenizer = self.checkpoint.load()
        if shorten:
            # Half of it, so that there is room for what is typed.
            most = min(self.sampling.max_new_tokens, self.model.config.context // 2)
            self.sampling = replace(self.sampling, max_new_tokens=most)
        if sys.stdin.isatty():
            with suppress(ImportError):
                import readline  # noqa: F401 - input() then has a history, and keys to edit with
            _say(HELP)
        for text in _typed():
            if text == "/quit":
                break
            try:
                self._turn(text)
            except HornbookError as error:
                _say(str(error))

    def _turn(self, text: str) -> None:
        if text == "/again":
            self.again += 1
        elif text.startswith("/"):
            _say(HELP)
            return
        else:
            # An empty line goes on from the end of what was said.
            self.prompt = text or self.prompt + self.answer
            self.again = 0
        if self.prompt:
            self.answer = self._answer()

    def _answer(self) -> str:
        from hornbook.model.sampler import stream

        sampling = self.sampling
        if self.again:
            warm = sampling.temperature or _WARM
            sampling = replace(sampling, seed=sampling.seed + self.again, temperature=warm)
        said = ""
        with suppress(KeyboardInterrupt):
            for piece in stream(self.model, self.tokenizer, self.prompt, sampling):
                said += piece
                sys.stdout.write(shown(piece))
                sys.stdout.flush()
        sys.stdout.write("\n")
        sys.stdout.flush()
        return said


def _typed() -> Iterator[str]:
    """What was entered: a line, or several between fences; ends at Ctrl-C, Ctrl-D or /quit."""
    prompt = "> " if sys.stdin.isatty() else ""
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            text = input(prompt)
            if text.strip() == _FENCE:
                lines: list[str] = []
                while (line := input(prompt and ". ")).strip() != _FENCE:
                    lines.append(line)
                text = "\n".join(lines)
            yield text


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
