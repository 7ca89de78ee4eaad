"""Plots in which somebody is afraid, or can't do something yet."""

from __future__ import annotations

from hornbook.generate.stories.grammar.plot import plot
from hornbook.generate.stories.grammar.quarrel import quarrel
from hornbook.generate.stories.grammar.tale import Tale

_NOISES = (
    ("a scratching sound", "a branch that scratched at the window", "a mouse with a nut"),
    ("a deep hum", "the old fridge", "a lost bee in a jar"),
    ("a tap, tap, tap", "a loose shutter in the wind", "a woodpecker that could not sleep"),
    ("a long howl", "the wind in the chimney", "the neighbor, who was learning to sing"),
    ("a soft thump", "apples that fell from the tree", "a rabbit that danced in the moonlight"),
    ("a drip and a drop", "the tap that nobody had closed", "a pipe that leaked on a tin drum"),
)


@plot("friend", "grown")
def noise(tale: Tale) -> None:
    """A noise in the night."""
    sound, cause, wonder = tale.pick_one(_NOISES)
    outcome = tale.outcome()
    tale.cast |= {"sound": sound, "cause": cause, "wonder": wonder}
    tale.tell(
        "One night, {friend} [came to stay|slept at {hero.s} home]. The lamp was out, and "
        "[the moon "
        "was behind a cloud|it was very dark].",
        "One dark night, {hero} lay awake, and {friend}, who had come to stay, lay awake, too.",
    )
    tale.hint(
        "Before bed, {grown} had said that something in the house [should be mended|had to "
        "be looked at] "
        "soon.",
    )
    tale.tell("Then they heard {sound}. [There it was again!|And again.]")
    tale.feel("hero", "upset")
    tale.turn()
    tale.say(
        '"[Is it a ghost|What is that]?" {friend} whispered. "[I do not know|There are no '
        "ghosts, I "
        'think]," said {hero}.',
        "{friend} was sure that it was a ghost.",
    )
    quarrel(tale, "hide under the covers", "go and see")
    tale.tell(
        "They [took|lit] a small lamp and [went|crept] to the [door|stairs], {hero.hand} in "
        "{friend.hand}. With every "
        "step, the sound grew louder.",
        "They pulled the covers over their heads, but the sound did not stop. So they got "
        "up, step "
        "by step.",
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "Then the lamp went out. They screamed and ran back, fell over a chair, and "
            "[broke the "
            "lamp|hurt their knees]. Nobody slept that night, and {friend} never wanted to stay "
            "again.",
        )
        tale.sum_up("{hero} and {friend} hear {sound} at night, run away from it, and get hurt.")
    elif outcome == "twist":
        tale.tell("{hero} held up the light. It was no ghost at all. It was {wonder}!")
        tale.say('"[You gave us a fright|So it was you]!" {friend} laughed.', "How they laughed!")
        tale.sum_up("{hero} and {friend} hear {sound} at night. It turns out to be {wonder}.")
    else:
        tale.tell("{hero} held up the light, and they saw what it was: only {cause}.")
        tale.tell(
            "{grown} came, too, and made [it stop|them some warm milk]. Soon they were fast asleep."
        )
        tale.feel("hero", "glad")
        tale.sum_up("{hero} and {friend} are afraid of {sound} at night. It is only {cause}.")
    tale.moral(
        "many a thing is only scary until one looks at it",
        "one is braver together",
    )


_SKILLS = (
    ("ride a bike", "fell off", "kept the balance all the way down the road"),
    ("swim", "swallowed water", "swam from one side to the other"),
    ("whistle", "only blew air", "whistled a whole tune"),
    ("tie a bow", "made a knot", "tied a bow on the first try"),
    ("skate", "landed on the ice", "skated one whole round"),
    ("climb the big tree", "slid back down", "sat up on the highest branch"),
    ("stand on one's hands", "tipped over", "stood there like a candle"),
    ("write a name", "got the letters the wrong way round", "wrote every letter as it should be"),
)


@plot("friend", "grown", child=True)
def learning(tale: Tale) -> None:
    """Something is hard to learn, until it isn't."""
    skill, fails, works = tale.pick_one(_SKILLS)
    outcome = tale.outcome()
    tale.cast |= {"skill": skill, "fails": fails, "works": works}
    tale.tell(
        "All the other children could {skill}, but {hero} could not.",
        "There was one thing that {hero} could not do: {skill}.",
    )
    tale.hint("{friend} never told anyone how long it had taken {friend.him} to learn it.")
    tale.say(
        '"[It is easy|Just do it like me]!" said {friend}. But it was not easy at all.',
        "{friend} said that it was easy, but it was not.",
    )
    tale.turn()
    tale.tell(
        "On the first day, {hero} {fails}. On the second day, {hero.he} {fails} again. On "
        "the third "
        "day, {hero.he} {fails} five times.",
        "{hero} tried, and {fails}. {hero.He} tried once more, and {fails} again.",
    )
    tale.feel("hero", "upset")
    quarrel(tale, "give up", "try once more")
    tale.say(
        '"[Everybody has to start small|Slowly, a little bit every day]," said {grown}.',
        "{grown} said that a little bit every day was enough.",
    )
    tale.tell("So {hero} practiced every [morning|evening], when nobody was watching.")
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "But then {hero} wanted to be as good as the others in one day, and went too "
            "fast. There "
            "was a cry, and {hero.his} arm was hurt. That was the end of it for the whole summer.",
        )
        tale.sum_up(
            "{hero} wants to learn to {skill}, but is in too much of a hurry and gets hurt."
        )
    elif outcome == "twist":
        tale.tell(
            "At last, {hero} {works}. {friend} stood there with an open mouth. Then {friend} went "
            "red and said that {friend.he} could not really do it: {friend.he} had only [said so|"
            "pretended]!",
        )
        tale.tell("So now {hero} was the teacher, and {friend} learned it, too.")
        tale.sum_up("{hero} learns to {skill}, and it turns out that {friend} cannot do it at all.")
    else:
        tale.tell("And one day, just like that, {hero} {works}!")
        tale.say(
            '"[I can do it|Look at me]!" {hero} shouted, so that the whole street could hear.',
            "{hero} shouted so that the whole street could hear.",
        )
        tale.feel("hero", "glad")
        tale.sum_up("{hero} cannot {skill}, but learns it by trying again and again.")
    tale.moral("one learns by trying again", "nobody is born knowing how")


@plot("friend", "place", "animal")
def dare(tale: Tale) -> None:
    """Everyone is afraid of somebody who turns out otherwise."""
    outcome = tale.outcome()
    tale.tell(
        "{place.in}, so people said, lived a [terrible|fierce|huge] {animal.noun}. [Nobody "
        "had ever "
        "seen it|Nobody dared to go there].",
        "Everyone was afraid of the {animal.noun} that lived {place.in}.",
    )
    tale.hint(
        "But every morning, [somebody swept the path there|there was a small light there], "
        "and nobody asked who did it."
    )
    tale.say(
        '"[I am not afraid|I will go and see]," said {hero}. "[Then I will come, too|Not without '
        'me]," said {friend}, but {friend.his} knees shook.',
        "{hero} wanted to go and see, and {friend} came along, although {friend.his} knees shook.",
    )
    tale.turn()
    tale.tell(
        "They walked [slowly|on the tips of their toes] {place.to}. [A twig snapped|Something "
        "moved|There was a growl]. {friend} held on to {hero}.",
    )
    quarrel(tale, "go back home", "go on")
    tale.feel("friend", "upset")
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "They looked around the corner, and a big shadow jumped up. They ran and ran, "
            "and lost "
            "[both shoes|the basket with their lunch] on the way. They never found out what "
            "it was, "
            "and nobody believed them.",
        )
        tale.sum_up(
            "{hero} and {friend} want to see the {animal.noun} {place.in}, but run away from it."
        )
    elif outcome == "twist":
        tale.tell(
            "Then they saw it. The {animal.noun} was [made of straw|only painted on the wall]! "
            "[An old woman|A shy old man] had put it up, to be left in peace.",
        )
        tale.tell("They promised to tell nobody, and were asked in for [cake|tea and buns].")
        tale.sum_up("The {animal.noun} that everybody is afraid of {place.in} is not a real one.")
    else:
        tale.tell(
            "And then they saw it: {animal.a}, no bigger than any other, and it was "
            "[crying|shaking]. "
            "It was afraid of them!",
        )
        tale.tell(
            "{hero} gave it [half a bun|an apple], and soon it [ate out of {hero.his} "
            "{hero.hand}|played with them]."
        )
        tale.feel("hero", "glad")
        tale.sum_up(
            "{hero} and {friend} find out that the {animal.noun} {place.in} is afraid itself."
        )
    tale.moral(
        "one should not believe everything people say",
        "those who seem scary may be scared themselves",
    )


@plot("thing", "grown", child=True)
def disobeyed(tale: Tale) -> None:
    """What was forbidden is done, with consequences."""
    rule, deed, mishap, trace = tale.pick_one(
        (
            (
                "not to go near the wet paint",
                "went closer and closer to the wet paint",
                "slipped and sat right in it",
                "paint",
            ),
            (
                "not to shake the apple tree",
                "shook the apple tree with both hands",
                "was hit by a rain of apples",
                "leaves",
            ),
            (
                "not to open the bag of flour",
                "pulled at the bag of flour",
                "was white from head to toe",
                "flour",
            ),
            (
                "not to play by the mud pit",
                "balanced on the edge of the mud pit",
                "fell in with a splash",
                "mud",
            ),
            ("not to touch the honey pot", "reached for the honey pot", "knocked it over", "honey"),
        )
    )
    outcome = tale.outcome()
    tale.cast |= {"rule": rule, "deed": deed, "mishap": mishap, "trace": trace}
    tale.say(
        '"There is one rule today: {rule}," {grown} said. "[Yes, yes|I promise]," said {hero}.',
        "{grown} had told {hero} {rule}. [But it was so tempting!|{hero} had promised.]",
    )
    tale.hint("The ground there was more slippery than it looked.")
    if tale.wants("conflict"):
        tale.say(
            '"Why not?" {hero} asked. "Because I say so," said {grown}. "That is not '
            'fair!" {hero} '
            "shouted and [slammed the door|ran outside].",
            "{hero} had a long quarrel with {grown} about it and ran outside in anger.",
        )
    tale.tell(
        "In {hero.his} {hero.hand}, {hero} had {thing.a}, [and only wanted to have a look|as "
        "always]."
    )
    tale.turn()
    tale.tell(
        "As soon as {grown} was gone, {hero} {deed}. One moment later, {hero} {mishap}, and "
        "{thing} "
        "[fell in, too|was covered all over].",
        "For a while, {hero} stayed away. Then {hero.he} {deed}, and before {hero.he} knew it, "
        "{hero.he} {mishap}. {thing} got it, too.",
    )
    tale.feel("hero", "upset")
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "They washed and scrubbed, but {thing} was ruined. [It had to be thrown "
            "away.|It never "
            "looked the same again.] And {hero} had to stay in for the rest of the day.",
        )
        tale.sum_up("{hero} is told {rule}, does it anyway, and ruins {hero.his} {thing.full}.")
    elif outcome == "twist":
        tale.say(
            '"I know who was here," said a voice. It was {grown}, covered with {trace} as '
            'well! "[It '
            'happened to me, too|I wanted to have a look myself]."',
            "When {hero} came home to own up, there stood {grown}, covered with {trace} as "
            "well, with "
            "a very red face.",
        )
        tale.tell("They looked at each other and laughed until their tummies hurt.")
        tale.sum_up(
            "{hero} is told {rule} and does it anyway, but the same has happened to {grown}."
        )
    else:
        tale.say(
            '"I am sorry," said {hero}. "[Let us clean up together|Now you know why]," said '
            "{grown}.",
            "{hero} said sorry, and {grown} helped {hero.him} to clean up.",
        )
        tale.tell(
            "It took the whole afternoon to get the {trace} off, [ears and all|even out of "
            "{hero.his} hair]."
        )
        tale.sum_up("{hero} is told {rule}, does it anyway, and has a lot to clean up.")
    tale.moral("a rule is there for a reason", "it is wise to listen to those who know")
