import pytest

from hornbook.generate.stories.instruct import PARTS, instructed
from hornbook.generate.stories.reading import read_story, read_summary
from hornbook.generate.stories.words import Triple

TRIPLE = Triple("key", "hide", "shiny")
STORY = (
    "Once there was a girl named Mia. She had a shiny key, and she hid it under a stone in the "
    "garden every evening, so that nobody would find it while she was asleep.\n\n"
    'One day, the stone was gone. "Who took it?" Mia asked. A mole looked out of the ground and '
    "said that it had only wanted a roof. So they looked for another stone, and both were glad."
)


def test_a_good_story_is_kept_as_it_is() -> None:
    piece = read_story(STORY, TRIPLE, ("dialogue",))
    assert piece.text == STORY and not piece.reason
    assert piece.columns["missing"] == [] and piece.columns["words"] == len(STORY.split())


@pytest.mark.parametrize(
    "answer",
    [
        f"Sure! Here is a story for you:\n\n{STORY}",
        f"**The Key**\n\n{STORY}\n\nThe End.",
        f"Title: The Key\n\n{STORY}\n\n**THE END**",
        f"# The Key\n{STORY}",
        f"\n\n{STORY}\n",
    ],
)
def test_chat_titles_and_ends_are_taken_off(answer: str) -> None:
    piece = read_story(answer, TRIPLE)
    assert piece.text == STORY and not piece.reason


def test_a_sentence_about_the_end_stays() -> None:
    text = STORY + " And that was the end."
    assert read_story(text, TRIPLE).text == text


BROKEN = {
    "fewer than 60 words": "Mia hid the shiny key.",
    "more than 600 words": f"{STORY} " * 9,
    "doesn't end with a sentence": f"{STORY} And then they",
    "has lists, headings or code in it": f"{STORY}\n\n1. The key.\n2. The stone.",
    "one of the three words doesn't occur": STORY.replace("shiny", "old"),
    "asked for a dialogue, and nobody speaks": STORY.replace('"', ""),
    "more than 12 paragraphs": STORY + "\n\nYes." * 12,
}


@pytest.mark.parametrize(("reason", "answer"), BROKEN.items())
def test_broken_answers_are_rejected_with_their_reason(reason: str, answer: str) -> None:
    assert read_story(answer, TRIPLE, ("dialogue",)).reason == reason


def test_a_story_without_its_end_is_none() -> None:
    assert read_story(STORY, TRIPLE, truncated=True).reason == "cut off at max_tokens"


@pytest.mark.parametrize(
    ("answer", "summary", "reason"),
    [
        ("**Summary:** Mia loses a stone.", "Mia loses a stone.", ""),
        ("Mia loses a", "Mia loses a", "doesn't end with a sentence"),
        (STORY, " ".join(STORY.split()), "the summary is nearly as long as the story"),
    ],
)
def test_summaries_are_short(answer: str, summary: str, reason: str) -> None:
    text, why = read_summary(answer, STORY)
    assert text == summary and why.startswith(reason) and bool(why) == bool(reason)


def test_instructions_are_a_subset_in_any_order() -> None:
    seen = set()
    for seed in range(200):
        text, said = instructed(
            STORY, words=("key", "hide", "shiny"), features=("bad ending",), summary="S.", seed=seed
        )
        assert text.endswith(f"\nStory:\n\n{STORY}") and said
        assert said.get("Features", "BadEnding") == "BadEnding"
        assert "Sentence" not in said or said["Sentence"] in STORY.replace("\n", " ")
        seen.add(tuple(said))
    assert {len(parts) for parts in seen} == {1, 2, 3, 4}
    assert {part for parts in seen for part in parts} == set(PARTS)
    assert len(seen) > 30


def test_what_there_isn_t_is_not_asked_for() -> None:
    _, said = instructed("Hi.", words=("key",), features=(), summary="", seed=0)
    assert list(said) == ["Words"]
