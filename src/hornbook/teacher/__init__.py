"""Who answers prompts: a local model, an OpenAI-compatible endpoint, or a script."""

from hornbook.teacher.budget import Budget
from hornbook.teacher.local import LocalTeacher
from hornbook.teacher.openai_compatible import OpenAITeacher
from hornbook.teacher.protocol import Teacher
from hornbook.teacher.request import Answer, Failure, Reply, Request, chat, continuation
from hornbook.teacher.scripted import ScriptedTeacher
from hornbook.teacher.usage import Price

__all__ = [
    "Answer",
    "Budget",
    "Failure",
    "LocalTeacher",
    "OpenAITeacher",
    "Price",
    "Reply",
    "Request",
    "ScriptedTeacher",
    "Teacher",
    "chat",
    "continuation",
]
