"""Plots in which something is lost, broken or gone."""

from __future__ import annotations

from hornbook.generate.stories.grammar.plot import plot
from hornbook.generate.stories.grammar.quarrel import quarrel
from hornbook.generate.stories.grammar.tale import Tale

_HIDEOUTS = (
    "under the bed",
    "behind the door",
    "in the basket of clothes",
    "on top of the cupboard",
    "between the cushions",
    "under the rug",
    "behind the flower pots",
    "in the old wooden chest",
    "on the window sill",
    "under the kitchen table",
    "in the coat by the door",
    "at the bottom of the stairs",
)
_PETS = (
    "Biscuit",
    "Bubbles",
    "Button",
    "Captain",
    "Cookie",
    "Dot",
    "Jelly",
    "Mister Fluff",
    "Noodle",
    "Patch",
    "Peanut",
    "Pepper",
    "Pickle",
    "Socks",
    "Sunny",
    "Waffles",
)


@plot("thing", "friend", "grown", child=True)
def lost(tale: Tale) -> None:
    """A treasure is gone; three places are searched."""
    places = tale.random.sample(_HIDEOUTS, 4)
    first, second, third, last = places
    outcome = tale.outcome()
    tale.tell(
        "{hero} had {thing.a} that {hero.he} [loved|liked] more than anything [else|in the world].",
        "Of all the things {hero} had, {hero.he} liked {hero.his} {thing.full} best.",
        "For {hero.his} last birthday, {hero} had got {thing.a}[ from {grown}|], and {hero.he} "
        "took it everywhere.",
    )
    tale.hint(
        "{hero} did not see [a small pair of eyes|somebody small] watching {thing} from "
        "the corner.",
        "[The night before|The evening before], {hero} had been [very|so] sleepy when {hero.he} "
        "put {thing} away.",
    )
    tale.turn()
    tale.tell(
        "One [morning|afternoon|day], {thing} was [gone|not where it should be|nowhere to "
        "be seen].",
        "But [one day|that morning], when {hero} wanted {thing}, it was [gone|not there].",
    )
    tale.feel("hero", "upset")
    tale.say(
        '"{friend}, [have you seen my {thing.noun}|do you know where my {thing.noun} is]?" {hero} '
        'asked. "No," said {friend}, "but I will help you [look|find it]."',
        "{hero} asked {friend} for help, and {friend} [came at once|was glad to help].",
    )
    quarrel(tale, f"look {first}", f"look {second}")
    tale.tell(
        "First, they looked {first}, but they found [only|nothing but] [dust|an old sock|a marble|"
        "a lost button|some crumbs].",
        "They [began to search|started] {first}. There was [nothing|only an old newspaper] there.",
        first=first,
    )
    tale.tell(
        "Then they [looked|searched] {second}. [No luck|Nothing again|It was not there either].",
        "{friend} [crawled|looked] {second} and found [a spoon|a dead leaf|a penny|a piece of "
        "string], but no {thing.noun}.",
        second=second,
    )
    tale.tell(
        "They even looked {third}, [where nobody had cleaned for a long time|just in case].",
        "Then {hero} looked {third}, [twice|and then once more, to be sure].",
        third=third,
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "They looked all day, until it was too dark to see, but {thing} [never turned up|was "
            "not found].",
            "When evening came, they still had not found it.",
        )
        tale.say(
            '"[I am sorry|I am so sorry], {hero}," said {friend}. "[I think it is gone|We looked '
            'everywhere]."',
            "{friend} said that {friend.he} was sorry, and put an arm around {hero}.",
        )
        tale.tell(
            "{hero} went to bed without {hero.his} {thing.noun}, and [the room felt very empty|it "
            "took a long time until sleep came].",
            "That night, {hero} cried a little, for {thing} was gone for good.",
        )
        tale.sum_up(
            "{hero} loses {hero.his} {thing.full}. {hero} and {friend} look for it in three "
            "places, "
            "but they never find it."
        )
    elif outcome == "twist":
        tale.tell(
            "Then {friend} began to laugh and pointed at {hero}. {hero} had been [carrying "
            "{thing} "
            "in {hero.his} own bag|sitting on {thing}] the whole time!",
            "At last they heard a small sound {last}. There lay [a tiny mouse|the neighbor's cat|"
            "a baby bird], fast asleep, with {thing} as its [bed|pillow]!",
            last=last,
        )
        tale.say(
            '"[Oh my|Well, well]!" said {hero}. "I [never|would never have] thought of that!"',
            "{hero} [could not believe it|had to laugh, too].",
        )
        tale.feel("hero", "glad")
        tale.sum_up(
            "{hero} cannot find {hero.his} {thing.full} and searches with {friend}, until "
            "it turns "
            "up where nobody had thought of it."
        )
    else:
        tale.tell(
            "At last, {hero} looked {last}, and there it was!",
            "Only one place was left: {last}. {hero} reached out a hand and felt "
            "something. It was "
            "{thing}!",
            last=last,
        )
        tale.say(
            '"[I found it|Here it is]!" {hero} shouted, and {friend} [clapped|jumped for joy].',
            "{hero} held it up high, and {friend} [clapped|jumped for joy].",
        )
        tale.feel("hero", "glad")
        tale.sum_up(
            f"{{hero}} loses {{hero.his}} {{thing.full}}. {{friend}} helps, and they find "
            f"it {last}."
        )
    tale.moral(
        "it is good to put things back where they belong",
        "searching is easier with a friend",
        "one should take good care of what one loves",
    )


@plot("thing", "grown", child=True)
def broken(tale: Tale) -> None:
    """Something of somebody else's breaks; whether to tell the truth."""
    outcome = tale.outcome()
    tale.tell(
        "{grown} had {thing.a} that nobody was allowed to touch.",
        "On the shelf stood {thing.a}. It was {grown.s}, and very [old|dear to {grown.him}].",
    )
    tale.say(
        '"[Please be careful with it|Look, but do not touch]," {grown} always said.',
        "[Now and then|Once a week], {grown} took it down and dusted it.",
    )
    tale.hint(
        "{grown} always said that the shelf was not very safe.",
        "The shelf had been [shaky|loose] for a long time.",
    )
    tale.turn()
    tale.tell(
        "One [day|afternoon|rainy day], {hero} [threw a ball in the house|ran through the "
        "room with "
        "both arms out like a plane|danced around the room]. [Crash!|Bang!] {thing} "
        "[fell|dropped] "
        "to the floor and broke.",
        "When {grown} was [out|in the next room], {hero} [wanted to see it up close|took it down, "
        "just for a moment]. But it slipped and fell, and [a piece came off|it broke in two].",
    )
    tale.feel("hero", "upset")
    if tale.wants("conflict"):
        tale.say(
            '"[What was that noise|Who did that]?" {grown} called in a cross voice. "It was not '
            'me!" {hero} shouted back. They were both angry, and nobody said a word [for a while|'
            "until supper].",
            "{grown} was cross and asked who had done it, {hero} shouted that it was "
            "somebody else, "
            "and they were angry with each other.",
        )
    tale.tell(
        "{hero} [hid|pushed] the pieces under [the couch|the bed|a cushion] and [hoped "
        "that nobody "
        "would see|said nothing].",
        "At first, {hero} thought: I could [say that the wind did it|say that the cat did it|hide "
        "the pieces].",
    )
    tale.tell(
        "But {hero.his} tummy began to hurt, [and supper did not taste good|and no game was fun].",
        "But all day long {hero} could think of nothing else.",
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "{hero} never said a word. When {grown} found the pieces, {grown.he} was [very sad|so "
            "sad that {grown.he} cried].",
        )
        tale.tell(
            "Nobody could [fix|mend] {thing} any more, and from then on {grown} did not [trust|"
            "believe] {hero} for a long time.",
        )
        tale.sum_up(
            "{hero} breaks {grown.s} {thing.full} and hides it. When {grown} finds the "
            "pieces, it is "
            "too late."
        )
    else:
        tale.say(
            '"{grown}," {hero} said in a small voice, "I broke your {thing.noun}. I am [so|very] '
            'sorry."',
            "In the end, {hero} went to {grown} and told the truth.",
        )
        if outcome == "twist":
            tale.tell(
                "{grown} looked at the pieces and began to laugh. [It had been broken before, and "
                "{grown} had only glued it|It was only a copy; the real one was safe in a box]!",
            )
        else:
            tale.tell(
                "{grown} was [quiet|silent] for a moment. Then {grown.he} gave {hero} a hug[ and "
                "fetched the glue|]. Together they [mended it|put it together again].",
            )
        tale.feel("hero", "glad", " [that it was out|to have told the truth]")
        tale.sum_up(
            "{hero} breaks {grown.s} {thing.full} and wants to hide it, but then tells the truth."
        )
    tale.moral(
        "it is best to tell the truth, even when it is hard",
        "a mistake gets smaller when one owns up to it",
    )


@plot("place", "friend", "grown")
def astray(tale: Tale) -> None:
    """Two friends lose their way and follow signs home."""
    outcome = tale.outcome()
    tale.tell(
        "One [day|morning|afternoon], {hero} and {friend} went {place.to}. They had never gone "
        "[there alone|so far from home] before.",
        "{hero} wanted to show {friend} the way {place.to}, and so they set off [after breakfast|"
        "right after lunch].",
    )
    tale.hint(
        "{hero} dropped [a few crumbs|a few nut shells] as they walked, without thinking about it.",
        "On the way, {friend} said that the [big rock|old stump] looked just like a sleeping bear.",
    )
    tale.tell(
        "They [looked at everything|played until they were tired|chased a butterfly from bush to "
        "bush], and forgot the time.",
    )
    tale.turn()
    tale.tell(
        "When they wanted to go home, every path looked the same.",
        "When the sun went down, they did not know which way was home.",
    )
    tale.feel("friend", "upset")
    quarrel(tale, "go left", "go right")
    tale.say(
        '"[Are we lost|Do you know the way]?" {friend} asked. "[Let us stay close together|Let us '
        'stay calm and think]," said {hero}.',
        "{hero} took {friend} by the {friend.hand} so that they would stay together.",
    )
    tale.tell(
        "First, they [called|shouted] as loud as they could, but only [an owl|the wind] answered.",
        "First, they climbed [up a bank|on a rock] to look around, but they saw nothing but trees.",
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "They walked and walked, until their feet hurt. [Then it began to rain|Then it grew "
            "cold]. They had to spend the whole night under a bush.",
        )
        tale.tell(
            "In the morning, {grown} found them, wet and hungry. {friend} [had a bad cold for two "
            "weeks|never wanted to go {place.to} again].",
        )
        tale.sum_up(
            "{hero} and {friend} lose their way {place.in} and have to spend a cold night outside."
        )
    elif outcome == "twist":
        tale.tell(
            "Then {hero} pushed a branch aside, and there was {grown.s} [garden|gate]! They had "
            "been [right behind the house|walking around home in a circle] all the time.",
            "Then a light came closer and closer. It was no [ghost|monster]: it was {grown}, who "
            "had been walking behind them the whole way!",
        )
        tale.say(
            '"[What took you so long|Did you have a nice walk]?" asked {grown} with a smile.',
            "{grown} smiled and gave them both a hug.",
        )
        tale.sum_up(
            "{hero} and {friend} think that they are lost {place.in}, but home is nearer "
            "than they "
            "know."
        )
    else:
        tale.tell(
            "Then {hero} saw [some crumbs|a footprint|a broken twig] on the ground. They had come "
            "this way! They followed the [trail|signs], step by step.",
            "Then {friend} [saw|spotted] the rock that looked like a sleeping bear. From "
            "there, they "
            "knew the way.",
            "Then they heard the bell of the [church|school], and walked to where the sound came "
            "from.",
        )
        tale.tell(
            "{grown} was [already waiting|standing] at the door with a lamp and gave them [hot "
            "soup|warm milk|a big hug].",
        )
        tale.feel("hero", "glad", " to be home")
        tale.sum_up(
            "{hero} and {friend} get lost {place.in}. They keep calm and find the way home."
        )
    tale.moral(
        "one should always tell somebody where one is going",
        "it is better to stay calm than to run about",
    )


@plot("animal", "grown", "place", child=True)
def runaway(tale: Tale) -> None:
    """A pet gets out and has to be caught, or found."""
    outcome = tale.outcome()
    tale.tell(
        "{hero} had a pet {animal.noun} called {pet}.",
        "At home, {hero} took care of {animal.a}. Its name was {pet}.",
        pet=tale.pick(_PETS),
    )
    tale.hint(
        "{pet} liked to sit and look out at the road.",
        "The latch of the gate was old, and it did not always close.",
    )
    tale.turn()
    tale.tell(
        "One [morning|day], the gate stood open, and {pet} was gone.",
        "One [evening|day], {hero} came to bring some food, but {pet} was not there.",
    )
    tale.feel("hero", "upset")
    if tale.wants("conflict"):
        tale.say(
            '"You left the gate open!" cried {hero}. "No, you did!" said {grown}. They were cross '
            'with each other. "[Shouting will not bring {pet} back|We had better look for '
            '{pet}]," '
            "said {grown} at last.",
            "{hero} and {grown} each said that the other had left the gate open, until they saw "
            "that being cross did not help.",
        )
    tale.say(
        '"{pet}! Where are you?" {hero} called again and again.',
        "{hero} ran up and down the road and looked [behind every fence|in every yard].",
    )
    tale.tell(
        "{grown} asked [the neighbors|everybody on the road], but nobody had seen the "
        "{animal.noun}.",
        "They put [a dish of food|some food] by the door and waited, but nothing came.",
    )
    tale.turn()
    if outcome == "bad":
        tale.tell(
            "Days went by. {hero} [hung up pictures of {pet}|looked out every morning], but {pet} "
            "did not come back.",
        )
        tale.tell(
            "[Only the empty bed was left|The empty bed stayed in the corner], and {hero} "
            "missed {pet} very much."
        )
        tale.sum_up("{hero.s} pet {animal.noun}, {pet}, runs away and never comes back.")
    elif outcome == "twist":
        tale.tell(
            "In the evening, they found {pet} {place.in}. But {pet} was not alone: [there "
            "were four "
            "babies, too|there sat a second {animal.noun} that looked just the same]!",
        )
        tale.say(
            '"So that is [why you left|your secret]!" {hero} laughed.',
            "Now {hero} understood [why {pet} had left|what the secret was].",
        )
        tale.feel("hero", "glad")
        tale.sum_up(
            "{hero.s} pet {animal.noun} runs away, and is found {place.in} with a surprise."
        )
    else:
        tale.tell(
            "Then {hero} had an idea. {hero.He} [sang the song that {pet} liked|shook the "
            "box with "
            "the food] {place.in}, and soon something moved. It was {pet}!",
            "{hero} sat down {place.in} and kept very still. After a while, {pet} came out of the "
            "grass[, a bit dirty but well|].",
        )
        tale.feel("hero", "glad")
        tale.tell("They [fixed the gate|put a new latch on the gate] that same evening.")
        tale.sum_up("{hero.s} pet {animal.noun}, {pet}, gets out. {hero} finds it {place.in}.")
    tale.moral(
        "a pet needs somebody who looks after it every day",
        "a gate should always be closed",
    )
