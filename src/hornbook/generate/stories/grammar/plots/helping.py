"""Plots in which somebody needs help."""

from __future__ import annotations

from hornbook.generate.stories.grammar.cast import Thing
from hornbook.generate.stories.grammar.plot import plot
from hornbook.generate.stories.grammar.quarrel import quarrel
from hornbook.generate.stories.grammar.tale import Tale

_HIGH = (
    ("high up in a tree", "climb up, but the branches were too thin", "call it with some milk"),
    ("on top of the roof", "jump, but the roof was much too high", "fetch a long plank"),
)
_ANYWHERE = (
    ("deep in a hole", "reach down, but both arms were too short", "dig steps into the side"),
    ("on a rock in the pond", "wade out, but the water was too deep", "throw a rope across"),
    ("behind a tall fence", "push the fence over, but it would not move", "look for a gap"),
    ("on the other side of the brook", "jump over, but it was too wide", "lay a plank across"),
)
_TIGHT = (("inside an old pipe", "crawl in, but the pipe was too tight", "tap on the other end"),)
_BIG = frozenset("bull calf cow donkey goat horse lamb pig pony sheep foal piglet goose".split())


def _spots(tale: Tale) -> tuple[tuple[str, str, str], ...]:
    """Where an animal of its size may be stuck, what fails and what works."""
    animal = tale.cast["animal"]
    assert isinstance(animal, Thing)
    return _ANYWHERE if animal.noun in _BIG else _ANYWHERE + _HIGH + _TIGHT


@plot("animal", "friend", "grown")
def stuck(tale: Tale) -> None:
    """An animal can't get down, out or back; the third try works."""
    spot, fails, works = tale.pick_one(_spots(tale))
    outcome = tale.outcome()
    tale.cast |= {"spot": spot, "fails": fails, "works": works}
    tale.tell(
        "One [day|morning|evening], {hero} and {friend} heard a [thin|sad|strange] sound. They "
        "looked around, and there, {spot}, was {animal.a}.",
        "On the way home, {hero} and {friend} saw {animal.a} {spot}. It could not get away.",
    )
    tale.hint("{friend} noticed that it did not look [very|too] scared.")
    tale.say(
        '"[Poor thing|Oh no]!" said {hero}. "We have to help it!"',
        "{hero} wanted to help it at once.",
    )
    tale.turn()
    tale.tell("First, {hero} tried to {fails}.")
    quarrel(tale, "run and get {grown}", "try one more time")
    tale.tell(
        "Then {friend} [threw|held out] [a bit of bread|an apple], but the {animal.noun} [only "
        "looked at it|did not care for it].",
        "Then they both [called|whistled], but the {animal.noun} stayed where it was.",
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "It got dark, and they had to go home. When they came back in the morning, the "
            "spot was "
            "empty, and nobody ever found out what had become of it.",
        )
        tale.feel("hero", "upset")
        tale.sum_up("{hero} and {friend} find {animal.a} {spot}, but they cannot help it.")
    elif outcome == "twist":
        tale.tell(
            "While they were still thinking, the {animal.noun} [yawned|shook itself], and walked "
            "away all by itself. It had not been stuck at all: it had only been [asleep|resting "
            "there]!",
        )
        tale.say(
            '"[Well|Oh]!" said {friend}, and they both had to laugh.', "They both had to laugh."
        )
        tale.sum_up(
            "{hero} and {friend} try to save {animal.a} {spot}, but it turns out that it "
            "needs no help."
        )
    else:
        tale.tell(
            "At last, {hero} had an idea: they could {works}. {friend} helped, and slowly, "
            "slowly, "
            "the {animal.noun} came [closer|nearer]. It was free!",
        )
        tale.feel("friend", "glad")
        tale.tell(
            "{grown} was [proud of them both|very proud when {grown.he} heard about it].",
            "From then on, the {animal.noun} [came to say hello every morning|followed them "
            "everywhere].",
        )
        tale.sum_up("{hero} and {friend} help {animal.a} that is stuck {spot}.")
    tale.moral(
        "one should not give up after the first try",
        "even a small helper can do a lot",
        "it is good to help those who cannot help themselves",
    )


@plot("food", "friend", "grown")
def ill(tale: Tale) -> None:
    """A friend is ill, and somebody thinks of what might help."""
    outcome = tale.outcome()
    tale.tell(
        "One [day|morning], {friend} did not come out to play. {friend.He} was [in bed "
        "with a cold|"
        "ill and had to stay in bed].",
        "{hero} waited at the [gate|corner], but {friend} did not come. {friend.He} had [a cold|a "
        "bad cough].",
    )
    tale.hint("{hero.s} nose had been [itching|running] a bit, too, since the day before.")
    tale.say(
        '"What can I do for {friend.him}?" {hero} asked. "[Something good to eat helps|Bring '
        'something nice]," said {grown}.',
        "{grown} said that something good to eat always helps.",
    )
    tale.turn()
    tale.tell(
        "So {hero} put {food.a} into a basket, [covered it with a cloth|with a flower on "
        "top], and "
        "went on {hero.his} way.",
    )
    tale.tell(
        "On the way, {hero.he} met a hungry [goat|dog|duck]. {hero.He} gave it [a bite|a crumb].",
        "The road was long and [steep|muddy], and {hero.he} had to rest twice.",
        "It began to rain, so {hero.he} held {hero.his} own coat over the basket.",
    )
    if tale.wants("conflict"):
        tale.say(
            'At the door, {friend} was in a bad mood. "Go away, I want to sleep!" {friend.he} '
            'shouted. "I walked all this way!" {hero} shouted back. Then they both fell silent. '
            '"[Sorry|I did not mean it]," said {friend}.',
            "At the door, {friend} was in a bad mood, and they shouted at each other until "
            "both of "
            "them were sorry.",
        )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "When {hero} came into the room, {hero.he} tripped over the rug, and {food} fell "
            "[on the "
            "floor|into the fireplace]. Now there was nothing to give. And on the next "
            "day, {hero} "
            "was ill, too.",
        )
        tale.sum_up(
            "{hero} brings {food.a} to {friend}, who is ill, but drops it and falls ill, too."
        )
    elif outcome == "twist":
        tale.tell(
            "{friend} sat up in bed and looked at the basket. Then {friend.he} laughed: "
            "beside the "
            "bed stood {food.a} already. {friend} had kept it for {hero}, who [always|often] "
            "sneezed first!",
        )
        tale.tell("So they [ate both|shared both], and felt better with every bite.")
        tale.sum_up(
            "{hero} brings {food.a} to {friend}, who is ill and has kept the same for {hero}."
        )
    else:
        tale.tell(
            "{friend} smiled for the first time that day. They ate [every bit|it together], and "
            "{hero} told {friend} all [the news|about the walk].",
        )
        tale.tell("The next [day|morning], {friend} [was up again|felt much better].")
        tale.feel("hero", "glad")
        tale.sum_up("{friend} is ill, and {hero} brings {friend.him} {food.a}.")
    tale.moral(
        "a visit helps as much as any medicine",
        "a true friend comes on bad days, too",
    )


@plot("place", "friend", "grown")
def tiny_helper(tale: Tale) -> None:
    """The one who was laughed at for being small saves the day."""
    task, why = tale.pick_one(
        (
            ("a key had fallen into a crack in the floor", "thin enough to reach into the crack"),
            ("the door was shut from inside", "small enough to climb in through the window"),
            (
                "a bell had lost its sound, because a bird had built a nest in it",
                "light enough to climb up the rope",
            ),
            (
                "a wheel was stuck, with a stone deep under the cart",
                "small enough to crawl under it",
            ),
        )
    )
    outcome = tale.outcome()
    tale.cast |= {"task": task, "why": why}
    tale.tell(
        "{hero} was the smallest of all, and the others often [laughed at {hero.him}|said that "
        "{hero.he} was too small to play].",
        "Everybody said that {hero} was too small for [everything|anything fun].",
    )
    tale.hint("{grown} only smiled and said that every size is good for something.")
    tale.say(
        '"You cannot come along," {friend} said. "[Your legs are too short|You are too little]."',
        "Even {friend} said that {hero} was too little to come along.",
    )
    if tale.wants("conflict"):
        tale.tell(
            "{hero} stamped {hero.his} foot, and {friend} turned away. They did not speak to each "
            "other for the whole morning.",
        )
    tale.feel("hero", "upset")
    tale.turn()
    tale.tell(
        "But one [day|afternoon], there was trouble {place.in}: {task}. {friend} tried, and "
        "{grown} "
        "tried, and everybody pulled and pushed, but nothing helped.",
    )
    tale.turn()
    tale.say(
        '"Let me try," said {hero}. {hero.He} was {why}!',
        "Then {hero} stepped up, who was {why}.",
    )
    if outcome == "bad":
        tale.tell(
            "But nobody listened. They went on pulling and pushing, until [something broke for "
            "good|it got dark and they all went home]. {hero} could have helped, but had not been "
            "asked.",
        )
        tale.sum_up("{hero} is small and could help when {task}, but nobody listens to {hero.him}.")
    elif outcome == "twist":
        tale.tell(
            "In a blink, it was done. And {hero} had found something more: [an old gold "
            "coin|a ring "
            "that {grown} had lost years ago]!",
        )
        tale.tell("Nobody laughed at {hero} any more.")
        tale.sum_up(
            "{hero} is small, but solves a problem {place.in} and finds a treasure as well."
        )
    else:
        tale.tell("In a blink, it was done, and everybody [cheered|clapped].")
        tale.say(
            '"I am sorry that I laughed," said {friend}. "[You are the biggest of us all|Will you '
            'play with us]?"',
            "{friend} said sorry and asked {hero} to play.",
        )
        tale.feel("hero", "glad")
        tale.sum_up("{hero} is called too small, until {hero.he} solves a problem {place.in}.")
    tale.moral(
        "it is not size that counts",
        "everyone is good at something",
        "nobody should be laughed at for being small",
    )


@plot("thing", "grown", "place", child=True)
def returned(tale: Tale) -> None:
    """Something that somebody has lost is found: keep it or give it back?"""
    outcome = tale.outcome()
    tale.tell(
        "{place.in}, {hero} [found|saw] {thing.a} on the ground. There was nobody around.",
        "One day, {hero} [stepped on|almost fell over] something {place.in}. It was {thing.a}.",
    )
    tale.hint("On it was a small mark that {hero} could not read.")
    tale.tell(
        "{hero} [put it in {hero.his} bag|took it home] and [showed it to nobody|looked at "
        "it for a "
        "long time]. [How nice it would be to keep it!|It would be so easy to keep it.]",
    )
    tale.turn()
    if tale.wants("conflict"):
        tale.say(
            '"You have to give it back," said {grown}. "No! Finders keepers!" cried {hero} '
            "and ran "
            "off. They were cross with each other all evening.",
            "{grown} said to give it back, {hero} did not want to, and they were cross with each "
            "other all evening.",
        )
    else:
        tale.say(
            '"[Somebody must be missing it|Think of the one who lost it]," said {grown}.',
            "{grown} said that somebody must be missing it.",
        )
    tale.tell(
        "At night, {hero} could not sleep. {hero.He} thought of somebody [looking for it|who "
        "was sad]."
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "But {hero} kept it. A few days later, [an old man|a little girl] asked everyone "
            "{place.in} "
            "about {thing}, and cried. Then {hero} was too ashamed to say anything, and "
            "{thing} was "
            "no fun any more.",
        )
        tale.sum_up("{hero} finds {thing.a} {place.in} and keeps it, but has no joy in it.")
    elif outcome == "twist":
        tale.tell(
            "In the morning, {hero} asked from door to door. At the last door, an old lady took "
            "{thing}, looked at the mark and smiled: it had once belonged to {hero.s} own "
            "grandma! "
            "Now it was {hero.s} to keep.",
        )
        tale.feel("hero", "glad")
        tale.sum_up(
            "{hero} finds {thing.a} and wants to give it back, and learns that it once was "
            "{hero.his} "
            "own grandma's."
        )
    else:
        tale.tell(
            "In the morning, {hero} asked from door to door, until [an old man|a young woman|a "
            "boy with red hair] opened. It was the one who had lost it!",
        )
        tale.say(
            '"[You have made my day|I thought it was gone for ever]. Thank you!"',
            "{hero} had never seen anybody so glad.",
        )
        tale.feel("hero", "glad")
        tale.sum_up("{hero} finds {thing.a} {place.in} and gives it back.")
    tale.moral(
        "what one finds belongs to the one who lost it",
        "honest people sleep well",
    )
