"""Plots in which somebody wants something: to have it, to share it or to give it."""

from __future__ import annotations

from hornbook.generate.stories.grammar.cast import Thing
from hornbook.generate.stories.grammar.plot import plot
from hornbook.generate.stories.grammar.quarrel import quarrel
from hornbook.generate.stories.grammar.tale import Tale

_JOBS = (
    "swept the steps of the baker",
    "watered the neighbor's plants",
    "picked up fallen apples",
    "carried bags for an old lady",
    "washed a muddy cart",
    "fed the hens of the farmer",
    "raked leaves",
    "sold lemonade by the road",
    "brushed an old pony",
    "stacked wood for the winter",
)


@plot("thing", "friend", "grown", child=True)
def saving_up(tale: Tale) -> None:
    """Jobs are done for coins, to buy what stands in a window."""
    first, second, third = tale.random.sample(_JOBS, 3)
    outcome = tale.outcome()
    tale.tell(
        "In the window of a shop, {hero} saw {thing.a}. [How fine it was|It was just what "
        "{hero.he} "
        "had always wanted]!",
        "Every day, {hero} walked past a shop, and in its window lay {thing.a}. {hero} "
        "wanted it so "
        "much.",
    )
    tale.hint(
        "{friend} often looked at it, too, when {friend.he} thought that nobody saw.",
        "{hero} noticed that [only one was left|somebody else was looking at it, too].",
    )
    tale.say(
        '"[May I have it|Will you buy it for me]?" {hero} asked. "You can work for it," said '
        "{grown}.",
        "{grown} said that {hero} could earn the money for it.",
    )
    tale.turn()
    tale.tell(
        "So {hero} began to work. On Monday, {hero.he} {first}. On Tuesday, {hero.he} "
        "{second}. On "
        "Wednesday, {hero.he} {third}.",
        "First, {hero} {first} and got one coin. Then {hero.he} {second} and got two. At "
        "the end of "
        "the week, {hero.he} {third} and got three more.",
        first=first,
        second=second,
        third=third,
    )
    quarrel(tale, "spend the coins on sweets", "keep every coin in the jar")
    tale.tell(
        "The jar of coins got fuller and fuller.",
        "Each night, {hero} counted the coins[ before bed|], until there were enough.",
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "At last, {hero} ran to the shop. But the window was empty. [Somebody had bought "
            "{thing} an hour before|{thing} had been sold that very morning].",
        )
        tale.feel("hero", "upset")
        tale.tell("{hero} walked home slowly, with the jar of coins that was of no use now.")
        tale.sum_up(
            "{hero} works all week to buy {thing.a}, but when the money is there, somebody "
            "else has "
            "bought it."
        )
    elif outcome == "twist":
        tale.tell(
            "When {hero} came to the shop, {thing} was gone. {hero} walked home [with wet "
            "eyes|with "
            "a heavy heart]. And there stood {friend} with a [box|parcel]. {friend} had "
            "[saved up, "
            "too, and bought it as a surprise|bought it for {hero.s} birthday]!",
        )
        tale.feel("hero", "glad")
        tale.tell(
            "With the coins in the jar, {hero} bought [a present for {friend}|a treat for "
            "them both]."
        )
        tale.sum_up(
            "{hero} works to buy {thing.a}, but it is sold. Then it turns out that {friend} has "
            "bought it for {hero}."
        )
    else:
        tale.say(
            '"[Here is all my money|I have enough now]!" {hero} said in the shop, and got {thing}.',
            "{hero} put the coins on the counter and got {thing}.",
        )
        tale.feel("hero", "glad", " to have earned it")
        tale.tell(
            "And do you know what? {hero} let {friend} [have it|play with it|hold it] first.",
            "{hero} carried it home with both {hero.hands}, [as if it were made of "
            "glass|very carefully].",
        )
        tale.sum_up(
            "{hero} wants {thing.a} from a shop and works all week until {hero.he} can buy it."
        )
    tale.moral(
        "what one has worked for is worth twice as much",
        "it pays to be patient",
    )


@plot("thing", "friend")
def sharing(tale: Tale) -> None:
    """Two want the same thing."""
    tale.told.add("conflict")
    outcome = tale.outcome()
    tale.tell(
        "One [day|morning], {hero} and {friend} found {thing.a} [on the path|by the road|under a "
        "tree|in the grass].",
        "{hero} had {thing.a}, and {friend} wanted to [have|try] it, too.",
    )
    tale.hint(
        "It looked strong, but there was a tiny crack in it.",
        "Neither of them knew [whose it was|that somebody was already looking for it].",
    )
    tale.turn()
    tale.say(
        '"[It is mine|I want it]!" said {hero}. "No, [mine|I saw it first]!" said {friend}.',
        "Both of them said that it was theirs, and neither would let go.",
    )
    tale.tell(
        "{hero} pulled on one side and {friend} pulled on the other. [They pulled harder and "
        "harder|They pulled until their faces were red].",
        "They held on to it and [pulled|would not let go], and they were very cross.",
    )
    if outcome == "bad":
        tale.tell("[Snap!|Crack!] {thing} broke in two.")
        tale.feel("hero", "upset")
        tale.turn()
        tale.tell(
            "Each of them had one half, and a half was no good to anyone. They went home "
            "without a "
            "word, and [did not play together for many days|it was a long time before they played "
            "together again].",
        )
        tale.sum_up(
            "{hero} and {friend} both want {thing.a}. They pull until it breaks, and both "
            "are left "
            "with nothing."
        )
    elif outcome == "twist":
        tale.turn()
        tale.tell(
            "Just then, [an old woman|a small boy|a tiny mouse] came along, looking for "
            "something. "
            "{thing} did not belong to {hero} or to {friend} at all!",
        )
        tale.say(
            '"[Thank you for finding it|You have found it]!" said the stranger, and gave each of '
            "them [a big red apple|a sweet cake|a bag of nuts].",
            "The stranger thanked them and gave each of them [a big red apple|a sweet "
            "cake|a bag of "
            "nuts].",
        )
        tale.tell(
            "{hero} and {friend} looked at each other and [laughed|smiled]. [There was "
            "nothing to fight about|The fight was over]."
        )
        tale.sum_up(
            "{hero} and {friend} fight over {thing.a}, until the one comes along who has lost it."
        )
    else:
        tale.turn()
        tale.tell(
            "Then {hero} saw [a tear|tears] in {friend.s} eyes, and let go.",
            "Then {friend} stopped pulling and sat down. {hero} sat down, too.",
        )
        tale.say(
            '"[You can have it in the morning, and I can have it after lunch|Let us take '
            "turns|You "
            'first, then me]," {hero} said. "[That is a good plan|All right]," said {friend}.',
            "{hero} had an idea: they could take turns, and {friend} could go first.",
        )
        tale.tell(
            "They [took turns all day|played with it together until evening], and it was "
            "[more|twice as much] fun that way."
        )
        tale.feel("friend", "glad")
        tale.sum_up("{hero} and {friend} both want {thing.a}. In the end, they take turns.")
    tale.moral(
        "sharing is more fun than fighting",
        "a friend is worth more than any {thing.noun}",
        "one who pulls too hard may end up with nothing",
    )


_COLORS = ("red", "blue", "little", "fine")
_CHAIN = (
    ("the baker", "a jug of milk", "a warm loaf"),
    ("the milkmaid", "a bundle of hay", "a jug of milk"),
    ("the farmer", "a sharp sickle", "a bundle of hay"),
    ("the blacksmith", "a bag of coal", "a sharp sickle"),
    ("the miner", "a warm loaf", "a bag of coal"),
    ("the weaver", "a basket of wool", "a piece of cloth"),
    ("the shepherd", "a sack of salt", "a basket of wool"),
    ("the tailor", "a piece of cloth", "a little vest"),
    ("the fisherman", "a ball of string", "a silver fish"),
    ("the cook", "a silver fish", "a sack of salt"),
    ("the rope maker", "a little vest", "a ball of string"),
)


@plot("thing", "grown")
def trading(tale: Tale) -> None:
    """Everybody wants something else first: a chain of trades."""
    outcome = tale.outcome()
    start = tale.random.randrange(len(_CHAIN))
    links = [_CHAIN[start]]
    while len(links) < 3:
        wanted = links[-1][1]
        links.append(next(link for link in _CHAIN if link[2] == wanted))
    owner, gift = links[-1][0], links[-1][1]
    tale.cast |= {"gift": gift, "owner": owner}
    tale.tell(
        "{hero} [wished for|needed] {thing.a}, and only {seller} had one.",
        "More than anything, {hero} wanted {thing.a}. One day, {hero.he} saw one at the house of "
        "{seller}.",
        seller="the old peddler",
    )
    tale.hint(
        "In {hero.his} pocket was [a shiny button|a blue bead] that {hero.he} had found. It "
        "seemed to "
        "be worth nothing.",
    )
    tale.say(
        f'"I will give it to you," said the old peddler, "if you bring me {links[0][2]}."',
        f"The old peddler would give it away, but only for {links[0][2]}.",
    )
    tale.turn()
    for who, wants, gives in links:
        tale.say(
            f'So {{hero}} went to {who}. "[May I have {gives}|Can you give me {gives}]?" '
            f"{{hero.he}} asked. "
            f'"[Gladly|Yes], but first bring me {wants}," said {who}.',
            f"So {{hero}} went to {who} and asked for {gives}, but {who} wanted {wants} for it.",
        )
    if tale.wants("conflict"):
        tale.say(
            '"This is not fair!" {hero} cried. "That is how it is," said {owner} in a '
            "cross voice, "
            "and they glared at each other. Then {hero} took a deep breath and said sorry.",
            "{hero} grew angry and had a quarrel with {owner}, but then said sorry.",
        )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "But {hero} had no {plain}, and there was nobody left to ask. So it was all for "
            "nothing, "
            "and {hero} went home with empty {hero.hands}.",
            plain=gift.split(" ", 1)[1],
        )
        tale.feel("hero", "upset")
        tale.sum_up("{hero} wants {thing.a} and goes from door to door to trade, but gets nothing.")
    elif outcome == "twist":
        tale.tell(
            "Then {owner} saw the [little button|bead] in {hero.s} {hero.hand}. It was the "
            "very one "
            "that {owner} had lost! Now {hero} got everything at once, and ran back along "
            "the whole "
            "way, until {thing} was {hero.his} own.",
        )
        tale.feel("hero", "glad")
        tale.sum_up(
            "{hero} has to trade with many people to get {thing.a}, and a small find in "
            "{hero.his} "
            "pocket makes it possible."
        )
    else:
        back = list(reversed(links))
        tale.tell(
            "{hero} [went home and asked {grown}|ran home], and there, in the [shed|cellar], "
            "{hero.he} "
            "found {gift}! Now it all went quickly.",
        )
        steps = ", ".join(f"{who} gave {gives}" for who, _, gives in back)
        tale.tell(
            f"{steps[0].upper()}{steps[1:]}, and at the end the old peddler gave {{hero}} "
            f"{{thing}}."
        )
        tale.feel("hero", "glad")
        tale.sum_up(
            "To get {thing.a}, {hero} has to trade one thing for another, from door to door."
        )
    tale.moral(
        "one who keeps going gets there in the end",
        "everybody has something that somebody else needs",
    )


@plot("thing", "friend", "grown", child=True)
def gift(tale: Tale) -> None:
    """A present has to be found or made."""
    outcome = tale.outcome()
    thing = tale.cast["thing"]
    assert isinstance(thing, Thing)
    tale.tell(
        "Soon it would be {friend.s} birthday, and {hero} wanted to give {friend.him} something "
        "[very special|that nobody else had].",
        "{hero} wanted to give {friend} a present, but {hero.he} had no money at all.",
    )
    tale.hint(
        "{friend} had been very quiet all week, [as if there were a secret|and {hero} did "
        "not know "
        "why].",
    )
    tale.say(
        '"What should I give {friend}?" {hero} asked. "[The best presents are made by {hero.hand}|'
        'Give something that you like yourself]," said {grown}.',
        "{grown} said that the best presents come from the heart.",
    )
    tale.turn()
    tale.tell(
        "First, {hero} [painted a picture, but the rain got it|baked a cake, but it burned|picked "
        "flowers, but they drooped|wrote a song, but the words would not rhyme].",
    )
    tale.feel("hero", "upset")
    quarrel(tale, "play outside now", "finish something first")
    tale.tell(
        "Then {hero} looked around, and {hero.his} eyes fell on {hero.his} own {thing.full}. "
        "{hero.He} "
        "[cleaned it|polished it] until it looked like new, and [wrapped it in blue "
        "paper|put a bow "
        "on it].",
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "But on the day of the party, {friend} [was ill, and nobody could come|had moved away "
            "that very morning]. {thing} stayed in its paper, and {hero} [sat alone at the window|"
            "cried a little].",
        )
        tale.sum_up("{hero} gets {thing.a} ready as a present for {friend}, but there is no party.")
    elif outcome == "twist":
        tale.tell(
            "{friend} opened it and gasped. Then {friend} [laughed|smiled] and gave {hero} a "
            "parcel, "
            "too. In it was {twin}! They had had the same idea.",
            twin=f"another {tale.pick(_COLORS)} {thing.noun}",
        )
        tale.feel("friend", "glad")
        tale.sum_up(
            "{hero} gives {friend} {hero.his} own {thing.full}, and {friend} has had the same idea."
        )
    else:
        tale.say(
            '"[For me|Is that really for me]?" {friend} asked. "[It is the best present ever|I '
            'always wanted one]!"',
            "When {friend} saw {thing}, {friend.his} eyes [grew big|shone].",
        )
        tale.feel("friend", "glad")
        tale.tell(
            "{hero} [did not miss it at all|found that giving it away felt better than keeping it]."
        )
        tale.sum_up(
            "{hero} looks for a present for {friend} and gives away {hero.his} own {thing.full}."
        )
    tale.moral(
        "giving makes one as happy as getting",
        "a present needn't cost anything",
    )
