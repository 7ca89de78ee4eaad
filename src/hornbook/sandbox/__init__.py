"""Runs untrusted programs."""

from hornbook.sandbox.execute import execute_file
from hornbook.sandbox.program import Limits, Outcome, Program, Verdict
from hornbook.sandbox.sandbox import Sandbox

__all__ = ["Limits", "Outcome", "Program", "Sandbox", "Verdict", "execute_file"]
