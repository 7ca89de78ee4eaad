"""Prompt templates: Markdown files with named slots, written ``{{ topic }}``."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from hornbook.errors import HornbookError


@dataclass(frozen=True)
class Template:
    """A prompt with slots; ``name`` is the file's name, or the path of a user's own file.

    Rows keep the name and the filled slots; `digest` belongs into the identity of a stage that
    asks, since editing a template changes what is asked.
    """

    name: str
    text: str

    @classmethod
    def load(cls, name: str) -> Template:
        """A template of Hornbook by its name, or any Markdown file by its path.

        Raises:
            HornbookError: when there is no such template.
        """
        own = name.endswith(".md")
        path = Path(name) if own else Path(__file__).parent / f"{name}.md"
        try:
            return cls(name, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            have = ", ".join(sorted(file.stem for file in Path(__file__).parent.glob("*.md")))
            raise HornbookError(
                f"can't read the prompt template {name} ({error}); "
                f"give a path that ends in .md, or one of: {have}"
            ) from None

    @property
    def digest(self) -> str:
        """The hash of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    def fill(self, **slots: str) -> str:
        """The prompt. What a slot is filled with is never read as a template itself.

        Raises:
            HornbookError: for a slot that isn't filled, doesn't exist, or isn't written well.
        """
        from jinja2 import TemplateError, TemplateSyntaxError, meta
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(keep_trailing_newline=False)
        try:
            wanted = meta.find_undeclared_variables(environment.parse(self.text))
        except TemplateSyntaxError as error:
            raise HornbookError(
                f"line {error.lineno} of the prompt template {self.name} can't be read: {error}"
            ) from None
        if wanted != slots.keys():
            missing, unknown = sorted(wanted - slots.keys()), sorted(slots.keys() - wanted)
            problem = f"has no value for {missing}" if missing else f"has no slot for {unknown}"
            raise HornbookError(
                f"the prompt template {self.name} {problem}; its slots are {sorted(wanted)}, "
                f"and {sorted(slots)} were given"
            )
        try:
            return environment.from_string(self.text).render(slots).strip()
        except TemplateError as error:
            raise HornbookError(
                f"the prompt template {self.name} can't be filled: {error}"
            ) from None


def slots_json(**slots: str) -> str:
    """Filled slots as the JSON that a row keeps."""
    return json.dumps(slots, ensure_ascii=False, sort_keys=True)
