"""What prose is about: roots of a tree of topics, and how topics are read and told apart.

phi-1.5 (2309.05463, §2) generates from 20K topics chosen to teach "common sense reasoning and
general knowledge of the world (science, daily activities, theory of mind, etc.)". Its list isn't
published; these roots are ours, and a teacher grows the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from hornbook.errors import HornbookError

ROOTS = (
    # daily activities
    "cooking and eating at home",
    "cleaning and tidying up",
    "clothes and getting dressed",
    "sleeping, washing and staying healthy",
    "shopping and spending money",
    "tools and simple repairs",
    "gardens and house plants",
    "pets and farm animals",
    "getting from one place to another",
    "school and learning",
    "jobs and working together",
    "games, sports and hobbies",
    "holidays and celebrations",
    # the physical world
    "weather and seasons",
    "materials and what they are good for",
    "heat, light and sound",
    "water, air and soil",
    "pushing, pulling, falling and floating",
    "plants and how they grow",
    "wild animals and where they live",
    "the human body",
    "the earth, the moon and the stars",
    "machines and electricity",
    "maps, distances and directions",
    "time, clocks and calendars",
    "counting and measuring in daily life",
    # people and what is in their minds
    "feelings and what causes them",
    "what others know, believe and want",
    "friendship and family",
    "telling the truth, promises and trust",
    "asking for things and being polite",
    "fairness, sharing and rules",
    "misunderstandings and how they are cleared up",
    "mistakes and learning from them",
    # living together
    "safety at home and in traffic",
    "towns, villages and how they work",
    "news, letters and messages",
    "music, pictures and stories",
    "how things were done long ago",
    "caring for nature",
)

FEWEST_LETTERS, MOST_WORDS = 3, 14
_MARK = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,3}[.):]|\(?[a-z][.)])\s+", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__|[`\"“”]")
_SPLIT_OFF = re.compile(r"(?<=\w)\s*(?::\s|\s[-–—]\s).*$")
_STOP = frozenset(
    "a an the of and or in on at to for with by from your our their its how what why".split()
)
_SAID = re.compile(r"(?:sure|here (?:is|are)|certainly|i|we|you)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def normal_form(topic: str) -> str:
    """Equal for topics that differ in case, order of words, plurals or small words only."""
    words = _WORD.findall(topic.casefold())
    kept = [word for word in words if word not in _STOP] or words
    return " ".join(sorted({_stem(word) for word in kept}))


def read_topics(answer: str) -> list[str]:
    """The topics in an answer: a JSON array, or lines with or without bullets and numbers.

    Where lines have marks, those without (``Sure, here are …``) are passed over; explanations
    after a colon or a dash are cut off.
    """
    lines = _from_json(answer)
    if lines is None:
        lines = [line for line in answer.splitlines() if line.strip()]
        marked = [line for line in lines if _MARK.match(line)]
        lines = [_MARK.sub("", line) for line in marked or lines]
    found = []
    for line in lines:
        topic = _SPLIT_OFF.sub("", _EMPHASIS.sub("", line)).strip(" .;:,-")
        if topic:
            found.append(" ".join(topic.split()))
    return found


def fault_of_topic(topic: str) -> str:
    """Why a line is no topic, or nothing."""
    words = topic.split()
    if sum(letter.isalpha() for letter in topic) < FEWEST_LETTERS:
        return "no words in it"
    if len(words) < 2:
        return "a lone word"
    if len(words) > MOST_WORDS:
        return f"more than {MOST_WORDS} words"
    if topic.endswith(("?", "!")) or _SAID.match(topic):
        return "no topic but a sentence"
    if re.match(r"(topic|field|subtopic|item|area)s? ?\w?\d*$", topic.lower()):
        return "a placeholder"
    return ""


def check_roots(roots: Sequence[str]) -> None:
    """Refuse roots from which nothing can grow.

    Raises:
        HornbookError: when there is none, one is empty or a lone word, or two are the same.
    """
    if not roots:
        raise HornbookError("there are no root topics; give some, of a few words each")
    seen: dict[str, str] = {}
    for root in roots:
        if len(root.split()) < 2:
            raise HornbookError(
                f"the root topic {root!r} is {'empty' if not root.strip() else 'one word'}; "
                "say in a few words what it is about"
            )
        form = normal_form(root)
        if form in seen:
            raise HornbookError(f"the root topics {seen[form]!r} and {root!r} are the same")
        seen[form] = root


def _from_json(answer: str) -> list[str] | None:
    start, end = answer.find("["), answer.rfind("]")
    if start < 0 or end < start:
        return None
    try:
        values = json.loads(answer[start : end + 1])
    except (ValueError, RecursionError):
        return None
    return [value for value in values if isinstance(value, str)]


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
