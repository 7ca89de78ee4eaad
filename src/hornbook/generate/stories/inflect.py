"""The forms in which a word may stand in a story, by a few rules of English spelling.

The rules are those of school grammars: a final ``e`` falls before ``-ed`` and ``-ing``, a consonant
and ``y`` become ``i``, a short stressed syllable doubles its last letter. What they don't cover
stands in the tables. They needn't know every word of English, but all of `vocabulary`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PAST = {  # simple past and past participle
    "be": ("was", "been"),
    "beat": ("beat", "beaten"),
    "become": ("became", "become"),
    "begin": ("began", "begun"),
    "bend": ("bent", "bent"),
    "bite": ("bit", "bitten"),
    "bleed": ("bled", "bled"),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "bring": ("brought", "brought"),
    "build": ("built", "built"),
    "burst": ("burst", "burst"),
    "buy": ("bought", "bought"),
    "catch": ("caught", "caught"),
    "choose": ("chose", "chosen"),
    "come": ("came", "come"),
    "cut": ("cut", "cut"),
    "dig": ("dug", "dug"),
    "do": ("did", "done"),
    "draw": ("drew", "drawn"),
    "drink": ("drank", "drunk"),
    "drive": ("drove", "driven"),
    "eat": ("ate", "eaten"),
    "fall": ("fell", "fallen"),
    "feed": ("fed", "fed"),
    "feel": ("felt", "felt"),
    "fight": ("fought", "fought"),
    "find": ("found", "found"),
    "fly": ("flew", "flown"),
    "forget": ("forgot", "forgotten"),
    "forgive": ("forgave", "forgiven"),
    "freeze": ("froze", "frozen"),
    "get": ("got", "got"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "grind": ("ground", "ground"),
    "grow": ("grew", "grown"),
    "hang": ("hung", "hung"),
    "have": ("had", "had"),
    "hear": ("heard", "heard"),
    "hide": ("hid", "hidden"),
    "hit": ("hit", "hit"),
    "hold": ("held", "held"),
    "hurt": ("hurt", "hurt"),
    "keep": ("kept", "kept"),
    "kneel": ("knelt", "knelt"),
    "knit": ("knitted", "knitted"),
    "know": ("knew", "known"),
    "lay": ("laid", "laid"),
    "lead": ("led", "led"),
    "leap": ("leapt", "leapt"),
    "leave": ("left", "left"),
    "lend": ("lent", "lent"),
    "let": ("let", "let"),
    "lie": ("lay", "lain"),
    "lose": ("lost", "lost"),
    "make": ("made", "made"),
    "mean": ("meant", "meant"),
    "meet": ("met", "met"),
    "mow": ("mowed", "mown"),
    "pay": ("paid", "paid"),
    "put": ("put", "put"),
    "read": ("read", "read"),
    "ride": ("rode", "ridden"),
    "ring": ("rang", "rung"),
    "rise": ("rose", "risen"),
    "run": ("ran", "run"),
    "say": ("said", "said"),
    "see": ("saw", "seen"),
    "seek": ("sought", "sought"),
    "sell": ("sold", "sold"),
    "send": ("sent", "sent"),
    "set": ("set", "set"),
    "sew": ("sewed", "sewn"),
    "shake": ("shook", "shaken"),
    "shine": ("shone", "shone"),
    "show": ("showed", "shown"),
    "shrink": ("shrank", "shrunk"),
    "shut": ("shut", "shut"),
    "sing": ("sang", "sung"),
    "sink": ("sank", "sunk"),
    "sit": ("sat", "sat"),
    "sleep": ("slept", "slept"),
    "slide": ("slid", "slid"),
    "speak": ("spoke", "spoken"),
    "spend": ("spent", "spent"),
    "spin": ("spun", "spun"),
    "spread": ("spread", "spread"),
    "stand": ("stood", "stood"),
    "steal": ("stole", "stolen"),
    "stick": ("stuck", "stuck"),
    "sweep": ("swept", "swept"),
    "swim": ("swam", "swum"),
    "swing": ("swung", "swung"),
    "take": ("took", "taken"),
    "teach": ("taught", "taught"),
    "tear": ("tore", "torn"),
    "tell": ("told", "told"),
    "think": ("thought", "thought"),
    "throw": ("threw", "thrown"),
    "understand": ("understood", "understood"),
    "wake": ("woke", "woken"),
    "wear": ("wore", "worn"),
    "weave": ("wove", "woven"),
    "win": ("won", "won"),
    "write": ("wrote", "written"),
}
_PLURAL = {
    "calf": "calves",
    "child": "children",
    "deer": "deer",
    "elf": "elves",
    "fish": "fish",
    "fisherman": "fishermen",
    "foot": "feet",
    "goose": "geese",
    "knife": "knives",
    "leaf": "leaves",
    "loaf": "loaves",
    "man": "men",
    "mouse": "mice",
    "policeman": "policemen",
    "postman": "postmen",
    "scarf": "scarves",
    "sheep": "sheep",
    "shelf": "shelves",
    "snowman": "snowmen",
    "stomach": "stomachs",
    "tooth": "teeth",
    "wolf": "wolves",
    "woman": "women",
}
_COMPARED = {"bad": ("worse", "worst"), "good": ("better", "best"), "little": ("less", "least")}
# Stressed on the last syllable, though they have more than one.
_DOUBLED = {"admit", "begin", "forget", "prefer", "refer"}
_LATIN_O = {"potato", "tomato", "hero", "echo", "volcano", "mango", "buffalo"}
# Said with the sound of "you", or with a silent h.
_A_BEFORE_VOWEL = ("uni", "use", "usu", "euro", "one")
_AN_BEFORE_H = ("hour", "honest")


def plural(noun: str) -> str:
    """More than one of it."""
    if noun in _PLURAL:
        return _PLURAL[noun]
    return noun + "es" if noun in _LATIN_O else _with_s(noun)


def third(verb: str) -> str:
    """What she does: ``carries``."""
    return {"be": "is", "do": "does", "go": "goes", "have": "has"}.get(verb) or _with_s(verb)


def past(verb: str) -> str:
    """What she did: ``carried``."""
    return _PAST[verb][0] if verb in _PAST else _regular(verb, "ed")


def participle(verb: str) -> str:
    """What she has done: ``carried``, ``eaten``."""
    return _PAST[verb][1] if verb in _PAST else _regular(verb, "ed")


def gerund(verb: str) -> str:
    """What she is doing: ``carrying``."""
    return verb[:-2] + "ying" if verb in {"lie", "tie", "die"} else _regular(verb, "ing")


def article(phrase: str) -> str:
    """The phrase with ``a`` or ``an`` before it, as it is said."""
    word = phrase.lower()
    vowel = word[:1] in set("aeiou") and not word.startswith(_A_BEFORE_VOWEL)
    return f"{'an' if vowel or word.startswith(_AN_BEFORE_H) else 'a'} {phrase}"


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """The word and its inflected forms, as noun, verb, adjective and adverb, in lower case.

    A form too many does no harm: nobody writes ``beautifuled``.
    """
    word = word.lower()
    found = {word, plural(word), third(word), past(word), participle(word), gerund(word)}
    found |= {_regular(word, "er"), _regular(word, "est"), *_COMPARED.get(word, ())}
    if word.endswith("le") and len(word) > 3:
        found.add(word[:-1] + "y")  # gently
    elif word.endswith("y"):
        found.add(word[:-1] + "ily")
    else:
        found.add(word + "ly")
    return frozenset(found)


def occurs(word: str, text: str) -> bool:
    """Whether the word stands in the text in one of its forms, as a word of its own.

    Capitals don't matter, nor does a ``'s``; ``catalog`` is no ``cat``.
    """
    return not forms(word).isdisjoint(_words(text))


@lru_cache(maxsize=8)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.lower()))


def _with_s(word: str) -> str:
    if re.search(r"(s|x|z|ch|sh)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"


def _regular(word: str, ending: str) -> str:
    if word.endswith("e"):
        stays = ending == "ing" and word.endswith(("ee", "oe", "ye"))
        return word + ending if stays else word[:-1] + ending
    if re.search(r"[^aeiou]y$", word):
        return word + ending if ending == "ing" else word[:-1] + "i" + ending
    if word in _DOUBLED or _short(word):
        return word + word[-1] + ending
    return word + ending


def _short(word: str) -> bool:
    """One syllable that ends in consonant, vowel, consonant."""
    return bool(re.fullmatch(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]", word)) and len(word) > 2
