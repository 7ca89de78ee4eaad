"""For whom and how prose is written."""

AUDIENCES = (
    "a curious eight-year-old",
    "a teenager who likes to ask why",
    "somebody who is new in the country",
    "a grandparent who explains it to a grandchild",
    "a busy parent",
    "a student preparing for an exam",
    "a robot that knows facts but no people",
    "an engineer who has never thought about it",
    "a class of ten-year-olds",
    "a friend over a cup of tea",
)

QUESTIONS, DIALOGUE = "questions and answers", "dialogue"

STYLES = {
    "textbook": "Write it as a section of a textbook: state the idea, explain why it is so, and "
    "give an example from everyday life.",
    "encyclopedia": "Write it as an entry of an encyclopedia: plain, exact and without any chat.",
    "how-to": "Write it as a guide that says what to do first, what next, and what to watch out "
    "for.",
    DIALOGUE: "Write it as a dialogue of two people, each turn on a line of its own that begins "
    "with the speaker's name and a colon.",
    QUESTIONS: "Write three questions that make one think, each on a line that begins with "
    "Question: and followed by a line that begins with Answer: and reasons step by step.",
    "scene": "Write it as a short scene from daily life from which the reader understands it, and "
    "say at the end what there is to learn.",
    "misconception": "Begin with what many people wrongly believe about it, then say how it "
    "really is, and how one can tell.",
    "comparison": "Compare it with something similar: what is alike, what is different, and when "
    "that matters.",
}
