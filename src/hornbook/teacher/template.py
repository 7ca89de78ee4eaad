"""Prompt templates: Markdown files with named slots, written ``{{ topic }}``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from hornbook.errors import HornbookError

if TYPE_CHECKING:
    from jinja2 import Template as Compiled


@dataclass(frozen=True)
class Template:
    """A prompt with slots; a package that has prompts subclasses it with their ``folder``.

    Rows keep the name, the digest and the filled slots; `digest` belongs into the identity of a
    stage that asks, since editing a template changes what is asked.

    Attributes:
        name: the file's name without its ending.
        text: what the file holds.
        path: where it was read, for messages.
        folder: where the package's own templates lie.
    """

    folder: ClassVar[Path] = Path(__file__).parent / "prompts"

    name: str
    text: str
    path: str = field(default="", compare=False)

    @classmethod
    def load(cls, name: str) -> Self:
        """A template of Hornbook by its name, or any Markdown file by its path.

        Raises:
            HornbookError: when there is no such template.
        """
        own = name.endswith(".md")
        path = Path(name) if own else cls.folder / f"{name}.md"
        try:
            return cls(path.stem, path.read_text(encoding="utf-8"), name)
        except (OSError, UnicodeDecodeError) as error:
            have = ", ".join(sorted(file.stem for file in cls.folder.glob("*.md")))
            raise HornbookError(
                f"can't read the prompt template {name} ({error}); "
                f"give a path that ends in .md, or one of: {have}"
            ) from None

    @property
    def digest(self) -> str:
        """The hash of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def slots(self) -> frozenset[str]:
        """The names of its slots.

        Raises:
            HornbookError: when the template isn't written well.
        """
        return _read(self.path or self.name, self.text)[0]

    def check(self, names: Iterable[str]) -> None:
        """Compare its slots with those that will be filled, before anything is asked.

        Raises:
            HornbookError: for a slot too many or too few, naming it and the file.
        """
        wanted, given = self.slots, frozenset(names)
        if wanted == given:
            return
        problems = [f"has no slot {{{{ {name} }}}}" for name in sorted(given - wanted)]
        problems += [
            f"has a slot {{{{ {name} }}}} with no value" for name in sorted(wanted - given)
        ]
        raise HornbookError(
            f"the prompt template {self.path or self.name} {' and '.join(problems)}; "
            f"its slots must be: {', '.join(sorted(given))}"
        )

    def fill(self, **slots: str) -> str:
        """The prompt. What a slot is filled with is never read as a template itself.

        Raises:
            HornbookError: for a slot that isn't filled, doesn't exist, or isn't written well.
        """
        from jinja2 import TemplateError

        self.check(slots)
        try:
            return _read(self.path or self.name, self.text)[1].render(slots).strip()
        except TemplateError as error:
            raise HornbookError(
                f"the prompt template {self.path or self.name} can't be filled: {error}"
            ) from None


@lru_cache(maxsize=64)
def _read(path: str, text: str) -> tuple[frozenset[str], Compiled]:
    """The slots and the compiled template; compiled once: that takes far longer than filling."""
    from jinja2 import TemplateSyntaxError, meta
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(keep_trailing_newline=False)
    try:
        slots = frozenset(meta.find_undeclared_variables(environment.parse(text)))
        return slots, environment.from_string(text)
    except TemplateSyntaxError as error:
        raise HornbookError(
            f"the prompt template {path}, line {error.lineno}, can't be read: {error}"
        ) from None


def slots_json(**slots: str) -> str:
    """Filled slots as the JSON that a row keeps."""
    return json.dumps(slots, ensure_ascii=False, sort_keys=True)
