"""The small quarrel that any plot with two friends in it has room for."""

from __future__ import annotations

from hornbook.generate.stories.grammar.tale import Tale


def quarrel(tale: Tale, one: str, other: str) -> None:
    """Tell, if a conflict is asked for, how the two disagree and make up again.

    Args:
        tale: with ``hero`` and ``friend``.
        one: what the hero wants to do.
        other: what the friend wants to do.
    """
    if not tale.wants("conflict", 0.1):
        return
    tale.say(
        f'"[Let us|I want to] {one}," said {{hero}}. "No, [I want to|we should] {other}!" said '
        "{friend}.",
        f"{{hero}} wanted to {one}, but {{friend}} wanted to {other}.",
    )
    tale.tell(
        "They [frowned at|glared at|turned away from] each other, and for a [moment|while] "
        "neither "
        "of them [would give in|said a word].",
        "Their voices got louder and louder, and both of them were cross.",
    )
    tale.tell(
        "Then {friend} [sighed|had to smile], and they [made up|did first the one thing and "
        "then the "
        "other|flipped a coin].",
        "In the end, {hero} [said sorry|gave in], and [all was well|{friend} did, too].",
    )
