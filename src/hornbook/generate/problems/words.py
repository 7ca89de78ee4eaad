"""Who and what stories are about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal


@dataclass(frozen=True)
class Person:
    """Somebody with a name; ``{who}`` in a text, ``{who.he}`` when named again."""

    name: str
    woman: bool

    def __str__(self) -> str:
        return self.name

    @property
    def he(self) -> str:
        """The subject's pronoun."""
        return "she" if self.woman else "he"

    @property
    def him(self) -> str:
        """The object's pronoun."""
        return "her" if self.woman else "him"

    @property
    def his(self) -> str:
        """The possessive pronoun."""
        return "her" if self.woman else "his"

    @property
    def s(self) -> str:
        """The name in the genitive."""
        return f"{self.name}'s"

    @property
    def key(self) -> str:
        """The name as part of a variable's."""
        return identifier(self.name)


@dataclass(frozen=True)
class Thing:
    """A kind of thing: ``{thing.one}``, ``{thing.many}``, and ``{thing}`` for many."""

    one: str

    def __str__(self) -> str:
        return self.many

    @cached_property
    def many(self) -> str:
        """The plural."""
        if self.one in _PLURALS:
            return _PLURALS[self.one]
        if re.search(r"(s|x|z|ch|sh)$", self.one):
            return f"{self.one}es"
        return f"{self.one[:-1]}ies" if re.search(r"[^aeiou]y$", self.one) else f"{self.one}s"

    @property
    def a(self) -> str:
        """With its indefinite article."""
        return f"{'an' if self.one[0] in 'aeiou' else 'a'} {self.one}"

    @cached_property
    def key(self) -> str:
        """The plural as a variable's name."""
        return identifier(self.many)

    @cached_property
    def key_one(self) -> str:
        """The singular as part of a variable's name."""
        return identifier(self.one)


def identifier(words: str) -> str:
    """Words as a variable's name."""
    return re.sub(r"\W+", "_", words.lower()).strip("_")


_PLURALS = {
    "loaf of bread": "loaves of bread",
    "slice of cake": "slices of cake",
    "bar of soap": "bars of soap",
    "jar of honey": "jars of honey",
    "jar of jam": "jars of jam",
    "bag of rice": "bags of rice",
    "box of cereal": "boxes of cereal",
    "pair of socks": "pairs of socks",
    "pair of gloves": "pairs of gloves",
    "can of paint": "cans of paint",
    "bottle of juice": "bottles of juice",
    "tomato": "tomatoes",
    "potato": "potatoes",
    "mango": "mangoes",
    "scarf": "scarves",
    "bookshelf": "bookshelves",
    "shelf": "shelves",
    "goose": "geese",
    "sheep": "sheep",
}

WOMEN = (
    "Abena Ada Agnes Aisha Alba Alice Amara Amelia Amina Ana Anika Anna Anya Aoife Asha Astrid"
    " Aylin Beatrice Bela Bianca Brenda Carla Carmen Celia Chiara Chloe Clara Dalia Daphne Deepa"
    " Delia Diana Dora Edith Elena Elif Elsa Emine Esther Eva Farah Fatima Fiona Freya Gabriela"
    " Gita Gloria Grace Greta Hana Hannah Hedda Helen Hilda Ines Ingrid Irene Iris Isla Ivana Jana"
    " Jasmine Joan Judith Julia Kamala Karin Katya Keiko Kirsten Lara Laura Leila Lena Lidia Linh"
    " Lola Lucia Lydia Mabel Maeve Maja Malika Margit Maria Marta Maya Mei Mila Mina Miriam Nadia"
    " Naomi Nela Nina Noor Nora Oksana Olga Paloma Paula Petra Priya Rania Renata Rosa Ruth Sadia"
    " Salma Selma Sigrid Simone Sofia Stella Sunita Tamar Tara Tess Thea Tova Uma Valeria Vera"
    " Wanda Wren Yara Yasmin Yuki Zara Zelda Zoe"
).split()
MEN = (
    "Aaron Abdul Adam Ahmed Alan Albert Aldo Amir Anders Andrei Anton Arjun Arthur Axel Basil Ben"
    " Boris Bruno Caleb Carlos Cedric Chen Colin Cyrus Daniel Dario David Dmitri Eduardo Elias"
    " Emil Enzo Erik Ethan Farid Felix Finn Frank Fritz George Gus Hamid Hans Harold Hassan Henrik"
    " Hiro Hugo Ibrahim Igor Isaac Ivan Jack Jakob Jamal Javier Joel Jonas Jorge Josef Juan Kamal"
    " Karl Kenji Kofi Kwame Lars Leo Leon Liam Louis Luca Luis Magnus Malik Marco Mario Mark Mateo"
    " Max Mehmet Miguel Milan Mohan Musa Nabil Nathan Niko Noah Olaf Oliver Omar Oscar Otto Owen"
    " Pablo Paolo Pavel Pedro Peter Philip Quentin Rafael Raj Ravi Remy Robert Rohan Ruben Samir"
    " Samuel Sanjay Sergio Simon Stefan Sven Tariq Theo Thomas Tim Tobias Tom Umar Victor Viktor"
    " Vikram Walter Wei William Xavier Yan Yusuf Zane"
).split()

Kind = Literal[
    "food", "toy", "paper", "garment", "tool", "plant", "animal", "craft", "machine", "find"
]

THINGS: dict[Kind, tuple[str, ...]] = {
    "food": tuple(
        "apple,orange,peach,pear,plum,mango,lemon,melon,banana,tomato,potato,onion,pepper,carrot,"
        "muffin,cookie,bagel,pretzel,sandwich,pancake,cupcake,doughnut,waffle,pie,loaf of bread,"
        "jar of honey,jar of jam,bag of rice,box of cereal,bottle of juice,egg,coconut,avocado,"
        "cucumber,radish,dumpling,samosa,burrito,croissant,granola bar".split(",")
    ),
    "toy": tuple(
        "marble,toy car,puzzle,doll,kite,yo-yo,board game,card deck,building block,spinning top,"
        "balloon,rubber duck,water gun,jump rope,toy train,stuffed bear,puppet,football,frisbee,"
        "skateboard,action figure,comic book,sticker,bouncy ball,toy soldier,whistle".split(",")
    ),
    "paper": tuple(
        "notebook,pencil,pen,crayon,eraser,ruler,folder,marker,envelope,postcard,stamp,greeting"
        " card,poster,calendar,bookmark,binder,sketchbook,glue stick,textbook,dictionary,magazine,"
        "map,index card,highlighter,paintbrush".split(",")
    ),
    "garment": tuple(
        "shirt,hat,scarf,sweater,jacket,dress,skirt,belt,tie,coat,cap,pair of socks,pair of gloves,"
        "blouse,vest,hoodie,raincoat,apron,swimsuit,bracelet,necklace,T-shirt".split(",")
    ),
    "tool": tuple(
        "hammer,screwdriver,paint roller,ladder,wrench,lamp,bucket,broom,shovel,rake,brush,candle,"
        "flashlight,clock,mirror,pillow,blanket,towel,mug,plate,bowl,vase,basket,cushion,"
        "picture frame,light bulb,battery,extension cord".split(",")
    ),
    "plant": tuple(
        "rose,tulip,daisy,sunflower,lily,orchid,fern,cactus plant,rose bush,tomato plant,"
        "strawberry plant,herb,apple tree,cherry tree,maple tree,oak tree,pine tree,lavender plant,"
        "pumpkin,cabbage,lettuce,marigold,palm tree,bean plant".split(",")
    ),
    "animal": tuple(
        "hen,duck,goat,cow,horse,sheep,rabbit,goose,turkey,pigeon,parrot,goldfish,hamster,turtle,"
        "puppy,kitten,lamb,foal,alpaca,donkey".split(",")
    ),
    "craft": tuple(
        "scarf,bracelet,necklace,candle,basket,bowl,vase,birdhouse,quilt,wreath,bookshelf,stool,"
        "toy boat,bar of soap,pot,keychain,lantern,rug,cutting board,wooden spoon,mask,doll,"
        "wind chime,greeting card,kite,hat".split(",")
    ),
    "machine": tuple(
        "bottle,can,bolt,screw,brick,tile,chair,phone case,toothbrush,button,gear,cup,spoon,"
        "light bulb,tin,crayon,T-shirt,bottle cap,box,pen,tennis ball,chocolate bar,candle,"
        "plastic plate,door handle,coin".split(",")
    ),
    "find": tuple(
        "seashell,pebble,feather,acorn,pinecone,chestnut,leaf print,coin,stamp,badge,fossil,"
        "crystal,button,bottle cap,trading card,postcard,mushroom,walnut,sea glass bead,key,"
        "butterfly photo,autograph,magnet,ticket stub,silver spoon,toy dinosaur".split(",")
    ),
}  # fmt: skip

CONTAINERS = tuple(
    "box,bag,basket,crate,jar,carton,tray,bucket,sack,drawer,chest,case,bin,tin,packet,barrel"
    .split(",")
)  # fmt: skip
SHOPS = tuple(
    "corner shop,market,department store,flea market,garden fair,online shop,supermarket,"
    "village store,mall,gift shop,second-hand shop,street market,warehouse store,trade fair"
    .split(",")
)  # fmt: skip
JOBS = tuple(
    "waiter,gardener,tutor,cashier,cleaner,painter,driver,cook,lifeguard,librarian,receptionist,"
    "baker,mechanic,barista,florist,guide,carpenter,tailor,plumber,translator,editor,nurse"
    .split(",")
)  # fmt: skip
RELATIVES = tuple(
    "sister,brother,cousin,aunt,uncle,neighbor,best friend,grandmother,grandfather,classmate,"
    "colleague,niece,nephew".split(",")
)  # fmt: skip
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
PLACES = tuple(
    "school,library,museum,lake,office,station,beach,stadium,theater,castle,harbor,farm,airport,"
    "university,zoo,swimming pool,lighthouse,market".split(",")
)  # fmt: skip
EVENTS = tuple(
    "wedding,birthday party,school play,concert,conference,picnic,festival,graduation,football"
    " match,charity dinner,book fair,exhibition,parade,reunion".split(",")
)  # fmt: skip
SUBJECTS = (
    "math history biology geography chemistry physics spelling music art grammar reading".split()
)
GROUPS = tuple(
    "chess club,choir,drama club,school band,hiking club,book club,football team,swimming team,"
    "dance school,scout troop,cooking class,robotics club,running club,orchestra".split(",")
)  # fmt: skip
VEHICLES = tuple("bus,van,minibus,boat,ferry,tram,shuttle,train car".split(","))

NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
FRACTIONS = {
    (1, 2): "half", (1, 3): "a third", (2, 3): "two thirds", (1, 4): "a quarter",
    (3, 4): "three quarters", (1, 5): "a fifth", (2, 5): "two fifths", (3, 5): "three fifths",
    (4, 5): "four fifths", (1, 6): "a sixth", (1, 8): "an eighth", (3, 8): "three eighths",
    (1, 10): "a tenth", (3, 10): "three tenths",
}  # fmt: skip
TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times"}

ASIDES = (
    "{other} has {n} {things} at home.",
    "{who.s} house has {n} windows.",
    "It takes {other} {n} minutes to walk to {who.s} house.",
    "{other} is {n} years old.",
    "{who} has {n} cousins who live in another town.",
    "Last year, {other} won {n} {things} in a raffle.",
    "The nearest {place} is {n} kilometers away.",
    "{who.s} street has {n} houses.",
    "{who} got up at {hour} o'clock that day.",
    "{other}, who lives next door, owns {n} {things}.",
    "{who} has known {other} for {n} years.",
    "The radio plays {n} songs in the meantime.",
    "{who.s} phone number ends in {n}.",
    "There are {n} {things} in the window of the {shop} across the street.",
    "{other} once counted {n} {things} in a single day.",
    "{who.s} favorite book has {n} chapters.",
    "A poster on the wall is {n} years old.",
    "{other} lives on floor {hour} of a tall building.",
    "The temperature outside is {n} degrees.",
    "{who} has {hour} {things} in {who.his} room, which nobody may touch.",
)
"""Sentences with a number that nothing depends on."""
