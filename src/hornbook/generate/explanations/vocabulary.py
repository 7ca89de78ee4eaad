"""Names and things that questions are about."""

from __future__ import annotations

PEOPLE = tuple(
    """
    Abena Adil Agnes Aiko Alma Amaia Anders Anika Arlo Astrid Bao Beata Bilal Björn Bruna Caspar
    Celia Chidi Clara Corin Dalia Darya Delphine Dilip Edda Edwin Elif Emeka Enzo Esme Farid Fenna
    Fiona Florin Freya Gaia Gideon Greta Hana Hector Hedda Hugo Ida Idris Ilse Imani Ines Ismail
    Ivo Jae Jonas Juno Kaito Karim Kerstin Kofi Lale Leif Lena Liam Lior Lucia Luka Mads Mahmoud
    Malia Marek Mei Milan Mina Nadia Naomi Nils Noor Odile Olga Omar Orla Otto Paloma Pavel Petra
    Priya Quinn Rania Ravi Remy Rosa Rune Sanna Selma Seth Signe Soren Tadeo Tala Tariq Thea Tilda
    Tomas Uma Ursula Vera Viktor Wanda Wim Xenia Yara Yusuf Zeno Zofia
    """.split()
)

THINGS = tuple(
    """
    acorn anchor apron badge basket bell bottle bowl box brush bucket button camera candle card
    chain clock coin comb compass cork cup dice drum fan feather flag flute fork glove hammer hat
    helmet jar key kite ladle lamp lantern lens letter lock map marble mask medal mirror mug needle
    notebook paddle pebble pen pencil plate puzzle ribbon ring rope ruler scarf shell spoon stamp
    stone ticket towel tray trumpet umbrella vase wallet whistle
    """.split()
)

LOOKS = tuple(
    """
    amber beige black blue brass brown copper cream crimson glass gold green grey ivory leather
    lilac maroon navy olive orange paper pink plain purple red rusty silver small spotted striped
    tin velvet violet white wooden woollen yellow
    """.split()
)

COLOURS = tuple(
    """
    amber beige black blue brown crimson gold green grey ivory lilac maroon navy olive orange pink
    purple red silver turquoise violet white yellow
    """.split()
)

WORDS = tuple(
    """
    able acid also area army atom aunt autumn bacon badger bamboo banner barley basin beacon beaver
    bishop blanket blossom border bottom branch bread breeze bridge bronze bubble budget butter
    cabin camel canal candle canyon carbon carpet castle cattle cellar cement cherry chimney circle
    citrus clover coffee collar copper corner cotton cousin cradle crater cricket crystal curtain
    dancer danger desert diamond dinner doctor dolphin donkey dragon drawer driver eagle earth
    eleven embassy empire engine evening falcon family farmer fabric feather fellow fiddle figure
    finger flavour flower forest fortune fossil fountain fridge galaxy garage garden garlic ghost
    ginger glacier goblin gravel grocer guitar hammer harbour harvest helmet hermit hollow honey
    hunter iceberg insect island ivory jacket jaguar jigsaw journal jungle kettle kidney kingdom
    kitchen ladder lagoon lantern lawyer leather legend lemon letter library lizard lobster lumber
    magnet mammal mantle marble market meadow melon member mercury meteor mirror mission monkey
    morning mountain muffin museum mustard napkin nature needle nephew nickel nugget oatmeal object
    ocean office onion orchard oregano organ otter oxygen oyster paddle palace pantry paper parade
    parrot pasture patrol pebble pelican pencil pepper pickle pigeon pillow pirate planet plaster
    pocket poem poplar potato powder prairie prince pudding puppet quarter quiver rabbit raccoon
    radish railway rainbow raven record ribbon river robin rocket rubber saddle sailor salmon sample
    sandal satchel scarf school season shadow shelter shovel signal silver singer sister sketch
    soccer spider spinach spiral square squirrel stable statue stream summer sunset supper surgeon
    table tailor teapot temple tennis theatre thunder ticket timber tomato tourist tower tractor
    traffic treasure triangle trumpet tunnel turkey turtle umbrella uncle valley vanilla velvet
    village violin volcano voyage wagon walnut walrus water weather whisker willow window winter
    wizard yellow yogurt zebra
    """.split()
)

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")

NUMBERS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
).split()


def spelled(number: int) -> str:
    """A number in words, up to twenty."""
    return NUMBERS[number] if 0 < number < len(NUMBERS) else str(number)


def listed(words: list[str], last: str = "and") -> str:
    """``a, b and c``."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def article(noun: str) -> str:
    """The noun with ``a`` or ``an``."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def plural(count: int, noun: str) -> str:
    """``1 coin``, ``2 coins``, ``2 boxes``."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun}{'es' if noun.endswith(('x', 's', 'sh', 'ch')) else 's'}"
