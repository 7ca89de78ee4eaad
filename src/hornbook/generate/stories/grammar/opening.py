"""How stories begin: who it is about, and what has to be known of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hornbook.generate.stories.grammar.tale import Tale

_SETTINGS = (
    "It was a [warm|quiet|lovely|long|fine] [spring|summer|autumn] [day|morning|afternoon].",
    "The sun was [just coming up|high in the sky|shining on the roofs].",
    "Early one [Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday], all was [still|quiet].",
    "Birds were singing in [every tree|the old oak|the hedge].",
    "A light wind blew through the [trees|streets|grass].",
    "[Smoke|White smoke] rose from the chimney of a small house.",
    "Far away, a [church|school] bell was ringing.",
    "[White|Small white|Fat white] clouds were drifting by.",
    "The [first|last] leaves were [green|red and gold].",
)
_INTRODUCTIONS = (
    "Once upon a time, there was {hero.a} named {hero}.",
    "Once there was {hero.a} called {hero}.",
    "There was once {hero.a} whose name was {hero}.",
    "{hero} was {hero.a} [who lived at the edge of the woods|who lived by the sea|from a small "
    "town|from a village in the hills|who lived in a house with a blue door].",
    "In a [small|little|quiet|pretty] [town|village|valley], there lived {hero.a} named {hero}.",
    "[At the end of a long lane|Behind the mill|Near a river|On top of a hill|Between two "
    "hills], {hero.a} named {hero} lived with {hero.his} family.",
    "This is a story about {hero}, {hero.a}.",
    "Not long ago, {hero.a} named {hero} [had a strange day|lived near here|had an adventure].",
    "Have you heard of {hero}? {hero} was {hero.a}[ with big eyes|, and had many ideas|].",
    "Everyone in the [village|street|valley] knew {hero}, the {hero.described}.",
    "[One|Early one] [morning|day], {hero.a} called {hero} woke up [early|late|with a yawn].",
    "When {hero}, {hero.a}, looked out of the window, the [day|sky|street] was "
    "[bright|still gray].",
    "{hero} was {hero.a}, and [{friend} was {hero.his} best friend|{friend} lived next door].",
    "{hero} and {friend} [were best friends|did everything together|had known each other "
    "for ever].",
    '"Wake up, {hero}!" called {grown}. {hero} was {hero.a}[ who liked to sleep long|].',
    '"[Hurry up|Come on], {hero}!" {grown} called[ from the door|]. {hero}, {hero.a}, came '
    "running.",
    "{grown} often tells about the day when {hero} was still {hero.a}.",
    "[Long ago|Many years ago], {hero.a} named {hero} lived [here|in our street|on a small farm].",
)
_FRIENDS = (
    "{hero.his} best friend was {friend.a} called {friend}.",
    "{friend}, {friend.a}, was [always with {hero.him}|{hero.his} best friend].",
    "Together with {friend}, {friend.a}, {hero.he} [went everywhere|had a lot of fun].",
    "{hero.he} had a friend, {friend.a} named {friend}.",
)


def open_story(tale: Tale, *, friend: bool, woven: Sequence[Callable[[], None]]) -> None:
    """Tell the first paragraph.

    Args:
        tale: with ``hero``, ``friend`` and ``grown``.
        friend: whether the plot has a friend, who then has to be introduced.
        woven: tells the words that have no part in the plot, a sentence each.
    """
    if tale.random.random() < 0.35:
        tale.tell(*_SETTINGS)
    introduction = tale.pick(
        _INTRODUCTIONS if friend else [text for text in _INTRODUCTIONS if "{friend}" not in text]
    )
    tale.tell(introduction)
    parts = list(woven)
    if friend and "{friend}" not in introduction:
        parts.append(lambda: tale.tell(*_FRIENDS))
    tale.random.shuffle(parts)
    for part in parts:
        part()
