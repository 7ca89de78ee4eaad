"""Plots in which something is made, grown, won or found."""

from __future__ import annotations

from hornbook.generate.stories.grammar.plot import plot
from hornbook.generate.stories.grammar.quarrel import quarrel
from hornbook.generate.stories.grammar.tale import Tale

_WORKS = (
    ("a tree house", "boards and nails", "the floor tipped to one side", "used stronger ropes"),
    ("a raft", "logs and string", "the knots came loose", "tied every knot twice"),
    ("a kite", "paper and thin sticks", "it was too heavy to fly", "made the tail longer"),
    ("a sand castle", "sand and shells", "a wave washed it away", "moved further up the beach"),
    ("a snow fort", "balls of snow", "the wall fell over", "made the bottom of the wall thicker"),
    ("a bird house", "an old box", "the door was too small", "cut a bigger hole"),
    ("a swing", "a plank and some rope", "it hung crooked", "measured both ropes"),
    ("a soapbox car", "a crate and four wheels", "a wheel came off", "put in longer screws"),
)


@plot("friend", "grown")
def building(tale: Tale) -> None:
    """A work that fails at first."""
    what, of, fails, mends = tale.pick_one(_WORKS)
    outcome = tale.outcome()
    tale.cast |= {"what": what, "of": of, "fails": fails, "mends": mends}
    tale.tell(
        "One day, {hero} and {friend} [decided to build|wanted to make] {what}. They needed {of}.",
        "{hero} had [a plan|a big plan]: {what}! {friend} was to help with it. They gathered {of}.",
    )
    tale.hint("In the sky, far away, there was [one small dark cloud|a thin gray line].")
    quarrel(tale, "make it as big as a house", "start with a small one")
    tale.tell("They [worked|worked without a break] [all morning|until noon|for hours].")
    tale.turn()
    tale.tell("When it was done, {fails}. [All that work!|So much for that.]")
    tale.feel("friend", "upset")
    tale.say(
        '"[It is no use|We will never do it]," said {friend}. "[Let us look at what went '
        "wrong|Every "
        'mistake is good for something]," said {hero}.',
        "{friend} wanted to stop, but {hero} looked closely at what had gone wrong.",
    )
    tale.tell("So they began again, and this time they {mends}.")
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "But in the night a storm came up, and in the morning nothing was left of {what} "
            "but a heap. {hero} [kicked at it|looked at it] and went [back inside|home]."
        )
        tale.sum_up("{hero} and {friend} make {what}, but a storm takes it away.")
    elif outcome == "twist":
        tale.tell(
            "It was perfect. But when they came back after lunch, somebody had moved in: [a "
            "family of ducks|a fat gray cat|a hedgehog] lay in it and slept!"
        )
        tale.say(
            '"[Then it is theirs|Let them have it]," whispered {hero}.',
            "They let the new guest stay.",
        )
        tale.sum_up("{hero} and {friend} make {what}, and an unexpected guest moves in.")
    else:
        tale.tell(
            "It was [a bit crooked, but it held|even better than they had hoped]. {grown} "
            "came to look and [clapped|was full of praise]."
        )
        tale.feel("hero", "glad")
        tale.sum_up("{hero} and {friend} make {what}. It fails at first, but they {mends}.")
    tale.moral("the second try is often better than the first", "two can do what one cannot")


@plot("friend", "grown")
def seed(tale: Tale) -> None:
    """Something is planted, and takes its time."""
    plant = tale.pick("bean sunflower pumpkin strawberry tomato melon pea carrot".split())
    outcome = tale.outcome()
    tale.cast["plant"] = plant
    tale.tell(
        "{grown} gave {hero} a [tiny|small|little] {plant} seed, and {friend} got one, too.",
        "In a drawer, {hero} and {friend} found two old {plant} seeds.",
    )
    tale.hint("{friend.s} seed was [a bit smaller|a slightly different color], but nobody noticed.")
    tale.tell("They put them into [two pots|the ground] and gave them water.")
    quarrel(tale, "dig them up and look", "leave them alone")
    tale.turn()
    tale.tell(
        "A day went by, and nothing happened. [A week went by, and there was still only "
        "dirt.|Two days, three days: nothing.]"
    )
    tale.feel("hero", "upset")
    tale.say(
        '"[When will it grow|Why is it so slow]?" {hero} asked. "[It needs time|Good things '
        'take time]," said {grown}.',
        "{grown} said that good things take time.",
    )
    tale.tell(
        "Every morning, {hero} gave it a little water and [sang to it|told it a joke|wished "
        "it a good day]."
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "One morning, there was a green tip at last. But on that same day, [a snail ate "
            "it|{hero} forgot it in the hot sun|somebody stepped on it]. Nothing grew there "
            "any more."
        )
        tale.sum_up("{hero} plants a {plant} seed and waits for a long time, but the plant dies.")
    elif outcome == "twist":
        tale.tell(
            "Then both seeds came up. {hero.s} became a {plant}. But {friend.s} was no "
            "{plant} at all: it became [a tall blue flower that nobody knew|a young apple tree]!"
        )
        tale.sum_up(
            "{hero} and {friend} plant two {plant} seeds, and one of them is something else."
        )
    else:
        tale.tell(
            "And one morning, there was a green tip! It grew [and grew|day by day], and by "
            "the end of summer there was a {plant} so big that [all the neighbors came to "
            "see it|{hero} and {friend} could hardly believe it]."
        )
        tale.feel("hero", "glad")
        tale.sum_up("{hero} plants a {plant} seed and looks after it until it has grown.")
    tale.moral("good things take time", "one has to care for a thing, so that it can grow")


@plot("thing", "friend", "animal")
def racing(tale: Tale) -> None:
    """A race, and what stops the fast one."""
    outcome = tale.outcome()
    tale.tell(
        "There was going to be a race[ around the pond| through the woods| up the hill], and "
        "the prize "
        "was {thing.a}. Both {hero} and {friend} wanted to win.",
        "Who is faster, {hero} or {friend}? They wanted to find out in a race, and the "
        "winner was to "
        "get {thing.a}.",
    )
    tale.hint("Along the way, there was a bend where one could not see what came next.")
    if tale.wants("conflict"):
        tale.say(
            '"I will beat you," said {friend}. "You are slow!" "And you are a show-off!" '
            "said {hero}. They turned their backs on each other.",
            "{friend} called {hero} slow, {hero} called {friend} a show-off, and they were cross.",
        )
    else:
        tale.say(
            '"[May the best one win|Good luck]," said {hero}. "[You will need it|The same to '
            'you]," said {friend}.',
            "They wished each other luck.",
        )
    tale.turn()
    tale.tell(
        "[Ready, steady, go!|One, two, three, and off they went!] {friend} was in front, and "
        "{hero} ran as fast as {hero.he} could.",
        "At first, {hero} was in front. Then {friend} came closer, step by step.",
    )
    tale.tell(
        "Then, right beside the path, lay {animal.a} that had [hurt its leg|fallen into a ditch]."
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "{hero} saw it and ran on. {hero.He} won the race and got {thing}. But when they "
            "went back, the {animal.noun} was gone, and {hero} could not be glad about the prize."
        )
        tale.sum_up("{hero} wins a race for {thing.a}, but has left a hurt {animal.noun} behind.")
    elif outcome == "twist":
        tale.tell(
            "{hero} stopped, and {friend} stopped, too. They helped the {animal.noun} to "
            "the finish together. And there they heard that [it belonged to the judge|it was "
            "a test all along], so each of them got {thing.a}!"
        )
        tale.sum_up(
            "{hero} and {friend} stop in the middle of a race to help {animal.a}, and both win."
        )
    else:
        tale.tell(
            "{hero} stopped to help it, and {friend} won the race. But when {friend} heard "
            "why {hero} was late, {friend.he} gave {hero.him} {thing}."
        )
        tale.say(
            '"You are the real winner," said {friend}.',
            "{friend} said that {hero} was the real winner.",
        )
        tale.feel("hero", "glad")
        tale.sum_up(
            "{hero} stops in a race to help {animal.a}. {friend} wins, but gives {hero} the prize."
        )
    tale.moral(
        "there are things that are more important than winning", "kindness is the best prize"
    )


@plot("friend", "grown", "place")
def surprise(tale: Tale) -> None:
    """Everybody behaves oddly."""
    outcome = tale.outcome()
    tale.tell(
        "It was {hero.s} birthday, but nobody [seemed to know|said a word about it].",
        "That day, everybody was [odd|strange]. {grown} had no time, and {friend} did not "
        "want to play.",
    )
    tale.hint(
        "There was a smell of cake in the air, but {hero} did not think about it.",
        "A red ribbon hung out of {friend.s} pocket.",
    )
    tale.say(
        '"Shall we play?" {hero} asked. "[Not now|I cannot today]," said {friend}, and ran off.',
        "When {hero} wanted to play, {friend} just ran off.",
    )
    tale.feel("hero", "upset")
    tale.turn()
    tale.tell(
        "{hero} went for a walk all alone and sat down {place.in}. [Did nobody like "
        "{hero.him} any more?|Had everybody forgotten {hero.him}?]"
    )
    if tale.wants("conflict"):
        tale.say(
            'When {friend} came by, {hero} shouted, "You are not my friend any more!" "You '
            'do not understand anything!" {friend} shouted back.',
            "When {friend} came by, they shouted at each other.",
        )
    tale.tell(
        "{hero} [counted clouds|drew lines in the dirt with a stick|threw pebbles] until the "
        "sun was low."
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "When {hero} came home, the room was full of balloons, but everybody had left. "
            "They had waited for hours with a cake. {hero} had missed {hero.his} own party, "
            "[and the candles had burned down|and the cake was gone]."
        )
        tale.sum_up(
            "{hero} thinks that everybody has forgotten {hero.him}, stays away, and misses "
            "{hero.his} own party."
        )
    elif outcome == "twist":
        tale.tell(
            "Then the door opened, and everybody shouted for joy. But the cake said another "
            "name: it was {friend.s} party! {hero} had mixed up the days. {hero.s} own "
            "birthday was [tomorrow|on the next day], so they just kept on going."
        )
        tale.sum_up(
            "{hero} thinks that {hero.his} birthday is forgotten, but has mixed up the days."
        )
    else:
        tale.tell(
            "When {hero} opened the door at home, it was dark. Then the lamps went on, and "
            "everybody was there!"
        )
        tale.say(
            '"Surprise!" they all shouted. "[We had to keep it a secret|Did you think that '
            'we forgot]?" {friend} asked.',
            "They had kept it a secret all day.",
        )
        tale.feel("hero", "glad")
        tale.sum_up(
            "{hero} thinks that everybody has forgotten {hero.him}, but they are getting a "
            "party ready."
        )
    tale.moral("one should ask before one is angry", "friends do not forget")


@plot("thing", "friend")
def wishes(tale: Tale) -> None:
    """Something magical grants wishes that have a catch."""
    want, catch = tale.pick_one(
        (
            (
                "to have cake at every meal",
                "after two days, neither of them could look at a cake any more",
            ),
            ("that it would never be night", "they were so tired, and nobody could sleep"),
            ("to be as big as a house", "no door was wide enough, and no bed"),
            ("that everything would be made of gold", "the apples were too hard to bite"),
            ("that it would snow in summer", "all the flowers froze, and the bees with them"),
            ("to be able to fly", "the wind blew them wherever it liked"),
            ("that nobody would ever say no", "nobody told them when something was dangerous"),
        )
    )
    outcome = tale.outcome()
    tale.cast |= {"want": want, "catch": catch}
    tale.tell(
        "One evening, {hero} found {thing.a} that [glowed in the dark|hummed softly]. When "
        "{hero.he} rubbed it, a voice said that {hero.he} had [two|three] wishes.",
        "An old woman gave {hero} {thing.a}. It could grant wishes, she said, [but one had "
        "to be careful|if one knew how to ask].",
    )
    tale.hint("On the bottom of it stood, in tiny letters: think twice.")
    quarrel(tale, "wish for something big", "wait and think first")
    tale.say(
        '"I wish," said {hero}, "{want}!" There was a flash, and so it was.',
        "{hero} wished {want}, and so it was.",
    )
    tale.turn()
    tale.tell(
        "At first, it was [great|wonderful]. {friend} [laughed and danced|could not believe "
        "it]. But soon, {catch}."
    )
    tale.feel("friend", "upset")
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "{hero} wanted to take it back, and reached for {thing}. But it slipped and "
            "broke, and the wish could not be undone."
        )
        tale.sum_up(
            "{hero} finds {thing.a} that grants wishes, and wishes {want}. It cannot be undone."
        )
    elif outcome == "twist":
        tale.tell(
            "Then {hero} woke up in {hero.his} own bed. It had all been a dream! But beside "
            "the pillow lay {thing}, [and it was still warm|and it glowed a little]."
        )
        tale.sum_up("{hero} dreams of {thing.a} that grants wishes, and wishes {want}.")
    else:
        tale.tell(
            "So {hero} used the last wish to make everything as it had been before. [Then "
            "{thing} was just {thing.a}.|The glow went out.]"
        )
        tale.feel("hero", "glad")
        tale.sum_up(
            "{hero} gets {thing.a} that grants wishes, wishes {want}, and takes it back in the end."
        )
    tale.moral("one should think before one makes a wish", "what one has is often good enough")


@plot("friend", "grown", "place")
def map_hunt(tale: Tale) -> None:
    """A trail of three clues."""
    clues = tale.random.sample(
        (
            "Go to the tree with the broken arm",
            "Look where the water falls",
            "Count ten steps from the red door",
            "Turn left at the stone that looks like an egg",
            "Ask the one who has four legs and gives milk",
            "Look under what covers the floor",
            "Find the bell that never rings",
            "Follow the wall until it ends",
        ),
        2,
    )
    outcome = tale.outcome()
    tale.cast |= {"first": clues[0], "second": clues[1]}
    tale.tell(
        "Between the pages of an old book, {hero} found a [map|note]. A red cross stood "
        "right beside the words: {place.name}.",
        "One morning, there was a [map|note] under {hero.s} door, and nobody knew who had "
        "put it there.",
    )
    tale.hint(
        "The writing looked [a bit|a little] like {grown.s}, but {hero} did not think of that."
    )
    tale.say(
        '"{first}," {friend} read out loud. "[I know that place|Come on]!" cried {hero}.',
        "It began with the words: {first}. {friend} came along, of course.",
    )
    tale.turn()
    tale.tell(
        "There, they found a second note, [tied with a string|under a flat stone]. It said: "
        "{second}."
    )
    quarrel(tale, "go this way", "go that way")
    tale.tell(
        "That was a hard one. They thought [and thought|for a long time], until {friend} had it."
    )
    tale.tell("The last sign pointed to {place}. There they began to dig.")
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "They dug until their {hero.hands} hurt, but the hole was empty. Somebody had "
            "been there before them. {hero} threw away the map, and they walked home "
            "without a word."
        )
        tale.feel("hero", "upset")
        tale.sum_up("{hero} and {friend} follow an old map, but the treasure is gone.")
    elif outcome == "twist":
        tale.tell(
            "There was a box, and in the box lay [a mirror|two spoons]. And a note: the "
            "treasure is the one who came with you. Then {grown} stepped out from behind a "
            "tree with [a cake|a picnic basket]."
        )
        tale.sum_up(
            "{hero} and {friend} follow a map that {grown} has made, and find another "
            "treasure than they thought."
        )
    else:
        tale.tell(
            "There was a tin box, and in it lay [shiny coins made of chocolate|marbles in "
            "all colors|an old toy ship]! They shared [it all|everything], [half and "
            "half|one for you, one for me]."
        )
        tale.feel("friend", "glad")
        tale.sum_up("{hero} and {friend} follow the clues on a map and find a box {place.in}.")
    tale.moral("the best part of a treasure hunt is the hunt", "two heads are better than one")
