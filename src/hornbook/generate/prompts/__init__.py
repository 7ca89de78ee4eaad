"""The prompts of the generators, and what reads them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from hornbook.teacher import template
from hornbook.teacher.template import slots_json

__all__ = ["Template", "slots_json"]


class Template(template.Template):
    """A prompt of this package by its name, or any Markdown file by its path."""

    folder: ClassVar[Path] = Path(__file__).parent
